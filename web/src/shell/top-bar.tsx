// The top bar: title, range, zone; at the right what acts on the whole page.

import { RANGES, type Range } from "../address";
import { systemZone } from "../analysis/zone";
import { setRange, setZone, TITLES } from "../navigation";
import { isEmpty, set, type State } from "../state";
import { otherTheme } from "../theme";

const RANGE_WORDS: Record<Range, string> = { today: "Today", "7d": "7 d", "30d": "30 d", "90d": "90 d", "1y": "1 y", all: "All" };

export function TopBar({ state }: { state: State }) {
  const empty = isEmpty(state);
  const place = state.address.place;
  return (
    <header class="top-bar">
      <h1>{empty ? "Welcome" : TITLES[place]}</h1>
      {!empty && place !== "quality" && <Ranges current={state.address.range} />}
      {!empty && place !== "quality" && <Zones current={state.address.zone} />}
      <span class="push" />
      {!empty && (
        <button type="button" class="plain" aria-expanded={state.sheet === "export"} onClick={() => set({ sheet: state.sheet === "export" ? null : "export" })}>
          Export
        </button>
      )}
      <button type="button" class="plain" onClick={otherTheme}>
        {state.theme === "dark" ? "Light" : "Dark"}
      </button>
      <button type="button" class="key" aria-label="Keys" aria-expanded={state.sheet === "keys"} onClick={() => set({ sheet: state.sheet === "keys" ? null : "keys" })}>
        ?
      </button>
    </header>
  );
}

function Ranges({ current }: { current: Range }) {
  return (
    <div class="choice" role="group" aria-label="Range">
      {RANGES.map((range) => (
        <button type="button" key={range} aria-pressed={range === current} onClick={() => setRange(range)}>
          {RANGE_WORDS[range]}
        </button>
      ))}
    </div>
  );
}

function Zones({ current }: { current: string }) {
  const zones = [...new Set([current, systemZone(), "UTC"])];
  return (
    <label class="select">
      Zone
      <select value={current} disabled={zones.length === 1} onChange={(event) => setZone(event.currentTarget.value)}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </select>
    </label>
  );
}
