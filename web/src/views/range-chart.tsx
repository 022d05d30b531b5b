// The range over time, by model: its tokens, its cost or its turns.

import { useMemo } from "preact/hooks";
import { type Measure, MEASURES, PERS, spanOf } from "../address";
import type { Buckets } from "../asking";
import { Edges } from "../charts/edges";
import type { Bucket } from "../charts/scale";
import { bucketsOfAllTime, type Slots } from "../charts/slots";
import { TimeChart } from "../charts/time-chart";
import { change, goTo } from "../navigation";
import { fits, MOST_BARS } from "../queries";
import type { Per, UsageReport } from "../report";
import { get, type State, thisYear } from "../state";
import * as words from "../words";

interface Props {
  state: State;
  buckets: Buckets;
  /** Every bucket of all time with use, and how many days these span. */
  all: UsageReport;
  days: number;
  slots: Slots;
}

export function RangeChart({ state, buckets: asked, all, days, slots }: Props) {
  const { per, measure, from, until } = asked;
  const buckets = useMemo(() => bucketsOfAllTime(asked, all, measure, slots), [asked, all, measure, slots]);
  const isAll = buckets.every(({ beyond }) => !beyond);
  // The address is ahead of the numbers: keys that follow each other quickly move what they see there.
  const now = () => spanOf(get().address.range) ?? { since: from ?? "", until: until ?? "" };
  return (
    <div>
      <TimeChart
        state={state}
        title={words.chartTitle(asked, thisYear(state))}
        sentence={`One bar ${words.aBucket(per)}.${isAll ? "" : ` Grey ${per}s lie outside the range.`}`}
        extremes={words.extremes(asked, thisYear(state))}
        buckets={buckets}
        per={per}
        measure={measure}
        lined
        slots={slots}
        head={<Measures chosen={measure} />}
        edges={(place) => from && until && <Edges {...place} keys={buckets.map(({ key }) => key)} per={per} now={now} year={thisYear(state)} onChoose={({ since, until: to }) => change({ range: `${since}..${to}` })} />}
        onOpen={openSessions}
      />
      <div class="days-head">
        <p class="label">
          Drag the edges of the range, or <kbd>[</kbd> <kbd>]</kbd> <kbd>&#123;</kbd> <kbd>&#125;</kbd>
        </p>
        <Pers per={per} days={days} pers={PERS.filter((one) => one !== "hour")} />
      </div>
    </div>
  );
}

/** The sessions of a bucket. Those of an hour are those of its day. */
export function openSessions({ range }: Bucket): void {
  goTo("sessions", { range });
}

export const MEASURE_WORDS: Record<Measure, string> = { tokens: "Tokens", cost: "Cost", turns: "Turns" };

function Measures({ chosen }: { chosen: Measure }) {
  return (
    <span class="words" role="group" aria-label="Measure">
      {MEASURES.map((measure) => (
        <button key={measure} class="plain" aria-pressed={measure === chosen} onClick={() => change({ measure })}>
          {MEASURE_WORDS[measure]}
        </button>
      ))}
    </span>
  );
}

export const PER_WORDS: Record<Per, string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };

/** What a bar holds, as buttons; those that would give too many bars say so. */
export function Pers({ per: chosen, days, pers }: { per: Per; days: number; pers: readonly Per[] }) {
  return (
    <span class="words" role="group" aria-label="Bars per">
      {pers.map((per) => (
        <button
          key={per}
          class="plain"
          aria-pressed={per === chosen}
          disabled={!fits(per, days)}
          title={fits(per, days) ? undefined : `More than ${MOST_BARS} bars. Choose a shorter range.`}
          onClick={() => change({ per })}
        >
          {PER_WORDS[per]}
        </button>
      ))}
    </span>
  );
}
