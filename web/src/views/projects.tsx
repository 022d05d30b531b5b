// Who the tokens were for: one row a project, with its branches, its models and its year.

import { useMemo } from "preact/hooks";
import type { Place } from "../address";
import type { Answers } from "../asking";
import { allKeys, axisLabels, firstOfWeek } from "../charts/scale";
import { Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { cost, DASH, day, percent, plural, span, whole } from "../formats";
import { shortPseudonym } from "../names";
import { goTo } from "../navigation";
import type { UsageReport, UsageRow } from "../report";
import { useSort, type Value } from "../shell/sort";
import { To } from "../shell/to";
import { type Reports, type State, thisYear } from "../state";

type Answer = Answers["projects"];

const WEEKS = 53;
const STRIP_PX = 22;

export function Projects({ state, reports, answer }: { state: State; reports: Reports; answer: Answer }) {
  const { names } = reports.common;
  const { rows } = answer.sums;
  const slots = useMemo(() => Slots.ofModels(reports.common.slots), [reports]);
  const [models, branches, weeks] = useMemo(() => [answer.models, answer.branches, answer.weeks].map(byProject), [answer]) as [Grouped, Grouped, Grouped];
  const calls = useMemo(() => new Map(answer.calls.rows.map((row) => [row.project ?? "", row.calls])), [answer]);
  const label = (row: UsageRow) => names.of(row.project) ?? "project not named";
  const value = (row: UsageRow, key: string): Value => {
    const own: Record<string, Value | undefined> = { project: label(row), calls: calls.get(row.project ?? ""), last: row.days?.last, days: row.days?.used };
    return own[key] ?? (row as unknown as Record<string, number | null>)[key] ?? null;
  };
  const [sorted, head] = useSort(rows, "-total_tokens", value);
  if (rows.length === 0) return <p class="waiting">No use in this range.</p>;
  const year = yearOf(answer.weeks, state.nowMs);
  const mostInWeek = Math.max(1, ...answer.weeks.rows.map(({ total_tokens }) => total_tokens));
  return (
    <section class="projects" aria-labelledby="projects-title">
      <header class="section-head">
        <h2 id="projects-title">{titleOf(answer, label)}</h2>
      </header>
      <p class="sentence">{`A week of the year ${span(year[0] ?? "", year.at(-1) ?? "", thisYear(state))} is a bar, its height by square root, one rule for all rows. A project opens its usage.`}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label="Projects">
        <table>
          <caption class="unseen">Projects</caption>
          <thead>
            <tr>
              {head("project", "Project", false)}
              <th scope="col">Branches</th>
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
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => {
              const key = row.project ?? "";
              const to = (place: Place, words: string) =>
                row.project ? (
                  <To place={place} part={{ projects: [shortPseudonym(row.project)] }}>
                    {words}
                  </To>
                ) : (
                  words
                );
              const named = (branches.get(key) ?? []).flatMap(({ branch }) => names.of(branch) ?? []);
              return (
                <tr key={key}>
                  <th scope="row" class="cut strong" title={names.whole(row.project)}>
                    {row.project ? (
                      <button type="button" class="quiet" onClick={() => goTo("usage", { projects: [shortPseudonym(row.project ?? "")] })}>
                        {label(row)}
                      </button>
                    ) : (
                      label(row)
                    )}
                  </th>
                  <td class="second cut" title={named.join(", ")}>
                    {named.length === 0 ? DASH : named.length === 1 ? named[0] : `${named[0]} and ${named.length - 1} more`}
                  </td>
                  <td>
                    <Models rows={models.get(key) ?? []} total={row.total_tokens} slots={slots} />
                  </td>
                  <td>
                    <Year weeks={year} rows={weeks.get(key) ?? []} most={mostInWeek} />
                  </td>
                  <td class="number nowrap">{row.days?.last ? day(row.days.last, thisYear(state)) : DASH}</td>
                  <td class="number">{whole(row.days?.used)}</td>
                  <td class="number">{to("sessions", whole(row.sessions))}</td>
                  <td class="number">{whole(row.turns)}</td>
                  <td class="number">{to("tools", whole(calls.get(key) ?? null))}</td>
                  <td class="number strong">{to("sessions", whole(row.total_tokens))}</td>
                  <td class="number">{row.total_tokens > 0 ? to("cost", cost(row.cost_nano_dollars, row.priced_tokens >= row.total_tokens)) : DASH}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
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

/** `Three of 58 projects took 41 % of all tokens`; few are told by the first of them. */
function titleOf({ sums, largest }: Answer, label: (row: UsageRow) => string): string {
  const { parts, total, rest, rows } = largest;
  const [first] = rows;
  if (rest && first) return `Three of ${plural(sums.rows.length, "project")} took ${percent(parts.shown.total_tokens, total.total_tokens)} of all tokens`;
  return first ? `${label(first)}: ${percent(first.total_tokens, total.total_tokens)} of the tokens of ${plural(sums.rows.length, "project")}` : "";
}

/** The months above the weeks. */
function YearHead({ weeks }: { weeks: string[] }) {
  return (
    <svg class="time-range" width={WEEKS * 4} height="16" role="img" aria-label="A year of weeks">
      {axisLabels(weeks, 4).map(({ index, words }) => (
        <text key={index} x={index * 4} y="12">
          {words.slice(0, 3)}
        </text>
      ))}
    </svg>
  );
}

type Grouped = Map<string, UsageRow[]>;

/** Rows of each project, those with most tokens first. */
function byProject({ rows }: UsageReport): Grouped {
  const grouped: Grouped = new Map();
  for (const row of [...rows].sort((a, b) => b.total_tokens - a.total_tokens)) {
    const key = row.project ?? "";
    grouped.set(key, [...(grouped.get(key) ?? []), row]);
  }
  return grouped;
}

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
    <svg class="split models" role="img" aria-label={words.replaceAll("\u202f", "") || "no use"} viewBox="0 0 1000 10" preserveAspectRatio="none">
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
    <svg class="year" width={WEEKS * 4} height={STRIP_PX} aria-hidden="true">
      <line class="zero" x2={WEEKS * 4} y1={STRIP_PX - 0.5} y2={STRIP_PX - 0.5} />
      {weeks.map((week, index) => {
        const value = tokens.get(week) ?? 0;
        const height = Math.max(1, Math.sqrt(value / most) * (STRIP_PX - 3));
        return value > 0 && <rect key={week} class="split-accent" x={index * 4} y={STRIP_PX - 1 - height} width="3" height={height} />;
      })}
    </svg>
  );
}
