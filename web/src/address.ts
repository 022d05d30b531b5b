// The address holds view state only: a place, labels and pseudonyms, never a readable name, never text that someone
// typed. Unknown keys are ignored; an unknown value falls back and is told.

import { knowsZone, systemZone } from "./analysis/zone";
import type { Per } from "./report";

export const PLACES = ["overview", "usage", "heatmaps", "limits", "cost", "sessions", "projects", "tools", "context", "quality", "privacy"] as const;
/** One of [`PLACES`], or one session, which is reached from a list. */
export type Place = (typeof PLACES)[number] | "session";

export const RANGES = ["today", "7d", "30d", "90d", "1y", "all"] as const;
/** One of [`RANGES`], or the first and the last day of a span: `2026-02-16..2026-11-26`. */
export type Range = string;

/** How far back the windows of limits are shown: they are no part of any other view, and have a range of their own. */
export const COURSES = ["7d", "4w", "12w", "all"] as const;
export type Course = (typeof COURSES)[number];

/** Files of one outcome, or every one; absent are those that need a look. */
export const OUTCOMES = ["all", "read", "partial", "set_aside", "not_read"] as const;
export type Listed = (typeof OUTCOMES)[number];

export const PERS = ["hour", "day", "week", "month"] as const;
export const MEASURES = ["tokens", "cost", "turns"] as const;
export type Measure = (typeof MEASURES)[number];
export const PARTS = ["model", "project", "kind"] as const;
export type Part = (typeof PARTS)[number];
export const OWNERS = ["project", "branch", "repo"] as const;
/** Whom tokens were for. */
export type Owner = (typeof OWNERS)[number];

export interface Address {
  place: Place;
  /** Id of the session in sight, or its start; absent elsewhere. */
  session: string | null;
  range: Range;
  zone: string;
  /** Labels; none keeps all. */
  models: string[];
  /** Pseudonyms as the address shows them, `p-3fa9c1d2`; none keeps all. */
  projects: string[];
  /** As projects. */
  branches: string[];
  sources: string[];
  /** What a bar holds; absent takes what suits the range. */
  per: Per | null;
  measure: Measure;
  by: Part;
  /** What a row of projects is. */
  of: Owner;
  /** A column as JSON calls it, with `-` before it when the largest stand first, and perhaps a second one; absent takes the view's own. */
  sort: string | null;
  /** Family of limits; absent is all. */
  limit: string | null;
  course: Course;
  /** Which files Quality lists. */
  outcome: Listed | null;
  /** The bucket in hand of a chart over time: its day, its month, or its day and hour. */
  at: string | null;
  /** The bucket at the other end of a selection, which ends at the one in hand; absent where nothing is selected. */
  anchor: string | null;
  /** The turn in hand of a session, from 1. */
  turn: number | null;
  /** The table twin stands in place of the chart. */
  table: boolean;
  /** What the address asked for and the page does not know. */
  unknown: string[];
}

export type Filter = "models" | "projects" | "branches" | "sources";

const LABEL = /^[\w.:+-][\w.:+ /-]{0,63}$/;
const PSEUDONYM = /^p-[0-9a-f]{8}$/;
const SESSION = /^session\/([0-9a-f-]{4,64})$/;
const COLUMN = /^-?[a-z_0-9]{1,40}(,-?[a-z_0-9]{1,40})?$/;
const BUCKETS = /^(?:(\d{4}-\d\d(?:-\d\d(?:T\d\d:00)?)?)\.\.)?(\d{4}-\d\d(?:-\d\d(?:T\d\d:00)?)?)$/;
const TURN = /^[1-9]\d{0,6}$/;
const SPAN = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/;

/** First and last day of a range that is a span of its own. */
export function spanOf(range: Range): { since: string; until: string } | null {
  const [, since = "", until = ""] = SPAN.exec(range) ?? [];
  const isDay = (day: string) => !Number.isNaN(Date.parse(day));
  return isDay(since) && isDay(until) && since <= until ? { since, until } : null;
}

const isOneOf = (known: readonly string[]) => (value: string) => known.includes(value);
const isRange = (value: string) => isOneOf(RANGES)(value) || spanOf(value) !== null;

export function parseAddress(hash: string): Address {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const keys = new URLSearchParams(search.replaceAll("+", "%2B"));
  const unknown: string[] = [];
  const pick = <Value extends string | null>(name: string, value: string | null, knows: (value: string) => boolean, otherwise: Value): Value => {
    if (value == null || value === "") return otherwise;
    if (knows(value)) return value as Value;
    unknown.push(name);
    return otherwise;
  };
  const list = (name: string, key: string, pattern: RegExp): string[] => {
    const values = (keys.get(key) ?? "").split(",").filter(Boolean);
    if (values.some((value) => !pattern.test(value))) unknown.push(name);
    return values.filter((value) => pattern.test(value));
  };
  const [, session = null] = SESSION.exec(path) ?? [];
  const buckets = pick<string | null>("time", keys.get("at"), (value) => BUCKETS.test(value), null);
  const [, anchor = null, at = null] = BUCKETS.exec(buckets ?? "") ?? [];
  return {
    place: session ? "session" : pick<Place>("place", path, isOneOf(PLACES), "overview"),
    session,
    range: pick("range", keys.get("r"), isRange, "30d"),
    zone: pick("zone", keys.get("z"), knowsZone, systemZone()),
    models: list("model", "m", LABEL),
    projects: list("project", "p", PSEUDONYM),
    branches: list("branch", "b", PSEUDONYM),
    sources: list("source", "s", LABEL),
    per: pick<Per | null>("bars", keys.get("per"), isOneOf(PERS), null),
    measure: pick<Measure>("measure", keys.get("v"), isOneOf(MEASURES), "tokens"),
    by: pick<Part>("parts", keys.get("by"), isOneOf(PARTS), "model"),
    of: pick<Owner>("rows", keys.get("of"), isOneOf(OWNERS), "project"),
    sort: pick<string | null>("order", keys.get("sort"), (value) => COLUMN.test(value), null),
    course: pick<Course>("weeks", keys.get("w"), isOneOf(COURSES), "4w"),
    outcome: pick<Listed | null>("outcome", keys.get("o"), isOneOf(OUTCOMES), null),
    limit: pick<string | null>("limit", keys.get("l"), (value) => LABEL.test(value), null),
    at,
    anchor,
    turn: Number(pick<string | null>("turn", keys.get("t"), (value) => TURN.test(value), null)) || null,
    table: keys.get("table") === "1",
    unknown,
  };
}

/** What is as it always is stays out of the address, but for range and zone: these say what the numbers mean. */
export function formatAddress(address: Omit<Address, "unknown">): string {
  const { place, range, zone, per, measure, by, of, sort, limit, course, outcome, at, anchor, turn, table } = address;
  const kept: [string, string][] = [
    ["r", range],
    ["m", address.models.join(",")],
    ["p", address.projects.join(",")],
    ["b", address.branches.join(",")],
    ["s", address.sources.join(",")],
    ["z", zone],
    ["by", by === "model" ? "" : by],
    ["of", of === "project" ? "" : of],
    ["per", per ?? ""],
    ["v", measure === "tokens" ? "" : measure],
    ["sort", sort ?? ""],
    ["l", limit ?? ""],
    ["w", course === "4w" ? "" : course],
    ["o", outcome ?? ""],
    ["at", at && anchor ? `${anchor}..${at}` : (at ?? "")],
    ["t", turn === null ? "" : String(turn)],
    ["table", table ? "1" : ""],
  ];
  const written = kept.filter(([, value]) => value !== "").map(([key, value]) => `${key}=${plainly(value)}`);
  return `#/${place === "session" ? `session/${address.session}` : place}?${written.join("&")}`;
}

// Slashes, commas and colons stand as they are: an address is read by people too.
function plainly(value: string): string {
  return encodeURIComponent(value).replace(/%(2F|2C|3A|2B)/g, (escaped) => decodeURIComponent(escaped));
}
