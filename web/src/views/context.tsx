// How full the context window was when turns ended, and what compaction gave back.

import { useRef } from "preact/hooks";
import type { Answers } from "../asking";
import { Drawing, useWidth } from "../charts/bars";
import { gridlines } from "../charts/scale";
import { DASH, day, id, percent, plural, tick, time, whole } from "../formats";
import type { CompactionRow, FillReport } from "../report";
import { ChartHead } from "../shell/chart-head";
import { Heads } from "../shell/heads";
import { Nothing } from "../shell/nothing";
import { LeadingRow } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";
import { FULL, share, Windows } from "./context-windows";

const CAUSES = { auto: "automatic", manual: "manual" };

/** Bins past this are nearly full. */
const NEARLY_FULL_BIN = 16;

export function Context({ state, reports, answer }: { state: State; reports: Reports; answer: Answers["context"] }) {
  const { fill, compactions } = answer;
  if (fill.total.turns === 0 && compactions.rows.length === 0) return <Nothing state={state} words="No turn that tells how full its context window was (from Codex 0.34 on)" />;
  return (
    <div class="context">
      <div class="halves even">
        <FillChart state={state} fill={fill} />
        <Given rows={compactions.rows} state={state} />
      </div>
      <Windows fill={fill} />
      <Compactions state={state} reports={reports} rows={compactions.rows} />
    </div>
  );
}

const HALF = 500;
const HEIGHT = 240;
const LEFT = 44;
const TOP = 14;
const BOTTOM = 40;

function FillChart({ state, fill: { total } }: { state: State; fill: FillReport }) {
  const box = useRef<HTMLDivElement>(null);
  const { table } = state.address;
  const width = useWidth(box, table);
  const lines = gridlines(Math.max(0, ...total.bins));
  const most = lines.at(-1) || 1;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const step = (width - LEFT) / total.bins.length;
  const title = `${whole(total.nearly_full)} of ${plural(total.turns, "turn")} ended with the window over 80\u202f% full`;
  return (
    <section>
      <ChartHead title={title} of="fill" table={table} />
      <p class="sentence">{total.p50_per_mille === null ? "" : `Half of all turns ended no fuller than ${percent(total.p50_per_mille, FULL)}. `}A turn counts when its file tells the window.</p>
      {table ? (
        <Bins bins={total.bins} />
      ) : (
        <div ref={box} class="fill" data-chart role="img" aria-label={`${title}. Turns by how full the window was, in steps of 5 percent.`}>
          <Drawing width={width} height={HEIGHT}>
            {lines.map((line) => (
              <g key={line}>
                <line class={line === 0 ? "zero" : "grid"} x1={LEFT} x2={width} y1={Math.round(y(line)) + 0.5} y2={Math.round(y(line)) + 0.5} />
                <text x={LEFT - 8} y={y(line) + 4} text-anchor="end">
                  {tick(line)}
                </text>
              </g>
            ))}
            {total.bins.map((count, bin) => (
              <g key={bin}>
                {count > 0 && <rect class={bin >= NEARLY_FULL_BIN ? "split-warning" : "split-accent"} x={LEFT + bin * step + 1} width={Math.max(1, step - 2)} y={y(count)} height={y(0) - y(count)} />}
                {count > 0 && step > 16 && (
                  <text x={LEFT + (bin + 0.5) * step} y={y(count) - 4} text-anchor="middle">
                    {whole(count)}
                  </text>
                )}
                {bin % 4 === 0 && (
                  <text x={LEFT + bin * step} y={HEIGHT - 20}>
                    {bin * 5}
                  </text>
                )}
              </g>
            ))}
            <text x={width} y={HEIGHT - 20} text-anchor="end">
              100{"\u202f%"}
            </text>
            <text x={(LEFT + width) / 2} y={HEIGHT - 5} text-anchor="middle">
              of the window filled when the turn ended
            </text>
          </Drawing>
        </div>
      )}
    </section>
  );
}

function Bins({ bins }: { bins: number[] }) {
  return (
    <div class="twin" tabIndex={0} role="group" aria-label="Turns by how full the window was">
      <table>
        <thead>
          <tr>
            <th scope="col">Of the window</th>
            <th scope="col" class="number">
              Turns
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map((count, bin) => (
            <LeadingRow key={bin} place="sessions" part={{ sort: "-most_used_per_mille" }} head={`${bin * 5} – ${bin * 5 + 5}\u202f%`}>
              <td class="number">{whole(count || null)}</td>
            </LeadingRow>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** As many of the newest compactions as can be told apart. */
const DRAWN = 12;

/** What compactions gave back, if all of them gave back much; else how many did. */
function givenTitle(freed: number[]): string {
  const least = Math.min(...freed);
  if (freed.length === 1) return `The compaction gave back ${percent(least, FULL)} of what was in the window`;
  if (least >= HALF) return `Each of ${plural(freed.length, "compaction")} gave back ${percent(least, FULL)} or more of the window`;
  return `${whole(freed.filter((perMille) => perMille >= HALF).length)} of ${plural(freed.length, "compaction")} gave back half or more of the window`;
}

/** Before and after, joined. */
function Given({ rows, state }: { rows: CompactionRow[]; state: State }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const told = rows.filter(({ tokens_before, tokens_after }) => tokens_before !== null && tokens_after !== null);
  const shown = told.slice(0, DRAWN).reverse();
  if (shown.length === 0) return <section>{rows.length === 0 ? <h2>No window was compacted</h2> : <h2>{`${plural(rows.length, "compaction")}; no file tells what they gave back`}</h2>}</section>;
  const lines = gridlines(Math.max(...shown.map(({ tokens_before }) => tokens_before ?? 0)));
  const most = lines.at(-1) || 1;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const step = (width - LEFT) / shown.length;
  const title = givenTitle(told.flatMap(({ freed_per_mille }) => freed_per_mille ?? []));
  return (
    <section>
      <ChartHead title={title} of="compactions" />
      <p class="sentence">Filled: tokens before. Hollow: after. Grey: asked for by hand. The list is below.</p>
      <div ref={box} class="fill" data-chart role="img" aria-label={title}>
        <Drawing width={width} height={HEIGHT}>
          {lines.map((line) => (
            <g key={line}>
              <line class={line === 0 ? "zero" : "grid"} x1={LEFT} x2={width} y1={Math.round(y(line)) + 0.5} y2={Math.round(y(line)) + 0.5} />
              <text x={LEFT - 8} y={y(line) + 4} text-anchor="end">
                {tick(line)}
              </text>
            </g>
          ))}
          {shown.map(({ at, cause, tokens_before, tokens_after }, index) => {
            const x = LEFT + (index + 0.15) * step;
            const to = x + Math.min(40, step * 0.4);
            const [before, after] = [y(tokens_before ?? 0), y(tokens_after ?? 0)];
            return (
              <g key={index} class={cause === "manual" ? "given manual" : "given"}>
                <line x1={x} x2={to} y1={before} y2={after} />
                <circle class="before" cx={x} cy={before} r="4" />
                <circle class="after" cx={to} cy={after} r="4" />
                {step > 44 && at && (
                  <text x={x - 4} y={HEIGHT - 20}>
                    {day(at.slice(0, 10), thisYear(state)).split(" ").slice(0, 2).join(" ")}
                  </text>
                )}
                {step > 70 && cause && (
                  <text x={x - 4} y={HEIGHT - 5}>
                    {CAUSES[cause]}
                  </text>
                )}
              </g>
            );
          })}
        </Drawing>
      </div>
    </section>
  );
}

function Compactions({ state, reports, rows }: { state: State; reports: Reports; rows: CompactionRow[] }) {
  const { names } = reports.common;
  if (rows.length === 0) return null;
  return (
    <section>
      <ChartHead title="Compactions" of="compactions" />
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Compactions">
        <table>
          <caption class="unseen">Compactions, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When ↓</th>
              <th scope="col">Project</th>
              <th scope="col">Session</th>
              <th scope="col" class="number">
                Turn
              </th>
              <th scope="col">Trigger</th>
              <th scope="col">Where</th>
              <Heads number of={["Before", "After", "Freed", "Its own response", "Context left after"]} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <LeadingRow key={index} place="session" part={{ session: row.session_id, turn: row.turn }} head={time(row.at, state.address.zone, "")}>
                <td class="cut strong" title={names.whole(row.project)}>
                  {names.of(row.project) ?? DASH}
                </td>
                <td>
                  <code>{id(row.session_id)}</code>
                </td>
                <td class="number">{whole(row.turn)}</td>
                <td>{row.cause ? CAUSES[row.cause] : DASH}</td>
                <td class="second">{row.is_remote ? "remote" : "local"}</td>
                <td class="number">{whole(row.tokens_before)}</td>
                <td class="number">{whole(row.tokens_after)}</td>
                <td class="number">{share(row.freed_per_mille)}</td>
                <td class={row.response_tokens === null ? "number second" : "number"}>{row.response_tokens === null && row.is_told ? "counted" : whole(row.response_tokens)}</td>
                <td class="number">{row.context_left_percent === null ? DASH : percent(row.context_left_percent, 100)}</td>
              </LeadingRow>
            ))}
          </tbody>
        </table>
      </div>
      <p class="sentence">A remote compaction’s own response is written from Codex 0.153 on. Before, no file tells it: a dash, not a guess. “Counted” is one that a file tells without saying which it is.</p>
    </section>
  );
}
