// A sheet at the side: it covers nothing that has to be seen, and Escape or its button closes it.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { set } from "../state";

export function Sheet({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  return (
    <aside class="sheet" aria-label={title}>
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button class="plain" onClick={() => set({ sheet: null })}>
          Close
        </button>
      </header>
      {children}
    </aside>
  );
}
