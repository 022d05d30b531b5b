// A button for what cannot be undone: it is held for a second, or pressed twice within three.

import { useEffect, useRef, useState } from "preact/hooks";

/** As the filling of `.hold.held` in the style sheet. */
const HOLD_MS = 1000;
const AGAIN_MS = 3000;

interface Props {
  words: string;
  /** What it is about, at the right. */
  detail: string;
  /** What the button says after the first press. */
  again: string;
  grave?: boolean;
  disabled?: boolean;
  onDone(): void;
}

export function Hold({ words, detail, again, grave, disabled, onDone }: Props) {
  const [state, setState] = useState<"idle" | "held" | "asked" | "done">("idle");
  const timer = useRef(0);
  const after = (ms: number, act: () => void) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(act, ms);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const done = () => {
    clearTimeout(timer.current);
    setState("done");
    onDone();
  };
  const ask = () => {
    setState("asked");
    after(AGAIN_MS, () => setState("idle"));
  };
  // The press that ends a whole second of holding is no press of its own.
  const pressed = () => (state === "asked" ? done() : state === "done" ? setState("idle") : ask());
  const held = () => {
    if (state === "asked") return;
    setState("held");
    after(HOLD_MS, done);
  };
  const released = () => {
    if (state !== "held") return;
    clearTimeout(timer.current);
    setState("idle");
  };
  const [said, more] = state === "asked" ? [again, ""] : [words, detail];
  return (
    <button aria-label={`${said} ${more}`.trim()} class={["hold", state, grave ? "grave" : ""].join(" ")} disabled={disabled} onPointerDown={held} onPointerUp={released} onPointerLeave={released} onClick={pressed}>
      <span>{said}</span>
      <span class="second">{more}</span>
    </button>
  );
}
