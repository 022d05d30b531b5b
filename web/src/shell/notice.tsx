// One line under the top bar: never over content, never timed away.

import { leaveSample } from "../reading";
import { set, type State } from "../state";

export function Notice({ state: { notice } }: { state: State }) {
  if (!notice) return null;
  return (
    <p class={notice.grave ? "notice grave" : "notice"} role={notice.grave ? "alert" : "status"}>
      <span>{notice.words}</span>
      <button type="button" class="plain" aria-label="Close this notice" onClick={() => set({ notice: null })}>
        ×
      </button>
    </p>
  );
}

/** Above every view while what it shows is made up. */
export function Sample() {
  return (
    <p class="notice" role="status">
      <span>
        <b>Sample data</b>, made up. Nothing of it is kept.
      </span>
      <button type="button" class="link" onClick={leaveSample}>
        Leave it
      </button>
    </p>
  );
}
