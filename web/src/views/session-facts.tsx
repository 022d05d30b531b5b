// What else the files tell of one session: where its tokens stand, its share of the limits, how much was said, and
// how it was set up.

import type { ComponentChildren } from "preact";
import { DASH, id, percent, plural, whole } from "../formats";
import { goTo } from "../navigation";
import type { ActivityCounts, LimitsReport, SessionFacts, SessionReport } from "../report";
import { To } from "../shell/to";
import { windowName } from "./limit-bars";

type Line = [name: string, words: string, value: ComponentChildren];

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl class="parts open">
        {lines.map(([name, words, value]) => (
          <div key={name}>
            <dt>
              {name} <span>{words}</span>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Stand({ report: { total, left_out } }: { report: SessionReport }) {
  const inherited = left_out.inherited_tokens;
  return (
    <Lines
      title="Where its tokens stand"
      lines={[
        ["counted", "", total.responses > 0 ? whole(total.total_tokens) : DASH],
        ["inherited", inherited > 0 ? "history copied into this session" : "no copied history", <To place="quality">{whole(inherited)}</To>],
        ["repeated", "written again, not counted", <To place="quality">{whole(left_out.repeated_tokens)}</To>],
      ]}
    />
  );
}

/** Others that are named beside this one. */
const BESIDE = 3;

/** What it took of the windows that are not over, and who ran beside it. */
export function LimitShare({ limits, id: session }: { limits: LimitsReport; id: string }) {
  const own = limits.used_by.find(({ session_id }) => session_id === session);
  const shares = own?.share_per_mille.flatMap((share, index) => (share === null ? [] : [{ share, index }])) ?? [];
  const most = shares.reduce((a, b) => (b.share > a.share ? b : a), { share: -1, index: 0 });
  if (most.share < 0) return null;
  const name = (index: number) => windowName(limits.windows[index]?.window_minutes ?? null).toLowerCase();
  const others = limits.used_by.filter(({ session_id, share_per_mille }) => session_id !== session && (share_per_mille[most.index] ?? 0) > 0).slice(0, BESIDE);
  return (
    <section>
      <header class="section-head">
        <h2>{`It took ${percent(most.share, 1000)} of the ${name(most.index)} limit (estimate)`}</h2>
        <button class="plain" onClick={() => goTo("limits")}>
          Limits
        </button>
      </header>
      <p class="sentence">
        Each rise between two readings is split over the sessions that ran in between, by the cost of their responses.
        {others.length > 0 && ` Beside it: ${others.map(({ session_id, share_per_mille }) => `${id(session_id)} took ${percent(share_per_mille[most.index] ?? 0, 1000)}`).join(", ")}.`}
      </p>
      {shares.length > 1 && (
        <dl class="parts open">
          {shares.map(({ share, index }) => (
            <div key={index}>
              <dt>
                {name(index)} <span>{limits.windows[index]?.limit_id ?? ""}</span>
              </dt>
              <dd>{percent(share, 1000)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** How much was said, never what. */
export function Said({ activity }: { activity: ActivityCounts }) {
  const length = (characters: number) => plural(characters, "character");
  const images = activity.images.map(({ kind, images: count }) => `${whole(count)} ${kind ?? "of no told kind"}`).join(", ");
  const lines: Line[] = [
    ["messages in the user’s name", `${whole(activity.prompts)} typed, ${length(activity.user_characters)}`, whole(activity.user_messages)],
    ["messages of the assistant", length(activity.assistant_characters), whole(activity.assistant_messages)],
    ["pieces of reasoning", "", whole(activity.reasoning_items)],
  ];
  if (activity.agent_messages > 0) lines.push(["messages between agents", "", whole(activity.agent_messages)]);
  if (images) lines.push(["images", "", images]);
  return <Lines title="How much was said" lines={lines} />;
}

/** Settings that the files tell; others are no line. */
export function SetUp({ facts }: { facts: SessionFacts }) {
  const told: [string, string | null][] = [
    ["client", facts.originator],
    ["provider", facts.model_provider],
    ["commit", facts.commit && id(facts.commit)],
    ["thread for", facts.thread_source],
    ["agent", [facts.agent_kind, facts.agent_role].filter(Boolean).join(", ") || null],
    ["history", facts.history_mode],
    ["memory", facts.memory_mode],
    ["multi-agent", facts.multi_agent_version],
    ["base instructions", facts.instructions_characters === null ? null : plural(facts.instructions_characters, "character")],
    ["tools of the client", facts.dynamic_tools === null ? null : whole(facts.dynamic_tools)],
  ];
  const lines = told.flatMap(([name, value]): Line[] => (value ? [[name, "", value]] : []));
  return lines.length > 0 ? <Lines title="How it was set up" lines={lines} /> : null;
}
