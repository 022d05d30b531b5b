// Tokens over time, by model: title, chart or its table, and the read-out of the bucket in hand.

import { useMemo, useState } from "preact/hooks";
import { Bars } from "../charts/bars";
import type { Bucket } from "../charts/scale";
import { bucketsOf, Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { PERS } from "../address";
import { figure, whole } from "../formats";
import { setPer } from "../navigation";
import { MOST_DAYS } from "../queries";
import { daysIn } from "../reading";
import type { Per } from "../report";
import { type Reports, type State, thisYear } from "../state";
import * as words from "../words";

const HEIGHT = 264;

export function RangeChart({ state, reports }: { state: State; reports: Reports }) {
  const { slots: ofAllTime, buckets: report, per } = reports;
  const slots = useMemo(() => new Slots(ofAllTime), [ofAllTime]);
  const buckets = useMemo(() => bucketsOf(report, per, slots), [report, per, slots]);
  const [pointed, point] = useState<string | null>(null);
  const [twin, showTwin] = useState(false);
  const year = thisYear(state);
  const found = buckets.findIndex(({ key }) => key === pointed);
  const at = found >= 0 ? found : lastUsed(buckets);
  const title = words.chartTitle(per, buckets, year);
  const present = slots.all.filter(({ class: slot }) => buckets.some(({ parts }) => parts.some((part) => part.slot === slot && part.value > 0)));
  const bucket = buckets[at];
  return (
    <section class="chart" aria-labelledby="chart-title">
      <header class="section-head">
        <h2 id="chart-title">{title}</h2>
        <Pers reports={reports} />
        <button type="button" class="plain" data-twin aria-pressed={twin} onClick={() => showTwin(!twin)}>
          {twin ? "Chart" : "Table"}
        </button>
      </header>
      <p class="sentence legend">
        {present.map((slot) => (
          <span key={slot.class}>
            <Swatch tone={slot.class} /> {slot.label}
          </span>
        ))}
        <span>{`Tokens by ${per}. Point at one, or walk with the arrow keys.`}</span>
      </p>
      <div class="chart-row">
        {twin ? (
          <Twin buckets={buckets} per={per} year={year} slots={present.map(({ class: slot, label }) => ({ slot, label }))} />
        ) : (
          <Bars
            buckets={buckets}
            at={at}
            height={HEIGHT}
            description={`${title}. Tokens by ${per}.`}
            spoken={bucket ? spoken(bucket, per, year) : "No use"}
            unreadBefore={unread(state, buckets)}
            onMove={(index) => point(buckets[index]?.key ?? null)}
          />
        )}
        {bucket && <ReadOut bucket={bucket} per={per} year={year} />}
      </div>
    </section>
  );
}

const PER_WORDS: Record<Per, string> = { day: "Day", week: "Week", month: "Month" };

function Pers({ reports }: { reports: Reports }) {
  const tooMany = daysIn(reports.from, reports.until) > MOST_DAYS;
  return (
    <span class="words push" role="group" aria-label="Bars per">
      {PERS.map((per) => (
        <button
          type="button"
          key={per}
          class="plain"
          aria-pressed={per === reports.per}
          disabled={per === "day" && tooMany}
          title={per === "day" && tooMany ? `More than ${MOST_DAYS} bars. Choose a shorter range.` : undefined}
          onClick={() => setPer(per)}
        >
          {PER_WORDS[per]}
        </button>
      ))}
    </span>
  );
}

function lastUsed(buckets: Bucket[]): number {
  return buckets.findLastIndex(({ total }) => total > 0);
}

function unread(state: State, buckets: Bucket[]): number {
  const from = state.progress?.completeFrom;
  if (!from) return 0;
  const first = buckets.findIndex(({ key }) => key >= from.slice(0, key.length));
  return first < 0 ? buckets.length : first;
}

function spoken(bucket: Bucket, per: Per, year: string): string {
  const parts = bucket.parts.filter(({ value }) => value > 0).map(({ label, value }) => `${label} ${value}`);
  return `${words.bucket(per, bucket.key, year)}: ${bucket.total} tokens${parts.length > 0 ? `, ${parts.join(", ")}` : ""}`;
}

function ReadOut({ bucket, per, year }: { bucket: Bucket; per: Per; year: string }) {
  const { number, unit } = figure(bucket.total);
  return (
    <div class="read-out">
      <p class="label">{words.bucket(per, bucket.key, year)}</p>
      <p class="figure">
        {number}
        <span class="unit">{unit} tokens</span>
      </p>
      <dl class="parts">
        {bucket.parts.map(({ slot, label, value }) => (
          <div key={slot} class={value > 0 ? "" : "none"}>
            <dt>
              <Swatch tone={slot} /> {label}
            </dt>
            <dd>{value > 0 ? whole(value) : "—"}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface TwinProps {
  buckets: Bucket[];
  per: Per;
  year: string;
  slots: { slot: string; label: string }[];
}

/** The chart's numbers, in the chart's box; days without use are dashes. */
function Twin({ buckets, per, year, slots }: TwinProps) {
  return (
    <div class="twin" tabIndex={0} role="group" aria-label={`Tokens by ${per}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{per === "day" ? "Day" : per === "week" ? "Week of" : "Month"}</th>
            {slots.map(({ slot, label }) => (
              <th scope="col" class="number" key={slot}>
                {label}
              </th>
            ))}
            <th scope="col" class="number">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {[...buckets].reverse().map((bucket) => (
            <tr key={bucket.key}>
              <th scope="row">{words.bucket(per, bucket.key, year).replace("week of ", "")}</th>
              {slots.map(({ slot }) => (
                <td class="number" key={slot}>
                  {whole(bucket.parts.find((part) => part.slot === slot)?.value || null)}
                </td>
              ))}
              <td class="number strong">{whole(bucket.total || null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
