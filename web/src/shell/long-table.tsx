// A table of any length in a box of its own: only the rows in sight are drawn.

import type { ComponentChildren, VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { whole } from "../formats";

/** As `.long tr` in the style sheet. */
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
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || inSight < 0) return;
    const below = (inSight + 1) * ROW_PX + HEAD_PX - element.clientHeight;
    element.scrollTop = Math.min(inSight * ROW_PX, Math.max(below, element.scrollTop));
  }, [inSight]);
  const first = Math.max(0, Math.min(rows.length, Math.floor(top / ROW_PX)) - SPARE_ROWS);
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW_PX) + SPARE_ROWS);
  const inView = Math.min(rows.length, Math.floor((top + height - HEAD_PX) / ROW_PX));
  return (
    <>
      <div ref={box} class="window" tabIndex={0} role="group" aria-label={label} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <table class={`long ${kind}`} aria-rowcount={rows.length + 1}>
          <caption class="unseen">{label}</caption>
          {head}
          <tbody>
            <Spacer rows={first} />
            {rows.slice(first, last).map(line)}
            <Spacer rows={rows.length - last} />
          </tbody>
        </table>
      </div>
      {foot && (
        <p class="list-foot">
          <span>{rows.length > 0 ? `Rows ${whole(Math.min(inView, Math.floor(top / ROW_PX) + 1))} – ${whole(inView)} of ${whole(rows.length)}` : "No rows"}</span>
          {foot}
        </p>
      )}
    </>
  );
}

function Spacer({ rows }: { rows: number }) {
  return rows > 0 ? <tr aria-hidden="true" style={{ height: `${rows * ROW_PX}px` }} /> : null;
}
