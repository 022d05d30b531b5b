// The worker in hand, and the reports that are asked of it for all that the page shows.

import { Client, type Listener, Refused } from "./analysis/client";
import type { Form } from "./analysis/messages";
import { zoneOf } from "./analysis/zone";
import { type Ask, askCommon, askPlace } from "./asking";
import type { Query } from "./report";
import { get, type Reports, set } from "./state";
import * as words from "./words";

/** Reports are drawn anew this often while files are read, and never for more than a twentieth of the time. */
const REPORT_EVERY_MS = 500;

/** Large choices are read side by side by so many at most. More gain nothing: the browser hands files over no faster. */
const MOST_READERS = 4;

/** Numbers of the notice "Something failed here": an answer that cannot be shown, and what is added to the number of a refusal. */
const FAULT_ANSWER = 204;
const FAULT_REFUSED = 210;

/** Without it nothing can be read: some browsers have it turned off for safety. */
export const canRead = "WebAssembly" in globalThis;

let client: Client | undefined;
/** A worker that was started before anyone needed it. */
let spare: Client | undefined;
let listener: Listener | undefined;
let refreshAgain = false;
let rounds = Promise.resolve();

/** Answers of one round, by the query. */
type Answered = Map<string, Promise<unknown>>;

/** Those of the newest rounds, while nothing changes that core computes them from: who comes back from a session to thousands
 * finds them at once. */
let recent: Answered[] = [];
const RECENT_ROUNDS = 2;
let reportAfter = 0;

/** Who hears what the worker says by itself. */
export function hear(ears: Listener): void {
  listener = ears;
}

/** All pages that are opened from disk share one store: there nothing is kept unless a person wants it, and no name ever. */
export const isFromDisk = location.protocol === "file:";
export let mayKeep = !isFromDisk;

/** Whether what is read from now on outlives the page; told before there is a worker. */
export function letKeep(wanted: boolean): void {
  mayKeep = wanted;
}

/** A key that nobody had before. */
export const newKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));

/** Starts the worker in advance: to unpack its module takes longer than to read a small folder. */
export function prepare(): void {
  if (canRead && !client && listener) spare ??= new Client(listener);
}

/** The worker; it is opened when it is first needed. */
export function worker(): Client {
  if (!client && listener) {
    const { address, nowMs } = get();
    client = spare ?? new Client(listener);
    spare = undefined;
    client.open({ zone: zoneOf(address.zone, nowMs), key: [...newKey()], now_ms: nowMs, keeps: mayKeep }, Math.min(MOST_READERS, navigator.hardwareConcurrency));
  }
  if (!client) throw new Refused(0);
  return client;
}

export const isRunning = (): boolean => client !== undefined;

/** Ends the worker with all that it holds in memory. */
export function endWorker(): void {
  client?.close();
  client = undefined;
  recent = [];
  set({ storing: false });
}

export function fault(code: number): void {
  set({ storing: false, notice: words.fault(code) });
}

/** Asks core for all that the views show, and ends when they show it. One round at a time; what changes meanwhile makes one more. */
export function refresh(): Promise<void> {
  recent = [];
  return refreshPlace();
}

/** The same where only what is asked has changed: what was answered of late still holds. */
export function refreshPlace(): Promise<void> {
  refreshAgain = true;
  if (!get().asking) rounds = askRounds();
  return rounds;
}

async function askRounds(): Promise<void> {
  set({ asking: true });
  while (client && refreshAgain) {
    refreshAgain = false;
    const started = performance.now();
    try {
      set({ reports: await ask(client) });
    } catch (error) {
      if (!(error instanceof Refused)) fault(FAULT_ANSWER);
      else if (error.code > 0) fault(FAULT_REFUSED + error.code);
    }
    const now = performance.now();
    reportAfter = now + Math.max(REPORT_EVERY_MS, 20 * (now - started));
  }
  set({ asking: false });
}

/** The same while files come in: not before it is due. */
export function refreshWhenDue(): void {
  if (performance.now() > reportAfter) void refresh();
}

async function ask(from: Client): Promise<Reports> {
  const { address, calls, nowMs, progress, standing } = get();
  const complete = progress?.endedAt !== null;
  const nowAt = new Date(nowMs).toISOString();
  const withNames = standing?.privacy !== "strict";
  const [answered, before]: [Answered, Answered[]] = [new Map(), recent];
  const one = askedOnce(from, answered, before);
  const [common, answers] = await Promise.all([askCommon(one, nowAt, withNames), askPlace(one, { address, nowAt, calls })]);
  // Something may have changed meanwhile.
  if (recent === before) recent = [answered, ...before].slice(0, RECENT_ROUNDS);
  return { complete, common, answers };
}

/** Asks each query once: places ask some of those that the frame asks, and some of their own twice where the range is all. */
function askedOnce(from: Client, answered: Answered, before: Answered[]): Ask {
  return <Report>(query: Query) => {
    const key = JSON.stringify(query);
    const known = [answered, ...before].find((answers) => answers.has(key));
    const answer = known?.get(key) ?? from.report(query);
    answered.set(key, answer);
    return answer as Promise<Report>;
  };
}

/** Counts days in the zone of the address from now on. */
export async function followZone(): Promise<void> {
  const { address, nowMs } = get();
  if (!client) return;
  await client.do("zone", zoneOf(address.zone, nowMs));
  await refresh();
}

/** One report beside those that views show: what a menu or a sheet asks for when it opens. */
export const askNow: Ask = (query) => client?.report(query) ?? Promise.reject(new Refused(0));

/** Core's answers to `queries` as bytes: JSON, one line each, or the rows of each as CSV. */
export async function exported(queries: Query[], form: Form = "json"): Promise<Blob> {
  const parts: BlobPart[] = [];
  for (const query of queries) if (client) parts.push(await client.ask(query, form), form === "json" ? "\n" : "");
  return new Blob(parts, { type: form === "json" ? "application/json" : "text/csv" });
}
