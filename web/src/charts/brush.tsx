// All days in one strip, heights by square root, with the chosen span on it: two handles move its edges.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { day } from "../formats";
import { Drawing, useWidth } from "./bars";
import { allKeys, axisLabels } from "./scale";

const HEIGHT = 40;
const LABELS = 18;

export interface Span {
  since: string;
  until: string;
}

interface Props {
  /** Value of each day with use. */
  days: Map<string, number>;
  first: string;
  last: string;
  chosen: Span;
  year: string;
  onChoose(span: Span): void;
  /** A key moves an edge by a day. */
  onStep(edge: "since" | "until", by: 1 | -1): void;
}

/** The span with one edge moved, between the first day and the last and never past the other edge. */
export function stepped({ since, until }: Span, edge: "since" | "until", by: 1 | -1, first: string, last: string): Span {
  const at = new Date(edge === "since" ? since : until);
  at.setUTCDate(at.getUTCDate() + by);
  const day = at.toISOString().slice(0, 10);
  if (edge === "since") return { since: day < first ? first : day > until ? until : day, until };
  return { since, until: day > last ? last : day < since ? since : day };
}

export function Brush({ days, first, last, chosen, year, onChoose, onStep }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const keys = allKeys("day", first, last);
  const step = width / Math.max(1, keys.length);
  const indexOf = (key: string) => Math.min(keys.length - 1, Math.max(0, Math.round((Date.parse(key) - Date.parse(first)) / 86_400_000)));
  const [dragged, drag] = useState<Span | null>(null);
  const shown = dragged ?? chosen;
  const [from, until] = [indexOf(shown.since), indexOf(shown.until)];
  const largest = Math.max(1, ...days.values());
  const moved = (edge: "since" | "until", index: number): Span => {
    const at = Math.min(edge === "since" ? until : keys.length - 1, Math.max(edge === "since" ? 0 : from, index));
    return { ...shown, [edge]: keys[at] ?? shown[edge] };
  };
  useLayoutEffect(() => {
    const onKey = ({ detail }: Event & { detail?: string }) => {
      const edge = "[]".includes(detail ?? "") ? "since" : "until";
      onStep(edge, "]}".includes(detail ?? "") ? 1 : -1);
    };
    document.addEventListener("brush", onKey);
    return () => document.removeEventListener("brush", onKey);
  });
  const handle = (edge: "since" | "until") => ({
    edge,
    x: edge === "since" ? from * step : (until + 1) * step,
    at: edge === "since" ? from : until,
    count: keys.length,
    words: `${edge === "since" ? "from" : "until"} ${day(keys[edge === "since" ? from : until] ?? "", year)}`,
    onMove: (index: number) => onChoose(moved(edge, index)),
    onDrag: (clientX: number) => drag(moved(edge, Math.floor((clientX - (box.current?.getBoundingClientRect().left ?? 0)) / step))),
    onDrop: () => {
      if (dragged) onChoose(dragged);
      drag(null);
    },
  });
  return (
    <div ref={box} class="brush" role="group" aria-label="All days, and the chosen span">
      <Drawing width={width} height={HEIGHT + LABELS}>
        <rect class="pointed" x={from * step} width={(until - from + 1) * step} height={HEIGHT} />
        <line class="zero" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {keys.map((key, index) => {
          const height = Math.sqrt((days.get(key) ?? 0) / largest) * (HEIGHT - 4);
          return height > 0 && <rect key={key} class={index >= from && index <= until ? "day-in" : "day-out"} x={index * step} y={HEIGHT - Math.max(1, height)} width={Math.max(1, step * 0.76)} height={Math.max(1, height)} />;
        })}
        {axisLabels(keys, step).map(({ index, words }) => (
          <text key={index} class="axis" x={index * step} y={HEIGHT + 14}>
            {words}
          </text>
        ))}
      </Drawing>
      {width > 0 && [<Handle {...handle("since")} />, <Handle {...handle("until")} />]}
    </div>
  );
}

export interface HandleProps {
  edge: "since" | "until";
  x: number;
  at: number;
  count: number;
  words: string;
  onMove(index: number): void;
  onDrag(clientX: number): void;
  onDrop(): void;
}

export function Handle({ edge, x, at, count, words, onMove, onDrag, onDrop }: HandleProps) {
  const walk = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };
  return (
    <button
      class="handle"
      role="slider"
      aria-label={edge === "since" ? "First day" : "Last day"}
      aria-valuemin={0}
      aria-valuemax={count - 1}
      aria-valuenow={at}
      aria-valuetext={words}
      style={{ transform: `translateX(${x}px)` }}
      onKeyDown={walk}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && onDrag(event.clientX)}
      onPointerUp={onDrop}
    />
  );
}
