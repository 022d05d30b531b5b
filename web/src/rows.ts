// Keys in lists: the next row, and in long tables, which draw only rows in sight, a page of them or either end.

const ROW = "[data-row]";
/** Of a page, what stays in sight. */
const KEPT_PX = 60;

const rowsIn = (box: ParentNode) => [...box.querySelectorAll<HTMLElement>(ROW)];

/** Focuses the next row or the one before; the first where none has the focus. */
export function stepRow(by: 1 | -1): void {
  const rows = rowsIn(document);
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[at < 0 ? 0 : at + by]?.focus();
}

/** Moves the focus of a row by a page or to an end; false where no row has it. */
export function jumpRow(key: string): boolean {
  const focused = document.activeElement;
  const box = focused?.matches(ROW) ? focused.closest<HTMLElement>(".window") : null;
  if (!box || !focused) return false;
  const page = box.clientHeight - KEPT_PX;
  const to = { Home: 0, End: box.scrollHeight, PageUp: box.scrollTop - page, PageDown: box.scrollTop + page }[key];
  if (to === undefined) return false;
  const { top } = focused.getBoundingClientRect();
  box.scrollTo({ top: to, behavior: "instant" });
  const focusThere = () => nearest(rowsIn(box), { Home: -Infinity, End: Infinity }[key] ?? top)?.focus();
  // The rows there are drawn from the next frame but one on, part by part.
  const follow = () => requestAnimationFrame(() => (box.querySelector("[data-undrawn]") ? follow() : focusThere()));
  requestAnimationFrame(follow);
  return true;
}

function nearest(rows: HTMLElement[], top: number): HTMLElement | undefined {
  if (!Number.isFinite(top)) return top < 0 ? rows[0] : rows.at(-1);
  const distance = (row: HTMLElement) => Math.abs(row.getBoundingClientRect().top - top);
  return rows.reduce<HTMLElement | undefined>((best, row) => (best && distance(best) <= distance(row) ? best : row), undefined);
}
