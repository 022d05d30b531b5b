// The fixtures as every host of JavaScript gets them: 29 folders of rollouts, what is asked about each,
// and what must be answered, byte for byte. The answers are the core's own, from `cargo xtask bless`.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const TARGET = join(ROOT, "target");
export const FIXTURES = join(ROOT, "tests", "fixtures");

/** What is asked about each folder, in the order of the answers' lines. */
export const QUERIES = [
  { report: "usage", by: ["day"] },
  { report: "usage", by: ["month"] },
  { report: "usage", by: ["model"] },
  { report: "sessions" },
];

const ROLLOUT = /^rollout-.*\.(jsonl|jsonl\.zst|json)$/s;
const EXPECTED = JSON.parse(readFileSync(join(FIXTURES, "EXPECTED.json"), "utf8")).dirs;

/** Names of the fixture folders. A folder that is missing on either side is a failure of its own check. */
export function fixtureNames() {
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...new Set([...folders.map((entry) => entry.name), ...Object.keys(EXPECTED)])].sort();
}

/** The rollouts below a folder, as `{ name, bytes }`, sorted by the bytes of their names. */
export function rolloutFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => ROLLOUT.test(basename(path)) && statSync(join(folder, path)).isFile())
    .map((path) => ({ name: path.replaceAll(sep, "/"), bytes: readFileSync(join(folder, path)) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** The plugin's input: a header line, then the files' bytes. */
export function frame(files, queries = QUERIES) {
  const header = {
    key: null,
    zone: { name: "UTC", offsets: [] },
    queries,
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...files.map(({ bytes }) => bytes)]);
}

/** The lines that every host must answer about a fixture. */
export function expectedLines(name) {
  return readFileSync(join(ROOT, "tests", "expected", `${name}.json`), "utf8");
}

/** Throws unless `lines` are the expected bytes, and its usage reports count what EXPECTED.json counts. */
export function checkAnswer(name, lines) {
  const { total } = EXPECTED[name];
  const reports = lines.trimEnd().split("\n").map((line) => JSON.parse(line));
  for (const report of reports.filter((report) => report.report === "usage")) {
    const { input_tokens, cached_input_tokens, output_tokens } = report.total;
    const counted = [input_tokens, cached_input_tokens, output_tokens];
    if (counted.join() !== total.join()) {
      throw new Error(`usage by ${report.by} counts ${counted}, expected ${total}`);
    }
  }
  const expected = expectedLines(name);
  if (lines !== expected) {
    throw new Error(difference(lines, expected));
  }
}

/** Where two answers part, in a few words. */
function difference(lines, expected) {
  let at = 0;
  while (lines[at] === expected[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 40));
  return `differs at character ${at}: answered ${around(lines)}, expected ${around(expected)}`;
}
