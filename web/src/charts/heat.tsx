// A grid of squares: the darker and the larger, the more. It is one stop; arrows walk its cells, and a line beside it
// reads the one in hand.

import { useState } from "preact/hooks";
import { tick } from "../formats";

/** Three round thresholds; a cell has step 0 without use and step 4 past the last. That is a tenth of the largest value, or what
 * three of four stay below: where most are about as large, they would all look alike. */
export function thresholds(values: number[]): number[] {
  const used = values.filter((value) => value > 0).sort((a, b) => a - b);
  const high = Math.max(1, (used.at(-1) ?? 0) / 10, used[Math.floor(0.75 * (used.length - 1))] ?? 0);
  const power = 10 ** Math.floor(Math.log10(high));
  const top = [8, 4, 2, 1].map((round) => round * power).find((round) => round <= high) ?? power;
  return [Math.max(1, Math.round(top / 20)), Math.max(2, Math.round(top / 4)), Math.max(3, top)];
}

export function stepOf(value: number, edges: number[]): number {
  if (value <= 0) return 0;
  return 1 + edges.filter((edge) => value >= edge).length;
}

/** Side of a step's square, as a share of its cell. */
const SIDES = [1, 0.42, 0.6, 0.78, 0.96];

export interface Cell {
  column: number;
  row: number;
  value: number;
  spoken: string;
  /** It is outside of the range, and grey. */
  outside?: boolean;
}

interface Props {
  label: string;
  cells: Cell[];
  columns: number;
  rows: number;
  edges: number[];
  /** Width and height of a cell. */
  cell: [number, number];
  columnLabels: { column: number; words: string }[];
  rowLabels: { row: number; words: string }[];
  at: number;
  onMove(index: number): void;
  onOpen?: ((index: number) => void) | undefined;
}

const LEFT = 44;
const TOP = 18;

export function Heat({ label, cells, columns, rows, edges, cell: [width, height], columnLabels, rowLabels, at, onMove, onOpen }: Props) {
  const find = (column: number, row: number) => cells.findIndex((cell) => cell.column === column && cell.row === row);
  const current = cells[at];
  const walk = (event: KeyboardEvent) => {
    if (event.key === "Enter") return onOpen?.(at);
    const [byColumn, byRow] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    const to = event.key === "Home" ? cells.findIndex(({ outside }) => !outside) : event.key === "End" ? cells.length - 1 : byColumn === undefined || !current ? -1 : find(current.column + byColumn, current.row + (byRow ?? 0));
    if (to < 0 && byColumn === undefined) return;
    event.preventDefault();
    if (to >= 0) onMove(to);
  };
  const point = (event: PointerEvent & { currentTarget: SVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const found = find(Math.floor((event.clientX - box.left - LEFT) / width), Math.floor((event.clientY - box.top - TOP) / height));
    if (found >= 0) onMove(found);
  };
  return (
    <div class="heat" data-chart role="slider" tabIndex={0} aria-label={label} aria-valuemin={0} aria-valuemax={Math.max(0, cells.length - 1)} aria-valuenow={Math.max(0, at)} aria-valuetext={current?.spoken ?? "no cell"} onKeyDown={walk}>
      <svg width={LEFT + columns * width} height={TOP + rows * height + 2} aria-hidden="true" onPointerMove={point} onPointerDown={point} onDblClick={() => onOpen?.(at)}>
        {columnLabels.map(({ column, words }) => (
          <text key={column} x={LEFT + column * width} y={11}>
            {words}
          </text>
        ))}
        {rowLabels.map(({ row, words }) => (
          <text key={row} x={LEFT - 8} y={TOP + (row + 0.5) * height + 4} text-anchor="end">
            {words}
          </text>
        ))}
        {cells.map((cell) => (
          <Square key={`${cell.column} ${cell.row}`} x={LEFT + cell.column * width} y={TOP + cell.row * height} width={width - 2} height={height - 2} step={stepOf(cell.value, edges)} outside={cell.outside} />
        ))}
        {current && <rect class="in-hand" x={LEFT + current.column * width - 1} y={TOP + current.row * height - 1} width={width} height={height} rx="2" />}
      </svg>
    </div>
  );
}

interface SquareProps {
  x: number;
  y: number;
  width: number;
  height: number;
  step: number;
  outside?: boolean | undefined;
}

function Square({ x, y, width, height, step, outside }: SquareProps) {
  const side = SIDES[step] ?? 1;
  const [inner, outer] = [width * side, height * side];
  return (
    <>
      <rect class="step-0" x={x} y={y} width={width} height={height} rx="1.5" />
      {step > 0 && <rect class={outside ? "outside" : `step-${step}`} x={x + (width - inner) / 2} y={y + (height - outer) / 2} width={inner} height={outer} rx="1.5" />}
    </>
  );
}

/** What sizes and colours mean. */
export function HeatLegend({ edges, words = tick, outside }: { edges: number[]; words?: (value: number) => string; outside?: boolean }) {
  const [low = 1, middle = 2, high = 3] = edges;
  const labels = ["no use", `below ${words(low)}`, `below ${words(middle)}`, `below ${words(high)}`, `${words(high)} and more`];
  return (
    <p class="legend wide sentence">
      {labels.map((label, step) => (
        <span key={label}>
          <svg class="heat-key" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <Square x={0} y={0} width={12} height={12} step={step} />
          </svg>{" "}
          {label}
        </span>
      ))}
      {outside && (
        <span>
          <svg class="heat-key" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <Square x={0} y={0} width={12} height={12} step={3} outside />
          </svg>{" "}
          outside the range
        </span>
      )}
    </p>
  );
}

/** Index of the cell in hand: where it was moved to, else the largest. */
export function useInHand(cells: Cell[]): [number, (index: number) => void] {
  const [moved, move] = useState<number | null>(null);
  const inRange = (index: number) => (cells[index]?.outside ? -1 : (cells[index]?.value ?? -1));
  const largest = cells.reduce((most, _, index) => (inRange(index) > inRange(most) ? index : most), 0);
  return [moved !== null && moved < cells.length ? moved : largest, move];
}
