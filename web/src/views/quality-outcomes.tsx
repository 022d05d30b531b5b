// The filter of Quality: files by what became of them.

import type { Listed } from "../address";
import { plural, whole } from "../formats";
import { change } from "../navigation";
import { Choice } from "../shell/choice";
import type { State } from "../state";

const LISTED: Record<Listed, string> = {
  all: "Every file",
  read: "Files read in full",
  partial: "Files read in part",
  set_aside: "Files skipped",
  not_read: "Files that could not be read",
};

export const listedWords = (outcome: Listed | null): string => (outcome ? LISTED[outcome] : "Files that need a look");

/** In the top bar. Where none is chosen, nothing is kept out of the view, and its list holds those that need a look. */
export function Outcomes({ state }: { state: State }) {
  const files = state.reports?.common.files;
  if (!files) return null;
  const { partial, set_aside, not_read, found } = files.files;
  const choices: [Listed, string, number][] = [
    ["all", "All", found],
    ["read", "Read", files.total.wholly_read],
    ["partial", "Partial", partial],
    ["set_aside", "Skipped", set_aside],
    ["not_read", "Failed", not_read],
  ];
  return <Choice label="Outcome of the files" chosen={state.address.outcome ?? "all"} choices={choices.map(([value, words, count]) => ({ value, words: `${words} ${whole(count)}` }))} onChoose={(outcome) => change({ outcome })} />;
}

/** At the list: all files, or those that need a look again. */
export function OtherFiles({ outcome, found }: { outcome: Listed | null; found: number }) {
  const isAll = outcome === "all";
  return (
    <button class="plain" onClick={() => change({ outcome: isAll ? null : "all" })}>
      {isAll ? "Those that need a look" : `All ${plural(found, "file")}`}
    </button>
  );
}
