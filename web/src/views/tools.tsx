// What was called, what failed, what was slow, what was printed.

import { Range, RangeHead } from "../charts/time-range";
import type { Answers } from "../asking";
import { bytes, coverage, DASH, duration, percent, plural, whole } from "../formats";
import type { CallSums, ToolRow } from "../report";
import { useSort } from "../shell/sort";

/** From so many known outcomes on a share of failures is a warning. */
const ENOUGH_KNOWN = 20;
const WARNING_PER_MILLE = 100;

const COLUMNS = [
  { key: "calls", head: "Calls" },
  { key: "failed", head: "Failed" },
  { key: "share", head: "Share failed" },
  { key: "known", head: "Outcome known" },
] as const;

export function Tools({ answer: { tools } }: { answer: Answers["tools"] }) {
  const { rows, total, nested_calls: nested } = tools;
  const [sorted, head] = useSort(rows, "-calls", (row, key) => sortValue(row, key));
  if (rows.length === 0) return <p class="waiting">No calls in this range.</p>;
  const most = Math.max(1, ...rows.map(({ output_bytes }) => output_bytes ?? 0));
  return (
    <section class="tools" aria-labelledby="tools-title">
      <header class="section-head">
        <h2 id="tools-title">{title(rows, total)}</h2>
      </header>
      <p class="sentence">
        The dot is the median, the bar ends at the 95th percentile. Outcome and time are written by some Codex versions only: where no file tells them, there is a dash.
        {nested > 0 && ` ${plural(nested, "call")} that code of the model made beside these.`}
      </p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Calls by tool">
        <table class="calls">
          <caption class="unseen">Calls by tool</caption>
          <thead>
            <tr>
              {head("tool", "Tool", false)}
              {head("kind", "Kind", false)}
              {COLUMNS.map(({ key, head: words }) => head(key, words, true))}
              <th scope="col">
                <RangeHead />
              </th>
              {head("p50", "p50", true)}
              {head("p95", "p95", true)}
              {head("output", "Output", true)}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={`${row.tool} ${row.kind}`}>
                <th scope="row">{row.tool ? <code>{row.tool}</code> : DASH}</th>
                <td class="second">{kindWords(row.kind)}</td>
                <CallCells sums={row} most={most} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** `web search`, `sub-agent` */
function kindWords(kind: string | undefined): string {
  return (kind ?? DASH).replace("sub_agent", "sub-agent").replaceAll("_", " ");
}

function title(rows: ToolRow[], total: CallSums): string {
  const [first] = [...rows].sort((a, b) => b.calls - a.calls);
  return first ? `${first.tool ?? "Unnamed tools"} makes ${percent(first.calls, total.calls)} of ${plural(total.calls, "call")}` : "";
}

function sortValue(row: ToolRow, key: string): string | number | null {
  const { outcomes_known: known, failed } = row;
  switch (key) {
    case "tool":
      return row.tool;
    case "kind":
      return row.kind ?? null;
    case "failed":
      return failed;
    case "share":
      return failed === null || known === 0 ? null : failed / known;
    case "known":
      return known / Math.max(1, row.calls);
    case "p50":
      return row.p50_duration_ms;
    case "p95":
      return row.p95_duration_ms;
    case "output":
      return row.output_bytes;
    default:
      return row.calls;
  }
}

/** The numbers of a group of calls: count, failures, times, output. */
export function CallCells({ sums, most }: { sums: CallSums; most: number }) {
  const { calls, failed, outcomes_known: known, p50_duration_ms: p50, p95_duration_ms: p95, output_bytes: output } = sums;
  const tooMany = failed !== null && known >= ENOUGH_KNOWN && failed * 1000 >= known * WARNING_PER_MILLE;
  return (
    <>
      <td class="number strong">{whole(calls)}</td>
      <td class="number">{whole(failed)}</td>
      <td class={tooMany ? "number warn" : "number"}>
        {failed !== null && <Part value={failed} of={known} tone={tooMany ? "split-warning" : "split-grey"} />}
        {failed === null ? DASH : `${tooMany ? "▲ " : ""}${share(failed, known)}`}
      </td>
      <td class="number second">{known === 0 ? DASH : coverage(Math.floor((known * 1000) / calls))}</td>
      <td>
        <Range p50={p50} p95={p95} known={sums.durations_known} />
      </td>
      <td class="number">{p50 === null ? DASH : duration(p50)}</td>
      <td class="number">{p95 === null ? DASH : duration(p95)}</td>
      <td class="number">
        {output !== null && <Part value={output} of={most} tone="amount-mark" />}
        {output === null ? DASH : bytes(output)}
      </td>
    </>
  );
}

/** Failures have one decimal. */
function share(part: number, of: number): string {
  if (part === 0) return `0\u202f%`;
  return of === 0 ? DASH : `${(Math.round((part / of) * 1000) / 10).toFixed(1)}\u202f%`;
}

function Part({ value, of, tone }: { value: number; of: number; tone: string }) {
  const width = of > 0 ? (value / of) * 36 : 0;
  return (
    <svg class="amount" width="36" height="6" aria-hidden="true">
      {value > 0 && <rect class={tone} x={36 - Math.max(1, width)} width={Math.max(1, width)} height="6" />}
    </svg>
  );
}
