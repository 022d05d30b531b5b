// The numbers of a chart over time as a table, in the chart's box; days without use are dashes.

import { useMemo } from "preact/hooks";
import type { Measure } from "../address";
import { DASH, whole } from "../formats";
import type { Per } from "../report";
import { Heads } from "../shell/heads";
import { columnsOf, Many } from "../shell/many";
import { LeadingRow } from "../shell/to";
import * as words from "../words";
import { valueOf } from "./read-out";
import type { Bucket } from "./scale";
import { OTHER, type Slot } from "./slots";

/** A chart that is taller has a taller table. */
export const HEIGHT = 264;

interface TwinProps {
  buckets: Bucket[];
  per: Per;
  year: string;
  slots: Slot[];
  measure: Measure;
  height: number;
}

const HEADS: Record<Per, string> = { hour: "Hour", day: "Day", week: "Week of", month: "Month" };

const TOTAL = "Total";
const BEYOND = "Of all time";
const kindOf = (head?: string) => (head === TOTAL ? "number strong" : head === BEYOND ? "number second" : "number");

/** The head of a column of buckets. */
export function bucketHead(per: Per): string {
  return HEADS[per];
}

export function Twin({ buckets, per, year, slots, measure, height }: TwinProps) {
  const { heads, widths, rows } = useMemo(() => {
    const hasBeyond = buckets.some(({ beyond }) => beyond);
    const hasUnpriced = measure === "cost" && buckets.some(({ row }) => row?.unpriced_tokens);
    const rows = [...buckets].reverse().map((bucket) => {
      const parts = slots.map((slot) => told(slot, bucket, measure));
      const unpriced = hasUnpriced ? [whole(bucket.row?.unpriced_tokens || null)] : [];
      const beyond = hasBeyond ? [valueOf(measure, bucket.beyond?.value ?? bucket.total)] : [];
      return [bucket.range, words.bucket(per, bucket.key, year).replace("week of ", ""), ...parts, valueOf(measure, bucket.total), ...unpriced, ...beyond] as const;
    });
    const heads = [...slots.map(({ label }) => label), TOTAL, ...(hasUnpriced ? ["Tokens without a price"] : []), ...(hasBeyond ? [BEYOND] : [])];
    const widths = columnsOf([[HEADS[per], ...heads], ...rows.map(([, ...cells]) => cells)]);
    return { heads, widths, rows };
  }, [buckets]);
  const line = ([range, head, ...cells]: (typeof rows)[number]) => (
    <LeadingRow place="sessions" part={{ range }} head={head}>
      {cells.map((cell, column) => (
        <td class={kindOf(heads[column])} key={column}>
          {cell}
        </td>
      ))}
    </LeadingRow>
  );
  const head = (
    <>
      <Heads of={[HEADS[per]]} />
      <Heads number of={heads} />
    </>
  );
  return (
    <div class={height > HEIGHT ? "twin tall" : "twin"} tabIndex={0} role="group" aria-label={`By ${per}`}>
      <Many widths={widths} head={head} columns={heads.length} rows={rows} line={line} isBoxed />
    </div>
  );
}

/** What a bucket holds of a slot; each by its name where many share the slot. */
function told({ class: slot }: Slot, { parts }: Bucket, measure: Measure): string {
  const used = parts.filter((part) => part.slot === slot && part.value > 0);
  return used.map(({ label, value }) => (slot === OTHER ? `${label} ` : "") + valueOf(measure, value)).join(" · ") || DASH;
}
