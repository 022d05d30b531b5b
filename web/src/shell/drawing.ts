// Work in parts: what would hold the page too long in one task is drawn after what stands before it.

import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** What waits for its turn, oldest first. */
const waiting = new Set<() => void>();
let isWalking = false;

/** Has something done in a task of its own when all that is drawn by now is in sight, one thing each time; gives what takes it back. */
export function afterDrawing(act: () => void): () => void {
  waiting.add(act);
  if (!isWalking) walk();
  return () => waiting.delete(act);
}

function walk(): void {
  isWalking = true;
  requestAnimationFrame(() => setTimeout(step));
}

function step(): void {
  const [act] = waiting;
  isWalking = false;
  if (!act) return;
  waiting.delete(act);
  if (waiting.size > 0) walk();
  act();
}

/** False until what stands around is in sight. */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useLayoutEffect(() => afterDrawing(() => setLater(true)), []);
  return isLater;
}

/** A value that much is computed from: another one holds once what it changes by itself is in sight. */
export function useSettled<Value>(value: Value): Value {
  const [settled, settle] = useState(value);
  useLayoutEffect(() => (settled === value ? undefined : afterDrawing(() => settle(value))), [settled, value]);
  return settled;
}

/** More cells of a table at once would hold the page for longer than a person notices; to take one away is cheaper. */
const CELLS_AT_ONCE = 80;
const CELLS_AWAY_AT_ONCE = 800;

export interface Growing<Row> {
  /** Of the columns. */
  widths: string;
  columns: number;
  rows: Row[];
  line(row: Row, at: number): VNode;
  /** It stands in a box of one height. */
  isBoxed?: boolean;
}

/** Lines of the first rows with all else, and more each time that the page has drawn those before. Of other rows, lines take the
 * place of the former when their turn comes; they have no keys, so that no two ever have the same. A line that is the same node
 * costs nothing. In a box of one height the first come later, too. In columns of other widths all lines would be laid out anew:
 * there the former leave first, the lowest before all others, and until then all stays as it was. */
export function useGrowing<Row, Asked extends Growing<Row>>(asked: Asked & Growing<Row>) {
  const { current: drawn } = useRef({ asked, rows: null as Row[] | null, count: 0, lines: [] as VNode[] });
  const [, draw] = useState({});
  const isLeaving = drawn.asked.widths !== asked.widths;
  if (!isLeaving) drawn.asked = asked;
  const { rows, columns, line, isBoxed } = drawn.asked;
  const atOnce = (cells: number) => Math.ceil(cells / columns);
  const grow = () => {
    for (const row of rows.slice(drawn.count, drawn.count + atOnce(CELLS_AT_ONCE))) drawn.lines[drawn.count] = line(row, drawn.count++);
  };
  const leave = () => {
    drawn.lines.splice(-atOnce(CELLS_AWAY_AT_ONCE));
    drawn.count = Math.min(drawn.count, drawn.lines.length);
    if (drawn.lines.length === 0) drawn.asked = asked;
  };
  if (drawn.rows !== rows) {
    const waits = isBoxed && drawn.rows === null;
    Object.assign(drawn, { rows, count: 0, lines: drawn.lines.slice(0, rows.length) });
    if (!waits) grow();
  }
  useLayoutEffect(() => {
    if (!isLeaving && drawn.count >= rows.length) return undefined;
    return afterDrawing(() => {
      (isLeaving ? leave : grow)();
      draw({});
    });
  }, [asked.rows, isLeaving, drawn.count, drawn.lines.length]);
  return { ...drawn.asked, lines: [...drawn.lines] };
}
