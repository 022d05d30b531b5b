// Where one session's time, tokens and context went, without a word of it.

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Answers, OneSession } from "../asking";
import { Slots } from "../charts/slots";
import { Swatch } from "../charts/split";
import { cost, DASH, duration, time, whole } from "../formats";
import type { SessionCalls } from "../report";
import type { Reports, State } from "../state";
import * as words from "../words";
import { Course } from "./session-course";
import { LimitShare, Said, SetUp, Stand } from "./session-facts";
import { Ancestry, Tree } from "./session-kin";
import { Turns } from "./session-turns";

interface Props {
  state: State;
  reports: Reports;
  answer: Answers["session"];
}

export function Session({ state, reports, answer: { one } }: Props) {
  if (!one) return <p class="waiting">No session that was read begins with {state.address.session ?? "nothing"}.</p>;
  const { told, timeline, limits, kin } = one;
  return (
    <div class="session">
      <Head state={state} reports={reports} one={one} />
      <Course state={state} rows={timeline.rows} agents={told.agents?.rows ?? []} kin={kin} />
      <div class="session-below">
        <Turns state={state} report={told} />
        <div class="session-side">
          {told.agents && <Tree agents={told.agents} />}
          <Ancestry facts={told.session} kin={kin} />
          <Stand report={told} />
          <LimitShare limits={limits} id={told.session.session_id} />
          <Said activity={told.activity} />
          <SetUp facts={told.session} />
        </div>
      </div>
    </div>
  );
}

interface HeadProps {
  state: State;
  reports: Reports;
  one: OneSession;
}

function Head({ state, reports, one: { told } }: HeadProps) {
  const { names } = reports.common;
  const { session } = told;
  return (
    <>
      <header class="session-head">
        <h2 title={names.whole(session.project)}>{names.of(session.project) ?? "project not named"}</h2>
        <span class="second" title={names.whole(session.branch)}>
          {names.of(session.branch) ?? ""}
        </span>
        <code>{session.session_id}</code>
        <span class="push second">Names and numbers only. What was said is not here.</span>
      </header>
      <Facts state={state} reports={reports} report={told} />
    </>
  );
}

function Facts({ state, reports, report }: { state: State; reports: Reports; report: OneSession["told"] }) {
  const { slots: ofAllTime } = reports.common;
  const { session, total, calls } = report;
  const slots = useMemo(() => Slots.ofModels(ofAllTime), [ofAllTime]);
  const at = (value: string | null) => time(value, state.address.zone, "");
  // Without a single response no file says that nothing was used.
  const tells = total.responses > 0;
  const facts: [string, string][] = [
    ["Source", [session.source && words.source(session.source), session.cli_version].filter(Boolean).join(" ") || DASH],
    ["Turns", whole(total.turns)],
    ["Responses", whole(total.responses || null)],
    ["Calls", callsInWords(calls)],
    ["Context left", session.context_left_percent === null ? DASH : `${session.context_left_percent}\u202f%`],
    ["Total", tells ? whole(total.total_tokens) : DASH],
    ["Cost", tells ? cost(total.cost_nano_dollars, total.priced_tokens >= total.total_tokens) + words.ownPricesToo(state) : DASH],
  ];
  return (
    <dl class="facts">
      <Fact name="Started">{at(session.started_at)}</Fact>
      <Fact name="Last activity">{at(session.last_activity_at)}</Fact>
      <Fact name="In turns">{total.duration_ms === null ? DASH : duration(total.duration_ms)}</Fact>
      <Fact name="Model">{session.model ? [<Swatch tone={slots.of(session.model)} />, ` ${session.model}`] : DASH}</Fact>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

function callsInWords({ calls, nested_calls: nested }: SessionCalls): string {
  return nested > 0 ? `${whole(calls)} and ${whole(nested)} nested` : whole(calls);
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt class="label">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
