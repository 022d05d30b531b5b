// Rows of sessions. A value that no file holds is a dash.

import type { VNode } from "preact";
import type { Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { cost, DASH, duration, percent, time, whole } from "../formats";
import { goTo } from "../navigation";
import type { SessionRow } from "../report";
import { SortHead } from "../shell/sort";
import { type State, thisYear } from "../state";
import * as words from "../words";
import { Lineage } from "./lineage";

export type SortKey = "started_at" | "last_activity_at" | "span" | "project" | "branch" | "model" | "source" | "turns" | "calls" | "failed_calls" | "input_tokens" | "cached" | "output_tokens" | "total_tokens" | "cost_nano_dollars" | "most_used_per_mille" | "compactions";

export interface Column {
  key: SortKey;
  head: string;
  number: boolean;
}

const HEADS: Record<SortKey, [head: string, number: boolean]> = {
  started_at: ["Start", false],
  last_activity_at: ["Last activity", false],
  span: ["Span", true],
  project: ["Project", false],
  branch: ["Branch", false],
  model: ["Model", false],
  source: ["Source", false],
  turns: ["Turns", true],
  calls: ["Calls", true],
  failed_calls: ["Failed", true],
  input_tokens: ["Input", true],
  cached: ["Cached", true],
  output_tokens: ["Output", true],
  total_tokens: ["Total", true],
  cost_nano_dollars: ["Cost", true],
  most_used_per_mille: ["Most used", true],
  compactions: ["Compacted", true],
};

const columns = (keys: SortKey[]): Column[] => keys.map((key) => ({ key, head: HEADS[key][0], number: HEADS[key][1] }));

/** Of the list of all sessions. */
export const COLUMNS = columns(["started_at", "span", "project", "branch", "model", "source", "turns", "calls", "failed_calls", "cached", "output_tokens", "total_tokens", "cost_nano_dollars", "most_used_per_mille", "compactions"]);
/** Of the newest ones. */
const RECENT = columns(["last_activity_at", "project", "branch", "model", "source", "turns", "calls", "input_tokens", "cached", "output_tokens", "total_tokens", "cost_nano_dollars"]);

/** What a column sorts by; absent sorts last either way. */
export function sortValue(row: SessionRow, key: SortKey): number | string | null {
  switch (key) {
    case "span":
      return spanMs(row);
    case "started_at":
    case "last_activity_at":
      return row[key] === null ? null : Date.parse(row[key]);
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

interface HeadProps {
  columns: Column[];
  /** The order of the rows, where a head can change it. */
  sort?: string;
}

export function SessionHead({ columns, sort }: HeadProps) {
  return (
    <thead>
      <tr>
        <td class="lineage" />
        {columns.map(({ key, head, number }) => {
          const title = key === "most_used_per_mille" ? "Of the context window, at once" : undefined;
          return sort ? (
            <SortHead key={key} by={key} words={head} number={number} largestFirst={number || key === "started_at"} sort={sort} title={title} />
          ) : (
            <th scope="col" key={key} class={number ? "number" : ""} title={title}>
              {head}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface RowProps {
  columns: Column[];
  state: State;
  row: SessionRow;
  slots: Slots;
  largest: number;
  marked?: boolean;
}

/** Whether one comes back from it. */
export function isOpened({ session_id }: SessionRow, { opened }: State): boolean {
  return opened !== null && session_id.startsWith(opened);
}

const focus = (button: HTMLElement | null) => button?.focus({ preventScroll: true });

export function SessionLine({ columns, marked, ...props }: RowProps) {
  const { row } = props;
  const [first, ...others] = columns;
  return (
    <tr class={marked ? "marked" : ""} onClick={() => goTo("session", { session: row.session_id })}>
      <td class="lineage">
        <Lineage row={row} />
      </td>
      <th scope="row" class="nowrap" title={row.session_id}>
        <button class="quiet" data-row data-session={row.session_id} ref={isOpened(row, props.state) ? focus : null} aria-pressed={marked}>
          {marked && "✓ "}
          {time(first?.key === "last_activity_at" ? row.last_activity_at : row.started_at, props.state.address.zone, thisYear(props.state))}
        </button>
      </th>
      {others.map(({ key }) => (
        <Cell key={key} of={key} {...props} />
      ))}
    </tr>
  );
}

function Cell({ of, state, row, slots, largest }: Omit<RowProps, "columns" | "marked"> & { of: SortKey }): VNode {
  const names = state.reports?.common.names;
  const number = (value: string) => <td class="number">{value}</td>;
  switch (of) {
    case "span": {
      const span = spanMs(row);
      return <td class="number second">{span === null ? DASH : duration(span)}</td>;
    }
    case "project":
    case "branch":
      return (
        <td class={of === "project" ? "strong cut" : "second cut"} title={names?.whole(row[of])}>
          {names?.of(row[of]) ?? DASH}
        </td>
      );
    case "model":
      return <td class="nowrap">{row.model ? [<Swatch tone={slots.of(row.model)} />, ` ${row.model}`, <More models={row.models} />] : DASH}</td>;
    case "source":
      return <td class="second">{row.source ? words.source(row.source) : DASH}</td>;
    case "failed_calls":
      return <td class={row.failed_calls ? "number warn" : "number"}>{whole(row.failed_calls)}</td>;
    case "cached":
      return number(row.input_tokens ? percent(row.cached_input_tokens ?? 0, row.input_tokens) : DASH);
    case "total_tokens":
      return (
        <td class="number strong" aria-label={whole(row.total_tokens)}>
          <Amount value={row.total_tokens ?? 0} largest={largest} />
          {whole(row.total_tokens)}
        </td>
      );
    case "cost_nano_dollars":
      return number(row.total_tokens ? cost(row.cost_nano_dollars, (row.priced_tokens ?? 0) >= row.total_tokens) : DASH);
    case "most_used_per_mille":
      return <MostUsed perMille={row.most_used_per_mille} />;
    case "started_at":
    case "last_activity_at":
      return <td class="nowrap">{time(row[of], state.address.zone, thisYear(state))}</td>;
    default:
      return number(whole(row[of]));
  }
}

/** How many other models a session ran on. */
function More({ models }: { models: SessionRow["models"] }) {
  return models && models.length > 1 ? (
    <span class="second" title={models.join(", ")}>
      {` +${models.length - 1}`}
    </span>
  ) : null;
}

/** A window that was so full at once is nearly full. */
const NEARLY_FULL = 800;

function MostUsed({ perMille }: { perMille: number | null }) {
  if (perMille === null) return <td class="number">{DASH}</td>;
  const nearly = perMille >= NEARLY_FULL;
  return (
    <td class={nearly ? "number warn" : "number"}>
      <svg class="most-used" width="24" height="6" aria-hidden="true">
        <rect class="step-0" width="24" height="6" />
        <rect class={nearly ? "split-warning" : "split-grey"} width={Math.max(1, (perMille / 1000) * 24)} height="6" />
      </svg>
      {nearly && "▲ "}
      {percent(perMille, 1000)}
    </td>
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
        <SessionHead columns={RECENT} />
        <tbody>
          {rows.map((row) => (
            <SessionLine columns={RECENT} key={row.session_id} state={state} row={row} slots={slots} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
