// Saves what core answered, byte for byte: the same lines that the command line and the plugin give.

import { useState } from "preact/hooks";
import { plural } from "../formats";
import { type Export, EXPORTS } from "../queries";
import { exported } from "../reading";
import type { State } from "../state";
import { Sheet } from "./sheet";

export function ExportSheet({ state }: { state: State }) {
  const [name, choose] = useState(EXPORTS[0]?.name);
  return (
    <Sheet title="Export">
      <fieldset>
        <legend>What</legend>
        {EXPORTS.map((choice) => (
          <label class="check" key={choice.name}>
            <input type="radio" name="what" value={choice.name} checked={choice.name === name} onChange={() => choose(choice.name)} />
            {choice.words}
          </label>
        ))}
      </fieldset>
      <p class="sentence">
        JSON, one line a report, over all {plural(state.files.length, "file")} and all time, days in {state.address.zone}. Numbers and labels only, no names. The command line gives the same bytes.
      </p>
      <button type="button" class="primary" onClick={() => void save(EXPORTS.find((choice) => choice.name === name))}>
        Save
      </button>
    </Sheet>
  );
}

async function save(choice: Export | undefined): Promise<void> {
  if (!choice) return;
  const address = URL.createObjectURL(await exported(choice.queries));
  const link = document.createElement("a");
  link.href = address;
  link.download = `cutrack-${choice.name}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
