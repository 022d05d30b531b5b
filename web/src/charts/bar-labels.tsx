// Words beside the tallest bar: what it holds, and its parts that are tall enough; above another, which part stands
// tallest there. They stand where no other bar is.

import { type Bucket, heightOf } from "./scale";

/** A part that is named needs so many pixels. */
const LEAST_PX = 60;
/** A bar that bears a name needs so many. */
const LEAST_BAR_PX = 12;
/** About the width of a letter. */
const LETTER_PX = 6.4;
const GAP_PX = 6;

interface Props {
  buckets: Bucket[];
  /** Pixels of a bucket, and where the first begins. */
  step: number;
  left: number;
  width: number;
  /** Share of a step that its bar fills. */
  fill: number;
  y(value: number): number;
  /** What stands beside the tallest bar. */
  words(bucket: Bucket): string;
}

interface Placed {
  words: string;
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

export function BarLabels(props: Props) {
  return (
    <>
      {placed(props).map(({ words, x, y, anchor }) => (
        <text key={words} class="halo direct" x={x} y={y} text-anchor={anchor}>
          {words}
        </text>
      ))}
    </>
  );
}

function placed(props: Props): Placed[] {
  const { buckets, y, words } = props;
  const at = buckets.reduce((best, bucket, index) => (heightOf(bucket) > heightOf(buckets[best]) ? index : best), 0);
  const tallest = buckets[at];
  if (!tallest || heightOf(tallest) <= 0) return [];
  const labels = [{ words: words(tallest), top: y(heightOf(tallest)) }];
  let below = 0;
  for (const { label, value } of tallest.parts) {
    const [from, to] = [y(below), y(below + value)];
    below += value;
    const middle = (from + to) / 2 - 5;
    if (from - to >= LEAST_PX && middle - (labels[0]?.top ?? 0) > 18) labels.push({ words: label, top: middle });
  }
  return above(props, labels.flatMap(({ words: text, top }) => beside(props, at, text, top) ?? []));
}

/** Whether no other bar stands where words of a bar would. */
function isFree({ buckets, step, left, y }: Props, at: number, from: number, to: number, top: number): boolean {
  return buckets.every((bucket, index) => index === at || left + (index + 1) * step < from || left + index * step > to || y(heightOf(bucket)) > top + 14);
}

/** Right of the bar where it is free there, else left of it, else nowhere. */
function beside(props: Props, at: number, words: string, top: number): Placed | null {
  const { step, left, width, fill } = props;
  const room = words.length * LETTER_PX + GAP_PX;
  const edge = { start: left + (at + (1 + fill) / 2) * step + GAP_PX, end: left + (at + (1 - fill) / 2) * step - GAP_PX };
  if (edge.start + room < width && isFree(props, at, edge.start, edge.start + room, top)) return { words, x: edge.start, y: top + 10, anchor: "start" };
  if (edge.end - room > left && isFree(props, at, edge.end - room, edge.end, top)) return { words, x: edge.end, y: top + 10, anchor: "end" };
  return null;
}

/** To what is placed, the name of each other part above the bar that holds most of it, where it is most of that bar. */
function above(props: Props, before: Placed[]): Placed[] {
  const { buckets, step, left, width, y } = props;
  const all = [...before];
  const largest = new Map<string, [at: number, value: number]>();
  buckets.forEach(({ parts }, at) => {
    for (const { label, value } of parts) if (value > (largest.get(label)?.[1] ?? 0)) largest.set(label, [at, value]);
  });
  for (const [words, [at, value]] of largest) {
    const total = heightOf(buckets[at]);
    const [x, top, room] = [left + (at + 0.5) * step, y(total), (words.length * LETTER_PX) / 2];
    const isApart = all.every((other) => Math.abs(other.y - top) > 16 || Math.abs(other.x - x) > room + (other.words.length * LETTER_PX) / (other.anchor === "middle" ? 2 : 1));
    const isMost = value * 2 > total && y(0) - top >= LEAST_BAR_PX;
    if (isMost && isApart && x - room > left && x + room < width && top > 16 && !all.some((other) => other.words === words) && isFree(props, at, x - room, x + room, top - 17)) all.push({ words, x, y: top - 4, anchor: "middle" });
  }
  return all;
}
