// Time to scale where something happened, folded where nothing did for more than three minutes.

/** Longer silence is folded. */
const FOLD_MS = 3 * 60_000;
/** Width of a fold, whatever its length. */
export const FOLD_PX = 30;

export interface Stretch {
  fromMs: number;
  toMs: number;
  /** Where it stands, in pixels. */
  x: number;
  width: number;
}

export interface Fold {
  x: number;
  /** How long nothing happened. */
  ms: number;
}

export interface TimeScale {
  stretches: Stretch[];
  folds: Fold[];
  width: number;
  x(ms: number): number;
}

/** Spans of time in which something happened, joined where they are close. */
export function busy(spans: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from - last[1] <= FOLD_MS) last[1] = Math.max(last[1], to);
    else joined.push([from, Math.max(from, to)]);
  }
  return joined;
}

/** Lays the spans out over `width` pixels, at least one pixel each. */
export function timeScale(spans: [number, number][], width: number): TimeScale {
  const joined = busy(spans);
  const room = Math.max(joined.length, width - FOLD_PX * Math.max(0, joined.length - 1));
  const total = joined.reduce((sum, [from, to]) => sum + to - from, 0) || 1;
  const stretches: Stretch[] = [];
  const folds: Fold[] = [];
  let x = 0;
  joined.forEach(([fromMs, toMs], index) => {
    const before = joined[index - 1];
    if (before) {
      folds.push({ x, ms: fromMs - before[1] });
      x += FOLD_PX;
    }
    const wide = Math.max(1, ((toMs - fromMs) / total) * room);
    stretches.push({ fromMs, toMs, x, width: wide });
    x += wide;
  });
  const place = (ms: number) => {
    const stretch = stretches.find(({ toMs }) => ms <= toMs) ?? stretches.at(-1);
    if (!stretch) return 0;
    const share = (Math.max(stretch.fromMs, Math.min(stretch.toMs, ms)) - stretch.fromMs) / Math.max(1, stretch.toMs - stretch.fromMs);
    return stretch.x + share * stretch.width;
  };
  return { stretches, folds, width: x, x: place };
}
