// Single keys. None works while typing, none needs a modifier that a browser owns, and `?` has a switch that
// turns them all off but Escape.

import { COURSES, type Place, RANGES } from "./address";
import { goBeside } from "./beside";
import { chooseFiles, rescan } from "./files/choose";
import { change, goTo } from "./navigation";
import { isReading, stopReading } from "./reading";
import { get, hasFiles, set } from "./state";
import { jumpRow, stepRow } from "./rows";
import { otherTheme } from "./theme";

export const GO: Record<string, Place> = { o: "overview", u: "usage", h: "heatmaps", l: "limits", c: "cost", s: "sessions", p: "projects", t: "tools", x: "context", q: "quality", v: "privacy" };

let going = false;

export function listenForKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") escape(event.target);
    else if (!isTyping(event.target) && !get().keysOff && pressed(event.key)) event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
}

function escape(target: EventTarget | null): void {
  const { sheet, notice, address } = get();
  if (isReading()) stopReading();
  else if (isTyping(target)) target.blur();
  else if (sheet || notice) set({ sheet: null, notice: null });
  else if (address.at || address.turn) change({ at: null, anchor: null, turn: null });
  else if (address.place === "session") goTo("sessions");
  else document.dispatchEvent(new CustomEvent("unmark"));
}

function pressed(key: string): boolean {
  const place = going ? GO[key] : undefined;
  going = key === "g";
  const isLimits = get().address.place === "limits";
  const range = RANGES[Number(key) - 1];
  const course = COURSES[Number(key) - 1];
  const full = hasFiles(get());
  if (place && full) goTo(place);
  else if (isLimits && course && full) change({ course });
  else if (!isLimits && range && full) change({ range });
  else if (key === "d") otherTheme();
  else if (key === "a") chooseFiles();
  else if (key === "r" && full) void rescan();
  else if (key === "e" && full) toggle("export");
  else if (key === "?") toggle("keys");
  else if ("jk".includes(key)) step(key === "j" ? 1 : -1);
  else if (key === "/") document.querySelector<HTMLInputElement>("input[data-search]")?.focus();
  else if (key === "f") toFilters();
  else if ("[]{}".includes(key) && key) document.dispatchEvent(new CustomEvent("brush", { detail: key }));
  else if (key === "x") document.dispatchEvent(new CustomEvent("mark"));
  else if (key === "t") twin()?.click();
  else return jumpRow(key);
  return true;
}

/** The next row of the list in sight, or the next session of the list that one came from. */
function step(by: 1 | -1): void {
  if (get().address.place === "session") return goBeside(by > 0 ? -1 : 1);
  stepRow(by);
}

/** Opens the first filter; a row of choices is stepped through from the one that holds. */
function toFilters(): void {
  const button = filterButton();
  if (button) button.click();
  else document.querySelector<HTMLElement>(".top-bar .filters [aria-pressed=true]")?.focus();
}

/** The first filter; where the top bar has no room for them, the way to them. */
function filterButton(): HTMLButtonElement | undefined {
  return [...document.querySelectorAll<HTMLButtonElement>("button[data-filter], button.filter-way")].find((button) => button.offsetParent);
}

/** Of the chart that has the focus, else of the first. */
function twin(): HTMLButtonElement | null {
  const button = "button[data-twin]";
  return document.activeElement?.closest("section")?.querySelector<HTMLButtonElement>(button) ?? document.querySelector(button);
}

function toggle(sheet: "keys" | "export"): void {
  set({ sheet: get().sheet === sheet ? null : sheet, exported: null });
}
