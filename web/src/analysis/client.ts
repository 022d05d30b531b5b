// The page's end of the worker: starts it from the two data blocks of this very file, hands it files, asks it.

import type { Candidate, Deed, Deeds, Form, FromWorker, Order, Outcome, Settings, Standing, ToWorker } from "./messages";
import type { Query } from "../report";

export interface Listener {
  standing(standing: Standing): void;
  planned(numbers: Uint32Array, places: Uint32Array): void;
  progress(bytes: number, outcomes: Outcome[]): void;
  finished(stopped: boolean): void;
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
  #asked = 0;

  constructor(settings: Settings, listener: Listener) {
    this.#worker = startWorker();
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data, listener);
    this.#worker.onerror = () => listener.fault(203);
    this.#say({ kind: "open", packed: block("wasm"), settings });
  }

  read(candidates: Candidate[]): void {
    this.#say({ kind: "read", candidates, nowMs: Date.now() });
  }

  /** Reading ends after the file in hand. */
  stop(): void {
    this.#say({ kind: "stop" });
  }

  /** The bytes of core's answer, as every host gives them. */
  ask(query: Query, form: Form = "json"): Promise<ArrayBuffer> {
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
  async report<Report>(query: Query): Promise<Report> {
    return JSON.parse(new TextDecoder().decode(await this.ask(query))) as Report;
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
        return listener.progress(message.bytes, message.outcomes);
      case "finished":
        return listener.finished(message.stopped);
      case "fault":
        return listener.fault(message.code);
      case "answer":
        return this.#settle(message.id)?.answer(message.bytes);
      case "done":
        return this.#settle(message.id)?.answer(message.comes);
      case "refused":
        return this.#settle(message.id)?.refuse(new Refused(message.code));
    }
  }

  #settle(id: number) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}

function startWorker(): Worker {
  const source = new Blob([block("worker")], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  return new Worker(policy.createScriptURL(address) as string);
}

interface ScriptUrlPolicy {
  createScriptURL(address: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

// The one policy that the page's `trusted-types` allows: nothing but a blob of this page becomes a script.
const rules: ScriptUrlPolicy = {
  createScriptURL(address) {
    if (!address.startsWith("blob:")) throw new TypeError("only blob: addresses");
    return address;
  },
};
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trustedTypes?.createPolicy("cutrack-worker", rules) ?? rules;

function block(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}
