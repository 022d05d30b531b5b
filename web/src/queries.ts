// The questions that the views ask core. The page computes no number: what it shows, core has added up.

import { type Address, type Measure, type Range, spanOf } from "./address";
import type { Grouping, Per, Query } from "./report";

const LAST: Record<string, string> = { today: "today", "7d": "7d", "30d": "30d", "90d": "90d", "1y": "365d", all: "all" };

export type Asked = Pick<Query, "range" | "now_at" | "filters">;

/** Sessions that called a tool, or started one of some programs. The name of a program can be private: it is in no address. */
export interface CallsOf {
  /** What the list says of them. */
  called: string;
  filters: { tool: string[] } | { program: string[] };
}

/** What narrows a query: the range and the filters of the address. */
export interface Scope {
  address: Address;
  nowAt: string;
  /** Narrows the list of sessions further. */
  calls: CallsOf | null;
  /** Keeps these of the list alone; none keeps all. */
  marked?: ReadonlySet<string>;
}

export function inRange(range: Range, nowAt: string): Asked {
  const span = spanOf(range);
  if (span) return { range: span };
  return range === "all" ? {} : { range: { last: LAST[range] ?? "all" }, now_at: nowAt };
}

/** The windows of limits that are shown. */
export function coursesIn({ address: { course }, nowAt }: Pick<Scope, "address" | "nowAt">): Asked {
  return course === "all" ? {} : { range: { last: course }, now_at: nowAt };
}

/** The filters of the address alone: all time. */
export function filtered({ models, projects, branches, sources }: Address): Asked {
  const filters = {
    ...(models.length > 0 && { model: models }),
    ...(projects.length > 0 && { project: projects.map((start) => `${start}*`) }),
    ...(branches.length > 0 && { branch: branches.map((start) => `${start}*`) }),
    ...(sources.length > 0 && { source: sources }),
  };
  return Object.keys(filters).length > 0 ? { filters } : {};
}

/** Range and filters of the address. */
export function asked({ address, nowAt }: Pick<Scope, "address" | "nowAt">): Asked {
  return { ...inRange(address.range, nowAt), ...filtered(address) };
}

/** All sessions of the list. */
export function sessionsOf(scope: Scope): Query {
  const { calls, marked } = scope;
  const narrowed = asked(scope);
  const filters = { ...narrowed.filters, ...calls?.filters, ...(marked?.size && { session: [...marked] }) };
  return { report: "sessions", limit: 0, ...narrowed, ...(Object.keys(filters).length > 0 && { filters }) };
}

export function usageBy(by: Grouping[], scope: Asked, more: Pick<Query, "sort" | "order" | "limit" | "with_comparison" | "with_parts"> = {}): Query {
  return { report: "usage", by, limit: 0, ...scope, ...more };
}

const COLUMNS: Record<Measure, string> = { tokens: "total_tokens", cost: "cost_nano_dollars", turns: "turns" };

/** The largest rows of a measure, what they hold together, and all of them. */
export function largestBy(by: Grouping, measure: Measure, limit: number, scope: Asked): Query {
  return usageBy([by], scope, { sort: COLUMNS[measure], order: "desc", limit, with_parts: true });
}

/** Bars in a chart, at most: more would be thinner than a pixel and its gap. */
export const MOST_BARS = 400;

const DAYS: Record<Per, number> = { hour: 1 / 24, day: 1, week: 7, month: 28 };

/** Whether so many days have few enough bars. */
export function fits(per: Per, days: number): boolean {
  return days / DAYS[per] <= MOST_BARS;
}

/** What a bar of the chart holds: as wished where the bars are few enough, else what suits the range. */
export function perFor(days: number, wished: Per | null): Per {
  if (wished && fits(wished, days)) return wished;
  if (days <= 1) return "hour";
  if (days <= 120) return "day";
  return days <= 3 * 366 ? "week" : "month";
}

/** The same for a chart of all time: days while they are few. */
export function perOfAll(days: number, wished: Per | null): Per {
  if (wished && wished !== "hour" && fits(wished, days)) return wished;
  if (days <= 60) return "day";
  return days <= 3 * 366 ? "week" : "month";
}

/** What was read and how far to trust it: numbers, codes and versions. */
export const QUALITY: Query = { report: "quality", by: ["reason"], limit: 0 };

export interface Export {
  name: string;
  words: string;
  queries: Query[];
}

const DAILY: Query = { report: "usage", by: ["day"] };
const MONTHLY: Query = { report: "usage", by: ["month"] };
const MODELS: Query = { report: "usage", by: ["model"] };

/** Reports and groupings that the page alone asks for; on the command line a period stands before what it is parted by. */
const PAGE_ONLY = /^(readings|timeline|fill|compactions|files)|fate|version_range|kind|class|hour_of_day|project,/;

/** Whether the command line asks core the same. */
export function isOnCommandLine({ report, by = [], filters = {} }: Query): boolean {
  return !(PAGE_ONLY.test(`${report} ${by}`) || "tool" in filters || "program" in filters);
}

/** What can be exported: whole answers of core over everything that was read, in the same bytes on every host. */
export const EXPORTS: Export[] = [
  { name: "reports", words: "All reports, one line each, as the command line gives them", queries: [DAILY, MONTHLY, MODELS, { report: "sessions" }] },
  { name: "daily", words: "Usage by day", queries: [DAILY] },
  { name: "monthly", words: "Usage by month", queries: [MONTHLY] },
  { name: "models", words: "Usage by model", queries: [MODELS] },
  { name: "sessions", words: "Every session", queries: [{ report: "sessions", limit: 0 }] },
  { name: "tools", words: "Calls by tool", queries: [{ report: "tools", limit: 0 }] },
  { name: "limits", words: "Rate limits as last read", queries: [{ report: "limits" }] },
];
