// All sessions of the range, sortable. Only the rows in sight are drawn, however many there are.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Slots } from "../charts/slots";
import { cost, plural, whole } from "../formats";
import type { SessionRow } from "../report";
import type { Reports, State } from "../state";
import { COLUMNS, SessionHead, SessionLine, type Sort, type SortKey, sortValue } from "./session-table";

/** As `.sessions tr` in the style sheet. */
const ROW_PX = 26;
const SPARE_ROWS = 12;

export function Sessions({ state }: { state: State }) {
  if (!state.reports) return <p class="waiting">Reading…</p>;
  return <List state={state} reports={state.reports} />;
}

function List({ state, reports }: { state: State; reports: Reports }) {
  const [sort, setSort] = useState<Sort>({ key: "started_at", descending: true });
  const { rows, total } = reports.sessions;
  const sorted = useMemo(() => sortRows(rows, sort), [rows, sort]);
  const slots = useMemo(() => new Slots(reports.slots), [reports.slots]);
  const turn = (key: SortKey) => setSort({ key, descending: sort.key === key ? !sort.descending : COLUMNS.some((column) => column.key === key && (column.number || key === "started_at")) });
  return (
    <div class="list">
      <p class="list-line">
        <b>{plural(rows.length, "session")}</b> · {whole(total.total_tokens)} tokens · {cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens)} · {plural(total.turns, "turn")}
      </p>
      <Window state={state} rows={sorted} slots={slots} sort={sort} onSort={turn} />
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

interface WindowProps {
  state: State;
  rows: SessionRow[];
  slots: Slots;
  sort: Sort;
  onSort(key: SortKey): void;
}

function Window({ state, rows, slots, sort, onSort }: WindowProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(800);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(top / ROW_PX) - SPARE_ROWS);
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW_PX) + SPARE_ROWS);
  const largest = useMemo(() => rows.reduce((most, { total_tokens }) => Math.max(most, total_tokens ?? 0), 0), [rows]);
  return (
    <div ref={box} class="window" tabIndex={0} role="group" aria-label="Sessions" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <table class="sessions sticky" aria-rowcount={rows.length + 1}>
        <caption class="unseen">Sessions</caption>
        <SessionHead sort={sort} onSort={onSort} />
        <tbody>
          <Spacer rows={first} />
          {rows.slice(first, last).map((row) => (
            <SessionLine key={row.session_id} state={state} row={row} slots={slots} largest={largest} />
          ))}
          <Spacer rows={rows.length - last} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ rows }: { rows: number }) {
  return rows > 0 ? <tr class="spacer" aria-hidden="true" style={{ height: `${rows * ROW_PX}px` }} /> : null;
}
