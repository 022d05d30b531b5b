// Rows of sessions. A column that no session fills is not shown; a value that no file holds is a dash.

import type { Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { cost, DASH, duration, id, percent, time, whole } from "../formats";
import { goTo } from "../navigation";
import type { SessionRow } from "../report";
import { type State, thisYear } from "../state";

export type SortKey = "started_at" | "span" | "project" | "branch" | "model" | "source" | "turns" | "calls" | "responses" | "cached" | "output_tokens" | "total_tokens" | "cost_nano_dollars";

export interface Column {
  key: SortKey;
  head: string;
  number: boolean;
}

export const COLUMNS: Column[] = [
  { key: "started_at", head: "Start", number: false },
  { key: "span", head: "Span", number: true },
  { key: "project", head: "Project", number: false },
  { key: "branch", head: "Branch", number: false },
  { key: "model", head: "Model", number: false },
  { key: "source", head: "Source", number: false },
  { key: "turns", head: "Turns", number: true },
  { key: "calls", head: "Calls", number: true },
  { key: "responses", head: "Responses", number: true },
  { key: "cached", head: "Cached", number: true },
  { key: "output_tokens", head: "Output", number: true },
  { key: "total_tokens", head: "Total", number: true },
  { key: "cost_nano_dollars", head: "Cost", number: true },
];

/** What a column sorts by; absent sorts last either way. */
export function sortValue(row: SessionRow, key: SortKey): number | string | null {
  switch (key) {
    case "span":
      return spanMs(row);
    case "cached":
      return row.input_tokens ? (row.cached_input_tokens ?? 0) / row.input_tokens : null;
    default:
      return row[key] ?? null;
  }
}

function spanMs({ started_at, last_activity_at }: SessionRow): number | null {
  if (!started_at || !last_activity_at) return null;
  return Math.max(0, Date.parse(last_activity_at) - Date.parse(started_at));
}

export interface Sort {
  key: SortKey;
  descending: boolean;
}

interface HeadProps {
  /** The time of the newest line in place of the start. */
  recent?: boolean;
  sort?: Sort | undefined;
  onSort?: ((key: SortKey) => void) | undefined;
}

export function SessionHead({ recent, sort, onSort }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">Id</th>
        {COLUMNS.map(({ key, head, number }) => {
          const sorted = sort?.key === key ? (sort.descending ? "descending" : "ascending") : undefined;
          return (
            <th scope="col" key={key} class={number ? "number" : ""} aria-sort={sorted}>
              {onSort ? (
                <button type="button" class="head" onClick={() => onSort(key)}>
                  {head}
                  {sorted && (sorted === "descending" ? " ↓" : " ↑")}
                </button>
              ) : (
                recent && key === "started_at" ? "Last activity" : head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface RowProps {
  recent?: boolean;
  state: State;
  row: SessionRow;
  slots: Slots;
  largest: number;
}

export function SessionLine({ recent, state, row, slots, largest }: RowProps) {
  const span = spanMs(row);
  const names = state.reports?.common.names;
  const open = () => goTo("session", { session: row.session_id });
  return (
    <tr onClick={open}>
      <th scope="row" title={row.session_id}>
        <button type="button" class="quiet" data-row>
          <code>{id(row.session_id)}</code>
        </button>
      </th>
      <td class="nowrap">{time(recent ? row.last_activity_at : row.started_at, state.address.zone, thisYear(state))}</td>
      <td class="number second">{span === null ? DASH : duration(span)}</td>
      <td class="nowrap strong cut" title={names?.whole(row.project)}>
        {names?.of(row.project) ?? DASH}
      </td>
      <td class="second cut" title={names?.whole(row.branch)}>
        {names?.of(row.branch) ?? DASH}
      </td>
      <td class="nowrap">
        {row.model ? (
          <>
            <Swatch tone={slots.of(row.model)} /> {row.model}
          </>
        ) : (
          DASH
        )}
      </td>
      <td class="second">{row.source ?? DASH}</td>
      <td class="number">{whole(row.turns || null)}</td>
      <td class="number">{whole(row.calls || null)}</td>
      <td class="number">{whole(row.responses || null)}</td>
      <td class="number">{row.input_tokens ? percent(row.cached_input_tokens ?? 0, row.input_tokens) : DASH}</td>
      <td class="number">{whole(row.output_tokens)}</td>
      <td class="number strong">
        <Amount value={row.total_tokens ?? 0} largest={largest} />
        {whole(row.total_tokens)}
      </td>
      <td class="number">{row.total_tokens ? cost(row.cost_nano_dollars, (row.priced_tokens ?? 0) >= row.total_tokens) : DASH}</td>
    </tr>
  );
}

/** A bar as long as the square root of its share; the number stands beside it. */
export function Amount({ value, largest }: { value: number; largest: number }) {
  const width = largest > 0 ? Math.sqrt(value / largest) * 30 : 0;
  return (
    <svg class="amount" width="30" height="6" aria-hidden="true">
      {value > 0 && <rect x={30 - Math.max(1, width)} width={Math.max(1, width)} height="6" />}
    </svg>
  );
}

interface TableProps {
  state: State;
  rows: SessionRow[];
  slots: Slots;
  caption: string;
}

/** A short table of the newest, all of it drawn. */
export function SessionTable({ state, rows, slots, caption }: TableProps) {
  const largest = Math.max(0, ...rows.map(({ total_tokens }) => total_tokens ?? 0));
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label={caption}>
      <table class="sessions">
        <caption class="unseen">{caption}</caption>
        <SessionHead recent />
        <tbody>
          {rows.map((row) => (
            <SessionLine recent key={row.session_id} state={state} row={row} slots={slots} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
