// The guest under runtimes that are not our launcher: node's own WASI, and `wasmtime run`. Each gets one
// fixture folder as /rollouts and nothing else, and must answer as every other host does.
//
// `wasmtime run` compiles its module on every call, which takes longer than all of its answers together, so
// the module is compiled once and run from the compiled file.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Checks } from "./checks.mjs";
import { FIXTURES, TARGET, checkAnswer, fixtureNames } from "./fixtures.mjs";

const GUEST = join(TARGET, "wasm32-wasip1", "guest", "cutrack.wasm");
const WASMTIME = process.env.CUTRACK_WASMTIME ?? "wasmtime";
const FOLDER = join(TARGET, "hosts", "guest");
const IN_NODE = fileURLToPath(new URL("guest-in-node.mjs", import.meta.url));
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

const RUNTIMES = {
  "node:wasi": [process.execPath, (folder) => ["--no-warnings", IN_NODE, GUEST, folder]],
  "wasmtime run": [WASMTIME, (folder) => ["run", "--allow-precompiled", "--dir", `${folder}::/rollouts`, COMPILED]],
};
for (const name of fixtureNames()) {
  for (const [runtime, [program, start]] of Object.entries(RUNTIMES)) {
    await checks.check(`${runtime} ${name}`, async () => {
      const answers = COMMANDS.map((command) => run(program, [...start(join(FIXTURES, name)), ...argumentsOf(command)]));
      checkAnswer(name, (await Promise.all(answers)).map(({ stdout }) => stdout).join(""));
    });
  }
}
checks.finish();
