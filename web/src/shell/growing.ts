// Rows of a table that stands in the view as a whole, a part of them after the other.

import { useEffect, useState } from "preact/hooks";

/** More at once would hold the page for longer than a person notices. */
const AT_ONCE = 40;

/** The first rows with all else, and more each time that the page has drawn those before. Rows that are the same nodes as before
 * cost nothing the next time. */
export function useGrowing<Row>(rows: Row[]): Row[] {
  const [shown, show] = useState(AT_ONCE);
  useEffect(() => {
    if (shown >= rows.length) return;
    // In the frame after the one that draws those before: two parts in one frame would be laid out together.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(() => show(shown + AT_ONCE))));
    return () => cancelAnimationFrame(frame);
  }, [shown, rows.length]);
  return rows.slice(0, shown);
}
