// A made-up session, and what views ask of it, before any file comes; crates/wasm-web/src/rehearsal.rs says why. What is
// compiled is the module's, in every worker.
//
// Nothing breaks if a line here is not what Codex writes today, or a query not what a view asks: it warms less.

import type { Query } from "../report";
import type { Candidate } from "./messages";

const WORDS = "Nothing in here is read for its words, \"only\" for how long they are.\n".repeat(8);
const USAGE = { input_tokens: 9000, cached_input_tokens: 8000, output_tokens: 300, reasoning_output_tokens: 100, total_tokens: 9300 };
const WINDOW = { used_percent: 12.5, window_minutes: 300, resets_at: 1_750_000_000 };

/** Turns of the session: its lines come to a megabyte, enough in two or three rounds. */
const TURNS = 120;
const ROUNDS = 8;

const PATH = "rollout-2025-06-01T00-00-00-00000000-0000-7000-8000-000000000000.jsonl";

/** What the overview asks; the range holds the session. */
const NOW = { now_at: "2025-06-02T00:00:00Z" };
const QUERIES: Query[] = [
  { report: "usage", by: ["day"], limit: 0, with_comparison: true },
  { report: "usage", by: ["week"], limit: 3, sort: "total_tokens", order: "desc", with_parts: true },
  { report: "usage", by: ["week", "model"], limit: 0 },
  { report: "usage", by: ["project"], limit: 4, range: { last: "30d" }, ...NOW },
  { report: "sessions", limit: 6, sort: "last_activity_at", order: "desc", with_parts: true },
  { report: "limits", ...NOW },
  { report: "names", with_names: true },
];

/** Rehearses the session again and again, until it is enough or `ends` says so. */
export async function warm(rehearse: (session: Candidate, queries: string[]) => Promise<void>, ends: () => boolean): Promise<void> {
  const file = new File([session()], PATH);
  const queries = QUERIES.map((query) => JSON.stringify(query));
  for (let round = 0; round < ROUNDS && !ends(); round += 1) await rehearse({ path: PATH, file }, queries);
}

function session(): string {
  const lines = [line("session_meta", { id: "00000000-0000-7000-8000-000000000000", cwd: "/", originator: "codex", cli_version: "0.1.0", source: "cli" }, 0)];
  for (let turn = 0; turn < TURNS; turn += 1) lines.push(...turnOf(turn).map(([type, payload], at) => line(type, payload, turn * 20 + at)));
  return lines.join("");
}

function turnOf(turn: number): [string, object][] {
  const [turn_id, call_id, patch_id] = [`turn-${turn}`, `call-${turn}`, `patch-${turn}`];
  const total = { ...USAGE, input_tokens: USAGE.input_tokens * (turn + 1), total_tokens: USAGE.total_tokens * (turn + 1) };
  return [
    ["turn_context", { turn_id, cwd: "/", model: "gpt-5", effort: "high", approval_policy: "never", sandbox_policy: { type: "read-only" } }],
    ["event_msg", { type: "task_started", turn_id, model_context_window: 272_000 }],
    ["response_item", { type: "message", role: "user", content: [{ type: "input_text", text: WORDS }] }],
    ["event_msg", { type: "user_message", message: WORDS, images: [], local_images: [], text_elements: [] }],
    ["response_item", { type: "reasoning", summary: [{ type: "summary_text", text: WORDS }], content: null, encrypted_content: WORDS.replaceAll(/\W/g, "a") }],
    ["event_msg", { type: "agent_reasoning", text: WORDS }],
    ["response_item", { type: "function_call", name: "shell", arguments: JSON.stringify({ command: ["bash", "-lc", "ls -la | head"] }), call_id }],
    ["event_msg", { type: "exec_command_end", call_id, turn_id, command: ["bash", "-lc", "ls"], cwd: "/", parsed_cmd: [], stdout: WORDS, stderr: "", exit_code: 0, duration: { secs: 0, nanos: 5000 }, formatted_output: WORDS }],
    ["response_item", { type: "function_call_output", call_id, output: WORDS }],
    ["response_item", { type: "custom_tool_call", status: "completed", call_id: patch_id, name: "apply_patch", input: WORDS }],
    ["response_item", { type: "custom_tool_call_output", call_id: patch_id, output: JSON.stringify({ output: WORDS, metadata: { exit_code: 0, duration_seconds: 0.5 } }) }],
    ["event_msg", { type: "agent_message", message: WORDS }],
    ["event_msg", { type: "token_count", info: { total_token_usage: total, last_token_usage: USAGE, model_context_window: 272_000 }, rate_limits: { limit_id: "codex", limit_name: null, primary: WINDOW, secondary: WINDOW, credits: null, plan_type: "plus" } }],
    ["event_msg", { type: "task_complete", turn_id }],
  ];
}

function line(type: string, payload: object, second: number): string {
  return `${JSON.stringify({ timestamp: new Date(1_748_736_000_000 + second * 1000).toISOString(), type, payload })}\n`;
}
