// What is read beside or below a chart over time: the bucket in hand, or the selected ones, and their parts.

import type { Measure } from "../address";
import { cost, DASH, figure, plural, shortened, whole } from "../formats";
import type { Per, UsageRow } from "../report";
import { To } from "../shell/to";
import * as words from "../words";
import type { Bucket } from "./scale";
import type { Slot } from "./slots";
import { Swatch } from "./split";

/** Core has not said yet what the selected buckets hold. */
const isAsked = ({ called, row }: Bucket) => called !== undefined && row === undefined;

function nameOf({ called, key }: Bucket, per: Per, year: string): string {
  return called ?? words.bucket(per, key, year);
}

function spokenValue(measure: Measure, value: number): string {
  return measure === "cost" ? cost(value, true) : `${value} ${measure}`;
}

export function spoken(bucket: Bucket, per: Per, year: string, measure: Measure): string {
  const { row, beyond, total } = bucket;
  const name = nameOf(bucket, per, year);
  if (isAsked(bucket)) return name;
  const parts = bucket.parts.filter(({ value }) => value > 0).map(({ label, value }) => `${label} ${spokenValue(measure, value)}`);
  const outside = beyond ? [`${spokenValue(measure, beyond.value)} of all time`] : [];
  const unpriced = measure === "cost" && row?.unpriced_tokens ? [`${row.unpriced_tokens} tokens without a price`] : [];
  return `${name}: ${[spokenValue(measure, total), ...outside, ...(row ? [`${row.responses} responses`] : []), ...parts, ...unpriced].join(", ")}`;
}

export function valueOf(measure: Measure, value: number): string {
  if (value === 0) return DASH;
  return measure === "cost" ? cost(value, true) : whole(value);
}

interface Props {
  bucket: Bucket;
  per: Per;
  year: string;
  measure: Measure;
  /** What is said of prices of one's own. */
  own: string;
  /** Goes to the bucket before or behind; with Shift the selection reaches there. */
  onStep(by: 1 | -1, isMore: boolean): void;
  onOpen: ((bucket: Bucket) => void) | undefined;
}

/** The bucket in hand on one line: what it sums up to, and its parts. */
export function ReadLine({ bucket, per, year, own, measure, onStep, onOpen }: Props) {
  const { row, range, beyond, parts } = bucket;
  return (
    <p class="read-line">
      <Steps per={per} onStep={onStep} />
      <b>{nameOf(bucket, per, year)}</b>
      <span>{!row && beyond ? `outside the range: ${plural(beyond.row.total_tokens, "token")} · ${sentence(beyond.row, own)}` : sentenceOf(bucket, own)}</span>
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
        <button class="link" onClick={() => onOpen(bucket)}>
          Open its sessions
        </button>
      )}
    </p>
  );
}

/** To the bucket before and the one behind, for those who have no keys. */
function Steps({ per, onStep }: Pick<Props, "per" | "onStep">) {
  const step = (by: 1 | -1, mark: string, name: string) => (
    <button class="key" aria-label={name} title={`${name}; with Shift it is added`} onClick={({ shiftKey }) => onStep(by, shiftKey)}>
      {mark}
    </button>
  );
  return (
    <span class="steps">
      {step(-1, "←", `Earlier ${per}`)}
      {step(1, "→", `Later ${per}`)}
    </span>
  );
}

function sentenceOf(bucket: Bucket, own: string): string {
  return isAsked(bucket) ? "…" : sentence(bucket.row, own);
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

/** The bucket in hand in a column: its figure, its parts in their order, and what they are made of. */
export function ReadOut({ bucket, per, year, own, measure, slots, onStep, onOpen }: Props & { slots: Slot[] }) {
  const { row, range } = bucket;
  const ofKinds = slots[0]?.class.startsWith("kind-");
  return (
    <div class="read-out">
      <div class="read-out-head">
        <p class="label">{nameOf(bucket, per, year)}</p>
        <Steps per={per} onStep={onStep} />
      </div>
      <p class="figure">
        <To place="sessions" part={{ range }}>
          <Figure bucket={bucket} measure={measure} />
        </To>
      </p>
      <p class="below">{sentenceOf(bucket, own)}</p>
      <Parts bucket={bucket} measure={measure} slots={slots} />
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
          Point at {words.aBucket(per)}, or walk with the arrow keys; Shift selects more.{" "}
          <button class="link" onClick={() => onOpen(bucket)}>
            Open {bucket.called ? "their" : "its"} sessions
          </button>
        </p>
      )}
    </div>
  );
}

function Figure({ bucket, measure }: { bucket: Bucket; measure: Measure }) {
  const { total } = bucket;
  if (isAsked(bucket)) return <>…</>;
  const { number, unit } = measure === "tokens" ? figure(total) : { number: measure === "cost" ? valueOf(measure, total) : whole(total), unit: "" };
  return (
    <>
      {number}
      <span class="unit">{[unit, measure === "cost" ? "" : measure].filter(Boolean).join(" ")}</span>
    </>
  );
}

/** Every slot, used or not, while one bucket follows the other; and what has no price where costs are told. */
function Parts({ bucket: { row, range, parts }, measure, slots }: { bucket: Bucket; measure: Measure; slots: Slot[] }) {
  const shown = parts.length > 0 ? parts : slots.map(({ class: slot, label }) => ({ slot, label, value: 0, leads: undefined }));
  return (
    <dl class="parts">
      {shown.map(({ slot, label, value, leads }) => (
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
      {measure === "cost" && row?.unpriced_tokens ? (
        <div>
          <dt>tokens without a price</dt>
          <dd>
            <To place="sessions" part={{ range }}>
              {whole(row.unpriced_tokens)}
            </To>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
