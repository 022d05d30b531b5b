// All sessions of the range, sortable by every column.

import { useMemo, useState } from "preact/hooks";
import { Slots } from "../charts/slots";
import { cost, plural, whole } from "../formats";
import { LongTable } from "../shell/long-table";
import type { SessionRow } from "../report";
import type { Reports, State } from "../state";
import { COLUMNS, SessionHead, SessionLine, type Sort, type SortKey, sortValue } from "./session-table";

export function Sessions({ state }: { state: State }) {
  if (!state.reports) return <p class="waiting">Reading…</p>;
  return <List state={state} reports={state.reports} />;
}

function List({ state, reports }: { state: State; reports: Reports }) {
  const [sort, setSort] = useState<Sort>({ key: "started_at", descending: true });
  const { rows, total } = reports.sessions;
  const sorted = useMemo(() => sortRows(rows, sort), [rows, sort]);
  const slots = useMemo(() => new Slots(reports.slots), [reports.slots]);
  const largest = useMemo(() => rows.reduce((most, { total_tokens }) => Math.max(most, total_tokens ?? 0), 0), [rows]);
  const turn = (key: SortKey) => setSort({ key, descending: sort.key === key ? !sort.descending : COLUMNS.some((column) => column.key === key && (column.number || key === "started_at")) });
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

function sortRows(rows: SessionRow[], { key, descending }: Sort): SessionRow[] {
  const turned = descending ? -1 : 1;
  const compare = (a: SessionRow, b: SessionRow) => {
    const [left, right] = [sortValue(a, key), sortValue(b, key)];
    if (left === right) return (a.started_at ?? "") < (b.started_at ?? "") ? 1 : -1;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -turned : turned;
  };
  return [...rows].sort(compare);
}
