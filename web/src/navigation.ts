// Moves between places. A change of place adds to the history, a change of filter replaces its entry.

import { type Address, formatAddress, parseAddress, type Place } from "./address";
import { followZone, refreshPlace } from "./numbers";
import type { CallsOf } from "./queries";
import { get, hasFiles, set } from "./state";
import * as words from "./words";

export const TITLES: Record<Place, string> = {
  overview: "Overview",
  usage: "Usage",
  heatmaps: "Heatmaps",
  limits: "Limits",
  cost: "Cost",
  sessions: "Sessions",
  session: "Session",
  projects: "Projects",
  tools: "Tools",
  context: "Context",
  quality: "Quality",
  privacy: "Privacy",
};

export function followAddress(): void {
  addEventListener("hashchange", arrive);
  arrive();
}

/** Goes to a place, with a part of the address changed on the way: a bucket's sessions, a project's usage. */
export function goTo(place: Place, part: Partial<Address> = {}): void {
  const address = wayTo(place, part);
  if (address === formatAddress(get().address)) return;
  history.pushState(null, "", address);
  arrive();
}

/** Goes to the sessions that made such calls; null to all. */
export function goToCallers(calls: CallsOf | null): void {
  set({ calls });
  if (get().address.place === "sessions") void refreshPlace();
  else goTo("sessions");
}

/** Goes to all sessions that a filter line keeps. */
export function goToFiltered(line: string): void {
  set({ line });
  goTo("sessions", ALL);
}

/** All that was read. */
export const ALL: Partial<Address> = { range: "all", models: [], projects: [], branches: [], sources: [] };

/** Places that keep what narrows the list of sessions: itself, and what one comes back to it from. */
const LISTED: Place[] = ["sessions", "session"];

/** Where [`goTo`] goes. */
export function wayTo(place: Place, part: Partial<Address> = {}): string {
  return formatAddress({ ...get().address, sort: null, outcome: null, table: false, at: null, anchor: null, turn: null, ...part, place });
}

/** Changes filters or how the view in sight is shown. */
export function change(part: Partial<Omit<Address, "place">>): void {
  history.replaceState(null, "", formatAddress({ ...get().address, ...part }));
  arrive();
}

function arrive(): void {
  const before = get().address;
  const address = parseAddress(location.hash);
  const progress = get().progress;
  // Two steps back that follow each other quickly arrive at the same place twice.
  const opened = formatAddress(address) === formatAddress(before) ? get().opened : before.session;
  set({ address, opened, ...(!LISTED.includes(address.place) && { calls: null, line: "", marked: new Set() }), sheet: address.place === before.place ? get().sheet : null });
  document.title = hasFiles(get()) ? `${TITLES[address.place]} · cutrack` : "cutrack";
  if (address.unknown.length > 0) set({ notice: { grave: false, words: words.unknownInAddress(address.unknown) } });
  if (address.place !== before.place || address.session !== before.session) {
    if (progress?.strip && progress.endedAt !== null) set({ progress: { ...progress, strip: false } });
    document.getElementById("view")?.scrollTo(0, 0);
  }
  if (address.zone !== before.zone) void followZone();
  else if (asksAnew(address, before)) void refreshPlace();
}

/** Whether core has to be asked; what only changes the drawing is not asked for. */
function asksAnew(address: Address, before: Address): boolean {
  const drawn = { sort: null, outcome: null, table: false, limit: null, at: null, anchor: null, turn: null, unknown: [] };
  return formatAddress({ ...address, ...drawn }) !== formatAddress({ ...before, ...drawn });
}
