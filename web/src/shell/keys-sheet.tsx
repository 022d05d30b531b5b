import { GO } from "../keys";
import { TITLES } from "../navigation";
import { set, type State } from "../state";
import { Sheet } from "./sheet";

const KEYS: [string[], string][] = [
  [["1"], "Today"],
  [["2", "–", "6"], "7 d, 30 d, 90 d, 1 y, All"],
  [["1", "–", "4"], "On Limits: 7 d, 4 weeks, 12 weeks, All"],
  [["t"], "Table of the chart in hand, else the first"],
  [["←", "→"], "Buckets of a chart, squares, turns"],
  [["Shift"], "With these or a press: select buckets up to there"],
  [["Home", "End"], "The first and the last of them, or of rows"],
  [["PgUp", "PgDn"], "A page of rows"],
  [["Enter"], "Open a bucket or a row"],
  [["[", "]"], "First day of the span"],
  [["{", "}"], "Last day of the span"],
  [["j", "k"], "Next and previous row or session"],
  [["x"], "Mark a session"],
  [["Shift"], "With a press on a head: its column is the second key"],
  [["/"], "Filter or search line"],
  [["f"], "First filter"],
  [["+", "-", "0"], "Zoom of a timeline"],
  [["a"], "Add files"],
  [["r"], "Re-scan the folder, or choose it again"],
  [["e"], "Export"],
  [["d"], "Light or dark"],
  [["Esc"], "Cancel reading, else close, else clear what is chosen"],
  [["?"], "This list"],
];

export function KeysSheet({ state }: { state: State }) {
  const places: [string[], string][] = Object.entries(GO).map(([key, place]) => [["g", key], TITLES[place]]);
  return (
    <Sheet title="Keys">
      <dl class="keys">
        {[...places, ...KEYS].map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={!state.keysOff} onChange={(event) => set({ keysOff: !event.currentTarget.checked })} />
        Single keys are on
      </label>
    </Sheet>
  );
}
