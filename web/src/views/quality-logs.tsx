// Files that are no rollouts: logs of the app-server and of codex exec, and what /status printed. They are in no total.

import { plural, whole } from "../formats";
import type { QualityReport, StreamRow } from "../report";
import { ChartHead } from "../shell/chart-head";

export function Logs({ report: { streams = [], status } }: { report: QualityReport }) {
  if (streams.length === 0 && !status) return null;
  const printed = status && `${plural(status.panels, "panel")} and ${plural(status.exits, "exit")} of /status, in ${plural(status.files, "file")}.`;
  return (
    <section>
      <ChartHead title="Logs that are no rollouts" of="logs" />
      <p class="sentence">A thread that has a rollout is counted by it; what the others used is in no total. {printed}</p>
      {streams.length > 0 && <Streams rows={streams} />}
    </section>
  );
}

const COLUMNS = ["Files", "Turns", "Items", "Threads", "Tokens", "No rollout", "Not counted"];

function Streams({ rows }: { rows: StreamRow[] }) {
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label="Logs">
      <table>
        <caption class="unseen">What logs tell, by who wrote them</caption>
        <thead>
          <tr>
            <th scope="col">Written by</th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.stream}>
              <th scope="row">{row.written_by}</th>
              {[row.files, row.turns, row.items, row.threads, row.total_tokens, row.threads_without_rollout, row.total_tokens_without_rollout].map((value, at) => (
                <td key={COLUMNS[at]} class="number">
                  {whole(value ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
