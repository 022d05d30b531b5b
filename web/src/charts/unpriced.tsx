// Use without a price: a hatched mark below the zero line, with its tokens where there is room. It costs something, and
// nobody knows what.

import { short } from "../formats";
import type { Bucket } from "./scale";

/** What the marks and their words take below the line. */
export const UNPRICED_PX = 18;
const MARK_PX = 10;
const GAP_PX = 6;
/** About the width of a letter. */
const LETTER_PX = 6.4;

interface Props {
  buckets: Bucket[];
  left: number;
  width: number;
  step: number;
  /** Share of a step that its mark fills. */
  fill: number;
  /** Where the zero line is. */
  zero: number;
}

/** From where to where something stands. */
type Stretch = [from: number, to: number];

export function hasUnpriced(buckets: Bucket[]): boolean {
  return buckets.some(({ row }) => row?.unpriced_tokens);
}

export function Unpriced({ buckets, left, width, step, fill, zero }: Props) {
  const marks = buckets.flatMap(({ key, row }, index) => {
    const from = left + (index + (1 - fill) / 2) * step;
    return row?.unpriced_tokens ? [{ key, tokens: row.unpriced_tokens, place: [from, from + Math.max(1, step * fill)] as Stretch }] : [];
  });
  const taken = marks.map(({ place }) => place);
  const isFree = ([from, to]: Stretch) => from > left && to < width && taken.every(([start, end]) => to < start || from > end);
  // The most is told first, the others where that leaves room.
  const labels = [...marks].sort((one, other) => other.tokens - one.tokens).flatMap(({ key, tokens, place: [from, to] }) => {
    for (const words of [`${short(tokens)} without a price`, short(tokens)]) {
      const room = words.length * LETTER_PX;
      const found = ([[to + GAP_PX, to + GAP_PX + room], [from - GAP_PX - room, from - GAP_PX]] as Stretch[]).find(isFree);
      if (!found) continue;
      taken.push(found);
      return { key, words, x: found[0] };
    }
    return [];
  });
  return (
    <g>
      {marks.map(({ key, place: [from, to] }) => (
        <rect key={key} class="slot-none" x={from} y={zero + 3} width={to - from} height={MARK_PX} />
      ))}
      {labels.map(({ key, words, x }) => (
        <text key={key} class="direct" x={x} y={zero + 12}>
          {words}
        </text>
      ))}
    </g>
  );
}
