// The order of a table's rows, kept in the address: a press on a head sorts by its column, another one turns it, and
// Shift makes it the second key.

import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { change } from "../navigation";
import { bare, inOrder, type Value } from "../order";
import { get } from "../state";

/** Rows in the order of the address, and what makes the head of a column. `own` is the order unless told. */
export function useSort<Row>(rows: Row[], own: string, valueOf: (row: Row, key: string) => Value): [Row[], (key: string, words: string, number: boolean) => VNode] {
  const sort = get().address.sort ?? own;
  const sorted = useMemo(() => inOrder(rows, sort, valueOf), [rows, sort]);
  return [sorted, (key, words, number) => <SortHead key={key} by={key} words={words} number={number} sort={sort} />];
}

interface HeadProps {
  by: string;
  words: string;
  /** Numbers stand at the right, and the largest come first. */
  number: boolean;
  largestFirst?: boolean;
  sort: string;
  title?: string | undefined;
}

export function SortHead({ by, words, number, largestFirst = number, sort, title }: HeadProps) {
  const keys = sort.split(",");
  const at = keys.findIndex((key) => bare(key) === by);
  const descending = keys[at]?.startsWith("-");
  return (
    <th scope="col" class={number ? "number" : ""} aria-sort={at === 0 ? (descending ? "descending" : "ascending") : undefined} title={title}>
      <button class="head" onClick={(event) => change({ sort: turned(keys, by, largestFirst, event.shiftKey) })}>
        {words}
        {at >= 0 && (descending ? " ↓" : " ↑")}
        {at > 0 && <small>{at + 1}</small>}
      </button>
    </th>
  );
}

/** The order after a press on a head: with Shift its column is the second key. */
function turned(keys: string[], by: string, largestFirst: boolean, isSecond: boolean): string {
  const [first = by] = keys;
  const now = keys.find((key) => bare(key) === by);
  const next = (now ? !now.startsWith("-") : largestFirst) ? `-${by}` : by;
  return isSecond && bare(first) !== by ? `${first},${next}` : next;
}
