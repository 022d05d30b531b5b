// What was read, and how far to trust it: one line a file, those that need a look first.

import { Split, Swatch } from "../charts/split";
import { bytes, DASH, plural, whole } from "../formats";
import type { FileCounts } from "../report";
import { LongTable } from "../shell/long-table";
import type { FileRow, State } from "../state";
import { filesTitle, REASONS } from "../words";

export function Quality({ state }: { state: State }) {
  const { reports, files } = state;
  if (!reports) return <p class="waiting">Reading…</p>;
  return (
    <div class="quality">
      <Counts counts={reports.slots.files} others={state.others} />
      <Files files={files} />
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

function Files({ files }: { files: FileRow[] }) {
  const ordered = [...files].sort((a, b) => (b.outcome ?? 0) - (a.outcome ?? 0));
  return (
    <section class="list">
      <header class="section-head">
        <h2>Every file</h2>
      </header>
      <LongTable label="Every file and what became of it" kind="files" rows={ordered} head={<FileHead />} line={(file) => <FileLine key={file.path} file={file} />} />
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

function FileLine({ file }: { file: FileRow }) {
  const why = file.outcome === null ? "" : REASONS[file.outcome];
  return (
    <tr>
      <td>
        <Outcome file={file} />
      </td>
      <th scope="row" title={file.path}>
        <code>{file.path}</code>
      </th>
      <td class="number">{file.size === null ? DASH : bytes(file.size)}</td>
      <td class="second" title={why}>
        {why}
      </td>
    </tr>
  );
}

function Outcome({ file: { outcome } }: { file: FileRow }) {
  if (outcome === null) return <span class="second">○ not read yet</span>;
  return outcome === 0 ? <span>● read</span> : <span class="bad">■ failed</span>;
}
