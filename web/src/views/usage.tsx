// How use ran over time, from hour to month: one chart, all days below it, and the numbers of every bucket.

import { useMemo } from "preact/hooks";
import { MEASURES, type Part, PARTS, PERS, type Range, spanOf } from "../address";
import type { Answers, Buckets } from "../asking";
import { bucketsOf, Slots } from "../charts/slots";
import { TimeChart } from "../charts/time-chart";
import { bucketHead } from "../charts/time-twin";
import type { Bucket } from "../charts/scale";
import { cost, DASH, plural, span, whole } from "../formats";
import type { Names } from "../names";
import { change } from "../navigation";
import { fits, MOST_BARS } from "../queries";
import type { Per } from "../report";
import { Choice } from "../shell/choice";
import { useSettled } from "../shell/drawing";
import { Heads } from "../shell/heads";
import { columnsOf, Many, ROW_PX } from "../shell/many";
import { Nothing } from "../shell/nothing";
import { LeadingRow, To } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";
import * as words from "../words";
import { DayStrip } from "./day-strip";
import { MEASURE_WORDS, openSessions, PER_WORDS } from "./range-chart";

type Answer = Answers["usage"];

const CHART_PX = 400;

export function Usage({ state, reports, answer }: { state: State; reports: Reports; answer: Answer }) {
  const { buckets: asked, by } = answer;
  const { per, measure } = asked;
  const slots = useMemo(() => slotsOf(by, reports), [by, reports]);
  const buckets = useMemo(() => bucketsOf(asked, measure, slots), [asked, measure, slots]);
  const told = useSettled(useMemo(() => ({ asked, buckets }), [buckets]));
  if (!asked.from) return <Nothing state={state} words="No use" />;
  return (
    <div class="usage">
      <Controls state={state} answer={answer} />
      <TimeChart
        state={state}
        title={words.chartTitle(asked, thisYear(state))}
        sentence={sentence(asked, buckets, thisYear(state))}
        extremes={words.extremes(asked, thisYear(state))}
        buckets={buckets}
        per={per}
        measure={measure}
        slots={slots}
        height={CHART_PX}
        onOpen={openSessions}
      />
      <DayStrip state={state} report={answer.days} from={asked.from} until={asked.until} measure={measure} />
      <Table key={told.asked.per} {...told} />
    </div>
  );
}

function slotsOf(by: Part, { common }: Reports): Slots | null {
  if (by === "kind") return null;
  return by === "project" ? Slots.ofProjects(common.projects, label(common.names)) : Slots.ofModels(common.slots);
}

const label = (names: Names) => (project: string) => names.of(project) ?? project;

/** Names the three that the title speaks of, in the order of time. */
function sentence(asked: Buckets, buckets: Bucket[], year: string): string {
  const { per, largest } = asked;
  const keys = largest.rows.flatMap((row) => row[per] ?? []).sort();
  const [first, second, third] = keys.map((key) => words.bucket(per, key, year).replace("week of ", ""));
  const empty = buckets.filter(({ row }) => !row).length;
  const told = words.isInThree(asked) && third ? `Those of ${first}, ${second} and ${third}.` : `One bar ${words.aBucket(per)}.`;
  return empty === 0 ? told : `${told} ${plural(empty, per)} ${empty === 1 ? "has" : "have"} no use.`;
}

const PART_WORDS: Record<Part, string> = { model: "Model", project: "Project", kind: "Kind" };

function Controls({ state, answer }: { state: State; answer: Answer }) {
  const { by, measure, range } = state.address;
  const { per, from, until } = answer.buckets;
  const days = answer.buckets.days.comparison.days ?? 0;
  return (
    <div class="controls">
      <Choice
        label="Measure"
        chosen={by === "kind" ? "tokens" : measure}
        choices={MEASURES.map((value) => ({ value, words: MEASURE_WORDS[value], refused: by === "kind" && value !== "tokens" ? "Kinds are parts of tokens." : undefined }))}
        onChoose={(value) => change({ measure: value })}
      />
      <span class="second">by</span>
      <Choice label="Parts" chosen={by} choices={PARTS.map((value) => ({ value, words: PART_WORDS[value] }))} onChoose={(value) => change({ by: value })} />
      <span class="second">per</span>
      <Choice
        label="Bars per"
        chosen={per}
        choices={PERS.map((value) => ({ value, words: PER_WORDS[value], refused: fits(value, days) ? undefined : `More than ${MOST_BARS} bars. Choose a shorter range.` }))}
        onChoose={(value) => change({ per: value })}
      />
      <span class="push second">
        {from && until && `${span(from, until, thisYear(state))} · ${plural(days, "day")}`}
        {spanOf(range) && (
          <>
            {" · "}
            <button class="link" onClick={() => change({ range: "all" })}>
              clear selection
            </button>
          </>
        )}
      </span>
    </div>
  );
}

const HEADS = ["Input", "Cached", "Cache write", "Output", "Reasoning", "Total", "Responses", "Turns", "Cost"];
const TOTAL = HEADS.indexOf("Total");
const COST = HEADS.indexOf("Cost");

function Table({ asked: { per, sums }, buckets }: { asked: Buckets; buckets: Bucket[] }) {
  const undated = sums.rows.find((row) => row[per] === null)?.total_tokens ?? 0;
  const newestFirst = useMemo(() => [...buckets].reverse().map((bucket) => [bucket.range, headOf(bucket, per), ...cellsOf(bucket)] as const), [buckets]);
  const widths = useMemo(() => columnsOf([[bucketHead(per), ...HEADS], ...newestFirst.map(([, ...cells]) => cells)]), [newestFirst]);
  const head = (
    <>
      <Heads of={[`${bucketHead(per)} ↓`]} />
      <Heads number of={HEADS} />
    </>
  );
  return (
    <section>
      <div class="scroll-x" tabIndex={0} role="group" aria-label={`Usage by ${per}`} style={{ minHeight: `${(newestFirst.length + 1) * ROW_PX}px` }}>
        <Many widths={widths} caption={`Usage by ${per}, newest first`} head={head} columns={HEADS.length} rows={newestFirst} line={([range, ...cells]) => <Row range={range} cells={cells} />} />
      </div>
      {undated > 0 && <p class="sentence">and {whole(undated)} tokens in lines without a time</p>}
    </section>
  );
}

const headOf = ({ key }: Bucket, per: Per) => words.bucket(per, key).replace("week of ", "");

/** What stands below each head. */
function cellsOf({ row }: Bucket): string[] {
  const isUsed = row !== undefined && row.responses > 0;
  const tokens = isUsed ? [row.input_tokens, row.cached_input_tokens, row.cache_write_input_tokens, row.output_tokens, row.reasoning_output_tokens, row.total_tokens] : [null, null, null, null, null, null];
  const spent = row && row.total_tokens > 0 ? cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens) : DASH;
  return [...[...tokens, row?.responses || null, row?.turns].map(whole), spent];
}

function Row({ range, cells: [head, ...cells] }: { range: Range; cells: readonly string[] }) {
  return (
    <LeadingRow place="sessions" part={{ range }} head={head}>
      {cells.map((cell, column) => (
        <td class={column === TOTAL ? "number strong" : "number"} key={column}>
          {column === COST && cell !== DASH ? (
            <To place="cost" part={{ range }}>
              {cell}
            </To>
          ) : (
            cell
          )}
        </td>
      ))}
    </LeadingRow>
  );
}
