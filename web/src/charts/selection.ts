// The bucket of a chart that is in hand, or several of them at once, from the anchor to the one that was moved to: core
// is asked what these hold together.

import { useEffect, useState } from "preact/hooks";
import type { Measure } from "../address";
import { change } from "../navigation";
import { askNow } from "../numbers";
import { type Asked, filtered, usageBy } from "../queries";
import type { PartedUsage, Per, UsageReport } from "../report";
import { get, type State, thisYear } from "../state";
import * as words from "../words";
import type { Bucket } from "./scale";
import { kindsOf, measured, type Slots } from "./slots";

/** Core is asked when the next key does not follow at once. */
const WALKING_MS = 120;

interface InHand {
  /** Place of the bucket in hand; below 0 where there is none. */
  at: number;
  selected: [number, number] | null;
  /** The place now: the address is ahead of what is drawn while keys follow each other quickly. */
  now(): number;
  /** Takes a bucket in hand; or selects those up to it. */
  move(to: number, isMore: boolean): void;
  /** Has one read while it is pointed at. */
  point(at: number): void;
}

/** The bucket that is pointed at, walked to, or the last one with use. */
export function useInHand(state: State, buckets: Bucket[]): InHand {
  const { at: chosen } = state.address;
  const [pointed, setPointed] = useState<{ key: string; chosen: string | null } | null>(null);
  const selected = selectedOf(buckets, state.address);
  const indexOf = (key: string | null) => {
    const found = buckets.findIndex((bucket) => bucket.key === key);
    return found >= 0 ? found : buckets.findLastIndex(({ total }) => total > 0);
  };
  const keyAt = (place: number) => buckets[Math.min(buckets.length - 1, Math.max(0, place))]?.key ?? null;
  // What is pointed at gives way to what is chosen afterwards.
  const at = indexOf(pointed?.chosen === chosen ? pointed.key : chosen);
  const now = () => (get().address.at === chosen ? at : indexOf(get().address.at));
  const move = (to: number, isMore: boolean) => {
    const { address } = get();
    // A press is on the bucket that is pointed at: a selection begins at the one that was chosen before.
    const begin = now() === to ? address.at : keyAt(now());
    change({ at: keyAt(to), anchor: isMore ? (address.anchor ?? begin) : null });
  };
  return {
    at,
    selected,
    now,
    move,
    point: (place) => !selected && setPointed({ key: keyAt(place) ?? "", chosen }),
  };
}

/** Places of the first and the last selected bucket; absent while one alone is in hand. */
function selectedOf(buckets: Bucket[], { at, anchor }: State["address"]): [number, number] | null {
  const places = [at, anchor].map((key) => buckets.findIndex((bucket) => bucket.key === key));
  const [first = -1, last = -1] = places.sort((a, b) => a - b);
  return first < 0 || first === last ? null : [first, last];
}

interface Selected {
  state: State;
  per: Per;
  measure: Measure;
  slots: Slots | null;
  /** All of the chart, and which of them are selected. */
  buckets: Bucket[];
  selected: [number, number] | null;
}

/** The selected buckets as one, without a row until core has said what they hold. */
export function useSelection({ state, per, measure, slots, buckets, selected }: Selected): Bucket | null {
  const [answer, setAnswer] = useState<{ of: string; bucket: Bucket } | null>(null);
  const [first, last] = selected ? [buckets[selected[0]], buckets[selected[1]]] : [];
  const of = first && last ? [first.key, last.key, measure, slots?.by].join(" ") : "";
  useEffect(() => {
    if (!first || !last) return;
    let wanted = true;
    const asked = { ...momentsOf(per, first, last), ...filtered(state.address) };
    const later = setTimeout(() => void sumOf(per, asked, measure, slots).then((sum) => wanted && setAnswer({ of, bucket: { ...joined(first, last), ...sum } }), () => undefined), WALKING_MS);
    return () => {
      wanted = false;
      clearTimeout(later);
    };
  }, [of, buckets]);
  if (!first || !last || !selected) return null;
  const bucket = answer?.of === of ? answer.bucket : joined(first, last);
  return { ...bucket, called: words.selection(per, bucket, last.key, selected[1] - selected[0] + 1, thisYear(state)) };
}

/** From the first to the last, without what they hold. */
function joined(first: Bucket, last: Bucket): Bucket {
  return { key: first.key, range: `${first.range.slice(0, DAY)}..${last.range.slice(-DAY)}`, row: undefined, parts: [], total: 0 };
}

const DAY = "2026-08-06".length;

/** The days of a selection, or its hours. */
function momentsOf(per: Per, first: Bucket, last: Bucket): Asked {
  const until = `${last.key.slice(0, -2)}59:59.999`;
  return { range: per === "hour" ? { since: first.key, until } : { since: first.range.slice(0, DAY), until: last.range.slice(-DAY) } };
}

async function sumOf(per: Per, asked: Asked, measure: Measure, slots: Slots | null): Promise<Pick<Bucket, "row" | "parts" | "total">> {
  const [{ total, parts: all }, report] = await Promise.all([askNow<PartedUsage>(usageBy([per], asked, { limit: 1, with_parts: true })), slots && askNow<UsageReport>(usageBy([slots.by], asked))]);
  const row = { ...total, kinds: all.kinds, unpriced_tokens: all.unpriced_tokens };
  return { row, parts: slots ? slots.partsOf(report?.rows ?? [], measure) : kindsOf(row), total: measured(row, measure) };
}
