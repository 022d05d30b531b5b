// What outlives the page, as far as the page has to do with it: taking it up again, its folder, its policy, its end.

import type { Look } from "./analysis/messages";
import { Refused } from "./analysis/client";
import { canRead, endWorker, fault, isFromDisk, isRunning, letKeep, mayKeep, newKey, refresh, worker } from "./numbers";
import { EMPTY, get, set } from "./state";
import * as words from "./words";

const DATABASE = "cutrack";

/** Other tabs of this page. They take up what this one has stored. */
const tabs = mayKeep && "BroadcastChannel" in globalThis ? new BroadcastChannel(DATABASE) : null;

/** What tabs say to each other: that one begins to read, and that something was stored. */
type Word = "reading" | "stored";

function heard({ data }: MessageEvent<Word>): void {
  if (data === "stored") return void follow();
  set({ notice: { grave: false, words: words.OTHER_TAB } });
}

/** Takes up what an earlier visit has kept. */
export async function resume(): Promise<void> {
  if (tabs) tabs.onmessage = heard;
  if (!canRead || !(await isThere())) return;
  if (isFromDisk) letKeep(true);
  set({ resuming: true });
  try {
    const folder = await worker().do("folder", null);
    set({ folder: folder ?? null, persisted: await isPersisted() });
    if ((get().standing?.files ?? 0) > 0) await refresh();
    else if (!get().progress) await letGo();
  } catch (error) {
    if (error instanceof Refused && error.code > 0) fault(error.code);
  }
  set({ resuming: false });
}

/** Whether there is a database, without making one. A browser that does not tell may have one; from disk there is none
 * unless a person wanted it. */
async function isThere(): Promise<boolean> {
  try {
    const all = await indexedDB.databases?.();
    return all?.some(({ name }) => name === DATABASE) ?? !isFromDisk;
  } catch {
    return false;
  }
}

async function follow(): Promise<void> {
  if (get().notice?.words === words.OTHER_TAB) set({ notice: null });
  if (isRunning()) await worker().do("follow", null);
  else await resume();
  const isEmptied = get().standing?.files === 0;
  set(isEmptied ? { progress: null, reports: null } : { nowMs: Date.now() });
  if (!isEmptied) await refresh();
}

/** Tells the other tabs that something was stored. */
export function told(): void {
  if (get().standing?.is_kept) tell("stored");
}

/** Tells the other tabs. */
export function tell(word: Word): void {
  tabs?.postMessage(word);
}

/** All that is kept as a file, to be taken up by another page; with names goes the key of the pseudonyms. */
export function dataSet(withNames: boolean): Promise<Blob> {
  return worker().do("data_set", withNames);
}

/** Takes up such a file. */
export async function takeUp(file: File): Promise<void> {
  try {
    await worker().do("take_data_set", { file, now_ms: Date.now() });
    set({ nowMs: Date.now(), notice: { grave: false, words: words.takenUp(get().standing?.files ?? 0) } });
    await refresh();
    told();
  } catch (error) {
    set({ notice: { grave: true, words: words.dataSetRefused(error instanceof Refused ? error.code : 0) } });
    if (get().standing?.files === 0) endWorker();
  }
}

/** Keeps the handle of a folder, so that one click reads it again. Its name is one: from disk it is not kept. */
export function keepFolder(folder: FileSystemDirectoryHandle): void {
  if (isFromDisk) return;
  set({ folder });
  void worker().do("keep_folder", folder).catch(() => undefined);
}

/** No name is kept from now on, or they are again once the files are read again. */
export async function keepNames(keeps: boolean): Promise<void> {
  await worker().do("strict", !keeps);
  await refresh();
  told();
}

/** Looks for a text in every cell of every table that is kept. The text goes to the worker and nowhere else. */
export function lookFor(text: string): Promise<Look> {
  return worker().do("look", text);
}

/** Browsers of Apple's engine clear what a page keeps after seven days of use without a visit to it, but for what was granted. */
const clearsByItself = navigator.vendor.startsWith("Apple");
let isToldOfClearing = false;

/** Asks whether what is kept now can go by itself, and says so once where it will. */
export async function tellOfClearing(): Promise<void> {
  if (get().standing?.is_kept && get().persisted !== true && (await isPersisted())) set({ persisted: true });
  const { standing, persisted, notice } = get();
  if (!clearsByItself || isToldOfClearing || !standing?.is_kept || persisted === true || notice) return;
  isToldOfClearing = true;
  set({ notice: words.CLEARS_BY_ITSELF });
}

const isPersisted = async () => (await navigator.storage?.persisted?.()) ?? false;

/** Asks the browser not to clear this by itself. */
export async function persist(): Promise<void> {
  set({ persisted: (await navigator.storage?.persist?.()) || "refused" });
}

/** Deletes all that is kept, counts what is left, and is as on the first visit. */
export async function forget(): Promise<void> {
  const { is_kept } = get().standing ?? {};
  const left = is_kept ? await forgottenRows() : null;
  if (left && left.rows > 0) {
    set({ notice: { grave: true, words: words.left(left.rows) } });
    return;
  }
  told();
  await letGo();
  const said = left ? words.forgotten(left.tables) : words.FORGOTTEN;
  set({ ...EMPTY, spoken: said, notice: { grave: false, words: said } });
}

/** Ends the worker where nothing is kept. From disk the database itself goes, so that the next visit keeps nothing again;
 * other tabs let go of it when they are told. */
async function letGo(): Promise<void> {
  const isKept = get().standing?.is_kept;
  endWorker();
  if (!isFromDisk) return;
  letKeep(false);
  if (!isKept) return;
  const request = indexedDB.deleteDatabase(DATABASE);
  await new Promise((done) => (request.onsuccess = request.onerror = done));
}

async function forgottenRows(): Promise<{ tables: number; rows: number }> {
  await worker().do("forget", { key: newKey(), now_ms: Date.now() });
  const { tables, rows } = await lookFor("");
  return { tables: tables.length, rows };
}
