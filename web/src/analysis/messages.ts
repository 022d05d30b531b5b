// What page and worker say to each other. File bytes are in none of these: the worker reads them, and
// only reports come back.

export interface Settings {
  /** 32 bytes that pseudonyms are made with. */
  key?: number[];
  zone: { name: string; offsets: { from_ms: number; east_seconds: number }[] };
}

export interface Candidate {
  /** Path below the chosen folder, with `/`. */
  path: string;
  /** Absent when the browser would not hand the file over. */
  file: File | undefined;
}

/** As `Outcome` in crates/wasm-web/src/reading.rs. */
export const enum Outcome {
  Complete = 0,
  PermissionDenied = 1,
  Gone = 2,
  ReadFailed = 3,
}

/** How an answer is written. */
export type Form = "json" | "csv";

export type ToWorker =
  | { kind: "open"; wasm: ArrayBuffer; settings: Settings }
  | { kind: "read"; candidates: Candidate[] }
  | { kind: "stop" }
  | { kind: "ask"; id: number; query: string; form: Form };

export type FromWorker =
  | { kind: "progress"; bytes: number; outcomes: Outcome[] }
  | { kind: "finished"; stopped: boolean }
  | { kind: "answer"; id: number; bytes: ArrayBuffer }
  | { kind: "refused"; id: number; code: number }
  | { kind: "fault"; code: number };
