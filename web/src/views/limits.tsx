// What is left of each rate-limit window, when it resets, and what used it.

import type { Answers } from "../asking";
import { cost, DASH, id, percent, plural, whole } from "../formats";
import type { LimitsReport, WindowRow } from "../report";
import { To } from "../shell/to";
import type { Reports, State } from "../state";
import * as words from "../words";
import { LimitHistory } from "./limit-history";
import { LastRead, LimitBar, LimitNotice, moment, NO_LIMITS, windowName } from "./limit-bars";

export function Limits({ state, reports, answer }: { state: State; reports: Reports; answer: Answers["limits"] }) {
  const { limits, names } = reports.common;
  if (limits.windows.length === 0) return <p class="waiting">{NO_LIMITS}</p>;
  return (
    <div class="limits">
      <div class="limit-columns">
        {[...limits.windows].reverse().map((window) => (
          <LimitBar large key={`${window.limit_id} ${window.window_minutes}`} state={state} window={window} />
        ))}
      </div>
      <LimitNotice state={state} limits={limits} />
      <LastRead state={state} limits={limits} />
      <LimitHistory state={state} limits={limits} readings={answer.readings} />
      <Users state={state} limits={limits} label={(project) => names.of(project)} />
      <Windows state={state} limits={limits} />
    </div>
  );
}

/** Sessions inside the longest window that is not over, with their share of each. */
function Users({ state, limits, label }: { state: State; limits: LimitsReport; label(project: string | null): string | null }) {
  if (limits.used_by.length === 0) return null;
  const told = limits.windows.map((window, index) => ({ window, index })).filter(({ window }) => window.used_per_mille !== null);
  return (
    <section>
      <header class="section-head">
        <h2>{`What used the windows (estimate): ${plural(limits.used_by.length, "session")}`}</h2>
      </header>
      <p class="sentence">{`Each rise between two readings is split over the sessions that ran in between, by the cost of their responses${words.ownPricesToo(state)}.`}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="What used the windows">
        <table>
          <caption class="unseen">What used the windows</caption>
          <thead>
            <tr>
              <th scope="col">Session</th>
              <th scope="col">Project</th>
              {told.map(({ window, index }) => (
                <th scope="col" class="number" key={index}>
                  {windowName(window.window_minutes)}
                </th>
              ))}
              <th scope="col" class="number">
                Total
              </th>
              <th scope="col" class="number">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {limits.used_by.map((row) => (
              <tr key={row.session_id}>
                <th scope="row">
                  <To place="session" part={{ session: row.session_id }}>
                    <code>{id(row.session_id)}</code>
                  </To>
                </th>
                <td>{label(row.project) ?? DASH}</td>
                {told.map(({ index }) => (
                  <td class="number" key={index}>
                    {row.share_per_mille[index] == null ? DASH : `+${percent(row.share_per_mille[index] ?? 0, 1000)}`}
                  </td>
                ))}
                <td class="number">{whole(row.total_tokens)}</td>
                <td class="number">{row.cost_nano_dollars === null ? "unpriced" : cost(row.cost_nano_dollars, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The twin of the bars. */
function Windows({ state, limits }: { state: State; limits: LimitsReport }) {
  const at = (value: string | null) => (value ? moment(state, value) : DASH);
  const share = (value: number | null) => (value === null ? DASH : percent(value, 1000));
  const row = (window: WindowRow) => [windowName(window.window_minutes), window.limit_id ?? DASH, share(window.used_per_mille), share(window.elapsed_per_mille), share(window.at_reset_per_mille), at(window.began_at), at(window.resets_at), at(window.full_at)];
  return (
    <section>
      <header class="section-head">
        <h2>Windows{limits.plan_type ? `, plan ${limits.plan_type}` : ""}</h2>
      </header>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Windows">
        <table>
          <caption class="unseen">Windows as last read</caption>
          <thead>
            <tr>
              {["Window", "Limit", "Used", "Time gone by", "At the reset", "From", "Resets", "Full by"].map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {limits.windows.map((window) => {
              const [name, ...cells] = row(window);
              return (
                <tr key={`${window.limit_id} ${window.window_minutes}`}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, index) => (
                    <td key={index}>{cell}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
