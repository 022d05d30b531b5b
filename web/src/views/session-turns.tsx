// The turns of one session, one row each; the chosen one is that of the timeline and of the address.

import { cost, DASH, duration, percent, time, whole } from "../formats";
import { change } from "../navigation";
import type { Outcome, SessionReport, TurnRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { LongTable } from "../shell/long-table";
import { type State, thisYear } from "../state";
import { Amount } from "./session-table";
import { TurnFacts } from "./session-turn";

/** How a turn ends that did not end well. */
const BROKEN: (Outcome | null)[] = ["failed", "interrupted", "aborted", "budget_limited", "unfinished"];

export function isBroken(outcome: Outcome | null): boolean {
  return BROKEN.includes(outcome);
}

/** Turns are numbered from 1; what belongs to no turn has no number. */
export function numberOf({ turn_index }: TurnRow): number | null {
  return turn_index === null ? null : turn_index + 1;
}

export function Turns({ state, report }: { state: State; report: SessionReport }) {
  const { rows } = report;
  const largest = rows.reduce((most, { total_tokens }) => Math.max(most, total_tokens ?? 0), 0);
  const chosen = state.address.turn;
  return (
    <section class="turns">
      <ChartHead title="Turns" of="turns" />
      {rows.length === 0 ? (
        <p class="sentence">No line of these files begins a turn of this session.</p>
      ) : (
        <LongTable
          label="Turns"
          kind="turn-rows"
          rows={rows}
          inSight={rows.findIndex((row) => numberOf(row) === chosen)}
          head={<TurnHead />}
          line={(row) => <TurnLine key={row.turn_index} state={state} row={row} largest={largest} chosen={chosen !== null && numberOf(row) === chosen} />}
        />
      )}
      {rows.length > 0 && <TurnFacts row={chosen === null ? undefined : rows.find((row) => numberOf(row) === chosen)} number={chosen} />}
    </section>
  );
}

const HEADS: [string, boolean][] = [
  ["#", false],
  ["Start", false],
  ["Time", true],
  ["Outcome", false],
  ["Effort", false],
  ["Responses", true],
  ["Calls", true],
  ["Input", true],
  ["Cached", true],
  ["Output", true],
  ["Total", true],
  ["Cost", true],
  ["Left", true],
];

function TurnHead() {
  return (
    <thead>
      <tr>
        {HEADS.map(([head, isNumber]) => (
          <th scope="col" key={head} class={isNumber ? "number" : ""} title={head === "Left" ? "Context left when the turn ended" : undefined}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface LineProps {
  state: State;
  row: TurnRow;
  largest: number;
  chosen: boolean;
}

function TurnLine({ state, row, largest, chosen }: LineProps) {
  const number = numberOf(row);
  const broken = isBroken(row.outcome);
  return (
    <tr class={chosen ? "chosen" : ""} onClick={() => number !== null && change({ turn: number })}>
      <th scope="row" title={number === null ? "in no turn" : row.model ?? undefined}>
        {number === null ? (
          <span class="second">none</span>
        ) : (
          <button class="quiet" data-row aria-current={chosen || undefined}>
            {number}
          </button>
        )}
      </th>
      <td class="nowrap">{time(row.started_at, state.address.zone, thisYear(state))}</td>
      <td class="number">{row.duration_ms === null ? DASH : duration(row.duration_ms)}</td>
      <td class={broken ? "warn nowrap" : "second nowrap"} title={row.error_kind ?? undefined}>
        {row.outcome ? `${broken ? "▲ " : ""}${row.outcome.replaceAll("_", " ")}` : DASH}
      </td>
      <td class="second">{row.effort ?? DASH}</td>
      <td class="number">{whole(row.responses)}</td>
      <td class="number">{whole(row.calls)}</td>
      <td class="number">{whole(row.input_tokens)}</td>
      <td class="number">{row.input_tokens ? percent(row.cached_input_tokens ?? 0, row.input_tokens) : DASH}</td>
      <td class="number">{whole(row.output_tokens)}</td>
      <td class="number strong">
        <Amount value={row.total_tokens ?? 0} largest={largest} />
        {whole(row.total_tokens)}
      </td>
      <td class="number">{row.total_tokens ? cost(row.cost_nano_dollars, (row.priced_tokens ?? 0) >= row.total_tokens) : DASH}</td>
      <td class="number">{row.context_left_percent === null ? DASH : `${row.context_left_percent}\u202f%`}</td>
    </tr>
  );
}
