// The guest under runtimes that are not our launcher: node's own WASI, and `wasmtime run`. Each gets one
// fixture folder as /rollouts and nothing else, and must answer as every other host does.
//
// `wasmtime run` compiles its module on every call, which takes longer than all of its answers together, so
// the module is compiled once and run from the compiled file.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { WASI } from "node:wasi";

import { Checks } from "./checks.mjs";
import { FIXTURES, TARGET, checkAnswer, fixtureNames } from "./fixtures.mjs";

const GUEST = join(TARGET, "wasm32-wasip1", "guest", "cutrack.wasm");
const WASMTIME = process.env.CUTRACK_WASMTIME ?? "wasmtime";
const FOLDER = join(TARGET, "hosts", "guest");
const COMPILED = join(FOLDER, "cutrack.cwasm");

/** The four questions of fixtures.mjs as a person types them. */
const COMMANDS = [["report", "daily"], ["report", "monthly"], ["models"], ["sessions"]];

const argumentsOf = (command) => [...command, "/rollouts", "--json", "--tz", "UTC", "--last", "all"];
const run = promisify(execFile);
const checks = new Checks();
mkdirSync(FOLDER, { recursive: true });
const guest = new WebAssembly.Module(readFileSync(GUEST));

await checks.check("the guest asks its host for WASI and nothing else", () => {
  const modules = new Set(WebAssembly.Module.imports(guest).map(({ module }) => module));
  assert.deepEqual([...modules], ["wasi_snapshot_preview1"]);
});

await checks.check("wasmtime compiles the guest", () => run(WASMTIME, ["compile", "-o", COMPILED, GUEST]));

for (const name of fixtureNames()) {
  await checks.check(`node:wasi ${name}`, () => checkAnswer(name, COMMANDS.map((command) => underNode(name, command)).join("")));
  await checks.check(`wasmtime run ${name}`, async () => {
    const lines = await Promise.all(COMMANDS.map((command) => underWasmtime(name, command)));
    checkAnswer(name, lines.join(""));
  });
}
checks.finish();

/** One command under node:wasi, which writes its output to a file descriptor only. */
function underNode(name, command) {
  const path = join(FOLDER, "node-stdout");
  const stdout = openSync(path, "w");
  try {
    const wasi = new WASI({
      version: "preview1",
      args: ["cutrack", ...argumentsOf(command)],
      env: {},
      preopens: { "/rollouts": join(FIXTURES, name) },
      stdout,
      returnOnExit: true,
    });
    const status = wasi.start(new WebAssembly.Instance(guest, wasi.getImportObject()));
    assert.equal(status ?? 0, 0, "exit code");
  } finally {
    closeSync(stdout);
  }
  return readFileSync(path, "utf8");
}

/** One command under `wasmtime run`; an exit code other than 0 throws. */
async function underWasmtime(name, command) {
  const dir = `${join(FIXTURES, name)}::/rollouts`;
  const { stdout } = await run(WASMTIME, ["run", "--allow-precompiled", "--dir", dir, COMPILED, ...argumentsOf(command)]);
  return stdout;
}
