// Readers side by side: workers with the same source and module as the one that stores. They read what
// crates/wasm-web/src/crew.rs orders; one that fails is dismissed, and what it had in hand never comes.

import { startWorker } from "./blob-worker";
import type { Candidate, FromReader, ReadOrder, ToReader } from "./messages";

/** What a reader has read of an order. */
interface Told {
  at: number;
  handed: Uint8Array[];
}

interface Reader {
  worker: Worker;
  /** What it has in hand: it reads the first of them. */
  orders: ReadOrder[];
  /** Of the first. */
  bytesTold: number;
}

/** A reader has the next order before it is done with one: whoever gives them can be busy with reports. More would wait at the
 * end for one reader while the others have none. */
const ORDERS_IN_HAND = 2;

export class Crew {
  #readers: Reader[] = [];
  #orders: ReadOrder[] = [];
  #told: Told[] = [];
  /** Orders that a reader has had. */
  readonly #had = new Set<number>();
  #wanted: ((told: Told | undefined) => void) | undefined;

  /** So many readers at most. */
  size = 0;

  constructor(
    readonly module: WebAssembly.Module,
    readonly source: string,
    /** Hears how many bytes more are read. */
    readonly slice: (bytes: number) => void,
  ) {}

  order(at: number, files: Candidate[], numbers: Uint32Array, key: Uint8Array | undefined, isStrict: boolean): void {
    this.#had.delete(at);
    this.#orders.push({ at, files, numbers, key, isStrict });
  }

  /** What is read next; nothing when no more comes. */
  next(): Promise<Told | undefined> {
    while (this.#readers.length < Math.min(this.size, this.#orders.length) && this.#hire());
    for (const reader of this.#readers) this.#give(reader);
    if (this.#told.length > 0 || this.#isIdle()) return Promise.resolve(this.#next());
    return new Promise((tell) => (this.#wanted = tell));
  }

  /** Whether a reader has had an order: then its bytes are told. */
  had(at: number): boolean {
    return this.#had.has(at);
  }

  /** Takes back what no reader has in hand. */
  cancel(): void {
    this.#orders = [];
  }

  /** Where nothing more comes, the readers end with all that they hold in memory, before much is stored. */
  #next(): Told | undefined {
    const told = this.#told.shift();
    if (!told) {
      for (const { worker } of this.#readers) worker.terminate();
      this.#readers = [];
      this.#orders = [];
    }
    return told;
  }

  #isIdle(): boolean {
    return this.#readers.every(({ orders }) => orders.length === 0);
  }

  /** False where the browser starts no worker from a worker. */
  #hire(): boolean {
    const worker = started(this.source);
    if (!worker) return false;
    const reader: Reader = { worker, orders: [], bytesTold: 0 };
    reader.worker.onmessage = ({ data }: MessageEvent<FromReader>) => this.#hear(reader, data);
    reader.worker.onerror = () => this.#fire(reader);
    this.#readers.push(reader);
    say(reader, { kind: "serve", module: this.module });
    return true;
  }

  #give(reader: Reader): void {
    for (const order of this.#orders.splice(0, ORDERS_IN_HAND - reader.orders.length)) {
      reader.orders.push(order);
      this.#had.add(order.at);
      say(reader, { kind: "order", order });
    }
  }

  #hear(reader: Reader, message: FromReader): void {
    const [order] = reader.orders;
    if (!order) return;
    switch (message.kind) {
      case "slice":
        reader.bytesTold += message.bytes;
        return this.slice(message.bytes);
      case "failed":
        return this.#fire(reader);
      case "read":
        this.#tellRest(reader, order);
        reader.orders.shift();
        this.#told.push({ at: order.at, handed: message.handed });
        this.#give(reader);
        return this.#answer();
    }
  }

  #fire(reader: Reader): void {
    reader.worker.terminate();
    this.#readers = this.#readers.filter((other) => other !== reader);
    for (const order of reader.orders.splice(0)) this.#tellRest(reader, order);
    this.#answer();
  }

  /** All bytes of an order are told once, however it ended: who reads it again tells none. */
  #tellRest(reader: Reader, { files }: ReadOrder): void {
    this.slice(files.reduce((sum, { file }) => sum + (file?.size ?? 0), 0) - reader.bytesTold);
    reader.bytesTold = 0;
  }

  #answer(): void {
    if (!this.#wanted || (this.#told.length === 0 && !this.#isIdle())) return;
    const tell = this.#wanted;
    this.#wanted = undefined;
    tell(this.#next());
  }
}

function started(source: string): Worker | undefined {
  try {
    return startWorker(source);
  } catch {
    return undefined;
  }
}

function say({ worker }: Reader, message: ToReader): void {
  worker.postMessage(message);
}
