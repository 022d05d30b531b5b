// One line under the top bar: never over content, never timed away.

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
