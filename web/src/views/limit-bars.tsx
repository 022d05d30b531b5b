// Rate-limit windows as last read: one bar each, what stops the work, and how old the reading is.

import { clock, duration, percent, weekday } from "../formats";
import type { LimitsReport, WindowRow } from "../report";
import { To } from "../shell/to";
import { type State, thisYear } from "../state";

/** A window is full at this share. */
export const FULL = 1000;
/** Windows of so many minutes and more are long. */
export const DAY_MINUTES = 1440;
/** Older readings may have changed. */
const FRESH_MS = 15 * 60 * 1000;

const NAMES: [number, string][] = [
  [300, "5-hour"],
  [1440, "Daily"],
  [10_080, "Weekly"],
  [43_200, "Monthly"],
  [525_600, "Annual"],
];

/** A window by its length; lengths differ by a few minutes between readings. */
export function windowName(minutes: number | null): string {
  if (minutes === null) return "Window";
  const known = NAMES.find(([length]) => Math.abs(length - minutes) <= length / 20);
  return known ? known[1] : `${minutes}\u202fmin`;
}

/** The full window that stops the work longest, if any does. */
export function blocking({ windows }: LimitsReport): WindowRow | undefined {
  return windows.filter(isFull).sort((a, b) => ((a.resets_at ?? "") < (b.resets_at ?? "") ? 1 : -1))[0];
}

function isFull({ used_per_mille }: WindowRow): boolean {
  return used_per_mille !== null && used_per_mille >= FULL;
}

/** `Fri 27 Nov, 07:19`, or what is said of a time of today: `07:19 today`. */
export function moment(state: State, at: string, ofToday = " today"): string {
  const { date, time: hour } = clock(Date.parse(at), state.address.zone);
  const today = clock(state.nowMs, state.address.zone).date;
  return date === today ? hour + ofToday : `${weekday(date, thisYear(state))}, ${hour}`;
}

function until(state: State, at: string): string {
  return duration(Math.max(0, Date.parse(at) - state.nowMs));
}

/** `at 08:03`, `on Thu 26 Nov, 08:03` */
function readAt(state: State, at: string): string {
  const words = moment(state, at, "");
  return `${words.includes(",") ? "on" : "at"} ${words}`;
}

/** How old the readings are, and how a bar is read. */
export function LastRead({ state, limits, large }: { state: State; limits: LimitsReport; large?: boolean }) {
  if (!limits.read_at) return null;
  const age = Math.max(0, state.nowMs - Date.parse(limits.read_at));
  return (
    <p class="sentence">
      {`${large ? "From Codex’s own answers, last read" : "Read"} ${readAt(state, limits.read_at)}, ${duration(age)} ago${age > FRESH_MS ? "; it may have changed" : ""}. ${large ? "On a bar: solid is used, the tick is the time gone by, hatched is where the pace leads." : "Tick: time gone by."}`}
    </p>
  );
}

/** What stops the work now; where there is room, also what will before its reset. */
export function LimitNotice({ state, limits, large }: { state: State; limits: LimitsReport; large?: boolean }) {
  const full = blocking(limits);
  if (!full) return large ? <TooFast state={state} limits={limits} /> : null;
  const open = limits.windows.filter(({ blocked_by_minutes }) => blocked_by_minutes !== null);
  const [other] = open;
  const name = lower(full);
  const ends = full.resets_at && (
    <>
      {" until "}
      <b>{moment(state, full.resets_at)}</b> (in {until(state, full.resets_at)})
    </>
  );
  return (
    <p class="notice grave inline" role="status">
      <span>
        <b class="bad">{other ? `Blocked by ${name}` : "Full"}</b>
        {large && other && other.left_per_mille !== null ? (
          <>
            {` The ${lower(other)} window has ${percent(other.left_per_mille, FULL)} left, but the ${name} window is full`}
            {ends}.
          </>
        ) : (
          <>
            {ends}.{other && ` The ${open.map(lower).join(" and the ")} window is open, but it cannot be used.`}
          </>
        )}
      </span>
    </p>
  );
}

const lower = ({ window_minutes }: WindowRow) => windowName(window_minutes).toLowerCase();

/** The window that is full longest before its reset, if any is foretold to be. */
function TooFast({ state, limits: { windows } }: { state: State; limits: LimitsReport }) {
  const [first] = windows.filter(({ full_at }) => full_at).sort((a, b) => (b.full_before_reset_ms ?? 0) - (a.full_before_reset_ms ?? 0));
  if (!first?.full_at || !first.resets_at || first.full_before_reset_ms === null) return null;
  return (
    <p class="notice inline" role="status">
      <span>
        <b class="warn">{`▲ ${duration(first.full_before_reset_ms)} short.`}</b>
        {` At the pace of the ${lower(first)} window, 100\u202f% comes on ${moment(state, first.full_at)}. The reset is on ${moment(state, first.resets_at)}.`}
      </span>
    </p>
  );
}

/** One window: how much is left, its bar, and where it leads. */
export function LimitBar({ state, window, large }: { state: State; window: WindowRow; large?: boolean }) {
  const { used_per_mille: used, limit_id, resets_at } = window;
  const left = used === null ? null : Math.max(0, FULL - used);
  const grave = isFull(window) || window.blocked_by_minutes !== null;
  const name = windowName(window.window_minutes);
  return (
    <div class={large ? "limit large" : "limit"}>
      <p class="limit-head">
        <b>{name}</b>
        {limit_id && <span class="second">{limit_id}</span>}
        <span class={isFull(window) ? "push bad" : "push"}>
          {left === null ? "—" : large ? <span class="second">{percent(used ?? 0, FULL)} used</span> : <To place="limits"><b>{percent(left, FULL)}</b> left</To>}
        </span>
      </p>
      {large && (
        <p class={isFull(window) ? "figure bad" : "figure"}>
          {left === null ? "—" : percent(left, FULL)}
          {left !== null && <span class="unit">left</span>}
        </p>
      )}
      <Bar window={window} label={`${name}${limit_id ? `, ${limit_id}` : ""}: ${used === null ? "not read since its reset" : `${percent(used, FULL)} used`}`} />
      <p class="limit-foot">
        <span class={grave ? "bad" : window.full_at ? "warn" : "second"}>{stateOf(state, window)}</span>
        <span class="push second">{resets_at && used !== null ? `resets ${moment(state, resets_at)}${large ? `, in ${until(state, resets_at)}` : ""}` : ""}</span>
      </p>
    </div>
  );
}

function stateOf(state: State, window: WindowRow): string {
  if (window.used_per_mille === null) return window.resets_at ? `reset ${moment(state, window.resets_at)}, nothing read since` : "nothing read since";
  if (isFull(window)) return window.full_since_at ? `■ full since ${moment(state, window.full_since_at, "")}` : "■ full";
  if (window.blocked_by_minutes !== null) return `■ blocked by ${windowName(window.blocked_by_minutes).toLowerCase()}`;
  if (window.full_at) return `▲ full by ${moment(state, window.full_at)} at this pace`;
  if (window.at_reset_per_mille !== null) return `on pace for ${percent(window.at_reset_per_mille, FULL)} at the reset`;
  return "too early to tell its pace";
}

function Bar({ window, label }: { window: WindowRow; label: string }) {
  const { used_per_mille: used, at_reset_per_mille: projected, elapsed_per_mille: elapsed } = window;
  const tone = isFull(window) ? "split-bad" : window.blocked_by_minutes !== null ? "split-grey" : "split-accent";
  const width = Math.min(FULL, used ?? 0);
  const leads = Math.min(FULL, projected ?? 0);
  return (
    <svg class="limit-bar" role="img" aria-label={label} viewBox="0 0 1000 10" preserveAspectRatio="none">
      <rect class="step-0" width="1000" height="10" y="0" />
      {used !== null && leads > width && <rect class="limit-pace" x={width} width={leads - width} height="10" />}
      {width > 0 && <rect class={tone} width={width} height="10" />}
      {elapsed !== null && used !== null && <rect class="limit-tick" x={Math.min(996, elapsed)} width="3" height="10" />}
    </svg>
  );
}

/** What a view says where no file tells a limit. */
export const NO_LIMITS = "These files tell no limits. Codex writes them from 0.40 on, with a ChatGPT plan.";

/** The limits beside other numbers. */
export function LimitsNow({ state, limits, onOpen }: { state: State; limits: LimitsReport; onOpen(): void }) {
  const running = limits.windows.filter(({ used_per_mille }) => used_per_mille !== null);
  return (
    <section class="limits-now">
      <header class="section-head">
        <h2>Limits now</h2>
        <button class="plain" onClick={onOpen}>
          Open
        </button>
      </header>
      {limits.windows.length === 0 && <p class="sentence">{NO_LIMITS}</p>}
      <LastRead state={state} limits={limits} />
      <LimitNotice state={state} limits={limits} />
      {limits.windows.length > 0 && running.length === 0 && <p class="sentence">Every window that was read has begun anew since.</p>}
      {running.map((window) => (
        <LimitBar key={`${window.limit_id} ${window.window_minutes}`} state={state} window={window} />
      ))}
    </section>
  );
}
