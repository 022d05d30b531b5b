// The answers behind the view in sight, to be exported as core writes them.

import type { Part, Place } from "./address";
import { asked, coursesIn, type Export, filtered, type Scope, sessionsOf } from "./queries";
import type { Grouping, Per, Query } from "./report";

/** What a chart or a table shows. */
export type Shown = "bars" | "days" | "week" | "models" | "projects" | "branches" | "repos" | "weeks" | "sessions" | "readings" | "windows" | "users" | "prices" | "turns" | "marks" | "tools" | "commands" | "classes" | "fill" | "compactions" | "findings" | "tokens" | "versions" | "logs" | "types" | "files";

export interface Behind extends Export {
  of: Shown;
}

/** The answers that the view in sight is drawn from, with its range and filters; `per` is what a bar of its chart holds. */
export function ofView({ address, ...rest }: Scope, per: Per | undefined): Behind[] {
  const scope = { address: { ...address, per: per ?? address.per }, ...rest };
  return VIEWS[address.place](scope).map(([of, words, query]) => ({ of, name: `${scope.address.place}-${slug(words)}`, words, queries: [query] }));
}

const slug = (words: string) => words.toLowerCase().replaceAll(/[^a-z]+/g, "-");

type Told = [of: Shown, words: string, query: Query];

function usage(of: Shown, words: string, by: Grouping[], scope: Scope): Told {
  return [of, words, { report: "usage", by, limit: 0, ...asked(scope) }];
}

function bars(scope: Scope, by: Part): Told {
  const per = scope.address.per ?? "day";
  const part: Grouping[] = by === "kind" ? [] : [by];
  return usage("bars", `Bars: usage by ${[per, ...part].join(" and ")}`, [per, ...part], scope);
}

const quality = (of: Shown, words: string, by: Grouping): Told => [of, words, { report: "quality", by: [by], limit: 0 }];

const sessions = (scope: Scope): Told => ["sessions", scope.marked?.size ? "Marked sessions" : "Sessions", sessionsOf(scope)];

const VIEWS: Record<Place, (scope: Scope) => Told[]> = {
  overview: (scope) => [bars(scope, "model"), usage("models", "Usage by model", ["model"], scope), usage("projects", "Usage by project", ["project"], scope), sessions(scope)],
  usage: (scope) => [bars(scope, scope.address.by), ["days", "All days", { report: "usage", by: ["day"], limit: 0, ...filtered(scope.address) }]],
  heatmaps: (scope) => [usage("days", "Usage by day", ["day"], scope), usage("week", "Usage by weekday and hour", ["weekday", "hour_of_day"], scope)],
  limits: (scope) => [
    ["readings", "Readings of every window", { report: "readings", ...coursesIn(scope) }],
    ["windows", "Windows, how full they got, and their plans", { report: "limits", by: ["window"], limit: 0, ...coursesIn(scope) }],
    ["users", "Windows as last read, and what used them", { report: "limits", now_at: scope.nowAt, limit: 0 }],
  ],
  cost: (scope) => [bars(scope, "model"), ["models", "Cost by model and kind of token", { report: "cost", limit: 0, ...asked(scope) }], ["prices", "The price table", { report: "prices" }]],
  sessions: (scope) => [sessions(scope)],
  session: ({ address }) => [
    ["turns", "Turns of this session", { report: "session", session: address.session ?? "", limit: 0 }],
    ["marks", "Marks of its timeline", { report: "timeline", filters: { session: [address.session ?? ""] } }],
  ],
  projects: (scope) => [
    usage("projects", "Usage by project", ["project"], scope),
    usage("branches", "Usage by project and branch", ["project", "branch"], scope),
    usage("repos", "Usage by repository", ["repo"], scope),
    usage("weeks", "Usage by project and week", ["project", "week"], scope),
  ],
  tools: (scope) => [
    ["tools", "Calls by tool", { report: "tools", limit: 0, ...asked(scope) }],
    ["commands", "Commands by program", { report: "commands", limit: 0, ...asked(scope) }],
    ["classes", "Commands by class", { report: "commands", by: ["class"], limit: 0, ...asked(scope) }],
  ],
  context: (scope) => [
    ["fill", "Fill at turn end", { report: "fill", ...asked(scope) }],
    ["compactions", "Compactions", { report: "compactions", ...asked(scope) }],
  ],
  quality: () => [
    quality("findings", "Findings", "reason"),
    quality("tokens", "Where every token stands", "fate"),
    quality("types", "Kinds of line that this build does not know", "version"),
    quality("logs", "Logs that are no rollouts", "kind"),
    quality("versions", "What versions of Codex tell", "version_range"),
    ["files", "Files", { report: "files" }],
  ],
  privacy: () => [],
};
