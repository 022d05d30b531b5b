// The order of a table's rows, kept in the address: a press on a head sorts by its column, another one turns it.

import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { change } from "../navigation";
import { get } from "../state";

export type Value = string | number | null;

/** Rows in the order of the address, and what makes the head of a column. `own` is the order unless told. */
export function useSort<Row>(rows: Row[], own: string, valueOf: (row: Row, key: string) => Value): [Row[], (key: string, words: string, number: boolean) => VNode] {
  const sort = get().address.sort ?? own;
  const sorted = useMemo(() => inOrder(rows, sort, valueOf), [rows, sort]);
  const [by, descending] = [sort.replace(/^-/, ""), sort.startsWith("-")];
  const head = (key: string, words: string, number: boolean) => (
    <th scope="col" key={key} class={number ? "number" : ""} aria-sort={by === key ? (descending ? "descending" : "ascending") : undefined}>
      <button type="button" class="head" onClick={() => change({ sort: turned(by, descending, key, number) })}>
        {words}
        {by === key && (descending ? " ↓" : " ↑")}
      </button>
    </th>
  );
  return [sorted, head];
}

function turned(by: string, descending: boolean, key: string, number: boolean): string {
  return (by === key ? !descending : number) ? `-${key}` : key;
}

/** What is absent stands last either way; equal rows keep their order. */
export function inOrder<Row>(rows: Row[], sort: string, valueOf: (row: Row, key: string) => Value): Row[] {
  const key = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [valueOf(a, key), valueOf(b, key)];
    if (one === other) return 0;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -sign : sign;
  });
}
