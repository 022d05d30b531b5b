// Light or dark: as the system, until the button in the top bar says otherwise.

import { get, set } from "./state";

export function followTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => show(dark.matches ? "dark" : "light"));
  show(get().theme);
}

export function otherTheme(): void {
  show(get().theme === "dark" ? "light" : "dark");
}

function show(theme: "light" | "dark"): void {
  document.documentElement.dataset["theme"] = theme;
  set({ theme });
}
