// This range on one screen: how much, when, by which model, and why the total is right.

import { Slots } from "../charts/slots";
import { Split, Swatch } from "../charts/split";
import type { Range } from "../address";
import { cost, coverage, day, figure, percent, plural, short, span, time, whole } from "../formats";
import { goTo, setRange } from "../navigation";
import { isReading } from "../reading";
import type { SessionRow, Sums } from "../report";
import { type Reports, type State, thisYear } from "../state";
import { RangeChart } from "./range-chart";
import { SessionTable } from "./session-table";

const RECENT = 6;

export function Overview({ state }: { state: State }) {
  const { reports } = state;
  if (!reports) return <p class="waiting">Reading…</p>;
  if (reports.sessions.rows.length === 0 && !isReading()) return <Empty state={state} reports={reports} />;
  return (
    <div class="overview">
      <Figures state={state} reports={reports} />
      <Kinds total={reports.models.total} />
      <RangeChart state={state} reports={reports} />
      <div class="thirds">
        <LeftOut reports={reports} />
        <Models reports={reports} />
      </div>
      <Recent state={state} reports={reports} />
    </div>
  );
}

const RANGE_NAMES: Record<Range, string> = { today: "Today", "7d": "7 days", "30d": "30 days", "90d": "90 days", "1y": "One year", all: "All time" };

function Figures({ state, reports }: { state: State; reports: Reports }) {
  const { from, until } = reports;
  const { total, prices } = reports.models;
  const { number, unit } = figure(total.total_tokens);
  const soFar = isReading() ? "so far" : null;
  return (
    <dl class="figures">
      <Figure
        label={RANGE_NAMES[state.address.range] + (from && until ? `, ${span(from, until, thisYear(state))}` : "")}
        number={number}
        exact={`${total.total_tokens} tokens`}
        unit={`${unit} tokens`}
        below={soFar ?? `${whole(total.total_tokens)} exactly`}
      />
      {(total.cost_nano_dollars !== null || prices.date) && (
        <Figure
          label="Cost at list prices"
          number={cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens)}
          below={soFar ?? `${coverage(prices.priced_per_mille)} priced${prices.date ? `, ${day(prices.date, thisYear(state))}` : ""}`}
        />
      )}
      <Figure label="Sessions" number={whole(reports.sessions.rows.length)} below={soFar ?? `${whole(withoutUse(reports))} of them without use`} />
      <Figure label="Turns" number={whole(total.turns)} below={soFar ?? plural(total.responses, "response")} />
      <Figure label="Files" number={whole(reports.slots.files.found)} below={soFar ?? `${whole(reports.slots.files.read)} read, ${whole(reports.slots.files.set_aside)} copies set aside`} />
    </dl>
  );
}

function withoutUse({ sessions }: Reports): number {
  return sessions.rows.filter(({ total_tokens }) => !total_tokens).length;
}

interface FigureProps {
  label: string;
  number: string;
  unit?: string;
  exact?: string;
  below: string;
}

function Figure({ label, number, unit, exact, below }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="figure" title={exact}>
        {number}
        {unit && <span class="unit">{unit}</span>}
      </dd>
      <dd class="below">{below}</dd>
    </div>
  );
}

function Kinds({ total }: { total: Sums }) {
  const fresh = Math.max(0, total.input_tokens - total.cached_input_tokens - total.cache_write_input_tokens);
  const answer = Math.max(0, total.output_tokens - total.reasoning_output_tokens);
  return (
    <div class="kinds">
      <div class="kind-input">
        <p>
          <b>Input {whole(total.input_tokens)}</b>
          <span>
            cached {whole(total.cached_input_tokens)} ({percent(total.cached_input_tokens, total.input_tokens)}) · cache write {whole(total.cache_write_input_tokens)} · fresh {whole(fresh)}
          </span>
        </p>
        <Split
          label="Input: cached, the rest"
          parts={[
            { tone: "grey", value: total.cached_input_tokens, label: "cached" },
            { tone: "accent", value: total.cache_write_input_tokens + fresh, label: "cache write and fresh" },
          ]}
        />
      </div>
      <div class="kind-output">
        <p>
          <b>Output {whole(total.output_tokens)}</b>
          <span>
            reasoning {whole(total.reasoning_output_tokens)} ({percent(total.reasoning_output_tokens, total.output_tokens)})
          </span>
        </p>
        <Split
          label="Output: reasoning, the rest"
          parts={[
            { tone: "grey", value: total.reasoning_output_tokens, label: "reasoning" },
            { tone: "accent", value: answer, label: "answer" },
          ]}
        />
      </div>
    </div>
  );
}

function LeftOut({ reports }: { reports: Reports }) {
  const { total, left_out } = reports.models;
  const { inherited_tokens: inherited, repeated_tokens: repeated } = left_out;
  const every = total.total_tokens + inherited + repeated;
  return (
    <section>
      <header class="section-head">
        <h2>Left out, so that nothing counts twice</h2>
      </header>
      <p class="sentence">{every > total.total_tokens ? `Every line added up would say ${short(every)}. Counted: ${short(total.total_tokens)}.` : "Nothing in these files says the same usage twice."}</p>
      <Split
        thick
        label="Counted, inherited and repeated tokens"
        parts={[
          { tone: "accent", value: total.total_tokens, label: "counted" },
          { tone: "grey", value: inherited, label: "inherited" },
          { tone: "hatch", value: repeated, label: "repeated" },
        ]}
      />
      <dl class="parts open">
        <div>
          <dt>
            <Swatch tone="split-accent" /> counted
          </dt>
          <dd>{whole(total.total_tokens)}</dd>
        </div>
        <div>
          <dt>
            <Swatch tone="split-grey" /> inherited <span>history copied into a fork or sub-agent</span>
          </dt>
          <dd>{whole(inherited)}</dd>
        </div>
        <div>
          <dt>
            <Swatch tone="split-hatch" /> repeated <span>the same usage written again</span>
          </dt>
          <dd>{whole(repeated)}</dd>
        </div>
      </dl>
    </section>
  );
}

const MODELS_SHOWN = 7;

function Models({ reports }: { reports: Reports }) {
  const slots = new Slots(reports.slots);
  const rows = reports.models.rows.filter(({ total_tokens }) => total_tokens > 0).sort((a, b) => b.total_tokens - a.total_tokens);
  const [first] = rows;
  if (!first) return null;
  const name = (model: string | null | undefined) => model ?? "model not named";
  return (
    <section>
      <header class="section-head">
        <h2>{`${name(first.model)}: ${percent(first.total_tokens, reports.models.total.total_tokens)} of the tokens`}</h2>
      </header>
      <table class="ranking">
        <caption class="unseen">Tokens by model</caption>
        <tbody>
          {rows.slice(0, MODELS_SHOWN).map((row) => (
            <tr key={name(row.model)}>
              <th scope="row">{name(row.model)}</th>
              <td class="rank">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={slots.of(row.model)} width={Math.max(1, (row.total_tokens / first.total_tokens) * 100)} height="8" />
                </svg>
              </td>
              <td class="number" title={`${row.total_tokens} tokens`}>
                {short(row.total_tokens)}
              </td>
              <td class="number second">{cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MODELS_SHOWN && <p class="sentence">and {whole(rows.length - MODELS_SHOWN)} more</p>}
    </section>
  );
}

function Recent({ state, reports }: { state: State; reports: Reports }) {
  const newest = (row: SessionRow) => row.last_activity_at ?? "";
  const recent = [...reports.sessions.rows].sort((a, b) => (newest(a) < newest(b) ? 1 : -1)).slice(0, RECENT);
  return (
    <section>
      <header class="section-head">
        <h2>Recent sessions</h2>
        <button type="button" class="plain" onClick={() => goTo("sessions")}>
          All {whole(reports.sessions.rows.length)}
        </button>
      </header>
      <SessionTable state={state} rows={recent} slots={new Slots(reports.slots)} caption="Recent sessions" />
    </section>
  );
}

function Empty({ state, reports }: { state: State; reports: Reports }) {
  const newest = reports.slots.files.newest_line_at;
  if (state.address.range === "all") return <p class="waiting">No session stands in these files. What each file says is under Quality.</p>;
  return (
    <p class="waiting">
      No use in this range.{newest && ` The last line was written on ${time(newest, state.address.zone, thisYear(state))}.`}{" "}
      <button type="button" class="link" onClick={() => setRange("all")}>
        Show all time
      </button>
    </p>
  );
}
