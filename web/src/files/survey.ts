// Which files are opened: those named as Codex names rollouts or as this page names a data set, logs that were chosen by
// themselves, and no other. Names alone decide, before anything is opened, so that auth.json beside them stays closed.

import type { Candidate } from "../analysis/messages";

const ROLLOUT = /^rollout-.*\.(jsonl|jsonl\.zst|json)$/s;

/** Logs and captures are called as somebody liked: one is opened only where it was chosen by itself. */
const LOG = /\.(jsonl|jsonl\.zst|log|txt)$/s;

/** What Codex keeps beside rollouts under a name that a log could have: it is never opened. */
const CLOSED = ["history.jsonl", "session_index.jsonl"];

const DATA_SET = /^cutrack-data-set.*\.ndjson$/s;

/** What a choice or a drop holds. */
export interface Survey {
  candidates: Candidate[];
  /** Files of all that another page has kept. */
  dataSets: File[];
  /** Files that are never opened. */
  others: number;
  folders: number;
  /** The one folder that it is, where the browser can open it again. */
  folder?: FileSystemDirectoryHandle;
}

export function isRollout(name: string): boolean {
  return ROLLOUT.test(name);
}

export function isLog(name: string): boolean {
  return LOG.test(name) && !CLOSED.includes(name);
}

export function isDataSet(name: string): boolean {
  return DATA_SET.test(name);
}

export function emptySurvey(): Survey {
  return { candidates: [], dataSets: [], others: 0, folders: 0 };
}

/** The path below the chosen folder. `sessions` and `archived_sessions` stay: they tell what is archived. */
export function belowHome(path: string): string {
  const [top, ...rest] = path.replace(/^\//, "").split("/");
  if (rest.length === 0 || top === "sessions" || top === "archived_sessions") return [top, ...rest].join("/");
  return rest.join("/");
}

/** Newest first, by the time in the name; equal times by path. */
export function newestFirst(candidates: Candidate[]): Candidate[] {
  const keyed = candidates.map((candidate) => ({ candidate, start: startInName(candidate.path) }));
  keyed.sort((a, b) => compare(b.start, a.start) || compare(a.candidate.path, b.candidate.path));
  return keyed.map(({ candidate }) => candidate);
}

/** The day in a rollout's name. */
export function dayInName(path: string): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(startInName(path))?.[0];
}

function startInName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1 + "rollout-".length);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
