// What was read, and how far to trust it: one line a file, those that need a look first.

import { Split, Swatch } from "../charts/split";
import { bytes, DASH, plural, whole } from "../formats";
import type { FileCounts, FileRow } from "../report";
import { LongTable } from "../shell/long-table";
import type { ChosenFile, State } from "../state";
import { filesTitle, reason } from "../words";

export function Quality({ state }: { state: State }) {
  const { reports, files } = state;
  if (!reports) return <p class="waiting">Reading…</p>;
  return (
    <div class="quality">
      <Counts counts={reports.common.files.files} others={state.others} />
      <Files files={files} rows={reports.common.files.rows} />
    </div>
  );
}

function Counts({ counts, others }: { counts: FileCounts; others: number }) {
  const whollyRead = counts.read - counts.partial;
  const parts = [
    { tone: "accent", value: whollyRead, label: "read", words: "in full" },
    { tone: "warning", value: counts.partial, label: "partial", words: "what was whole is counted" },
    { tone: "hatch", value: counts.set_aside, label: "skipped", words: "copies of files that are counted" },
    { tone: "bad", value: counts.not_read, label: "failed", words: "nothing counted" },
  ] as const;
  return (
    <section>
      <header class="section-head">
        <h2>{filesTitle(whollyRead + counts.set_aside, counts.found, counts.partial, counts.not_read)}</h2>
      </header>
      <p class="sentence">A partial or failed file never hides another.</p>
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
  chosen: ChosenFile;
  row: FileRow | undefined;
  /** Path of the file that counts instead. */
  winner: string | undefined;
}

const GRAVITY = { not_read: 0, partial: 1, set_aside: 2, read: 3 };

function Files({ files, rows }: { files: ChosenFile[]; rows: FileRow[] }) {
  const judged = files.map((chosen, index) => {
    const row = rows[index];
    return { chosen, row, winner: row?.set_aside_for == null ? undefined : files[row.set_aside_for]?.path };
  });
  judged.sort((a, b) => GRAVITY[a.row?.outcome ?? "read"] - GRAVITY[b.row?.outcome ?? "read"]);
  return (
    <section class="list">
      <header class="section-head">
        <h2>Every file</h2>
      </header>
      <LongTable label="Every file and what became of it" kind="files" rows={judged} head={<FileHead />} line={(file) => <FileLine key={file.chosen.path} {...file} />} />
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
      </tr>
    </thead>
  );
}

function FileLine({ chosen, row, winner }: Judged) {
  const why = reason(chosen.path, row, winner);
  return (
    <tr>
      <td>
        <Outcome row={row} />
      </td>
      <th scope="row" title={chosen.path}>
        <code>{chosen.path}</code>
      </th>
      <td class="number">{chosen.size === null ? DASH : bytes(chosen.size)}</td>
      <td class="second" title={why}>
        {why}
      </td>
    </tr>
  );
}

function Outcome({ row }: { row: FileRow | undefined }) {
  switch (row?.outcome) {
    case "read":
      return <span>● read</span>;
    case "partial":
      return <span class="warn">▲ partial</span>;
    case "set_aside":
      return <span class="second">○ skipped</span>;
    case "not_read":
      return <span class="bad">■ failed</span>;
    default:
      return <span class="second">○ not read yet</span>;
  }
}
