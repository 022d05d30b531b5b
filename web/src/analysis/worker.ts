// The worker: takes up what is kept, reads the files it is given, many of them by readers, and answers queries in between.
// It runs from a blob: URL under the page's own policy (a worker loaded by address would be free of it), and nothing in
// it can open an address. It is a classic script that stands behind the bindings in one source.

import { bytesOf } from "./letters";
import { Crew } from "./crew";
import type { Candidate, Deeds, FromWorker, Order, Standing, Told, ToReader, ToWorker } from "./messages";
import { serve } from "./reader";
import { unpacked } from "./unlzma";
import { warm } from "./warm";

interface Listener {
  planned(numbers: Uint32Array, places: Uint32Array): void;
  slice(bytes: number): void;
  done(place: number): void;
  finished(): Promise<void>;
}
interface Analysis {
  standing(): Uint8Array;
  read(candidates: Candidate[], nowMs: number, listener: Listener, crew: Crew): Promise<void>;
  stop(): void;
  report(query: Uint8Array): Uint8Array<ArrayBuffer>;
  comma_separated(query: Uint8Array): Uint8Array<ArrayBuffer>;
  set_zone(zone: Uint8Array): void;
  set_strict(isStrict: boolean): Promise<void>;
  forget(key: Uint8Array, nowMs: number): Promise<void>;
  renew_key(key: Uint8Array, nowMs: number): Promise<void>;
  look(text: string): Promise<Uint8Array>;
  sample(place: number): Uint8Array;
  data_set(withNames: boolean): BlobPart[];
  take_data_set(file: File, nowMs: number): Promise<void>;
  follow(): Promise<void>;
  add_prices(prices: Uint8Array): Promise<Uint8Array>;
  remove_price(model: string): Promise<void>;
  reset_prices(): Promise<void>;
  keep_folder(folder: FileSystemDirectoryHandle): Promise<void>;
  folder(): Promise<FileSystemDirectoryHandle | undefined>;
}
declare global {
  const wasm_bindgen: {
    initSync(wasm: { module: WebAssembly.Module }): void;
    Analysis: {
      open(settings: Uint8Array): Promise<Analysis>;
      ledger(candidates: Candidate[], listener: Listener): Promise<Uint8Array>;
      rehearse(files: Candidate[], queries: string[], listener: Listener): Promise<void>;
      read_order(files: Candidate[], numbers: Uint32Array, key: Uint8Array | undefined, isStrict: boolean, listener: Listener): Promise<Uint8Array[]>;
    };
  };
}

/** Progress is told so often: each time the whole page is drawn anew, on a processor that could read meanwhile. */
const TELL_EVERY_MS = 250;
/** Rows of a report go to the page so many at a time: taking up all of a long one would hold it for too long. */
const ROWS_AT_ONCE = 1000;
/** Numbers of the notice "Something failed here". */
const FAULT_OPEN = 201;
const FAULT_READ = 202;

let analysis: Analysis | undefined;
let crew: Crew | undefined;
/** What is done one after the other; queries are answered in between. */
let line: Promise<void> = Promise.resolve();
let opened: Promise<void> = Promise.resolve();
let stopped = false;
/** What has come of those that are read next. */
let candidates: Candidate[] = [];
/** Files have come, or what is kept is taken up. */
let isWanted = false;
/** How often what is being read was finished: again after another tab has stored something. */
let finishes = 0;
/** Ends the wait for the page to show what is read. */
let shown: (() => void) | undefined;

let bytes = 0;
let places: number[] = [];
let toldAt = 0;

self.onmessage = ({ data }: MessageEvent<ToWorker | Extract<ToReader, { kind: "serve" }>>) => {
  switch (data.kind) {
    case "serve":
      return serve(data.module);
    case "prepare":
      return void inLine(FAULT_OPEN, () => prepare(data));
    case "open":
      isWanted = true;
      return void (opened = inLine(FAULT_OPEN, () => open(data)));
    case "candidates":
      if (candidates.length === 0) stopped = false;
      return void candidates.push(...data.candidates);
    case "read":
      return readNext(data.nowMs);
    case "stop":
      stopped = true;
      crew?.cancel();
      return analysis?.stop();
    case "shown":
      return shown?.();
    case "ask":
      return void opened.then(() => answer(data));
    case "tell":
      return void opened.then(() => tellReport(data));
    case "do":
      return void inLine(FAULT_READ, () => follow(data.id, data.order));
  }
};

function say(message: FromWorker, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(message, transfer);
}

function inLine(fault: number, work: () => Promise<void>): Promise<void> {
  line = line.then(work).catch(() => say({ kind: "fault", code: fault }));
  return line;
}

async function prepare({ packed, source }: Extract<ToWorker, { kind: "prepare" }>): Promise<void> {
  const module = new WebAssembly.Module(unpacked(bytesOf(packed)));
  wasm_bindgen.initSync({ module });
  crew = new Crew(module, source, listener.slice);
  const rehearse = (session: Candidate, queries: string[]) => wasm_bindgen.Analysis.rehearse([session], queries, DEAF);
  // Beside all else: whatever comes of it, nothing waits for it. What came while the module was unpacked goes before.
  setTimeout(() => void warm(rehearse, () => isWanted).catch(() => undefined));
}

async function open({ settings, readers }: Extract<ToWorker, { kind: "open" }>): Promise<void> {
  if (crew) crew.size = readers;
  analysis = await wasm_bindgen.Analysis.open(written(settings));
  tellStanding();
}

const written = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const parsed = (json: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(json));

function tellStanding(): void {
  if (analysis) say({ kind: "standing", standing: parsed(analysis.standing()) as Standing });
}

const listener: Listener = {
  planned: (numbers, places) => say({ kind: "planned", numbers, places }),
  slice(count) {
    bytes += count;
    tell();
  },
  done(place) {
    places.push(place);
    tell();
  },
  async finished() {
    finishes += 1;
    if (finishes > 1) return;
    tellStanding();
    const wait = new Promise<void>((done) => (shown = done));
    say({ kind: "finished", stopped, ...untold() });
    await wait;
  },
};

/** Follows no reading. */
const DEAF: Listener = { planned() {}, slice() {}, done() {}, finished: async () => {} };

function readNext(nowMs: number): void {
  const next = candidates;
  candidates = [];
  void inLine(FAULT_READ, () => read(next, nowMs));
}

// Stopping takes hold between two files, so that every file is either read to its end or not begun. What is read is stored
// after the page has drawn it: both at once would take twice as long.
async function read(candidates: Candidate[], nowMs: number): Promise<void> {
  finishes = 0;
  if (!stopped && analysis && crew) await analysis.read(candidates, nowMs, listener, crew);
  else await listener.finished();
  tellStanding();
  say({ kind: "stored", again: finishes > 1 });
}

function tell(): void {
  const now = performance.now();
  if (now - toldAt < TELL_EVERY_MS) return;
  say({ kind: "progress", ...untold() });
  toldAt = now;
}

/** The progress that was not told yet. */
function untold(): { bytes: number; places: number[] } {
  const progress = { bytes, places };
  bytes = 0;
  places = [];
  return progress;
}

function answer({ id, query, form }: Extract<ToWorker, { kind: "ask" }>): void {
  const asked = new TextEncoder().encode(query);
  try {
    const written = form === "csv" ? analysis?.comma_separated(asked) : analysis?.report(asked);
    if (written) say({ kind: "answer", id, bytes: written.buffer }, [written.buffer]);
  } catch (code) {
    refuse(id, code);
  }
}

function tellReport({ id, query }: Extract<ToWorker, { kind: "tell" }>): void {
  try {
    const written = analysis?.report(new TextEncoder().encode(query));
    if (!written) return;
    const report = parsed(written) as Told;
    const { rows = [] } = report;
    const last = Math.max(0, rows.length - ROWS_AT_ONCE);
    for (let at = 0; at < last; at += ROWS_AT_ONCE) say({ kind: "rows", id, rows: rows.slice(at, Math.min(at + ROWS_AT_ONCE, last)) });
    say({ kind: "told", id, report: last > 0 ? { ...report, rows: rows.slice(last) } : report });
  } catch (code) {
    refuse(id, code);
  }
}

async function follow(id: number, order: Order): Promise<void> {
  try {
    const comes = analysis && (await carriedOut(analysis, order));
    tellStanding();
    say({ kind: "done", id, comes });
  } catch (code) {
    refuse(id, code);
  }
}

async function carriedOut(by: Analysis, order: Order): Promise<unknown> {
  switch (order.deed) {
    case "zone":
      return by.set_zone(written(order.given));
    case "strict":
      return by.set_strict(order.given);
    case "forget":
      return by.forget(order.given.key, order.given.now_ms);
    case "renew_key":
      return by.renew_key(order.given.key, order.given.now_ms);
    case "look":
      return parsed(await by.look(order.given));
    case "sample":
      return parsed(by.sample(order.given));
    case "data_set":
      return new Blob(by.data_set(order.given), { type: "application/x-ndjson" });
    case "take_data_set":
      return by.take_data_set(order.given.file, order.given.now_ms);
    case "follow":
      return by.follow();
    case "prices":
      return priced(by, order.given);
    case "ledger":
      return ledgerOf(order.given);
    case "keep_folder":
      return by.keep_folder(order.given);
    case "folder":
      return by.folder();
  }
}

async function priced(by: Analysis, change: Deeds["prices"]["given"]): Promise<unknown> {
  if ("add" in change) return parsed(await by.add_prices(new Uint8Array(await change.add.arrayBuffer())));
  return "remove" in change ? by.remove_price(change.remove) : by.reset_prices();
}

/** Reads once more, and tells nobody how far it is. */
async function ledgerOf(candidates: Candidate[]): Promise<unknown> {
  const lines = await wasm_bindgen.Analysis.ledger(candidates, DEAF);
  return new TextDecoder().decode(lines).trim().split("\n").map((line) => JSON.parse(line) as unknown);
}

function refuse(id: number, code: unknown): void {
  say({ kind: "refused", id, code: typeof code === "number" ? code : FAULT_READ });
}
