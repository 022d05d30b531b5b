// The worker: reads the files it is given, one after the other, and answers queries in between. It runs from a
// blob: URL under the page's own policy (a worker loaded by address would be free of it), and nothing in it
// can open an address. It is a classic script that stands behind the bindings in one source.

import type { Candidate, FromWorker, Outcome, Settings, ToWorker } from "./messages";

interface Analysis {
  read(name: string, file: File | undefined, onSlice: (bytes: number) => void): Promise<Outcome>;
  report(query: Uint8Array): Uint8Array<ArrayBuffer>;
  comma_separated(query: Uint8Array): Uint8Array<ArrayBuffer>;
}
declare const wasm_bindgen: {
  initSync(wasm: { module: ArrayBuffer }): void;
  Analysis: new (settings: Settings) => Analysis;
};

/** Progress is told no more often than the eye can follow. */
const TELL_EVERY_MS = 100;
/** Numbers of the notice "Something failed here". */
const FAULT_OPEN = 201;
const FAULT_READ = 202;

let analysis: Analysis | undefined;
let waiting: Candidate[] = [];
let reading = false;
let stopped = false;

let bytes = 0;
let outcomes: Outcome[] = [];
let toldAt = 0;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "open") open(data.wasm, data.settings);
  else if (data.kind === "stop") stopped = true;
  else if (data.kind === "ask") answer(data);
  else {
    waiting.push(...data.candidates);
    if (!reading) readAll().catch(() => say({ kind: "fault", code: FAULT_READ }));
  }
};

function say(message: FromWorker, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(message, transfer);
}

function open(wasm: ArrayBuffer, settings: Settings): void {
  try {
    wasm_bindgen.initSync({ module: wasm });
    analysis = new wasm_bindgen.Analysis(settings);
  } catch {
    say({ kind: "fault", code: FAULT_OPEN });
  }
}

// Stopping takes hold between two files, so that every file is either read to its end or not begun.
async function readAll(): Promise<void> {
  reading = true;
  stopped = false;
  while (analysis && !stopped) {
    const next = waiting.shift();
    if (!next) break;
    const outcome = await analysis.read(next.path, next.file, tellSlice);
    outcomes.push(outcome);
    tell(TELL_EVERY_MS);
  }
  waiting = [];
  reading = false;
  tell(0);
  say({ kind: "finished", stopped });
}

function tellSlice(count: number): void {
  bytes += count;
  tell(TELL_EVERY_MS);
}

function tell(everyMs: number): void {
  const now = performance.now();
  if (now - toldAt < everyMs) return;
  say({ kind: "progress", bytes, outcomes });
  toldAt = now;
  bytes = 0;
  outcomes = [];
}

function answer({ id, query, form }: Extract<ToWorker, { kind: "ask" }>): void {
  const asked = new TextEncoder().encode(query);
  try {
    const written = form === "csv" ? analysis?.comma_separated(asked) : analysis?.report(asked);
    if (written) say({ kind: "answer", id, bytes: written.buffer }, [written.buffer]);
  } catch (code) {
    say({ kind: "refused", id, code: typeof code === "number" ? code : FAULT_READ });
  }
}
