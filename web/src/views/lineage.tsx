// Where a session comes from, as a mark: started by another, a fork of another, resumed in a further file.

import type { SessionRow } from "../report";

const MARKS = {
  "sub-agent": "M3 1v7h8M8.5 5.5l2.5 2.5l-2.5 2.5",
  fork: "M3 12V1M3 8c0-3 6-2 6-7",
  resumed: "M10 4a4 4 0 1 0 1 4M10.5 1v3.5h-3.5",
};

type Kind = keyof typeof MARKS;

export const LINEAGE: Kind[] = ["sub-agent", "fork", "resumed"];

const WORDS: Record<Kind, string> = { "sub-agent": "sub-agent", fork: "fork", resumed: "resumed in a further file" };

export function kindsOf({ parent_id, forked_from_id, files }: SessionRow): Kind[] {
  const is: Record<Kind, boolean> = { "sub-agent": parent_id !== null, fork: forked_from_id !== null && forked_from_id !== parent_id, resumed: files > 1 };
  return LINEAGE.filter((kind) => is[kind]);
}

/** One mark, or none: that a session is a sub-agent says more than that it was resumed. */
export function Lineage({ row }: { row: SessionRow }) {
  const kinds = kindsOf(row);
  return kinds[0] ? <LineageMark kind={kinds[0]} words={kinds.map((kind) => WORDS[kind]).join(", ")} /> : null;
}

export function LineageMark({ kind, words = "" }: { kind: Kind; words?: string }) {
  return (
    <svg class="lineage-mark" width="12" height="13" role={words ? "img" : undefined} aria-label={words || undefined} aria-hidden={words ? undefined : "true"}>
      {words && <title>{words}</title>}
      <path d={MARKS[kind]} />
    </svg>
  );
}
