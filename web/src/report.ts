// The JSON that core answers with (crates/core/src/report). A key that is null says: no file holds it.

export interface Tokens {
  input_tokens: number;
  cached_input_tokens: number;
  cache_write_input_tokens: number;
  output_tokens: number;
  reasoning_output_tokens: number;
}

export interface Sums extends Tokens {
  sessions: number;
  turns: number;
  responses: number;
  total_tokens: number;
  cost_nano_dollars: number | null;
  priced_tokens: number;
}

export interface LeftOut {
  inherited_tokens: number;
  repeated_tokens: number;
}

export interface PriceNote {
  date: string;
  own: number;
  priced_per_mille: number | null;
  unpriced: { model: string | null; total_tokens: number }[];
}

export interface FileCounts {
  found: number;
  read: number;
  partial: number;
  set_aside: number;
  not_read: number;
  newest_line_at: string | null;
}

interface Answer {
  schema: number;
  zone: string;
  now_at: string | null;
  from: string | null;
  until: string | null;
  total: Sums;
  left_out: LeftOut;
  prices: PriceNote;
  files: FileCounts;
}

/** Of the keys only those of the report's groupings are present. */
export type UsageRow = Sums & { [Key in Exclude<Grouping, "reason" | "kind">]?: string | null };

export interface UsageReport extends Answer {
  report: "usage";
  by: Grouping[];
  rows: UsageRow[];
  /** Sum of the rows past the limit. */
  rest?: Sums & { rows: number };
}

export interface SessionRow extends Partial<Tokens> {
  session_id: string;
  started_at: string | null;
  last_activity_at: string | null;
  project: string | null;
  branch: string | null;
  repository: string | null;
  source: string | null;
  cli_version: string | null;
  model: string | null;
  turns: number;
  calls?: number | null;
  context_left_percent: number | null;
  responses: number;
  total_tokens: number | null;
  cost_nano_dollars: number | null;
  priced_tokens: number | null;
  inherited_tokens: number;
  repeated_tokens: number;
}

export interface SessionsReport extends Answer {
  report: "sessions";
  rows: SessionRow[];
}

/** What kept a file from being read to its end. */
export type Trouble = "permission_denied" | "gone" | "read_failed" | "packed_short" | "packed_damaged" | "packed_over_cap";

/** What became of one file; files are named by their index in the order they were read. */
export interface FileRow {
  file: number;
  outcome: "read" | "partial" | "set_aside" | "not_read";
  /** The file that counts instead of this one. */
  set_aside_for: number | null;
  copy: "packed" | "same" | "shorter" | null;
  trouble: Trouble | null;
  lines_seen: number;
  lines_skipped: number;
  /** What is wrong with the first line that was skipped, and its number. */
  lost_reason: Finding | null;
  lost_line: number | null;
}

/** What can be wrong with a line. */
export type Finding =
  | "not_json"
  | "cut_tail"
  | "two_values"
  | "over_cap"
  | "nul_bytes"
  | "no_payload"
  | "not_a_count"
  | "bad_timestamp"
  | "time_went_back"
  | "output_without_call"
  | "end_without_turn";

export interface FindingRow {
  reason: Finding;
  count: number;
  files: number;
}

export interface UnknownTypeRow {
  version: string | null;
  place: "line" | "event" | "item" | "completed_item";
  name: string | null;
  count: number;
  files: number;
}

export interface TokenFate {
  total_tokens: number;
  sessions: number;
}

export interface QualityReport<Row = FindingRow> {
  report: "quality";
  rows: Row[];
  rest_rows: number;
  tokens: Record<"inherited" | "repeated" | "counted" | "missing", TokenFate>;
  turns: { turns: number; dated: number; undated: number };
  sessions: { sessions: number; with_usage: number; without_usage: number };
  lines: { seen: number; skipped: number; files: number; documents: number };
  size_bytes: number;
}

export interface FilesReport {
  schema: number;
  report: "files";
  rows: FileRow[];
  files: FileCounts;
}

export interface NamesReport {
  report: "names";
  rows: { kind: "project" | "branch" | "repository"; pseudonym: string; name: string }[];
}

export interface CallSums {
  sessions: number;
  calls: number;
  failed: number | null;
  outcomes_known: number;
  durations_known: number;
  p50_duration_ms: number | null;
  p95_duration_ms: number | null;
  output_bytes: number | null;
  largest_output_bytes: number | null;
}

/** Of the keys only those of the report's groupings are present. */
export interface ToolRow extends CallSums {
  tool?: string | null;
  kind: string;
}

/** Commands that calls ran, by program. */
export interface CommandRow extends Omit<CallSums, "calls" | "output_bytes" | "largest_output_bytes"> {
  program: string | null;
  runs: number;
}

export interface CommandsReport {
  report: "commands";
  rows: CommandRow[];
  total: Omit<CommandRow, "program">;
}

export interface ToolsReport {
  report: "tools";
  from: string | null;
  until: string | null;
  rows: ToolRow[];
  total: CallSums;
  nested_calls: number;
}

export interface WindowRow {
  home: number;
  limit_id: string | null;
  limit_name: string | null;
  window_minutes: number | null;
  used_per_mille: number | null;
  began_at: string | null;
  resets_at: string | null;
  elapsed_per_mille: number | null;
  full_at: string | null;
  at_reset_per_mille: number | null;
  rest_ms: number | null;
  blocked_by_minutes: number | null;
  course_per_mille: (number | null)[];
}

export interface UserRow {
  session_id: string;
  project: string | null;
  /** In the order of the windows. */
  share_per_mille: (number | null)[];
  total_tokens: number;
  cost_nano_dollars: number | null;
}

export interface LimitsReport {
  report: "limits";
  now_at: string | null;
  read_at: string | null;
  windows: WindowRow[];
  plan_type: string | null;
  reached_type: string | null;
  used_by: UserRow[];
}

/** One window at one moment. */
export interface ReadingRow {
  read_at: string | null;
  limit_id: string | null;
  window_minutes: number | null;
  resets_at: string | null;
  used_per_mille: number | null;
  plan_type: string | null;
  session_id: string;
}

export interface ReadingsReport {
  report: "readings";
  rows: ReadingRow[];
}

/** One mark of a session. */
export type TimelineRow = { at: string | null; turn: number | null } & (
  | { mark: "turn"; ended_at: string | null; duration_ms: number | null; outcome: string | null }
  | { mark: "response"; total_tokens: number }
  | { mark: "call"; kind: string; success: boolean | null; duration_ms: number | null }
  | { mark: "gauge"; window_tokens: number; used_tokens: number; is_full: boolean }
  | { mark: "compaction"; is_remote: boolean; cause: "manual" | "auto" | null; tokens_before: number | null; tokens_after: number | null }
);

export interface TimelineReport {
  report: "timeline";
  session_id: string | null;
  rows: TimelineRow[];
}

/** Turns by how full the window was at their end, in steps of 50 per mille. */
export interface FillRow {
  window_tokens: number | null;
  turns: number;
  bins: number[];
  p50_per_mille: number | null;
  p90_per_mille: number | null;
  nearly_full: number;
}

export interface FillReport {
  report: "fill";
  rows: FillRow[];
  total: FillRow;
}

export interface CompactionRow {
  at: string | null;
  session_id: string;
  project: string | null;
  turn: number | null;
  is_remote: boolean;
  cause: "manual" | "auto" | null;
  tokens_before: number | null;
  tokens_after: number | null;
  freed_per_mille: number | null;
  is_told: boolean;
}

export interface CompactionsReport {
  report: "compactions";
  rows: CompactionRow[];
}

export type Grouping = Per | "model" | "effort" | "project" | "branch" | "repo" | "source" | "version" | "weekday" | "hour_of_day" | "reason" | "kind";
export type Per = "hour" | "day" | "week" | "month";

export interface Filters {
  model?: string[];
  project?: string[];
  branch?: string[];
  source?: string[];
  session?: string[];
}

export interface Query {
  report: "usage" | "sessions" | "files" | "limits" | "tools" | "commands" | "names" | "readings" | "timeline" | "fill" | "compactions" | "quality";
  by?: Grouping[];
  range?: { last: string } | { since: string; until: string };
  filters?: Filters;
  sort?: string;
  order?: "asc" | "desc";
  now_at?: string;
  limit?: number;
  with_names?: boolean;
}
