// A table of any length in a box of its own: only the rows in sight are drawn.

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { whole } from "../formats";
import { afterDrawing } from "./drawing";

/** As `.long tr` in the style sheet; on a phone rows of some tables are higher. */
const ROW_PX = 26;
const SPARE_ROWS = 8;
/** So many rows at once that were not drawn before. */
const NEW_ROWS = 8;
/** As `.long thead th`. */
const HEAD_PX = 30;

interface Props<Row> {
  label: string;
  kind: string;
  head: ComponentChildren;
  rows: Row[];
  /** The row that is scrolled to when it becomes another one; none below 0. */
  inSight?: number;
  line(row: Row): VNode;
  /** Below the table, beside which rows are in sight. */
  foot?: ComponentChildren;
}

export function LongTable<Row>({ label, kind, head, rows, inSight = -1, line, foot }: Props<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(800);
  const [rowPx, setRowPx] = useState(ROW_PX);
  // Rows past those in sight follow when these are drawn.
  const [spare, setSpare] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSpare(SPARE_ROWS));
    return () => clearTimeout(timer);
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      setHeight(element.clientHeight);
      setRowPx(Number.parseInt(getComputedStyle(element).getPropertyValue("--row-px")) || ROW_PX);
    };
    const observer = new ResizeObserver(measure);
    const cancel = afterDrawing(() => {
      measure();
      observer.observe(element);
    });
    return () => {
      cancel();
      observer.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || inSight < 0) return;
    const below = (inSight + 1) * rowPx + HEAD_PX - element.clientHeight;
    element.scrollTop = Math.min(inSight * rowPx, Math.max(below, element.scrollTop));
  }, [inSight]);
  const first = Math.max(0, Math.min(rows.length, Math.floor(top / rowPx)) - spare);
  const last = Math.min(rows.length, Math.ceil((top + height) / rowPx) + spare);
  const lines = usePart(rows.slice(first, last).map(line));
  const inView = Math.min(rows.length, Math.floor((top + height - HEAD_PX) / rowPx));
  return (
    <>
      <div ref={box} class="window" tabIndex={0} role="group" aria-label={label} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <table class={`long ${kind}`} aria-rowcount={rows.length + 1}>
          <caption class="unseen">{label}</caption>
          {head}
          <tbody>
            <Spacer px={first * rowPx} />
            {lines.map((row) => row ?? <tr aria-hidden="true" data-undrawn style={{ height: `${rowPx}px` }} />)}
            <Spacer px={(rows.length - last) * rowPx} />
          </tbody>
        </table>
      </div>
      {foot && (
        <p class="list-foot">
          <span>{rows.length > 0 ? `Rows ${whole(Math.min(inView, Math.floor(top / rowPx) + 1))} – ${whole(inView)} of ${whole(rows.length)}` : "No rows"}</span>
          {foot}
        </p>
      )}
    </>
  );
}

/** Rows that are in sight already and some of the others, which follow part by part: null stands for one that is still to come. */
function usePart(lines: VNode[]): (VNode | null)[] {
  const drawn = useRef({ keys: new Set<unknown>(), room: NEW_ROWS });
  const cancel = useRef<(() => void) | null>(null);
  const [, draw] = useState({});
  const { keys } = drawn.current;
  const part = lines.map((line) => (keys.has(line.key) || drawn.current.room-- > 0 ? line : null));
  for (const line of part) if (line) keys.add(line.key);
  const last = useRef(part);
  last.current = part;
  useLayoutEffect(() => {
    // Whatever draws the table anew meanwhile draws no more rows than there is room for.
    cancel.current ??= afterDrawing(() => {
      cancel.current = null;
      drawn.current = { keys: new Set(last.current.map((line) => line?.key)), room: NEW_ROWS };
      if (last.current.includes(null)) draw({});
    });
  });
  useLayoutEffect(() => () => cancel.current?.(), []);
  return part;
}

function Spacer({ px }: { px: number }) {
  return px > 0 ? <tr aria-hidden="true" style={{ height: `${px}px` }} /> : null;
}
