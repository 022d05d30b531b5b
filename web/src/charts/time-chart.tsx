// Bars over time with all that belongs to them: title, legend, table twin, and the read-out of the bucket in hand.

import type { ComponentChildren } from "preact";
import type { Measure } from "../address";
import { costTick, shortened, tick } from "../formats";
import type { Per } from "../report";
import { ChartHead } from "../shell/chart-head";
import { type State, thisYear } from "../state";
import * as words from "../words";
import { Bars } from "./bars";
import type { Place } from "./edges";
import { ReadLine, ReadOut, spoken } from "./read-out";
import { type Bucket, heightOf } from "./scale";
import { useInHand, useSelection } from "./selection";
import { KINDS, type Slots } from "./slots";
import { Swatch } from "./split";
import { HEIGHT, Twin } from "./time-twin";

interface Props {
  state: State;
  title: string;
  sentence: string;
  /** What is spoken behind title and sentence. */
  extremes: string;
  buckets: Bucket[];
  per: Per;
  measure: Measure;
  /** All parts that a bucket can have; absent for kinds of tokens. */
  slots: Slots | null;
  height?: number;
  /** At the right of the title. */
  head?: ComponentChildren;
  /** The read-out is a line below the chart, not a column beside it. */
  lined?: boolean;
  marksUnpriced?: boolean;
  /** What stands on the chart, and can be moved. */
  edges?: (place: Place) => ComponentChildren;
  onOpen?: (bucket: Bucket) => void;
}

export function TimeChart({ state, title, sentence, extremes, buckets, per, measure, slots, height = HEIGHT, head, lined, marksUnpriced, edges, onOpen }: Props) {
  const { at, selected, now, move, point } = useInHand(state, buckets);
  const selection = useSelection({ state, per, measure, slots, buckets, selected });
  const bucket = selection ?? buckets[at];
  const year = thisYear(state);
  const all = slots?.all ?? KINDS;
  const present = all.filter(({ class: slot }) => buckets.some(({ parts }) => parts.some((part) => part.slot === slot && part.value > 0)));
  const read = bucket && { bucket, per, year, measure, own: words.ownPricesToo(state), onStep: (by: 1 | -1, isMore: boolean) => move(now() + by, isMore), onOpen };
  const twin = state.address.table;
  return (
    <section class="chart" aria-labelledby="chart-title">
      <ChartHead title={title} id="chart-title" of="bars" table={twin}>
        {head}
      </ChartHead>
      <p class="sentence legend">
        {present.map((slot) => (
          <span key={slot.class} title={slot.label}>
            <Swatch tone={slot.class} /> {shortened(slot.label)}
          </span>
        ))}
        <span>{sentence}</span>
      </p>
      <div class={lined ? "chart-row lined" : "chart-row"}>
        {twin ? (
          <Twin key={per} buckets={buckets} per={per} year={year} slots={present} measure={measure} height={height} />
        ) : (
          <Bars
            buckets={buckets}
            at={at}
            selected={selected}
            now={now}
            height={height}
            description={`${title}. ${sentence}${extremes}`}
            spoken={bucket ? spoken(bucket, per, year, measure) : "No use"}
            unreadBefore={unread(state, buckets)}
            edges={edges}
            marksUnpriced={marksUnpriced}
            tick={measure === "cost" ? costTick : tick}
            label={(tallest) => `${words.amount(measure, heightOf(tallest))}, ${words.bucket(per, tallest.key, year)}`}
            onPoint={point}
            onMove={move}
            onOpen={bucket && onOpen && (() => onOpen(bucket))}
          />
        )}
        {read && (lined ? <ReadLine {...read} /> : <ReadOut {...read} slots={all} />)}
      </div>
    </section>
  );
}

/** How many buckets from the left are not wholly read yet. */
function unread(state: State, buckets: Bucket[]): number {
  const from = state.progress?.completeFrom;
  if (!from) return 0;
  const first = buckets.findIndex(({ key }) => key >= from.slice(0, key.length));
  return first < 0 ? buckets.length : first;
}

