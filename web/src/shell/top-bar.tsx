// The top bar: title, range and filters; at the right what acts on the whole page.

import type { Place } from "../address";
import { systemZone } from "../analysis/zone";
import { change, TITLES } from "../navigation";
import { isEmpty, set, type Sheet as SheetName, type State } from "../state";
import { otherTheme } from "../theme";
import { Outcomes } from "../views/quality-outcomes";
import { SessionWay } from "../views/session-way";
import { FilterMenus } from "./filter-menu";
import { Courses, Ranges } from "./ranges";
import { Sheet } from "./sheet";

/** Places that the common range and filters do not narrow. */
const OF_ALL: Place[] = ["quality", "privacy", "session", "limits"];

export function TopBar({ state }: { state: State }) {
  const empty = isEmpty(state);
  const place = state.address.place;
  const filtered = !empty && !OF_ALL.includes(place);
  const isLimits = !empty && place === "limits";
  const isQuality = !empty && place === "quality";
  return (
    <header class="top-bar">
      <h1>{empty ? "Welcome" : TITLES[place]}</h1>
      {!empty && place === "session" && <SessionWay state={state} />}
      {filtered && <Ranges state={state} />}
      {filtered && (
        <div class="filters">
          <FilterMenus state={state} />
        </div>
      )}
      {isQuality && (
        <div class="filters few">
          <Outcomes state={state} />
        </div>
      )}
      {isLimits && <Courses chosen={state.address.course} />}
      {isLimits && <Limits state={state} />}
      {(filtered || isLimits) && <Zones current={state.address.zone} />}
      <div class="acts">
        {(filtered || isQuality) && <SheetButton state={state} sheet="filters" words="Filter" kind={`plain filter-way${isQuality ? " few" : ""}`} />}
        {!empty && <SheetButton state={state} sheet="export" words="Export" kind="plain" />}
        <button class="plain" onClick={otherTheme}>
          {state.theme === "dark" ? "Light" : "Dark"}
        </button>
        <SheetButton state={state} sheet="keys" words="?" label="Keys" kind="key" />
      </div>
    </header>
  );
}

interface ButtonProps {
  state: State;
  sheet: SheetName;
  words: string;
  label?: string;
  kind: string;
}

function SheetButton({ state, sheet, words, label, kind }: ButtonProps) {
  const open = state.sheet === sheet;
  return (
    <button class={kind} aria-label={label} aria-expanded={open} onClick={() => set({ sheet: open ? null : sheet, exported: null })}>
      {words}
    </button>
  );
}

/** Which family of limits. */
function Limits({ state }: { state: State }) {
  const windows = state.reports?.common.limits.windows ?? [];
  const ids = [...new Set(windows.flatMap(({ limit_id }) => limit_id ?? []))];
  if (ids.length < 2) return null;
  return (
    <label class="select">
      Limit
      <select value={state.address.limit ?? ""} onChange={(event) => change({ limit: event.currentTarget.value || null })}>
        <option value="">all</option>
        {ids.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}

function Zones({ current }: { current: string }) {
  const zones = [...new Set([current, systemZone(), "UTC"])];
  return (
    <label class="select">
      Zone
      <select value={current} disabled={zones.length === 1} onChange={(event) => change({ zone: event.currentTarget.value })}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The filters of the top bar where it has no room for them. */
export function FiltersSheet({ state }: { state: State }) {
  return (
    <Sheet title="Filter">
      <div class="filters-sheet">
        {state.address.place === "quality" ? <Outcomes state={state} /> : <FilterMenus state={state} />}
      </div>
    </Sheet>
  );
}
