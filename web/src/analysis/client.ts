// The page's end of the worker: starts it from the two data blocks of this very file, hands it files, asks it.

import { startWorker } from "./blob-worker";
import type { Candidate, Deed, Deeds, Form, FromWorker, Order, Settings, Standing, Told, ToWorker } from "./messages";
import type { Query } from "../report";

const FILES_AT_ONCE = 50;

export interface Listener {
  standing(standing: Standing): void;
  planned(numbers: Uint32Array, places: Uint32Array): void;
  progress(bytes: number, places: number[]): void;
  finished(stopped: boolean, bytes: number, places: number[]): void;
  stored(again: boolean): void;
  fault(code: number): void;
}

/** A query that core refused; the number says why. */
export class Refused extends Error {
  constructor(readonly code: number) {
    super(`query refused (${code})`);
  }
}

export class Client {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { answer(comes: unknown): void; refuse(error: Refused): void }>();
  /** Of reports that are being told. */
  readonly #rows = new Map<number, unknown[]>();
  #asked = 0;
  #handed = Promise.resolve();
  #isStopped = false;

  /** Starts the worker, which prepares what it needs and touches nothing that is kept. */
  constructor(listener: Listener) {
    this.#worker = startWorker(block("worker"));
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data, listener);
    this.#worker.onerror = () => listener.fault(203);
    this.#say({ kind: "prepare", packed: block("wasm"), source: block("worker") });
  }

  /** Once, before all else. */
  open(settings: Settings, readers: number): void {
    this.#say({ kind: "open", settings, readers });
  }

  /** Hands files over part by part, and ends with the last: the browser asks the system about each, and the page would stand. */
  read(candidates: Candidate[]): Promise<void> {
    return (this.#handed = this.#handed.then(() => this.#hand(candidates)));
  }

  async #hand(candidates: Candidate[]): Promise<void> {
    this.#isStopped = false;
    for (let at = 0; at < candidates.length && !this.#isStopped; at += FILES_AT_ONCE) {
      if (at > 0) await new Promise((done) => setTimeout(done));
      this.#say({ kind: "candidates", candidates: candidates.slice(at, at + FILES_AT_ONCE) });
    }
    this.#say({ kind: "read", nowMs: Date.now() });
  }

  /** Reading ends after the file in hand. */
  stop(): void {
    this.#isStopped = true;
    this.#say({ kind: "stop" });
  }

  /** What is read is shown, and may be stored. */
  shown(): void {
    this.#say({ kind: "shown" });
  }

  /** The bytes of core's answer, as every host gives them. */
  ask(query: Query, form: Form): Promise<ArrayBuffer> {
    return this.#wait<ArrayBuffer>((id) => this.#say({ kind: "ask", id, query: JSON.stringify(query), form }));
  }

  /** Has something done that waits for what is being done, and says what came of it. */
  do<Of extends Deed>(deed: Of, given: Deeds[Of]["given"]): Promise<Deeds[Of]["comes"]> {
    return this.#wait<Deeds[Of]["comes"]>((id) => this.#say({ kind: "do", id, order: { deed, given } as Order }));
  }

  #wait<Comes>(say: (id: number) => void): Promise<Comes> {
    const id = ++this.#asked;
    return new Promise((answer, refuse) => {
      this.#waiting.set(id, { answer: (comes) => answer(comes as Comes), refuse });
      say(id);
    });
  }

  /** An answer as the page draws it. */
  report<Report>(query: Query): Promise<Report> {
    return this.#wait<Report>((id) => this.#say({ kind: "tell", id, query: JSON.stringify(query) }));
  }

  /** Ends the worker; what was asked of it is refused with 0. */
  close(): void {
    this.#worker.terminate();
    for (const { refuse } of this.#waiting.values()) refuse(new Refused(0));
    this.#waiting.clear();
  }

  #say(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker, listener: Listener): void {
    switch (message.kind) {
      case "standing":
        return listener.standing(message.standing);
      case "planned":
        return listener.planned(message.numbers, message.places);
      case "progress":
        return listener.progress(message.bytes, message.places);
      case "finished":
        return listener.finished(message.stopped, message.bytes, message.places);
      case "stored":
        return listener.stored(message.again);
      case "fault":
        return listener.fault(message.code);
      case "answer":
        return this.#settle(message.id)?.answer(message.bytes);
      case "rows":
        return this.#keep(message.id, message.rows);
      case "told":
        return this.#settle(message.id)?.answer(this.#whole(message.id, message.report));
      case "done":
        return this.#settle(message.id)?.answer(message.comes);
      case "refused":
        return this.#settle(message.id)?.refuse(new Refused(message.code));
    }
  }

  #keep(id: number, rows: unknown[]): void {
    const before = this.#rows.get(id);
    if (before) before.push(...rows);
    else this.#rows.set(id, rows);
  }

  /** A report with the rows that came before it. */
  #whole(id: number, report: Told): Told {
    const before = this.#rows.get(id);
    this.#rows.delete(id);
    return before ? { ...report, rows: [...before, ...(report.rows ?? [])] } : report;
  }

  #settle(id: number) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}

function block(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}
