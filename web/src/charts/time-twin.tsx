// The numbers of a chart over time as a table, in the chart's box; days without use are dashes.

import { useMemo } from "preact/hooks";
import type { Measure } from "../address";
import { whole } from "../formats";
import type { Per } from "../report";
import { useGrowing } from "../shell/growing";
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

/** The head of a column of buckets. */
export function bucketHead(per: Per): string {
  return HEADS[per];
}

export function Twin({ buckets, per, year, slots, measure, height }: TwinProps) {
  const hasBeyond = buckets.some(({ beyond }) => beyond);
  const hasUnpriced = measure === "cost" && buckets.some(({ row }) => row?.unpriced_tokens);
  const columns = useMemo(() => labelsOf(buckets, slots), [buckets]);
  const newestFirst = useMemo(() => [...buckets].reverse(), [buckets]);
  const rows = useGrowing(newestFirst);
  return (
    <div class={height > HEIGHT ? "twin tall" : "twin"} tabIndex={0} role="group" aria-label={`By ${per}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{HEADS[per]}</th>
            {columns.map((label) => (
              <th scope="col" class="number" key={label}>
                {label}
              </th>
            ))}
            <th scope="col" class="number">
              Total
            </th>
            {hasUnpriced && (
              <th scope="col" class="number">
                Tokens without a price
              </th>
            )}
            {hasBeyond && (
              <th scope="col" class="number">
                Of all time
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((bucket) => (
            <LeadingRow key={bucket.key} place="sessions" part={{ range: bucket.range }} head={words.bucket(per, bucket.key, year).replace("week of ", "")}>
              {columns.map((label) => (
                <td class="number" key={label}>
                  {valueOf(measure, bucket.parts.find((part) => part.label === label)?.value ?? 0)}
                </td>
              ))}
              <td class="number strong">{valueOf(measure, bucket.total)}</td>
              {hasUnpriced && <td class="number">{whole(bucket.row?.unpriced_tokens || null)}</td>}
              {hasBeyond && <td class="number second">{valueOf(measure, bucket.beyond?.value ?? bucket.total)}</td>}
            </LeadingRow>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What parts are called that any bucket has, in the order of their slots. */
function labelsOf(buckets: Bucket[], slots: Slot[]): string[] {
  const used = new Map<string, string>();
  for (const { parts } of buckets) for (const { slot, label, value } of parts) if (value > 0) used.set(label, slot);
  return slots.flatMap(({ class: slot }) => [...used].filter(([, of]) => of === slot).map(([label]) => label));
}
