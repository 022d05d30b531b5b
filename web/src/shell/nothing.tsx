// What a view says where nothing is left to show, and the way to more.

import type { Address, Filter } from "../address";
import { clock, day } from "../formats";
import { change } from "../navigation";
import { type State, thisYear } from "../state";

const FILTERS: Filter[] = ["models", "projects", "branches", "sources"];

/** `words` say what there is none of: `No use`. */
export function Nothing({ state, words }: { state: State; words: string }) {
  const { address, reports } = state;
  const newest = reports?.common.files.files.newest_line_at;
  const link = (name: string, part: Partial<Address>) => (
    <button class="link" onClick={() => change(part)}>
      {name}
    </button>
  );
  if (FILTERS.some((filter) => address[filter].length > 0)) {
    return <p class="waiting">{words} in this range that the filters keep. {link("Clear the filters", { models: [], projects: [], branches: [], sources: [] })}</p>;
  }
  if (address.range === "all" || !newest) return <p class="waiting">{words} in these files. What each file says is under Quality.</p>;
  const { date } = clock(Date.parse(newest), address.zone);
  return (
    <p class="waiting">
      {`${words} in this range. The last line was written on ${day(date, thisYear(state))}.`} {link("Go there", { range: `${date}..${date}` })} · {link("Show all time", { range: "all" })}
    </p>
  );
}
