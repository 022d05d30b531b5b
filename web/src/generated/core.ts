// The JSON that core reads and answers with. Made by `cargo xtask gen`: change core's types instead.
// A key that is null says: no file holds it.

/** What was said, summed. */
export interface ActivityCounts {
  /** Length of what stands unencrypted in messages between agents; absent where nothing does. */
  agent_characters: number | null;
  /** Messages between agents. */
  agent_messages: number;
  /** Length of the assistant's messages. */
  assistant_characters: number;
  /** Messages of the assistant, plans too. */
  assistant_messages: number;
  /** Images in the user's messages, by kind. */
  images: ImageCount[];
  /** Of these, what a person typed. */
  prompts: number;
  /** Length of the reasoning itself, where it is told; absent where no one counted it. */
  raw_characters: number | null;
  /** Parts of the reasoning itself, where it is told. */
  raw_parts: number;
  /** Pieces of reasoning. */
  reasoning_items: number;
  /** Length of the summaries of reasoning; absent where no one counted it. */
  summary_characters: number | null;
  /** Parts of their summaries. */
  summary_parts: number;
  /** Length of the user's messages. */
  user_characters: number;
  /** Messages in the user's name: a sub-agent's are its task. */
  user_messages: number;
}

/** Sessions whose newest line is in a range. Each counts whole, whatever part of it is in the range. */
export interface ActivityReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "activity";
  /** Sum of the sessions past the limit; `sessions` says how many. */
  rest?: ActivitySums | null;
  /** The sessions shown. */
  rows: ActivityRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sum over all. */
  total: ActivitySums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One session. */
export interface ActivityRow {
  /** Length of what stands unencrypted in messages between agents; absent where nothing does. */
  agent_characters: number | null;
  /** Messages between agents. */
  agent_messages: number;
  /** Length of the assistant's messages. */
  assistant_characters: number;
  /** Messages of the assistant, plans too. */
  assistant_messages: number;
  /** Images in the user's messages, by kind. */
  images: ImageCount[];
  /** Of these, what a person typed. */
  prompts: number;
  /** Length of the reasoning itself, where it is told; absent where no one counted it. */
  raw_characters: number | null;
  /** Parts of the reasoning itself, where it is told. */
  raw_parts: number;
  /** Pieces of reasoning. */
  reasoning_items: number;
  /** Thread id. */
  session_id: string;
  /** Length of the summaries of reasoning; absent where no one counted it. */
  summary_characters: number | null;
  /** Parts of their summaries. */
  summary_parts: number;
  /** Length of the user's messages. */
  user_characters: number;
  /** Messages in the user's name: a sub-agent's are its task. */
  user_messages: number;
}

/** Several sessions. */
export interface ActivitySums {
  /** Length of what stands unencrypted in messages between agents; absent where nothing does. */
  agent_characters: number | null;
  /** Messages between agents. */
  agent_messages: number;
  /** Length of the assistant's messages. */
  assistant_characters: number;
  /** Messages of the assistant, plans too. */
  assistant_messages: number;
  /** Images in the user's messages, by kind. */
  images: ImageCount[];
  /** Of these, what a person typed. */
  prompts: number;
  /** Length of the reasoning itself, where it is told; absent where no one counted it. */
  raw_characters: number | null;
  /** Parts of the reasoning itself, where it is told. */
  raw_parts: number;
  /** Pieces of reasoning. */
  reasoning_items: number;
  /** How many. */
  sessions: number;
  /** Length of the summaries of reasoning; absent where no one counted it. */
  summary_characters: number | null;
  /** Parts of their summaries. */
  summary_parts: number;
  /** Length of the user's messages. */
  user_characters: number;
  /** Messages in the user's name: a sub-agent's are its task. */
  user_messages: number;
}

/** One thread. */
export interface AgentRow {
  /** What kind of sub-agent it is. */
  agent_kind: string | null;
  /** What it is called: pseudonym, or name when asked. */
  agent_nickname: string | null;
  /** Its role. */
  agent_role: string | null;
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** How many threads stand between it and the top of this tree: 0 is the top. */
  depth: number;
  /** Usage on lines copied from another session. */
  inherited_tokens: number;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** The thread that started it. */
  parent_id: string | null;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Thread id. */
  session_id: string;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Cost with that of all threads below it; absent when no token has a price. */
  tree_cost_nano_dollars: number | null;
  /** Tokens with those of all threads below it. */
  tree_total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
}

/** What threads used. */
export interface AgentSums {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Usage on lines copied from another session. */
  inherited_tokens: number;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
}

/** A tree of threads. */
export interface Agents {
  /** Its threads, each before those that it started; these in the order of time. */
  rows: AgentRow[];
  /** Sum of all of them. */
  total: AgentSums;
}

/** What an item is. */
export type AppItemKind = "user_message" | "agent_message" | "reasoning" | "plan" | "todo_list" | "command_execution" | "file_change" | "mcp_tool_call" | "dynamic_tool_call" | "collab_tool_call" | "sub_agent_activity" | "web_search" | "image_view" | "image_generation" | "sleep" | "hook_prompt" | "function_call_output" | "entered_review_mode" | "exited_review_mode" | "context_compaction" | "error" | "other";

/** An item of a stream. */
export interface AppItemRow {
  /** Its turn, among those of the file. */
  app_turn_index: number;
  /** Files that it changed. */
  changed_files: number | null;
  /** Length of what was said. */
  characters: number | null;
  /** Stands for the whole command; absent without a key. */
  command: string | null;
  /** How long it took, as stated. */
  duration_ms: number | null;
  /** When it ended. */
  ended_at: string | null;
  /** Exit code of the command. */
  exit_code: number | null;
  /** Number of the file. */
  file: number;
  /** Whether the stream tells its end. */
  is_complete: boolean;
  /** What it is. */
  kind: AppItemKind;
  /** Bytes of what the command printed. */
  output_bytes: number | null;
  /** Program of the command that ran; absent where it has no name. */
  program: string | null;
  /** What a web search did. */
  search: SearchAction | null;
  /** Server of an MCP call. */
  server: string | null;
  /** When it began. */
  started_at: string | null;
  /** Whether it went well. */
  success: boolean | null;
  /** Name of the tool that was called. */
  tool: string | null;
}

/** A turn of a stream. Its tokens are in no total of sessions. */
export interface AppTurnRow {
  /** Its place among the turns of the file, from 0. */
  app_turn_index: number;
  /** Input written to the cache. */
  cache_write_input_tokens: number | null;
  /** Input read from the cache. */
  cached_input_tokens: number | null;
  /** How long it took, as stated. */
  duration_ms: number | null;
  /** Its effort. */
  effort: string | null;
  /** When it ended. */
  ended_at: string | null;
  /** What failed, where it failed. */
  error_kind: string | null;
  /** Number of the file. */
  file: number;
  /** All input tokens. */
  input_tokens: number | null;
  /** Its model. */
  model: string | null;
  /** How it ended; absent where the stream ends before. */
  outcome: Outcome | null;
  /** All output tokens. */
  output_tokens: number | null;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number | null;
  /** Its service tier. */
  service_tier: Tier | null;
  /** When it began; only the app-server tells times. */
  started_at: string | null;
  /** Who told it. */
  stream: StreamKind;
  /** The part of it that was written to the cache. */
  thread_cache_write_input_tokens: number | null;
  /** The part of it that was read from the cache. */
  thread_cached_input_tokens: number | null;
  /** Its thread. */
  thread_id: string | null;
  /** Input that its thread used until its end. */
  thread_input_tokens: number | null;
  /** Output likewise. */
  thread_output_tokens: number | null;
  /** The part of it that was reasoning. */
  thread_reasoning_output_tokens: number | null;
  /** Its id; `exec` tells none. */
  turn_id: string | null;
}

/** What becomes of a value, from least to most. */
export type Becomes = "dropped" | "length" | "head" | "word" | "number" | "time" | "id" | "label" | "program" | "pseudonym";

/** A tool call. */
export interface CallFacts {
  /** When it was made. */
  at: string | null;
  /** Stands for the whole command; absent without a key. */
  command: string | null;
  /** How long it took. */
  duration_ms: number | null;
  /** Exit code of a command. */
  exit_code: number | null;
  /** What it does. */
  kind: CallKind;
  /** The model did not make it itself. */
  nested: boolean;
  /** Size of its output. */
  output_bytes: number | null;
  /** Program of a command. */
  program: string | null;
  /** What a web search did. */
  search: SearchAction | null;
  /** Server of an MCP call. */
  server: string | null;
  /** What that server calls the tool. */
  server_tool: string | null;
  /** Whether it went well. */
  success: boolean | null;
  /** Name of the tool. */
  tool: string | null;
  /** Turn that it belongs to, from 0. */
  turn_index: number | null;
}

/** What a call does. */
export type CallKind = "shell" | "patch" | "mcp" | "sub_agent" | "code" | "web_search" | "image_generation" | "tool_search" | "custom" | "function";

/** A tool call. */
export interface CallRecord {
  /** When it was made. */
  at: string | null;
  /** Stands for the whole command; absent without a key. */
  command: string | null;
  /** How long it took. */
  duration_ms: number | null;
  /** Exit code of a command. */
  exit_code: number | null;
  /** What it does. */
  kind: CallKind;
  /** The model did not make it itself. */
  nested: boolean;
  /** Size of its output. */
  output_bytes: number | null;
  /** Program of a command. */
  program: string | null;
  /** What a web search did. */
  search: SearchAction | null;
  /** Server of an MCP call. */
  server: string | null;
  /** What that server calls the tool. */
  server_tool: string | null;
  /** Thread id. */
  session_id: string;
  /** Whether it went well. */
  success: boolean | null;
  /** Name of the tool. */
  tool: string | null;
  /** Turn that it belongs to, from 0. */
  turn_index: number | null;
}

/** What a group of calls sums up to. */
export interface CallSums {
  /** Calls. */
  calls: number;
  /** Those whose duration is known. */
  durations_known: number;
  /** Those that failed, of those whose outcome is known; absent when none is. */
  failed: number | null;
  /** Size of the largest output. */
  largest_output_bytes: number | null;
  /** Size of an output on average, cut. */
  mean_output_bytes: number | null;
  /** Those whose outcome is known. */
  outcomes_known: number;
  /** Size of all outputs; absent when no call has one. */
  output_bytes: number | null;
  /** Half of the known durations are no longer. */
  p50_duration_ms: number | null;
  /** 95 of 100 known durations are no longer. */
  p95_duration_ms: number | null;
  /** Sessions with such a call. */
  sessions: number;
}

/** The groups past the limit in one. */
export interface CallSumsRest {
  /** Calls. */
  calls: number;
  /** Those whose duration is known. */
  durations_known: number;
  /** Those that failed, of those whose outcome is known; absent when none is. */
  failed: number | null;
  /** Size of the largest output. */
  largest_output_bytes: number | null;
  /** Size of an output on average, cut. */
  mean_output_bytes: number | null;
  /** Those whose outcome is known. */
  outcomes_known: number;
  /** Size of all outputs; absent when no call has one. */
  output_bytes: number | null;
  /** Half of the known durations are no longer. */
  p50_duration_ms: number | null;
  /** 95 of 100 known durations are no longer. */
  p95_duration_ms: number | null;
  /** How many groups. */
  rows: number;
  /** Sessions with such a call. */
  sessions: number;
}

/** Tool calls of one kind. */
export interface CallsOfKind {
  /** How many. */
  calls: number;
  /** What they do. */
  kind: CallKind;
}

/** One program, or one group of another key. */
export interface CommandRow {
  /** Branch: pseudonym, or name when asked. */
  branch?: string | null;
  /** What the program is for; `null` for one that few know. */
  class?: ProgramClass | null;
  /** Those whose duration is known. */
  durations_known: number;
  /** Those that failed, of those whose outcome is known; absent when none is. */
  failed: number | null;
  /** What the calls do. Calls of one name that do different things are two groups. */
  kind?: CallKind | null;
  /** Size of an output on average, cut. */
  mean_output_bytes: number | null;
  /** Model label of the turn. */
  model?: string | null;
  /** Those whose outcome is known. */
  outcomes_known: number;
  /** Size of all outputs; absent when no command has one. */
  output_bytes: number | null;
  /** Half of the known durations are no longer. */
  p50_duration_ms: number | null;
  /** 95 of 100 known durations are no longer. */
  p95_duration_ms: number | null;
  /** Program of the commands: its name, or under strict privacy perhaps a pseudonym. */
  program?: string | null;
  /** Project: pseudonym, or name when asked. */
  project?: string | null;
  /** Repository: pseudonym, or name when asked. */
  repo?: string | null;
  /** Commands. */
  runs: number;
  /** Server of MCP calls; `null` for all others, too. */
  server?: string | null;
  /** Sessions with such a command. */
  sessions: number;
  /** Name of the tool. */
  tool?: string | null;
}

/** What a group of commands sums up to. */
export interface CommandSums {
  /** Those whose duration is known. */
  durations_known: number;
  /** Those that failed, of those whose outcome is known; absent when none is. */
  failed: number | null;
  /** Size of an output on average, cut. */
  mean_output_bytes: number | null;
  /** Those whose outcome is known. */
  outcomes_known: number;
  /** Size of all outputs; absent when no command has one. */
  output_bytes: number | null;
  /** Half of the known durations are no longer. */
  p50_duration_ms: number | null;
  /** 95 of 100 known durations are no longer. */
  p95_duration_ms: number | null;
  /** Commands. */
  runs: number;
  /** Sessions with such a command. */
  sessions: number;
}

/** The groups past the limit in one. */
export interface CommandSumsRest {
  /** Those whose duration is known. */
  durations_known: number;
  /** Those that failed, of those whose outcome is known; absent when none is. */
  failed: number | null;
  /** Size of an output on average, cut. */
  mean_output_bytes: number | null;
  /** Those whose outcome is known. */
  outcomes_known: number;
  /** Size of all outputs; absent when no command has one. */
  output_bytes: number | null;
  /** Half of the known durations are no longer. */
  p50_duration_ms: number | null;
  /** 95 of 100 known durations are no longer. */
  p95_duration_ms: number | null;
  /** How many groups. */
  rows: number;
  /** Commands. */
  runs: number;
  /** Sessions with such a command. */
  sessions: number;
}

/** Commands in a range: those of the model, and those that its code or the user ran (FORMAT.md §6.5). */
export interface CommandsReport {
  /** Grouping, outermost first: `program`, `class`, `project`, `model`. */
  by: Grouping[];
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "commands";
  /** The groups past the limit. */
  rest?: CommandSumsRest | null;
  /** The groups. */
  rows: CommandRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** All commands. */
  total: CommandSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Why a window was compacted. */
export type CompactionCause = "manual" | "auto";

/** One compaction. */
export interface CompactionRow {
  /** When. */
  at: string | null;
  /** Why. */
  cause: CompactionCause | null;
  /** Context left right after, in percent; absent where no gauge shows what stood in the window then. */
  context_left_percent: number | null;
  /** Share of the tokens that it gave back; absent unless both are known. */
  freed_per_mille: number | null;
  /** By the server, and not by Codex itself. */
  is_remote: boolean;
  /** The file states what its own request used. */
  is_told: boolean;
  /** Project: pseudonym, or name when asked. */
  project: string | null;
  /** Tokens of that request; absent where the file does not say which response it was. */
  response_tokens: number | null;
  /** Thread id. */
  session_id: string;
  /** Tokens in it after. */
  tokens_after: number | null;
  /** Tokens in the window before. */
  tokens_before: number | null;
  /** The session's turn, from 1. */
  turn: number | null;
}

/** Compactions, newest first. */
export interface CompactionsReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "compactions";
  /** The compactions. */
  rows: CompactionRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** What a range is compared by. */
export interface Comparison {
  /** Days of the range, both ends included; absent when no day bounds it. */
  days: number | null;
  /** Of these, days with a response that counts. */
  days_used: number;
  /** The most such days in a row, the newest where several are as long; absent without one. */
  longest_run: RunOfDays | null;
  /** As long a time just before the range; absent when the range has an open end. */
  previous: PreviousUsage | null;
}

/** How full the context of the session at work is. */
export interface ContextNow {
  /** Percent left, as Codex tells it. */
  left_percent: number;
  /** Model of its newest turn or response that names one. */
  model: string | null;
  /** Time of the gauge. */
  read_at: string;
  /** Thread id. */
  session_id: string;
  /** Tokens in it. */
  used_tokens: number;
  /** Tokens that the window takes. */
  window_tokens: number;
}

/** Gauges in a range, by session, model or project; the newest last. */
export interface ContextReport {
  /** What the rows are: `session`, `model` or `project`. */
  by: Grouping;
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "context";
  /** The rows past the limit in one. */
  rest?: ContextSums | null;
  /** The groups that have a gauge or a compaction. */
  rows: ContextRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** All rows in one. */
  total: ContextSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One group. */
export type ContextRow = {
  /** How often a window was compacted. */
  compactions: number;
  /** Time of the newest line of its sessions. */
  last_activity_at: string | null;
  /** Least context that was left, in percent. */
  least_left_percent: number | null;
  /** Context left at the newest gauge, in percent. */
  left_percent: number | null;
  /** Most tokens that were in a window. */
  most_used_tokens: number | null;
  /** Sessions with a gauge or a compaction. */
  sessions: number;
  /** Tokens in it, at the newest gauge. */
  used_tokens: number | null;
  /** Tokens that the window takes, at the newest gauge. */
  window_tokens: number | null;
} & ({
  session_id: string;
} | {
  model: string | null;
} | {
  project: string | null;
});

/** Several groups: their windows are of different sizes, so that only what is left can be compared. */
export interface ContextSums {
  /** How often a window was compacted. */
  compactions: number;
  /** Least context that was left in any, in percent. */
  least_left_percent: number | null;
  /** How many. */
  rows: number;
}

/** What a file that is set aside is to the one that counts instead (FORMAT.md §7.6 rule 5). */
export type CopyKind = "packed" | "same" | "shorter";

/** Cost in a range, in groups. */
export interface CostReport {
  /** What rows are: `model`, `project`, `tier`, `day` or `month`. */
  by: Grouping[];
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** What was not counted. */
  left_out: LeftOut;
  /** What was used and no file tells. */
  not_told: NotTold;
  /** "Now" of the query. */
  now_at: string | null;
  /** What the costs are based on. */
  prices: PriceNote;
  report: "cost";
  /** Sum of the rows past the limit, and how many they are. */
  rest?: RestOfCost | null;
  /** The groups; those without any price stand last, and none of them is in `rest`. */
  rows: CostRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sum of all rows. */
  total: CostSums;
  /** What turns cost, when parts were asked for. */
  turns?: TurnCosts | null;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One group. */
export type CostRow = {
  /** Of input written to the cache. */
  cache_write_input_nano_dollars: number | null;
  /** The same of cache writes; absent also where that of input holds. */
  cache_write_price: string | null;
  /** Of input read from the cache. */
  cached_input_nano_dollars: number | null;
  /** The same of cached input; absent also where that of input holds. */
  cached_input_price: string | null;
  /** All of it. */
  cost_nano_dollars: number | null;
  /** Dollars per million tokens as of the model's newest response, without tier and long context; absent when it has none, and where rows are not models. */
  input_price: string | null;
  /** Of output. */
  output_nano_dollars: number | null;
  /** The same of output. */
  output_price: string | null;
  /** Their share, cut; absent without tokens. */
  priced_per_mille: number | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** What the cached input would have cost more without the cache; in no other number. */
  saved_by_cache_nano_dollars: number | null;
  /** Tokens, priced or not. */
  total_tokens: number;
  /** Of input neither read from the cache nor written to it. */
  uncached_input_nano_dollars: number | null;
} & ({
  /** Its label; absent when the files name none. */
  model: string | null;
} | {
  /** Pseudonym, or name when asked. */
  project: string | null;
} | {
  /** Which; absent for tokens without a price. */
  tier: PriceRow | null;
} | {
  /** `2026-08-06`; absent for usage without a time. */
  day: string | null;
} | {
  /** `2026-08`; absent for usage without a time. */
  month: string | null;
});

/** Cost of a group by kind of token. All costs are absent when no token has a price; they add up. */
export interface CostSums {
  /** Of input written to the cache. */
  cache_write_input_nano_dollars: number | null;
  /** Of input read from the cache. */
  cached_input_nano_dollars: number | null;
  /** All of it. */
  cost_nano_dollars: number | null;
  /** Of output. */
  output_nano_dollars: number | null;
  /** Their share, cut; absent without tokens. */
  priced_per_mille: number | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** What the cached input would have cost more without the cache; in no other number. */
  saved_by_cache_nano_dollars: number | null;
  /** Tokens, priced or not. */
  total_tokens: number;
  /** Of input neither read from the cache nor written to it. */
  uncached_input_nano_dollars: number | null;
}

/** Credits of an account. */
export interface Credits {
  /** How many are left, a decimal. */
  balance: Decimal | null;
  /** Whether there are any. */
  has_credits: boolean | null;
  /** Whether they never end. */
  unlimited: boolean | null;
}

/** Days with a response that counts. */
export interface DaysUsed {
  /** The last of them; absent where no response has a time. */
  last: string | null;
  /** How many. */
  used: number;
}

/** An amount in plain digits, so that no other text can stand for one. */
export type Decimal = string;

/** What can be wrong with a line. */
export type DiagnosticCode = "not_json" | "cut_tail" | "two_values" | "over_cap" | "nul_bytes" | "no_payload" | "not_a_count" | "bad_timestamp" | "time_went_back" | "output_without_call" | "end_without_turn";

/** The rows past the limit in one. */
export interface EventRest {
  /** How often. */
  count: number;
  /** How many rows. */
  rows: number;
  /** Sessions that it happened to. */
  sessions: number;
}

/** One kind of event. */
export interface EventRow {
  /** How often. */
  count: number;
  /** What failed, of an error or a failed turn. */
  error_kind: string | null;
  /** What happened. */
  event: StateEventKind;
  /** Thread id, where rows are by session. */
  session_id?: string | null;
  /** Sessions that it happened to. */
  sessions: number;
}

/** Counts of a group of events. */
export interface EventSums {
  /** How often. */
  count: number;
  /** Sessions that it happened to. */
  sessions: number;
}

/** One type. */
export interface EventTypeRow {
  /** How often. */
  count: number;
  /** The format's description has it. */
  is_known: boolean;
  /** Its name; absent when it is no label. */
  name: string | null;
  /** Where it stands. */
  place: TypePlace;
  /** Sessions that it happened to. */
  sessions: number;
}

/** Types of events and items of the sessions of a range. */
export interface EventTypesReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "event_types";
  /** Sum of the rows past the limit, and how many they are. */
  rest?: EventRest | null;
  /** The types. */
  rows: EventTypeRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sum of all rows. */
  total: EventSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** State events in a range, by kind, or by session and kind. */
export interface EventsReport {
  /** What the rows are: `kind`, or `session` for the kinds of each session. */
  by: Grouping;
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "events";
  /** Sum of the rows past the limit, and how many they are. */
  rest?: EventRest | null;
  /** The kinds. */
  rows: EventRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sum of all rows. */
  total: EventSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Tokens of one fate, as a row. */
export interface FateRow {
  /** What became of them: a key of `tokens`. */
  fate: string;
  /** Sessions with such tokens. */
  sessions: number;
  /** How many. */
  total_tokens: number;
}

/** What became of the files. */
export interface FileCounts {
  /** Files given. */
  found: number;
  /** Time of the newest line of all. */
  newest_line_at: string | null;
  /** Not read. */
  not_read: number;
  /** Of these, no rollouts: logs of the app-server or of `codex exec --json`, or what `/status` printed. */
  others?: number;
  /** Of these, with lines that could not be read. */
  partial: number;
  /** Read, wholly or partly, and counted. */
  read: number;
  /** Copies of another file (FORMAT.md §7.6 rule 5). */
  set_aside: number;
}

/** What a file is that is no rollout. */
export type FileForm = "stream" | "status";

/** What became of a file. */
export type FileOutcome = "read" | "partial" | "set_aside" | "not_read";

/** One file. */
export interface FileRow {
  /** What this one is to that file. */
  copy: CopyKind | null;
  /** Its number: its place in the order of `begin`, where the host gave no other. */
  file: number;
  /** Lines that are not blank. */
  lines_seen: number;
  /** Of these, lines that could not be read. */
  lines_skipped: number;
  /** Its number, from 1. */
  lost_line: number | null;
  /** Bytes before it in the unpacked file. */
  lost_offset: number | null;
  /** What is wrong with the first of them. */
  lost_reason: DiagnosticCode | null;
  /** What became of it. */
  outcome: FileOutcome;
  /** The file that counts instead of this one. */
  set_aside_for: number | null;
  /** Size, as it stands: packed or not. */
  size_bytes: number;
  /** What kept it from being read to its end, if anything did. */
  trouble: Trouble | null;
}

/** What files sum up to. */
export interface FileSums {
  /** These, and the copies of files that count: nothing of them is lost. */
  accounted_for: number;
  /** Their size, as they stand: packed or not. */
  size_bytes: number;
  /** Files that were read wholly. */
  wholly_read: number;
}

/** What became of the files. */
export interface FilesReport {
  /** How many became what. */
  files: FileCounts;
  /** "Now" of the query. */
  now_at: string | null;
  report: "files";
  /** Every file, in the order of `begin`. */
  rows: FileRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** What they sum up to. */
  total: FileSums;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Turns that ended with a window equally full. */
export interface FillCount {
  /** How full. */
  per_mille: number;
  /** Turns. */
  turns: number;
}

/** Ends of turns in a range. */
export interface FillReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "fill";
  /** By size of the window, that of most turns first. */
  rows: FillRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** All turns; the window is absent. */
  total: FillRow;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Ends of turns with a window of one size. A turn counts when a line of it tells how full the window was. What was compacted before any line told the size of the window counts for all windows alone. */
export interface FillRow {
  /** Turns by how full it was, in steps of 50 per mille; a full window is in the last. */
  bins: number[];
  /** How often such a window was compacted, also in turns that do not count. */
  compactions: number;
  /** Turns by per mille, when parts were asked for. */
  fills?: FillCount[] | null;
  /** Turns that ended with more than 800 per mille. */
  nearly_full: number;
  /** Half of the turns ended no fuller. */
  p50_per_mille: number | null;
  /** 90 of 100 turns ended no fuller. */
  p90_per_mille: number | null;
  /** Turns. */
  turns: number;
  /** Tokens that the window takes. */
  window_tokens: number | null;
}

/** Patterns to keep; `*` is anything; several of one kind mean "or", several kinds "and". */
export interface Filters {
  /** Branches, by readable name or pseudonym. */
  branch?: string[];
  /** Model labels. */
  model?: string[];
  /** Programs: sessions with a command that started one of them. */
  program?: string[];
  /** Projects, by readable name or pseudonym. */
  project?: string[];
  /** Repositories, by readable name or pseudonym. */
  repo?: string[];
  /** Starts of session ids. */
  session?: string[];
  /** Sources: `cli`, `exec`, `vscode`, …. */
  source?: string[];
  /** Tools: sessions that called one of them. */
  tool?: string[];
}

/** Lines with the same thing wrong. */
export interface FindingRow {
  /** How many lines. */
  count: number;
  /** Files that they stand in. */
  files: number;
  /** What is wrong. */
  reason: DiagnosticCode;
}

/** How full the context window was, as one line of usage tells it. */
export interface GaugeRow {
  /** When. */
  at: string | null;
  /** No response states it: it is Codex's own guess, as after a compaction. */
  is_estimate: boolean | null;
  /** The request did not fit: the window was full, whatever `used_tokens` says. */
  is_full: boolean;
  /** What is left, in percent, as Codex shows it. */
  left_percent: number;
  /** Thread id. */
  session_id: string;
  /** All that the session had used by then, as the line states it. */
  stated_total_tokens: number | null;
  /** Turn that it belongs to. */
  turn_index: number | null;
  /** Tokens in it. */
  used_tokens: number;
  /** Tokens that the window takes. */
  window_tokens: number;
}

/** A grouping key. */
export type Grouping = "hour" | "day" | "week" | "month" | "model" | "effort" | "project" | "branch" | "repo" | "source" | "version" | "version_range" | "weekday" | "hour_of_day" | "tool" | "kind" | "server" | "program" | "class" | "reason" | "file" | "session" | "fate" | "path" | "window" | "tier" | "turn" | "call" | "type";

/** Images of one kind. */
export interface ImageCount {
  /** How many. */
  images: number;
  /** Told by their paths on the user's machine; absent where no one looked. */
  is_local: boolean | null;
  /** Media type or extension; absent when neither is told. */
  kind: ImageKind | null;
}

/** A media type or an extension, lower case. A closed list: what else stands behind the last dot of a path may be a part of its name. */
export type ImageKind = string;

/** A member's own spending limit; amounts are decimals. */
export interface IndividualLimit {
  /** The limit. */
  limit: Decimal | null;
  /** Left of it. */
  remaining_percent: number | null;
  /** When it begins anew. */
  resets_at: string | null;
  /** Spent. */
  used: Decimal | null;
}

/** Values of a group of paths. */
export interface LedgerSums {
  /** Bytes that they take in the lines. */
  bytes: number;
  /** Different paths. */
  paths: number;
  /** Values. */
  values: number;
}

/** Usage that stands in the files and was not counted, in the same range (FORMAT.md §7.6). */
export interface LeftOut {
  /** Copied from another session. */
  inherited_tokens: number;
  /** Said again. */
  repeated_tokens: number;
}

/** One window of a reading of rate limits. */
export interface LimitRow {
  /** When it was told. */
  at: string | null;
  /** How many, as decimal text. */
  credit_balance: Decimal | null;
  /** There are credits. */
  has_credits: boolean | null;
  /** What this member of a workspace may spend, as decimal text. */
  individual_limit: Decimal | null;
  /** What of it is left. */
  individual_remaining_percent: number | null;
  /** When it begins anew. */
  individual_resets_at: string | null;
  /** What of it is spent, as decimal text. */
  individual_used: Decimal | null;
  /** The family of limits. */
  limit_id: string | null;
  /** Its readable name. */
  limit_name: string | null;
  /** Plan. */
  plan_type: string | null;
  /** Which limit stopped the work. */
  reached_type: string | null;
  /** When it begins anew. */
  resets_at: string | null;
  /** Thread id. */
  session_id: string;
  /** Whether a spending limit stopped the work. */
  spend_control_reached: boolean | null;
  /** They have no end. */
  unlimited_credits: boolean | null;
  /** Used share. */
  used_per_mille: number | null;
  /** Length; absent where the reading has no window. */
  window_minutes: number | null;
}

/** The limits as last read. */
export interface LimitsReport {
  /** What `used_by` is grouped by: `session`, `model` or `project`. */
  by: Grouping[];
  /** Credits, as the newest reading says. */
  credits: Credits | null;
  /** The files. */
  files: FileCounts;
  /** What this member of a workspace may spend, as the newest reading says. */
  individual_limit: IndividualLimit | null;
  /** What was not counted inside the longest window. */
  left_out: LeftOut;
  /** Whether it is so old that other use is likely to have changed it. */
  may_have_changed: boolean;
  /** "Now" of the query. */
  now_at: string | null;
  /** Plan, as the newest reading says. */
  plan_type: string | null;
  /** What the costs are based on. */
  prices: PriceNote;
  /** The limit that stopped the work, as the newest reading says. */
  reached_type: string | null;
  /** Its age at "now". */
  read_age_ms: number | null;
  /** Time of the newest reading. */
  read_at: string | null;
  report: "limits";
  /** Version of the JSON of all reports. */
  schema: number;
  /** Whether a spending limit stopped the work, as the newest reading says. */
  spend_control_reached: boolean | null;
  /** All that was used: of each window its whole used share. */
  used: UsedSums;
  /** Who used the windows since the longest one that is not over began, largest share of the last window first. */
  used_by: UserRow[];
  /** Sum of the rows past the limit, and how many they are. */
  used_by_rest?: RestOfUsers | null;
  /** Windows; of one limit the one that ends the work first stands last. */
  windows: WindowRow[];
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Lines of the files that were read. */
export interface LineCounts {
  /** Files that are one JSON document, of the TypeScript client (FORMAT.md §1.4): they have no lines. */
  documents: number;
  /** Files that consist of lines. */
  files: number;
  /** Lines that are not blank. */
  seen: number;
  /** Of these, lines that could not be read. */
  skipped: number;
}

/** What a name names. */
export type NameKind = "project" | "branch" | "repository" | "nickname";

/** One name. */
export interface NameRow {
  /** What it names. */
  kind: NameKind;
  /** The name. */
  name: string;
  /** What stands for it in rows. */
  pseudonym: string;
}

/** Names of all sessions; no range and no filter narrows them. */
export interface NamesReport {
  /** The files. */
  files: FileCounts;
  /** "Now" of the query. */
  now_at: string | null;
  report: "names";
  /** By kind, then by pseudonym. None without a key, or when names were not asked for. */
  rows: NameRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** What was used in the range and no file tells (FORMAT.md §7.5). */
export interface NotTold {
  /** Turns that were stopped: what their last response used is lost. */
  cut_off_turns: number;
  /** Remote compactions whose request stands in no file. */
  remote_compactions: number;
}

/** Direction of the sort. */
export type Order = "asc" | "desc";

/** How a turn ended (FORMAT.md §7.8). */
export type Outcome = "completed" | "failed" | "interrupted" | "replaced" | "review_ended" | "budget_limited" | "aborted" | "unfinished";

/** What there is to say of a window's end. */
export type Outlook = "over" | "full" | "blocked" | "too_early" | "too_little" | "full_before_reset" | "lasts";

/** A period that ends today, or yesterday. */
export type OverviewPeriod = "thirty_days" | "this_week" | "yesterday" | "today";

/** Use up to "now", the limits and the context. */
export interface OverviewReport {
  /** The session that is at work; absent when none was in the last hour. */
  context: ContextNow | null;
  /** The files. */
  files: FileCounts;
  /** What was not counted in the longest period. */
  left_out: LeftOut;
  /** "Now" of the query. */
  now_at: string | null;
  /** What the costs of the longest period are based on. */
  prices: PriceNote;
  report: "overview";
  /** Use by period: the longest first, today last. */
  rows: OverviewRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Limit windows that are not over. */
  windows: WindowRow[];
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Use in one period. */
export interface OverviewRow {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Its first day. */
  from: string;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Which. */
  period: OverviewPeriod;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
  /** Its last day. */
  until: string;
}

/** One window. One whose lines tell no reset (0.40) cannot be told from the next and has no row. */
export interface PastWindowRow {
  /** When it began. */
  began_at: string | null;
  /** The cost of these; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Index of the Codex home, among those of all files. */
  home: number;
  /** The home of that index: pseudonym, or name when asked. */
  home_name: string | null;
  /** Family of limits. */
  limit_id: string | null;
  /** Its readable name. */
  limit_name: string | null;
  /** Plan at that reading. */
  plan_type: string | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** When it began anew. */
  resets_at: string | null;
  /** What it rose by while nothing of these files ran, when parts were asked for. */
  rises_elsewhere?: RiseElsewhere[] | null;
  /** Sessions that showed it. */
  sessions: number;
  /** Their tokens inside it. */
  total_tokens: number;
  /** Used share at its newest reading in the range. */
  used_per_mille: number | null;
  /** Length. */
  window_minutes: number | null;
}

/** As long a time just before a range. */
export interface PreviousUsage {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Days of it with a response that counts. */
  days_used: number;
  /** Its first day. */
  from: string;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
  /** Its last day. */
  until: string;
}

/** One row of a model's prices. */
export interface PriceListRow {
  /** Of input written to the cache; absent: as input. */
  cache_write: string | null;
  /** Of input read from the cache; absent: as input. */
  cached_input: string | null;
  /** The first day, in UTC, on which it holds; absent is always. */
  from: string | null;
  /** Of input that is neither cached nor written to the cache. */
  input: string;
  /** Whether it is the user's own. */
  is_own: boolean;
  /** Model. */
  model: string;
  /** Of output. */
  output: string;
  /** Which responses it prices. */
  tier: PriceRow;
}

/** What the costs are based on. */
export interface PriceNote {
  /** Date of the price table. */
  date: string;
  /** Prices that the user added. */
  own: number;
  /** Share of the tokens that has a price, cut; absent without tokens. */
  priced_per_mille: number | null;
  /** Models without a price, most tokens first. */
  unpriced: Unpriced[];
}

/** A row of a model's prices. */
export type PriceRow = "base" | "long_context" | "priority" | "flex";

/** Prices in dollars per million tokens, by model. */
export interface PricesReport {
  /** Day of the built-in prices. */
  date: string;
  /** The files. */
  files: FileCounts;
  /** "Now" of the query. */
  now_at: string | null;
  /** How many models have a price of the user's own. */
  own: number;
  /** Models with a price of the user's own that no response has; absent when no session was read. */
  own_unused: string[] | null;
  report: "prices";
  /** One row for each row of prices of each model. */
  rows: PriceListRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** What the built-in prices were read from. */
  source: string;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** What became of every value of the files. */
export interface PrivacyReport {
  /** Of these, what stands between the values: keys, punctuation, line ends. */
  between_bytes: number;
  /** What a row is: `fate`, `kind` or `path`. */
  by: Grouping[];
  /** All bytes of the files' lines, unpacked. */
  file_bytes: number;
  /** The files. */
  files: FileCounts;
  /** "Now" of the query. */
  now_at: string | null;
  report: "privacy";
  /** The paths past the limit. */
  rest?: LedgerSums | null;
  /** The fates, kinds or paths. */
  rows: PrivacyRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** All values. */
  total: LedgerSums;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One fate, one kind, or one path. */
export interface PrivacyRow {
  /** What becomes of the values; of a kind, the most that becomes of any. */
  becomes: Becomes;
  /** Bytes that they take in the lines. */
  bytes: number;
  /** How many of a kind are not dropped. */
  kept_values?: number | null;
  /** What the values are. */
  kind?: ValueKind | null;
  /** Types of the lines that a path stands in. */
  line?: string | null;
  /** The path; `[]` is an element, `{}` a key that is no field's name. */
  path?: string | null;
  /** Different paths. */
  paths: number;
  /** Values. */
  values: number;
}

/** What the commands of a program do. */
export type ProgramClass = "search" | "read" | "write" | "version_control" | "build_test" | "run" | "network" | "system";

/** Quality of all files. */
export interface QualityReport {
  /** What a row is: `reason`, `file`, `version`, `fate`, `version_range` or `kind`. */
  by: Grouping[];
  /** The files. */
  files: FileCounts;
  /** Lines of the files that were read. */
  lines: LineCounts;
  /** "Now" of the query. */
  now_at: string | null;
  report: "quality";
  /** The rows past the limit: how many. */
  rest_rows: number;
  /** What was found, or one of the lists below. */
  rows: QualityRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sessions. */
  sessions: SessionCounts;
  /** Size of all files, as they stand. */
  size_bytes: number;
  /** What `/status` and the end of Codex printed (§8); absent where no file is such a text. */
  status?: StatusCounts | null;
  /** What logs of the app-server and of `codex exec --json` tell, by kind (FORMAT.md §9). It is in no other number. */
  streams?: StreamRow[];
  /** What became of the tokens that the files state. */
  tokens: TokenFates;
  /** Turns. */
  turns: TurnCounts;
  /** What sessions of Codex versions tell, in ranges of versions, the newest first. */
  versions: VersionRow[];
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One thing found. */
export type QualityRow = FindingRow | FileRow | UnknownTypeRow | FateRow | VersionRow | StreamRow;

/** What a report is asked: which report, of which time, filtered, grouped and cut how. As JSON every key may be absent: `{"report":"usage","by":["day"]}`. */
export interface Query {
  /** Grouping, outermost first; empty takes the report's own. */
  by?: Grouping[];
  /** What to keep. */
  filters?: Filters;
  /** Rows to show, 0 for all; absent takes the report's own (all for usage by time, else 20). What is cut is summed in `rest`. */
  limit?: number | null;
  /** "Now", RFC 3339: later lines are not seen. */
  now_at?: string | null;
  /** Direction; absent takes the column's own. */
  order?: Order | null;
  /** The time; absent is all. */
  range?: Range;
  /** The report. */
  report?: ReportKind;
  /** The session that `session` tells of: a start of its id that no other id has, of 4 characters or more, or `last`; absent is the newest. */
  session?: string | null;
  /** Column to sort by, as it is called in the JSON; absent takes the report's own. */
  sort?: string | null;
  /** Tables of records; empty is all. */
  tables?: RecordTable[];
  /** First day of a week. */
  week_start?: WeekStart;
  /** For usage: also how many days the range has, and the sums of as long a time just before it. */
  with_comparison?: boolean;
  /** Readable names instead of pseudonyms. */
  with_names?: boolean;
  /** For usage, sessions, cost and fill: also what parts of the answer are made of, or sum up to. */
  with_parts?: boolean;
}

/** Both ends included, in the zone of the engine's configuration. Each is a WHEN of the command line: `2026-08-06`, `2026-08`, `2026-W32`, `2026`, `2026-08-06T14:30`, `2026-08-06T14:30Z`, `today`, `yesterday`, `7d`. `last` is `12h`, `7d`, `4w`, `3m`, `today`, `yesterday` or `all`, and excludes the others. */
export interface Range {
  /** A span that ends now. */
  last?: string | null;
  /** From when. */
  since?: string | null;
  /** Until when. */
  until?: string | null;
}

/** One window at one moment. A line that tells two windows is two rows. */
export interface ReadingRow {
  /** Family of limits. */
  limit_id: string | null;
  /** Plan. */
  plan_type: string | null;
  /** Time of the first line that told so. */
  read_at: string | null;
  /** When it begins anew. */
  resets_at: string | null;
  /** The session that told it. */
  session_id: string;
  /** Used share. */
  used_per_mille: number | null;
  /** Length of the window. */
  window_minutes: number | null;
}

/** Readings in a range, oldest first. */
export interface ReadingsReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "readings";
  /** How many older ones are past the limit. */
  rest_rows?: number | null;
  /** The newest readings, or all. */
  rows: ReadingRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One record; its table stands first. */
export type Record = {
  record: "sources";
} & SourceRow | {
  record: "sessions";
} & SessionRecord | {
  record: "turns";
} & TurnRecord | {
  record: "usage";
} & ResponseRow | {
  record: "events";
} & StateEventRow | {
  record: "tool_calls";
} & CallRecord | {
  record: "rate_limits";
} & LimitRow | {
  record: "gauges";
} & GaugeRow | {
  record: "types";
} & TypeRow | {
  record: "status_snapshots";
} & StatusRow | {
  record: "status_limits";
} & StatusLimitRow | {
  record: "app_turns";
} & AppTurnRow | {
  record: "app_items";
} & AppItemRow;

/** A kind of record. */
export type RecordTable = "sources" | "sessions" | "turns" | "usage" | "events" | "tool_calls" | "rate_limits" | "gauges" | "types" | "status_snapshots" | "status_limits" | "app_turns" | "app_items";

/** Records of a range. */
export interface RecordsReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** "Now" of the query. */
  now_at: string | null;
  report: "records";
  /** The records, table by table; in each by session, then by time. */
  rows: Record[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** The tables asked for. */
  tables: RecordTable[];
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** The answer to one [`Query`]. */
export type Report = UsageReport | TimelineReport | FillReport | CompactionsReport | SessionsReport | SessionReport | SessionCallsReport | LimitsReport | WindowsReport | CostReport | OverviewReport | StatuslineReport | PricesReport | ToolsReport | CommandsReport | ActivityReport | ContextReport | EventsReport | EventTypesReport | FilesReport | NamesReport | QualityReport | ReadingsReport | RecordsReport | PrivacyReport;

/** Which report. */
export type ReportKind = "usage" | "timeline" | "fill" | "compactions" | "sessions" | "session" | "limits" | "cost" | "overview" | "statusline" | "prices" | "tools" | "commands" | "activity" | "context" | "events" | "files" | "names" | "quality" | "readings" | "records" | "privacy";

/** A response that counts. */
export interface ResponseRow {
  /** When its line was written. */
  at: string | null;
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** It compacted the window. */
  compaction: boolean;
  /** What it cost at list prices; absent without a price. */
  cost_nano_dollars: number | null;
  /** All input tokens. */
  input_tokens: number;
  /** Model that it ran on. */
  model: string | null;
  /** All output tokens. */
  output_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Its id, where a record tells it. */
  response_id: string | null;
  /** Service tier that the thread's settings prove. */
  service_tier: Tier | null;
  /** Thread id. */
  session_id: string;
  /** Turn that it belongs to. */
  turn_index: number | null;
}

/** The rows past the limit in one. */
export interface RestOfCost {
  /** Of input written to the cache. */
  cache_write_input_nano_dollars: number | null;
  /** Of input read from the cache. */
  cached_input_nano_dollars: number | null;
  /** All of it. */
  cost_nano_dollars: number | null;
  /** Of output. */
  output_nano_dollars: number | null;
  /** Their share, cut; absent without tokens. */
  priced_per_mille: number | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** How many. */
  rows: number;
  /** What the cached input would have cost more without the cache; in no other number. */
  saved_by_cache_nano_dollars: number | null;
  /** Tokens, priced or not. */
  total_tokens: number;
  /** Of input neither read from the cache nor written to it. */
  uncached_input_nano_dollars: number | null;
}

/** The users past the limit in one. */
export interface RestOfUsers {
  /** Their cost; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** How many. */
  rows: number;
  /** Share of each window, in their order; absent for one that is over. */
  share_per_mille: (number | null)[];
  /** Tokens. */
  total_tokens: number;
}

/** A rise between two readings without a response that counts in between: what was used elsewhere, or by what no file tells. */
export interface RiseElsewhere {
  /** Time of the reading before. */
  from_at: string;
  /** How much. */
  rise_per_mille: number;
  /** Time of the reading that tells it. */
  until_at: string;
}

/** Days one after the other, each with a response that counts. */
export interface RunOfDays {
  /** How many. */
  days: number;
  /** The first. */
  from: string;
  /** The last. */
  until: string;
}

/** What a web search did. */
export type SearchAction = "search" | "open_page" | "find_in_page" | "other";

/** Tool calls of a session. */
export interface SessionCalls {
  /** Of these by kind, most first. */
  by_kind: CallsOfKind[];
  /** Calls that the model made. */
  calls: number;
  /** Calls that code of the model or the user made; they are in no other number. */
  nested_calls: number;
}

/** The calls of one session, or of its part of a range. */
export interface SessionCallsReport {
  /** The files. */
  files: FileCounts;
  /** First day. */
  from: string | null;
  /** Calls that code of the model or the user made; they are in no other number. */
  nested_calls: number;
  /** "Now" of the query. */
  now_at: string | null;
  report: "session_calls";
  /** The calls past the limit. */
  rest?: CallSumsRest | null;
  /** Its calls, nested ones too, in the order of time unless told. */
  rows: CallFacts[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** What the session was. */
  session: SessionFacts;
  /** All calls that the model made. */
  total: CallSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One compaction of the context window. */
export interface SessionCompaction {
  /** When. */
  at: string | null;
  /** Why. */
  cause: CompactionCause | null;
  /** Made by the service (`true`) or by Codex itself. */
  is_remote: boolean;
  /** The files state the usage of its request. */
  is_told: boolean;
  /** Tokens in it after, by Codex's estimate. */
  tokens_after: number | null;
  /** Tokens in the window before. */
  tokens_before: number | null;
  /** Its turn, from 0. */
  turn_index: number | null;
}

/** Sessions of all files. */
export interface SessionCounts {
  /** All. */
  sessions: number;
  /** Whose own responses state usage. */
  with_usage: number;
  /** The others. */
  without_usage: number;
}

/** What a session was. */
export interface SessionFacts {
  /** How deep it stands below the root, as stated. */
  agent_depth: number | null;
  /** What kind of sub-agent it is. */
  agent_kind: string | null;
  /** What the sub-agent is called: pseudonym, or name when asked. */
  agent_nickname: string | null;
  /** Role of the sub-agent. */
  agent_role: string | null;
  /** Branch: pseudonym, or name when asked. */
  branch: string | null;
  /** Codex version. */
  cli_version: string | null;
  /** Commit at the start. */
  commit: string | null;
  /** Context left at the newest gauge, in percent. */
  context_left_percent: number | null;
  /** How many tools the client brought. */
  dynamic_tools: number | null;
  /** The thread whose history it goes on with. */
  forked_from_id: string | null;
  /** `legacy` or `paginated`. */
  history_mode: string | null;
  /** Length of the base instructions, in characters. */
  instructions_characters: number | null;
  /** Time of its newest line. */
  last_activity_at: string | null;
  /** Whether the thread feeds memories. */
  memory_mode: string | null;
  /** Model of the newest turn that names one. */
  model: string | null;
  /** Model provider. */
  model_provider: string | null;
  /** `disabled`, `v1` or `v2`. */
  multi_agent_version: string | null;
  /** Client. */
  originator: string | null;
  /** The thread that started it, of a sub-agent. */
  parent_id: string | null;
  /** Project: pseudonym, or name when asked. */
  project: string | null;
  /** Repository: pseudonym, or name when asked. */
  repository: string | null;
  /** The thread at the top of its tree. */
  root_id: string | null;
  /** Thread id. */
  session_id: string;
  /** Source label. */
  source: string | null;
  /** When it began. */
  started_at: string | null;
  /** What the thread is for. */
  thread_source: string | null;
}

/** A session. */
export interface SessionRecord {
  /** Length of what stands unencrypted in messages between agents; absent where nothing does. */
  agent_characters: number | null;
  /** How deep it stands below the root, as stated. */
  agent_depth: number | null;
  /** What kind of sub-agent it is. */
  agent_kind: string | null;
  /** Messages between agents. */
  agent_messages: number;
  /** What the sub-agent is called: pseudonym, or name when asked. */
  agent_nickname: string | null;
  /** Role of the sub-agent. */
  agent_role: string | null;
  /** Length of the assistant's messages. */
  assistant_characters: number;
  /** Messages of the assistant, plans too. */
  assistant_messages: number;
  /** Branch: pseudonym, or name when asked. */
  branch: string | null;
  /** Codex version. */
  cli_version: string | null;
  /** Commit at the start. */
  commit: string | null;
  /** Context left at the newest gauge, in percent. */
  context_left_percent: number | null;
  /** How many tools the client brought. */
  dynamic_tools: number | null;
  /** The thread whose history it goes on with. */
  forked_from_id: string | null;
  /** `legacy` or `paginated`. */
  history_mode: string | null;
  /** Images in the user's messages, by kind. */
  images: ImageCount[];
  /** Length of the base instructions, in characters. */
  instructions_characters: number | null;
  /** Time of its newest line. */
  last_activity_at: string | null;
  /** Whether the thread feeds memories. */
  memory_mode: string | null;
  /** Model of the newest turn that names one. */
  model: string | null;
  /** Model provider. */
  model_provider: string | null;
  /** `disabled`, `v1` or `v2`. */
  multi_agent_version: string | null;
  /** Client. */
  originator: string | null;
  /** The thread that started it, of a sub-agent. */
  parent_id: string | null;
  /** Project: pseudonym, or name when asked. */
  project: string | null;
  /** Of these, what a person typed. */
  prompts: number;
  /** Length of the reasoning itself, where it is told; absent where no one counted it. */
  raw_characters: number | null;
  /** Parts of the reasoning itself, where it is told. */
  raw_parts: number;
  /** Pieces of reasoning. */
  reasoning_items: number;
  /** Repository: pseudonym, or name when asked. */
  repository: string | null;
  /** The thread at the top of its tree. */
  root_id: string | null;
  /** Thread id. */
  session_id: string;
  /** Source label. */
  source: string | null;
  /** When it began. */
  started_at: string | null;
  /** Length of the summaries of reasoning; absent where no one counted it. */
  summary_characters: number | null;
  /** Parts of their summaries. */
  summary_parts: number;
  /** What the thread is for. */
  thread_source: string | null;
  /** Length of the user's messages. */
  user_characters: number;
  /** Messages in the user's name: a sub-agent's are its task. */
  user_messages: number;
}

/** One session, or its part of a range. */
export interface SessionReport {
  /** What was said in it. */
  activity: ActivityCounts;
  /** The threads that it started, and theirs; itself first. Absent where it started none. */
  agents: Agents | null;
  /** Its tool calls. */
  calls: SessionCalls;
  /** Its compactions, in the order of time. */
  compactions: SessionCompaction[];
  /** The files. */
  files: FileCounts;
  /** First day. */
  from: string | null;
  /** What was not counted. */
  left_out: LeftOut;
  /** What no file tells. */
  not_told: NotTold;
  /** "Now" of the query. */
  now_at: string | null;
  /** What the costs are based on. */
  prices: PriceNote;
  report: "session";
  /** Sum of the turns past the limit. */
  rest?: TurnSums | null;
  /** Its turns, in the order of time unless told. */
  rows: TurnRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** What it was. */
  session: SessionFacts;
  /** Sum of all turns. */
  total: TurnSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One session. */
export interface SessionRow {
  /** Branch: pseudonym, or name when asked. */
  branch: string | null;
  cache_write_input_tokens: number | null;
  cached_input_tokens: number | null;
  /** Calls of tools that the model made itself. */
  calls: number;
  /** Codex version label. */
  cli_version: string | null;
  /** Compactions of the context window. */
  compactions: number;
  /** Context left at the newest gauge, in percent; absent when no line tells. */
  context_left_percent: number | null;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Efforts of its turns and counted responses, each once, when parts were asked for. */
  efforts?: string[] | null;
  /** Of these, how many failed; absent when no line tells how any of them ended. */
  failed_calls: number | null;
  /** Files that it stands in: more than one where it was resumed in another. */
  files: number;
  /** The thread whose history it goes on with. */
  forked_from_id: string | null;
  /** Usage on lines copied from another session. */
  inherited_tokens: number;
  input_tokens: number | null;
  /** Time of its newest line. */
  last_activity_at: string | null;
  /** Model of the newest turn that names one. */
  model: string | null;
  /** Models of its turns and counted responses, each once, when parts were asked for. */
  models?: string[] | null;
  /** How full the window was at most; absent when no line tells. */
  most_used_per_mille: number | null;
  output_tokens: number | null;
  /** The thread that started it, of a sub-agent. */
  parent_id: string | null;
  /** Of these, with lines that could not be read. */
  partial_files: number;
  /** Tokens that the cost covers. */
  priced_tokens: number | null;
  /** Project: pseudonym, or name when asked. */
  project: string | null;
  reasoning_output_tokens: number | null;
  /** Usage on lines that say it again. */
  repeated_tokens: number;
  /** Repository: pseudonym, or name when asked. */
  repository: string | null;
  /** Responses counted. */
  responses: number;
  /** The thread at the top of its tree. */
  root_id: string | null;
  /** Thread id. */
  session_id: string;
  /** Source label. */
  source: string | null;
  /** When it began. */
  started_at: string | null;
  /** `input` + `output`; absent as `tokens`. */
  total_tokens: number | null;
  /** Turns. */
  turns: number;
}

/** What a group of sessions sums up to. */
export interface SessionSums {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Calls of tools that the model made itself. */
  calls: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
  /** Of the sessions, those without a response that counts, when parts were asked for. */
  without_usage?: number | null;
}

/** Sessions in a range. */
export interface SessionsReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** What was not counted. */
  left_out: LeftOut;
  /** "Now" of the query. */
  now_at: string | null;
  /** What the costs are based on. */
  prices: PriceNote;
  report: "sessions";
  /** Sum of the sessions past the limit; `sessions` says how many. */
  rest?: SessionSums | null;
  /** The sessions shown. */
  rows: SessionRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sum over all. */
  total: SessionSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** A source file. */
export interface SourceRow {
  /** Its number. */
  file: number;
  /** What it is, where it is no rollout. */
  form: FileForm | null;
  /** Rollout id of the file that it continues. */
  history_base_id: string | null;
  /** The Codex home that it lies in: pseudonym, or name when asked. */
  home: string | null;
  /** It is archived. */
  is_archived: boolean;
  /** It is one JSON document, of the TypeScript client. */
  is_document: boolean;
  /** It is no more; its rows stay. */
  is_gone: boolean;
  /** It is packed. */
  is_packed: boolean;
  /** Its rows were deleted because somebody wanted that. */
  is_purged: boolean;
  /** Lines that are not blank. */
  lines_seen: number;
  /** Of these, lines that were lost. */
  lines_skipped: number;
  /** When it was last written. */
  modified_at: string | null;
  /** Its path below the home, or the pseudonym of one that may hold what a person wrote. */
  name: string | null;
  /** Time of its newest line. */
  newest_line_at: string | null;
  /** What became of it. */
  outcome: FileOutcome;
  /** Last UUID of its name. */
  rollout_id: string | null;
  /** The session that it is of. */
  session_id: string | null;
  /** Number of the file that counts instead of this one. */
  set_aside_for: number | null;
  /** Its size. */
  size_bytes: number;
  /** What kept it from being read to its end, if anything did. */
  trouble: Trouble | null;
}

/** What happened. */
export type StateEventKind = "turn_interrupted" | "turn_replaced" | "turn_review_ended" | "turn_budget_limited" | "turn_failed" | "turn_unfinished" | "error" | "thread_rolled_back" | "undo_done" | "undo_failed" | "compaction_local" | "compaction_remote" | "review_entered" | "review_exited" | "world_state_full" | "world_state_patch" | "goal_active" | "goal_paused" | "goal_blocked" | "goal_usage_limited" | "goal_budget_limited" | "goal_complete" | "realtime_started" | "realtime_ended" | "realtime_failed" | "security_score" | "turn_aborted" | "thread_reverted" | "model_rerouted" | "goal_other";

/** Something that happened beside turns, calls and messages. */
export interface StateEventRow {
  /** When. */
  at: string | null;
  /** Why, of a compaction. */
  cause: CompactionCause | null;
  /** Whether the files state the usage of a compaction's request. */
  compaction_is_told: boolean | null;
  /** What failed, of an error. */
  error_kind: string | null;
  /** What. */
  event: StateEventKind;
  /** How many turns were taken back, of a rollback that says so. */
  rolled_back_turns: number | null;
  /** Thread id. */
  session_id: string;
  /** Tokens in it after, by Codex's estimate. */
  tokens_after: number | null;
  /** Tokens in the window before a compaction. */
  tokens_before: number | null;
  /** Turn that it belongs to. */
  turn_index: number | null;
}

/** What `/status` and the end of Codex printed. */
export interface StatusCounts {
  /** Ends. */
  exits: number;
  /** Files. */
  files: number;
  /** Panels. */
  panels: number;
}

/** What told a snapshot. */
export type StatusKind = "panel" | "exit";

/** A limit of a panel. */
export interface StatusLimitRow {
  /** Number of its file. */
  file: number;
  /** The family of limits; absent for the usual one. */
  limit_name: string | null;
  /** When it begins anew, as the panel says it: it has no zone and no year. */
  resets_local: string | null;
  /** Place of its panel among the file's snapshots, from 0. */
  snapshot_index: number;
  /** Used share, whichever share the panel shows. */
  used_percent: number | null;
  /** Its window: `5h`, `weekly`. */
  window: string | null;
}

/** A panel or an exit. */
export interface StatusRow {
  /** When a person is asked. */
  approval_policy: string | null;
  /** Input that is not cached, and output. */
  blended_total_tokens: number | null;
  /** Cached input, which is no part of the above. */
  cached_input_tokens: number | null;
  /** Codex version. */
  cli_version: string | null;
  /** What is left of the context window. */
  context_left_percent: number | null;
  /** Tokens in it. */
  context_used_tokens: number | null;
  /** Tokens that it takes. */
  context_window_tokens: number | null;
  /** Bought credits that are left. */
  credits: Decimal | null;
  /** Reasoning effort. */
  effort: string | null;
  /** Number of its file. */
  file: number;
  /** The thread that it was forked from. */
  forked_from_id: string | null;
  /** Some number of tokens is exact to three digits only. */
  is_rounded: boolean;
  /** What told it. */
  kind: StatusKind;
  /** Number of its first line, from 1. */
  line: number;
  /** Model, by the name that is shown. */
  model: string | null;
  /** Model provider, without its address. */
  model_provider: string | null;
  /** Credits that a month has. */
  monthly_credits_limit: Decimal | null;
  /** Credits of this month that are used. */
  monthly_credits_used: Decimal | null;
  /** Output. */
  output_tokens: number | null;
  /** Name of the permissions. */
  permissions: string | null;
  /** Plan of the account. */
  plan_type: string | null;
  /** Working folder: pseudonym, or name when asked. */
  project: string | null;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number | null;
  /** What commands may do. */
  sandbox: string | null;
  /** Commands may use the network. */
  sandbox_network_access: boolean | null;
  /** Thread id. */
  session_id: string | null;
  /** Its place among the file's snapshots, from 0. */
  snapshot_index: number;
  /** How reasoning is summed up. */
  summary: string | null;
  /** Credits that the thread used. */
  thread_credits: Decimal | null;
  /** Input that is not cached. */
  uncached_input_tokens: number | null;
  /** They have no end. */
  unlimited_credits: boolean | null;
}

/** What the line says. */
export interface StatuslineReport {
  /** The session that the query names, else the one at work in the last hour. */
  context: ContextNow | null;
  /** The files. */
  files: FileCounts;
  /** Whether other use may have changed it since. */
  is_stale: boolean;
  /** Windows of the limit without a name of its own, else of all: what is full first, then by length. One that is over has no used share. */
  limits: WindowRow[];
  /** "Now" of the query. */
  now_at: string | null;
  /** Age of the newest reading of limits at "now". */
  read_age_ms: number | null;
  report: "statusline";
  /** Version of the JSON of all reports. */
  schema: number;
  /** Its thread id. */
  session_id: string | null;
  /** Use of the day of "now"; absent when no session was read. */
  today: Sums | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** Who wrote a stream, and in which form. */
export type StreamKind = "app_server" | "app_server_events" | "exec" | "exec_events";

/** Streams of one kind. A thread of theirs has a rollout too, as a rule, which tells its tokens exactly. */
export interface StreamRow {
  /** Files. */
  files: number;
  /** Items. */
  items: number;
  /** Who wrote them, and in which form. */
  stream: StreamKind;
  /** Threads that they tell of. */
  threads: number;
  /** Of these, threads that have no rollout among the files. */
  threads_without_rollout: number;
  /** Tokens that these threads used: what their turns used, and of `codex exec` all until the end of the stream, which is what it states. Absent where no stream states any. */
  total_tokens: number | null;
  /** The part of them that threads without a rollout used: no total of sessions holds it. */
  total_tokens_without_rollout: number | null;
  /** Turns. */
  turns: number;
  /** The same in words. */
  written_by: string;
}

/** Counts and cost of a group of responses. Flattened into rows and totals. */
export interface Sums {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
}

/** The price tier that a session's settings state. */
export type Tier = "default" | "priority" | "flex";

/** A session's marks. */
export interface TimelineReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** "Now" of the query. */
  now_at: string | null;
  report: "timeline";
  /** Its marks, whatever the range; those without a time stand first. */
  rows: TimelineRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** The session; absent when none is asked for, or more than one is meant. */
  session_id: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** One mark. */
export type TimelineRow = {
  /** When it was written, or began. */
  at: string | null;
  /** The session's turn that it belongs to, from 1. */
  turn: number | null;
} & ({
  /** How long it took, as stated. */
  duration_ms: number | null;
  /** Time of its closing line. */
  ended_at: string | null;
  mark: "turn";
  /** How it ended; absent where the version does not tell. */
  outcome: Outcome | null;
} | {
  mark: "response";
  /** Its tokens. */
  total_tokens: number;
} | {
  /** How long it took. */
  duration_ms: number | null;
  /** What it does. */
  kind: CallKind;
  mark: "call";
  /** Whether it went well. */
  success: boolean | null;
} | {
  /** The request did not fit: the window was full, whatever `used_tokens` says. */
  is_full: boolean;
  mark: "gauge";
  /** Tokens in it. */
  used_tokens: number;
  /** Tokens that the window takes. */
  window_tokens: number;
} | {
  /** Why. */
  cause: CompactionCause | null;
  /** By the server, and not by Codex itself. */
  is_remote: boolean;
  mark: "compaction";
  /** Tokens in it after. */
  tokens_after: number | null;
  /** Tokens in the window before. */
  tokens_before: number | null;
});

/** Tokens of one fate. */
export interface TokenFate {
  /** Sessions with such tokens. */
  sessions: number;
  /** How many. */
  total_tokens: number;
}

/** What became of tokens (FORMAT.md §7.6). */
export interface TokenFates {
  /** Counted. */
  counted: TokenFate;
  /** Copied from another session: left out. */
  inherited: TokenFate;
  /** The part of `counted` that no response states, only the running total. */
  missing: TokenFate;
  /** Said again: left out. */
  repeated: TokenFate;
}

/** What is left of input and output beside the kinds that lines state: with cached input, cache writes and reasoning they add up to the total. */
export interface TokenKinds {
  /** Output that is no reasoning. */
  answer_output_tokens: number;
  /** Input neither read from the cache nor written to it. */
  uncached_input_tokens: number;
}

/** One tool, or one group of another key. */
export interface ToolRow {
  /** Branch: pseudonym, or name when asked. */
  branch?: string | null;
  /** Calls. */
  calls: number;
  /** What the program is for; `null` for one that few know. */
  class?: ProgramClass | null;
  /** Those whose duration is known. */
  durations_known: number;
  /** Those that failed, of those whose outcome is known; absent when none is. */
  failed: number | null;
  /** What the calls do. Calls of one name that do different things are two groups. */
  kind?: CallKind | null;
  /** Size of the largest output. */
  largest_output_bytes: number | null;
  /** Size of an output on average, cut. */
  mean_output_bytes: number | null;
  /** Model label of the turn. */
  model?: string | null;
  /** Those whose outcome is known. */
  outcomes_known: number;
  /** Size of all outputs; absent when no call has one. */
  output_bytes: number | null;
  /** Half of the known durations are no longer. */
  p50_duration_ms: number | null;
  /** 95 of 100 known durations are no longer. */
  p95_duration_ms: number | null;
  /** Program of the commands: its name, or under strict privacy perhaps a pseudonym. */
  program?: string | null;
  /** Project: pseudonym, or name when asked. */
  project?: string | null;
  /** Repository: pseudonym, or name when asked. */
  repo?: string | null;
  /** Server of MCP calls; `null` for all others, too. */
  server?: string | null;
  /** Sessions with such a call. */
  sessions: number;
  /** Name of the tool. */
  tool?: string | null;
}

/** Calls in a range. */
export interface ToolsReport {
  /** Grouping, outermost first: `tool`, `kind`, `server`, `model`, `project`, `branch`, `repo`. */
  by: Grouping[];
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** Calls that code of the model or the user made; they are in no other number. */
  nested_calls: number;
  /** "Now" of the query. */
  now_at: string | null;
  report: "tools";
  /** The groups past the limit. */
  rest?: CallSumsRest | null;
  /** The groups. */
  rows: ToolRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** All calls that the model made. */
  total: CallSums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** What kept a file from being read to its end. */
export type Trouble = "permission_denied" | "gone" | "read_failed" | "packed_short" | "packed_damaged" | "packed_over_cap";

/** Cost of the turns of a range. */
export interface TurnCosts {
  /** What one of them cost on average, cut; absent without any. */
  mean_nano_dollars: number | null;
  /** Half of them cost no more. */
  p50_nano_dollars: number | null;
  /** Turns with responses in the range, all of which have a price. */
  turns: number;
}

/** Turns of all sessions. */
export interface TurnCounts {
  /** Whose beginning has a time. */
  dated: number;
  /** All. */
  turns: number;
  /** In files whose lines have none: no day, week or month holds them. */
  undated: number;
}

/** A turn. */
export interface TurnRecord {
  /** Length of what stands unencrypted in messages between agents; absent where nothing does. */
  agent_characters: number | null;
  /** Messages between agents. */
  agent_messages: number;
  /** When the user is asked. */
  approval_policy: string | null;
  /** Length of the assistant's messages. */
  assistant_characters: number;
  /** Messages of the assistant, plans too. */
  assistant_messages: number;
  /** Collaboration mode. */
  collaboration_mode: string | null;
  /** Length of the developer's instructions, in characters. */
  developer_instructions_characters: number | null;
  /** How long it took, as stated. */
  duration_ms: number | null;
  /** Effort; absent where it is the model's own. */
  effort: string | null;
  /** Time of its closing line. */
  ended_at: string | null;
  /** What failed. */
  error_kind: string | null;
  /** Whether `/tmp` may not be written. */
  exclude_slash_tmp: boolean | null;
  /** Whether the folder for temporary files that the environment names may not be written. */
  exclude_tmpdir_env_var: boolean | null;
  /** Images in the user's messages, by kind. */
  images: ImageCount[];
  /** Model. */
  model: string | null;
  /** Whether commands reach the network. */
  network_access: boolean | null;
  /** How it ended. */
  outcome: Outcome | null;
  /** Kind of the permission profile. */
  permission_profile: string | null;
  /** Personality. */
  personality: string | null;
  /** Of these, what a person typed. */
  prompts: number;
  /** Length of the reasoning itself, where it is told; absent where no one counted it. */
  raw_characters: number | null;
  /** Parts of the reasoning itself, where it is told. */
  raw_parts: number;
  /** Pieces of reasoning. */
  reasoning_items: number;
  /** What commands may touch. */
  sandbox: string | null;
  /** Service tier that the thread's settings prove. */
  service_tier: Tier | null;
  /** Thread id. */
  session_id: string;
  /** Time of its first line. */
  started_at: string | null;
  /** How reasoning is summed up. */
  summary: string | null;
  /** Length of the summaries of reasoning; absent where no one counted it. */
  summary_characters: number | null;
  /** Parts of their summaries. */
  summary_parts: number;
  /** How long the first token took, as stated. */
  time_to_first_token_ms: number | null;
  /** At so many of them outputs are cut. */
  truncation_limit: number | null;
  /** What the length of outputs is told in: `bytes` or `tokens`. */
  truncation_mode: string | null;
  /** Its id. */
  turn_id: string | null;
  /** Its place among the session's turns, from 0. */
  turn_index: number;
  /** Length of the user's messages. */
  user_characters: number;
  /** Length of the user's instructions, in characters. */
  user_instructions_characters: number | null;
  /** Messages in the user's name: a sub-agent's are its task. */
  user_messages: number;
  /** How many folders beside the working folder may be written. */
  writable_roots: number | null;
}

/** One turn. */
export interface TurnRow {
  /** Length of what stands unencrypted in messages between agents; absent where nothing does. */
  agent_characters: number | null;
  /** Messages between agents. */
  agent_messages: number;
  /** When the user is asked. */
  approval_policy: string | null;
  /** Length of the assistant's messages. */
  assistant_characters: number;
  /** Messages of the assistant, plans too. */
  assistant_messages: number;
  cache_write_input_tokens: number | null;
  cached_input_tokens: number | null;
  /** Calls that the model made. */
  calls: number;
  /** Collaboration mode. */
  collaboration_mode: string | null;
  /** Context left there, in percent. */
  context_left_percent: number | null;
  /** Tokens in the context window at the turn's newest gauge. */
  context_used_tokens: number | null;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Length of the developer's instructions, in characters. */
  developer_instructions_characters: number | null;
  /** How long it took, as stated. */
  duration_ms: number | null;
  /** Effort; absent where it is the model's own. */
  effort: string | null;
  /** Time of its closing line. */
  ended_at: string | null;
  /** What failed. */
  error_kind: string | null;
  /** Whether `/tmp` may not be written. */
  exclude_slash_tmp: boolean | null;
  /** Whether the folder for temporary files that the environment names may not be written. */
  exclude_tmpdir_env_var: boolean | null;
  /** Images in the user's messages, by kind. */
  images: ImageCount[];
  input_tokens: number | null;
  /** Model. */
  model: string | null;
  /** Whether commands reach the network. */
  network_access: boolean | null;
  /** How it ended. */
  outcome: Outcome | null;
  output_tokens: number | null;
  /** Kind of the permission profile. */
  permission_profile: string | null;
  /** Personality. */
  personality: string | null;
  /** Tokens that the cost covers. */
  priced_tokens: number | null;
  /** Of these, what a person typed. */
  prompts: number;
  /** Length of the reasoning itself, where it is told; absent where no one counted it. */
  raw_characters: number | null;
  /** Parts of the reasoning itself, where it is told. */
  raw_parts: number;
  /** Pieces of reasoning. */
  reasoning_items: number;
  reasoning_output_tokens: number | null;
  /** Responses counted. */
  responses: number;
  /** What commands may touch. */
  sandbox: string | null;
  /** Service tier that the thread's settings prove. */
  service_tier: Tier | null;
  /** Time of its first line. */
  started_at: string | null;
  /** How reasoning is summed up. */
  summary: string | null;
  /** Length of the summaries of reasoning; absent where no one counted it. */
  summary_characters: number | null;
  /** Parts of their summaries. */
  summary_parts: number;
  /** How long the first token took, as stated. */
  time_to_first_token_ms: number | null;
  /** `input` + `output`; absent as `tokens`. */
  total_tokens: number | null;
  /** At so many of them outputs are cut. */
  truncation_limit: number | null;
  /** What the length of outputs is told in: `bytes` or `tokens`. */
  truncation_mode: string | null;
  /** Its id. */
  turn_id: string | null;
  /** Its place in the session, from 0; absent for what belongs to no turn. */
  turn_index: number | null;
  /** Length of the user's messages. */
  user_characters: number;
  /** Length of the user's instructions, in characters. */
  user_instructions_characters: number | null;
  /** Messages in the user's name: a sub-agent's are its task. */
  user_messages: number;
  /** How many folders beside the working folder may be written. */
  writable_roots: number | null;
}

/** Several turns. */
export interface TurnSums {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Calls that the model made. */
  calls: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** How long they took, of those that state it; absent when none does. */
  duration_ms: number | null;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
}

/** Where a type stands. */
export type TypePlace = "line" | "event" | "item" | "completed_item";

/** How often a type of events or items stands in a session's files. */
export interface TypeRow {
  /** How often. */
  count: number;
  /** The format's description has it. */
  is_known: boolean;
  /** Its name; absent when it is no label. */
  name: string | null;
  /** Where the type stands. */
  place: TypePlace;
  /** Thread id. */
  session_id: string;
}

/** Lines, events or items of a type that FORMAT.md does not know. */
export interface UnknownTypeRow {
  /** How many. */
  count: number;
  /** Files that they stand in. */
  files: number;
  /** Its name; absent when it is no label. */
  name: string | null;
  /** Where the type stands. */
  place: TypePlace;
  /** The Codex version that began the file; absent when the file does not say. */
  version: string | null;
}

/** Tokens of one model that has no price. */
export interface Unpriced {
  /** Model label; absent when the files name none. */
  model: string | null;
  /** Its tokens. */
  total_tokens: number;
}

/** What parts of a usage report sum up to, for hosts that draw it and add nothing up. */
export interface UsageParts {
  /** Of the total. */
  kinds: TokenKinds;
  /** Rows with a response, also those past the limit; use without a time is in none. */
  rows_used: number;
  /** Sum of the rows shown. */
  shown: Sums;
  /** All that lines of the range state: counted, inherited and repeated. */
  stated_tokens: number;
  /** Of the total, without a price. */
  unpriced_tokens: number;
}

/** Usage in a range, in groups. */
export interface UsageReport {
  /** Grouping, outermost first. */
  by: Grouping[];
  /** What the range is compared by, when it was asked for. */
  comparison?: Comparison | null;
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** What was not counted. */
  left_out: LeftOut;
  /** "Now" of the query. */
  now_at: string | null;
  /** What parts of the answer sum up to, when it was asked for. */
  parts?: UsageParts | null;
  /** What the costs are based on. */
  prices: PriceNote;
  report: "usage";
  /** Sum of the rows past the limit, and how many they are. */
  rest?: UsageRest | null;
  /** The groups. */
  rows: UsageRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Sum of all rows, and of undated use when the range is all. */
  total: Sums;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}

/** The rows past the limit in one. */
export interface UsageRest {
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** All input tokens. */
  input_tokens: number;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Responses counted. */
  responses: number;
  /** How many rows. */
  rows: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
}

/** One group. Of the keys only those in `by` are present. */
export interface UsageRow {
  /** Branch: pseudonym, or name when asked. */
  branch?: string | null;
  /** Input written to the cache. */
  cache_write_input_tokens: number;
  /** Input read from the cache. */
  cached_input_tokens: number;
  /** Cost of the priced part; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** `2026-08-06` */
  day?: string | null;
  /** Its days, when parts were asked for. */
  days?: DaysUsed | null;
  /** Effort label. */
  effort?: string | null;
  /** `2026-08-06T08:00` */
  hour?: string | null;
  /** `08:00`, of whatever day. */
  hour_of_day?: string | null;
  /** All input tokens. */
  input_tokens: number;
  /** Of its tokens, when parts were asked for. */
  kinds?: TokenKinds | null;
  /** Model label. */
  model?: string | null;
  /** `2026-08` */
  month?: string | null;
  /** What a million of its tokens with a price cost, when parts were asked for; absent where none has one. */
  nano_dollars_per_million_tokens?: number | null;
  /** All output tokens. */
  output_tokens: number;
  /** Tokens that the cost covers, of `total_tokens`. */
  priced_tokens: number;
  /** Project: pseudonym, or name when asked. */
  project?: string | null;
  /** Output spent on reasoning. */
  reasoning_output_tokens: number;
  /** Repository: pseudonym, or name when asked. */
  repo?: string | null;
  /** Responses counted. */
  responses: number;
  /** Sessions with a turn or a response in the group. */
  sessions: number;
  /** Source label. */
  source?: string | null;
  /** `input` + `output`. */
  total_tokens: number;
  /** Turns that began in the group. */
  turns: number;
  /** Its tokens without a price, when parts were asked for. */
  unpriced_tokens?: number | null;
  /** Codex version label. */
  version?: string | null;
  /** First day of the week. */
  week?: string | null;
  /** Day of the week, from `1` for Monday. */
  weekday?: string | null;
}

/** Use of the windows, and what it was. */
export interface UsedSums {
  /** Their cost; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** Share of each window, in their order; absent for one that is over. */
  share_per_mille: (number | null)[];
  /** Tokens. */
  total_tokens: number;
}

/** What one session, model or project used of the windows, an estimate. */
export type UserRow = {
  /** Their cost; absent when no token has a price. */
  cost_nano_dollars: number | null;
  /** Time of its first response since the longest window that is not over began. */
  first_at: string | null;
  /** Time of its last one. */
  last_at: string | null;
  /** Tokens that the cost covers. */
  priced_tokens: number;
  /** Share of each window, in their order; absent for one that is over. */
  share_per_mille: (number | null)[];
  /** Its tokens for each percent of that window, cut; absent where it has no share of it. */
  tokens_per_percent: number | null;
  /** Tokens. */
  total_tokens: number;
} & ({
  /** Project: pseudonym, or name when asked. */
  project: string | null;
  /** Thread id. */
  session_id: string;
} | {
  /** Model label; absent when the files name none. */
  model: string | null;
} | {
  /** Project: pseudonym, or name when asked. */
  project: string | null;
});

/** What values are, in the order in which a person asks for them. */
export type ValueKind = "message" | "reasoning" | "output" | "argument" | "instruction" | "command" | "label" | "name" | "number" | "id" | "rest";

/** What sessions of a range of Codex versions tell: each is true when at least one of them tells it. */
export interface VersionRow {
  /** The first of them, such as `0.40`. Absent of the oldest; with `until`, of sessions that state no released version. */
  from: string | null;
  /** Sessions. */
  sessions: number;
  /** How long a call took. */
  tells_call_times: boolean;
  /** What the request of a compaction used. */
  tells_compaction_usage: boolean;
  /** Readings of rate limits. */
  tells_limits: boolean;
  /** That a turn was completed, not only that one was broken off. */
  tells_turn_outcomes: boolean;
  /** Tokens of responses. */
  tells_usage: boolean;
  /** The last of them, such as `0.103`. Absent of the newest. */
  until: string | null;
}

/** First day of a week. */
export type WeekStart = "mon" | "sun";

/** One window. Nothing is foretold of one that is full, blocked or over, nor without a "now". */
export interface WindowRow {
  /** Used share at the reset at this rate; past 1000 it is full before. */
  at_reset_per_mille: number | null;
  /** Used share at the window's first reading. */
  before_first_per_mille: number | null;
  /** When it began. */
  began_at: string | null;
  /** Length of the full window of the same limit that stops this one. */
  blocked_by_minutes: number | null;
  /** Used share at the end of each 24th of the window, up to that of "now"; absent before the first reading. */
  course_per_mille: (number | null)[];
  /** Share of its time that is over. */
  elapsed_per_mille: number | null;
  /** When it is full at this rate, if before the reset. */
  full_at: string | null;
  /** Time from `full_at` to the reset. */
  full_before_reset_ms: number | null;
  /** Since which reading nothing of it is left; absent where something is. */
  full_since_at: string | null;
  /** Index of the Codex home, among those of all files. */
  home: number;
  /** The home of that index: pseudonym, or name when asked. */
  home_name: string | null;
  /** What is left; absent as `used_per_mille`. */
  left_per_mille: number | null;
  /** Family of limits. */
  limit_id: string | null;
  /** Its readable name. */
  limit_name: string | null;
  /** What there is to say of its end; absent without a "now" or a reset. */
  outlook: Outlook | null;
  /** Time from the reset that has passed to "now". */
  over_since_ms: number | null;
  /** When it begins anew. */
  resets_at: string | null;
  /** Time from "now" to the reset. */
  resets_in_ms: number | null;
  /** How long the rest lasts of such use; absent without a rise. */
  rest_ms: number | null;
  /** In which time. */
  rise_ms: number | null;
  /** How much was used lately. */
  rise_per_mille: number | null;
  /** What of its use since then no priced response can be named for. */
  unnamed_per_mille: number | null;
  /** Used share; absent once the reset has passed. */
  used_per_mille: number | null;
  /** Length. */
  window_minutes: number | null;
}

/** The windows of a range, newest last. */
export interface WindowsReport {
  /** The files. */
  files: FileCounts;
  /** Filters of the query. */
  filters: Filters;
  /** First day. */
  from: string | null;
  /** What was not counted inside any of the windows. */
  left_out: LeftOut;
  /** "Now" of the query. */
  now_at: string | null;
  /** What the costs are based on. */
  prices: PriceNote;
  report: "windows";
  /** How many rows are past the limit. They have no sum: a window lies inside another. */
  rest_rows?: number | null;
  /** The windows. */
  rows: PastWindowRow[];
  /** Version of the JSON of all reports. */
  schema: number;
  /** Last day. */
  until: string | null;
  /** Name of the zone that days are counted in. */
  zone: string;
}
