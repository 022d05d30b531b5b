// All sessions of the range, sortable by every column, narrowed by a line of words, and summed where they are marked.

import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { Answers } from "../asking";
import { Slots } from "../charts/slots";
import { cost, plural, whole } from "../formats";
import { goToCallers } from "../navigation";
import { inOrder } from "../order";
import { asked } from "../queries";
import { askNow } from "../numbers";
import { LongTable } from "../shell/long-table";
import { useLater, useSettled } from "../shell/drawing";
import { Nothing } from "../shell/nothing";
import type { SessionRow, SessionsReport, SessionSums } from "../report";
import { get, type Reports, set, type State } from "../state";
import * as words from "../words";
import { LINEAGE, LineageMark } from "./lineage";
import { filterOf } from "./session-filter";
import { COLUMNS, isOpened, SessionHead, SessionLine, type SortKey, sortValue } from "./session-table";

/** The order in which core gives them. */
const NEWEST_FIRST = "-started_at";

export function Sessions({ state, reports, answer }: { state: State; reports: Reports; answer: Answers["sessions"] }) {
  const { names, slots: ofAllTime } = reports.common;
  const line = useSettled(state.line);
  const [unusedHidden, hideUnused] = useState(false);
  const { marked } = state;
  useMarks();
  const filter = useMemo(() => filterOf(line), [line, names]);
  // A press on a head is seen at once, and the rows follow.
  const wanted = state.address.sort ?? NEWEST_FIRST;
  const order = useSettled(wanted);
  // Names are sorted as they are shown.
  const value = (row: SessionRow, key: string) => (key === "project" || key === "branch" ? names.of(row[key]) : sortValue(row, key as SortKey));
  // The whole list is sorted once; of a list that one comes back to, when all else is in sight.
  const isLater = useLater();
  const all = useMemo(() => {
    if (order === NEWEST_FIRST) return answer.sessions.rows;
    return isLater ? inOrder(answer.sessions.rows, order, value) : [];
  }, [answer, order, names, isLater]);
  // What is kept is found out apart from its order, so that another order asks core for no sum.
  const kept = useMemo(() => answer.sessions.rows.filter((row) => filter.keeps(row, names) && !(unusedHidden && row.responses === 0)), [answer, filter, names, unusedHidden]);
  const rows = useMemo(() => inOrderOf(all, kept), [all, kept]);
  const slots = useMemo(() => Slots.ofModels(ofAllTime), [ofAllTime]);
  const largest = useMemo(() => rows.reduce((most, { total_tokens }) => Math.max(most, total_tokens ?? 0), 0), [rows]);
  return (
    <div class="list">
      <div class="list-head">
        <input type="search" data-search aria-label="Filter sessions" placeholder="/ Filter: ledger, model:gpt-5.4, turns>5, failed" value={state.line} aria-invalid={filter.wrong.length > 0} onInput={(event) => set({ line: event.currentTarget.value })} />
        {state.calls && <Called by={state.calls.called} />}
        <Line answer={answer} rows={kept} state={state} />
        <span class="push second wide-only">
          <kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open <kbd>x</kbd> mark
        </span>
      </div>
      {answer.sessions.rows.length === 0 && <Nothing state={state} words="No session" />}
      {kept.length === 0 && line !== "" && <Wrong line={line} wrong={filter.wrong} onClear={() => set({ line: "" })} />}
      <LongTable
        label="Sessions"
        kind="sessions"
        rows={rows}
        inSight={rows.findIndex((row) => isOpened(row, state))}
        head={<SessionHead columns={COLUMNS} sort={wanted} />}
        line={(row) => <SessionLine columns={COLUMNS} key={row.session_id} state={state} row={row} slots={slots} largest={largest} marked={marked.has(row.session_id)} />}
        foot={<Foot unused={answer.sessions.total.without_usage} hidden={unusedHidden} onHide={hideUnused} />}
      />
    </div>
  );
}

/** Some of all rows, in their order. */
function inOrderOf(all: SessionRow[], some: SessionRow[]): SessionRow[] {
  if (some.length === all.length) return all;
  const wanted = new Set(some);
  return all.filter((row) => wanted.has(row));
}

/** That the list is of those alone that called something. */
function Called({ by }: { by: string }) {
  return (
    <span class="called">
      that called <code>{by}</code>
      <button class="clear" aria-label="Show those without such calls too" onClick={() => goToCallers(null)}>
        ×
      </button>
    </span>
  );
}

const unmark = () => set({ marked: new Set() });

/** `x` marks the session that has the focus, or takes its mark away. */
function useMarks(): void {
  useLayoutEffect(() => {
    const mark = () => {
      const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["session"] : undefined;
      const { marked } = get();
      if (id) set({ marked: new Set(marked.has(id) ? [...marked].filter((other) => other !== id) : [...marked, id]) });
    };
    document.addEventListener("mark", mark);
    document.addEventListener("unmark", unmark);
    return () => {
      document.removeEventListener("mark", mark);
      document.removeEventListener("unmark", unmark);
    };
  }, []);
}

/** Core is asked when the next letter does not follow at once. */
const TYPING_MS = 120;

interface LineProps {
  answer: Answers["sessions"];
  rows: SessionRow[];
  state: State;
}

/** What the rows in sight sum up to, or the marked ones, as core says. */
function Line({ answer, rows, state }: LineProps) {
  const { marked } = state;
  const summed = useMemo(() => (marked.size > 0 ? answer.sessions.rows.filter(({ session_id }) => marked.has(session_id)) : rows), [answer, rows, marked]);
  const total = useTotal(answer, summed, state);
  return (
    <p class="list-line">
      <b>{plural(summed.length, marked.size > 0 ? "marked session" : "session")}</b>
      {total && ` · ${whole(total.total_tokens)} tokens · ${cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens)}${words.ownPricesToo(state)} · ${plural(total.turns, "turn")} · ${plural(total.calls, "call")}`}
      {marked.size > 0 && (
        <>
          {" "}
          <button class="link" onClick={unmark}>
            Unmark
          </button>{" "}
          <button class="link" aria-label="Export the marked sessions" onClick={() => set({ sheet: "export", exported: null })}>
            Export
          </button>
        </>
      )}
    </p>
  );
}

/** The sum of some rows; absent until core has said so. */
function useTotal(answer: Answers["sessions"], rows: SessionRow[], state: State): SessionSums | null {
  const isAll = rows.length === answer.sessions.rows.length;
  const [total, setTotal] = useState<SessionSums | null>(null);
  useEffect(() => {
    if (isAll) return;
    let wanted = true;
    setTotal(null);
    const narrowed = asked({ address: state.address, nowAt: new Date(state.nowMs).toISOString() });
    const session = rows.length > 0 ? rows.map(({ session_id }) => session_id) : ["none"];
    const query = { report: "sessions" as const, limit: 1, ...narrowed, filters: { ...narrowed.filters, session } };
    const later = setTimeout(() => void askNow<SessionsReport>(query).then((report) => wanted && setTotal(report.total), () => undefined), TYPING_MS);
    return () => {
      wanted = false;
      clearTimeout(later);
    };
  }, [rows, isAll]);
  return isAll ? answer.sessions.total : total;
}

function Foot({ unused, hidden, onHide }: { unused: number; hidden: boolean; onHide(hidden: boolean): void }) {
  return (
    <>
      {LINEAGE.map((kind) => (
        <span key={kind}>
          <LineageMark kind={kind} /> {kind}
        </span>
      ))}
      <span>Most used: of its context window, at once</span>
      {unused > 0 && (
        <span class="push">
          Without use: {whole(unused)}{" "}
          <button class="link" onClick={() => onHide(!hidden)}>
            {hidden ? "show" : "hide"}
          </button>
        </span>
      )}
    </>
  );
}

function Wrong({ line, wrong, onClear }: { line: string; wrong: string[]; onClear(): void }) {
  return (
    <p class="wrong" role="status">
      {`No session matches “${line}”.`}
      {wrong.length > 0 && ` No filter is called ${wrong.join(", ")}.`}{" "}
      <button class="link" onClick={onClear}>
        Clear
      </button>
    </p>
  );
}
