// Words beside the tallest bar: what it holds, and its parts that are tall enough. They stand where no other bar is.

import { type Bucket, heightOf } from "./scale";

/** A part that is named needs so many pixels. */
const LEAST_PX = 60;
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
  anchor: "start" | "end";
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
  return labels.flatMap(({ words: text, top }) => beside(props, at, text, top) ?? []);
}

/** Right of the bar where it is free there, else left of it, else nowhere. */
function beside({ buckets, step, left, width, fill, y }: Props, at: number, words: string, top: number): Placed | null {
  const room = words.length * LETTER_PX + GAP_PX;
  const edge = { start: left + (at + (1 + fill) / 2) * step + GAP_PX, end: left + (at + (1 - fill) / 2) * step - GAP_PX };
  const isFree = (from: number, to: number) => buckets.every((bucket, index) => index === at || left + (index + 1) * step < from || left + index * step > to || y(heightOf(bucket)) > top + 14);
  if (edge.start + room < width && isFree(edge.start, edge.start + room)) return { words, x: edge.start, y: top + 10, anchor: "start" };
  if (edge.end - room > left && isFree(edge.end - room, edge.end)) return { words, x: edge.end, y: top + 10, anchor: "end" };
  return null;
}
