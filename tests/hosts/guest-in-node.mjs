// The guest under node's own WASI: `node guest-in-node.mjs GUEST FOLDER ARGUMENT…`, with FOLDER as /rollouts.
// A process for each run: Node 20 crashes when one process has started the guest some dozen times.

import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [guest, folder, ...rest] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: ["cutrack", ...rest], env: {}, preopens: { "/rollouts": folder } });
wasi.start(new WebAssembly.Instance(new WebAssembly.Module(readFileSync(guest)), wasi.getImportObject()));
