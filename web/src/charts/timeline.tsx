// A session on one axis of time: turns, responses, calls by kind, and how full the context window was. Lanes are told
// apart by place and label; idle time is folded.

import { clock, duration, tick, weekday, whole } from "../formats";
import type { TimelineRow } from "../report";
import { AgentLane, type AgentRun, agentsPx } from "./timeline-agents";
import type { TimeScale } from "./timeline-scale";

type Mark<Kind extends TimelineRow["mark"]> = Extract<TimelineRow, { mark: Kind }>;

/** A turn as it is drawn. */
export interface DrawnTurn {
  number: number;
  fromMs: number;
  toMs: number;
  /** Ended otherwise than well. */
  broken: boolean;
}

const LANE_PX = 24;
const TOP = 34;
export const LABELS_PX = 92;
const CONTEXT_PX = 96;
const LANES = ["Turns", "Responses", "Shell", "Patches", "Code", "Other calls"] as const;
const CALL_LANES: Record<string, number> = { shell: 2, patch: 3, code: 4 };
const OTHER_CALLS = 5;
const AGENTS_TOP = TOP + LANES.length * LANE_PX;

/** Where the context's course begins: below the lanes, and that of sub-agents where there are any. */
function contextTop(runs: AgentRun[]): number {
  return AGENTS_TOP + agentsPx(runs) + 18;
}

function heightPx(runs: AgentRun[]): number {
  return contextTop(runs) + CONTEXT_PX + 6;
}

interface Props {
  scale: TimeScale;
  rows: TimelineRow[];
  turns: DrawnTurn[];
  runs: AgentRun[];
  chosen: number | null;
  zone: string;
  year: string;
  onChoose(turn: number): void;
}

export const of = <Kind extends TimelineRow["mark"]>(rows: TimelineRow[], kind: Kind) => rows.filter((row): row is Mark<Kind> => row.mark === kind);

export function Timeline({ scale, rows, turns, runs, chosen, zone, year, onChoose }: Props) {
  const top = (lane: number) => TOP + lane * LANE_PX;
  const largest = of(rows, "response").reduce((most, { total_tokens }) => Math.max(most, total_tokens), 1);
  const below = contextTop(runs);
  return (
    <svg class="timeline" width={scale.width + 2} height={heightPx(runs)} aria-hidden="true">
      {scale.stretches.map(({ x, width }) => (
        <rect key={x} class="course-bed" x={x} y={TOP} width={width} height={LANES.length * LANE_PX + agentsPx(runs)} />
      ))}
      {scale.folds.map(({ x, ms }) => (
        <g key={x}>
          <path class="fold" d={`M${x + 13} ${TOP + 30}l4 7l-4 7l4 7`} />
          <text class="fold-words" x={x + 18} y={below + CONTEXT_PX - 6} transform={`rotate(-90 ${x + 18} ${below + CONTEXT_PX - 6})`}>
            {duration(ms)}
            {ms >= LONG_MS && " idle"}
          </text>
        </g>
      ))}
      <Starts scale={scale} zone={zone} year={year} />
      {turns.map((turn) => {
        const x = scale.x(turn.fromMs);
        const width = Math.max(2, scale.x(turn.toMs) - x);
        return (
          <g key={turn.number} class={turn.number === chosen ? "turn chosen" : "turn"} onClick={() => onChoose(turn.number)}>
            <rect class={turn.broken ? "turn-broken" : "split-accent"} x={x} y={top(0) + 1} width={width} height={LANE_PX - 4} rx="2" />
            {width > 18 && (
              <text class={turn.broken ? "halo" : "on-mark"} x={x + width / 2} y={top(0) + 15} text-anchor="middle">
                {turn.number}
              </text>
            )}
          </g>
        );
      })}
      {of(rows, "response").map(({ at, total_tokens }, index) => {
        const height = Math.max(2, (total_tokens / largest) * (LANE_PX - 6));
        return at && <rect key={index} class="split-accent" x={scale.x(Date.parse(at))} y={top(2) - 2 - height} width="1.5" height={height} />;
      })}
      {of(rows, "call").map(({ at, kind, success }, index) => {
        const failed = success === false;
        const lane = CALL_LANES[kind] ?? OTHER_CALLS;
        return at && <rect key={index} class={failed ? "split-bad" : kind === "patch" ? "patch-mark" : "split-grey"} x={scale.x(Date.parse(at))} y={top(lane) + 4} width={failed ? 3 : 1.5} height={LANE_PX - 8} />;
      })}
      <AgentLane runs={runs} scale={scale} top={AGENTS_TOP} />
      <Context scale={scale} rows={rows} top={below} />
    </svg>
  );
}

/** The names of the lanes, left of what scrolls. */
export function LaneLabels({ rows, runs }: { rows: TimelineRow[]; runs: AgentRun[] }) {
  const most = of(rows, "gauge").reduce((most, { window_tokens }) => Math.max(most, window_tokens), 0);
  const below = contextTop(runs);
  return (
    <svg class="timeline" width={LABELS_PX} height={heightPx(runs)} aria-hidden="true">
      {LANES.map((name, lane) => (
        <text key={name} x={LABELS_PX - 12} y={TOP + lane * LANE_PX + 16} text-anchor="end">
          {name}
        </text>
      ))}
      {runs.length > 0 && (
        <text x={LABELS_PX - 12} y={AGENTS_TOP + 15} text-anchor="end">
          Sub-agents
        </text>
      )}
      <text x={LABELS_PX - 12} y={below - 4} text-anchor="end">
        Context
      </text>
      {most > 0 && (
        <text x={LABELS_PX - 12} y={below + 12} text-anchor="end">
          {tick(most)}
        </text>
      )}
      <text x={LABELS_PX - 12} y={below + CONTEXT_PX} text-anchor="end">
        {most > 0 ? "0" : "not told"}
      </text>
    </svg>
  );
}

/** Longer silence is called so. */
const LONG_MS = 3_600_000;

/** So much room do all words of a compaction need. */
const COMPACTION_PX = 280;
/** A start needs so much room for its words. */
const START_PX = 72;
/** And so much its hour. */
const HOUR_PX = 32;

/** Day and time where a stretch begins, the day only when it is another one. */
function Starts({ scale, zone, year }: { scale: TimeScale; zone: string; year: string }) {
  let lastX = -START_PX;
  let lastDay = "";
  return (
    <>
      {scale.stretches.map(({ fromMs, x }) => {
        if (x - lastX < START_PX || x + HOUR_PX > scale.width) return null;
        const { date, time: hour } = clock(fromMs, zone);
        const day = weekday(date, year);
        const isNewDay = day !== lastDay;
        [lastX, lastDay] = [x, day];
        return (
          <g key={x}>
            {isNewDay && (
              <text class="start-day" x={x} y="12">
                {day}
              </text>
            )}
            <text x={x} y="26">
              {hour}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** How full the window was, as steps; a compaction is a dashed line. */
function Context({ scale, rows, top }: { scale: TimeScale; rows: TimelineRow[]; top: number }) {
  const gauges = of(rows, "gauge").filter(({ at }) => at);
  const most = gauges.reduce((most, { window_tokens }) => Math.max(most, window_tokens), 0);
  if (most === 0) return null;
  const y = (tokens: number) => top + CONTEXT_PX * (1 - Math.min(1, tokens / most));
  const lines = scale.stretches.map(({ fromMs, toMs, x, width }) => {
    const inside = gauges.filter(({ at }) => Date.parse(at ?? "") >= fromMs && Date.parse(at ?? "") <= toMs);
    const steps = inside.map((gauge, index) => {
      const at = scale.x(Date.parse(gauge.at ?? ""));
      const level = y(gauge.is_full ? gauge.window_tokens : gauge.used_tokens);
      return index === 0 ? `M${at} ${level}` : `H${at}V${level}`;
    });
    return steps.length > 0 ? `${steps.join("")}H${x + width}` : "";
  });
  const areas = lines.map((line) => line && `${line}V${top + CONTEXT_PX}H${line.slice(1, line.indexOf(" "))}Z`);
  return (
    <>
      <line class="course-dotted" x2={scale.width} y1={top} y2={top} />
      <line class="zero" x2={scale.width} y1={top + CONTEXT_PX} y2={top + CONTEXT_PX} />
      <path class="course-area" d={areas.join("")} />
      <path class="course-line" d={lines.join("")} />
      {of(rows, "compaction").map(({ at, is_remote, cause, tokens_before, tokens_after }, index) => {
        if (!at) return null;
        const x = scale.x(Date.parse(at));
        const how = [`compaction, ${is_remote ? "remote" : "local"}`, cause === "auto" ? ", automatic" : cause === "manual" ? ", manual" : ""].join("");
        const freed = tokens_before !== null && tokens_after !== null ? `${whole(tokens_before)} → ${whole(tokens_after)}` : "";
        const right = scale.width - x;
        const words = Math.max(x, right) < COMPACTION_PX && freed ? freed : [how, freed].filter(Boolean).join(": ");
        const anchor = right < COMPACTION_PX && right < x ? "end" : "start";
        return (
          <g key={index}>
            <line class="compaction" x1={x} x2={x} y1={TOP} y2={top + CONTEXT_PX} />
            <text class="halo" x={anchor === "start" ? x + 4 : x - 4} y={top - 4} text-anchor={anchor}>
              {words}
            </text>
          </g>
        );
      })}
    </>
  );
}
