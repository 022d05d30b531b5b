//! What a person would call the values of a path: messages, outputs of tools, ids. What becomes of them decides first: a
//! number is no message, wherever it stands. Of what is dropped or measured the line and the path tell.

use serde::Serialize;

use super::Becomes;

/// What values are, in the order in which a person asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// Prompts and answers, and what a compaction made of them.
    Message,
    /// What the model thought.
    Reasoning,
    /// What tools printed.
    Output,
    /// Arguments of calls, patches, diffs.
    Argument,
    /// Instructions, settings, the state of the world.
    Instruction,
    /// Command lines.
    Command,
    /// Models, tools, versions, efforts.
    Label,
    /// Folders, branches, repositories, nicknames.
    Name,
    /// Usage, limits, times, outcomes.
    Number,
    /// Ids of sessions, turns, calls.
    Id,
    /// Everything else.
    Rest,
}

/// A part of the line's types, a part of the path, and what dropped or measured values there are. The first rule that
/// fits holds.
type Rule = (&'static str, &'static str, ValueKind);

#[rustfmt::skip]
const RULES: &[Rule] = &[
    ("", "instructions", ValueKind::Instruction),
    ("session_meta", "", ValueKind::Instruction),
    ("turn_context", "", ValueKind::Instruction),
    ("world_state", "", ValueKind::Instruction),
    ("thread_settings", "", ValueKind::Instruction),
    ("easoning", "", ValueKind::Reasoning),
    ("_output", "", ValueKind::Output),
    ("_end", "output", ValueKind::Output),
    ("_end", "std", ValueKind::Output),
    ("_end", "result", ValueKind::Output),
    ("_end", "", ValueKind::Argument),
    ("_begin", "", ValueKind::Argument),
    ("_call", "", ValueKind::Argument),
    ("essage", "", ValueKind::Message),
    ("/Plan", "", ValueKind::Message),
    ("compacted", "", ValueKind::Message),
    ("item_completed", "output", ValueKind::Output),
    ("item_completed", "std", ValueKind::Output),
    ("item_completed", "result", ValueKind::Output),
    ("item_completed", "command", ValueKind::Argument),
    ("item_completed", "arguments", ValueKind::Argument),
    ("item_completed", "changes", ValueKind::Argument),
    // Streams.
    ("stream", "utput", ValueKind::Output),
    ("stream", "std", ValueKind::Output),
    ("stream", "result.", ValueKind::Output),
    ("stream", "arguments", ValueKind::Argument),
    ("stream", "changes", ValueKind::Argument),
    ("stream", "diff", ValueKind::Argument),
    ("stream", "ommand", ValueKind::Argument),
    ("stream", "summary", ValueKind::Reasoning),
    ("stream", "text", ValueKind::Message),
    ("stream", "essage", ValueKind::Message),
    ("stream", "content", ValueKind::Message),
    ("stream", "delta", ValueKind::Message),
    ("stream", "prompt", ValueKind::Message),
    // Files without envelopes, and those of the TypeScript client.
    ("bare", "summary", ValueKind::Reasoning),
    ("bare", "content", ValueKind::Message),
    ("document", "output", ValueKind::Output),
    ("document", "arguments", ValueKind::Argument),
    ("document", "summary", ValueKind::Reasoning),
    ("document", "content", ValueKind::Message),
];

/// What the values of a path are.
pub(super) fn kind(line: &str, path: &str, becomes: Becomes) -> ValueKind {
    match becomes {
        Becomes::Program => ValueKind::Command,
        Becomes::Label => ValueKind::Label,
        Becomes::Pseudonym => ValueKind::Name,
        Becomes::Word | Becomes::Number | Becomes::Time => ValueKind::Number,
        Becomes::Id => ValueKind::Id,
        Becomes::Dropped | Becomes::Length | Becomes::Head => {
            let fits = |rule: &&Rule| line.contains(rule.0) && path.contains(rule.1);
            let rule = RULES.iter().find(fits);
            rule.map_or(ValueKind::Rest, |rule| rule.2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Becomes, ValueKind, kind};

    #[test]
    fn what_becomes_of_a_value_decides_before_its_place() {
        for (line, path, becomes, expected) in [
            (
                "event_msg/user_message",
                "payload.message",
                Becomes::Length,
                ValueKind::Message,
            ),
            (
                "event_msg/user_message",
                "payload.kind",
                Becomes::Word,
                ValueKind::Number,
            ),
            (
                "response_item/message",
                "payload.content[].text",
                Becomes::Dropped,
                ValueKind::Message,
            ),
            (
                "event_msg/agent_reasoning",
                "payload.text",
                Becomes::Dropped,
                ValueKind::Reasoning,
            ),
            (
                "event_msg/item_completed/Reasoning",
                "payload.item.summary_text[]",
                Becomes::Dropped,
                ValueKind::Reasoning,
            ),
            (
                "response_item/function_call_output",
                "payload.output",
                Becomes::Head,
                ValueKind::Output,
            ),
            (
                "event_msg/exec_command_end",
                "payload.stdout",
                Becomes::Dropped,
                ValueKind::Output,
            ),
            (
                "event_msg/exec_command_end",
                "payload.command[]",
                Becomes::Program,
                ValueKind::Command,
            ),
            (
                "event_msg/patch_apply_end",
                "payload.changes.{}",
                Becomes::Dropped,
                ValueKind::Argument,
            ),
            (
                "response_item/custom_tool_call",
                "payload.input",
                Becomes::Dropped,
                ValueKind::Argument,
            ),
            (
                "event_msg/item_completed/FileChange",
                "payload.item.changes.{}",
                Becomes::Dropped,
                ValueKind::Argument,
            ),
            (
                "session_meta",
                "payload.base_instructions.text",
                Becomes::Length,
                ValueKind::Instruction,
            ),
            (
                "session_meta",
                "payload.cwd",
                Becomes::Pseudonym,
                ValueKind::Name,
            ),
            (
                "compacted",
                "payload.replacement_history[].content[].text",
                Becomes::Dropped,
                ValueKind::Message,
            ),
            (
                "bare/message",
                "content[].text",
                Becomes::Head,
                ValueKind::Message,
            ),
            (
                "document",
                "items[].output",
                Becomes::Head,
                ValueKind::Output,
            ),
            (
                "event_msg/token_count",
                "payload.info",
                Becomes::Dropped,
                ValueKind::Rest,
            ),
        ] {
            assert_eq!(kind(line, path, becomes), expected, "{line} {path}");
        }
    }
}
