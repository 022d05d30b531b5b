// Which model has which colour: the seven with most tokens of all time, in this order, whatever the filter.

import type { UsageReport, UsageRow } from "../report";
import { allKeys, type Bucket } from "./scale";
import type { Per } from "../report";

export const UNNAMED = "model not named";
export const OTHERS = "other models";

export interface Slot {
  class: string;
  label: string;
}

export class Slots {
  readonly #classes = new Map<string, string>();
  readonly all: Slot[] = [];

  constructor(ofAllTime: UsageReport) {
    const rows = [...ofAllTime.rows].filter(({ total_tokens }) => total_tokens > 0).sort((a, b) => b.total_tokens - a.total_tokens);
    const named = rows.flatMap(({ model }) => (model ? [model] : []));
    named.slice(0, 7).forEach((model, index) => {
      this.#classes.set(model, `slot-${index + 1}`);
      this.all.push({ class: `slot-${index + 1}`, label: model });
    });
    if (named.length > 7) this.all.push({ class: "slot-other", label: OTHERS });
    if (rows.some(({ model }) => !model)) this.all.push({ class: "slot-none", label: UNNAMED });
  }

  of(model: string | null | undefined): string {
    return model ? (this.#classes.get(model) ?? "slot-other") : "slot-none";
  }
}

/** The chart's buckets, those without use included, parts in the order of the slots. */
export function bucketsOf(report: UsageReport, per: Per, slots: Slots): Bucket[] {
  const rows = new Map<string, UsageRow[]>();
  for (const row of report.rows) {
    const key = row[per];
    if (key) rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  const keys = [...rows.keys()].sort();
  const [first, last] = per === "day" ? [report.from ?? keys[0], report.until ?? keys.at(-1)] : [keys[0], keys.at(-1)];
  if (!first || !last) return [];
  return allKeys(per, first, last).map((key) => {
    const inBucket = rows.get(key) ?? [];
    const parts = slots.all.map((slot) => ({
      slot: slot.class,
      label: slot.label,
      value: inBucket.filter(({ model }) => slots.of(model) === slot.class).reduce((sum, { total_tokens }) => sum + total_tokens, 0),
    }));
    return { key, parts, total: parts.reduce((sum, { value }) => sum + value, 0) };
  });
}
