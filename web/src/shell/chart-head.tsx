// The head of a chart or a table: what it shows, its table twin, and how it is saved.

import type { ComponentChildren } from "preact";
import { chartHeads } from "../charts/picture";
import type { Shown } from "../exports";
import { change } from "../navigation";
import { set } from "../state";

interface Props {
  title: string;
  /** The whole of what the title has shortened. */
  whole?: string | undefined;
  id?: string;
  /** Which answer stands behind it. */
  of: Shown;
  /** Whether its table stands in its place; absent where it has none. */
  table?: boolean;
  children?: ComponentChildren;
}

/** Saves what stands below `title`. */
export function ExportButton({ of, title }: { of: Shown; title: string }) {
  return (
    <button class="plain" data-of={of} aria-label={`Export: ${title}`} onClick={(event) => set({ sheet: "export", exported: chartHeads().indexOf(event.currentTarget) })}>
      Export
    </button>
  );
}

export function ChartHead({ title, whole, id, of, table, children }: Props) {
  return (
    <header class="section-head">
      <h2 id={id} title={whole === title ? undefined : whole} aria-label={whole === title ? undefined : whole}>
        {title}
      </h2>
      <span class="push" />
      {children}
      {table !== undefined && (
        <button class="plain" data-twin aria-pressed={table} onClick={() => change({ table: !table })}>
          {table ? "Chart" : "Table"}
        </button>
      )}
      <ExportButton of={of} title={whole ?? title} />
    </header>
  );
}
