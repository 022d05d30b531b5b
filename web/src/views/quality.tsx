// What was read, and how far to trust it: one line a file, those that need a look first.

import type { Listed } from "../address";
import type { Answers } from "../asking";
import { Split, Swatch } from "../charts/split";
import { bytes, DASH, plural, whole } from "../formats";
import { shortRollout } from "../names";
import { ALL, goToFiltered } from "../navigation";
import { exported } from "../numbers";
import { QUALITY } from "../queries";
import type { FileCounts, FileRow, FileSums, SourceRow } from "../report";
import { ChartHead, ExportButton } from "../shell/chart-head";
import { Copy } from "../shell/copy";
import { LongTable } from "../shell/long-table";
import { To } from "../shell/to";
import type { Reports, State } from "../state";
import { filesTitle, FINDINGS, reason } from "../words";
import { Logs } from "./quality-logs";
import { listedWords, OtherFiles } from "./quality-outcomes";
import { VersionLink, Versions } from "./quality-versions";

type Answer = Answers["quality"];

export function Quality({ state, reports, answer }: { state: State; reports: Reports; answer: Answer }) {
  const { files } = reports.common;
  return (
    <div class="quality">
      <Counts counts={files.files} sums={files.total} others={state.others} />
      <Files outcome={state.address.outcome} paths={state.paths} rows={files.rows} found={files.files.found} sources={answer.sources.rows} />
      <div class="halves even">
        <div>
          <Findings answer={answer} />
          <Tokens answer={answer} />
          <UnknownTypes answer={answer} />
          <Logs report={answer.findings} />
        </div>
        <div>
          <Versions rows={answer.findings.versions} sessions={answer.findings.sessions.sessions} />
          <Never />
        </div>
      </div>
    </div>
  );
}

function Counts({ counts, sums, others }: { counts: FileCounts; sums: FileSums; others: number }) {
  const parts = [
    { tone: "accent", value: sums.wholly_read, label: "read", words: "in full" },
    { tone: "warning", value: counts.partial, label: "partial", words: "what was whole is counted" },
    { tone: "hatch", value: counts.set_aside, label: "skipped", words: "copies of files that are counted" },
    { tone: "bad", value: counts.not_read, label: "failed", words: "nothing counted" },
  ] as const;
  return (
    <section>
      <header class="section-head">
        <h2>{filesTitle(sums.accounted_for, counts.found, counts.partial, counts.not_read)}</h2>
        <Copy words="Copy report" kind="plain" text={() => exported([QUALITY]).then((blob) => blob.text())} />
      </header>
      <p class="sentence">A partial or failed file never hides another. The report to copy has numbers, codes and versions only, no names and no text of yours.</p>
      <Split thick label="Files read, partial, skipped and failed" parts={[...parts]} />
      <p class="legend wide">
        {parts
          .filter(({ value, label }) => value > 0 || label === "read")
          .map(({ tone, value, label, words }) => (
            <span key={label}>
              <Swatch tone={`split-${tone}`} /> <b>{whole(value)}</b> {label} <i>{words}</i>
            </span>
          ))}
        {others > 0 && <span class="push second">{plural(others, "other file")} never opened</span>}
      </p>
    </section>
  );
}

/** A file as the page knows it and as core judged it. */
interface Judged {
  path: string;
  row: FileRow;
  /** Path of the file that counts instead. */
  winner: string | undefined;
}

const GRAVITY = { not_read: 0, partial: 1, set_aside: 2, read: 3 };

interface FilesProps {
  outcome: Listed | null;
  paths: Map<number, string>;
  rows: FileRow[];
  found: number;
  sources: SourceRow[];
}

function Files({ outcome, paths, rows, found, sources }: FilesProps) {
  // Paths as chosen are never stored: a file of an earlier visit is the id in its name, or its number.
  const ids = new Map(sources.map(({ file, rollout_id }) => [file, rollout_id]));
  const pathOf = (file: number) => paths.get(file) ?? ids.get(file) ?? `file ${file + 1}`;
  const judged: Judged[] = rows.map((row) => ({ path: pathOf(row.file), row, winner: row.set_aside_for === null ? undefined : pathOf(row.set_aside_for) }));
  judged.sort((a, b) => GRAVITY[a.row.outcome] - GRAVITY[b.row.outcome]);
  const shown = judged.filter(({ row }) => outcome === "all" || (outcome === null ? row.outcome !== "read" : row.outcome === outcome));
  const title = shown.length === 0 && outcome === null ? "No file needs a look" : listedWords(outcome);
  return (
    <section class="list">
      <header class="section-head">
        <h2>{title}</h2>
        <span class="push" />
        <OtherFiles outcome={outcome} found={found} />
        <ExportButton of="files" title={title} />
      </header>
      {shown.length > 0 && <LongTable label={`${title}, and what became of them`} kind="files" rows={shown} head={<FileHead />} line={(file) => <FileLine key={file.row.file} {...file} />} />}
    </section>
  );
}

function FileHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Outcome</th>
        <th scope="col">File</th>
        <th scope="col" class="number">
          Size
        </th>
        <th scope="col">Why, and what to do</th>
        <th scope="col" class="number">
          Lines
        </th>
        <th scope="col" class="number">
          Lines lost
        </th>
      </tr>
    </thead>
  );
}

function FileLine({ path, row, winner }: Judged) {
  const why = reason(path, row, winner);
  return (
    <tr>
      <td>
        <Outcome row={row} />
      </td>
      <th scope="row" title={path}>
        <code>{shortRollout(path)}</code>
      </th>
      <td class="number">{bytes(row.size_bytes)}</td>
      <td class="second" title={why}>
        {why}
      </td>
      <td class="number">{whole(row.lines_seen || null)}</td>
      <td class="number">{whole(row.lines_skipped || null)}</td>
    </tr>
  );
}

function Outcome({ row }: { row: FileRow }) {
  switch (row.outcome) {
    case "read":
      return <span>● read</span>;
    case "partial":
      return <span class="warn">▲ partial</span>;
    case "set_aside":
      return <span class="second">○ skipped</span>;
    case "not_read":
      return <span class="bad">■ failed</span>;
  }
}

/** What stood in lines, by what it means. */
function Findings({ answer: { findings } }: { answer: Answer }) {
  const { lines, turns, sessions, rows } = findings;
  const told: [string, number, string][] = [
    ["Lines", lines.seen, lines.skipped > 0 ? `${whole(lines.skipped)} of them left out` : "all of them read"],
    ["Sessions", sessions.sessions, sessions.without_usage > 0 ? `${whole(sessions.without_usage)} of them state no usage` : "all of them state usage"],
    ["Turns", turns.turns, turns.undated > 0 ? `${whole(turns.undated)} of them without a time: in no day, week or month` : "all of them with a time"],
  ];
  return (
    <section>
      <ChartHead title="What the lines themselves told" of="findings" />
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Findings">
        <table>
          <caption class="unseen">Findings</caption>
          <thead>
            <tr>
              <th scope="col">Finding</th>
              <th scope="col" class="number">
                Count
              </th>
              <th scope="col">Where</th>
              <th scope="col">What it means for the numbers</th>
            </tr>
          </thead>
          <tbody>
            {told.map(([name, count, words]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number strong">{name === "Lines" ? whole(count) : <To place="sessions" part={ALL}>{whole(count)}</To>}</td>
                <td />
                <td class="second">{words}</td>
              </tr>
            ))}
            {rows.map(({ reason: code, count, files }) => {
              const [name, means] = FINDINGS[code];
              return (
                <tr key={code}>
                  <th scope="row">{name}</th>
                  <td class="number strong">{whole(count)}</td>
                  <td class="second nowrap">in {plural(files, "file")}</td>
                  <td class="second">{means}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const FATES = [
  ["counted", "accent"],
  ["inherited", "grey"],
  ["repeated", "hatch"],
] as const;

/** Where every token stands that a line states. */
function Tokens({ answer: { findings } }: { answer: Answer }) {
  const { tokens } = findings;
  const missing = tokens.missing.total_tokens;
  return (
    <section>
      <ChartHead title="Counted, inherited, repeated: where every token stands" of="tokens" />
      <p class="sentence">
        Each token that a line states ends in exactly one of these.{missing > 0 && ` ${whole(missing)} of the counted ones no response states, only the running total.`}
      </p>
      <div data-chart>
        <Split thick label="Counted, inherited and repeated tokens" parts={FATES.map(([label, tone]) => ({ tone, value: tokens[label].total_tokens, label }))} />
        <p class="legend wide">
          {FATES.map(([label, tone]) => (
            <span key={label}>
              <Swatch tone={`split-${tone}`} /> {label}{" "}
              <To place="sessions" part={ALL}>
                {whole(tokens[label].total_tokens)}
              </To>
            </span>
          ))}
        </p>
      </div>
    </section>
  );
}

const PLACE_WORDS = { line: "line", event: "event", item: "item", completed_item: "completed item" };

/** Types that a newer Codex may have begun to write. */
function UnknownTypes({ answer: { types } }: { answer: Answer }) {
  if (types.rows.length === 0) return null;
  return (
    <section>
      <ChartHead title="Kinds of line that this build does not know" of="types" />
      <p class="sentence">Their numbers, if they hold any, are in no sum.</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Unknown kinds of line">
        <table>
          <caption class="unseen">Kinds of line that this build does not know</caption>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Where</th>
              <th scope="col">Codex</th>
              <th scope="col" class="number">
                Count
              </th>
            </tr>
          </thead>
          <tbody>
            {types.rows.map(({ version, place, name, count }) => (
              <tr key={`${version} ${place} ${name}`} class={version ? "leads" : ""} onClick={() => version && goToFiltered(`version:${version}`)}>
                <th scope="row">{name ? <code>{name}</code> : DASH}</th>
                <td class="second">{PLACE_WORDS[place]}</td>
                <td class="second">{version ? <VersionLink version={version} /> : DASH}</td>
                <td class="number">{whole(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Never() {
  return (
    <section>
      <h2>Never in any file</h2>
      <p class="sentence">Use of responses that were broken off, of threads that keep no file, and of remote compactions before 0.153. OpenAI’s own number can be higher for these reasons.</p>
    </section>
  );
}
