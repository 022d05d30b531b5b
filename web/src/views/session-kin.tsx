// The threads that a session has to do with: those that it started, and those that it comes from.

import { cost, DASH, id, plural, short, whole } from "../formats";
import { goTo } from "../navigation";
import type { Agents, SessionFacts, SessionRow } from "../report";
import { agentName } from "../words";

/** The threads that it started, and theirs: what each used itself, and with all below it. */
export function Tree({ agents }: { agents: Agents }) {
  const [, ...started] = agents.rows;
  return (
    <section>
      <header class="section-head">
        <h2>{`With ${plural(started.length, "sub-agent")}: ${short(agents.total.total_tokens)}`}</h2>
      </header>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Threads">
        <table>
          <caption class="unseen">This session and the threads that it started</caption>
          <thead>
            <tr>
              <th scope="col">Thread</th>
              {["Turns", "Own", "Cost", "Joint"].map((head) => (
                <th scope="col" class="number" key={head} title={head === "Joint" ? "With all threads below it" : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {agents.rows.map((row) => (
              <tr key={row.session_id}>
                <th scope="row" class="nowrap" style={{ paddingLeft: `${Math.max(0, row.depth - 1) * 12}px` }}>
                  {row.depth === 0 ? <b>this session</b> : <Link id={row.session_id} words={`└ ${agentName(row)}`} />}
                </th>
                <td class="number second">{whole(row.turns)}</td>
                <td class="number">{whole(row.total_tokens)}</td>
                <td class="number">{row.total_tokens > 0 ? cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens) : DASH}</td>
                <td class="number">{whole(row.tree_total_tokens)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The threads that it comes from; one whose file was not chosen is said to be none of these. */
export function Ancestry({ facts, kin }: { facts: SessionFacts; kin: SessionRow[] }) {
  const { session_id, parent_id, forked_from_id, root_id } = facts;
  const told: [string, string | null][] = [
    ["Started by", parent_id],
    ["Goes on with the history of", forked_from_id],
    ["At the top of its tree", [session_id, parent_id, forked_from_id].includes(root_id) ? null : root_id],
  ];
  const lines = told.flatMap(([words, other]) => (other ? [{ words, other }] : []));
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>Where it comes from</h2>
      <dl class="parts open">
        {lines.map(({ words, other }) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>
              {kin.some((row) => row.session_id === other) ? (
                <Link id={other} words={id(other)} />
              ) : (
                <>
                  <code>{id(other)}</code> <span class="second">not in these files</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Link({ id: session, words }: { id: string; words: string }) {
  return (
    <button class="link" title={session} onClick={() => goTo("session", { session })}>
      {words}
    </button>
  );
}
