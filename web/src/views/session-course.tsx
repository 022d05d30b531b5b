// A session's timeline with what belongs to it: title, sentence, keys, and the turn in hand, which is that of the table.

import { useMemo, useRef, useState } from "preact/hooks";
import { useWidth } from "../charts/bars";
import { agentRuns } from "../charts/timeline-agents";
import { type DrawnTurn, LABELS_PX, LaneLabels, of, Timeline } from "../charts/timeline";
import { timeScale } from "../charts/timeline-scale";
import { duration, plural } from "../formats";
import { change } from "../navigation";
import type { AgentRow, SessionRow, TimelineRow } from "../report";
import { ChartHead } from "../shell/chart-head";
import { get, type State, thisYear } from "../state";
import { Marks } from "./session-marks";
import { isBroken } from "./session-turns";

/** How often the timeline can be made twice as wide. */
const MOST_ZOOM = 6;

interface Props {
  state: State;
  rows: TimelineRow[];
  agents: AgentRow[];
  /** The threads of `agents` with their times. */
  kin: SessionRow[];
}

export function Course({ state, rows, agents, kin }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [zoom, setZoom] = useState(0);
  const turns = useMemo(() => drawn(rows), [rows]);
  const runs = useMemo(() => agentRuns(agents, kin), [agents, kin]);
  const spans = useMemo(() => [...spansOf(rows, turns), ...runs.map(({ fromMs, toMs }): [number, number] => [fromMs, toMs])], [rows, turns, runs]);
  const scale = timeScale(spans, (width - LABELS_PX - 4) * 2 ** zoom);
  const { table, turn: number, zone } = state.address;
  const choose = (turn: number) => change({ turn });
  const walk = (event: KeyboardEvent) => {
    // The address is ahead of what is drawn: keys that follow each other quickly go one turn each.
    const index = turns.findIndex((turn) => turn.number === get().address.turn);
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: turns.length - 1 }[event.key];
    if (event.key === "+" || event.key === "=") setZoom(Math.min(MOST_ZOOM, zoom + 1));
    else if (event.key === "-") setZoom(Math.max(0, zoom - 1));
    else if (event.key === "0") setZoom(0);
    else if (to !== undefined) choose(turns[Math.max(0, Math.min(turns.length - 1, to))]?.number ?? 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = titleOf(rows, turns);
  const inHand = turns.find((turn) => turn.number === number);
  return (
    <section aria-labelledby="timeline-title">
      <ChartHead title={title} id="timeline-title" of="marks" table={table} />
      <p class="sentence">
        Idle time over 3 min is folded at the zigzags. Height of a response: its tokens. Striped turn: not ended well. <kbd>+</kbd> <kbd>-</kbd> zoom, <kbd>←</kbd> <kbd>→</kbd> turns.
      </p>
      <div ref={box} class="timeline-box" data-chart={!table}>
        {table ? (
          <Marks state={state} rows={rows} />
        ) : turns.length === 0 ? null : (
          <>
            <LaneLabels rows={rows} runs={runs} />
            <div
              class="timeline-scroll"
              role="slider"
              tabIndex={0}
              aria-label={`${title}. Turns on one axis of time.`}
              aria-valuemin={1}
              aria-valuemax={turns.length}
              aria-valuenow={number ?? 1}
              aria-valuetext={inHand ? spokenTurn(inHand, rows) : "no turn chosen"}
              onKeyDown={walk}
            >
              {width > 0 && <Timeline scale={scale} rows={rows} turns={turns} runs={runs} chosen={number} zone={zone} year={thisYear(state)} onChoose={choose} />}
            </div>
          </>
        )}
      </div>
    </section>
  );
}

/** Turns with a time; one that was never closed ends with its last mark. */
function drawn(rows: TimelineRow[]): DrawnTurn[] {
  const lastOf = new Map<number, number>();
  for (const { turn, at } of rows) if (turn !== null && at) lastOf.set(turn, Math.max(lastOf.get(turn) ?? 0, Date.parse(at)));
  return of(rows, "turn").flatMap(({ at, turn, ended_at, outcome }) => {
    if (!at || turn === null) return [];
    const fromMs = Date.parse(at);
    return { number: turn, fromMs, toMs: ended_at ? Date.parse(ended_at) : (lastOf.get(turn) ?? fromMs), broken: isBroken(outcome) };
  });
}

function spansOf(rows: TimelineRow[], turns: DrawnTurn[]): [number, number][] {
  const marks = rows.flatMap(({ at }): [number, number][] => (at ? [[Date.parse(at), Date.parse(at)]] : []));
  return [...turns.map(({ fromMs, toMs }): [number, number] => [fromMs, toMs]), ...marks];
}

function titleOf(rows: TimelineRow[], turns: DrawnTurn[]): string {
  const [first, last] = [turns[0], turns.at(-1)];
  if (!first || !last) return "No turn of this session has a time";
  const compactions = of(rows, "compaction");
  const [only] = compactions;
  const compacted = compactions.length === 0 ? "the context was never compacted" : compactions.length === 1 ? `the context was compacted once${only?.turn ? `, in turn ${only.turn}` : ""}` : `the context was compacted ${compactions.length} times`;
  return `${plural(turns.length, "turn")} in ${duration(last.toMs - first.fromMs)}; ${compacted}`;
}

function spokenTurn({ number, fromMs, toMs, broken }: DrawnTurn, rows: TimelineRow[]): string {
  const inTurn = rows.filter(({ turn }) => turn === number);
  return `Turn ${number}, ${duration(toMs - fromMs)}, ${of(inTurn, "response").length} responses, ${of(inTurn, "call").length} calls${broken ? ", not ended well" : ""}`;
}
