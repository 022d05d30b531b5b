// The questions that the views ask core. The page computes no number: what it shows, core has added up.

import type { Grouping, Per, Query } from "./report";
import type { Range } from "./address";

const LAST: Record<Range, string> = { today: "today", "7d": "7d", "30d": "30d", "90d": "90d", "1y": "365d", all: "all" };

export interface Span {
  range: Range;
  nowAt: string;
}

function inSpan({ range, nowAt }: Span): Pick<Query, "range" | "now_at"> {
  return range === "all" ? {} : { range: { last: LAST[range] }, now_at: nowAt };
}

export function usageBy(by: Grouping[], span: Span): Query {
  return { report: "usage", by, limit: 0, ...inSpan(span) };
}

export function sessions(span: Span): Query {
  return { report: "sessions", limit: 0, ...inSpan(span) };
}

/** Days in a chart, at most: more would be thinner than a pixel and its gap. */
export const MOST_DAYS = 400;

/** What a bar of the chart holds: as wished where the days are few enough, else what suits the range. */
export function perFor(days: number, wished: Per | null): Per {
  if (wished && (wished !== "day" || days <= MOST_DAYS)) return wished;
  if (days <= 120) return "day";
  return days <= 3 * 366 ? "week" : "month";
}

export interface Export {
  name: string;
  words: string;
  queries: Query[];
}

const DAILY: Query = { report: "usage", by: ["day"] };
const MONTHLY: Query = { report: "usage", by: ["month"] };
const MODELS: Query = { report: "usage", by: ["model"] };

/** What can be exported: whole answers of core over everything that was read, in the same bytes on every host. */
export const EXPORTS: Export[] = [
  { name: "reports", words: "All reports, one line each, as the command line gives them", queries: [DAILY, MONTHLY, MODELS, { report: "sessions" }] },
  { name: "daily", words: "Usage by day", queries: [DAILY] },
  { name: "monthly", words: "Usage by month", queries: [MONTHLY] },
  { name: "models", words: "Usage by model", queries: [MODELS] },
  { name: "sessions", words: "Every session", queries: [{ report: "sessions", limit: 0 }] },
];
