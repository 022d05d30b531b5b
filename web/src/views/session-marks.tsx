// The table twin of a session's timeline: every mark of it, in the order of time.

import { DASH, duration, time, whole } from "../formats";
import type { CallKind, TimelineRow } from "../report";
import { LongTable } from "../shell/long-table";
import { type State, thisYear } from "../state";

const CALLS: Record<CallKind, string> = {
  shell: "shell call",
  patch: "patch",
  mcp: "MCP call",
  sub_agent: "sub-agent call",
  code: "code",
  web_search: "web search",
  image_generation: "image generation",
  tool_search: "tool search",
  custom: "custom call",
  function: "function call",
};

export function Marks({ state, rows }: { state: State; rows: TimelineRow[] }) {
  const numbered = rows.map((row, index) => ({ row, index }));
  return (
    <div class="twin list">
      <LongTable label="Marks of the timeline" kind="marks" rows={numbered} head={<Head />} line={({ row, index }) => <Line key={index} state={state} row={row} />} />
    </div>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">Turn</th>
        <th scope="col">What</th>
        <th scope="col">How</th>
        <th scope="col" class="number">
          Time
        </th>
        <th scope="col" class="number">
          Tokens
        </th>
      </tr>
    </thead>
  );
}

interface Told {
  what: string;
  how: string;
  ms: number | null;
  tokens: string;
}

function toldBy(row: TimelineRow): Told {
  const blank = { how: DASH, ms: null, tokens: DASH };
  switch (row.mark) {
    case "turn":
      return { ...blank, what: "turn begins", how: row.outcome?.replaceAll("_", " ") ?? DASH, ms: row.duration_ms };
    case "response":
      return { ...blank, what: "response", tokens: whole(row.total_tokens) };
    case "call":
      return { ...blank, what: CALLS[row.kind], how: row.success === null ? DASH : row.success ? "went well" : "■ failed", ms: row.duration_ms };
    case "gauge":
      return { ...blank, what: "context", how: row.is_full ? "full" : DASH, tokens: `${whole(row.used_tokens)} of ${whole(row.window_tokens)}` };
    case "compaction":
      return { ...blank, what: "compaction", how: `${row.is_remote ? "remote" : "local"}${row.cause ? `, ${row.cause}` : ""}`, tokens: `${whole(row.tokens_before)} → ${whole(row.tokens_after)}` };
  }
}

function Line({ state, row }: { state: State; row: TimelineRow }) {
  const { what, how, ms, tokens } = toldBy(row);
  return (
    <tr>
      <th scope="row" class="nowrap">
        {time(row.at, state.address.zone, thisYear(state))}
      </th>
      <td>{row.turn ?? DASH}</td>
      <td class="nowrap">{what}</td>
      <td class={how.startsWith("■") ? "bad nowrap" : "second nowrap"}>{how}</td>
      <td class="number">{ms === null ? DASH : duration(ms)}</td>
      <td class="number">{tokens}</td>
    </tr>
  );
}
