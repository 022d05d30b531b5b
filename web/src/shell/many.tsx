// A table of hundreds of rows, each laid out by itself in columns of known widths, so that one more moves none of the others.

import type { ComponentChildren } from "preact";
import { type Growing, useGrowing } from "./drawing";

/** As `.many tr` in the style sheet. */
export const ROW_PX = 26;
const LETTER_PX = 7.4;
/** As right of a cell. */
const GAP_PX = 12;

interface Props<Row> extends Growing<Row> {
  caption?: string;
  head: ComponentChildren;
}

/** Its `widths` are as [`columnsOf`] gives them. */
export function Many<Row>(asked: Props<Row>) {
  const { widths, caption, head, lines } = useGrowing(asked);
  return (
    <table class="many" style={widths}>
      {caption && <caption class="unseen">{caption}</caption>}
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody>{lines}</tbody>
    </table>
  );
}

/** Widths of columns in which every head and cell has room, and those of more letters have more of it. */
export function columnsOf(rows: (readonly string[])[]): string {
  const letters: number[] = [];
  for (const row of rows) row.forEach((text, column) => (letters[column] = Math.max(letters[column] ?? 0, text.length)));
  return widthsOf(letters.map((count) => count * LETTER_PX + GAP_PX));
}

/** The same of columns, up to 13, that are so wide at least. */
export function widthsOf(columns: number[]): string {
  const all = columns.reduce((sum, px) => sum + px, 0);
  return [`--all: ${all}px`, ...columns.map((px, column) => `--c${column + 1}: ${(100 * px) / all}%`)].join("; ");
}
