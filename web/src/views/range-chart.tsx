// Tokens of the range over time, by model.

import { useMemo } from "preact/hooks";
import { PERS } from "../address";
import { type Buckets, daysIn } from "../asking";
import type { Bucket } from "../charts/scale";
import { bucketsOf, type Slots } from "../charts/slots";
import { TimeChart } from "../charts/time-chart";
import { change, goTo } from "../navigation";
import { fits, MOST_BARS } from "../queries";
import type { Per } from "../report";
import { type State, thisYear } from "../state";
import * as words from "../words";

export function RangeChart({ state, buckets: asked, slots }: { state: State; buckets: Buckets; slots: Slots }) {
  const { per } = asked;
  const buckets = useMemo(() => bucketsOf(asked, "tokens", slots), [asked, slots]);
  return (
    <TimeChart
      state={state}
      title={words.chartTitle(per, buckets, thisYear(state))}
      sentence={`Tokens by ${per}.`}
      buckets={buckets}
      per={per}
      measure="tokens"
      lined
      slots={slots.all}
      head={<Pers asked={asked} pers={PERS.filter((one) => one !== "hour" || per === "hour")} />}
      onOpen={(bucket) => openSessions(per, bucket)}
    />
  );
}

/** The sessions of a bucket. Those of an hour are those of its day. */
export function openSessions(per: Per, { key }: Bucket): void {
  const since = per === "month" ? `${key}-01` : key.slice(0, 10);
  const last = new Date(since);
  if (per === "week") last.setUTCDate(last.getUTCDate() + 6);
  if (per === "month") last.setUTCMonth(last.getUTCMonth() + 1, 0);
  goTo("sessions", { range: `${since}..${last.toISOString().slice(0, 10)}` });
}

const PER_WORDS: Record<Per, string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };

/** What a bar holds, as buttons; those that would give too many bars say so. */
export function Pers({ asked, pers }: { asked: Buckets; pers: readonly Per[] }) {
  const days = daysIn(asked.from, asked.until);
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
