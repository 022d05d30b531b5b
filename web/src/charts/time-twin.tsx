// The numbers of a chart over time as a table, in the chart's box; days without use are dashes.

import { useMemo } from "preact/hooks";
import type { Measure } from "../address";
import { whole } from "../formats";
import type { Per } from "../report";
import { useSettled } from "../shell/drawing";
import { Heads } from "../shell/heads";
import { columnsOf, Many } from "../shell/many";
import { LeadingRow } from "../shell/to";
import * as words from "../words";
import { valueOf } from "./read-out";
import type { Bucket } from "./scale";
import type { Slot } from "./slots";

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
  const told = useMemo(() => {
    const columns = labelsOf(buckets, slots);
    const hasBeyond = buckets.some(({ beyond }) => beyond);
    const hasUnpriced = measure === "cost" && buckets.some(({ row }) => row?.unpriced_tokens);
    const rows = [...buckets].reverse().map((bucket) => {
      const parts = columns.map((label) => valueOf(measure, bucket.parts.find((part) => part.label === label)?.value ?? 0));
      const unpriced = hasUnpriced ? [whole(bucket.row?.unpriced_tokens || null)] : [];
      const beyond = hasBeyond ? [valueOf(measure, bucket.beyond?.value ?? bucket.total)] : [];
      return [bucket.range, words.bucket(per, bucket.key, year).replace("week of ", ""), ...parts, valueOf(measure, bucket.total), ...unpriced, ...beyond] as const;
    });
    const heads = [...columns, TOTAL, ...(hasUnpriced ? ["Tokens without a price"] : []), ...(hasBeyond ? [BEYOND] : [])];
    const widths = columnsOf([[HEADS[per], ...heads], ...rows.map(([, ...cells]) => cells)]);
    return { heads, widths, rows };
  }, [buckets]);
  // To take away hundreds of rows is a task of its own.
  const { heads, widths, rows } = useSettled(told);
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
      <Many key={widths} widths={widths} head={head} columns={heads.length} rows={rows} line={line} isBoxed />
    </div>
  );
}

/** What parts are called that any bucket has, in the order of their slots. */
function labelsOf(buckets: Bucket[], slots: Slot[]): string[] {
  const used = new Map<string, string>();
  for (const { parts } of buckets) for (const { slot, label, value } of parts) if (value > 0) used.set(label, slot);
  return slots.flatMap(({ class: slot }) => [...used].filter(([, of]) => of === slot).map(([label]) => label));
}
