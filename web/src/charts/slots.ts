// Which model or project has which colour: the seven with most tokens of all time, in this order, whatever the filter.

import type { Address, Measure } from "../address";
import type { Buckets } from "../asking";
import type { Sums, UsageReport, UsageRow } from "../report";
import { shortPseudonym } from "../names";
import { type Bucket, daysOf, firstOfWeek, keysBetween, type Part, rangeOf } from "./scale";

export interface Slot {
  class: string;
  label: string;
}

/** Slots with a colour of their own; the others share one. */
const OWN = 7;
export const OTHER = "slot-other";

export class Slots {
  readonly #classes = new Map<string, string>();
  readonly all: Slot[] = [];
  /** What core groups by for them. */
  readonly by: "model" | "project";
  readonly #label: (value: string) => string;

  private constructor(key: "model" | "project", ofAllTime: UsageReport, label: (value: string) => string, others: string, unnamed: string) {
    this.by = key;
    // Core gives those with most tokens first.
    const rows = ofAllTime.rows.filter(({ total_tokens }) => total_tokens > 0);
    const named = rows.flatMap((row) => row[key] ?? []);
    this.#label = label;
    named.slice(0, OWN).forEach((value, index) => {
      this.#classes.set(value, `slot-${index + 1}`);
      this.all.push({ class: `slot-${index + 1}`, label: label(value) });
    });
    if (named.length > OWN) this.all.push({ class: OTHER, label: others });
    if (rows.some((row) => !row[key])) this.all.push({ class: "slot-none", label: unnamed });
  }

  static ofModels(ofAllTime: UsageReport): Slots {
    return new Slots("model", ofAllTime, (model) => model, "other models", "model not named");
  }

  static ofProjects(ofAllTime: UsageReport, label: (project: string) => string): Slots {
    return new Slots("project", ofAllTime, label, "other projects", "project not named");
  }

  of(value: string | null | undefined): string {
    return value ? (this.#classes.get(value) ?? OTHER) : "slot-none";
  }

  /** The slot of a row of usage. */
  ofRow(row: UsageRow): string {
    return this.of(row[this.by]);
  }

  #leads(row: UsageRow): Partial<Address> | undefined {
    const value = row[this.by];
    if (!value) return undefined;
    return this.by === "model" ? { models: [value] } : { projects: [shortPseudonym(value)] };
  }

  /** Parts of a bucket: those with a colour of their own, used or not, then each of the others that was used. */
  partsOf(rows: UsageRow[], measure: Measure): Part[] {
    const rowIn = (slot: string) => rows.find((row) => this.ofRow(row) === slot);
    const part = ({ class: slot, label }: Slot, row: UsageRow | undefined): Part => ({ slot, label, value: row ? measured(row, measure) : 0, leads: row && this.#leads(row) });
    return this.all.flatMap((slot) =>
      slot.class === OTHER ? rows.filter((row) => this.ofRow(row) === OTHER).map((row) => part({ class: OTHER, label: this.#label(row[this.by] ?? "") }, row)) : part(slot, rowIn(slot.class)),
    );
  }
}

type KindRow = Pick<UsageRow, "cached_input_tokens" | "cache_write_input_tokens" | "reasoning_output_tokens" | "kinds">;

/** Kinds of tokens, from the baseline up. What is fresh is input that was neither read from nor written to the cache. */
export const KINDS: (Slot & { of(row: KindRow): number })[] = [
  { class: "kind-cached", label: "cached", of: (row) => row.cached_input_tokens },
  { class: "kind-write", label: "cache write", of: (row) => row.cache_write_input_tokens },
  { class: "kind-fresh", label: "fresh", of: (row) => row.kinds?.uncached_input_tokens ?? 0 },
  { class: "kind-output", label: "output", of: (row) => row.kinds?.answer_output_tokens ?? 0 },
  { class: "kind-reasoning", label: "reasoning", of: (row) => row.reasoning_output_tokens },
];

/** The parts of a bucket by kind of token. */
export function kindsOf(row: KindRow | undefined): Part[] {
  return KINDS.map(({ class: slot, label, of }) => ({ slot, label, value: row ? of(row) : 0 }));
}

/** What a row says in a measure; 0 where nothing has a price. */
export function measured(row: Pick<Sums, "total_tokens" | "cost_nano_dollars" | "turns">, measure: Measure): number {
  return { tokens: row.total_tokens, cost: row.cost_nano_dollars ?? 0, turns: row.turns }[measure];
}

/** The chart's buckets, those without use included, parts in the order of the slots. */
export function bucketsOf({ per, from, until, sums, parts }: Buckets, measure: Measure, slots: Slots | null): Bucket[] {
  const byKey = new Map(sums.rows.flatMap((row) => (row[per] ? [[row[per], row] as const] : [])));
  const partRows = new Map<string, UsageRow[]>();
  for (const row of parts?.rows ?? []) {
    const key = row[per];
    if (key) partRows.set(key, [...(partRows.get(key) ?? []), row]);
  }
  if (!from || !until) return [];
  return keysBetween(per, from, until).map((key) => {
    const row = byKey.get(key);
    const inBucket = partRows.get(key) ?? [];
    const stacked = slots ? slots.partsOf(inBucket, measure) : kindsOf(row);
    return { key, range: rangeOf(per, key, from, until), row, parts: stacked, total: row ? measured(row, measure) : 0 };
  });
}

/** The same from the first use of all to the last: what is not in the range stands behind it. */
export function bucketsOfAllTime(asked: Buckets, all: UsageReport, measure: Measure, slots: Slots): Bucket[] {
  const { per, from, until } = asked;
  const inRange = new Map(bucketsOf(asked, measure, slots).map((bucket) => [bucket.key, bucket]));
  const ofAll = new Map(all.rows.flatMap((row) => (row[per] ? [[row[per], row] as const] : [])));
  const [first, ...others] = [from, until, ...ofAll.keys()].flatMap((key) => (key ? daysOf(per, per === "week" ? firstOfWeek(key) : key.slice(0, per === "month" ? 7 : 10)) : [])).sort();
  const last = others.at(-1);
  if (!first || !last) return [];
  return keysBetween(per, first, last).map((key) => {
    const bucket = inRange.get(key) ?? { key, range: rangeOf(per, key), row: undefined, parts: [], total: 0 };
    const row = ofAll.get(key);
    const value = row ? measured(row, measure) : 0;
    return row && value > bucket.total ? { ...bucket, beyond: { row, value } } : bucket;
  });
}
