// What the sessions of Codex versions told, by ranges of versions: computed from them, never assumed from the version.

import { percent, whole } from "../formats";
import { goToFiltered } from "../navigation";
import type { VersionRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { Heads } from "../shell/heads";

const TOLD: [head: string, of: (row: VersionRow) => boolean][] = [
  ["Usage", ({ tells_usage }) => tells_usage],
  ["Limits", ({ tells_limits }) => tells_limits],
  ["Turn outcome", ({ tells_turn_outcomes }) => tells_turn_outcomes],
  ["Call time", ({ tells_call_times }) => tells_call_times],
  ["Compaction use", ({ tells_compaction_usage }) => tells_compaction_usage],
];

export function Versions({ rows, sessions }: { rows: VersionRow[]; sessions: number }) {
  const [most] = [...rows].sort((a, b) => b.sessions - a.sessions);
  if (!most) return null;
  const name = nameOf(most);
  const share = `${percent(most.sessions, sessions)} of the sessions`;
  return (
    <section>
      <ChartHead title={name ? `Codex ${name} wrote ${share}` : `${share} state no version`} of="versions" />
      <p class="sentence">
        What a file can tell depends on the Codex version that wrote it. <b>●</b> at least one of its sessions tells it. <b>○</b> none does: it is shown as a dash and never guessed.
      </p>
      <div class="scroll-x versions" tabIndex={0} role="group" aria-label="What versions tell">
        <table>
          <caption class="unseen">What the sessions of Codex versions tell</caption>
          <thead>
            <tr>
              <th scope="col">Codex</th>
              <Heads number of={["Sessions", ...TOLD.map(([head]) => head)]} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.from ?? row.until ?? ""} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** `0.120 – 0.152`, `0.153 and later`; absent where no version is stated. */
function nameOf({ from, until }: VersionRow): string | undefined {
  if (from) return until ? `${from} – ${until}` : `${from} and later`;
  return until ? `up to ${until}` : undefined;
}

function Line({ row }: { row: VersionRow }) {
  const name = nameOf(row);
  return (
    <tr class={name ? "leads" : ""} onClick={() => name && goToFiltered(`version:${row.from ?? ""}..${row.until ?? ""}`)}>
      <th scope="row" class="nowrap">
        {name ? <VersionLink version={name} /> : "not stated"}
      </th>
      <td class="number">{whole(row.sessions)}</td>
      {TOLD.map(([head, of]) => (
        <td class="number" key={head}>
          <span aria-hidden="true" class={of(row) ? "accent" : "second"}>
            {of(row) ? "●" : "○"}
          </span>
          <span class="unseen">{of(row) ? "told" : "not told"}</span>
        </td>
      ))}
    </tr>
  );
}

/** A version or some, and the sessions that they wrote; their row leads there by its whole width. */
export function VersionLink({ version }: { version: string }) {
  return (
    <button class="quiet" title={`Sessions that ${version} wrote`}>
      {version}
    </button>
  );
}
