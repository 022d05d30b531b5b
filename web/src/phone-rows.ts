// On a phone a row of a table is a few lines. Heads of columns have no room there, so that each cell says which column
// it is of; the style sheet writes that before its number.

import { DASH } from "./formats";

const TABLES = "main :is(.scroll-x, .window, .twin) > table";
const NARROW = matchMedia("(max-width: 799px)");

export function followWidth(): void {
  const observer = new MutationObserver(tellColumns);
  const follow = () => {
    observer.disconnect();
    if (!NARROW.matches) return document.querySelectorAll("[data-lines]").forEach((table) => table.removeAttribute("data-lines"));
    observer.observe(document.body, { childList: true, subtree: true });
    tellColumns();
  };
  NARROW.addEventListener("change", follow);
  follow();
}

function tellColumns(): void {
  for (const { dataset, tHead, tBodies } of document.querySelectorAll<HTMLTableElement>(TABLES)) {
    dataset["lines"] = "";
    const heads = [...(tHead?.rows[0]?.cells ?? [])].map(wordsOf);
    for (const { rows } of tBodies) for (const row of rows) tellRow(row, heads);
  }
}

function tellRow({ cells }: HTMLTableRowElement, heads: string[]): void {
  let column = 0;
  for (const cell of cells) {
    const head = cell.colSpan > 1 ? "" : (heads[column] ?? "");
    if (cell.dataset["head"] !== head) cell.dataset["head"] = head;
    cell.toggleAttribute("data-none", cell.textContent === DASH);
    column += cell.colSpan;
  }
}

/** A head without the mark of the order; a drawing has no words. */
function wordsOf(head: HTMLTableCellElement): string {
  return head.querySelector("svg") ? "" : (head.textContent ?? "").replace(/ [↓↑]\d?$/, "");
}
