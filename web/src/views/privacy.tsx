// What is kept, how to look for what must not be, and how to be rid of it.

import { useEffect, useState } from "preact/hooks";
import { plural, whole } from "../formats";
import { askNow, forget, hideNames } from "../reading";
import type { Grouping, NamesReport, Query } from "../report";
import type { Reports, State } from "../state";

export function Privacy({ state, reports }: { state: State; reports: Reports }) {
  return (
    <div class="privacy">
      <div class="halves">
        <div>
          <Kept state={state} />
          <Look />
        </div>
        <div>
          <Names state={state} reports={reports} />
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
  return (
    <section>
      <h2>{`Of ${plural(state.files.length, "file")} numbers, labels and pseudonyms are kept, in memory, until you close this page`}</h2>
      <p class="sentence">Nothing is written to this browser’s storage. File bytes are read in a worker and dropped line by line.</p>
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

const GROUPINGS: Grouping[] = ["day", "model", "effort", "project", "branch", "repo", "source", "version"];
const PLAIN: Query["report"][] = ["sessions", "tools", "limits", "readings", "files", "compactions", "fill"];

/** Every row that core gives out, and the names apart from them. */
const EVERYTHING: [string, Query][] = [
  ...GROUPINGS.map((by): [string, Query] => [`usage by ${by}`, { report: "usage", by: [by], limit: 0 }]),
  ...PLAIN.map((report): [string, Query] => [report, { report, limit: 0 }]),
  ["names", { report: "names", with_names: true }],
];

interface Found {
  looked: number;
  hits: { where: string; times: number }[];
}

function Look() {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (text.trim().length < 2) return setFound(null);
    let wanted = true;
    void lookFor(text.trim()).then((answer) => wanted && setFound(answer), () => wanted && setFound(null));
    return () => {
      wanted = false;
    };
  }, [text]);
  return (
    <section>
      <h2>Look for anything you said</h2>
      <p class="sentence">Type a word from a prompt, a path, a password. It is looked for in every row that the core can give of these files. What you type is not stored, not put in the address, and gone when you leave.</p>
      <input type="search" class="look" data-search aria-label="Look for anything you said" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="day-line" role="status">
        {found === null ? "A hit would be listed here, with where it stands and how many times." : words(found)}
      </p>
    </section>
  );
}

async function lookFor(text: string): Promise<Found> {
  const wanted = text.toLowerCase();
  const found: Found = { looked: 0, hits: [] };
  for (const [where, query] of EVERYTHING) {
    const { rows = [] } = await askNow<{ rows?: unknown[] }>(query);
    found.looked += rows.length;
    const times = rows.reduce((sum: number, row) => sum + valuesIn(row).filter((value) => value.toLowerCase().includes(wanted)).length, 0);
    if (times > 0) found.hits.push({ where, times });
  }
  return found;
}

/** Every text in a row; numbers are looked through as they are written. */
function valuesIn(row: unknown): string[] {
  if (row === null) return [];
  if (typeof row !== "object") return [String(row)];
  return Object.values(row).flatMap(valuesIn);
}

function words({ looked, hits }: Found) {
  if (hits.length === 0) {
    return (
      <>
        <b>Not found</b> in {plural(looked, "row")}.
      </>
    );
  }
  return (
    <>
      <b>Found</b> in {hits.map(({ where, times }) => `${where} (${times === 1 ? "once" : `${whole(times)} times`})`).join(", ")}.{hits.every(({ where }) => where === "names") && " These are names of yours, in memory only."}
    </>
  );
}

function Names({ state, reports }: { state: State; reports: Reports }) {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    void askNow<NamesReport>({ report: "names", with_names: true }).then(({ rows }) => setCount(rows.length), () => setCount(null));
  }, [reports]);
  return (
    <section>
      <h2>{state.namesHidden ? "Names are hidden: pseudonyms stand in their place" : "Projects, branches and repositories are called as in your files"}</h2>
      <p class="sentence">
        {`${count === null ? "" : `${plural(count, "name")} in memory, until you close this page or forget everything. `}They are in no address and in no export. Pseudonyms are keyed with a key made for this visit: nobody else can turn one back.`}
      </p>
      <button type="button" class="small" aria-pressed={state.namesHidden} onClick={() => hideNames(!state.namesHidden)}>
        {state.namesHidden ? "Show names" : "Hide names"}
      </button>
    </section>
  );
}

/** A second press within this forgets. */
const AGAIN_MS = 3000;

function Forget({ state }: { state: State }) {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <section>
      <h2>Forget everything</h2>
      <p class="sentence">The worker that holds the numbers is ended, and the page is as on your first visit. Your files are not touched.</p>
      <button type="button" class="small" onClick={() => (asked ? forget() : setAsked(true))}>
        {asked ? `Again to forget ${plural(state.files.length, "file")}` : "Forget everything"}
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
