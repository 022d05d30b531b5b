// The filter line of sessions: words, `model:gpt-5.4`, `turns>5`, `sub-agents`; a `-` before one turns it round. It works
// on the rows that core gave; what is typed is kept nowhere.

import type { SessionRow } from "../report";
import type { Names } from "../names";
import { kindsOf } from "./lineage";

type Test = (row: SessionRow, names: Names) => boolean;

export interface Filter {
  keeps: Test;
  /** Words that are no filter. */
  wrong: string[];
}

const contains = (text: string | null | undefined, part: string) => text?.toLowerCase().includes(part) ?? false;

/** What stands before a colon. */
const FIELDS: Record<string, (row: SessionRow) => string | null | undefined> = {
  effort: ({ efforts }) => efforts?.join(" "),
  model: ({ models, model }) => (models && models.length > 1 ? models.join(" ") : model),
  project: ({ project }) => project,
  branch: ({ branch }) => branch,
  source: ({ source }) => source,
  version: ({ cli_version }) => cli_version,
};

/** What can be compared, and in which unit core gives it. */
const NUMBERS: Record<string, (row: SessionRow) => number | null | undefined> = {
  turns: ({ turns }) => turns,
  responses: ({ responses }) => responses,
  calls: ({ calls }) => calls,
  total: ({ total_tokens }) => total_tokens,
  cost: ({ cost_nano_dollars: cost }) => (cost === null ? null : cost / 1e9),
  failed: ({ failed_calls }) => failed_calls,
  compacted: ({ compactions }) => compactions,
  left: ({ context_left_percent }) => context_left_percent,
  used: ({ most_used_per_mille }) => (most_used_per_mille === null ? null : most_used_per_mille / 10),
  span: ({ started_at, last_activity_at }) => (started_at && last_activity_at ? Date.parse(last_activity_at) - Date.parse(started_at) : null),
};

/** Fields that are looked at as they are called. */
const NAMED = ["project", "branch"];
/** What a word alone is looked for in. */
const WORDS = ["project", "branch", "model", "id"];

/** `0.164` is 0.164.0 too, and not 0.164.0-alpha.1; `0.40..0.103` is all between, `0.153..` all from there on: as many
 * sessions as Quality counts of them. */
function isVersion(version: string, part: string): boolean {
  const [from = "", until] = part.split("..");
  if (until === undefined) return version === part || version.startsWith(`${part}.`);
  const place = placeOf(version, NaN);
  return version !== UNRELEASED && place >= placeOf(from, 0) && place <= placeOf(until, Infinity);
}

/** What Codex states that somebody built of the source. */
const UNRELEASED = "0.0.0";

/** Where a version stands among others, by its first two numbers. */
function placeOf(version: string, otherwise: number): number {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return major ? Number(major) * 1e6 + Number(minor) : otherwise;
}

/** Whether a field of a row has a text in it. Most rows share theirs with others: of each text it is found out once. An
 * id is its own, and in small letters. */
function has(name: string, part: string): Test | undefined {
  if (name === "id") return ({ session_id }) => session_id.includes(part);
  const field = FIELDS[name];
  const known = new Map<string, boolean>();
  return field && ((row, names) => {
    const value = field(row);
    if (!value) return false;
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = name === "version" ? isVersion(value.toLowerCase(), part) : contains(NAMED.includes(name) ? names.of(value) : value, part);
    known.set(value, found);
    return found;
  });
}

const UNITS: Record<string, number> = { k: 1e3, M: 1e6, G: 1e9, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, "%": 1 };
const COMPARISON = /^([a-z]+)([<>])(\d+(?:\.\d+)?)(k|M|G|s|min|h|d|%)?$/;

const FLAGS: Record<string, Test> = {
  "sub-agents": ({ source, parent_id }) => parent_id !== null || contains(source, "agent"),
  forks: (row) => kindsOf(row).includes("fork"),
  resumed: (row) => kindsOf(row).includes("resumed"),
  failed: ({ failed_calls }) => (failed_calls ?? 0) > 0,
  compacted: ({ compactions }) => compactions > 0,
  partial: ({ partial_files }) => partial_files > 0,
  inherited: ({ inherited_tokens }) => inherited_tokens > 0,
};

/** Reads a filter line. Words of one line all have to hold. It is good for as long as names stay the same. */
export function filterOf(line: string): Filter {
  const wrong: string[] = [];
  const tests = line.split(/\s+/).filter(Boolean).map((word) => {
    const negated = word.length > 1 && word.startsWith("-");
    const test = testOf(negated ? word.slice(1) : word);
    if (!test) wrong.push(word);
    return test && negated ? (row: SessionRow, names: Names) => !test(row, names) : test;
  });
  return { keeps: (row, names) => tests.every((test) => test?.(row, names) ?? false), wrong };
}

function testOf(word: string): Test | undefined {
  const comparison = COMPARISON.exec(word);
  if (comparison) {
    const [, name = "", sign, digits, unit = ""] = comparison;
    const value = NUMBERS[name];
    const than = Number(digits) * (UNITS[unit] ?? 1);
    return value && ((row) => {
      const told = value(row);
      return told != null && (sign === ">" ? told > than : told < than);
    });
  }
  const [name = "", wanted] = word.split(/:(.*)/s);
  if (wanted !== undefined) return has(name, wanted.toLowerCase());
  const anywhere = WORDS.flatMap((field) => has(field, word.toLowerCase()) ?? []);
  return FLAGS[word] ?? ((row, names) => anywhere.some((test) => test(row, names)));
}
