// What page and worker say to each other. File bytes are in none of these: the worker reads them, and
// only reports come back.

import type { PrivacyReport } from "../report";

export interface Zone {
  name: string;
  offsets: { from_ms: number; east_seconds: number }[];
}

export interface Settings {
  zone: Zone;
  /** 32 bytes that pseudonyms are made with where no key is kept. */
  key: number[];
  now_ms: number;
  /** Whether numbers are to outlive the page. */
  keeps: boolean;
}

/** How things stand with what is kept; as `Standing` in crates/wasm-web/src/shelf.rs. */
export interface Standing {
  is_kept: boolean;
  obstacle: "refused" | "full" | "newer" | "damaged" | "overtaken" | null;
  privacy: "names" | "names_again" | "strict";
  key_made_at_ms: number | null;
  read_at_ms: number | null;
  /** Files that there are records of. */
  files: number;
}

/** A text that was looked for in all that is kept; as `Look` in crates/core/src/store/look.rs. */
export interface Look {
  tables: { table: string; rows: number }[];
  hits: { table: string; column: string; times: number }[];
  rows: number;
  tables_used: number;
  times: number;
  read_bytes: number;
  kept_bytes: number;
  dropped_bytes: number;
}

/** One row of all that is kept; as `SampleRow` in crates/core/src/store/sample.rs. */
export interface SampleRow {
  table: string;
  cells: { column: string; value: string | null }[];
}

/** What came of adding prices; as `Added` in crates/wasm-web/src/prices.rs. */
export interface PricesAdded {
  /** The models that they are of. */
  models: string[];
  /** Where they are wrong, and how; then none was added. */
  refused: { line: number; problem: "syntax" | "value" } | null;
}

export interface Candidate {
  /** Path below the chosen folder, with `/`. */
  path: string;
  /** Absent when the browser would not hand the file over. */
  file: File | undefined;
}

/** How an answer is written. */
export type Form = "json" | "csv";

/** A report, whichever it is; the rows of some are called otherwise, and are few. */
export interface Told {
  rows?: unknown[];
}

/** What the worker does one after the other, and what comes of it. */
export interface Deeds {
  zone: { given: Zone; comes: void };
  strict: { given: boolean; comes: void };
  /** The key is for what comes after. */
  forget: { given: { key: Uint8Array; now_ms: number }; comes: void };
  /** Pseudonyms are made with this key from now on; all files are to be read again. */
  renew_key: { given: { key: Uint8Array; now_ms: number }; comes: void };
  look: { given: string; comes: Look };
  /** Each next number is another row. */
  sample: { given: number; comes: SampleRow | null };
  /** All that is kept, as a file; given is whether names go along. */
  data_set: { given: boolean; comes: Blob };
  take_data_set: { given: { file: File; now_ms: number }; comes: void };
  /** Takes up what another tab has stored. */
  follow: { given: null; comes: void };
  prices: { given: { add: Blob } | { remove: string } | { reset: true }; comes: PricesAdded | void };
  /** Core's answers to `privacy` over these files, by fate and by path. */
  ledger: { given: Candidate[]; comes: PrivacyReport[] };
  keep_folder: { given: FileSystemDirectoryHandle; comes: void };
  folder: { given: null; comes: FileSystemDirectoryHandle | undefined };
}
export type Deed = keyof Deeds;
export type Order = { [Of in Deed]: { deed: Of; given: Deeds[Of]["given"] } }[Deed];

export type ToWorker =
  /** `packed` is the module as it stands in the page: LZMA, as letters; `source` is the worker's own, for readers. */
  | { kind: "prepare"; packed: string; source: string }
  /** Before everything that comes; there are so many readers at most. */
  | { kind: "open"; settings: Settings; readers: number }
  /** Some of those that are read next. */
  | { kind: "candidates"; candidates: Candidate[] }
  | { kind: "read"; nowMs: number }
  | { kind: "stop" }
  /** What is read is shown: now it may be stored. */
  | { kind: "shown" }
  | { kind: "ask"; id: number; query: string; form: Form }
  | { kind: "tell"; id: number; query: string }
  | { kind: "do"; id: number; order: Order };

export type FromWorker =
  | { kind: "standing"; standing: Standing }
  /** The number of every candidate, and the places of those that are read. */
  | { kind: "planned"; numbers: Uint32Array; places: Uint32Array }
  /** So many bytes more are read, and the candidates at these places. */
  | { kind: "progress"; bytes: number; places: number[] }
  /** All is read, with the last bytes and places of its progress, and the worker waits until it is shown. */
  | { kind: "finished"; stopped: boolean; bytes: number; places: number[] }
  /** All that was read is stored, where anything is. Files were read again where another tab stored something meanwhile. */
  | { kind: "stored"; again: boolean }
  | { kind: "answer"; id: number; bytes: ArrayBuffer }
  /** Rows of a report that is told; the others come behind them. */
  | { kind: "rows"; id: number; rows: unknown[] }
  /** The report, with the last of its rows. */
  | { kind: "told"; id: number; report: Told }
  | { kind: "done"; id: number; comes: unknown }
  | { kind: "refused"; id: number; code: number }
  | { kind: "fault"; code: number };

/** What a reader is told by the worker that stores. */
export type ToReader = { kind: "serve"; module: WebAssembly.Module } | { kind: "order"; order: ReadOrder };

/** Files to be read under these numbers. */
export interface ReadOrder {
  at: number;
  files: Candidate[];
  numbers: Uint32Array;
  key: Uint8Array | undefined;
  isStrict: boolean;
}

export type FromReader =
  | { kind: "slice"; bytes: number }
  /** Of each file what it left behind. */
  | { kind: "read"; handed: Uint8Array[] }
  | { kind: "failed" };
