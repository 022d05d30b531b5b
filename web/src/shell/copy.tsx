// A button that copies, and says so for two seconds.

import { useState } from "preact/hooks";

const SAID_MS = 2000;

interface Props {
  words: string;
  label?: string;
  kind: string;
  /** What is copied; asked for when it is pressed. */
  text(): string | Promise<string>;
}

export function Copy({ words, label, kind, text }: Props) {
  const [said, say] = useState<string | null>(null);
  const copy = async () => navigator.clipboard.writeText(await text());
  const sayFor = (what: string) => {
    say(what);
    setTimeout(() => say(null), SAID_MS);
  };
  return (
    <button class={kind} aria-label={label} onClick={() => void copy().then(() => sayFor("Copied"), () => sayFor("Not copied: the browser refused"))}>
      {said ?? words}
    </button>
  );
}
