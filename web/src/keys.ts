// Single keys. None works while typing, none needs a modifier that a browser owns, and `?` has a switch that
// turns them all off but Escape.

import { type Place, RANGES } from "./address";
import { chooseFiles } from "./files/choose";
import { change, goTo } from "./navigation";
import { isReading, stopReading } from "./reading";
import { get, set } from "./state";
import { otherTheme } from "./theme";

export const GO: Record<string, Place> = { o: "overview", u: "usage", h: "heatmaps", l: "limits", s: "sessions", p: "projects", t: "tools", q: "quality" };

let going = false;

export function listenForKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "Escape") escape();
    else if (!get().keysOff && pressed(event.key)) event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
}

function escape(): void {
  if (isReading()) stopReading();
  else set({ sheet: null, notice: null });
}

function pressed(key: string): boolean {
  const place = going ? GO[key] : undefined;
  going = key === "g";
  const range = RANGES[Number(key) - 1];
  const hasFiles = get().files.length > 0;
  if (place && hasFiles) goTo(place);
  else if (range && hasFiles) change({ range });
  else if (key === "d") otherTheme();
  else if (key === "a") chooseFiles();
  else if (key === "e" && hasFiles) toggle("export");
  else if (key === "?") toggle("keys");
  else if (key === "f") document.querySelector<HTMLButtonElement>("button[data-filter]")?.click();
  else if ("[]{}".includes(key) && key) document.dispatchEvent(new CustomEvent("brush", { detail: key }));
  else if (key === "t") document.querySelector<HTMLButtonElement>("button[data-twin]")?.click();
  else return false;
  return true;
}

function toggle(sheet: "keys" | "export"): void {
  set({ sheet: get().sheet === sheet ? null : sheet });
}
