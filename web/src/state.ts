// Everything that the page shows, in one place. It lives in memory; what outlives the page is the worker's.

import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { type Address, parseAddress } from "./address";
import type { Candidate, Standing } from "./analysis/messages";
import type { Answers, Common } from "./asking";
import type { CallsOf } from "./queries";

export interface Progress {
  /** Nothing was shown before. */
  first: boolean;
  startedAt: number;
  /** Absent while files are being read. */
  endedAt: number | null;
  stopped: boolean;
  bytes: number;
  files: number;
  totalBytes: number;
  totalFiles: number;
  /** The day from which on every session is read; absent before the first and after the last. */
  completeFrom: string | null;
  /** Reading took long enough to be worth a strip; it stays until the next change of view. */
  strip: boolean;
}

export interface Reports {
  /** All that was read is in them. */
  complete: boolean;
  common: Common;
  /** What the views show, of the place in sight alone. */
  answers: Partial<Answers>;
}

/** A sheet at the side. */
export type Sheet = "keys" | "export" | "more" | "filters";

export interface Notice {
  grave: boolean;
  words: string;
  /** What helps, as a button. */
  offer?: "data set" | "report" | "folder";
}

export interface State {
  address: Address;
  /** What narrows the list of sessions beside the address; gone with another place. */
  calls: CallsOf | null;
  /** The filter line of that list; gone with another place, and in no address. */
  line: string;
  /** Sessions of the list that are marked, by id; gone with another place too. */
  marked: ReadonlySet<string>;
  /** The session that one comes back from to the list. */
  opened: string | null;
  /** What is shown is made up. */
  sample: boolean;
  theme: "light" | "dark";
  online: boolean;
  nowMs: number;
  /** How things stand with what is kept; absent until the worker has said so. */
  standing: Standing | null;
  /** It is being looked whether anything is kept from an earlier visit. */
  resuming: boolean;
  /** Paths of the files chosen in this visit, by their number. They are never stored. */
  paths: Map<number, string>;
  /** These files, by path. */
  chosen: ReadonlyMap<string, Candidate>;
  /** The folder that was chosen last, where the browser lets it be read again. */
  folder: FileSystemDirectoryHandle | null;
  /** Whether the browser said that it does not clear this by itself; `refused` where it was asked and did not. */
  persisted: boolean | "refused" | null;
  /** Files in what was chosen that are never opened. */
  others: number;
  progress: Progress | null;
  reports: Reports | null;
  /** What was read is being stored. */
  storing: boolean;
  /** Core is being asked: what is drawn can be of an older address, or of fewer files. */
  asking: boolean;
  sheet: Sheet | null;
  /** What the sheet is to save: one of the charts in sight, or all that is kept; absent for the whole view. */
  exported: number | "data set" | null;
  keysOff: boolean;
  notice: Notice | null;
  /** What the live region says. */
  spoken: string;
}

/** Nothing was read yet. */
export const EMPTY = { standing: null, paths: new Map<number, string>(), chosen: new Map<string, Candidate>(), folder: null, others: 0, progress: null, reports: null } satisfies Partial<State>;

let state: State = {
  address: parseAddress(location.hash),
  calls: null,
  line: "",
  marked: new Set(),
  opened: null,
  sample: false,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  online: navigator.onLine,
  nowMs: Date.now(),
  standing: null,
  resuming: false,
  paths: new Map(),
  chosen: new Map(),
  folder: null,
  persisted: null,
  others: 0,
  progress: null,
  reports: null,
  storing: false,
  asking: false,
  sheet: null,
  exported: null,
  keysOff: false,
  notice: null,
  spoken: "",
};
const listeners = new Set<() => void>();

export function get(): State {
  return state;
}

export function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** `empty`, `reading` or `read`, for style sheets and for whoever waits for the numbers. */
function stage(state: State): string {
  const { progress, reports, asking } = state;
  if (!hasFiles(state)) return "empty";
  return progress?.endedAt === null || asking || !reports?.complete ? "reading" : "read";
}

/** What is drawn, on the document: whoever reads it there finds the numbers drawn too. */
function mark(drawn: State): void {
  document.documentElement.dataset["state"] = stage(drawn);
  document.documentElement.toggleAttribute("data-storing", drawn.storing);
}

/** The state, and a new drawing whenever it changes. */
export function useApp(): State {
  const [shown, show] = useState(state);
  useLayoutEffect(() => mark(shown), [shown]);
  useEffect(() => {
    const listener = () => show(state);
    listeners.add(listener);
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return shown;
}

/**
 * Nothing to show yet. The first screen stays until it is known whether reading takes long enough for a strip, so
 * that nothing that is drawn has to move for it.
 */
export function isEmpty(state: State): boolean {
  const { progress, reports } = state;
  if (!hasFiles(state)) return true;
  return progress !== null && !progress.strip && (reports === null || (progress.first && progress.endedAt === null));
}

/** There are numbers of some file, or will be in a moment. */
export function hasFiles({ standing, progress }: State): boolean {
  return (standing?.files ?? 0) > 0 || progress?.endedAt === null;
}

/** The year of "now" in the zone of the page: times of this year go without it. */
export function thisYear({ nowMs }: State): string {
  return String(new Date(nowMs).getFullYear());
}
