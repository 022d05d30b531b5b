// A reader: the same worker as the one that stores, but that it opens no database and answers no query. It reads what is
// ordered and hands over what the files left behind.

import type { FromReader, ReadOrder, ToReader } from "./messages";

/** Bytes read are told when there are so many. */
const TELL_BYTES = 4_000_000;

/** From now on this worker is a reader: one order after the other. */
export function serve(module: WebAssembly.Module): void {
  wasm_bindgen.initSync({ module });
  let line = Promise.resolve();
  self.onmessage = ({ data }: MessageEvent<ToReader>) => {
    if (data.kind === "order") line = line.then(() => read(data.order)).catch(() => say({ kind: "failed" }));
  };
}

async function read({ files, numbers, key, isStrict }: ReadOrder): Promise<void> {
  let untold = 0;
  const slice = (bytes: number) => {
    untold += bytes;
    if (untold < TELL_BYTES) return;
    say({ kind: "slice", bytes: untold });
    untold = 0;
  };
  const handed = await wasm_bindgen.Analysis.read_order(files, numbers, key, isStrict, { planned() {}, slice, done() {}, finished: async () => {} });
  say({ kind: "read", handed }, handed.map(({ buffer }) => buffer as ArrayBuffer));
}

function say(message: FromReader, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(message, transfer);
}
