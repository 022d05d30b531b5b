// What each view asks of core: one round of reports for every place, and those of the place in sight.

import type { Measure, Owner, Place } from "./address";
import { Names } from "./names";
import { asked, coursesIn, filtered, inRange, largestBy, perFor, perOfAll, type Scope, sessionsOf, usageBy } from "./queries";
import type { ClassRow, CommandsReport, CompactionsReport, DaysReport, FilesReport, FillReport, Grouping, LimitsReport, NamesReport, PartedCost, PartedSessions, PartedUsage, PartedWindows, Per, PricesReport, QualityReport, Query, ReadingsReport, SessionReport, SessionsReport, SourcesReport, TimelineReport, ToolsReport, UnknownTypeRow, UsageReport } from "./report";

/** Asks core one query; the type is that of its report. */
export type Ask = <Report>(query: Query) => Promise<Report>;

/** What the frame shows, whatever the place. */
export interface Common {
  /** Of all time, by model: fixes which model has which colour. */
  slots: UsageReport;
  /** Of all time, by project. */
  projects: UsageReport;
  /** All sessions, summed. */
  sessions: SessionsReport;
  files: FilesReport;
  limits: LimitsReport;
  names: Names;
}

export async function askCommon(ask: Ask, nowAt: string, withNames: boolean): Promise<Common> {
  const [slots, projects, sessions, files, limits, names] = await Promise.all([
    ask<UsageReport>(usageBy(["model"], {})),
    ask<UsageReport>(usageBy(["project"], {})),
    ask<SessionsReport>({ report: "sessions", limit: 1 }),
    ask<FilesReport>({ report: "files" }),
    ask<LimitsReport>({ report: "limits", now_at: nowAt }),
    ask<NamesReport>({ report: "names", with_names: withNames }),
  ]);
  return { slots, projects, sessions, files, limits, names: new Names(names) };
}

/** Every day with use, and what the range is compared by. */
function askDays(ask: Ask, scope: Scope): Promise<DaysReport> {
  return ask(usageBy(["day"], asked(scope), { with_comparison: true }));
}

export interface Buckets {
  /** What a bar is. */
  per: Per;
  /** First and last day of the range, or of what was used when it is all. */
  from: string | null;
  until: string | null;
  /** Every day with use. */
  days: DaysReport;
  /** What the title speaks of. */
  measure: Measure;
  /** By bucket. */
  sums: PartedUsage;
  /** The largest buckets. */
  largest: PartedUsage;
  /** By bucket and what it is parted by; absent for kinds of tokens, which stand in `sums`. */
  parts: UsageReport | null;
}

/** So many of the largest buckets are told in one breath. */
const TOLD = 3;

async function askBuckets(ask: Ask, scope: Scope, by: Grouping | null, measure: Measure = scope.address.measure): Promise<Buckets> {
  const days = await askDays(ask, scope);
  const { from, until } = days;
  const per = perFor(days.comparison.days ?? Infinity, scope.address.per);
  const [sums, largest, parts] = await Promise.all([
    ask<PartedUsage>(usageBy([per], asked(scope), { with_parts: true })),
    ask<PartedUsage>(largestBy(per, measure, TOLD, asked(scope))),
    by && ask<UsageReport>(usageBy([per, by], asked(scope))),
  ]);
  return { per, from, until, days, measure, sums, largest, parts };
}

/** Rows of a ranking, and sessions on the overview; the rest is counted beside them. */
const RANKED = 4;
const RECENT = 6;

async function askOverview(ask: Ask, scope: Scope) {
  const { address, nowAt } = scope;
  // The chart is of all time, with the range on it.
  const { comparison } = await ask<DaysReport>(usageBy(["day"], filtered(address), { with_comparison: true }));
  const allDays = comparison.days ?? 0;
  const per = perOfAll(allDays, address.per);
  const [today, buckets, all, models, projects, sessions] = await Promise.all([
    ask<UsageReport>(usageBy(["hour"], { ...inRange("today", nowAt), ...filtered(address) })),
    askBuckets(ask, { ...scope, address: { ...address, per } }, "model"),
    ask<UsageReport>(usageBy([per], filtered(address))),
    ask<PartedUsage>(largestBy("model", "tokens", RANKED, asked(scope))),
    ask<PartedUsage>(largestBy("project", "tokens", RANKED, asked(scope))),
    ask<PartedSessions>({ report: "sessions", sort: "last_activity_at", order: "desc", limit: RECENT, with_parts: true, ...asked(scope) }),
  ]);
  return { today, buckets, all, allDays, models, projects, sessions };
}

async function askUsage(ask: Ask, scope: Scope) {
  const { by } = scope.address;
  const [buckets, days] = await Promise.all([
    by === "kind" ? askBuckets(ask, scope, null, "tokens") : askBuckets(ask, scope, by),
    ask<UsageReport>(usageBy(["day"], filtered(scope.address))),
  ]);
  return { by, buckets, days };
}

const BUSIEST = 12;
/** Weekdays that the title names. */
const STRONGEST = 2;

async function askHeatmaps(ask: Ask, scope: Scope) {
  const { measure } = scope.address;
  const [days, allDays, busiest, cells, weekdays, strongest, hours] = await Promise.all([
    askDays(ask, scope),
    ask<UsageReport>(usageBy(["day"], filtered(scope.address))),
    ask<PartedUsage>(largestBy("day", measure, BUSIEST, asked(scope))),
    ask<UsageReport>(usageBy(["weekday", "hour_of_day"], asked(scope))),
    ask<UsageReport>(usageBy(["weekday"], asked(scope))),
    ask<PartedUsage>(largestBy("weekday", measure, STRONGEST, asked(scope))),
    ask<PartedUsage>(largestBy("hour_of_day", measure, 0, asked(scope))),
  ]);
  return { measure, days, allDays, busiest, cells, weekdays, strongest, hours };
}

async function askLimits(ask: Ask, scope: Scope) {
  const [readings, past] = await Promise.all([
    ask<ReadingsReport>({ report: "readings", ...coursesIn(scope) }),
    ask<PartedWindows>({ report: "limits", by: ["window"], limit: 0, order: "desc", with_parts: true, ...coursesIn(scope) }),
  ]);
  return { readings, past };
}

async function askSessions(ask: Ask, scope: Scope) {
  return { sessions: await ask<PartedSessions>({ ...sessionsOf(scope), sort: "started_at", order: "desc", with_parts: true }) };
}

async function askSession(ask: Ask, scope: Scope) {
  const found = await ask<SessionsReport>({ report: "sessions", filters: { session: [scope.address.session ?? ""] } });
  const [only] = found.rows;
  return { one: only && found.rows.length === 1 ? await askOneSession(ask, scope, only.session_id) : null };
}

/** All of one session, and of the threads that it has to do with what the files tell of them. */
async function askOneSession(ask: Ask, scope: Scope, id: string) {
  const [told, timeline, all, limits] = await Promise.all([
    ask<SessionReport>({ report: "session", session: id, limit: 0 }),
    ask<TimelineReport>({ report: "timeline", filters: { session: [id] } }),
    ask<SessionsReport>({ report: "sessions", limit: 0, sort: "started_at", order: "asc", ...asked(scope) }),
    ask<LimitsReport>({ report: "limits", now_at: scope.nowAt, limit: 0 }),
  ]);
  const { parent_id, forked_from_id, root_id } = told.session;
  const others = [...(told.agents?.rows.map(({ session_id }) => session_id) ?? []), parent_id, forked_from_id, root_id].filter((other): other is string => other !== null && other !== id);
  const kin = others.length > 0 ? await ask<SessionsReport>({ report: "sessions", limit: 0, filters: { session: others } }) : null;
  return { told, timeline, all, limits, kin: kin?.rows ?? [] };
}

/** A session as its view shows it. */
export type OneSession = Awaited<ReturnType<typeof askOneSession>>;

async function askCost(ask: Ask, scope: Scope) {
  const [buckets, models, kinds, prices] = await Promise.all([
    askBuckets(ask, scope, "model", "cost"),
    ask<UsageReport>(usageBy(["model"], asked(scope), { with_parts: true })),
    ask<PartedCost>({ report: "cost", limit: 1, with_parts: true, ...asked(scope) }),
    ask<PricesReport>({ report: "prices" }),
  ]);
  return { buckets, models, kinds, prices };
}

/** What rows of projects are grouped by: a branch is that of one project. */
const OWNED_BY: Record<Owner, Grouping[]> = { project: ["project"], branch: ["project", "branch"], repo: ["repo"] };
/** What else is told of a row: the branches of a project, the projects of a repository. */
const WITHIN: Record<Owner, Grouping[]> = { project: ["project", "branch"], branch: ["project", "branch"], repo: ["repo", "project"] };

async function askProjects(ask: Ask, scope: Scope) {
  const { of } = scope.address;
  const by = OWNED_BY[of];
  const [sums, calls, largest, weeks, models, within] = await Promise.all([
    ask<PartedUsage>(usageBy(by, asked(scope), { with_parts: true })),
    ask<ToolsReport>({ report: "tools", by, limit: 0, ...asked(scope) }),
    ask<PartedUsage>(usageBy(by, asked(scope), { sort: "total_tokens", order: "desc", limit: TOLD, with_parts: true })),
    ask<UsageReport>(usageBy([...by, "week"], { ...inRange("1y", scope.nowAt), ...filtered(scope.address) })),
    ask<UsageReport>(usageBy([...by, "model"], asked(scope))),
    ask<UsageReport>(usageBy(WITHIN[of], asked(scope))),
  ]);
  return { of, by, sums, calls, largest, weeks, models, within };
}

async function askTools(ask: Ask, scope: Scope) {
  const [tools, kinds, commands, classes] = await Promise.all([
    ask<ToolsReport>({ report: "tools", limit: 0, ...asked(scope) }),
    ask<ToolsReport>({ report: "tools", by: ["kind"], limit: 0, ...asked(scope) }),
    ask<CommandsReport>({ report: "commands", limit: 0, ...asked(scope) }),
    ask<CommandsReport<ClassRow>>({ report: "commands", by: ["class"], limit: 0, ...asked(scope) }),
  ]);
  return { tools, kinds, commands, classes };
}

async function askContext(ask: Ask, scope: Scope) {
  const [fill, compactions] = await Promise.all([ask<FillReport>({ report: "fill", with_parts: true, ...asked(scope) }), ask<CompactionsReport>({ report: "compactions", ...asked(scope) })]);
  return { fill, compactions };
}

async function askQuality(ask: Ask) {
  const [findings, types, sources] = await Promise.all([
    ask<QualityReport>({ report: "quality", by: ["reason"], limit: 0 }),
    ask<QualityReport<UnknownTypeRow>>({ report: "quality", by: ["version"], limit: 0 }),
    ask<SourcesReport>({ report: "records", tables: ["sources"] }),
  ]);
  return { findings, types, sources };
}

const ASKS = {
  overview: askOverview,
  usage: askUsage,
  heatmaps: askHeatmaps,
  limits: askLimits,
  cost: askCost,
  sessions: askSessions,
  session: askSession,
  projects: askProjects,
  tools: askTools,
  context: askContext,
  quality: askQuality,
  // It shows what every place asks for, and what is looked for.
  privacy: async () => ({}),
} satisfies Record<Place, (ask: Ask, scope: Scope) => Promise<unknown>>;

export type Answers = { [Of in Place]: Awaited<ReturnType<(typeof ASKS)[Of]>> };

/** The reports of the place in sight. */
export async function askPlace(ask: Ask, scope: Scope): Promise<Partial<Answers>> {
  const { place } = scope.address;
  return { [place]: await ASKS[place](ask, scope) };
}
