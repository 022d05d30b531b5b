// The JSON that core answers with, as the page asks for it: some of its queries get a narrower answer than the report's type tells.

import type * as core from "./generated/core";

export type * from "./generated/core";

/** Groupings by time. */
export type Per = Extract<core.Grouping, "hour" | "day" | "week" | "month">;

/** What can be wrong with a line. */
export type Finding = core.DiagnosticCode;

/** Quality by one grouping has rows of one kind. */
export type QualityReport<Row = core.FindingRow> = Omit<core.QualityReport, "rows"> & { rows: Row[] };

/** Days are asked for with what the range is compared by. */
export type DaysReport = core.UsageReport & { comparison: core.Comparison };

/** Usage with what parts of the answer sum up to. */
export type PartedUsage = core.UsageReport & { parts: core.UsageParts };

/** Sessions with the count of those without usage. */
export type PartedSessions = core.SessionsReport & { total: core.SessionSums & { without_usage: number } };

/** Cost with that of turns. */
export type PartedCost = core.CostReport & { turns: core.TurnCosts };

/** Of the records only source files are asked for. */
export type SourcesReport = Omit<core.RecordsReport, "rows"> & { rows: core.SourceRow[] };

/** Calls are asked for by tool and kind, or by kind alone. */
export type ToolRow = core.ToolRow & { kind: core.CallKind };
export type ToolsReport = Omit<core.ToolsReport, "rows"> & { rows: ToolRow[] };

/** Commands are asked for by program, whose class stands beside it. */
export type CommandRow = core.CommandRow & { program: string | null; class: core.ProgramClass | null };
export type CommandsReport<Row = CommandRow> = Omit<core.CommandsReport, "rows"> & { rows: Row[] };

/** Or by class. */
export type ClassRow = core.CommandRow & { class: core.ProgramClass | null };

/** Windows of the past with what they rose by elsewhere. */
export type PartedWindows = Omit<core.WindowsReport, "rows"> & { rows: (core.PastWindowRow & { rises_elsewhere: core.RiseElsewhere[] })[] };

/** Limits are asked for with the sessions that used them. */
export type UserRow = Extract<core.UserRow, { session_id: string }>;
export type LimitsReport = Omit<core.LimitsReport, "used_by"> & { used_by: UserRow[] };

/** The page always says which report it asks for. */
export type Query = core.Query & { report: core.ReportKind };
