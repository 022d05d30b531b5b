// The sessions before and after the one in sight, in the order of their start. The address says which is in sight: it
// is ahead of what is drawn while core is asked, so that keys pressed one after the other go one session each.

import { goTo } from "./navigation";
import { get, type State } from "./state";

/** The next newer (1) or older (-1) session; absent at either end, and until the list has come. */
export function beside({ address, reports }: State, by: 1 | -1): string | undefined {
  const rows = reports?.answers.session?.one?.all.rows ?? [];
  const { session } = address;
  const at = session === null ? -1 : rows.findIndex(({ session_id }) => session_id.startsWith(session));
  return at < 0 ? undefined : rows[at + by]?.session_id;
}

export function goBeside(by: 1 | -1): void {
  const session = beside(get(), by);
  if (session) goTo("session", { session });
}
