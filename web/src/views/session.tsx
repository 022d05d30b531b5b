// Where one session's time, tokens and context went, without a word of it.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Answers } from "../asking";
import { useWidth } from "../charts/bars";
import { Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { type DrawnTurn, LABELS_PX, LaneLabels, of, Timeline } from "../charts/timeline";
import { timeScale } from "../charts/timeline-scale";
import { cost, DASH, duration, plural, time, whole } from "../formats";
import { change, goTo } from "../navigation";
import type { SessionRow, TimelineRow } from "../report";
import { type Reports, type State, thisYear } from "../state";

interface Props {
  state: State;
  reports: Reports;
  answer: Answers["session"];
}

export function Session({ state, reports, answer }: Props) {
  const { one, timeline, all } = answer;
  const row = one.rows.length === 1 ? one.rows[0] : undefined;
  if (!row) return <p class="waiting">No session that was read begins with {state.address.session ?? "nothing"}.</p>;
  const at = all.rows.findIndex(({ session_id }) => session_id === row.session_id);
  return (
    <div class="session">
      <Head state={state} reports={reports} row={row} older={all.rows[at - 1]?.session_id} newer={at < 0 ? undefined : all.rows[at + 1]?.session_id} />
      <Course state={state} rows={timeline.rows} />
      <Stand row={row} />
    </div>
  );
}

interface HeadProps {
  state: State;
  reports: Reports;
  row: SessionRow;
  older: string | undefined;
  newer: string | undefined;
}

function Head({ state, reports, row, older, newer }: HeadProps) {
  const { names, slots: ofAllTime } = reports.common;
  const slots = useMemo(() => Slots.ofModels(ofAllTime), [ofAllTime]);
  const at = (value: string | null) => time(value, state.address.zone, "");
  const facts: [string, string][] = [
    ["Started", at(row.started_at)],
    ["Last activity", at(row.last_activity_at)],
    ["Source", [row.source, row.cli_version].filter(Boolean).join(" ") || DASH],
    ["Turns", whole(row.turns || null)],
    ["Responses", whole(row.responses || null)],
    ["Calls", whole(row.calls ?? null)],
    ["Context left", row.context_left_percent == null ? DASH : `${row.context_left_percent}\u202f%`],
    ["Total", whole(row.total_tokens)],
    ["Cost", row.total_tokens ? cost(row.cost_nano_dollars, (row.priced_tokens ?? 0) >= row.total_tokens) : DASH],
  ];
  const step = (id: string | undefined, words: string, key: string, mark: object) => (
    <button type="button" class="small" disabled={!id} {...mark} onClick={() => id && goTo("session", { session: id })}>
      {words} <kbd>{key}</kbd>
    </button>
  );
  return (
    <>
      <header class="session-head">
        <h2 title={names.whole(row.project)}>{names.of(row.project) ?? "project not named"}</h2>
        <span class="second" title={names.whole(row.branch)}>
          {names.of(row.branch) ?? ""}
        </span>
        <code>{row.session_id}</code>
        <span class="push second">Names and numbers only. What was said is not here.</span>
        {step(newer, "Newer", "k", { "data-newer": true })}
        {step(older, "Older", "j", { "data-older": true })}
      </header>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt class="label">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt class="label">Model</dt>
          <dd>
            {row.model ? (
              <>
                <Swatch tone={slots.of(row.model)} /> {row.model}
              </>
            ) : (
              DASH
            )}
          </dd>
        </div>
      </dl>
    </>
  );
}

const BROKEN = ["failed", "interrupted", "aborted", "budget_limited", "unfinished"];
/** How often the timeline can be made twice as wide. */
const MOST_ZOOM = 6;

function Course({ state, rows }: { state: State; rows: TimelineRow[] }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [zoom, setZoom] = useState(0);
  const [chosen, choose] = useState<number | null>(null);
  const turns = useMemo(() => drawn(rows), [rows]);
  const spans = useMemo(() => spansOf(rows, turns), [rows, turns]);
  const scale = timeScale(spans, (width - LABELS_PX - 4) * 2 ** zoom);
  useEffect(() => choose(null), [rows]);
  const { table, zone } = state.address;
  const number = chosen ?? turns[0]?.number ?? null;
  const walk = (event: KeyboardEvent) => {
    const index = turns.findIndex((turn) => turn.number === number);
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: turns.length - 1 }[event.key];
    if (event.key === "+" || event.key === "=") setZoom(Math.min(MOST_ZOOM, zoom + 1));
    else if (event.key === "-") setZoom(Math.max(0, zoom - 1));
    else if (event.key === "0") setZoom(0);
    else if (to !== undefined) choose(turns[Math.max(0, Math.min(turns.length - 1, to))]?.number ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = titleOf(rows, turns);
  const inHand = turns.find((turn) => turn.number === number);
  return (
    <section aria-labelledby="timeline-title">
      <header class="section-head">
        <h2 id="timeline-title">{title}</h2>
        <button type="button" class="plain" data-twin aria-pressed={table} onClick={() => change({ table: !table })}>
          {table ? "Chart" : "Table"}
        </button>
      </header>
      <p class="sentence">
        Idle time over 3 min is folded at the zigzags. Height of a response: its tokens. Striped turn: not ended well. <kbd>+</kbd> <kbd>-</kbd> zoom, <kbd>←</kbd> <kbd>→</kbd> turns.
      </p>
      <div ref={box} class="timeline-box">
        {table || turns.length === 0 ? null : (
          <>
            <LaneLabels rows={rows} />
            <div
              class="timeline-scroll"
              role="slider"
              tabIndex={0}
              aria-label={`${title}. Turns on one axis of time.`}
              aria-valuemin={1}
              aria-valuemax={turns.length}
              aria-valuenow={number ?? 1}
              aria-valuetext={inHand ? spokenTurn(inHand, rows) : "no turn"}
              onKeyDown={walk}
            >
              <Timeline scale={scale} rows={rows} turns={turns} chosen={number} zone={zone} year={thisYear(state)} onChoose={choose} />
            </div>
          </>
        )}
      </div>
      <Turns state={state} rows={rows} chosen={table ? null : number} onChoose={choose} />
    </section>
  );
}

/** Turns with a time; one that was never closed ends with its last mark. */
function drawn(rows: TimelineRow[]): DrawnTurn[] {
  return of(rows, "turn").flatMap(({ at, turn, ended_at, outcome }) => {
    if (!at || turn === null) return [];
    const marks = rows.filter((row) => row.turn === turn && row.at).map((row) => Date.parse(row.at ?? ""));
    return { number: turn, fromMs: Date.parse(at), toMs: ended_at ? Date.parse(ended_at) : Math.max(...marks), broken: outcome !== null && BROKEN.includes(outcome) };
  });
}

function spansOf(rows: TimelineRow[], turns: DrawnTurn[]): [number, number][] {
  const marks = rows.flatMap(({ at }): [number, number][] => (at ? [[Date.parse(at), Date.parse(at)]] : []));
  return [...turns.map(({ fromMs, toMs }): [number, number] => [fromMs, toMs]), ...marks];
}

function titleOf(rows: TimelineRow[], turns: DrawnTurn[]): string {
  const [first, last] = [turns[0], turns.at(-1)];
  if (!first || !last) return "No turn of this session has a time";
  const compactions = of(rows, "compaction");
  const [only] = compactions;
  const compacted = compactions.length === 0 ? "the context was never compacted" : compactions.length === 1 ? `the context was compacted once${only?.turn ? `, in turn ${only.turn}` : ""}` : `the context was compacted ${compactions.length} times`;
  return `${plural(turns.length, "turn")} in ${duration(last.toMs - first.fromMs)}; ${compacted}`;
}

function spokenTurn({ number, fromMs, toMs, broken }: DrawnTurn, rows: TimelineRow[]): string {
  const inTurn = rows.filter(({ turn }) => turn === number);
  return `Turn ${number}, ${duration(toMs - fromMs).replaceAll("\u202f", " ")}, ${of(inTurn, "response").length} responses, ${of(inTurn, "call").length} calls${broken ? ", not ended well" : ""}`;
}

interface TurnsProps {
  state: State;
  rows: TimelineRow[];
  chosen: number | null;
  onChoose(turn: number): void;
}

function Turns({ state, rows, chosen, onChoose }: TurnsProps) {
  const turns = of(rows, "turn");
  return (
    <div class="turns" tabIndex={0} role="group" aria-label="Turns">
      <table>
        <caption class="unseen">Turns</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Start</th>
            <th scope="col" class="number">
              Time
            </th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {turns.map((turn) => (
            <tr key={turn.turn} class={turn.turn === chosen ? "chosen" : ""} onClick={() => turn.turn !== null && onChoose(turn.turn)}>
              <th scope="row">{turn.turn}</th>
              <td>{time(turn.at, state.address.zone, thisYear(state))}</td>
              <td class="number">{turn.duration_ms === null ? DASH : duration(turn.duration_ms)}</td>
              <td class={turn.outcome && BROKEN.includes(turn.outcome) ? "warn" : "second"}>{turn.outcome ? `${BROKEN.includes(turn.outcome) ? "▲ " : ""}${turn.outcome.replaceAll("_", " ")}` : DASH}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Stand({ row }: { row: SessionRow }) {
  const stands: [string, string, number | null][] = [
    ["counted", "", row.total_tokens],
    ["inherited", row.inherited_tokens > 0 ? "history copied into this session" : "no copied history", row.inherited_tokens],
    ["repeated", "written again, not counted", row.repeated_tokens],
  ];
  return (
    <section class="stand">
      <h2>Where its tokens stand</h2>
      <dl class="parts open">
        {stands.map(([name, words, tokens]) => (
          <div key={name}>
            <dt>
              {name} <span>{words}</span>
            </dt>
            <dd>{whole(tokens)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
