// This range on one screen: how much, when, by which model, and why the total is right.

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Answers } from "../asking";
import { allKeys } from "../charts/scale";
import { bucketsOf, Slots } from "../charts/slots";
import { Split, Swatch } from "../charts/split";
import { type Address, type Place, spanOf } from "../address";
import { changed, clock, cost, coverage, DASH, day, figure, percent, plural, short, shortened, span, weekday, whole } from "../formats";
import { shortPseudonym } from "../names";
import { goTo } from "../navigation";
import { isReading } from "../reading";
import type { PartedUsage, Sums, UsageReport, UsageRow } from "../report";
import { ExportButton } from "../shell/chart-head";
import { useLater } from "../shell/drawing";
import { Nothing } from "../shell/nothing";
import { LeadingRow, To } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";
import * as words from "../words";
import { LimitsNow } from "./limit-bars";
import { RangeChart } from "./range-chart";
import { SessionTable } from "./session-table";

type Answer = Answers["overview"];

interface Props {
  state: State;
  reports: Reports;
  answer: Answer;
}

export function Overview({ state, reports, answer }: Props) {
  const slots = useMemo(() => Slots.ofModels(reports.common.slots), [reports]);
  const isLater = useLater();
  if (answer.sessions.rows.length === 0 && !isReading()) return <Nothing state={state} words="No session" />;
  const { names, limits } = reports.common;
  return (
    <div class="overview">
      <Figures state={state} reports={reports} answer={answer} />
      <Kinds of={answer.models} />
      <div class="chart-and-limits">
        <RangeChart state={state} buckets={answer.buckets} all={answer.all} days={answer.allDays} slots={slots} />
        <LimitsNow state={state} limits={limits} onOpen={() => goTo("limits")} />
      </div>
      {isLater && (
        <>
          <div class="thirds">
            <LeftOut answer={answer} />
            <Ranking
              caption="Tokens by model"
              of="models"
              answer={answer.models}
              all="cost"
              name={({ model }) => model ?? "model not named"}
              tone={(row) => slots.ofRow(row)}
              leads={({ model }) => (model ? { models: [model] } : {})}
            />
            <Ranking
              caption="Tokens by project"
              of="projects"
              answer={answer.projects}
              all="projects"
              name={({ project }) => names.of(project) ?? "project not named"}
              tone={() => "split-grey"}
              leads={({ project }) => (project ? { projects: [shortPseudonym(project)] } : {})}
            />
          </div>
          <Recent state={state} answer={answer} slots={slots} />
        </>
      )}
    </div>
  );
}

const RANGE_NAMES: Record<string, string> = { today: "Today", "7d": "7 days", "30d": "30 days", "90d": "90 days", "1y": "One year", all: "All time" };

function Figures({ state, answer }: Props) {
  const { from, until, days, per } = answer.buckets;
  const { total, prices } = answer.models;
  // Turns without a time are in no bucket, and those without a response on no model: sessions have all of them.
  const { sessions } = answer;
  const { range } = state.address;
  const year = thisYear(state);
  const now = clock(state.nowMs, state.address.zone);
  const soFar = isReading() ? "so far" : null;
  const used = new Set(days.rows.filter(({ responses }) => responses > 0).map(({ day: date }) => date));
  const spent = (sum: Sums) => (sum.total_tokens > 0 ? cost(sum.cost_nano_dollars, sum.priced_tokens >= sum.total_tokens) : DASH);
  const today = answer.today.total;
  const buckets = bucketsOf(answer.buckets, "tokens", null);
  const { days: length, days_used, previous } = days.comparison;
  const toBefore = (current: number, before: number | null | undefined) => (before != null && (isReading() ? "change: when both are read" : changed(current, before))) || null;
  return (
    <dl class="figures">
      <Figure label={`Today, ${weekday(now.date, year)}`} to="sessions" part={{ range: "today" }} tokens={today.total_tokens} below={`${spent(today)} · ${plural(today.sessions, "session")} · ${plural(today.turns, "turn")}`}>
        <Spark label={`Tokens by hour of today, now ${now.time}`} values={hoursOf(answer.today)} now={now.time} />
      </Figure>
      <Figure
        label={[spanOf(range) ? "" : RANGE_NAMES[range], from && until ? span(from, until, year) : ""].filter(Boolean).join(", ")}
        to="sessions"
        tokens={total.total_tokens}
        below={soFar ?? onBefore(toBefore(total.total_tokens, previous?.total_tokens), length ?? 0) ?? `${whole(total.total_tokens)} exactly`}
      >
        <Spark label={`Tokens by ${per}`} values={buckets.map((bucket) => bucket.total)} />
      </Figure>
      <Figure label="Cost at list prices" to="cost" number={spent(total)} below={soFar ?? joined(toBefore(total.cost_nano_dollars ?? 0, previous && (previous.cost_nano_dollars ?? 0)), [`${coverage(prices.priced_per_mille)} priced, ${day(prices.date, year)}`, words.ownPrices(prices.own)].filter(Boolean).join(", "))}>
        <Spark label={`Cost by ${per}`} values={buckets.map(({ row }) => row?.cost_nano_dollars ?? 0)} />
      </Figure>
      <Figure label="Turns" to="sessions" part={{ sort: "-turns" }} number={whole(sessions.total.turns)} below={soFar ?? joined(toBefore(sessions.total.turns, previous?.turns), `${plural(sessions.total.sessions, "session")}${previous ? "" : `, ${whole(sessions.total.without_usage)} without use`}`)}>
        <Spark label={`Turns by ${per}`} values={buckets.map(({ row }) => row?.turns ?? 0)} />
      </Figure>
      <Figure label="Days with use" to="heatmaps" number={whole(days_used)} unit={length === null ? "" : ` of ${whole(length)}`} below={soFar ?? (previous ? `${whole(previous.days_used)} in the ${plural(length ?? 0, "day")} before` : plural(total.responses, "response"))}>
        <Spark label="Days with use" values={allKeys("day", from ?? now.date, until ?? now.date).map((date) => (used.has(date) ? 1 : 0))} />
      </Figure>
    </dl>
  );
}

const isNumber = (change: string | null) => change !== null && /\d/.test(change);

/** `−25 % on the 90 days before`. */
function onBefore(change: string | null, days: number): string | null {
  return isNumber(change) ? `${change} on the ${plural(days, "day")} before` : change;
}

/** That there is nothing to compare with is said once, below the tokens. */
function joined(change: string | null, words: string): string {
  return isNumber(change) ? `${change} · ${words}` : words;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => `T${String(hour).padStart(2, "0")}:00`);

/** Tokens of each hour of the day. */
function hoursOf({ rows }: UsageReport): number[] {
  return HOURS.map((hour) => rows.find((row) => row.hour?.endsWith(hour))?.total_tokens ?? 0);
}

interface FigureProps {
  label: string;
  /** Tokens, in three digits; else `number` and `unit` as they are. */
  tokens?: number;
  number?: string;
  unit?: string;
  below: string;
  /** Where the number leads. */
  to: Place;
  part?: Partial<Address> | undefined;
  children: ComponentChildren;
}

function Figure({ label, tokens, number, unit, below, to, part, children }: FigureProps) {
  const cut = tokens === undefined ? undefined : figure(tokens);
  return (
    <div>
      <dt>{label}</dt>
      <dd class="figure">
        <To place={to} part={part} title={tokens === undefined ? undefined : `${tokens} tokens`}>
          {cut?.number ?? number}
          {(cut || unit) && <span class="unit">{cut ? `${cut.unit} tokens` : unit}</span>}
        </To>
      </dd>
      <dd class="below">{below}</dd>
      <dd>{children}</dd>
    </div>
  );
}

const SPARK: [number, number] = [160, 22];
/** Room for the words of "now". */
const NOW_PX = 58;

/** Bars without an axis: how it ran, below the number that says how much. `now` stands behind the hour that it is in. */
function Spark({ label, values, now }: { label: string; values: number[]; now?: string }) {
  const [width, height] = SPARK;
  const most = Math.max(1, ...values);
  const step = (now ? width - NOW_PX : width) / Math.max(1, values.length);
  const tall = (value: number) => Math.max(1, (value / most) * (height - 3));
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} role="img" aria-label={label}>
      <line class="zero" x2={width} y1={height - 0.5} y2={height - 0.5} />
      {values.map((value, index) => value > 0 && <rect key={index} class="split-accent" x={index * step} width={Math.max(1, step * 0.8)} y={height - 1 - tall(value)} height={tall(value)} />)}
      {now && (
        <text x={(Number(now.slice(0, 2)) + 1) * step + 5} y={height - 4}>
          now {now}
        </text>
      )}
    </svg>
  );
}

function Kinds({ of: { total, parts } }: { of: PartedUsage }) {
  const { uncached_input_tokens: fresh, answer_output_tokens: answer } = parts.kinds;
  return (
    <div class="kinds">
      <div class="kind-input">
        <p>
          <To place="usage" part={{ by: "kind" }}>
            <b>Input {whole(total.input_tokens)}</b>
          </To>
          <To place="usage" part={{ by: "kind" }}>
            cached {whole(total.cached_input_tokens)} ({percent(total.cached_input_tokens, total.input_tokens)}) · cache write {whole(total.cache_write_input_tokens)} · fresh {whole(fresh)}
          </To>
        </p>
        <Split
          label="Input: cached, cache write, fresh"
          parts={[
            { tone: "grey", value: total.cached_input_tokens, label: "cached" },
            { tone: "hatch", value: total.cache_write_input_tokens, label: "cache write" },
            { tone: "accent", value: fresh, label: "fresh" },
          ]}
        />
      </div>
      <div class="kind-output">
        <p>
          <To place="usage" part={{ by: "kind" }}>
            <b>Output {whole(total.output_tokens)}</b>
          </To>
          <To place="usage" part={{ by: "kind" }}>
            reasoning {whole(total.reasoning_output_tokens)} ({percent(total.reasoning_output_tokens, total.output_tokens)})
          </To>
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

function LeftOut({ answer }: { answer: Answer }) {
  const { total, left_out, parts } = answer.models;
  const { inherited_tokens: inherited, repeated_tokens: repeated } = left_out;
  const every = parts.stated_tokens;
  return (
    <section>
      <header class="section-head">
        <h2>Left out, so that nothing counts twice</h2>
        <To place="quality">Why</To>
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
          <dd>
            <To place="sessions">{whole(total.total_tokens)}</To>
          </dd>
        </div>
        <div>
          <dt>
            <Swatch tone="split-grey" /> inherited <span>history copied into a fork or sub-agent</span>
          </dt>
          <dd>
            <To place="quality">{whole(inherited)}</To>
          </dd>
        </div>
        <div>
          <dt>
            <Swatch tone="split-hatch" /> repeated <span>the same usage written again</span>
          </dt>
          <dd>
            <To place="quality">{whole(repeated)}</To>
          </dd>
        </div>
      </dl>
    </section>
  );
}

interface RankingProps {
  caption: string;
  of: "models" | "projects";
  /** Those with most tokens first. */
  answer: PartedUsage;
  /** The place that has all of them. */
  all: Place;
  name(row: UsageRow): string;
  tone(row: UsageRow): string;
  /** What of the address keeps its sessions alone. */
  leads(row: UsageRow): Partial<Address>;
}

function Ranking({ caption, of, answer: { rows: ranked, rest, total }, all, name, tone, leads }: RankingProps) {
  const rows = ranked.filter(({ total_tokens }) => total_tokens > 0);
  const [first] = rows;
  const allWords = `All ${whole(ranked.length + (rest?.rows ?? 0))}`;
  if (!first) return null;
  return (
    <section>
      <header class="section-head">
        <h2 class="one-line" title={name(first)}>
          <span>{shortened(name(first))}</span>
          {`: ${percent(first.total_tokens, total.total_tokens)} of the tokens`}
        </h2>
        <button class="plain" aria-label={`${allWords}: ${caption}`} onClick={() => goTo(all)}>
          {allWords}
        </button>
        <ExportButton of={of} title={caption} />
      </header>
      <table class="ranking" data-chart>
        <caption class="unseen">{caption}</caption>
        <tbody>
          {rows.map((row) => (
            <LeadingRow key={name(row)} place="sessions" part={leads(row)} title={name(row)} kind="cut" head={name(row)}>
              <td class="rank">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={tone(row)} width={Math.max(1, (row.total_tokens / first.total_tokens) * 100)} height="8" />
                </svg>
              </td>
              <td class="number" title={`${row.total_tokens} tokens`}>
                {short(row.total_tokens)}
              </td>
              <td class="number second">{cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens)}</td>
            </LeadingRow>
          ))}
        </tbody>
      </table>
      {rest && <p class="sentence">and {whole(rest.rows)} more</p>}
    </section>
  );
}

function Recent({ state, answer, slots }: { state: State; answer: Answer; slots: Slots }) {
  const { rows, total } = answer.sessions;
  return (
    <section>
      <header class="section-head">
        <h2>Recent sessions</h2>
        <button class="plain" onClick={() => goTo("sessions")}>
          All {whole(total.sessions)}
        </button>
        <ExportButton of="sessions" title="Recent sessions" />
      </header>
      <SessionTable state={state} rows={rows} slots={slots} caption="Recent sessions" />
    </section>
  );
}
