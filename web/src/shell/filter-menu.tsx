// One filter of the top bar: a button that says what is kept, and a list below it with a search line, check boxes and
// "Only". Escape closes it and keeps what was chosen.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Filter } from "../address";
import { DASH, plural, short, whole } from "../formats";
import { type Names, shortPseudonym } from "../names";
import { change } from "../navigation";
import { inRange, usageBy } from "../queries";
import { askNow } from "../numbers";
import type { Grouping, UsageReport } from "../report";
import type { State } from "../state";
import { source } from "../words";

/** What each filter is called, and what core groups by for its list. */
const FILTERS: Record<Filter, { name: string; by: Grouping & ("model" | "project" | "branch" | "source") }> = {
  models: { name: "Model", by: "model" },
  projects: { name: "Project", by: "project" },
  branches: { name: "Branch", by: "branch" },
  sources: { name: "Source", by: "source" },
};
/** Filters that a row leads to, and that stand there only then. */
const LED_TO: Filter[] = ["branches"];

interface Entry {
  /** As the address holds it. */
  value: string;
  words: string;
  sessions: number;
  tokens: number;
}

export function FilterMenus({ state }: { state: State }) {
  return (
    <>
      {(Object.keys(FILTERS) as Filter[]).filter((filter) => !LED_TO.includes(filter) || state.address[filter].length > 0).map((filter) => (
        <FilterMenu key={filter} state={state} filter={filter} />
      ))}
    </>
  );
}

function FilterMenu({ state, filter }: { state: State; filter: Filter }) {
  const { name } = FILTERS[filter];
  const chosen = state.address[filter];
  const [open, setOpen] = useState(false);
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const names = state.reports?.common.names;
  useEffect(() => {
    if (!open || !names) return;
    let wanted = true;
    void listed(state, filter, names).then((found) => wanted && setEntries(found), () => wanted && setOpen(false));
    return () => {
      wanted = false;
    };
  }, [open, state.address.range, names]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      class="filter"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
      onFocusOut={(event) => event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <button ref={button} class={chosen.length > 0 ? "filter-button active" : "filter-button"} data-filter aria-expanded={open} onClick={() => setOpen(!open)}>
        {name} <span>{valueWords(filter, chosen, entries, names)}</span>
      </button>
      {chosen.length > 0 && (
        <button class="clear" aria-label={`Clear ${name.toLowerCase()} filter`} onClick={() => change({ [filter]: [] })}>
          ×
        </button>
      )}
      {open && entries && <List name={name} entries={entries} chosen={chosen} onChoose={(values) => change({ [filter]: values })} />}
    </div>
  );
}

function valueWords(filter: Filter, chosen: string[], entries: Entry[] | null, names: Names | undefined): string {
  const [only] = chosen;
  if (only === undefined) return "all";
  if (chosen.length === 1) return filter === "sources" ? source(only) : (names?.of(only) ?? only);
  return entries ? `${chosen.length} of ${entries.length}` : String(chosen.length);
}

async function listed(state: State, filter: Filter, names: Names): Promise<Entry[]> {
  const { by } = FILTERS[filter];
  const { rows } = await askNow<UsageReport>(usageBy([by], inRange(state.address.range, new Date(state.nowMs).toISOString())));
  return rows.flatMap((row) => {
    const value = row[by];
    if (!value) return [];
    const isName = by === "project" || by === "branch";
    return { value: isName ? shortPseudonym(value) : value, words: isName ? (names.of(value) ?? value) : by === "source" ? source(value) : value, sessions: row.sessions, tokens: row.total_tokens };
  });
}

interface ListProps {
  name: string;
  entries: Entry[];
  chosen: string[];
  onChoose(values: string[]): void;
}

function List({ name, entries, chosen, onChoose }: ListProps) {
  const [wanted, want] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => search.current?.focus(), []);
  const shown = entries.filter(({ words }) => words.toLowerCase().includes(wanted.toLowerCase()));
  const toggle = (value: string) => onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <div class="menu" role="group" aria-label={`${name} filter`}>
      <input ref={search} type="search" placeholder={`Find a ${name.toLowerCase()}`} aria-label={`Find a ${name.toLowerCase()}`} value={wanted} onInput={(event) => want(event.currentTarget.value)} />
      {shown.length === 0 && <p class="second">{entries.length === 0 ? "No file of this range names one." : "None is called so."}</p>}
      <ul>
        {shown.map(({ value, words, sessions, tokens }) => (
          <li key={value}>
            <label>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <span>{words}</span>
            </label>
            <button class="only" aria-label={`Only ${words}`} onClick={() => onChoose([value])}>
              Only
            </button>
            <span class="count" title={plural(sessions, "session")}>
              {whole(sessions)}
            </span>
            <span class="count">{tokens > 0 ? short(tokens) : DASH}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
