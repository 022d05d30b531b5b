// What is left of each rate-limit window, when it resets, and what used it.

import type { Answers } from "../asking";
import { clock, cost, DASH, day, id, percent, plural, short, span, whole } from "../formats";
import type { LimitsReport, PastWindowRow, WindowRow, WindowsReport } from "../report";
import { ChartHead } from "../shell/chart-head";
import { Heads } from "../shell/heads";
import { LeadingRow } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";
import * as words from "../words";
import { LimitHistory } from "./limit-history";
import { DAY_MINUTES, FULL, LastRead, LimitBar, LimitNotice, moment, NO_LIMITS, windowName } from "./limit-bars";

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
      <LimitNotice large state={state} limits={limits} />
      <LastRead large state={state} limits={limits} />
      <LimitHistory state={state} limits={limits} readings={answer.readings} past={answer.past} />
      <div class="halves">
        <Users state={state} limits={limits} label={(project) => names.of(project)} />
        <Past state={state} past={answer.past} />
      </div>
      <Windows state={state} limits={limits} />
    </div>
  );
}

/** Sessions inside the longest window that is not over, with their share of each. */
function Users({ state, limits, label }: { state: State; limits: LimitsReport; label(project: string | null): string | null }) {
  if (limits.used_by.length === 0) return <p class="sentence">Every window that was read has begun anew since: nothing used them yet.</p>;
  const told = limits.windows.map((window, index) => ({ window, index })).filter(({ window }) => window.used_per_mille !== null);
  const share = (perMille: number | null | undefined) => (perMille == null ? DASH : `+${percent(perMille, 1000)}`);
  return (
    <section>
      <ChartHead title={`What used the windows (estimate): ${plural(limits.used_by.length, "session")}`} of="users" />
      <p class="sentence">{`Each rise between two readings is split over the sessions that ran in between, by the cost of their responses${words.ownPricesToo(state)}.`}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="What used the windows">
        <table>
          <caption class="unseen">What used the windows</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
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
              <th scope="col" class="number">
                Tokens per 1{"\u202f"}%
              </th>
            </tr>
          </thead>
          <tbody>
            {limits.used_by.map((row) => (
              <LeadingRow key={row.session_id} place="session" part={{ session: row.session_id }} title={row.session_id} head={between(state, row.first_at, row.last_at)}>
                <td>
                  <code>{id(row.session_id)}</code>
                </td>
                <td class="strong cut">{label(row.project) ?? DASH}</td>
                {told.map(({ index }) => (
                  <td class="number" key={index}>
                    {share(row.share_per_mille[index])}
                  </td>
                ))}
                <td class="number">{whole(row.total_tokens)}</td>
                <td class="number">{row.cost_nano_dollars === null ? "unpriced" : cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens)}</td>
                <td class="number">{row.tokens_per_percent === null ? DASH : short(row.tokens_per_percent)}</td>
              </LeadingRow>
            ))}
            {told.some(({ window }) => window.unnamed_per_mille) && (
              <tr>
                <th scope="row">{DASH}</th>
                <td class="second nowrap" title="Another machine, the cloud, a session that keeps no file, or one without a price">
                  not in these files
                </td>
                <td>{DASH}</td>
                {told.map(({ window, index }) => (
                  <td class="number" key={index}>
                    {share(window.unnamed_per_mille)}
                  </td>
                ))}
                <td class="number">{DASH}</td>
                <td class="number">{DASH}</td>
                <td class="number">{DASH}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** `26 Nov, 06:32 – 08:03`, `21 Nov – 26 Nov`. */
function between(state: State, first: string | null, last: string | null): string {
  if (!first || !last) return DASH;
  const { zone } = state.address;
  const [from, until] = [clock(Date.parse(first), zone), clock(Date.parse(last), zone)];
  const year = thisYear(state);
  if (from.date !== until.date) return span(from.date, until.date, year);
  return `${day(from.date, year)}, ${from.time}${from.time === until.time ? "" : ` – ${until.time}`}`;
}

/** Windows of a day and more; of those who have none, all. */
function Past({ state, past: { rows } }: { state: State; past: WindowsReport }) {
  const long = rows.filter(({ window_minutes }) => (window_minutes ?? 0) >= DAY_MINUTES);
  const shown = long.length > 0 ? long : rows;
  const { zone } = state.address;
  if (shown.length === 0) return null;
  return (
    <section>
      <ChartHead title="Windows and plans" of="windows" />
      <p class="sentence">Tokens are those of the sessions that showed the window, inside it.</p>
      <div class="twin" tabIndex={0} role="group" aria-label="Windows and plans">
        <table>
          <caption class="unseen">Windows and plans, newest first</caption>
          <thead>
            <tr>
              <Heads of={["From ↓", "Window", "Plan"]} />
              <Heads number of={["Used", "Total here"]} />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <LeadingRow key={`${row.home} ${row.limit_id} ${row.window_minutes} ${row.resets_at}`} place="sessions" part={{ range: daysOf(row, zone) }} head={row.began_at ? day(clock(Date.parse(row.began_at), zone).date, thisYear(state)) : DASH}>
                <td title={row.limit_id ?? undefined}>{windowName(row.window_minutes)}</td>
                <td class="second">{row.plan_type ?? DASH}</td>
                <td class={(row.used_per_mille ?? 0) >= FULL ? "number bad" : "number"}>{row.used_per_mille === null ? DASH : percent(row.used_per_mille, FULL)}</td>
                <td class="number">{whole(row.total_tokens)}</td>
              </LeadingRow>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The days that a window lies in, as a range of the address. */
function daysOf({ began_at, resets_at }: Pick<PastWindowRow, "began_at" | "resets_at">, zone: string): string {
  return [began_at, resets_at].map((at) => clock(Date.parse(at ?? ""), zone).date).join("..");
}

/** The twin of the bars. */
function Windows({ state, limits }: { state: State; limits: LimitsReport }) {
  const at = (value: string | null) => (value ? moment(state, value) : DASH);
  const share = (value: number | null) => (value === null ? DASH : percent(value, 1000));
  const row = (window: WindowRow) => [windowName(window.window_minutes), window.limit_id ?? DASH, share(window.used_per_mille), share(window.elapsed_per_mille), share(window.at_reset_per_mille), at(window.began_at), at(window.resets_at), at(window.full_at)];
  return (
    <section>
      <ChartHead title={`Windows${limits.plan_type ? `, plan ${limits.plan_type}` : ""}`} of="users" />
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Windows">
        <table>
          <caption class="unseen">Windows as last read</caption>
          <thead>
            <tr>
              <Heads of={["Window", "Limit", "Used", "Time gone by", "At the reset", "From", "Resets", "Full by"]} />
            </tr>
          </thead>
          <tbody>
            {limits.windows.map((window) => {
              const [name, ...cells] = row(window);
              return (
                <LeadingRow key={`${window.limit_id} ${window.window_minutes}`} place="sessions" part={window.began_at && window.resets_at ? { range: daysOf(window, state.address.zone) } : null} head={name}>
                  {cells.map((cell, index) => (
                    <td key={index}>{cell}</td>
                  ))}
                </LeadingRow>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
