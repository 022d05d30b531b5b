// Stacked bars over time. The chart is one stop: arrows walk its buckets, and the column beside it reads the one
// that is pointed at, walked to, or last. Nothing floats over the data.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { afterDrawing } from "../shell/drawing";
import { BarLabels } from "./bar-labels";
import type { Place } from "./edges";
import { axisLabels, type Bucket, gridlines, heightOf } from "./scale";
import { hasUnpriced, Unpriced, UNPRICED_PX } from "./unpriced";

const LEFT = 52;
const TOP = 10;
/** Room for the words of the x axis. */
const AXIS_PX = 26;
/** Share of a step that its bar fills. */
const FILL = 0.76;

interface Props {
  buckets: Bucket[];
  at: number;
  /** The first and the last of those that are selected. */
  selected: [number, number] | null;
  /** The bucket in hand now, which what is drawn can be behind of while keys are pressed. */
  now(): number;
  height: number;
  description: string;
  /** How the bucket in hand is spoken. */
  spoken: string;
  /** Buckets before this one are not wholly read. */
  unreadBefore: number;
  /** What stands on the chart, and can be moved. */
  edges?: ((place: Place) => ComponentChildren) | undefined;
  /** Use without a price is a mark below the line. */
  marksUnpriced?: boolean | undefined;
  /** A gridline's label. */
  tick(value: number): string;
  /** What stands beside the tallest bar. */
  label(bucket: Bucket): string;
  /** A bucket is pointed at. */
  onPoint(index: number): void;
  /** A bucket is chosen, by a key or a press; with Shift those up to it are selected. */
  onMove(index: number, isMore: boolean): void;
  /** Opens the bucket in hand. */
  onOpen?: (() => void) | undefined;
}

export function Bars({ buckets, at, selected, now, height, description, spoken, unreadBefore, edges, marksUnpriced, tick, label, onPoint, onMove, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const marks = marksUnpriced && hasUnpriced(buckets);
  const foot = height - AXIS_PX - (marks ? UNPRICED_PX : 0);
  const [from, to] = selected ?? [at, at];
  const step = (width - LEFT) / Math.max(1, buckets.length);
  const lines = gridlines(Math.max(0, ...buckets.map(heightOf)));
  const top = lines[lines.length - 1] || 1;
  const y = (value: number) => TOP + (foot - TOP) * (1 - value / top);
  const within = (index: number) => Math.min(buckets.length - 1, Math.max(0, index));
  const pointed = (event: PointerEvent) => within(Math.floor((event.offsetX - LEFT) / step));
  return (
    <div class="bars-box">
      <div
        ref={box}
        class="bars"
        data-chart
        role="slider"
        tabIndex={0}
        aria-label={description}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, buckets.length - 1)}
        aria-valuenow={at}
        aria-valuetext={spoken}
        onKeyDown={(event) => (event.key === "Enter" ? onOpen?.() : walk(event, now(), buckets.length, onMove))}
        onPointerMove={(event) => onPoint(pointed(event))}
        onPointerDown={(event) => onMove(pointed(event), event.shiftKey)}
      >
        <Drawing width={width} height={height}>
          {from >= 0 && <rect class="pointed" x={LEFT + from * step} y={TOP} width={(to - from + 1) * step} height={foot - TOP} />}
          {lines.map((line) => (
            <g key={line}>
              <line class={line === 0 ? "zero" : "grid"} x1={LEFT} x2={width} y1={Math.round(y(line)) + 0.5} y2={Math.round(y(line)) + 0.5} />
              <text class="axis" x={LEFT - 8} y={y(line) + 4} text-anchor="end">
                {tick(line)}
              </text>
            </g>
          ))}
          {axisLabels(
            buckets.map(({ key }) => key),
            step,
          ).map(({ index, words }) => (
            <g key={index}>
              <line class="grid" x1={LEFT + index * step + 0.5} x2={LEFT + index * step + 0.5} y1={height - AXIS_PX} y2={height - AXIS_PX + 5} />
              <text class="axis" x={LEFT + index * step} y={height - 6} text-anchor="start">
                {words}
              </text>
            </g>
          ))}
          {unreadBefore > 0 && <Unread x={LEFT} width={unreadBefore * step} top={TOP} height={foot - TOP} />}
          {buckets.map(({ key, beyond }, index) => beyond && <rect key={key} class="outside" x={LEFT + (index + (1 - FILL) / 2) * step} y={Math.min(y(beyond.value), y(0) - 1)} width={Math.max(1, step * FILL)} height={Math.max(1, y(0) - y(beyond.value))} />)}
          {buckets.map((bucket, index) => (
            <Stack key={bucket.key} bucket={bucket} x={LEFT + (index + (1 - FILL) / 2) * step} width={Math.max(1, step * FILL)} y={y} />
          ))}
          {marks && <Unpriced buckets={buckets} left={LEFT} width={width} step={step} fill={FILL} zero={foot} />}
          <BarLabels buckets={buckets} step={step} left={LEFT} width={width} fill={FILL} y={y} words={label} />
          {unreadBefore * step > 90 && (
            <text class="halo" x={LEFT + (unreadBefore * step) / 2} y={height / 2} text-anchor="middle">
              not read yet
            </text>
          )}
        </Drawing>
      </div>
      {width > 0 && edges?.({ left: LEFT, step, top: TOP, height: foot - TOP })}
    </div>
  );
}

function walk(event: KeyboardEvent, at: number, count: number, move: (index: number, isMore: boolean) => void) {
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  move(to, event.shiftKey);
}

interface StackProps {
  bucket: Bucket;
  x: number;
  width: number;
  y(value: number): number;
}

// Parts are parted by a pixel of the page's colour, so that colour never carries the edge alone.
function Stack({ bucket, x, width, y }: StackProps) {
  let below = 0;
  return (
    <g>
      {bucket.parts.map(({ slot, label, value }, index) => {
        const bottom = y(below) - (index > 0 ? 1 : 0);
        below += value;
        if (value === 0) return null;
        const height = Math.max(1, bottom - y(below));
        return <rect key={label} class={`mark ${slot}`} x={x} y={bottom - height} width={width} height={height} />;
      })}
    </g>
  );
}

function Unread({ x, width, top, height }: { x: number; width: number; top: number; height: number }) {
  return (
    <g>
      <rect class="unread" x={x} y={top} width={width} height={height} />
      <line class="read-from" x1={x + width} x2={x + width} y1={top} y2={top + height} />
    </g>
  );
}

interface DrawingProps {
  width: number;
  height: number;
  children: ComponentChildren;
}

/** A drawing that keeps its room until its width is known. */
export function Drawing({ width, height, children }: DrawingProps) {
  return (
    <svg width={width} height={height} aria-hidden="true">
      {width > 0 && children}
    </svg>
  );
}

/** The width of a box, followed; 0 until the box itself is in sight, and then its drawing has a task of its own. Where a table can
 * stand in its place, `table` says whether it does. */
export function useWidth(box: { current: HTMLElement | null }, table = false): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    const cancel = afterDrawing(() => {
      measure();
      observer.observe(element);
    });
    return () => {
      cancel();
      observer.disconnect();
    };
  }, [table]);
  return width;
}
