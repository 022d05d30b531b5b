// What was called, what failed, what was slow, what was printed.

import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { Amount } from "../charts/amount";
import { Range, RangeHead } from "../charts/time-range";
import type { Answers } from "../asking";
import { bytes, coverage, DASH, duration, percent, plural, whole } from "../formats";
import type { CallSums, ClassRow, CommandRow, CommandsReport, ToolsReport } from "../report";
import { goToCallers } from "../navigation";
import type { CallsOf } from "../queries";
import { ChartHead } from "../shell/chart-head";
import { Choice } from "../shell/choice";
import { Nothing } from "../shell/nothing";
import { useSort } from "../shell/sort";
import type { State } from "../state";

/** From so many known outcomes on a share of failures is a warning. */
const ENOUGH_KNOWN = 20;
const WARNING_PER_MILLE = 100;

type Head = (key: string, words: string, number: boolean) => VNode;
type Counted = Omit<CallSums, "largest_output_bytes">;

export function Tools({ state, answer: { tools, kinds, commands, classes } }: { state: State; answer: Answers["tools"] }) {
  if (tools.rows.length === 0 && commands.rows.length === 0) return <Nothing state={state} words="No call" />;
  return (
    <div class="tools">
      <Calls tools={tools} kinds={kinds} />
      {commands.rows.length > 0 && <Commands commands={commands} classes={classes} />}
    </div>
  );
}

function Calls({ tools: { rows, total, nested_calls: nested }, kinds }: { tools: ToolsReport; kinds: ToolsReport }) {
  const [sorted, head] = useSort(rows, "-calls", (row, key) => (key === "tool" ? (row.tool ?? null) : key === "kind" ? row.kind : numberOf(row, key)));
  const most = largestOutput(rows);
  return (
    <section aria-labelledby="tools-title">
      <ChartHead title={titleOf(kinds, total)} id="tools-title" of="tools" />
      <p class="sentence">
        The dot is the median, the bar ends at the 95th percentile. Outcome and time are written by some Codex versions only: where no file tells them, there is a dash.
        {nested > 0 && ` ${plural(nested, "call")} that code of the model made stand beside these.`}
      </p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Calls by tool">
        <table class="calls">
          <caption class="unseen">Calls by tool</caption>
          <thead>
            <tr>
              {head("tool", "Tool", false)}
              {head("kind", "Kind", false)}
              <CallHeads head={head} />
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <Callers key={`${row.tool} ${row.kind}`} calls={row.tool ? { called: row.tool, filters: { tool: [row.tool] } } : null}>
                <th scope="row">{row.tool ? <Name of={row.tool} /> : DASH}</th>
                <td class="second">{kindWords(row.kind)}</td>
                <CallCells sums={row} mostOutput={most} />
              </Callers>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Programs shown; the others are few runs each. */
const PROGRAMS = 40;

function Commands({ commands, classes }: { commands: CommandsReport; classes: CommandsReport<ClassRow> }) {
  const [byClass, choose] = useState(false);
  const programsOf = (of: string | null) => commands.rows.flatMap((row) => (of && row.class === of ? (row.program ?? []) : []));
  const rows: (Counted & { name: string | null; programs: string[]; class: string | null })[] = byClass
    ? classes.rows.map(({ runs, ...row }) => ({ ...row, calls: runs, programs: programsOf(row.class), name: row.class && inWords(row.class) }))
    : commands.rows.map(({ runs, ...row }) => ({ ...row, calls: runs, programs: row.program ? [row.program] : [], name: row.program }));
  const [sorted, head] = useSort(rows, "-calls", (row, key) => (key === "name" ? row.name : key === "class" ? row.class : numberOf(row, key)));
  const most = largestOutput(rows);
  return (
    <section aria-labelledby="commands-title">
      <ChartHead title={commandsTitle(commands)} id="commands-title" of={byClass ? "classes" : "commands"}>
        <Choice
          label="One row"
          chosen={byClass ? "class" : "program"}
          choices={[
            { value: "class", words: "By class" },
            { value: "program", words: "By program" },
          ]}
          onChoose={(value) => choose(value === "class")}
        />
      </ChartHead>
      <p class="sentence">{`The name of the program that a shell call starts (its arguments never): ${plural(commands.total.runs, "run")} of ${plural(commands.rows.filter(({ program }) => program !== null).length, "program")} with a name.`}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Commands">
        <table class="calls">
          <caption class="unseen">Commands by {byClass ? "class" : "program"}</caption>
          <thead>
            <tr>
              {head("name", byClass ? "Class" : "Program", false)}
              {byClass ? <th scope="col" /> : head("class", "Class", false)}
              <CallHeads head={head} />
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, PROGRAMS).map((row) => (
              <Callers key={row.name} calls={row.name && row.programs.length > 0 ? { called: row.name, filters: { program: row.programs } } : null}>
                <th scope="row">{row.name && row.programs.length > 0 ? <Name of={row.name} isWord={byClass} /> : (row.name ?? (byClass ? "of no class" : "without a name"))}</th>
                <td class="second">{!byClass && (row.class ? inWords(row.class) : DASH)}</td>
                <CallCells sums={row} mostOutput={most} />
              </Callers>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > PROGRAMS && <p class="sentence">and {plural(rows.length - PROGRAMS, "more program")}; the command line lists them all</p>}
    </section>
  );
}

/** One that fails often, else the one that runs most; and the two that print most. */
function commandsTitle({ rows, total }: CommandsReport): string {
  const named = rows.filter((row): row is CommandRow & { program: string } => row.program !== null);
  const [most] = [...named].sort((a, b) => b.runs - a.runs);
  const [failing] = named.filter((row) => failsOften(row)).sort((a, b) => (b.failed ?? 0) - (a.failed ?? 0));
  const printing = named.filter(({ output_bytes }) => output_bytes).sort((a, b) => (b.output_bytes ?? 0) - (a.output_bytes ?? 0));
  const first = failing ? `${share(failing.failed ?? 0, failing.outcomes_known)} of ${failing.program} runs fail` : most ? `${most.program} makes ${percent(most.runs, total.runs)} of ${plural(total.runs, "run")}` : plural(total.runs, "run");
  return `Commands: ${first}${printing.length > 1 ? `; ${printing[0]?.program} and ${printing[1]?.program} print most` : ""}`;
}

/** `version control`, `build, test` */
function inWords(name: string): string {
  return name.replace("build_test", "build, test").replaceAll("_", " ");
}

const largestOutput = (rows: Counted[]) => Math.max(1, ...rows.map(({ output_bytes }) => output_bytes ?? 0));

/** A tool, a program or a class of them; its row shows the sessions that called it. */
function Name({ of, isWord }: { of: string; isWord?: boolean }) {
  return (
    <button class="quiet" data-row title={`Sessions that called ${of}`}>
      {isWord ? of : <code>{of}</code>}
    </button>
  );
}

/** A row that leads to the sessions that made its calls. */
function Callers({ calls, children }: { calls: CallsOf | null; children: ComponentChildren }) {
  return (
    <tr class={calls ? "leads" : ""} onClick={() => calls && goToCallers(calls)}>
      {children}
    </tr>
  );
}

/** Heads of the numbers that calls and commands have alike. */
function CallHeads({ head }: { head: Head }) {
  return (
    <>
      {head("calls", "Calls", true)}
      {head("failed", "Failed", true)}
      {head("share", "Share failed", true)}
      {head("known", "Outcome known", true)}
      <th scope="col">
        <RangeHead />
      </th>
      {head("p50", "p50", true)}
      {head("p95", "p95", true)}
      {head("output", "Output", true)}
      {head("mean", "per call", true)}
    </>
  );
}

/** `Shell makes 78 % of 4 258 calls and 86 % of their output` */
function titleOf({ rows }: ToolsReport, total: CallSums): string {
  const [first] = [...rows].sort((a, b) => b.calls - a.calls);
  const kind = kindWords(first?.kind ?? "");
  const output = first?.output_bytes && total.output_bytes ? ` and ${percent(first.output_bytes, total.output_bytes)} of their output` : "";
  return first ? `${kind[0]?.toUpperCase()}${kind.slice(1)} makes ${percent(first.calls, total.calls)} of ${plural(total.calls, "call")}${output}` : "No calls";
}

/** `web search`, `sub-agent` */
function kindWords(kind: string): string {
  return kind.replace("sub_agent", "sub-agent").replaceAll("_", " ");
}

function numberOf(row: Counted, key: string): number | null {
  const { outcomes_known: known, failed } = row;
  switch (key) {
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
    case "mean":
      return row.mean_output_bytes;
    default:
      return row.calls;
  }
}

const failsOften = ({ failed, outcomes_known: known }: Pick<Counted, "failed" | "outcomes_known">) => failed !== null && known >= ENOUGH_KNOWN && failed * 1000 >= known * WARNING_PER_MILLE;

/** The numbers of a group of calls: count, failures, times, output. */
function CallCells({ sums, mostOutput }: { sums: Counted; mostOutput: number }) {
  const { calls, failed, outcomes_known: known, p50_duration_ms: p50, p95_duration_ms: p95, output_bytes: output, mean_output_bytes: mean } = sums;
  const tooMany = failsOften(sums);
  return (
    <>
      <td class="number strong">{whole(calls)}</td>
      <td class="number">{whole(failed)}</td>
      <td class={tooMany ? "number warn" : "number"}>
        {failed !== null && <Amount value={failed} of={known} tone={tooMany ? "split-warning" : "split-grey"} />}
        {failed === null ? DASH : `${tooMany ? "▲ " : ""}${share(failed, known)}`}
      </td>
      <td class="number second">{known === 0 ? DASH : coverage(Math.floor((known * 1000) / calls))}</td>
      <td>
        <Range p50={p50} p95={p95} known={sums.durations_known} />
      </td>
      <td class="number">{p50 === null ? DASH : duration(p50)}</td>
      <td class="number">{p95 === null ? DASH : duration(p95)}</td>
      <td class="number nowrap">
        {output !== null && <Amount value={output} of={mostOutput} tone="amount-mark" />}
        {output === null ? DASH : bytes(output)}
      </td>
      <td class="number second">{mean === null ? DASH : bytes(mean)}</td>
    </>
  );
}

/** Failures have one decimal. */
function share(part: number, of: number): string {
  if (part === 0) return `0\u202f%`;
  return of === 0 ? DASH : `${(Math.round((part / of) * 1000) / 10).toFixed(1)}\u202f%`;
}
