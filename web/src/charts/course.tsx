// How full a rate-limit window got over time: limits move in steps and are drawn so. A dotted line says that nothing
// was read; the diagonal is an even pace; nothing is drawn across a reset.

import { percent } from "../formats";
import type { ReadingRow, RiseElsewhere } from "../report";

/** All readings of one window, oldest first. */
export interface WindowCourse {
  name: string;
  limitId: string | null;
  minutes: number;
  beganMs: number;
  resetsMs: number;
  readings: ReadingRow[];
}

/** Two readings of one window tell its reset within this. */
const SAME_RESET_MS = 60_000;
/** Readings further apart leave a time in which nothing ran. */
const CLOSE_MS = 30 * 60_000;
const FULL = 1000;
const HALF = 500;

/** Readings as windows, in the order of their beginnings. One that tells no reset cannot be told from the next. */
export function coursesOf(rows: ReadingRow[], nameOf: (minutes: number) => string): WindowCourse[] {
  const courses: WindowCourse[] = [];
  for (const reading of rows) {
    const { resets_at, window_minutes: minutes, limit_id: limitId } = reading;
    if (!resets_at || !minutes) continue;
    const resetsMs = Date.parse(resets_at);
    const isSame = (course: WindowCourse) => course.limitId === limitId && Math.abs(course.minutes - minutes) <= minutes / 20 && Math.abs(course.resetsMs - resetsMs) <= SAME_RESET_MS;
    const known = courses.findLast(isSame);
    if (known) known.readings.push(reading);
    else courses.push({ name: nameOf(minutes), limitId, minutes, beganMs: resetsMs - minutes * 60_000, resetsMs, readings: [reading] });
  }
  return courses.sort((a, b) => a.beganMs - b.beganMs);
}

/** The fullest that a window was read, in per mille. */
export function peakOf({ readings }: WindowCourse): number {
  return readings.reduce((most, { used_per_mille: used }) => Math.max(most, used ?? 0), 0);
}

interface Scale {
  x(ms: number): number;
  y(perMille: number): number;
}

/** The steps of a window's readings: whole where they follow each other closely, dotted in between. */
export function Steps({ course, scale: { x, y }, untilMs }: { course: WindowCourse; scale: Scale; untilMs: number }) {
  const solid: string[] = [];
  const dotted: string[] = [];
  const told = course.readings.filter(({ used_per_mille, read_at }) => used_per_mille !== null && read_at);
  told.forEach((reading, index) => {
    const at = Date.parse(reading.read_at ?? "");
    const used = Math.min(FULL, reading.used_per_mille ?? 0);
    const next = told[index + 1];
    const nextMs = next ? Date.parse(next.read_at ?? "") : Math.max(at, Math.min(course.resetsMs, untilMs));
    if (index === 0) solid.push(`M${x(at)} ${y(0)}V${y(used)}`);
    const close = next !== undefined && nextMs - at <= CLOSE_MS;
    (close ? solid : dotted).push(`M${x(at)} ${y(used)}H${x(nextMs)}`);
    if (next) solid.push(`M${x(nextMs)} ${y(used)}V${y(Math.min(FULL, next.used_per_mille ?? 0))}`);
  });
  return (
    <>
      <path class="course-dotted" d={dotted.join("")} />
      <path class="course-line" d={solid.join("")} />
    </>
  );
}

interface FrameProps {
  course: WindowCourse;
  nowMs: number;
  width: number;
  height: number;
}

/** One window in a small frame of its own length. */
export function CourseFrame({ course, nowMs, width, height }: FrameProps) {
  const scale: Scale = {
    x: (ms) => ((ms - course.beganMs) / (course.resetsMs - course.beganMs)) * width,
    y: (perMille) => 2 + (height - 4) * (1 - perMille / FULL),
  };
  const isNow = nowMs < course.resetsMs && nowMs > course.beganMs;
  return (
    <svg class="course-frame" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="course-bed" width={width} height={height} />
      <line class="course-full" x2={width} y1={scale.y(FULL)} y2={scale.y(FULL)} />
      <line class="course-pace" x1="0" y1={scale.y(0)} x2={width} y2={scale.y(FULL)} />
      <Steps course={course} scale={scale} untilMs={nowMs} />
      {isNow && <line class="course-now" x1={scale.x(nowMs)} x2={scale.x(nowMs)} y2={height} />}
    </svg>
  );
}

interface CourseProps {
  courses: WindowCourse[];
  /** Their rises while nothing ran here. */
  elsewhere: RiseElsewhere[];
  nowMs: number;
  width: number;
  /** A label of a moment on the axis. */
  dayOf(ms: number): string;
  /** A moment in words. */
  timeOf(ms: number): string;
}

const LEFT = 44;
const TOP = 20;
const HEIGHT = 220;
const BOTTOM = 24;
/** A label on the axis needs so many pixels. */
const LABEL_PX = 86;
/** A letter of a label takes so many at most. */
const LETTER_PX = 6.5;

/** What stands at the beginning of a window: its plan, where it is another one than before. */
function planWords(course: WindowCourse, before: WindowCourse | undefined): string {
  const planOf = (one: WindowCourse | undefined) => one?.readings.at(-1)?.plan_type ?? null;
  const [plan, was] = [planOf(course), planOf(before)];
  if (plan === null || plan === was) return "reset";
  return was === null ? `reset · plan ${plan}` : `reset · plan ${plan} (was ${was})`;
}

/** How full a window that is over got; when one was full. */
function Peak({ course, scale: { x, y }, endsMs, nowMs, timeOf }: { course: WindowCourse; scale: Scale; endsMs: number; nowMs: number; timeOf(ms: number): string }) {
  const peak = Math.min(FULL, peakOf(course));
  const top = course.readings.find(({ used_per_mille: used }) => used !== null && Math.min(FULL, used) === peak);
  if (!top?.read_at || peak === 0 || (peak < FULL && endsMs > nowMs)) return null;
  const at = Date.parse(top.read_at);
  const words = peak === FULL ? `full ${timeOf(at)}` : `${percent(peak, FULL)} at most`;
  const room = words.length * LETTER_PX;
  if (x(endsMs) - x(course.beganMs) < room) return null;
  const isRight = x(at) + room < x(endsMs);
  return (
    <text class={peak === FULL ? "course-words bad" : "course-words"} x={x(at) + (isRight ? 5 : -5)} y={peak > HALF ? y(peak) + 14 : y(peak) - 6} text-anchor={isRight ? "start" : "end"}>
      {words}
    </text>
  );
}

const isWithin = ({ from_at, until_at }: RiseElsewhere, { beganMs, resetsMs }: WindowCourse) => Date.parse(from_at) >= beganMs && Date.parse(until_at) <= resetsMs;

/** Smaller rises stand for themselves. */
const TOLD_RISE = 50;

/** What a window rose by while nothing ran here, left of the rise: above the line that was dotted until then. */
function Elsewhere({ course, rise, scale: { x, y } }: { course: WindowCourse; rise: RiseElsewhere; scale: Scale }) {
  const [fromMs, untilMs] = [Date.parse(rise.from_at), Date.parse(rise.until_at)];
  const before = course.readings.findLast(({ read_at }) => Date.parse(read_at ?? "") === fromMs)?.used_per_mille ?? null;
  const words = `+${percent(rise.rise_per_mille, FULL)} while nothing ran here`;
  if (before === null || rise.rise_per_mille < TOLD_RISE || x(untilMs) - x(course.beganMs) < words.length * LETTER_PX) return null;
  return (
    <text class="course-words halo" x={x(untilMs) - 6} y={y(before) - 7} text-anchor="end">
      {words}
    </text>
  );
}

/**
 * Windows of a day and more one after the other; one that another replaced before its reset ends where that began. The
 * pace to the reset is dashed, where core foretells one.
 */
export function Course({ courses, elsewhere, nowMs, width, dayOf, timeOf, foretold }: CourseProps & { foretold: number | null }) {
  const from = Math.min(...courses.map(({ beganMs }) => beganMs));
  const to = Math.max(...courses.map(({ resetsMs }) => resetsMs));
  const scale: Scale = {
    x: (ms) => LEFT + ((ms - from) / (to - from)) * (width - LEFT - 8),
    y: (perMille) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - perMille / FULL),
  };
  const last = courses.at(-1);
  const used = last?.readings.at(-1)?.used_per_mille ?? null;
  let labelled = -LABEL_PX;
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true">
      {[0, 250, 500, 750].map((line) => (
        <line key={line} class={line === 0 ? "zero" : "grid"} x1={LEFT} x2={width} y1={scale.y(line)} y2={scale.y(line)} />
      ))}
      <line class="course-full" x1={LEFT} x2={width} y1={scale.y(FULL)} y2={scale.y(FULL)} />
      {[0, 250, 500, 750, FULL].map((line) => (
        <text key={line} x={LEFT - 8} y={scale.y(line) + 4} text-anchor="end">
          {line / 10}
          {line === FULL && "\u202f%"}
        </text>
      ))}
      {courses.map((course, index) => {
        const x = scale.x(course.beganMs);
        const endsMs = Math.min(course.resetsMs, courses[index + 1]?.beganMs ?? course.resetsMs);
        const share = (endsMs - course.beganMs) / (course.resetsMs - course.beganMs);
        const words = x - labelled >= LABEL_PX;
        const plan = planWords(course, courses[index - 1]);
        if (words) labelled = x;
        return (
          <g key={course.resetsMs}>
            <line class="course-reset" x1={x} x2={x} y1={TOP - 8} y2={scale.y(0)} />
            <line class="course-pace" x1={x} y1={scale.y(0)} x2={scale.x(endsMs)} y2={scale.y(share * FULL)} />
            <Steps course={course} scale={scale} untilMs={Math.min(nowMs, endsMs)} />
            {scale.x(endsMs) - x >= plan.length * LETTER_PX && (
              <text x={x + 4} y={TOP - 8}>
                {plan}
              </text>
            )}
            {elsewhere.map((rise) => isWithin(rise, course) && <Elsewhere key={rise.until_at} course={course} rise={rise} scale={scale} />)}
            <Peak course={course} scale={scale} endsMs={endsMs} nowMs={nowMs} timeOf={timeOf} />
            {words && (
              <text x={x + 3} y={HEIGHT - 8}>
                {dayOf(course.beganMs)}
              </text>
            )}
          </g>
        );
      })}
      {nowMs < to && nowMs > from && (
        <>
          <line class="course-now" x1={scale.x(nowMs)} x2={scale.x(nowMs)} y1={TOP - 8} y2={scale.y(0)} />
          <text x={scale.x(nowMs) + 4} y={scale.y(0) - 6}>
            now
          </text>
          {last && used !== null && foretold !== null && <path class="course-foretold" d={`M${scale.x(nowMs)} ${scale.y(used)}L${scale.x(last.resetsMs)} ${scale.y(Math.min(FULL, foretold))}`} />}
        </>
      )}
    </svg>
  );
}
