// The edges of the range on a chart of all time: two handles, moved by dragging or by keys, a bucket at a time.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { day } from "../formats";
import type { Per } from "../report";
import { Handle, type Span } from "./brush";
import { daysOf } from "./scale";

/** Where the buckets of a chart stand. */
export interface Place {
  left: number;
  step: number;
  top: number;
  height: number;
}

interface Props extends Place {
  keys: string[];
  per: Per;
  /** The span in hand now, which what is drawn can be behind of while keys are pressed. */
  now(): Span;
  year: string;
  onChoose(span: Span): void;
}

export function Edges({ left, step, top, height, keys, per, now, year, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [dragged, drag] = useState<Span | null>(null);
  const within = (index: number) => Math.max(0, Math.min(keys.length - 1, index));
  const indexOf = (date: string) => within(keys.findLastIndex((key) => daysOf(per, key)[0] <= date));
  const moved = (edge: keyof Span, to: number): Span => {
    const span = dragged ?? now();
    const at = edge === "since" ? Math.min(within(to), indexOf(span.until)) : Math.max(within(to), indexOf(span.since));
    const [first, last] = daysOf(per, keys[at] ?? "");
    return { ...span, [edge]: edge === "since" ? first : last };
  };
  useLayoutEffect(() => {
    const onKey = ({ detail = "" }: Event & { detail?: string }) => {
      const edge = "[]".includes(detail) ? "since" : "until";
      onChoose(moved(edge, indexOf(now()[edge]) + ("]}".includes(detail) ? 1 : -1)));
    };
    document.addEventListener("brush", onKey);
    return () => document.removeEventListener("brush", onKey);
  });
  const shown = dragged ?? now();
  const handle = (edge: keyof Span) => {
    const at = indexOf(shown[edge]);
    return {
      edge,
      x: left + (edge === "since" ? at : at + 1) * step,
      at,
      count: keys.length,
      words: `${edge === "since" ? "from" : "until"} ${day(shown[edge], year)}`,
      onMove: (index: number) => onChoose(moved(edge, index)),
      onDrag: (clientX: number) => drag(moved(edge, Math.floor((clientX - (box.current?.getBoundingClientRect().left ?? 0) - left) / step))),
      onDrop: () => {
        if (dragged) onChoose(dragged);
        drag(null);
      },
    };
  };
  return (
    <div ref={box} class="edges" role="group" aria-label="The range" style={{ top: `${top}px`, height: `${height}px` }}>
      <div class="in-range" style={{ transform: `translateX(${left + indexOf(shown.since) * step}px)`, width: `${(indexOf(shown.until) - indexOf(shown.since) + 1) * step}px` }} />
      <Handle {...handle("since")} />
      <Handle {...handle("until")} />
    </div>
  );
}
