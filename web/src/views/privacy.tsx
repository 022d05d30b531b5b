// What is kept, how to look for what must not be, and how to be rid of it.

import { useEffect, useState } from "preact/hooks";
import type { Look as Found } from "../analysis/messages";
import { Split } from "../charts/split";
import { bytes, percent, plural, whole } from "../formats";
import { lookFor } from "../keeping";
import type { Reports, State } from "../state";
import { Ledger } from "./ledger";
import { PrivacySide } from "./privacy-side";
import { StoredRow } from "./stored-row";

export function Privacy({ state, reports }: { state: State; reports: Reports }) {
  const found = useLook("", reports);
  return (
    <div class="privacy">
      <div class="halves">
        <div>
          <Ledger key={state.standing?.read_at_ms} chosen={state.chosen} head={<Kept state={state} found={found} />} />
          <Look state={state} />
          <StoredRow reports={reports} />
          <CannotSee />
        </div>
        <div class="aside">
          <PrivacySide state={state} found={found} />
        </div>
      </div>
    </div>
  );
}

function Kept({ state: { standing }, found }: { state: State; found: Found | null }) {
  const { read_bytes: read = 0, kept_bytes: kept = 0, dropped_bytes: dropped = 0 } = found ?? {};
  return (
    <>
      <h2>{found ? `Of ${bytes(read)} read, ${bytes(kept)} is kept, and none of it is text of yours` : "What is kept, and that none of it is text of yours"}</h2>
      <p class="sentence">{found ? `Kept: ${bytes(kept)}, ${percent(kept, read)}. Dropped while reading: ${bytes(dropped)}, ${percent(dropped, read)}.` : "Being counted."}</p>
      <Split
        thick
        label="Bytes kept, bytes dropped while reading"
        parts={[
          { tone: "accent", value: kept, label: "kept" },
          { tone: "none", value: dropped, label: "dropped" },
        ]}
      />
      <p class="sentence">{standing?.is_kept ? "They stand in tables of this browser’s storage, under this page’s address." : "Nothing is written to this browser’s storage."} File bytes are read in a worker and dropped line by line.</p>
    </>
  );
}

/** What comes of looking for a text, whenever the text or the numbers are others. */
function useLook(text: string, of: unknown): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let wanted = true;
    void lookFor(text).then((answer) => wanted && setFound(answer), () => wanted && setFound(null));
    return () => {
      wanted = false;
    };
  }, [text, of]);
  return found;
}

function Look({ state }: { state: State }) {
  const [text, setText] = useState("");
  const wanted = text.trim();
  const found = useLook(wanted, state.reports);
  return (
    <section>
      <h2>Look for anything you said</h2>
      <p class="sentence">Type a word from a prompt, a path, a password. It is looked for in every cell of every table that this page keeps. What you type is not stored, not put in the address, and gone when you leave.</p>
      <input type="search" class="look" data-search aria-label="Look for anything you said" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="day-line" role="status">
        {found === null || wanted.length < 2 ? "A hit would be listed here, with its table, column and how many times." : <Hits found={found} />}
      </p>
    </section>
  );
}

function Hits({ found }: { found: Found }) {
  const { hits, times } = found;
  if (hits.length === 0) {
    return (
      <>
        <b>Not found</b> in {plural(found.rows, "row")}.
      </>
    );
  }
  const where = hits.map((hit) => `${hit.table}, ${hit.column}${hits.length > 1 ? ` (${whole(hit.times)})` : ""}`).join("; ");
  return (
    <>
      <b>{times === 1 ? "Found once" : `Found ${whole(times)} times`}</b>: {where}.{hits.every(({ table }) => table === "names") && " These are names kept by your choice."}
    </>
  );
}

function CannotSee() {
  return (
    <section>
      <h2>What this page cannot see to</h2>
      <p class="sentence">The browser’s own history keeps addresses: places, labels and pseudonyms. Extensions can read every page. What you export is yours to keep safe. Switch the network off to be sure of the rest.</p>
    </section>
  );
}
