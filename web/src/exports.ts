// The answers behind the view in sight, to be exported as core writes them.

import type { Place } from "./address";
import { asked, coursesIn, type Export, filtered, type Scope, sessionsOf } from "./queries";
import type { Grouping, Per, Query } from "./report";

/** The answers that the view in sight is drawn from, with its range and filters; `per` is what a bar of its chart holds. */
export function ofView({ address, ...rest }: Scope, per: Per | undefined): Export[] {
  const scope = { address: { ...address, per: per ?? address.per }, ...rest };
  return VIEWS[address.place](scope).map(([words, query]) => ({ name: `${scope.address.place}-${slug(words)}`, words, queries: [query] }));
}

const slug = (words: string) => words.toLowerCase().replaceAll(/[^a-z]+/g, "-");

type Told = [words: string, query: Query];

function usage(words: string, by: Grouping[], scope: Scope): Told {
  return [words, { report: "usage", by, limit: 0, ...asked(scope) }];
}

function bars(scope: Scope): Told {
  const per = scope.address.per ?? "day";
  const part: Grouping[] = scope.address.by === "kind" ? [] : [scope.address.by];
  return usage(`Bars: usage by ${[per, ...part].join(" and ")}`, [per, ...part], scope);
}

const sessions = (scope: Scope): Told => ["Sessions", sessionsOf(scope)];

const VIEWS: Record<Place, (scope: Scope) => Told[]> = {
  overview: (scope) => [bars(scope), usage("Usage by model", ["model"], scope), usage("Usage by project", ["project"], scope), sessions(scope)],
  usage: (scope) => [bars(scope), ["All days", { report: "usage", by: ["day"], limit: 0, ...filtered(scope.address) }]],
  heatmaps: (scope) => [usage("Usage by day", ["day"], scope), usage("Usage by weekday and hour", ["weekday", "hour_of_day"], scope)],
  limits: (scope) => [
    ["Readings of every window", { report: "readings", ...coursesIn(scope) }],
    ["Windows, how full they got, and their plans", { report: "limits", by: ["window"], limit: 0, ...coursesIn(scope) }],
    ["Windows as last read, and what used them", { report: "limits", now_at: scope.nowAt, limit: 0 }],
  ],
  cost: (scope) => [bars(scope), ["Cost by model and kind of token", { report: "cost", limit: 0, ...asked(scope) }], ["The price table", { report: "prices" }]],
  sessions: (scope) => [sessions(scope)],
  session: ({ address }) => [
    ["Turns of this session", { report: "session", session: address.session ?? "", limit: 0 }],
    ["Marks of its timeline", { report: "timeline", filters: { session: [address.session ?? ""] } }],
  ],
  projects: (scope) => [usage("Usage by project", ["project"], scope), usage("Usage by project and branch", ["project", "branch"], scope), usage("Usage by repository", ["repo"], scope), usage("Usage by project and week", ["project", "week"], scope)],
  tools: (scope) => [
    ["Calls by tool", { report: "tools", limit: 0, ...asked(scope) }],
    ["Commands by program", { report: "commands", limit: 0, ...asked(scope) }],
    ["Commands by class", { report: "commands", by: ["class"], limit: 0, ...asked(scope) }],
  ],
  context: (scope) => [
    ["Fill at turn end", { report: "fill", ...asked(scope) }],
    ["Compactions", { report: "compactions", ...asked(scope) }],
  ],
  quality: () => [
    ["Findings", { report: "quality", by: ["reason"], limit: 0 }],
    ["Files", { report: "files" }],
  ],
  privacy: () => [],
};
