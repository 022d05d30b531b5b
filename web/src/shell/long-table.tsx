// A table of any length in a box of its own: only the rows in sight are drawn.

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { whole } from "../formats";

/** As `.long tr` in the style sheet; on a phone rows of some tables are higher. */
const ROW_PX = 26;
const SPARE_ROWS = 8;
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
    const observer = new ResizeObserver(() => {
      setHeight(element.clientHeight);
      setRowPx(Number.parseInt(getComputedStyle(element).getPropertyValue("--row-px")) || ROW_PX);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || inSight < 0) return;
    const below = (inSight + 1) * rowPx + HEAD_PX - element.clientHeight;
    element.scrollTop = Math.min(inSight * rowPx, Math.max(below, element.scrollTop));
  }, [inSight]);
  const first = Math.max(0, Math.min(rows.length, Math.floor(top / rowPx)) - spare);
  const last = Math.min(rows.length, Math.ceil((top + height) / rowPx) + spare);
  const inView = Math.min(rows.length, Math.floor((top + height - HEAD_PX) / rowPx));
  return (
    <>
      <div ref={box} class="window" tabIndex={0} role="group" aria-label={label} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <table class={`long ${kind}`} aria-rowcount={rows.length + 1}>
          <caption class="unseen">{label}</caption>
          {head}
          <tbody>
            <Spacer px={first * rowPx} />
            {rows.slice(first, last).map(line)}
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

function Spacer({ px }: { px: number }) {
  return px > 0 ? <tr aria-hidden="true" style={{ height: `${px}px` }} /> : null;
}
