// Homes of Codex for tests: as many small sessions as asked for, and the files beside them that nobody may open.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FIRST_MS = Date.UTC(2026, 5, 1);
const HOUR_MS = 3600 * 1000;
const FILLING = `{"timestamp":"2026-06-01T00:00:00.000Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"${"-".repeat(900)}"}]}}\n`;

/** Writes `count` sessions of `lines` lines and one response of 110 tokens each, of one project; returns the home. */
export function writeHome(folder, count, lines = 0, project = "/home/someone/project") {
  const home = join(folder, ".codex");
  for (let index = 0; index < count; index += 1) writeSession(home, index, lines, project);
  for (const name of ["auth.json", "config.toml", "history.jsonl", "rollout.txt"]) writeFileSync(join(home, name), "{}\n");
  return home;
}

const timeOf = (index) => new Date(FIRST_MS + index * HOUR_MS).toISOString();
/** The id of a session. */
export const idOf = (index) => `01a201db-0000-7000-8000-${String(index).padStart(12, "0")}`;

/** The path of a session's file. */
export function rolloutOf(home, index) {
  const time = timeOf(index);
  return join(home, "sessions", ...time.slice(0, 10).split("-"), `rollout-${time.slice(0, 19).replaceAll(":", "-")}-${idOf(index)}.jsonl`);
}

function writeSession(home, index, lines, project) {
  const [time, id, path] = [timeOf(index), idOf(index), rolloutOf(home, index)];
  mkdirSync(dirname(path), { recursive: true });
  const line = (type, payload) => `${JSON.stringify({ timestamp: time, type, payload })}\n`;
  const usage = { input_tokens: 100, cached_input_tokens: 40, output_tokens: 10, reasoning_output_tokens: 5, total_tokens: 110 };
  const text =
    line("session_meta", { id, timestamp: time, cwd: project, originator: "codex_cli_rs", cli_version: "0.135.0", source: "cli", model_provider: "openai" }) +
    line("turn_context", { cwd: project, model: index % 3 ? "gpt-5.4" : "gpt-5.5" }) +
    FILLING.repeat(lines) +
    line("event_msg", { type: "token_count", info: { total_token_usage: usage, last_token_usage: usage, model_context_window: 272000 }, rate_limits: null });
  writeFileSync(path, text);
}
