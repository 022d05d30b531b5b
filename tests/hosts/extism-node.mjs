// The plugin under Extism's host for JavaScript: what it imports and exports, what it answers about every
// fixture, and how it refuses. This host has no time limit, and does not enforce its memory limit, so these
// two are checked under Rust and Python.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import createPlugin from "@extism/extism";

import { Checks } from "./checks.mjs";
import { FIXTURES, QUERIES, TARGET, checkAnswer, expectedLines, fixtureNames, frame, rolloutFiles } from "./fixtures.mjs";

const PLUGIN = join(TARGET, "wasm32-unknown-unknown", "plugin", "cutrack_plugin.wasm");

/** All that the plugin may ask of its host: to read its input, and to set its output or an error. */
const IMPORTS = ["alloc", "error_set", "input_length", "input_load_u64", "input_load_u8", "output_set", "store_u64", "store_u8"];

const checks = new Checks();
const bytes = readFileSync(PLUGIN);
const module = new WebAssembly.Module(bytes);

await checks.check("imports are Extism's input and output and nothing else", () => {
  const imports = WebAssembly.Module.imports(module);
  assert.deepEqual(imports.map(({ name }) => name).sort(), IMPORTS);
  assert.ok(imports.every((entry) => entry.module === "extism:host/env" && entry.kind === "function"));
});

await checks.check("exports are analyze, describe and the memory", () => {
  const exports = WebAssembly.Module.exports(module);
  const named = (kind) => exports.filter((entry) => entry.kind === kind).map(({ name }) => name).sort();
  assert.deepEqual(named("function"), ["analyze", "describe"]);
  assert.deepEqual(named("memory"), ["memory"]);
  assert.deepEqual(named("table"), []);
});

const plugin = await createPlugin({ wasm: [{ data: bytes }] }, { useWasi: false });

/** A copy, because this host takes all of the ArrayBuffer below its input, and a small Buffer is a part of a shared one. */
const analyze = async (input) => (await plugin.call("analyze", new Uint8Array(Buffer.from(input))))?.text() ?? "";

await checks.check("describe tells versions, exports and limits", async () => {
  const described = (await plugin.call("describe")).json();
  assert.equal(described.name, "cutrack");
  assert.match(described.version, /^\d+\.\d+\.\d+$/);
  assert.match(described.price_date, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(Object.keys(described.exports).sort(), ["analyze", "describe"]);
  const [line] = (await analyze(frame([]))).split("\n");
  assert.equal(JSON.parse(line).schema, described.schema);
});

const names = fixtureNames();
await checks.check("there are 29 fixtures", () => assert.equal(names.length, 29));
for (const name of names) {
  await checks.check(name, async () => checkAnswer(name, await analyze(frame(rolloutFiles(join(FIXTURES, name))))));
}

await checks.check("a rollout without a header is answered with usage by day", async () => {
  const name = "28-torn-last-line";
  const [file] = rolloutFiles(join(FIXTURES, name));
  const [by_day] = expectedLines(name).split("\n");
  assert.equal(await analyze(file.bytes), `${by_day}\n`);
});

await checks.check("the order of the files does not matter", async () => {
  const name = "12-0.115-compaction-abort-review-rollback-fork";
  checkAnswer(name, await analyze(frame(rolloutFiles(join(FIXTURES, name)).reverse())));
});

const SECRET = "correct-horse-battery-staple";
const REFUSED = [
  ["a misspelt key of the header", `{"files":[],"${SECRET}":[]}`, /: header 42: /],
  ["a key that is none", `{"files":[],"key":"${SECRET}"}`, /: key 28: /],
  ["a file that is cut", `{"files":[{"name":"${SECRET}","bytes":3}]}\nab`, /: short 0: /],
  ["bytes behind the last file", `{"files":[]}\n${SECRET}`, /: long 28: /],
  ["a query that cannot be answered", frame([], [QUERIES[0], { report: "usage", range: { since: SECRET } }]), /: query 1: /],
];
for (const [what, input, pattern] of REFUSED) {
  await checks.check(`${what} is refused without a word of it`, async () => {
    const refusal = await analyze(input).then(() => assert.fail("it was answered"), (error) => error.message);
    assert.match(refusal, pattern);
    assert.ok(!refusal.includes(SECRET), "the input shows in the error");
  });
}

await plugin.close();
checks.finish();
