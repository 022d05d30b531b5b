// How full windows of each size were when turns ended: a dot a turn, all on one axis.

import { DASH, percent, whole } from "../formats";
import type { FillReport, FillRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { Heads } from "../shell/heads";
import { LeadingRow } from "../shell/to";

export const FULL = 1000;

export const share = (perMille: number | null) => (perMille === null ? DASH : percent(perMille, FULL));

export function Windows({ fill: { rows } }: { fill: FillReport }) {
  return (
    <section>
      <ChartHead title="Fill at turn end, by size of the window" of="fill" />
      <p class="sentence">One dot a turn, darker where more of them end; the bar is the median. The window is what the file states, after Codex’s own reserve.</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Fill by size of the window">
        <table>
          <caption class="unseen">Fill by size of the window</caption>
          <thead>
            <tr>
              <th scope="col">Window</th>
              <th scope="col" class="number">
                Turns
              </th>
              <th scope="col">
                <DotsHead />
              </th>
              <Heads number of={["Median", "90th", "Over 80 %", "Compactions"]} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <LeadingRow key={row.window_tokens} place="sessions" part={{ sort: "-most_used_per_mille" }} kind="strong" head={whole(row.window_tokens)}>
                <td class="number">{whole(row.turns)}</td>
                <td>
                  <Dots row={row} />
                </td>
                <td class="number">{share(row.p50_per_mille)}</td>
                <td class="number">{share(row.p90_per_mille)}</td>
                <td class="number">{whole(row.nearly_full || null)}</td>
                <td class="number">{whole(row.compactions || null)}</td>
              </LeadingRow>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const WIDTH = 600;
const ROW_PX = 22;
const MARGIN = 6;

const x = (perMille: number) => MARGIN + (perMille / FULL) * (WIDTH - 2 * MARGIN);

const TICKS = [0, 250, 500, 750, 1000];

function DotsHead() {
  return (
    <svg class="time-range" width={WIDTH} height="16" role="img" aria-label="Of the window filled, from 0 to 100 percent">
      {TICKS.map((perMille) => (
        <text key={perMille} x={perMille === 0 ? 0 : perMille === FULL ? WIDTH : x(perMille)} y="12" text-anchor={perMille === 0 ? "start" : perMille === FULL ? "end" : "middle"}>
          {perMille / 10}
          {perMille === FULL && "\u202f%"}
        </text>
      ))}
    </svg>
  );
}

/** How dark one turn is; more of them on one place are darker. */
const OF_ONE = 0.35;

function Dots({ row: { fills, p50_per_mille: median } }: { row: FillRow }) {
  return (
    <svg class="time-range" width={WIDTH} height={ROW_PX} aria-hidden="true">
      {TICKS.map((perMille) => (
        <line key={perMille} class="grid" x1={x(perMille)} x2={x(perMille)} y2={ROW_PX} />
      ))}
      {fills?.map(({ per_mille, turns }) => (
        <circle key={per_mille} class="split-accent" cx={x(per_mille)} cy={ROW_PX / 2} r="2.5" opacity={1 - (1 - OF_ONE) ** turns} />
      ))}
      {median !== null && <rect class="median" x={x(median) - 1} y="4" width="2" height={ROW_PX - 8} />}
    </svg>
  );
}
