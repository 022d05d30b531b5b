// Made-up rollouts of the last twelve weeks, for who wants to see the page before it sees their own: they are read as any
// file is, and kept nowhere.
//
// Nothing breaks if a line here is not what Codex writes today; it shows less.

import type { Candidate } from "./analysis/messages";

const HOUR_MS = 3_600_000;
const SESSIONS = 64;
/** Between two sessions, on average. */
const APART_MS = 31 * HOUR_MS;
const WINDOW = 272_000;
/** The model's context is made short again when so much of it is used. */
const COMPACT_AT = 150_000;

const PROJECTS = ["tidepool", "halyard", "overstory", "millrace"];
const SOURCES = ["cli", "vscode", "exec"];
const SAID = "made up ";
const COMMANDS = ["rg -n retry src", "cargo test", "sed -n 1,80p src/lib.rs", "git status", "npm run build", "ls -la"];

/** The same numbers on every visit. */
function dice(): (below: number) => number {
  let seed = 7;
  return (below) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
}

export function sampleFiles(nowMs: number): Candidate[] {
  const made: Made = { nowMs, roll: dice(), full: new Map() };
  return Array.from({ length: SESSIONS }, (_, index) => {
    const since = SESSIONS - 1 - index;
    // The newest is of today.
    const beganMs = nowMs - 2 * HOUR_MS - since * APART_MS + (since > 0 ? made.roll(20) * HOUR_MS : 0);
    const time = new Date(beganMs).toISOString();
    const id = `${beganMs.toString(16).padStart(12, "0").replace(/^(.{8})/, "$1-")}-7000-8000-${String(index).padStart(12, "0")}`;
    const path = `sessions/${time.slice(0, 10).replaceAll("-", "/")}/rollout-${time.slice(0, 19).replaceAll(":", "-")}-${id}.jsonl`;
    return { path, file: new File([session(id, beganMs, index, made)], path.slice(path.lastIndexOf("/") + 1)) };
  });
}

/** What all sessions share. */
interface Made {
  nowMs: number;
  roll(below: number): number;
  /** By window and its reset, how full it is. */
  full: Map<string, number>;
}

/** Time goes on from line to line. */
class Lines {
  text = "";

  constructor(public atMs: number) {}

  add(type: string, payload: object, laterMs = 900): void {
    this.text += `${JSON.stringify({ timestamp: new Date(this.atMs).toISOString(), type, payload })}\n`;
    this.atMs += Math.round(laterMs);
  }
}

function session(id: string, beganMs: number, index: number, made: Made): string {
  const { roll } = made;
  const lines = new Lines(beganMs);
  const cwd = `/home/you/${PROJECTS[Math.min(roll(4), roll(4))]}`;
  // What was used most changes with time; one session names no model.
  const model = index === 20 ? undefined : ["gpt-5.3-codex", "gpt-5.4", "gpt-5.5"][Math.min(2, Math.floor(index / 24) + (roll(5) === 0 ? 1 : 0))];
  const usage = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0, reasoning_output_tokens: 0, total_tokens: 0 };
  let filled = 9000;
  lines.add("session_meta", { id, timestamp: new Date(beganMs).toISOString(), cwd, originator: "codex_cli_rs", cli_version: index < 30 ? "0.146.0" : "0.164.0", source: SOURCES[roll(3)], model_provider: "openai", git: { branch: roll(3) ? "main" : "retry-queue" } });
  for (let turn = 0, turns = 1 + roll(7); turn < turns; turn += 1) {
    const turn_id = `${id}-${turn}`;
    const begun = lines.atMs;
    lines.add("event_msg", { type: "task_started", turn_id, model_context_window: WINDOW });
    lines.add("turn_context", { turn_id, cwd, model, effort: roll(3) ? "medium" : "high" });
    lines.add("event_msg", { type: "user_message", message: SAID.repeat(1 + roll(20)) });
    for (let call = 0, calls = 1 + roll(6); call < calls; call += 1) {
      if (filled > COMPACT_AT) {
        lines.add("compacted", { message: "" });
        filled = 15_000;
      }
      shell(lines, `${turn_id}-${call}`, roll);
      if (roll(3) === 0) patch(lines, `${turn_id}-${call}-patch`, roll);
      const cached_input_tokens = Math.floor((filled * (70 + roll(28))) / 100);
      filled += 1500 + roll(9000);
      const output_tokens = 200 + roll(1800);
      const last = { input_tokens: filled, cached_input_tokens, output_tokens, reasoning_output_tokens: roll(output_tokens), total_tokens: filled + output_tokens };
      for (const key of Object.keys(usage) as (keyof typeof usage)[]) usage[key] += last[key];
      lines.add("event_msg", { type: "token_count", info: { total_token_usage: usage, last_token_usage: last, model_context_window: WINDOW }, rate_limits: { limit_id: "codex", primary: limit(made, lines.atMs, 300, 3), secondary: limit(made, lines.atMs, 10_080, 0.45), plan_type: "plus" } });
    }
    lines.add("event_msg", { type: "agent_message", message: SAID.repeat(1 + roll(90)) });
    lines.add("event_msg", { type: "task_complete", turn_id, duration_ms: lines.atMs - begun }, 60_000 + roll(8) * 60_000);
  }
  return lines.text;
}

/** A call of the shell; one in eleven fails. */
function shell(lines: Lines, call_id: string, roll: (below: number) => number): void {
  const duration_seconds = (1 + roll(90)) / (roll(4) ? 100 : 3);
  const exit_code = roll(11) ? 0 : 1;
  lines.add("response_item", { type: "function_call", name: "shell", arguments: JSON.stringify({ command: ["bash", "-lc", COMMANDS[roll(6)]] }), call_id }, duration_seconds * 1000);
  lines.add("response_item", { type: "function_call_output", call_id, output: JSON.stringify({ output: SAID.repeat(1 + roll(60)), metadata: { exit_code, duration_seconds } }) }, 2000 + roll(9000));
}

function patch(lines: Lines, call_id: string, roll: (below: number) => number): void {
  const duration_seconds = (1 + roll(20)) / 100;
  lines.add("response_item", { type: "custom_tool_call", status: "completed", call_id, name: "apply_patch", input: SAID.repeat(1 + roll(60)) }, duration_seconds * 1000);
  lines.add("response_item", { type: "custom_tool_call_output", call_id, output: JSON.stringify({ output: SAID, metadata: { exit_code: 0, duration_seconds } }) }, 500);
}

/** A window that is a little fuller with each response, and empty at its reset; today's have a third of their time left. */
function limit({ nowMs, full }: Made, atMs: number, window_minutes: number, percent: number) {
  const lengthMs = window_minutes * 60_000;
  const resetMs = nowMs + lengthMs / 3;
  const resets_at = Math.floor((resetMs - Math.floor((resetMs - atMs) / lengthMs) * lengthMs) / 1000);
  const key = `${window_minutes} ${resets_at}`;
  const used_percent = Math.min(100, (full.get(key) ?? 0) + percent);
  full.set(key, used_percent);
  return { used_percent, window_minutes, resets_at };
}
