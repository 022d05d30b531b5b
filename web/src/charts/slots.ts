// Which model or project has which colour: the seven with most tokens of all time, in this order, whatever the filter.

import type { Measure } from "../address";
import type { Buckets } from "../asking";
import type { UsageReport, UsageRow } from "../report";
import { allKeys, type Bucket, firstOfWeek } from "./scale";

export interface Slot {
  class: string;
  label: string;
}

/** Slots with a colour of their own; the others share one. */
const OWN = 7;

export class Slots {
  readonly #classes = new Map<string, string>();
  readonly all: Slot[] = [];
  readonly #key: "model" | "project";

  private constructor(key: "model" | "project", ofAllTime: UsageReport, label: (value: string) => string, others: string, unnamed: string) {
    this.#key = key;
    const rows = ofAllTime.rows.filter(({ total_tokens }) => total_tokens > 0).sort((a, b) => b.total_tokens - a.total_tokens);
    const named = rows.flatMap((row) => row[key] ?? []);
    named.slice(0, OWN).forEach((value, index) => {
      this.#classes.set(value, `slot-${index + 1}`);
      this.all.push({ class: `slot-${index + 1}`, label: label(value) });
    });
    if (named.length > OWN) this.all.push({ class: "slot-other", label: others });
    if (rows.some((row) => !row[key])) this.all.push({ class: "slot-none", label: unnamed });
  }

  static ofModels(ofAllTime: UsageReport): Slots {
    return new Slots("model", ofAllTime, (model) => model, "other models", "model not named");
  }

  static ofProjects(ofAllTime: UsageReport, label: (project: string) => string): Slots {
    return new Slots("project", ofAllTime, label, "other projects", "project not named");
  }

  of(value: string | null | undefined): string {
    return value ? (this.#classes.get(value) ?? "slot-other") : "slot-none";
  }

  /** The slot of a row of usage. */
  ofRow(row: UsageRow): string {
    return this.of(row[this.#key]);
  }
}

/** Kinds of tokens, from the baseline up. What is fresh is input that was neither read from nor written to the cache. */
export const KINDS: (Slot & { of(row: UsageRow): number })[] = [
  { class: "kind-cached", label: "cached", of: (row) => row.cached_input_tokens },
  { class: "kind-write", label: "cache write", of: (row) => row.cache_write_input_tokens },
  { class: "kind-fresh", label: "fresh", of: (row) => Math.max(0, row.input_tokens - row.cached_input_tokens - row.cache_write_input_tokens) },
  { class: "kind-output", label: "output", of: (row) => Math.max(0, row.output_tokens - row.reasoning_output_tokens) },
  { class: "kind-reasoning", label: "reasoning", of: (row) => row.reasoning_output_tokens },
];

/** What a row says in a measure; 0 where nothing has a price. */
export function measured(row: UsageRow, measure: Measure): number {
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
  const ends = { hour: [`${from}T00:00`, `${until}T23:00`], day: [from, until], week: [firstOfWeek(from), until], month: [from.slice(0, 7), until.slice(0, 7)] }[per];
  return allKeys(per, ends[0] ?? from, ends[1] ?? until).map((key) => {
    const row = byKey.get(key);
    const inBucket = partRows.get(key) ?? [];
    const stacked = slots
      ? slots.all.map((slot) => ({ ...slot, value: inBucket.filter((part) => slots.ofRow(part) === slot.class).reduce((sum, part) => sum + measured(part, measure), 0) }))
      : KINDS.map((kind) => ({ ...kind, value: row ? kind.of(row) : 0 }));
    return { key, row, parts: stacked.map(({ class: slot, label, value }) => ({ slot, label, value })), total: row ? measured(row, measure) : 0 };
  });
}
