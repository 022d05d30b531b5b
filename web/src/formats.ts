// How numbers and times are written. The thin space only groups: spoken and copied numbers carry plain digits.

const THIN = "\u202f";
export const DASH = "—";

/** `25 410 747`, or a dash for what no file holds. */
export function whole(count: number | null | undefined): string {
  if (count == null) return DASH;
  return String(count).replace(/\B(?=(\d{3})+$)/g, THIN);
}

export interface Figure {
  number: string;
  unit: string;
}

const STEPS: readonly [number, string][] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/** Three digits, cut, never rounded up: `5.15` `M`; below 10 000 whole. */
export function figure(count: number): Figure {
  if (count < 10_000) return { number: whole(count), unit: "" };
  for (const [step, unit] of STEPS) if (count >= step) return { number: threeDigits(count, step), unit };
  return { number: whole(count), unit: "" };
}

/** A [`figure`] on one line: `5.15 M`. */
export function short(count: number): string {
  const { number, unit } = figure(count);
  return unit ? number + THIN + unit : number;
}

/** An axis label: as [`short`], without trailing zeros. */
export function tick(count: number): string {
  for (const [step, unit] of STEPS) if (count >= step) return String(Number(threeDigits(count, step))) + THIN + unit;
  return whole(count);
}

/** An axis label of a cost: `$75`, `$0.25`. */
export function costTick(nanoDollars: number): string {
  if (nanoDollars > 0 && nanoDollars < 1e7) return `$${(nanoDollars / 1e9).toFixed(3)}`;
  const cents = Math.round(nanoDollars / 1e7);
  return cents % 100 === 0 ? `$${tick(cents / 100)}` : `$${(cents / 100).toFixed(2)}`;
}

function threeDigits(count: number, step: number): string {
  const decimals = count < 10 * step ? 2 : count < 100 * step ? 1 : 0;
  const scale = 10 ** decimals;
  return (Math.floor((count / step) * scale + 1e-9) / scale).toFixed(decimals);
}

/** US dollars, half up. `complete` is false when a part of the tokens has no price. */
export function cost(nanoDollars: number | null | undefined, complete: boolean): string {
  if (nanoDollars == null) return "unpriced";
  const cents = Math.round(nanoDollars / 1e7);
  const mark = complete ? "" : `≥${THIN}`;
  if (cents === 0 && nanoDollars > 0) return `${mark}<$0.01`;
  return `${mark}$${whole(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, "0")}`;
}

/** A price as it is listed, with two decimals or more: `2.50`, `0.125`; nothing of nothing. */
export function price(text: string): string {
  const [dollars, decimals = ""] = text.split(".");
  return text && `${dollars}.${decimals.padEnd(2, "0")}`;
}

/** A share in percent, half up; `<1 %` above 0. */
export function percent(part: number, of: number): string {
  if (of <= 0) return DASH;
  const value = Math.floor((part / of) * 100 + 0.5);
  return (value === 0 && part > 0 ? "<1" : String(value)) + THIN + "%";
}

/** How a value stands to the one before: `−25 %`, `+12 %`, `× 19` from ten times on. */
export function changed(now: number, before: number): string {
  if (before <= 0) return "no earlier data";
  const value = Math.floor((now / before - 1) * 100 + 0.5);
  if (value >= 1000) return `×${THIN}${Math.floor(now / before + 0.5)}`;
  return `${value < 0 ? "−" : "+"}${Math.abs(value)}${THIN}%`;
}

/** A coverage in percent, cut: 100 % means all. */
export function coverage(perMille: number | null): string {
  return perMille == null ? DASH : Math.floor(perMille / 10) + THIN + "%";
}

/** `1.77 kB`, `88 kB`, `1.02 MB`: three digits, but for kilobytes from ten on. */
export function bytes(count: number): string {
  if (count < 1000) return count + THIN + "B";
  if (count >= 10_000 && count < 1e6) return Math.floor(count / 1000) + THIN + "kB";
  for (const [step, unit] of STEPS) if (count >= step) return threeDigits(count, step) + THIN + unit + "B";
  return DASH;
}

/** A length of time, cut: `38 ms`, `9.4 s`, `4 min 29 s`, `2 h 21 min`, `11 d 10 h`. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  if (ms < 1000) return Math.floor(ms) + THIN + "ms";
  if (seconds < 10) return (Math.floor(ms / 100) / 10).toFixed(1) + THIN + "s";
  if (minutes < 1) return seconds + THIN + "s";
  if (minutes < 10) return `${minutes}${THIN}min ${two(seconds % 60)}${THIN}s`;
  if (hours < 1) return minutes + THIN + "min";
  if (hours < 48) return `${hours}${THIN}h ${two(minutes % 60)}${THIN}min`;
  return `${Math.floor(hours / 24)}${THIN}d ${hours % 24}${THIN}h`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `26 Nov` of `2026-11-26`; with the year unless it is `thisYear`. */
export function day(date: string, thisYear?: string): string {
  const [year = "", month = "", number] = date.split("-");
  const name = MONTHS[Number(month) - 1] ?? month;
  const words = number ? `${Number(number)} ${name}` : name;
  return year === thisYear ? words : `${words} ${year}`;
}

/** `16 Feb – 26 Nov`. */
export function span(from: string, until: string, thisYear?: string): string {
  if (from === until) return day(from, thisYear);
  const sameYear = from.slice(0, 4) === until.slice(0, 4);
  return `${day(from, sameYear ? from.slice(0, 4) : thisYear)} – ${day(until, thisYear)}`;
}

export interface Clock {
  /** `2026-11-26` */
  date: string;
  /** `08:03` */
  time: string;
}

/** A moment on the wall of a zone. */
export function clock(moment: number, zone: string): Clock {
  const parts = formatter(zone).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

/** `26 Nov, 08:03`; the year only when it is not this one. */
export function time(moment: string | number | null, zone: string, thisYear: string): string {
  if (moment == null) return DASH;
  const wall = clock(typeof moment === "string" ? Date.parse(moment) : moment, zone);
  return `${day(wall.date, thisYear)}, ${wall.time}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

/** The start of an id, as it stands in tables. */
export function id(whole: string): string {
  return whole.slice(0, 8);
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `Thu 26 Nov` of `2026-11-26`; with the year unless it is `thisYear`. */
export function weekday(date: string, thisYear?: string): string {
  return `${WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]} ${day(date, thisYear)}`;
}

/** The letters of a name that fit into a title. */
const LETTERS = 18;

/** A name that fits into a title: a longer one loses its middle. */
export function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= LETTERS) return name;
  const half = LETTERS / 2;
  return `${letters.slice(0, half).join("")}…${letters.slice(1 - half).join("")}`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}
