// All places, where the bar at the bottom has room for four.

import { PLACES } from "../address";
import type { State } from "../state";
import { PlaceLink } from "./rail";
import { Sheet } from "./sheet";

export function MoreSheet({ state }: { state: State }) {
  return (
    <Sheet title="All places">
      <ul class="places all">
        {PLACES.map((place) => (
          <li key={place}>
            <PlaceLink state={state} place={place} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
