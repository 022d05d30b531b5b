// What is kept, how to look for what must not be, and how to be rid of it.

import { useEffect, useState } from "preact/hooks";
import type { Look as Found } from "../analysis/messages";
import { plural, time, whole } from "../formats";
import { forget, keepNames, lookFor, persist } from "../keeping";
import { mayKeep } from "../numbers";
import type { Reports, State } from "../state";
import { Ledger } from "./ledger";

export function Privacy({ state, reports }: { state: State; reports: Reports }) {
  const found = useLook("", reports);
  return (
    <div class="privacy">
      <div class="halves">
        <div>
          <Kept state={state} />
          <Ledger key={state.standing?.read_at_ms} chosen={state.chosen} />
          <Look state={state} />
        </div>
        <div>
          <Names state={state} found={found} />
          <Tables found={found} />
          <Persistence state={state} />
          <Forget state={state} />
          <CannotSee />
        </div>
      </div>
    </div>
  );
}

const FATES: [string, string, string][] = [
  ["Prompts, answers, reasoning, instructions", "length", "how long and how many, never a word"],
  ["Arguments and output of tool calls", "length, label", "size, outcome, time; of a shell call the program’s name"],
  ["Diffs and titles", "nothing", ""],
  ["Model, effort, tool, version, plan", "label", "short words of listed fields, checked letter by letter"],
  ["Working folder, branch, repository", "pseudonym and name", "rows hold the pseudonym; names stand apart and can be forgotten"],
  ["Tokens, times, percentages", "number", ""],
  ["Sessions, turns, responses", "id", "as Codex made them"],
];

function Kept({ state }: { state: State }) {
  const { standing } = state;
  const where = standing?.is_kept ? "in this browser, until you forget them" : "in memory, until you close this page";
  return (
    <section>
      <h2>{`Of ${plural(standing?.files ?? 0, "file")} numbers, labels and pseudonyms are kept, ${where}`}</h2>
      <p class="sentence">{standing?.is_kept ? "They stand in tables of this browser’s storage, under this page’s address." : "Nothing is written to this browser’s storage."} File bytes are read in a worker and dropped line by line.</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="What becomes of what">
        <table>
          <caption class="unseen">What becomes of what stands in the files</caption>
          <thead>
            <tr>
              <th scope="col">In the files</th>
              <th scope="col">Kept as</th>
              <th scope="col">Which is</th>
            </tr>
          </thead>
          <tbody>
            {FATES.map(([what, fate, words]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td class="nowrap">{fate}</td>
                <td class="second">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
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

function Names({ state, found }: { state: State; found: Found | null }) {
  const { standing } = state;
  const strict = standing?.privacy === "strict";
  const made = standing?.key_made_at_ms;
  return (
    <section>
      <h2>{strict ? "Strict: no name is kept, pseudonyms stand in their place" : "Projects, branches and repositories are called as in your files"}</h2>
      <p class="sentence">
        {!strict && found && `Going to Strict would empty ${plural(found.tables.find(({ table }) => table === "names")?.rows ?? 0, "name")} now; numbers stay the same. `}
        {strict ? "Programs that not everyone has are pseudonyms too. " : "Names are in no address and in no export, and can go without the numbers. "}
        {standing?.privacy === "names_again" && "Names come back when you choose your folder again. "}
        {made != null && `Pseudonyms are keyed with a key made in this browser on ${time(made, state.address.zone, "").split(",")[0]}: nobody else can turn one back.`}
      </p>
      <button type="button" class="small" aria-pressed={strict} onClick={() => void keepNames(strict)}>
        {strict ? "Keep names again" : "Forget names"}
      </button>
    </section>
  );
}

function Tables({ found }: { found: Found | null }) {
  if (!found) return null;
  return (
    <section>
      <h2>{`${plural(found.rows, "row")} in ${plural(found.tables_used, "table")}`}</h2>
      <dl class="parts open">
        {found.tables
          .filter(({ rows }) => rows > 0)
          .map(({ table, rows }) => (
            <div key={table}>
              <dt>
                <code>{table}</code>
              </dt>
              <dd>{whole(rows)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Persistence({ state: { persisted, standing } }: { state: State }) {
  if (!mayKeep) {
    return (
      <section>
        <h2>Opened from disk, nothing is stored</h2>
        <p class="sentence">All pages opened from disk share one store in this browser. So nothing is kept.</p>
      </section>
    );
  }
  if (!standing?.is_kept) return null;
  return (
    <section>
      <h2>Stored persistently: {persisted ? "yes" : "no"}</h2>
      <p class="sentence">{persisted ? "The browser was asked, so that it does not clear this by itself when space runs out." : "Keep your numbers here until you forget them? The browser will ask once. Without that it may clear them by itself when space runs out."}</p>
      {!persisted && (
        <button type="button" class="small" onClick={() => void persist()}>
          Ask the browser to keep it
        </button>
      )}
    </section>
  );
}

/** A second press within this forgets. */
const AGAIN_MS = 3000;

function Forget({ state: { standing } }: { state: State }) {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <section>
      <h2>Forget everything</h2>
      <p class="sentence">Every table is emptied and then counted anew, and the page is as on your first visit. Your files are not touched.</p>
      <button type="button" class="small" onClick={() => (asked ? void forget() : setAsked(true))}>
        {asked ? `Again to forget ${plural(standing?.files ?? 0, "file")}` : "Forget everything"}
      </button>
    </section>
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
