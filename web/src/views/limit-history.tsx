// Windows as they were read: those of a day and more one after the other, shorter ones in small frames.

import { useMemo, useRef } from "preact/hooks";
import { useWidth } from "../charts/bars";
import { Course, CourseFrame, coursesOf, peakOf, type WindowCourse } from "../charts/course";
import { clock, DASH, day, duration, id, percent, plural, time, weekday } from "../formats";
import type { LimitsReport, PartedWindows, ReadingRow, ReadingsReport, WindowRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { Heads } from "../shell/heads";
import { columnsOf, Many } from "../shell/many";
import { LeadingRow } from "../shell/to";
import { type State, thisYear } from "../state";
import { DAY_MINUTES, FULL, windowName } from "./limit-bars";

/** Small frames in a row, newest last. */
const FRAMES = 9;
const FRAME_PX: [number, number] = [110, 70];
const NEARLY_FULL = 900;

interface Props {
  state: State;
  limits: LimitsReport;
  readings: ReadingsReport;
  past: PartedWindows;
}

export function LimitHistory({ state, limits, readings, past }: Props) {
  const { limit } = state.address;
  const groups = useMemo(() => grouped(readings, limit), [readings, limit]);
  if (groups.length === 0) return <p class="sentence">No reading in this range.</p>;
  return (
    <>
      {groups.map((courses, index) => {
        const [first] = courses;
        const isLong = (first?.minutes ?? 0) >= DAY_MINUTES;
        const key = `${first?.limitId} ${first?.name}`;
        return isLong ? <Long key={key} state={state} limits={limits} past={past} courses={courses} isFirst={index === 0} /> : <Short key={key} state={state} courses={courses} />;
      })}
    </>
  );
}

/** Windows of one limit and one length, the longest first. */
function grouped({ rows }: ReadingsReport, limit: string | null): WindowCourse[][] {
  const groups = new Map<string, WindowCourse[]>();
  for (const course of coursesOf(rows, windowName)) {
    if (limit !== null && course.limitId !== limit) continue;
    const key = `${course.limitId} ${course.name}`;
    groups.set(key, [...(groups.get(key) ?? []), course]);
  }
  return [...groups.values()].sort((a, b) => (b[0]?.minutes ?? 0) - (a[0]?.minutes ?? 0));
}

/** What the newest window came to, where it is full or will be; else how full any was. */
function titleOf(courses: WindowCourse[], current?: WindowRow): string {
  const [first] = courses;
  const name = `${first?.name}${first?.limitId ? `, ${first.limitId}` : ""}`;
  const fullAt = courses.at(-1)?.readings.find(({ used_per_mille: used }) => (used ?? 0) >= FULL)?.read_at;
  const elsewhere = current?.unnamed_per_mille ? `, ${percent(current.unnamed_per_mille, FULL)} of it not in these files` : "";
  if (current && fullAt && current.resets_at) return `${name}: full ${duration(Date.parse(current.resets_at) - Date.parse(fullAt))} before its reset${elsewhere}`;
  if (current?.full_before_reset_ms) return `${name}: at this pace full ${duration(current.full_before_reset_ms)} before its reset${elsewhere}`;
  const peaks = courses.map(peakOf);
  const full = peaks.filter((peak) => peak >= FULL).length;
  const nearly = peaks.filter((peak) => peak >= NEARLY_FULL).length;
  const end = full > 0 ? `${full} full` : nearly > 0 ? `${nearly} above 90\u202f%` : `the fullest at ${percent(Math.max(...peaks), FULL)}`;
  return `${name}: ${plural(courses.length, "window")} with readings, ${end}`;
}

function Long({ state, limits, past, courses, isFirst }: Omit<Props, "readings"> & { courses: WindowCourse[]; isFirst: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const { table, zone } = state.address;
  const width = useWidth(box, table);
  const [first] = courses;
  const isOne = ({ limit_id, window_minutes }: Pick<WindowRow, "limit_id" | "window_minutes">) => limit_id === (first?.limitId ?? null) && windowName(window_minutes) === first?.name;
  const current = limits.windows.find(isOne);
  const elsewhere = past.rows.filter(isOne).flatMap(({ rises_elsewhere: rises }) => rises);
  const title = titleOf(courses, current);
  return (
    <section>
      <ChartHead title={title} of="readings" table={table} />
      {isFirst && <p class="sentence">The grey diagonal is an even pace. Dotted: no reading, because nothing ran here. A jump across a dotted line was not used by these files: another machine, the cloud, or a session that keeps no file.</p>}
      {table ? (
        <Readings state={state} courses={courses} label={title} />
      ) : (
        <div ref={box} class="course" data-chart role="img" aria-label={title}>
          {width > 0 && <Course courses={courses} elsewhere={elsewhere} nowMs={state.nowMs} width={width} dayOf={(ms) => weekday(clock(ms, zone).date, thisYear(state))} timeOf={(ms) => time(ms, zone, thisYear(state))} foretold={current?.at_reset_per_mille ?? null} />}
        </div>
      )}
    </section>
  );
}

function Short({ state, courses }: { state: State; courses: WindowCourse[] }) {
  const title = titleOf(courses);
  const shown = courses.slice(-FRAMES);
  const { table, zone } = state.address;
  const hour = (ms: number) => clock(ms, zone).time;
  return (
    <section>
      <ChartHead title={title} of="readings" table={table} />
      {courses.length > FRAMES && <p class="sentence">The newest {FRAMES}; all stand in the table.</p>}
      {table ? (
        <Readings state={state} courses={courses} label={title} />
      ) : (
        <ul class="frames" data-chart>
          {shown.map((course) => (
            <li key={course.resetsMs}>
              <p class="label">
                {day(clock(course.beganMs, zone).date, thisYear(state))}
                <br />
                {hour(course.beganMs)}–{hour(course.resetsMs)}
                <b class={peakOf(course) >= FULL ? "bad" : ""}>{percent(peakOf(course), FULL)}</b>
              </p>
              <CourseFrame course={course} nowMs={state.nowMs} width={FRAME_PX[0]} height={FRAME_PX[1]} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const readMs = ({ read_at }: ReadingRow) => Date.parse(read_at ?? "") || 0;

const HEADS = ["Read ↓", "Used", "Reset", "Plan", "Session"];
const WIDTHS = columnsOf([HEADS, ["28 Sept 2026, 23:59", "100 %", "28 Sept 2026, 23:59", "enterprise", "019f4c08"]]);

/** The twin: every reading, newest first. */
function Readings({ state, courses, label }: { state: State; courses: WindowCourse[]; label: string }) {
  const { zone } = state.address;
  // In another zone they are other rows: lines are made once for each list.
  const newestFirst = useMemo(
    () =>
      courses
        .flatMap(({ readings }) => readings)
        .reverse()
        .sort((one, other) => readMs(other) - readMs(one)),
    [courses, zone],
  );
  const at = (value: string | null) => time(value, zone, thisYear(state));
  const line = (row: ReadingRow) => (
    <LeadingRow place="session" part={{ session: row.session_id }} title={row.session_id} head={at(row.read_at)}>
      <td class="number">{row.used_per_mille === null ? DASH : percent(row.used_per_mille, FULL)}</td>
      <td>{at(row.resets_at)}</td>
      <td class="second">{row.plan_type ?? DASH}</td>
      <td>
        <code>{id(row.session_id)}</code>
      </td>
    </LeadingRow>
  );
  const head = (
    <>
      <Heads of={HEADS.slice(0, 1)} />
      <Heads number of={HEADS.slice(1, 2)} />
      <Heads of={HEADS.slice(2)} />
    </>
  );
  return (
    <div class="twin" tabIndex={0} role="group" aria-label={label}>
      <Many widths={WIDTHS} head={head} columns={HEADS.length} rows={newestFirst} line={line} isBoxed />
    </div>
  );
}
