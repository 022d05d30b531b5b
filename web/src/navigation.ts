// Moves between places. A change of place adds to the history, a change of filter replaces its entry.

import { type Address, formatAddress, parseAddress, type Place, type Range } from "./address";
import { isReading, readAnew, refresh } from "./reading";
import type { Per } from "./report";
import { get, set } from "./state";
import * as words from "./words";

export const TITLES: Record<Place, string> = { overview: "Overview", sessions: "Sessions", quality: "Quality" };

export function followAddress(): void {
  addEventListener("hashchange", arrive);
  arrive();
}

export function goTo(place: Place): void {
  if (place === get().address.place) return;
  history.pushState(null, "", formatAddress({ ...get().address, place }));
  arrive();
}

export function setRange(range: Range): void {
  replace({ range });
}

export function setPer(per: Per): void {
  replace({ per });
}

export function setZone(zone: string): void {
  replace({ zone });
}

function replace(part: Partial<Address>): void {
  history.replaceState(null, "", formatAddress({ ...get().address, ...part }));
  arrive();
}

function arrive(): void {
  const before = get().address;
  const address = parseAddress(location.hash);
  const progress = get().progress;
  set({ address });
  document.title = get().files.length > 0 ? `${TITLES[address.place]} · cutrack` : "cutrack";
  if (address.unknown.length > 0) set({ notice: { grave: false, words: words.unknownInAddress(address.unknown) } });
  if (address.place !== before.place) {
    if (progress?.strip && !isReading()) set({ progress: { ...progress, strip: false } });
    document.getElementById("view")?.scrollTo(0, 0);
  }
  if (address.zone !== before.zone) readAnew();
  else if (address.range !== before.range || address.per !== before.per) void refresh();
}
