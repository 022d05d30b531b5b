// Which days, which hours: a year of squares, and the week by hours.

import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { type Measure, MEASURES } from "../address";
import type { Answers } from "../asking";
import { type Cell, Heat, HeatLegend, thresholds, useInHand } from "../charts/heat";
import { allKeys, firstOfWeek } from "../charts/scale";
import { measured } from "../charts/slots";
import { cost, costTick, DASH, day, percent, plural, span, tick, weekday, whole } from "../formats";
import { change, goTo } from "../navigation";
import type { Comparison, PartedUsage, UsageReport, UsageRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { useLater } from "../shell/drawing";
import { Nothing } from "../shell/nothing";
import { LeadingRow } from "../shell/to";
import { get, type State, thisYear } from "../state";
import * as words from "../words";

type Answer = Answers["heatmaps"];

export function Heatmaps({ state, answer }: { state: State; answer: Answer }) {
  const { measure } = answer;
  const isLater = useLater();
  if (!answer.days.from) return <Nothing state={state} words="No use" />;
  return (
    <div class="heatmaps">
      <Calendar state={state} answer={answer} measure={measure} />
      {isLater && (
        <div class="week-row">
          <Week state={state} answer={answer} measure={measure} />
          <Busiest state={state} report={answer.busiest} measure={measure} />
        </div>
      )}
    </div>
  );
}

/** Weeks in one band of the calendar; more stand below it. */
const WEEKS = 53;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

interface Day {
  date: string;
  row: UsageRow | undefined;
  /** It is there for comparison alone. */
  outside: boolean;
}

const DAY_MS = 86_400_000;

/** The first day of the calendar: a year of weeks, or all of the range. */
function firstDay(from: string, until: string): string {
  const year = new Date(Date.parse(firstOfWeek(until)) - 7 * (WEEKS - 1) * DAY_MS).toISOString().slice(0, 10);
  return from < year ? from : year;
}

function Calendar({ state, answer: { days: report, allDays, busiest: most }, measure }: { state: State; answer: Answer; measure: Measure }) {
  const year = thisYear(state);
  const { from, until, comparison } = report;
  const [byDay, ofAll] = useMemo(() => [rowsByDay(report), rowsByDay(allDays)], [report, allDays]) as [DayRows, DayRows];
  const busiest = most.rows.find((row) => row.day && measured(row, measure) > 0);
  if (!from || !until) return null;
  const days = allKeys("day", firstDay(from, until), until).map((date) => ({ date, row: (date < from ? ofAll : byDay).get(date), outside: date < from }));
  const hasOutside = days.some(({ outside, row }) => outside && row);
  const title = busiest && comparison.days ? `Used on ${whole(comparison.days_used)} of ${plural(comparison.days, "day")}; the busiest was ${weekday(busiest.day ?? "", year)} with ${words.amount(measure, measured(busiest, measure))}` : "No use in this range";
  const edges = thresholds(days.flatMap(({ row }) => (row ? [measured(row, measure)] : [])));
  return (
    <section aria-labelledby="calendar-title">
      <ChartHead title={title} id="calendar-title" of="days" table={state.address.table}>
        <Measures chosen={measure} />
      </ChartHead>
      <p class="sentence">{`A day is a square: the darker and larger, the more.${longestRun(comparison, year)}`}</p>
      {state.address.table ? (
        <DayTable days={days} measure={measure} year={year} />
      ) : (
        bands(days).map((band) => <Band key={band[0]?.date} days={band} measure={measure} year={year} edges={edges} title={title} />)
      )}
      <HeatLegend edges={edges} words={ofMeasure(measure)} outside={hasOutside} />
    </section>
  );
}

/** ` Longest run of days with use: 6, 3 Apr – 8 Apr.` */
function longestRun({ longest_run: run }: Comparison, year: string): string {
  return run ? ` Longest run of days with use: ${whole(run.days)}, ${span(run.from, run.until, year)}.` : "";
}

type DayRows = Map<string, UsageRow>;

function rowsByDay({ rows }: UsageReport): DayRows {
  return new Map(rows.flatMap((row) => (row.day ? [[row.day, row] as const] : [])));
}

const ofMeasure = (measure: Measure) => (measure === "cost" ? costTick : tick);

/** Days in bands of a year, newest last. */
function bands(days: Day[]): Day[][] {
  const all: Day[][] = [];
  let start = days.length;
  while (start > 0) {
    const end = start;
    const monday = firstOfWeek(days[end - 1]?.date ?? "");
    const first = new Date(monday);
    first.setUTCDate(first.getUTCDate() - 7 * (WEEKS - 1));
    start = days.findIndex(({ date }) => date >= first.toISOString().slice(0, 10));
    all.unshift(days.slice(start, end));
  }
  return all;
}

interface BandProps {
  days: Day[];
  measure: Measure;
  year: string;
  edges: number[];
  title: string;
}

function Band({ days, measure, year, edges, title }: BandProps) {
  const first = Date.parse(firstOfWeek(days[0]?.date ?? ""));
  const cells: Cell[] = days.map(({ date, row, outside }) => {
    const since = Math.round((Date.parse(date) - first) / 86_400_000);
    return { column: Math.floor(since / 7), row: since % 7, value: row ? measured(row, measure) : 0, spoken: spokenDay(date, row, outside), outside };
  });
  const [at, move] = useInHand(cells);
  const labels = cells.flatMap(({ column }, index) => {
    const date = days[index]?.date ?? "";
    const isFirst = index === 0 ? Number(date.slice(8)) < 8 : date.endsWith("-01");
    return isFirst ? { column: date.endsWith("-01") && cells[index]?.row !== 0 ? column + 1 : column, words: date.slice(5, 7) === "01" || index === 0 ? day(date.slice(0, 7)) : (day(date).split(" ")[1] ?? "") } : [];
  });
  const columns = (cells.at(-1)?.column ?? 0) + 1;
  const open = (index: number) => openDay(days[index]?.date);
  const box = useRef<HTMLDivElement>(null);
  // Where there is no room for a year its newest days are in sight.
  useLayoutEffect(() => box.current?.scrollTo(box.current.scrollWidth, 0), [columns]);
  return (
    <>
      <div ref={box} class="scroll-x" tabIndex={-1}>
        <Heat
          label={`${title}. One square a day.`}
          cells={cells}
          columns={columns}
          rows={7}
          edges={edges}
          cell={[21, 22]}
          columnLabels={labels.filter(({ column }) => column < columns - 1)}
          rowLabels={[0, 2, 4, 6].map((row) => ({ row, words: WEEKDAYS[row] ?? "" }))}
          at={at}
          onMove={move}
          onOpen={open}
        />
      </div>
      <DayLine day={days[at]} year={year} own={words.ownPricesToo(get())} onOpen={() => open(at)} />
    </>
  );
}

function openDay(date: string | undefined): void {
  if (date) goTo("sessions", { range: `${date}..${date}` });
}

function spokenDay(date: string, row: UsageRow | undefined, outside: boolean): string {
  return `${weekday(date)}: ${row ? `${row.total_tokens} tokens, ${row.sessions} sessions` : "no use"}${outside ? ", outside the range" : ""}`;
}

function DayLine({ day: shown, year, own, onOpen }: { day: Day | undefined; year: string; own: string; onOpen(): void }) {
  if (!shown) return null;
  const { date, row, outside } = shown;
  return (
    <p class="day-line">
      <b>{weekday(date, year)}</b>
      {row ? ` · ${whole(row.total_tokens)} tokens · ${plural(row.sessions, "session")} · ${row.total_tokens > 0 ? cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens) + own : "no use"} · ` : " · no use"}
      {outside && "outside the range "}
      {row && (
        <button class="link" onClick={onOpen}>
          open
        </button>
      )}
    </p>
  );
}

function DayTable({ days, measure, year }: { days: Day[]; measure: Measure; year: string }) {
  const used = days.filter(({ row }) => row).reverse();
  return (
    <div class="twin" tabIndex={0} role="group" aria-label="Use by day">
      <table>
        <thead>
          <tr>
            <th scope="col">Day ↓</th>
            <th scope="col" class="number">
              {MEASURE_WORDS[measure]}
            </th>
            <th scope="col" class="number">
              Sessions
            </th>
          </tr>
        </thead>
        <tbody>
          {used.map(({ date, row, outside }) => (
            <LeadingRow key={date} place="sessions" part={{ range: `${date}..${date}` }} head={weekday(date, year) + (outside ? ", outside the range" : "")}>
              <td class="number">{valueOf(row, measure)}</td>
              <td class="number">{whole(row?.sessions)}</td>
            </LeadingRow>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MEASURE_WORDS: Record<Measure, string> = { tokens: "Tokens", cost: "Cost", turns: "Turns" };

function valueOf(row: UsageRow | undefined, measure: Measure): string {
  if (!row) return DASH;
  return measure === "cost" ? cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens) : whole(measured(row, measure));
}

function Measures({ chosen }: { chosen: Measure }) {
  return (
    <span class="words" role="group" aria-label="Measure">
      {MEASURES.map((measure) => (
        <button key={measure} class="plain" aria-pressed={measure === chosen} onClick={() => change({ measure })}>
          {MEASURE_WORDS[measure]}
        </button>
      ))}
    </span>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
/** Height of the largest bar at the grid's edge, in pixels. */
const EDGE_PX = 52;
/** Hours whose sum is written at its bar. */
const HOURS_TOLD = 3;

/** `Monday and Saturday carry 47 % of all tokens; the busiest hour is 22:00` */
function weekTitle({ rows, total, parts }: PartedUsage, hours: UsageReport, measure: Measure): string {
  const all = measured(total, measure);
  if (all === 0) return "No use in this range";
  const names = rows.flatMap((row) => (row.weekday && measured(row, measure) > 0 ? LONG_WEEKDAYS[Number(row.weekday) - 1] : []) ?? []);
  const [busiest] = hours.rows.flatMap(({ hour_of_day: hour }) => hour ?? []);
  return `${names.join(" and ")} ${names.length === 1 ? "carries" : "carry"} ${percent(measured(parts.shown, measure), all)} of all ${measure}; the busiest hour is ${busiest}`;
}

/** The largest sums, by their hours; of two beside each other the larger one, as there is room for one. */
function hoursTold(sums: number[]): number[] {
  const largest = sums.map((_, hour) => hour).sort((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0));
  const told: number[] = [];
  for (const hour of largest) if (told.length < HOURS_TOLD && !told.some((other) => Math.abs(other - hour) < 2)) told.push(hour);
  return told;
}

function Week({ state, answer: { cells: report, weekdays, strongest, hours }, measure }: { state: State; answer: Answer; measure: Measure }) {
  const value = (row: UsageRow | undefined) => (row ? measured(row, measure) : 0);
  const ofDay = (weekdayNumber: number) => weekdays.rows.find((row) => row.weekday === String(weekdayNumber + 1));
  const ofHour = (hour: string) => hours.rows.find((row) => row.hour_of_day === hour);
  const cells: Cell[] = WEEKDAYS.flatMap((_, row) =>
    HOURS.map((hour, column) => {
      const found = report.rows.find((one) => one.weekday === String(row + 1) && one.hour_of_day === hour);
      return { column, row, value: value(found), spoken: `${LONG_WEEKDAYS[row]} ${hour}: ${found ? `${found.total_tokens} tokens, ${found.sessions} sessions` : "no use"}` };
    }),
  );
  const [at, move] = useInHand(cells);
  const edges = thresholds(cells.map(({ value }) => value));
  const title = weekTitle(strongest, hours, measure);
  const [mostOfDay, mostOfHour] = [Math.max(1, ...weekdays.rows.map(value)), Math.max(1, ...hours.rows.map(value))];
  const told = hoursTold(HOURS.map((hour) => value(ofHour(hour))));
  const inHand = cells[at];
  return (
    <section aria-labelledby="week-title">
      <ChartHead title={title} id="week-title" of="week" table={state.address.table} />
      <p class="sentence">By hour and weekday, in the zone chosen above ({state.address.zone}). Each response counts in the hour in which it ended.</p>
      {state.address.table ? (
        <WeekTable cells={cells} measure={measure} />
      ) : (
        <div class="scroll-x" tabIndex={-1}>
          <div class="week">
            <Heat label={`${title}. One square an hour of a weekday.`} cells={cells} columns={24} rows={7} edges={edges} cell={[32, 36]} columnLabels={[0, 3, 6, 9, 12, 15, 18, 21].map((column) => ({ column, words: HOURS[column] ?? "" }))} rowLabels={WEEKDAYS.map((name, row) => ({ row, words: name }))} at={at} onMove={move} />
            <svg class="edge" width="120" height={18 + 7 * 36} aria-hidden="true">
              {WEEKDAYS.map((_, row) => {
                const sum = value(ofDay(row));
                return (
                  sum > 0 && (
                    <g key={row}>
                      <rect class="split-grey" y={18 + row * 36 + 13} width={Math.max(1, (sum / mostOfDay) * 60)} height="10" />
                      <text x={(sum / mostOfDay) * 60 + 6} y={18 + row * 36 + 22}>
                        {ofMeasure(measure)(sum)}
                      </text>
                    </g>
                  )
                );
              })}
            </svg>
            <svg class="edge" width={44 + 24 * 32} height={EDGE_PX + 18} aria-hidden="true">
              {HOURS.map((hour, column) => {
                const sum = value(ofHour(hour));
                const height = Math.max(1, (sum / mostOfHour) * EDGE_PX);
                return (
                  sum > 0 && (
                    <g key={hour}>
                      <rect class="split-grey" x={44 + column * 32 + 4} width="22" height={height} />
                      {told.includes(column) && (
                        <text x={44 + column * 32 + 15} y={height + 13} text-anchor="middle">
                          {ofMeasure(measure)(sum)}
                        </text>
                      )}
                    </g>
                  )
                );
              })}
            </svg>
          </div>
        </div>
      )}
      <p class="day-line">
        <b>{inHand && `${WEEKDAYS[inHand.row]} ${HOURS[inHand.column]}`}</b> · {inHand && inHand.value > 0 ? words.amount(measure, inHand.value) : "no use"}
      </p>
      <HeatLegend edges={edges} words={ofMeasure(measure)} />
    </section>
  );
}

function WeekTable({ cells, measure }: { cells: Cell[]; measure: Measure }) {
  const used = cells.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  return (
    <div class="twin" tabIndex={0} role="group" aria-label="Use by weekday and hour">
      <table>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col" class="number">
              {MEASURE_WORDS[measure]} ↓
            </th>
          </tr>
        </thead>
        <tbody>
          {used.map(({ row, column, value }) => (
            <tr key={`${row} ${column}`}>
              <th scope="row">
                {WEEKDAYS[row]} {HOURS[column]}
              </th>
              <td class="number">{measure === "cost" ? cost(value, true) : whole(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Busiest({ state, report, measure }: { state: State; report: PartedUsage; measure: Measure }) {
  const days = report.rows.filter((row) => row.day && measured(row, measure) > 0);
  if (days.length === 0) return null;
  return (
    <section class="busiest">
      <h2>Busiest days</h2>
      <table>
        <caption class="unseen">Busiest days</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" class="number">
              {MEASURE_WORDS[measure]} ↓
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((row) => (
            <LeadingRow key={row.day} place="sessions" part={{ range: `${row.day}..${row.day}` }} head={weekday(row.day ?? "", thisYear(state))}>
              <td class="number">{valueOf(row, measure)}</td>
            </LeadingRow>
          ))}
        </tbody>
      </table>
      <p class="sentence">{`${days.length === 1 ? "This day holds" : `These ${days.length} days hold`} ${percent(measured(report.parts.shown, measure), measured(report.total, measure))} of all ${measure}.`}</p>
    </section>
  );
}
