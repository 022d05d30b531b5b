// A range of times on a logarithmic axis from a millisecond to ten minutes: a dot at the median, an end at the 95th
// percentile. All ranges of a table stand on one axis.

const WIDTH = 190;
const LEAST_MS = 1;
const MOST_MS = 600_000;
/** Below so many known times there is nothing to draw. */
const LEAST_KNOWN = 5;

function x(ms: number): number {
  const share = Math.log(Math.max(LEAST_MS, ms) / LEAST_MS) / Math.log(MOST_MS / LEAST_MS);
  return 4 + Math.min(1, share) * (WIDTH - 8);
}

const TICKS: [number, string][] = [
  [1, "1 ms"],
  [100, "0.1 s"],
  [1000, "1 s"],
  [60_000, "1 min"],
];

export function RangeHead() {
  return (
    <svg class="time-range" width={WIDTH} height="16" role="img" aria-label="Time, from 1 millisecond to 10 minutes">
      {TICKS.map(([ms, words], index) => (
        <text key={ms} x={x(ms)} y="12" text-anchor={index === 0 ? "start" : "middle"}>
          {words}
        </text>
      ))}
    </svg>
  );
}

export function Range({ p50, p95, known }: { p50: number | null; p95: number | null; known: number }) {
  return (
    <svg class="time-range" width={WIDTH} height="24" aria-hidden="true">
      {TICKS.map(([ms]) => (
        <line key={ms} class="grid" x1={x(ms)} x2={x(ms)} y2="24" />
      ))}
      {p50 !== null && p95 !== null && known >= LEAST_KNOWN && (
        <>
          <line class="range-line" x1={x(p50)} x2={x(p95)} y1="12" y2="12" />
          <line class="range-line" x1={x(p95)} x2={x(p95)} y1="8" y2="16" />
          <circle class="split-accent" cx={x(p50)} cy="12" r="3.5" />
        </>
      )}
    </svg>
  );
}
