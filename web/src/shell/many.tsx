// A table of hundreds of rows in columns of one width each, so that a row that comes moves none of the others.

import type { ComponentChildren, VNode } from "preact";
import { useGrowing } from "./drawing";

/** As `.many tr` in the style sheet. */
export const ROW_PX = 26;

interface Props<Row> {
  /** What [`columnsOf`] gives. It has to be the key, too: where columns become others the browser would lay out every row anew. */
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

/** Columns in which every head and cell has room. */
export function columnsOf(rows: (readonly string[])[]): string {
  const letters: number[] = [];
  for (const row of rows) row.forEach((text, column) => (letters[column] = Math.max(letters[column] ?? 0, text.length)));
  return `--columns: ${letters.map((count) => `minmax(calc(${count}ch + 12px), ${count}fr)`).join(" ")}`;
}
