// Sentences that are made from numbers: findings, notices, what is spoken. Spoken numbers carry no thin spaces.

import { bytes, cost, day, duration, percent, plural, short, whole } from "./formats";
import type { Measure } from "./address";
import type { FileRow, Per, Trouble } from "./report";
import type { Progress } from "./state";

export function nothingToRead(others: number): string {
  return `Nothing to read here: ${plural(others, "file")}, none named rollout-*.jsonl. Codex keeps them in sessions/.`;
}

export function nothingNew(files: number): string {
  return `${plural(files, "file")}, nothing new.`;
}

export function fault(code: number): string {
  return `Something failed here (code ${code}). What was read before still stands.`;
}

export function unknownInAddress(names: string[]): string {
  return `This address asked for something unknown: ${names.join(", ")}. The default is shown.`;
}

export function dropToRead(items: number): string {
  return `Drop to read. ${plural(items, "item")}.`;
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

const BUCKET: Record<Per, string> = { hour: "hour", day: "day", week: "week", month: "month" };

/** How a bucket is called: `16 Feb, 08:00`, `16 Feb`, `week of 16 Feb`, `Feb 2026`. */
export function bucket(per: Per, key: string, year?: string): string {
  if (per === "month") return day(key);
  if (per === "hour") return `${day(key.slice(0, 10), year)}, ${key.slice(11)}`;
  return per === "week" ? `week of ${day(key, year)}` : day(key, year);
}

/** A value of a measure in words: `5.15 M tokens`, `$24.38`, `71 turns`. */
export function amount(measure: Measure, value: number): string {
  if (measure === "cost") return cost(value, true);
  return measure === "turns" ? plural(value, "turn") : `${short(value)} tokens`;
}

const THESE: Record<Measure, string> = { tokens: "these tokens", cost: "this cost", turns: "these turns" };

/** The chart's finding: the first of the sentences that is true. */
export function chartTitle(per: Per, buckets: { key: string; total: number }[], year: string, measure: Measure = "tokens"): string {
  const used = buckets.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
  const sum = used.reduce((all, { total }) => all + total, 0);
  const [first, second, third] = used;
  if (!first) return measure === "cost" ? "No cost in this range" : "No use in this range";
  const word = BUCKET[per];
  const of = per === "week" || per === "hour" ? `, that of ${bucket(per, first.key, year).replace("week of ", "")}` : `, ${bucket(per, first.key, year)}`;
  const on = per === "day" ? "on" : "in";
  if (used.length === 1) return `All ${amount(measure, sum)} fell ${on} one ${word}${of}`;
  if (first.total * 2 >= sum) return `${percent(first.total, sum)} of ${THESE[measure]} fell ${on} one ${word}${of}`;
  const three = first.total + (second?.total ?? 0) + (third?.total ?? 0);
  const when = `${on} ${plural(used.length, word)} with use`;
  if (used.length > 5 && three * 2 >= sum) return `${amount(measure, sum)} ${when}, ${percent(three, sum)} of them in three`;
  return `${amount(measure, sum)} ${when}; the busiest is ${bucket(per, first.key, year)}`;
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
export function reason(path: string, row: FileRow | undefined, winner: string | undefined): string {
  if (row?.outcome === "set_aside") return copyOf(path, winner ?? path);
  if (row?.trouble) return TROUBLES[row.trouble];
  if (row?.outcome === "partial") return `${plural(row.lines_skipped, "line")} could not be read and ${row.lines_skipped === 1 ? "is" : "are"} left out. All others count.`;
  return "";
}

function copyOf(path: string, winner: string): string {
  const [folder, name] = [winner.slice(0, winner.lastIndexOf("/") + 1), winner.slice(winner.lastIndexOf("/") + 1)];
  return folder && path.endsWith(`/${name}`) ? `The same file stands in ${folder} and counts.` : `The same session as ${name}, which counts.`;
}

export function filesTitle(read: number, of: number, partial: number, failed: number): string {
  if (failed === 0 && partial === 0) return of === 1 ? "The one file was read." : `All ${whole(of)} files are accounted for.`;
  const parts = [partial > 0 ? `${whole(partial)} ${partial === 1 ? "is" : "are"} partial` : "", failed > 0 ? `${whole(failed)} could not be read` : ""];
  return `${whole(read)} of ${plural(of, "file")} are accounted for; ${parts.filter(Boolean).join(" and ")}`;
}
