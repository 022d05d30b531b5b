// The guest under runtimes that are not our launcher: node's own WASI, and `wasmtime run`. Each gets one
// fixture folder as /rollouts and nothing else, and must answer as every other host does.
//
// `wasmtime run` compiles its module on every call, which takes longer than all of its answers together, so
// the module is compiled once and run from the compiled file.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Checks } from "./checks.mjs";
import { FIXTURES, TARGET, checkAnswer, expectedLines, fixtureNames } from "./fixtures.mjs";

const GUEST = join(TARGET, "cutrack.wasm");
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

/** Every path below a folder with its bytes and the time of its last change. */
function state(folder) {
  return readdirSync(folder, { recursive: true })
    .sort()
    .map((path) => {
      const place = join(folder, path);
      const { mtimeMs } = statSync(place);
      return { path, mtimeMs, bytes: statSync(place).isFile() ? readFileSync(place).toString("base64") : "" };
    });
}

// `--dir` lets the guest write wherever it may read: that it does not is its own doing.
await checks.check("wasmtime run keeps a database and writes in its folder alone", async () => {
  const name = fixtureNames().at(-1);
  const [home, data] = ["home", "data"].map((folder) => join(FOLDER, folder));
  for (const folder of [home, data]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }
  cpSync(join(FIXTURES, name), join(home, "sessions"), { recursive: true });
  const before = state(home);
  const start = ["run", "--allow-precompiled", "--dir", `${home}::/home`, "--dir", `${data}::/data`, COMPILED];
  const options = ["--codex-home", "/home", "--db", "/data/cutrack.db"];
  const call = async (...words) => (await run(WASMTIME, [...start, ...words, ...options])).stdout;
  const ingested = await call("ingest", "-q");
  assert.match(ingested, /^[1-9]\d* files? read, 0 unchanged, 0 gone/);
  assert.match(await call("ingest", "-q"), /^0 files read, [1-9]/);
  // Sessions carry pseudonyms under the key of this database; usage is every host's.
  const usage = COMMANDS.slice(0, 3);
  const answers = [];
  for (const command of usage) {
    answers.push(await call(...command, "--json", "--tz", "UTC", "--last", "all"));
  }
  assert.deepEqual(answers, expectedLines(name).split(/(?<=\n)/).slice(0, usage.length));
  assert.deepEqual(state(home), before);
  const kept = readdirSync(data);
  assert.ok(kept.includes("cutrack.db") && kept.includes("cutrack.key"), kept.join());
  assert.ok(kept.every((file) => file.startsWith("cutrack.")), kept.join());
});
checks.finish();
