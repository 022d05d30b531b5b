// The address holds view state only: a place and labels, never a name, never text that someone typed.
// Unknown keys are ignored; an unknown value falls back and is told.

import type { Per } from "./report";
import { knowsZone, systemZone } from "./analysis/zone";

export const PLACES = ["overview", "sessions", "quality"] as const;
export type Place = (typeof PLACES)[number];

export const RANGES = ["today", "7d", "30d", "90d", "1y", "all"] as const;
export type Range = (typeof RANGES)[number];

export const PERS = ["day", "week", "month"] as const;

export interface Address {
  place: Place;
  range: Range;
  /** What a bar of the chart holds; absent takes what suits the range. */
  per: Per | null;
  zone: string;
  /** What the address asked for and the page does not know. */
  unknown: string[];
}

export function parseAddress(hash: string): Address {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const keys = new URLSearchParams(search);
  const unknown: string[] = [];
  const pick = <Value extends string>(name: string, value: string | null, known: (value: string) => boolean, otherwise: Value): Value => {
    if (value == null || value === "") return otherwise;
    if (known(value)) return value as Value;
    unknown.push(name);
    return otherwise;
  };
  return {
    place: pick<Place>("place", path, (value) => PLACES.includes(value as Place), "overview"),
    range: pick<Range>("range", keys.get("r"), (value) => RANGES.includes(value as Range), "30d"),
    per: pick<Per | "">("per", keys.get("per"), (value) => PERS.includes(value as Per), "") || null,
    zone: pick("zone", keys.get("z"), knowsZone, systemZone()),
    unknown,
  };
}

export function formatAddress({ place, range, per, zone }: Omit<Address, "unknown">): string {
  return `#/${place}?r=${range}${per ? `&per=${per}` : ""}&z=${zone}`;
}
