// Light or dark: as the system, until the button in the top bar says otherwise.

import { get, set, type State } from "./state";

type Theme = State["theme"];

export function followTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => show(dark.matches ? "dark" : "light"));
  show(get().theme);
  // Paper is white, whatever the page is.
  addEventListener("beforeprint", () => draw("light"));
  addEventListener("afterprint", () => draw(get().theme));
}

export function otherTheme(): void {
  show(get().theme === "dark" ? "light" : "dark");
}

function show(theme: Theme): void {
  draw(theme);
  set({ theme });
}

function draw(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}
