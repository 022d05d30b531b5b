// Sentences that are made from numbers: findings, notices, what is spoken.

import { bytes, cost, day, duration, id, percent, plural, short, span, whole } from "./formats";
import type { Measure } from "./address";
import type { Buckets } from "./asking";
import { measured } from "./charts/slots";
import type { AgentRow, FileRow, Finding, Per, PriceRow, Trouble } from "./report";
import { shortRollout } from "./names";
import type { PricesAdded, Standing } from "./analysis/messages";
import type { Notice, Progress, State } from "./state";

export function nothingToRead(others: number): string {
  return `Nothing to read here: ${plural(others, "file")}, none named rollout-*.jsonl. Codex keeps them in sessions/.`;
}

export const CANNOT_READ = "This browser lacks WebAssembly. Nothing was read.";

export function nothingNew(files: number): string {
  return `${plural(files, "file")}, nothing new.`;
}

export function fault(code: number): Notice {
  return { grave: true, words: `Something failed here (code ${code}). What was read before still stands.`, offer: "report" };
}

export function unknownInAddress(names: string[]): string {
  return `This address asked for something unknown: ${names.join(", ")}. The default is shown.`;
}

export function spokenProgress(files: number, of: number): string {
  return `${files} of ${of} files read.`;
}

export function finished(progress: Progress): string {
  return `Read ${plural(progress.files, "file")} in ${duration((progress.endedAt ?? progress.startedAt) - progress.startedAt)}`;
}

export function stopped(progress: Progress): string {
  const back = progress.completeFrom ? `, back to ${day(progress.completeFrom)}` : "";
  return `Stopped. ${plural(progress.files, "file")} ${progress.files === 1 ? "is" : "are"} complete and kept${back}.`;
}

export const FORGOTTEN = "Forgotten. Nothing is left in this page.";

export function forgotten(tables: number): string {
  return `Forgotten. ${plural(tables, "table")} counted: 0 rows.`;
}

export function left(rows: number): string {
  return `${plural(rows, "row")} ${rows === 1 ? "is" : "are"} left. Forget everything again, or clear this page’s data in the browser’s settings.`;
}

export const OTHER_TAB = "Another tab is reading. Its numbers appear here when it is done.";

export const CLEARS_BY_ITSELF: Notice = { grave: false, words: "This browser may clear data after 7 days without a visit.", offer: "data set" };

/** Who asked for persistent storage is told why there is none. */
export const NOT_PERSISTENT = "The browser was asked, and may still clear this when space runs out. Some browsers leave it to you, others grant it to pages only that you have bookmarked or come to often.";

export const NONE_FROM_DISK = "None of these files could be read. Some browsers, Safari’s engine among them, open none for a page from disk: “cutrack web --open” serves the page so that they do.";

export const NO_ROLLOUTS = "What was read is no rollout, but a log of the app-server or of codex exec, or what /status printed. It is in no total: Quality tells of it.";

export const FOLDER_REFUSED = "The browser may not open your folder. Allow it when it asks again, or choose the folder anew.";
export const FOLDER_GONE = "The folder cannot be opened any more. Choose it again.";

export function takenUp(files: number): string {
  return `The data set is taken up: ${plural(files, "file")}.`;
}

/** Refusals of crates/wasm-web/src/data_set.rs, by their numbers. */
const REFUSALS: Record<number, string> = {
  1: "This file is no data set of cutrack.",
  2: "This data set was written by a newer cutrack. Open it there.",
  3: "This data set is cut off or was changed. Save it again.",
  4: "There are numbers here already. Forget everything first, then choose the data set again.",
  5: "The browser could not read this file. Choose it again.",
};

export function dataSetRefused(code: number): string {
  return REFUSALS[code] ?? fault(code).words;
}

const OBSTACLES: Record<NonNullable<Standing["obstacle"]>, string> = {
  refused: "This window keeps nothing: the browser refuses to store it. What you read is in memory until you close.",
  full: "The browser has no room left. New data are in memory until you close.",
  newer: "What is kept here was written by a newer cutrack. It is left as it is; what you read now is in memory until you close.",
  damaged: "What was kept here could not be read, and is gone. Drop your folder again.",
  overtaken: "Other tabs kept storing meanwhile. What this one read is in memory until you close.",
};

/** What hinders keeping, when it is new. */
export function obstacle(now: Standing, before: Standing | null): Notice | null {
  if (now.obstacle === null || now.obstacle === before?.obstacle) return null;
  const stays = now.obstacle !== "damaged" && now.obstacle !== "newer";
  return { grave: false, words: OBSTACLES[now.obstacle], ...(stays && { offer: "data set" }) };
}

/** `about 8 s left`; nothing in the first two seconds. */
export function timeLeft(progress: Progress, nowMs: number): string {
  const gone = nowMs - progress.startedAt;
  if (gone < 2000 || progress.bytes === 0) return "";
  const seconds = Math.ceil((((progress.totalBytes - progress.bytes) / progress.bytes) * gone) / 1000);
  if (seconds >= 60) return `about ${Math.ceil(seconds / 60)} min left`;
  return `about ${seconds < 10 ? seconds : Math.ceil(seconds / 5) * 5} s left`;
}

export function rate(progress: Progress, nowMs: number): string {
  const gone = (progress.endedAt ?? nowMs) - progress.startedAt;
  return gone < 500 ? "" : `${bytes(Math.floor((progress.bytes / gone) * 1000))}/s`;
}

/** How a thread is called that another one started. */
export function agentName({ session_id, agent_role, agent_kind }: AgentRow): string {
  return agent_role ?? agent_kind ?? id(session_id);
}

const BUCKET: Record<Per, string> = { hour: "hour", day: "day", week: "week", month: "month" };

/** `an hour`, `a week` */
export function aBucket(per: Per): string {
  return per === "hour" ? "an hour" : `a ${per}`;
}

/** How a bucket is called: `16 Feb, 08:00`, `16 Feb`, `week of 16 Feb`, `Feb 2026`. */
export function bucket(per: Per, key: string, year?: string): string {
  if (per === "month") return day(key);
  if (per === "hour") return `${day(key.slice(0, 10), year)}, ${key.slice(11)}`;
  return per === "week" ? `week of ${day(key, year)}` : day(key, year);
}

/** How buckets that follow each other are called: `16 Feb – 8 Mar, 3 weeks`. */
export function selection(per: Per, { key, range }: { key: string; range: string }, last: string, count: number, year: string): string {
  const [from = "", until = ""] = range.split("..");
  return `${per === "hour" ? `${bucket(per, key, year)} – ${bucket(per, last, year)}` : span(from, until, year)}, ${plural(count, per)}`;
}

/** A value of a measure in words: `5.15 M tokens`, `$24.38`, `71 turns`. */
export function amount(measure: Measure, value: number): string {
  if (measure === "cost") return cost(value, true);
  return measure === "turns" ? plural(value, "turn") : `${short(value)} tokens`;
}

const THESE: Record<Measure, string> = { tokens: "these tokens", cost: "this cost", turns: "these turns" };

/** The chart's finding: the first of the sentences that is true. */
export function chartTitle({ per, measure, largest }: Pick<Buckets, "per" | "measure" | "largest">, year: string): string {
  const sum = measured(largest.total, measure);
  const three = measured(largest.parts.shown, measure);
  const [first] = largest.rows;
  const most = first ? measured(first, measure) : 0;
  if (!first || most === 0) return measure === "cost" ? "No cost in this range" : "No use in this range";
  const used = largest.parts.rows_used;
  const word = BUCKET[per];
  const key = first[per];
  const name = key ? bucket(per, key, year).replace("week of ", "") : "that without a time";
  const of = per === "week" || per === "hour" ? `, that of ${name}` : `, ${name}`;
  const on = per === "day" ? "on" : "in";
  if (used <= 1 && most === sum) return `All ${amount(measure, sum)} fell ${on} one ${word}${of}`;
  if (most * 2 >= sum) return `${percent(most, sum)} of ${THESE[measure]} fell ${on} one ${word}${of}`;
  const when = `${on} ${plural(used, word)} with use`;
  if (isInThree({ measure, largest })) return `${amount(measure, sum)} ${when}, ${percent(three, sum)} of them in three`;
  return `${amount(measure, sum)} ${when}; the busiest is ${per === "week" && key ? `that of ${name}` : key ? bucket(per, key, year) : name}`;
}

/** The largest buckets, to be spoken: `Largest: week of 9 Nov, 20.8M tokens; …`. */
export function extremes({ per, measure, largest: { rows } }: Pick<Buckets, "per" | "measure" | "largest">, year: string): string {
  const told = rows.flatMap((row) => (row[per] && measured(row, measure) > 0 ? `${bucket(per, row[per], year)}, ${amount(measure, measured(row, measure))}` : []));
  return told.length > 0 ? ` Largest: ${told.join("; ")}.` : "";
}

/** Whether three of many buckets hold half of it all. */
export function isInThree({ measure, largest }: Pick<Buckets, "measure" | "largest">): boolean {
  return largest.parts.rows_used > 5 && measured(largest.parts.shown, measure) * 2 >= measured(largest.total, measure);
}

const TROUBLES: Record<Trouble, string> = {
  permission_denied: "The browser may not read it. Check the file’s rights, then drop it again.",
  gone: "It is gone since it was chosen.",
  read_failed: "The browser could not read it, or it changed meanwhile. Drop it again.",
  packed_short: "Its packed data end early. What was unpacked counts.",
  packed_damaged: "Its packed data are damaged. What was unpacked counts.",
  packed_over_cap: "It unpacks to more than a rollout can be. Nothing of it counts.",
};

/** Why a file was not plainly read, and what to do. `winner` is the path of the file that counts instead. */
export function reason(path: string, row: FileRow, winner: string | undefined): string {
  if (row.outcome === "set_aside") return copyOf(path, winner ?? path, row.copy);
  if (row.trouble) return TROUBLES[row.trouble];
  if (row.outcome === "partial") return lost(row);
  return "";
}

function lost({ lines_skipped: skipped, lost_reason, lost_line }: FileRow): string {
  const line = lost_line === null ? "" : ` ${whole(lost_line)}`;
  if (skipped === 1 && lost_reason === "cut_tail") return `Ends in the middle of line${line}: cut off while it was written. Read up to there.`;
  if (skipped === 1) return `Line${line} ${lost_reason ? LOST[lost_reason] : "could not be read"} and was left out. All others count.`;
  return `${plural(skipped, "line")} could not be read and are left out, the first is line${line}. All others count.`;
}

const LOST: Partial<Record<Finding, string>> & Record<string, string> = {
  not_json: "is not JSON",
  two_values: "holds more than one value",
  nul_bytes: "is a run of NUL bytes",
};

function copyOf(path: string, winner: string, kind: FileRow["copy"]): string {
  const [folder, name] = [winner.slice(0, winner.lastIndexOf("/") + 1), winner.slice(winner.lastIndexOf("/") + 1)];
  if (folder && path.endsWith(`/${name}`)) return `The same file stands in ${folder} and counts.`;
  if (kind === "packed") return "The plain file of the same session counts.";
  return `The same session as ${shortRollout(name)}, which ${kind === "shorter" ? "is larger and " : ""}counts.`;
}

/** A finding, and what it means for the numbers. */
export const FINDINGS: Record<Finding, [string, string]> = {
  not_json: ["Lines that are not JSON", "Left out; all others count."],
  cut_tail: ["Last lines cut off", "Left out; read up to there."],
  two_values: ["Lines of more than one value", "Left out; all others count."],
  over_cap: ["Lines past 16 MiB", "Their first 16 MiB count."],
  nul_bytes: ["Runs of NUL bytes", "Left out; a crash leaves them."],
  no_payload: ["Lines without a payload", "Nothing in them counts."],
  not_a_count: ["Usage that is no count", "Left out; never guessed."],
  bad_timestamp: ["Times that are none", "What the line says is undated."],
  time_went_back: ["Time steps back", "Order of lines is kept; days follow each line’s own time."],
  output_without_call: ["Output without its call", "Counted as output of no tool."],
  end_without_turn: ["Ends of turns that are not there", "No turn ends."],
};

export function filesTitle(read: number, of: number, partial: number, failed: number): string {
  if (failed === 0 && partial === 0) return of === 1 ? "The one file was read." : `All ${whole(of)} files are accounted for.`;
  const parts = [partial > 0 ? `${whole(partial)} ${partial === 1 ? "is" : "are"} partial` : "", failed > 0 ? `${whole(failed)} could not be read` : ""];
  return `${whole(read)} of ${plural(of, "file")} are accounted for; ${parts.filter(Boolean).join(" and ")}`;
}

/** Rows of prices that hold for some responses alone. */
export const TIERS: Record<PriceRow, string> = { base: "all other responses", long_context: "over 272 k input", priority: "priority", flex: "flex" };

/** Sources whose label is no word. */
const SOURCES: Record<string, string> = { vscode: "VS Code", mcp: "MCP" };

/** What started a session, in the word that a person has for it. */
export function source(label: string): string {
  return SOURCES[label] ?? label;
}

/** What is said of own prices wherever a cost is: nothing where there are none. */
export function ownPrices(own: number): string {
  return own === 0 ? "" : `with ${plural(own, "price")} of yours`;
}

/** The same behind a cost: `, with 2 prices of yours`. */
export function ownPricesToo({ reports }: State): string {
  const own = ownPrices(reports?.common.slots.prices.own ?? 0);
  return own && `, ${own}`;
}

export function pricesAdded({ models, refused }: PricesAdded): string {
  if (!refused) return `${plural(models.length, "price")} added: ${models.join(", ")}.`;
  const what = refused.problem === "syntax" ? "this is not JSON" : "a price must be decimal text like \"1.25\"";
  return `Line ${refused.line}: ${what}. Nothing was changed.`;
}

const DAY_MS = 86_400_000;
const daysSince = (date: string, nowMs: number) => Math.max(0, Math.floor((nowMs - Date.parse(date)) / DAY_MS));

/** `4 days ago` */
export function age(date: string, nowMs: number): string {
  const days = daysSince(date, nowMs);
  return days === 0 ? "today" : `${plural(days, "day")} ago`;
}

/** Prices that are older may have changed. */
const PRICES_AGE_DAYS = 90;

export function oldPrices(date: string, nowMs: number): string {
  const days = daysSince(date, nowMs);
  return days > PRICES_AGE_DAYS ? `▲ Prices are ${plural(days, "day")} old.` : "";
}
