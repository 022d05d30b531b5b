// All sessions of the range, sortable by every column.

import { useMemo } from "preact/hooks";
import type { Answers } from "../asking";
import { Slots } from "../charts/slots";
import { cost, plural, whole } from "../formats";
import { change } from "../navigation";
import { LongTable } from "../shell/long-table";
import { inOrder } from "../shell/sort";
import type { SessionRow } from "../report";
import type { Reports, State } from "../state";
import { COLUMNS, SessionHead, SessionLine, type Sort, type SortKey, sortValue } from "./session-table";

const NEWEST_FIRST = "-started_at";

export function Sessions({ state, reports, answer }: { state: State; reports: Reports; answer: Answers["sessions"] }) {
  const { rows, total } = answer.sessions;
  const { names, slots: ofAllTime } = reports.common;
  const order = state.address.sort ?? NEWEST_FIRST;
  const sort: Sort = { key: order.replace(/^-/, "") as SortKey, descending: order.startsWith("-") };
  // Names are sorted as they are shown.
  const value = (row: SessionRow, key: string) => (key === "project" || key === "branch" ? names.of(row[key]) : sortValue(row, key as SortKey));
  const sorted = useMemo(() => inOrder(inOrder(rows, NEWEST_FIRST, value), order, value), [rows, order]);
  const slots = useMemo(() => Slots.ofModels(ofAllTime), [ofAllTime]);
  const largest = useMemo(() => rows.reduce((most, { total_tokens }) => Math.max(most, total_tokens ?? 0), 0), [rows]);
  const turn = (key: SortKey) => {
    const largestFirst = COLUMNS.some((column) => column.key === key && (column.number || key === "started_at"));
    change({ sort: (sort.key === key ? !sort.descending : largestFirst) ? `-${key}` : key });
  };
  return (
    <div class="list">
      <p class="list-line">
        <b>{plural(rows.length, "session")}</b> · {whole(total.total_tokens)} tokens · {cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens)} · {plural(total.turns, "turn")}
      </p>
      <LongTable
        label="Sessions"
        kind="sessions"
        rows={sorted}
        head={<SessionHead sort={sort} onSort={turn} />}
        line={(row) => <SessionLine key={row.session_id} state={state} row={row} slots={slots} largest={largest} />}
      />
    </div>
  );
}
