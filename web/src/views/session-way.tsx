// The way from one session to the next and back to the list, in the top bar.

import { beside, goBeside } from "../beside";
import { whole } from "../formats";
import { goTo } from "../navigation";
import type { State } from "../state";

export function SessionWay({ state }: { state: State }) {
  const one = state.reports?.answers.session?.one;
  const rows = one?.all.rows ?? [];
  const at = rows.findIndex(({ session_id }) => session_id === one?.told.session.session_id);
  const step = (by: 1 | -1, words: string, key: string) => (
    <button class="small" disabled={!beside(state, by)} onClick={() => goBeside(by)}>
      {words} <kbd>{key}</kbd>
    </button>
  );
  return (
    <div class="session-way">
      <button class="link" onClick={() => goTo("sessions")}>
        ‹ Sessions
      </button>
      {at >= 0 && <span class="second">{`${whole(rows.length - at)} of ${whole(rows.length)}, newest first`}</span>}
      {step(1, "Newer", "k")}
      {step(-1, "Older", "j")}
    </div>
  );
}
