// All sessions of the range, sortable by every column.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answers } from "../asking";
import { Slots } from "../charts/slots";
import { cost, plural, whole } from "../formats";
import { change } from "../navigation";
import { asked } from "../queries";
import { askNow } from "../reading";
import { LongTable } from "../shell/long-table";
import { inOrder } from "../shell/sort";
import type { SessionRow, SessionsReport, Sums } from "../report";
import type { Reports, State } from "../state";
import { filterOf } from "./session-filter";
import { COLUMNS, SessionHead, SessionLine, type Sort, type SortKey, sortValue } from "./session-table";

const NEWEST_FIRST = "-started_at";

export function Sessions({ state, reports, answer }: { state: State; reports: Reports; answer: Answers["sessions"] }) {
  const { names, slots: ofAllTime } = reports.common;
  const [line, setLine] = useState("");
  const filter = useMemo(() => filterOf(line), [line]);
  const rows = useMemo(() => answer.sessions.rows.filter((row) => filter.keeps(row, names)), [answer, filter, names]);
  const total = useTotal(answer, rows, state);
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
      <div class="list-head">
        <input type="search" data-search aria-label="Filter sessions" placeholder="/ Filter: a project, model:gpt-5.4, turns>5, cost>1" value={line} aria-invalid={filter.wrong.length > 0} onInput={(event) => setLine(event.currentTarget.value)} />
        <p class="list-line">
          <b>{plural(rows.length, "session")}</b>
          {total && ` · ${whole(total.total_tokens)} tokens · ${cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens)} · ${plural(total.turns, "turn")}`}
        </p>
        <span class="push second wide-only">
          <kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open
        </span>
      </div>
      {rows.length === 0 && line !== "" && <Wrong line={line} wrong={filter.wrong} onClear={() => setLine("")} />}
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

/** What the rows in sight sum up to, as core says. Absent until it has said so. */
function useTotal(answer: Answers["sessions"], rows: SessionRow[], state: State): Sums | null {
  const isAll = rows.length === answer.sessions.rows.length;
  const [total, setTotal] = useState<Sums | null>(null);
  useEffect(() => {
    if (isAll) return;
    let wanted = true;
    setTotal(null);
    const narrowed = asked({ address: state.address, nowAt: new Date(state.nowMs).toISOString() });
    const session = rows.length > 0 ? rows.map(({ session_id }) => session_id) : ["none"];
    const query = { report: "sessions" as const, limit: 1, ...narrowed, filters: { ...narrowed.filters, session } };
    void askNow<SessionsReport>(query).then((report) => wanted && setTotal(report.total), () => undefined);
    return () => {
      wanted = false;
    };
  }, [rows, isAll]);
  return isAll ? answer.sessions.total : total;
}

function Wrong({ line, wrong, onClear }: { line: string; wrong: string[]; onClear(): void }) {
  return (
    <p class="wrong" role="status">
      {`No session matches “${line}”.`}
      {wrong.length > 0 && ` No filter is called ${wrong.join(", ")}.`}{" "}
      <button type="button" class="link" onClick={onClear}>
        Clear
      </button>
    </p>
  );
}
