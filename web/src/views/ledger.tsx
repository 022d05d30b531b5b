// The kept ledger: of every place in the files how often a value stands there, how many bytes it takes, and what becomes
// of it. Core walks the chosen files once more for it, when it is asked.

import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Split, Swatch } from "../charts/split";
import { bytes, DASH, percent, plural, whole } from "../formats";
import { worker } from "../numbers";
import type { Becomes, PrivacyReport, PrivacyRow, ValueKind } from "../report";
import { Heads } from "../shell/heads";
import { LongTable } from "../shell/long-table";
import { useSort } from "../shell/sort";
import type { State } from "../state";

/** How each fate is called, and how it is drawn: dropped, measured, kept. */
const FATES: Record<Becomes, [words: string, tone: "grey" | "hatch" | "accent"]> = {
  dropped: ["dropped unread", "grey"],
  length: ["only its length", "hatch"],
  head: ["its length and head", "hatch"],
  word: ["a word of a closed list", "accent"],
  number: ["a number", "accent"],
  time: ["a time", "accent"],
  id: ["an id", "accent"],
  label: ["a label", "accent"],
  program: ["a program’s name", "accent"],
  pseudonym: ["a pseudonym", "accent"],
};

/** What values are, what is kept of them, and what their count is of: of text, lengths alone. */
const KINDS: Record<ValueKind, [words: string, keptAs: string, counted: string, isText: boolean]> = {
  message: ["Prompts and answers", "length", "length", true],
  reasoning: ["Reasoning", "length", "length", true],
  output: ["Tool outputs", "length, outcome", "length", true],
  argument: ["Arguments, patches, diffs", "nothing", "", true],
  instruction: ["Instructions and settings", "length", "length", true],
  command: ["Command lines", "program’s name, pseudonym", "program", true],
  label: ["Models, tools, versions, efforts", "label", "label", false],
  name: ["Folders, branches, repositories", "pseudonym and name", "pseudonym", false],
  number: ["Usage, limits, times, outcomes", "number", "number", false],
  id: ["Ids of sessions, turns, calls", "id", "id", false],
  rest: ["Everything else", "nothing", "", true],
};

interface Told {
  kinds: PrivacyReport;
  fates: PrivacyReport;
  paths: PrivacyReport;
}

/** What is kept of what, by kind and in full once the files are read for it; `head` stands above. */
export function Ledger({ chosen, head }: { chosen: State["chosen"]; head: ComponentChildren }) {
  const [told, tell] = useState<Told | "reading" | "failed" | null>(null);
  const files = [...chosen.values()];
  const read = async () => {
    tell("reading");
    const [kinds, fates, paths] = await worker().do("ledger", files).catch(() => []);
    tell(kinds && fates && paths ? { kinds, fates, paths } : "failed");
  };
  const ledger = told !== null && typeof told === "object" ? told : null;
  return (
    <>
      <section>
        {head}
        <Kinds rows={ledger?.kinds.rows ?? []} />
        {!ledger && files.length === 0 && <p class="sentence">How much of each was read is counted from the files, and those of an earlier visit are not open. Choose them again to see it.</p>}
        {!ledger && files.length > 0 && (
          <p class="sentence">
            How much of each was read is counted when you ask: line by line, and nothing of it is kept.{" "}
            <button class="small" disabled={told === "reading"} onClick={() => void read()}>
              {told === "reading" ? `Reading ${plural(files.length, "file")} …` : `Read ${plural(files.length, "file")} for the ledger`}
            </button>
          </p>
        )}
        {told === "failed" && <p class="day-line">The files could not be read again.</p>}
      </section>
      {ledger && <Walked {...ledger} />}
    </>
  );
}

function Kinds({ rows }: { rows: PrivacyRow[] }) {
  const told = new Map(rows.map((row) => [row.kind, row]));
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label="What becomes of what">
      <table>
        <caption class="unseen">What becomes of what stands in the files</caption>
        <thead>
          <tr>
            <th scope="col">In the files</th>
            <th scope="col" class="number">
              Read
            </th>
            <th scope="col">Kept as</th>
            <th scope="col">How many</th>
            <th scope="col" class="number">
              Text
            </th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(KINDS) as ValueKind[]).map((kind) => {
            const [words, keptAs, counted, isText] = KINDS[kind];
            const row = told.get(kind);
            return (
              <tr key={kind}>
                <th scope="row" class="nowrap">
                  {words}
                </th>
                <td class="number">{row ? bytes(row.bytes) : DASH}</td>
                <td class="second nowrap">{keptAs}</td>
                <td class="nowrap">{row?.kept_values && counted ? plural(row.kept_values, counted) : DASH}</td>
                <td class="number second">{isText && "never stored"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Walked({ fates, paths }: Pick<Told, "fates" | "paths">) {
  const [only, choose] = useState<Becomes | null>(null);
  const dropped = fates.rows.find(({ becomes }) => becomes === "dropped");
  return (
    <section aria-labelledby="ledger-title">
      <h2 id="ledger-title">{`Of ${bytes(fates.file_bytes)} read, ${percent(dropped?.bytes ?? 0, fates.file_bytes)} is dropped unread, and no text that was said is kept`}</h2>
      <p class="sentence">{`The kept ledger: what stood in the files, and what became of it. ${bytes(fates.between_bytes)} of it are keys, punctuation and line ends between the values.`}</p>
      <Split thick label="Bytes by what became of them" parts={fates.rows.map(({ becomes, bytes: value }) => ({ tone: FATES[becomes][1], value, label: FATES[becomes][0] }))} />
      <div class="scroll-x" tabIndex={0} role="group" aria-label="What became of the values">
        <table>
          <caption class="unseen">What became of the values</caption>
          <thead>
            <tr>
              <th scope="col">What became of it</th>
              <Heads number of={["Places", "Values", "Bytes ↓", "Share"]} />
            </tr>
          </thead>
          <tbody>
            {fates.rows.map(({ becomes, paths: places, values, bytes: size }) => (
              <tr key={becomes}>
                <th scope="row" class="nowrap">
                  <Swatch tone={`split-${FATES[becomes][1]}`} />{" "}
                  <button class="quiet" aria-pressed={only === becomes} onClick={() => choose(only === becomes ? null : becomes)}>
                    {FATES[becomes][0]}
                  </button>
                </th>
                <td class="number">{whole(places)}</td>
                <td class="number">{whole(values)}</td>
                <td class="number strong">{bytes(size)}</td>
                <td class="number second">{percent(size, fates.total.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Paths rows={paths.rows} only={only} />
    </section>
  );
}

/** Every place, or those of one fate. */
function Paths({ rows, only }: { rows: PrivacyRow[]; only: Becomes | null }) {
  const shown = useMemo(() => (only ? rows.filter(({ becomes }) => becomes === only) : rows), [rows, only]);
  const [sorted, head] = useSort(shown, "-bytes", (row, key) => (key === "becomes" ? FATES[row.becomes][0] : ((row as unknown as Record<string, string | number | null>)[key] ?? null)));
  return (
    <div class="list">
      <p class="sentence">{`${plural(shown.length, "place")}${only ? `: ${FATES[only][0]}` : ""}. [] is an element of a list, {} a key that is no field’s name. A press on a row above shows its own.`}</p>
      <LongTable
        label="Every place of a value, and what became of it"
        kind="paths"
        rows={sorted}
        head={
          <thead>
            <tr>
              {head("line", "In lines of", false)}
              {head("path", "Place", false)}
              {head("becomes", "What became of it", false)}
              {head("values", "Values", true)}
              {head("bytes", "Bytes", true)}
            </tr>
          </thead>
        }
        line={({ line, path, becomes, values, bytes: size }) => (
          <tr key={`${line} ${path}`}>
            <td class="second" title={line ?? undefined}>
              {line}
            </td>
            <th scope="row" title={path ?? undefined}>
              <code>{path || "the whole line"}</code>
            </th>
            <td class="second">{FATES[becomes][0]}</td>
            <td class="number">{whole(values)}</td>
            <td class="number">{bytes(size)}</td>
          </tr>
        )}
      />
    </div>
  );
}
