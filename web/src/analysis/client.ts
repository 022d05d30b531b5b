// The page's end of the worker: starts it from the two data blocks of this very file, hands it files, asks it.

import type { Candidate, Form, FromWorker, Outcome, Settings, ToWorker } from "./messages";
import type { Query } from "../report";

export interface Listener {
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
  readonly #waiting = new Map<number, { answer(bytes: ArrayBuffer): void; refuse(error: Refused): void }>();
  readonly #opened: Promise<void>;
  #asked = 0;

  constructor(settings: Settings, listener: Listener) {
    this.#worker = startWorker();
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data, listener);
    this.#worker.onerror = () => listener.fault(203);
    this.#opened = unpack(block("wasm")).then((wasm) => this.#worker.postMessage({ kind: "open", wasm, settings } satisfies ToWorker, [wasm]));
    this.#opened.catch(() => listener.fault(204));
  }

  read(candidates: Candidate[]): void {
    this.#say({ kind: "read", candidates });
  }

  /** Reading ends after the file in hand. */
  stop(): void {
    this.#say({ kind: "stop" });
  }

  /** The bytes of core's answer, as every host gives them. */
  ask(query: Query, form: Form = "json"): Promise<ArrayBuffer> {
    const id = ++this.#asked;
    return new Promise((answer, refuse) => {
      this.#waiting.set(id, { answer, refuse });
      this.#say({ kind: "ask", id, query: JSON.stringify(query), form });
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

  // Whatever is said before the worker is open waits for it, in order.
  #say(message: ToWorker): void {
    void this.#opened.then(() => this.#worker.postMessage(message));
  }

  #receive(message: FromWorker, listener: Listener): void {
    switch (message.kind) {
      case "progress":
        return listener.progress(message.bytes, message.outcomes);
      case "finished":
        return listener.finished(message.stopped);
      case "fault":
        return listener.fault(message.code);
      case "answer":
        return this.#settle(message.id)?.answer(message.bytes);
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

function unpack(base64: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
