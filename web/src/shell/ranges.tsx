// The range: six that end now, and a span of one's own.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Course, COURSES, RANGES, type Range, spanOf } from "../address";
import { span } from "../formats";
import { change } from "../navigation";
import { type State, thisYear } from "../state";
import { source } from "../words";
import { Choice } from "./choice";

const WORDS: Record<string, string> = { today: "Today", "7d": "7 d", "30d": "30 d", "90d": "90 d", "1y": "1 y", all: "All" };

const COURSE_WORDS: Record<Course, string> = { "7d": "7 d", "4w": "4 weeks", "12w": "12 weeks", all: "All" };

/** What the view in sight is over, in few words. */
export function overWords(state: State): string {
  const { place, range, course, models, projects, branches, sources } = state.address;
  if (place === "limits") return `windows: ${COURSE_WORDS[course]}`;
  if (place === "session") return "of this session";
  const filters = [...models, ...projects, ...branches, ...sources.map(source)];
  return `${rangeWords(range, thisYear(state))}${filters.length > 0 ? `, only ${filters.join(", ")}` : ""}`;
}

/** A range in few words: `90 d`, `16 Feb – 26 Nov`. */
function rangeWords(range: Range, year: string): string {
  const own = spanOf(range);
  return own ? span(own.since, own.until, year) : (WORDS[range] ?? range);
}

/** How far back the windows of limits are shown. */
export function Courses({ chosen }: { chosen: Course }) {
  return <Choice label="Windows of the last" chosen={chosen} choices={COURSES.map((value) => ({ value, words: COURSE_WORDS[value] }))} onChoose={(course) => change({ course })} />;
}

export function Ranges({ state }: { state: State }) {
  const { range } = state.address;
  return (
    <div class="choice ranges" role="group" aria-label="Range">
      {RANGES.map((one) => (
        <button key={one} aria-pressed={one === range} onClick={() => change({ range: one })}>
          {WORDS[one]}
        </button>
      ))}
      <Custom state={state} />
    </div>
  );
}

function Custom({ state }: { state: State }) {
  const chosen = spanOf(state.address.range);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div
      class="filter"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onFocusOut={(event) => event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <button ref={button} aria-pressed={chosen !== null} aria-expanded={open} onClick={() => setOpen(!open)}>
        {chosen ? rangeWords(state.address.range, thisYear(state)) : "Custom"}
      </button>
      {open && <Dates chosen={chosen} today={new Date(state.nowMs).toISOString().slice(0, 10)} />}
    </div>
  );
}

function Dates({ chosen, today }: { chosen: { since: string; until: string } | null; today: string }) {
  const [since, setSince] = useState(chosen?.since ?? today);
  const [until, setUntil] = useState(chosen?.until ?? today);
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const range = `${since}..${until}`;
  return (
    <form
      class="menu dates"
      aria-label="Custom range"
      onSubmit={(event) => {
        event.preventDefault();
        if (spanOf(range)) change({ range });
      }}
    >
      <label>
        From <input ref={first} type="date" value={since} max={until} onInput={(event) => setSince(event.currentTarget.value)} />
      </label>
      <label>
        Until <input type="date" value={until} min={since} onInput={(event) => setUntil(event.currentTarget.value)} />
      </label>
      <button type="submit" class="small" disabled={!spanOf(range)}>
        Show
      </button>
    </form>
  );
}
