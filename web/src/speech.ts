// What is spoken in place of what is written: thin spaces only group digits, and a reader would take each group for a number.

import { options, type VNode } from "preact";

/** `25410747` and `50 %` as plain texts. */
export function plain(text: string): string {
  return text.replace(/(\d)\u202f(?=\d)/g, "$1").replaceAll("\u202f", " ");
}

const NAMES = ["aria-label", "aria-valuetext"] as const;
/** What has its name from its words. */
const NAMED = ["a", "button", "h2", "td", "th"];

/** Gives whatever is drawn from now on a name with plain numbers. */
export function speakPlainly(): void {
  options.vnode = ({ type, props }: VNode<Record<string, unknown>>) => {
    if (typeof type !== "string") return;
    for (const name of NAMES) if (props[name]) props[name] = plain(String(props[name]));
    if (!NAMED.includes(type) || props["aria-label"]) return;
    const words = [props.children].flat().filter((child) => child != null && typeof child !== "boolean");
    if (words.some((child) => typeof child === "object")) return;
    const written = words.join("");
    if (written.includes("\u202f")) props["aria-label"] = plain(written);
  };
}
