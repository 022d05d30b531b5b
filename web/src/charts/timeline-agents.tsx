// The lane of the threads that a session started: one bar each, one below the other where they run side by side.

import { short } from "../formats";
import type { AgentRow, SessionRow } from "../report";
import { goTo } from "../navigation";
import { agentName } from "../words";
import type { TimeScale } from "./timeline-scale";

/** A thread as it is drawn. */
export interface AgentRun {
  id: string;
  words: string;
  fromMs: number;
  toMs: number;
  /** Its place in the lane, from the top. */
  row: number;
}

export const RUN_PX = 18;
/** Threads side by side that have a row of their own; further ones share the last. */
const MOST_ROWS = 4;

/** The threads that tell when they ran, each in the first row that is free then. */
export function agentRuns(agents: AgentRow[], kin: SessionRow[]): AgentRun[] {
  const times = new Map(kin.map((row) => [row.session_id, row]));
  const freeFrom: number[] = [];
  const runs = agents.flatMap((agent) => {
    const thread = times.get(agent.session_id);
    if (agent.depth === 0 || !thread?.started_at || !thread.last_activity_at) return [];
    return { id: agent.session_id, words: `${agentName(agent)}, ${short(agent.total_tokens)}`, fromMs: Date.parse(thread.started_at), toMs: Date.parse(thread.last_activity_at) };
  });
  return runs
    .sort((a, b) => a.fromMs - b.fromMs)
    .map((run) => {
      const free = freeFrom.findIndex((ms) => ms <= run.fromMs);
      const row = Math.min(MOST_ROWS - 1, free < 0 ? freeFrom.length : free);
      freeFrom[row] = run.toMs;
      return { ...run, row };
    });
}

/** Height of the lane; a session without sub-agents has none. */
export function agentsPx(runs: AgentRun[]): number {
  return runs.reduce((most, { row }) => Math.max(most, (row + 1) * RUN_PX + 6), 0);
}

export function AgentLane({ runs, scale, top }: { runs: AgentRun[]; scale: TimeScale; top: number }) {
  return (
    <>
      {runs.map(({ id, words, fromMs, toMs, row }) => {
        const x = scale.x(fromMs);
        const width = Math.max(3, scale.x(toMs) - x);
        const y = top + 4 + row * RUN_PX;
        const fits = x + width + 6 + words.length * 6 < scale.width;
        return (
          <g key={id} class="turn" onClick={() => goTo("session", { session: id })}>
            <rect class="agent-run" x={x} y={y} width={width} height={RUN_PX - 7} rx="2" />
            <text class="halo" x={fits ? x + width + 5 : x - 5} y={y + 10} text-anchor={fits ? "start" : "end"}>
              {words}
            </text>
          </g>
        );
      })}
    </>
  );
}
