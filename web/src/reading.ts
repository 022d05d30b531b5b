// From a survey to records: hands files to the worker and follows its progress.

import type { Candidate, Standing } from "./analysis/messages";
import { dayInName, emptySurvey, newestFirst, type Survey } from "./files/survey";
import { keepFolder, takeUp, tell, tellOfClearing, told } from "./keeping";
import { canRead, endWorker, fault, hear, isFromDisk, isRunning, letKeep, newKey, refresh, refreshWhenDue, worker } from "./numbers";
import { sampleFiles } from "./sample";
import { EMPTY, get, type Progress, set } from "./state";
import * as words from "./words";

/** Reading that is done before this shows no strip at all. */
const STRIP_AFTER_MS = 300;
const SPEAK_EVERY_MS = 2000;

hear({ standing, planned, progress, finished, stored, fault });

/** Choices that the worker has not begun to read yet, in its order. */
let given: Candidate[][] = [];
/** Places of the files that are being read, newest first; before the one at `settled` all are done. */
let reading: number[] = [];
let settled = 0;
/** Places that are done. Files are read side by side, so that a later one can be done before. */
let done = new Set<number>();
/** The choice that they are of. */
let chosen: Candidate[] = [];
let spokenAt = 0;

/** Shows made-up rollouts, and keeps nothing of them. */
export function trySample(): void {
  // One that keeps what it reads may be open.
  endWorker();
  letKeep(false);
  set({ sample: canRead });
  read({ ...emptySurvey(), candidates: sampleFiles(Date.now()) });
}

/** Is as on the first visit. */
export function leaveSample(): void {
  if (!get().sample) return;
  endWorker();
  letKeep(!isFromDisk);
  set({ ...EMPTY, sample: false, notice: null });
}

/** Reads what is being looked through; what is kept is taken up meanwhile. */
export async function takeWhenKnown(survey: Promise<Survey>): Promise<void> {
  leaveSample();
  if (canRead) worker();
  take(await survey);
}

/** Reads what was dropped or chosen. */
export function take(survey: Survey): void {
  leaveSample();
  read(survey);
}

function read(survey: Survey): void {
  set({ notice: canRead ? null : { grave: true, words: words.CANNOT_READ } });
  if (!canRead) return;
  const [dataSet] = survey.dataSets;
  if (survey.candidates.length === 0 && dataSet) return void takeUp(dataSet);
  if (survey.candidates.length === 0) {
    set({ notice: { grave: false, words: words.nothingToRead(survey.others) } });
    return;
  }
  const candidates = newestFirst(survey.candidates);
  given.push(candidates);
  const before = get().progress;
  const running = before?.endedAt === null ? before : null;
  set({
    chosen: new Map([...get().chosen, ...candidates.map((candidate) => [candidate.path, candidate] as const)]),
    others: Math.max(get().others, survey.others),
    progress: {
      first: running?.first ?? get().reports === null,
      startedAt: running?.startedAt ?? performance.now(),
      endedAt: null,
      stopped: false,
      bytes: running?.bytes ?? 0,
      files: running?.files ?? 0,
      totalBytes: running?.totalBytes ?? 0,
      totalFiles: running?.totalFiles ?? 0,
      completeFrom: null,
      strip: running?.strip ?? false,
    },
  });
  setTimeout(() => change({ strip: isReading() || get().progress?.strip === true }), STRIP_AFTER_MS);
  void worker()
    .read(candidates)
    .then(() => survey.folder && isRunning() && keepFolder(survey.folder));
  if (!get().sample) tell("reading");
}

function change(part: Partial<Progress>): void {
  const running = get().progress;
  if (running) set({ progress: { ...running, ...part } });
}

function standing(standing: Standing): void {
  set({ standing, notice: words.obstacle(standing, get().standing) ?? get().notice });
}

/** Which of the files are read; all others are as they were. */
function planned(numbers: Uint32Array, places: Uint32Array): void {
  chosen = given.shift() ?? [];
  const paths = new Map(get().paths);
  numbers.forEach((number, place) => paths.set(number, chosen[place]?.path ?? ""));
  reading = [...places];
  settled = 0;
  done = new Set();
  const bytes = reading.reduce((sum, place) => sum + (chosen[place]?.file?.size ?? 0), 0);
  const running = get().progress;
  set({ paths });
  if (running) change({ totalBytes: running.totalBytes + bytes, totalFiles: running.totalFiles + places.length });
  if (places.length === 0) set({ notice: { grave: false, words: words.nothingNew(chosen.length) } });
}

function progress(bytes: number, places: number[]): void {
  count(bytes, places);
  if (places.length > 0) refreshWhenDue();
}

function count(bytes: number, places: number[]): void {
  const running = get().progress;
  if (!running) return;
  for (const place of places) done.add(place);
  for (let place = reading[settled]; place !== undefined && done.has(place); place = reading[settled]) settled += 1;
  const files = running.files + places.length;
  const next = reading[settled];
  const day = next === undefined ? undefined : dayInName(chosen[next]?.path ?? "");
  change({ bytes: running.bytes + bytes, files, completeFrom: day ?? null });
  const now = performance.now();
  if (now - spokenAt > SPEAK_EVERY_MS && running.strip) {
    spokenAt = now;
    set({ spoken: words.spokenProgress(files, running.totalFiles) });
  }
}

/** All is read. It is stored when the views show it: once, with the last of the progress in it. */
async function finished(stopped: boolean, bytes: number, places: number[]): Promise<void> {
  count(bytes, places);
  set({ storing: true });
  await show(stopped);
  if (isRunning()) worker().shown();
}

async function show(stopped: boolean): Promise<void> {
  const running = get().progress;
  if (!running) return;
  if (given.length > 0 && !stopped) return;
  given = [];
  set({ nowMs: Date.now() });
  const ended = { ...running, endedAt: performance.now(), stopped, completeFrom: stopped ? running.completeFrom : null };
  set({ progress: ended, spoken: stopped ? words.stopped(ended) : words.finished(ended) });
  await refresh();
  const files = get().reports?.common.files.files;
  if (isFromDisk && files && files.not_read > 0 && files.read === 0) set({ notice: { grave: true, words: words.NONE_FROM_DISK } });
  if (files?.others && files.others === files.read) set({ notice: { grave: false, words: words.NO_ROLLOUTS } });
}

/** What was read outlives the page now, where anything does. */
function stored(again: boolean): void {
  set({ storing: false });
  told();
  if (again) void refresh();
  void tellOfClearing();
}

/** Makes pseudonyms with another key: every file of this visit is read anew. */
export function renewKey(): void {
  void worker().do("renew_key", { key: newKey(), now_ms: Date.now() });
  take({ ...emptySurvey(), candidates: [...get().chosen.values()] });
}

/**
 * Keeps what is read although it was opened from disk, where every page can read what another one keeps: without names,
 * and from all files of this visit, which are read anew.
 */
export function keepAnyway(): void {
  endWorker();
  letKeep(true);
  set({ paths: new Map() });
  void worker().do("strict", true);
  take({ ...emptySurvey(), candidates: [...get().chosen.values()] });
}

/** Ends the reading after the file in hand; what is read stays. */
export function stopReading(): void {
  if (isRunning()) worker().stop();
}

export function isReading(): boolean {
  return get().progress?.endedAt === null;
}
