// Who the tokens were for: one row a project, branch or repository, with its models and its year.

import { useMemo } from "preact/hooks";
import { type Address, type Owner, OWNERS, type Place } from "../address";
import type { Answers } from "../asking";
import { allKeys, axisLabels, firstOfWeek } from "../charts/scale";
import { Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { cost, DASH, day, percent, plural, shortened, span, whole } from "../formats";
import { shortPseudonym } from "../names";
import { change } from "../navigation";
import type { Value } from "../order";
import type { Grouping, ToolRow, UsageReport, UsageRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { Choice } from "../shell/choice";
import { Many, widthsOf } from "../shell/many";
import { Nothing } from "../shell/nothing";
import { useSort } from "../shell/sort";
import { LeadingRow, To } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";
import type { Names } from "../names";
import * as words from "../words";

type Answer = Answers["projects"];

const COLUMNS = 11;
const WIDTHS = widthsOf([118, 168, 126, 232, 92, 58, 78, 62, 62, 104, 84]);
const WEEKS = 53;
const WEEK_PX = 4;
/** Room for the name of a month: every other one has it, the turn of a year no less. */
const MONTH_PX = 30;
const STRIP_PX = 22;

const OWNER_WORDS: Record<Owner, { one: string; many: string; within: string }> = {
  project: { one: "Project", many: "projects", within: "Branches" },
  branch: { one: "Branch", many: "branches", within: "Project" },
  repo: { one: "Repository", many: "repositories", within: "Projects" },
};

const BEHIND = { project: "projects", branch: "branches", repo: "repos" } as const;

export function Projects({ state, reports, answer }: { state: State; reports: Reports; answer: Answer }) {
  const { names } = reports.common;
  const { of } = answer;
  const owners = useMemo(() => new Owners(answer, names), [answer, names]);
  const slots = useMemo(() => Slots.ofModels(reports.common.slots), [reports]);
  const value = (row: UsageRow, key: string): Value => {
    const own: Record<string, Value | undefined> = { owner: owners.label(row), within: owners.within(row)[0], calls: owners.calls(row), last: row.days?.last, days: row.days?.used };
    return own[key] ?? (row as unknown as Record<string, number | null>)[key] ?? null;
  };
  const [sorted, head] = useSort(answer.sums.rows, "-total_tokens", value);
  const year = useMemo(() => yearOf(answer.weeks, state.nowMs), [answer]);
  const mostInWeek = useMemo(() => answer.weeks.rows.reduce((most, { total_tokens }) => Math.max(most, total_tokens), 1), [answer]);
  // With other names they are other rows: lines are made once for each list.
  const rows = useMemo(() => [...sorted], [sorted, owners]);
  if (sorted.length === 0) return <Nothing state={state} words="No use" />;
  const { one, within } = OWNER_WORDS[of];
  const own = words.ownPrices(answer.sums.prices.own);
  return (
    <section class="projects" aria-labelledby="projects-title">
      <ChartHead title={titleOf(answer, owners, shortened)} whole={titleOf(answer, owners, String)} id="projects-title" of={BEHIND[of]}>
        <Choice label="One row" chosen={of} choices={OWNERS.map((value) => ({ value, words: OWNER_WORDS[value].one }))} onChoose={(value) => change({ of: value, sort: null })} />
      </ChartHead>
      <p class="sentence">{`A project is the folder in which Codex was started. A week of the year ${span(year[0] ?? "", year.at(-1) ?? "", thisYear(state))} is a bar, its height by square root, one rule for all rows.${own && ` Costs ${own}.`}`}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Projects">
        <Many
          widths={WIDTHS}
          caption={plural(answer.sums.rows.length, one.toLowerCase(), OWNER_WORDS[of].many)}
          head={
            <>
              {head("owner", one, false)}
              {head("within", within, false)}
              <th scope="col">Models</th>
              <th scope="col">
                <YearHead weeks={year} />
              </th>
              {head("last", "Last used", true)}
              {head("days", "Days", true)}
              {head("sessions", "Sessions", true)}
              {head("turns", "Turns", true)}
              {head("calls", "Calls", true)}
              {head("total_tokens", "Total", true)}
              {head("cost_nano_dollars", "Cost", true)}
            </>
          }
          columns={COLUMNS}
          rows={rows}
          line={(row) => <OwnerRow row={row} owners={owners} slots={slots} year={year} mostInWeek={mostInWeek} state={state} />}
        />
      </div>
      <p class="sentence legend">
        {slots.all.filter(({ class: slot }) => answer.models.rows.some((row) => row.total_tokens > 0 && slots.ofRow(row) === slot)).map((slot) => (
          <span key={slot.class}>
            <Swatch tone={slot.class} /> {slot.label}
          </span>
        ))}
      </p>
    </section>
  );
}

/** What is told of each row beside its sums. */
class Owners {
  readonly #by: Grouping[];
  readonly #of: Owner;
  readonly #names: Names;
  readonly #calls: Map<string, number>;
  readonly #within: Grouped;
  readonly models: Grouped;
  readonly weeks: Grouped;

  constructor({ of, by, calls, within, models, weeks }: Answer, names: Names) {
    this.#by = by;
    this.#of = of;
    this.#names = names;
    this.#calls = new Map(calls.rows.map((row) => [this.key(row), row.calls]));
    [this.#within, this.models, this.weeks] = [within, models, weeks].map((report) => this.#grouped(report)) as [Grouped, Grouped, Grouped];
  }

  key(row: UsageRow | ToolRow): string {
    return this.#by.map((key) => row[key as "project"] ?? "").join(" ");
  }

  label(row: UsageRow): string {
    return this.#names.of(row[this.#of]) ?? `${OWNER_WORDS[this.#of].one.toLowerCase()} not named`;
  }

  /** The whole folder, branch or address. */
  whole(row: UsageRow): string | undefined {
    return this.#names.whole(row[this.#of]);
  }

  /** The branches of a project, the project of a branch, the projects of a repository; those with most tokens first. */
  within(row: UsageRow): string[] {
    const key = this.#of === "project" ? "branch" : "project";
    return (this.#within.get(this.key(row)) ?? []).flatMap((part) => this.#names.of(part[key]) ?? []);
  }

  calls(row: UsageRow): number | null {
    return this.#calls.get(this.key(row)) ?? null;
  }

  /** What of the address keeps this row alone; absent where no file names it. */
  filter(row: UsageRow): Partial<Address> | null {
    const { project, branch } = row;
    if (this.#of === "branch") return project && branch ? { projects: [shortPseudonym(project)], branches: [shortPseudonym(branch)] } : null;
    const projects = (this.#within.get(this.key(row)) ?? [row]).flatMap((part) => (part.project ? shortPseudonym(part.project) : []));
    return projects.length > 0 ? { projects: [...new Set(projects)] } : null;
  }

  #grouped({ rows }: UsageReport): Grouped {
    const grouped: Grouped = new Map();
    for (const row of [...rows].sort((a, b) => b.total_tokens - a.total_tokens)) {
      const key = this.key(row);
      grouped.set(key, [...(grouped.get(key) ?? []), row]);
    }
    return grouped;
  }
}

interface RowProps {
  row: UsageRow;
  owners: Owners;
  slots: Slots;
  year: string[];
  mostInWeek: number;
  state: State;
}

function OwnerRow({ row, owners, slots, year, mostInWeek, state }: RowProps) {
  const key = owners.key(row);
  const label = owners.label(row);
  const within = owners.within(row);
  const filter = owners.filter(row);
  const to = (place: Place, words: string, more: Partial<Address> = {}) =>
    filter ? (
      <To place={place} part={{ ...filter, ...more }}>
        {words}
      </To>
    ) : (
      words
    );
  const last = row.days?.last;
  return (
    <LeadingRow place="usage" part={filter} title={owners.whole(row)} kind="cut strong" head={label}>
      <td class="second cut" title={within.join(", ")}>
        {within.length === 0 ? DASH : within.length === 1 ? within[0] : `${within[0]} and ${within.length - 1} more`}
      </td>
      <td>
        <Models rows={owners.models.get(key) ?? []} total={row.total_tokens} slots={slots} />
      </td>
      <td>
        <Year weeks={year} rows={owners.weeks.get(key) ?? []} most={mostInWeek} />
      </td>
      <td class="number nowrap">{last ? to("sessions", day(last, thisYear(state)), { range: `${last}..${last}` }) : DASH}</td>
      <td class="number">{to("heatmaps", whole(row.days?.used))}</td>
      <td class="number">{to("sessions", whole(row.sessions))}</td>
      <td class="number">{to("sessions", whole(row.turns), { sort: "-turns" })}</td>
      <td class="number">{to("tools", whole(owners.calls(row)))}</td>
      <td class="number strong">{to("sessions", whole(row.total_tokens))}</td>
      <td class="number">{row.total_tokens > 0 ? to("cost", cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens)) : DASH}</td>
    </LeadingRow>
  );
}

/** `Three of 58 projects took 41 % of all tokens`; few are told by the first of them. */
function titleOf({ of, sums, largest }: Answer, owners: Owners, written: (label: string) => string): string {
  const { parts, total, rest, rows } = largest;
  const [first] = rows;
  const all = plural(sums.rows.length, OWNER_WORDS[of].one.toLowerCase(), OWNER_WORDS[of].many);
  if (rest && first) return `Three of ${all} took ${percent(parts.shown.total_tokens, total.total_tokens)} of all tokens`;
  return first ? `${written(owners.label(first))}: ${percent(first.total_tokens, total.total_tokens)} of the tokens of ${all}` : "";
}

/** The months above the weeks. */
function YearHead({ weeks }: { weeks: string[] }) {
  return (
    <svg class="time-range" width={WEEKS * WEEK_PX} height="16" role="img" aria-label="A year of weeks">
      {axisLabels(weeks, WEEK_PX, MONTH_PX, false).map(({ index, words }) => (
        <text key={index} x={index * WEEK_PX} y="12">
          {words}
        </text>
      ))}
    </svg>
  );
}

type Grouped = Map<string, UsageRow[]>;

/** The weeks of the year that ends now, as their first days. */
function yearOf({ until }: UsageReport, nowMs: number): string[] {
  const last = firstOfWeek(until ?? new Date(nowMs).toISOString().slice(0, 10));
  const first = new Date(last);
  first.setUTCDate(first.getUTCDate() - 7 * (WEEKS - 1));
  return allKeys("week", first.toISOString().slice(0, 10), last);
}

function Models({ rows, total, slots }: { rows: UsageRow[]; total: number; slots: Slots }) {
  const used = rows.filter(({ total_tokens }) => total_tokens > 0);
  const words = used.map(({ model, total_tokens }) => `${model ?? "model not named"} ${percent(total_tokens, total)}`).join(", ");
  let x = 0;
  return (
    <svg class="split models" role="img" aria-label={words || "no use"} viewBox="0 0 1000 10" preserveAspectRatio="none">
      <title>{words}</title>
      {used.map((row) => {
        const at = x;
        const width = (row.total_tokens / total) * 1000;
        x += width;
        return <rect key={row.model ?? ""} class={slots.ofRow(row)} x={at} width={Math.max(4, width - 6)} height="10" />;
      })}
    </svg>
  );
}

function Year({ weeks, rows, most }: { weeks: string[]; rows: UsageRow[]; most: number }) {
  const tokens = new Map(rows.map((row) => [row.week, row.total_tokens]));
  return (
    <svg class="year" width={WEEKS * WEEK_PX} height={STRIP_PX} aria-hidden="true">
      <line class="zero" x2={WEEKS * WEEK_PX} y1={STRIP_PX - 0.5} y2={STRIP_PX - 0.5} />
      {weeks.map((week, index) => {
        const value = tokens.get(week) ?? 0;
        const height = Math.max(1, Math.sqrt(value / most) * (STRIP_PX - 3));
        return value > 0 && <rect key={week} class="split-accent" x={index * WEEK_PX} y={STRIP_PX - 1 - height} width="3" height={height} />;
      })}
    </svg>
  );
}
