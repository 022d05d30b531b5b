// How the chosen turn was set up, and what its row has no room for.

import { duration, plural, whole } from "../formats";
import type { TurnRow } from "../report";

/** What files tell of a turn beside its row; what they do not tell is no line. */
export function TurnFacts({ row, number }: { row: TurnRow | undefined; number: number | null }) {
  if (!row) return <p class="sentence turn-hint">Choose a turn to see how it was set up.</p>;
  const told = factsOf(row).filter(([, value]) => value !== null);
  return (
    <section class="turn-facts">
      <h3>{`Turn ${number}, and how it was set up`}</h3>
      <dl class="parts open">
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const counted = (count: number) => (count > 0 ? whole(count) : null);
const characters = (count: number | null) => (count === null ? null : plural(count, "character"));

function factsOf(row: TurnRow): [name: string, value: string | null][] {
  const { network_access: network, truncation_limit: limit, truncation_mode: mode, time_to_first_token_ms: first } = row;
  return [
    ["model", row.model],
    ["first token after", first === null ? null : duration(first)],
    ["failed by", row.error_kind],
    ["messages in the user’s name", counted(row.user_messages)],
    ["messages of the assistant", counted(row.assistant_messages)],
    ["pieces of reasoning", counted(row.reasoning_items)],
    ["asks for approval", row.approval_policy],
    ["sandbox", row.sandbox],
    ["network", network === null ? null : network ? "on" : "off"],
    ["folders beside its own to write in", row.writable_roots === null ? null : whole(row.writable_roots)],
    ["permission profile", row.permission_profile],
    ["collaboration", row.collaboration_mode],
    ["personality", row.personality],
    ["summary of reasoning", row.summary],
    ["outputs are cut at", limit === null ? null : `${whole(limit)} ${mode ?? ""}`],
    ["user’s instructions", characters(row.user_instructions_characters)],
    ["developer’s instructions", characters(row.developer_instructions_characters)],
  ];
}
