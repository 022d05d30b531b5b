// A table of hundreds of rows, each laid out by itself in columns of known widths, so that one more moves none of the others.

import type { ComponentChildren, VNode } from "preact";
import { useGrowing } from "./drawing";

/** As `.many tr` in the style sheet. */
export const ROW_PX = 26;
/** So many columns have a width of their own in the style sheet; all that follow have one. */
const OWN_WIDTHS = 13;
const LETTER_PX = 7.4;
/** As right of a cell. */
const GAP_PX = 12;

interface Props<Row> {
  /** As [`columnsOf`] gives them. Where they are not always the same they have to be the key, too: in other columns the browser
   * would lay out every row anew. */
  widths: string;
  caption?: string;
  head: ComponentChildren;
  columns: number;
  rows: Row[];
  line(row: Row, at: number): VNode;
  /** It stands in a box of one height. */
  isBoxed?: boolean;
}

export function Many<Row>({ widths, caption, head, columns, rows, line, isBoxed }: Props<Row>) {
  const lines = useGrowing(rows, columns, line, isBoxed);
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

/** The same of columns that are so wide at least. */
export function widthsOf(columns: number[]): string {
  const widest = Math.max(0, ...columns.slice(OWN_WIDTHS));
  const even = columns.map((px, column) => (column < OWN_WIDTHS ? px : widest));
  const all = even.reduce((sum, px) => sum + px, 0);
  return [`--all: ${all}px`, ...even.slice(0, OWN_WIDTHS + 1).map((px, column) => `--c${column + 1}: ${(100 * px) / all}%`)].join("; ");
}
