// Bars over time with all that belongs to them: title, legend, table twin, and the read-out of the bucket in hand.

import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Measure } from "../address";
import { cost, costTick, DASH, figure, plural, shortened, tick, whole } from "../formats";
import { change } from "../navigation";
import type { Per, UsageRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { LeadingRow, To } from "../shell/to";
import { get, type State, thisYear } from "../state";
import * as words from "../words";
import { Bars } from "./bars";
import type { Place } from "./edges";
import { type Bucket, heightOf, rangeOf } from "./scale";
import type { Slot } from "./slots";
import { Swatch } from "./split";

const HEIGHT = 264;

interface Props {
  state: State;
  title: string;
  sentence: string;
  /** What is spoken behind title and sentence. */
  extremes: string;
  buckets: Bucket[];
  per: Per;
  measure: Measure;
  /** All parts that a bucket can have, in their order. */
  slots: Slot[];
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
  const { at: chosen } = state.address;
  const [pointed, point] = useState<{ key: string; chosen: string | null } | null>(null);
  // What is pointed at gives way to what is chosen afterwards.
  const inHand = pointed?.chosen === chosen ? pointed.key : chosen;
  const year = thisYear(state);
  const indexOf = (key: string | null) => {
    const found = buckets.findIndex((bucket) => bucket.key === key);
    return found >= 0 ? found : buckets.findLastIndex(({ total }) => total > 0);
  };
  const at = indexOf(inHand);
  const present = slots.filter(({ class: slot }) => buckets.some(({ parts }) => parts.some((part) => part.slot === slot && part.value > 0)));
  const bucket = buckets[at];
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
          <Twin buckets={buckets} per={per} year={year} slots={present} measure={measure} height={height} />
        ) : (
          <Bars
            buckets={buckets}
            at={at}
            now={() => (get().address.at === chosen ? at : indexOf(get().address.at))}
            height={height}
            description={`${title}. ${sentence}${extremes}`}
            spoken={bucket ? spoken(bucket, per, year, measure) : "No use"}
            unreadBefore={unread(state, buckets)}
            edges={edges}
            marksUnpriced={marksUnpriced}
            tick={measure === "cost" ? costTick : tick}
            label={(tallest) => `${words.amount(measure, heightOf(tallest))}, ${words.bucket(per, tallest.key, year)}`}
            onPoint={(index) => point({ key: buckets[index]?.key ?? "", chosen })}
            onMove={(index) => change({ at: buckets[index]?.key ?? null })}
            onOpen={bucket && onOpen && (() => onOpen(bucket))}
          />
        )}
        {bucket && lined && <ReadLine bucket={bucket} per={per} year={year} measure={measure} own={words.ownPricesToo(state)} onOpen={onOpen} />}
        {bucket && !lined && <ReadOut bucket={bucket} per={per} year={year} own={words.ownPricesToo(state)} measure={measure} slots={slots} onOpen={onOpen} />}
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

// Spoken numbers carry no thin spaces.
function spokenValue(measure: Measure, value: number): string {
  return measure === "cost" ? cost(value, true).replaceAll("\u202f", "") : `${value} ${measure}`;
}

function spoken(bucket: Bucket, per: Per, year: string, measure: Measure): string {
  const parts = bucket.parts.filter(({ value }) => value > 0).map(({ label, value }) => `${label} ${spokenValue(measure, value)}`);
  const outside = bucket.beyond ? [`${spokenValue(measure, bucket.beyond.value)} of all time`] : [];
  const all = [spokenValue(measure, bucket.total), ...outside, ...(bucket.row ? [`${bucket.row.responses} responses`] : []), ...parts];
  return `${words.bucket(per, bucket.key, year)}: ${all.join(", ")}`;
}

function valueOf(measure: Measure, value: number): string {
  if (value === 0) return DASH;
  return measure === "cost" ? cost(value, true) : whole(value);
}

interface ReadLineProps {
  bucket: Bucket;
  per: Per;
  year: string;
  measure: Measure;
  /** What is said of prices of one's own. */
  own: string;
  onOpen: ((bucket: Bucket) => void) | undefined;
}

/** The bucket in hand on one line: what it sums up to, and its parts. */
function ReadLine({ bucket, per, year, own, measure, onOpen }: ReadLineProps) {
  const { row, beyond, parts } = bucket;
  const range = rangeOf(per, bucket.key);
  return (
    <p class="read-line">
      <b>{words.bucket(per, bucket.key, year)}</b>
      <span>{!row && beyond ? `outside the range: ${plural(beyond.row.total_tokens, "token")} · ${sentence(beyond.row, own)}` : sentence(row, own)}</span>
      {parts
        .filter(({ value }) => value > 0)
        .map(({ slot, label, value, leads }) => (
          <span key={label}>
            <Swatch tone={slot} /> {label}{" "}
            <To place="sessions" part={{ range, ...leads }}>
              {valueOf(measure, value)}
            </To>
          </span>
        ))}
      {onOpen && (row ?? beyond) && (
        <button type="button" class="link" onClick={() => onOpen(bucket)}>
          Open its sessions
        </button>
      )}
    </p>
  );
}

/** `50 responses · 16 turns · $3.68` */
function sentence(row: UsageRow | undefined, own: string): string {
  if (!row) return "no use";
  const spent = row.total_tokens > 0 ? cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens) + own : "no use";
  return `${plural(row.responses, "response")} · ${plural(row.turns, "turn")} · ${spent}`;
}

/** What a bucket is made of, and which are parts of the one before. */
const KINDS_OF = [
  ["input", "input_tokens", false],
  ["cached", "cached_input_tokens", true],
  ["cache write", "cache_write_input_tokens", true],
  ["output", "output_tokens", false],
  ["reasoning", "reasoning_output_tokens", true],
] as const;

interface ReadOutProps extends ReadLineProps {
  slots: Slot[];
}

function ReadOut({ bucket, per, year, own, measure, slots, onOpen }: ReadOutProps) {
  const { row, total, parts } = bucket;
  const { number, unit } = measure === "tokens" ? figure(total) : { number: total === 0 && measure === "cost" ? DASH : measure === "cost" ? cost(total, true) : whole(total), unit: "" };
  const range = rangeOf(per, bucket.key);
  const ofKinds = slots[0]?.class.startsWith("kind-");
  return (
    <div class="read-out">
      <p class="label">{words.bucket(per, bucket.key, year)}</p>
      <p class="figure">
        <To place="sessions" part={{ range }}>
          {number}
          <span class="unit">{[unit, measure === "cost" ? "" : measure].filter(Boolean).join(" ")}</span>
        </To>
      </p>
      <p class="below">{sentence(row, own)}</p>
      <dl class="parts">
        {parts.map(({ slot, label, value, leads }) => (
          <div key={label} class={value > 0 ? "" : "none"}>
            <dt title={label}>
              <Swatch tone={slot} /> {shortened(label)}
            </dt>
            <dd>
              {value > 0 ? (
                <To place="sessions" part={{ range, ...leads }}>
                  {valueOf(measure, value)}
                </To>
              ) : (
                DASH
              )}
            </dd>
          </div>
        ))}
      </dl>
      {row && !ofKinds && measure === "tokens" && (
        <dl class="parts open kinds-of">
          {KINDS_OF.map(([name, key, isPart]) => (
            <div key={name} class={isPart ? "part-of" : ""}>
              <dt>{name}</dt>
              <dd>
                <To place="usage" part={{ range, by: "kind", per }}>
                  {whole(row[key])}
                </To>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {onOpen && (
        <p class="sentence hint">
          Point at {words.aBucket(per)}, or walk with the arrow keys.{" "}
          <button type="button" class="link" onClick={() => onOpen(bucket)}>
            Open its sessions
          </button>
        </p>
      )}
    </div>
  );
}

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

/** The chart's numbers, in the chart's box; days without use are dashes. */
function Twin({ buckets, per, year, slots, measure, height }: TwinProps) {
  const hasBeyond = buckets.some(({ beyond }) => beyond);
  const columns = useMemo(() => labelsOf(buckets, slots), [buckets]);
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
            {hasBeyond && (
              <th scope="col" class="number">
                Of all time
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {[...buckets].reverse().map((bucket) => (
            <LeadingRow key={bucket.key} place="sessions" part={{ range: rangeOf(per, bucket.key) }} head={words.bucket(per, bucket.key, year).replace("week of ", "")}>
              {columns.map((label) => (
                <td class="number" key={label}>
                  {valueOf(measure, bucket.parts.find((part) => part.label === label)?.value ?? 0)}
                </td>
              ))}
              <td class="number strong">{valueOf(measure, bucket.total)}</td>
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
