// The range over time, by model: its tokens, its cost or its turns.

import { useMemo } from "preact/hooks";
import { type Measure, MEASURES, PERS, type Range } from "../address";
import type { Buckets } from "../asking";
import type { Bucket } from "../charts/scale";
import { bucketsOf, type Slots } from "../charts/slots";
import { TimeChart } from "../charts/time-chart";
import { change, goTo } from "../navigation";
import { fits, MOST_BARS } from "../queries";
import type { Per, UsageReport } from "../report";
import { type State, thisYear } from "../state";
import * as words from "../words";
import { DayStrip } from "./day-strip";

interface Props {
  state: State;
  buckets: Buckets;
  /** Every day with use, whatever the range. */
  allDays: UsageReport;
  slots: Slots;
}

export function RangeChart({ state, buckets: asked, allDays, slots }: Props) {
  const { per } = asked;
  const { measure } = state.address;
  const buckets = useMemo(() => bucketsOf(asked, measure, slots), [asked, measure, slots]);
  return (
    <div>
      <TimeChart
        state={state}
        title={words.chartTitle(per, buckets, thisYear(state), measure)}
        sentence={`One bar a ${per}.`}
        buckets={buckets}
        per={per}
        measure={measure}
        lined
        slots={slots.all}
        head={<Measures chosen={measure} />}
        onOpen={(bucket) => openSessions(per, bucket)}
      />
      <DayStrip state={state} report={allDays} from={asked.from} until={asked.until} measure={measure}>
        <Pers asked={asked} pers={PERS.filter((one) => one !== "hour" || per === "hour")} />
      </DayStrip>
    </div>
  );
}

/** The sessions of a bucket. Those of an hour are those of its day. */
export function openSessions(per: Per, { key }: Bucket): void {
  goTo("sessions", { range: rangeOf(per, key) });
}

/** The days of a bucket, as a range of the address. */
export function rangeOf(per: Per, key: string): Range {
  const since = per === "month" ? `${key}-01` : key.slice(0, 10);
  const last = new Date(since);
  if (per === "week") last.setUTCDate(last.getUTCDate() + 6);
  if (per === "month") last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return `${since}..${last.toISOString().slice(0, 10)}`;
}

export const MEASURE_WORDS: Record<Measure, string> = { tokens: "Tokens", cost: "Cost", turns: "Turns" };

function Measures({ chosen }: { chosen: Measure }) {
  return (
    <span class="words" role="group" aria-label="Measure">
      {MEASURES.map((measure) => (
        <button type="button" key={measure} class="plain" aria-pressed={measure === chosen} onClick={() => change({ measure })}>
          {MEASURE_WORDS[measure]}
        </button>
      ))}
    </span>
  );
}

export const PER_WORDS: Record<Per, string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };

/** What a bar holds, as buttons; those that would give too many bars say so. */
export function Pers({ asked, pers }: { asked: Buckets; pers: readonly Per[] }) {
  const days = asked.days.comparison.days ?? 0;
  return (
    <span class="words" role="group" aria-label="Bars per">
      {pers.map((per) => (
        <button
          type="button"
          key={per}
          class="plain"
          aria-pressed={per === asked.per}
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
