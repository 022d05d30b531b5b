// Everything that the page shows, in one place. It lives in memory: closing the page forgets it.

import { useEffect, useState } from "preact/hooks";
import { type Address, parseAddress } from "./address";
import type { Outcome } from "./analysis/messages";
import type { Answers, Common } from "./asking";

export interface ChosenFile {
  path: string;
  /** Absent when the browser would not hand the file over. */
  size: number | null;
  /** Absent until the file is read. */
  outcome: Outcome | null;
}

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
}

export interface State {
  address: Address;
  theme: "light" | "dark";
  online: boolean;
  nowMs: number;
  files: ChosenFile[];
  /** Files in what was chosen that are never opened. */
  others: number;
  progress: Progress | null;
  reports: Reports | null;
  /** Core is being asked: what is drawn can be of an older address, or of fewer files. */
  asking: boolean;
  readAtMs: number | null;
  /** Pseudonyms stand in place of names. */
  namesHidden: boolean;
  sheet: Sheet | null;
  keysOff: boolean;
  notice: Notice | null;
  /** What the live region says. */
  spoken: string;
}

let state: State = {
  address: parseAddress(location.hash),
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  online: navigator.onLine,
  nowMs: Date.now(),
  files: [],
  others: 0,
  progress: null,
  reports: null,
  asking: false,
  readAtMs: null,
  namesHidden: false,
  sheet: null,
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
  document.documentElement.dataset["state"] = stage(state);
  for (const listener of listeners) listener();
}

/** `empty`, `reading` or `read`, for style sheets and for whoever waits for the numbers. */
function stage({ files, progress, reports, asking }: State): string {
  if (files.length === 0) return "empty";
  return progress?.endedAt === null || asking || !reports?.complete ? "reading" : "read";
}

/** The state, and a new drawing whenever it changes. */
export function useApp(): State {
  const [shown, show] = useState(state);
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
export function isEmpty({ files, progress, reports }: State): boolean {
  if (files.length === 0) return true;
  return progress !== null && !progress.strip && (reports === null || (progress.first && progress.endedAt === null));
}

/** The year of "now" in the zone of the page: times of this year go without it. */
export function thisYear({ nowMs }: State): string {
  return String(new Date(nowMs).getFullYear());
}
