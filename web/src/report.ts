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

export interface UsageRow extends Sums {
  day?: string | null;
  week?: string | null;
  month?: string | null;
  model?: string | null;
}

export interface UsageReport extends Answer {
  report: "usage";
  by: Grouping[];
  rows: UsageRow[];
}

export interface SessionRow extends Partial<Tokens> {
  session_id: string;
  started_at: string | null;
  last_activity_at: string | null;
  project: string | null;
  branch: string | null;
  source: string | null;
  cli_version: string | null;
  model: string | null;
  turns: number;
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
  trouble: Trouble | null;
  lines_skipped: number;
}

export interface FilesReport {
  schema: number;
  report: "files";
  rows: FileRow[];
  files: FileCounts;
}

export type Grouping = "hour" | "day" | "week" | "month" | "model";
export type Per = "day" | "week" | "month";

export interface Query {
  report: "usage" | "sessions" | "files";
  by?: Grouping[];
  range?: { last: string };
  now_at?: string;
  limit?: number;
}
