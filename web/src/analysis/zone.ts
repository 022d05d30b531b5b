// A zone as data: core keeps no time-zone database, so the browser's own tells when which offset holds.

import type { Zone } from "./messages";

/** No rollout is older than Codex. */
const FIRST_MS = Date.UTC(2025, 0, 1);
const YEARS_AHEAD = 2;
const STEP_MS = 7 * 24 * 3600 * 1000;

/** The zone that the system is set to. */
export function systemZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Whether the browser knows a zone of this name. */
export function knowsZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** All changes of the zone's offset in the years of Codex. */
export function zoneOf(name: string, nowMs: number): Zone {
  if (name === "UTC") return { name, offsets: [] };
  const east = offsets(name);
  const offsetsFound = [{ from_ms: FIRST_MS, east_seconds: east(FIRST_MS) }];
  const last = nowMs + YEARS_AHEAD * 366 * 24 * 3600 * 1000;
  for (let from = FIRST_MS; from < last; from += STEP_MS) {
    const until = from + STEP_MS;
    if (east(from) !== east(until)) {
      const change = firstChange(from, until, east);
      offsetsFound.push({ from_ms: change, east_seconds: east(change) });
    }
  }
  return { name, offsets: offsetsFound };
}

// Offsets change at whole minutes; between two points a week apart there is one change at most.
function firstChange(from: number, until: number, east: (ms: number) => number): number {
  const before = east(from);
  let low = from / 60_000;
  let high = until / 60_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (east(middle * 60_000) === before) low = middle;
    else high = middle;
  }
  return high * 60_000;
}

function offsets(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (ms) => {
    const name = format.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
    if (!match) return 0;
    const [, sign, hours, minutes, seconds = "0"] = match;
    const east = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return sign === "-" ? -east : east;
  };
}
