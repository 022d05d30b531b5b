// From a survey to reports: hands files to the worker, follows its progress, asks for reports as files come in.

import { Client, Refused } from "./analysis/client";
import type { Form, Outcome } from "./analysis/messages";
import type { Query } from "./report";
import { zoneOf } from "./analysis/zone";
import { dayInName, newestFirst, type Survey } from "./files/survey";
import type { Candidate } from "./analysis/messages";
import { type Ask, askCommon, askPlace } from "./asking";
import { get, type ChosenFile, type Progress, type Reports, set } from "./state";
import * as words from "./words";

/** Reading that is done before this shows no strip at all. */
const STRIP_AFTER_MS = 300;
/** Reports are drawn anew this often while files are read, and never for more than a tenth of the time. */
const REPORT_EVERY_MS = 500;
const SPEAK_EVERY_MS = 2000;

/** What pseudonyms are made with: new for every visit, as nothing is kept. */
const key = Array.from(crypto.getRandomValues(new Uint8Array(32)));

let client: Client | undefined;
/** All files given to the worker, in its order; those before `settled` are done. */
let given: Candidate[] = [];
let settled = 0;
const known = new Set<string>();

let refreshAgain = false;
let reportAfter = 0;
let spokenAt = 0;

/** Reads what was dropped or chosen. */
export function take(survey: Survey): void {
  set({ notice: null });
  if (survey.candidates.length === 0) {
    set({ notice: { grave: false, words: words.nothingToRead(survey.others) } });
    return;
  }
  const fresh = survey.candidates.filter((candidate) => !known.has(nameplate(candidate)));
  set({ others: get().others + survey.others });
  if (fresh.length === 0) {
    set({ notice: { grave: false, words: words.nothingNew(survey.candidates.length) } });
    return;
  }
  fresh.forEach((candidate) => known.add(nameplate(candidate)));
  read(newestFirst(fresh));
}

/** The same file, unchanged, is read once. */
function nameplate({ path, file }: Candidate): string {
  return `${path}\n${file?.size}\n${file?.lastModified}`;
}

function read(candidates: Candidate[]): void {
  client ??= open();
  const rows: ChosenFile[] = candidates.map(({ path, file }) => ({ path, size: file?.size ?? null, outcome: null }));
  const bytes = rows.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const running = get().progress?.endedAt === null ? get().progress : null;
  given = [...given.slice(0, get().files.length), ...candidates];
  set({
    files: [...get().files, ...rows],
    progress: {
      first: running?.first ?? get().reports === null,
      startedAt: running?.startedAt ?? performance.now(),
      endedAt: null,
      stopped: false,
      bytes: running?.bytes ?? 0,
      files: running?.files ?? 0,
      totalBytes: (running?.totalBytes ?? 0) + bytes,
      totalFiles: (running?.totalFiles ?? 0) + rows.length,
      completeFrom: null,
      strip: running?.strip ?? false,
    },
  });
  setTimeout(() => change({ strip: get().progress?.endedAt === null || get().progress?.strip === true }), STRIP_AFTER_MS);
  client.read(candidates);
}

function open(): Client {
  const { address, nowMs } = get();
  return new Client({ zone: zoneOf(address.zone, nowMs), key }, { progress, finished, fault });
}

function change(part: Partial<Progress>): void {
  const running = get().progress;
  if (running) set({ progress: { ...running, ...part } });
}

function progress(bytes: number, outcomes: Outcome[]): void {
  const running = get().progress;
  if (!running) return;
  const files = get().files.slice();
  for (const outcome of outcomes) {
    const row = files[settled];
    if (row) files[settled] = { ...row, outcome };
    settled += 1;
  }
  set({ files });
  const next = given[settled];
  change({
    bytes: running.bytes + bytes,
    files: running.files + outcomes.length,
    completeFrom: (next && dayInName(next.path)) ?? null,
  });
  const now = performance.now();
  if (now - spokenAt > SPEAK_EVERY_MS && get().progress?.strip) {
    spokenAt = now;
    set({ spoken: words.spokenProgress(running.files + outcomes.length, running.totalFiles) });
  }
  if (outcomes.length > 0 && now > reportAfter) void refresh();
}

function finished(stopped: boolean): void {
  const files = get().files.filter(({ outcome }) => outcome !== null);
  given.slice(settled).forEach((candidate) => known.delete(nameplate(candidate)));
  given = given.slice(0, settled);
  set({ files, readAtMs: Date.now(), nowMs: Date.now() });
  const running = get().progress;
  change({ endedAt: performance.now(), stopped, completeFrom: stopped ? (running?.completeFrom ?? null) : null });
  if (running) set({ spoken: stopped ? words.stopped(get().progress ?? running) : words.finished(get().progress ?? running) });
  void refresh();
}

function fault(code: number): void {
  set({ notice: { grave: true, words: words.fault(code) } });
}

/** Ends the reading after the file in hand; what is read stays. */
export function stopReading(): void {
  client?.stop();
}

export function isReading(): boolean {
  return get().progress?.endedAt === null;
}

/** Reads everything anew, because days begin elsewhere in another zone. */
export function readAnew(): void {
  const again = given.slice(0, settled);
  if (!client || again.length === 0) return;
  client.close();
  client = undefined;
  given = [];
  settled = 0;
  set({ files: [], progress: null });
  read(again);
}

/** Shows pseudonyms in place of names, or names again. */
export function hideNames(namesHidden: boolean): void {
  set({ namesHidden });
  void refresh();
}

/** Ends the worker with all that it holds, and is as on the first visit. */
export function forget(): void {
  client?.close();
  client = undefined;
  given = [];
  settled = 0;
  known.clear();
  set({ files: [], others: 0, progress: null, reports: null, readAtMs: null, namesHidden: false, spoken: words.FORGOTTEN });
}

/** Asks core for all that the views show. One round at a time; what changes meanwhile makes one more. */
export async function refresh(): Promise<void> {
  refreshAgain = true;
  if (get().asking) return;
  set({ asking: true });
  while (client && refreshAgain) {
    refreshAgain = false;
    const started = performance.now();
    try {
      set({ reports: await ask(client) });
    } catch (error) {
      if (error instanceof Refused && error.code > 0) fault(210 + error.code);
    }
    const now = performance.now();
    reportAfter = now + Math.max(REPORT_EVERY_MS, 10 * (now - started));
  }
  set({ asking: false });
}

async function ask(from: Client): Promise<Reports> {
  const { address, nowMs, progress, namesHidden } = get();
  const complete = progress?.endedAt !== null;
  const nowAt = new Date(nowMs).toISOString();
  const one: Ask = (query) => from.report(query);
  const [common, answers] = await Promise.all([askCommon(one, nowAt, !namesHidden), askPlace(one, address, nowAt)]);
  return { complete, common, answers };
}

/** One report beside those that views show: what a menu or a sheet asks for when it opens. */
export const askNow: Ask = (query) => client?.report(query) ?? Promise.reject(new Refused(0));

/** Core's answers to `queries` as bytes: JSON, one line each, or the rows of each as CSV. */
export async function exported(queries: Query[], form: Form = "json"): Promise<Blob> {
  const parts: BlobPart[] = [];
  for (const query of queries) if (client) parts.push(await client.ask(query, form), form === "json" ? "\n" : "");
  return new Blob(parts, { type: form === "json" ? "application/json" : "text/csv" });
}
