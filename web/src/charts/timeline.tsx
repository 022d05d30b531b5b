// A session on one axis of time: turns, responses, calls by kind, and how full the context window was. Lanes are told
// apart by place and label; idle time is folded.

import { duration, tick, time } from "../formats";
import type { TimelineRow } from "../report";
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
const CONTEXT_TOP = TOP + LANES.length * LANE_PX + 18;
export const TIMELINE_PX = CONTEXT_TOP + CONTEXT_PX + 6;

interface Props {
  scale: TimeScale;
  rows: TimelineRow[];
  turns: DrawnTurn[];
  chosen: number | null;
  zone: string;
  year: string;
  onChoose(turn: number): void;
}

export const of = <Kind extends TimelineRow["mark"]>(rows: TimelineRow[], kind: Kind) => rows.filter((row): row is Mark<Kind> => row.mark === kind);

export function Timeline({ scale, rows, turns, chosen, zone, year, onChoose }: Props) {
  const top = (lane: number) => TOP + lane * LANE_PX;
  const largest = Math.max(1, ...of(rows, "response").map(({ total_tokens }) => total_tokens));
  return (
    <svg class="timeline" width={scale.width + 2} height={TIMELINE_PX} aria-hidden="true">
      {scale.stretches.map(({ x, width }) => (
        <rect key={x} class="course-bed" x={x} y={TOP} width={width} height={LANES.length * LANE_PX} />
      ))}
      {scale.folds.map(({ x, ms }) => (
        <g key={x}>
          <path class="fold" d={`M${x + 13} ${TOP + 30}l4 7l-4 7l4 7`} />
          <text class="fold-words" x={x + 18} y={CONTEXT_TOP + CONTEXT_PX - 6} transform={`rotate(-90 ${x + 18} ${CONTEXT_TOP + CONTEXT_PX - 6})`}>
            {duration(ms)}
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
      <Context scale={scale} rows={rows} />
    </svg>
  );
}

/** The names of the lanes, left of what scrolls. */
export function LaneLabels({ rows }: { rows: TimelineRow[] }) {
  const most = Math.max(0, ...of(rows, "gauge").map(({ window_tokens }) => window_tokens));
  return (
    <svg class="timeline" width={LABELS_PX} height={TIMELINE_PX} aria-hidden="true">
      {LANES.map((name, lane) => (
        <text key={name} x={LABELS_PX - 12} y={TOP + lane * LANE_PX + 16} text-anchor="end">
          {name}
        </text>
      ))}
      <text x={LABELS_PX - 12} y={CONTEXT_TOP - 4} text-anchor="end">
        Context
      </text>
      {most > 0 && (
        <text x={LABELS_PX - 12} y={CONTEXT_TOP + 12} text-anchor="end">
          {tick(most)}
        </text>
      )}
      <text x={LABELS_PX - 12} y={CONTEXT_TOP + CONTEXT_PX} text-anchor="end">
        {most > 0 ? "0" : "not told"}
      </text>
    </svg>
  );
}

/** A start needs so much room for its words. */
const START_PX = 64;

/** Day and time where a stretch begins, the day only when it is another one. */
function Starts({ scale, zone, year }: { scale: TimeScale; zone: string; year: string }) {
  let lastX = -START_PX;
  let lastDay = "";
  return (
    <>
      {scale.stretches.map(({ fromMs, x }) => {
        if (x - lastX < START_PX) return null;
        const [day = "", hour = ""] = time(fromMs, zone, year).split(", ");
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
function Context({ scale, rows }: { scale: TimeScale; rows: TimelineRow[] }) {
  const gauges = of(rows, "gauge").filter(({ at }) => at);
  const most = Math.max(0, ...gauges.map(({ window_tokens }) => window_tokens));
  if (most === 0) return null;
  const y = (tokens: number) => CONTEXT_TOP + CONTEXT_PX * (1 - Math.min(1, tokens / most));
  const lines = scale.stretches.map(({ fromMs, toMs, x, width }) => {
    const inside = gauges.filter(({ at }) => Date.parse(at ?? "") >= fromMs && Date.parse(at ?? "") <= toMs);
    const steps = inside.map((gauge, index) => {
      const at = scale.x(Date.parse(gauge.at ?? ""));
      const level = y(gauge.is_full ? gauge.window_tokens : gauge.used_tokens);
      return index === 0 ? `M${at} ${level}` : `H${at}V${level}`;
    });
    return steps.length > 0 ? `${steps.join("")}H${x + width}` : "";
  });
  return (
    <>
      <line class="course-dotted" x2={scale.width} y1={CONTEXT_TOP} y2={CONTEXT_TOP} />
      <line class="zero" x2={scale.width} y1={CONTEXT_TOP + CONTEXT_PX} y2={CONTEXT_TOP + CONTEXT_PX} />
      <path class="course-line" d={lines.join("")} />
      {of(rows, "compaction").map(({ at, is_remote, cause, tokens_before, tokens_after }, index) => {
        if (!at) return null;
        const x = scale.x(Date.parse(at));
        const words = [`compaction, ${is_remote ? "remote" : "local"}`, cause === "auto" ? ", automatic" : cause === "manual" ? ", manual" : "", tokens_before !== null && tokens_after !== null ? `: ${tick(tokens_before)} → ${tick(tokens_after)}` : ""].join("");
        const anchor = x > scale.width - 260 ? "end" : "start";
        return (
          <g key={index}>
            <line class="compaction" x1={x} x2={x} y1={TOP} y2={CONTEXT_TOP + CONTEXT_PX} />
            <text class="halo" x={anchor === "start" ? x + 4 : x - 4} y={CONTEXT_TOP - 4} text-anchor={anchor}>
              {words}
            </text>
          </g>
        );
      })}
    </>
  );
}
