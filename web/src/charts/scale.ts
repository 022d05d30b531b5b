// Where things stand in a chart: a y axis from 0 with round gridlines, and one step per bucket.

import type { Address, Range } from "../address";
import type { Per, UsageRow } from "../report";

export interface Bucket {
  key: string;
  /** Its days, as a range of the address: of a bucket at the edge of what is asked for, those that were asked for. */
  range: Range;
  /** What core says of it; absent without use. */
  row: UsageRow | undefined;
  /** In the order of their slots, from the baseline up. */
  parts: Part[];
  total: number;
  /** Of all time, where the range holds only a part of it or nothing. */
  beyond?: { row: UsageRow; value: number };
  /** How a selection of many is called; absent for one bucket, which its key names. */
  called?: string;
}

/** How tall its bar is, what lies outside the range included. */
export function heightOf(bucket: Bucket | undefined): number {
  return bucket?.beyond?.value ?? bucket?.total ?? 0;
}

export interface Part {
  slot: string;
  label: string;
  value: number;
  /** What of the address keeps it alone; absent where nothing does. */
  leads?: Partial<Address> | undefined;
}

/** Four or five round gridlines, the last at or above the largest value. */
export function gridlines(largest: number): number[] {
  if (largest <= 0) return [0];
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((round) => round * power).find((candidate) => candidate * 4 >= largest) ?? 10 * power);
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, line) => line * step);
}

/** The Monday on or before a day. */
export function firstOfWeek(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** The buckets from a day to a day. */
export function keysBetween(per: Per, from: string, until: string): string[] {
  const ends = { hour: [`${from}T00:00`, `${until}T23:00`], day: [from, until], week: [firstOfWeek(from), until], month: [from.slice(0, 7), until.slice(0, 7)] }[per];
  return allKeys(per, ends[0] ?? from, ends[1] ?? until);
}

/** The first and the last day of a bucket. */
export function daysOf(per: Per, key: string): [string, string] {
  const since = per === "month" ? `${key}-01` : key.slice(0, 10);
  const last = new Date(since);
  if (per === "week") last.setUTCDate(last.getUTCDate() + 6);
  if (per === "month") last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return [since, last.toISOString().slice(0, 10)];
}

/** The days of a bucket between two days, as a range of the address. */
export function rangeOf(per: Per, key: string, from = "", until = "9999"): Range {
  const [first, last] = daysOf(per, key);
  return `${first < from ? from : first}..${last > until ? until : last}`;
}

const KEY_LENGTH: Record<Per, number> = { hour: 16, day: 10, week: 10, month: 7 };

/** The keys from the first to the last bucket, those without use included. */
export function allKeys(per: Per, from: string, until: string): string[] {
  const keys: string[] = [];
  const moment = (key: string) => Date.parse(key.length === 7 ? `${key}-01` : key.length === 16 ? `${key}Z` : key);
  const end = moment(until);
  const at = new Date(moment(from));
  while (at.getTime() <= end) {
    keys.push(at.toISOString().slice(0, KEY_LENGTH[per]));
    if (per === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else if (per === "hour") at.setUTCHours(at.getUTCHours() + 1);
    else at.setUTCDate(at.getUTCDate() + (per === "week" ? 7 : 1));
  }
  return keys;
}

export interface Label {
  index: number;
  words: string;
}

/** About the width of `28 Nov`: a label that would be cut off is not drawn. */
const LABEL_PX = 40;
/** What a year takes beside the name of a month, beyond the room that labels have anyway. */
const YEAR_PX = 14;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Labels of the x axis at starts of months, or of days where there are few, at least `apart` pixels apart. A new year is named
 * where there is room for years. */
export function axisLabels(keys: string[], step: number, apart = 52, hasYears = true): Label[] {
  if (keys[0]?.length === KEY_LENGTH.hour) return hourLabels(keys, step, apart);
  const byDay = keys.length <= 45 && (keys[0]?.length ?? 0) === 10;
  const labels: Label[] = [];
  let lastX = -apart;
  keys.forEach((key, index) => {
    const [year, month, day] = key.split("-").map(Number);
    const starts = byDay || index === 0 || keys[index - 1]?.slice(0, 7) !== key.slice(0, 7);
    const fits = (keys.length - index) * step > LABEL_PX;
    if (!starts || !fits || index * step - lastX < apart) return;
    const name = MONTHS[(month ?? 1) - 1] ?? "";
    const newYear = hasYears && labels.length > 0 && keys[labels[labels.length - 1]?.index ?? 0]?.slice(0, 4) !== key.slice(0, 4);
    labels.push({ index, words: byDay ? `${day} ${name}` : newYear ? `${name} ${year}` : name });
    lastX = index * step + (newYear ? YEAR_PX : 0);
  });
  return labels;
}

/** The day where it begins, hours in between where there is room. */
function hourLabels(keys: string[], step: number, apart: number): Label[] {
  const every = [1, 2, 3, 6, 12, 24, 48, 168].find((hours) => hours * step >= apart) ?? 720;
  return keys.flatMap((key, index) => {
    if (index % every !== 0 || (keys.length - index) * step < LABEL_PX) return [];
    const [, month, day] = key.slice(0, 10).split("-").map(Number);
    return { index, words: key.endsWith("T00:00") ? `${day} ${MONTHS[(month ?? 1) - 1]}` : key.slice(11) };
  });
}
