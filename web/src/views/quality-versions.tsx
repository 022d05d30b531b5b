// What the sessions of each Codex version told: computed from them, never assumed from the version.

import { percent, plural, whole } from "../formats";
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
  return (
    <section>
      <ChartHead title={`${plural(rows.length, "version")} of Codex; ${most.version ?? "none stated"} wrote ${percent(most.sessions, sessions)} of the sessions`} of="versions" />
      <p class="sentence">
        What a file can tell depends on the Codex version that wrote it. <b>●</b> at least one of its sessions tells it. <b>○</b> none does: it is shown as a dash and never guessed.
      </p>
      <div class="scroll-x versions" tabIndex={0} role="group" aria-label="What each version tells">
        <table>
          <caption class="unseen">What the sessions of each Codex version tell</caption>
          <thead>
            <tr>
              <th scope="col">Codex</th>
              <Heads number of={["Sessions", ...TOLD.map(([head]) => head)]} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.version ?? ""} class={row.version ? "leads" : ""} onClick={() => row.version && goToFiltered(`version:${row.version}`)}>
                <th scope="row" class="nowrap">
                  {row.version ? <VersionLink version={row.version} /> : "not stated"}
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
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A version, and the sessions that it wrote; their row leads there by its whole width. */
export function VersionLink({ version }: { version: string }) {
  return (
    <button type="button" class="quiet" title={`Sessions that ${version} wrote`}>
      {version}
    </button>
  );
}
