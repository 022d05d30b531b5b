//! Files from before the envelope (FORMAT.md §1.4): lines without `payload`, and the whole-file JSON of the
//! TypeScript client. They hold no usage and no model; of their items what was said and the calls matter here.

use super::message::Said;
use super::session_meta::SessionMeta;
use crate::json::{Fields, Raw};

/// A line of a bare file.
pub enum BareLine<'a> {
    /// The first line: the session itself.
    Meta(alloc::boxed::Box<SessionMeta<'a>>),
    /// An item, and what it says.
    Item(Option<Said>),
}

/// Openings of messages that the client wrote in the user's name (FORMAT.md §6.1).
const INJECTED: [&str; 13] = [
    "# AGENTS.md instructions for",
    "<user_instructions>",
    "<environment_context>",
    "<permissions instructions>",
    "<collaboration_mode>",
    "<skills_instructions>",
    "<model_switch>",
    "<turn_aborted>",
    "<user_action>",
    "<multi_agent_role>",
    "<multi_agent_mode>",
    "<user_shell_command>",
    "<subagent_notification>",
];

/// Whether a line without `type` is the first line of a bare file.
pub fn is_bare_meta(fields: &Fields, line: &[u8]) -> bool {
    let has = |name: &str| fields.of_line(line).any(|(key, _)| key.is(name));
    has("id") && has("timestamp") && !has("type")
}

impl<'a> BareLine<'a> {
    /// Reads a line; the caller knows whether it is the first.
    pub fn read(fields: &Fields, line: &'a [u8], is_first: bool) -> Self {
        if is_first && is_bare_meta(fields, line) {
            return Self::Meta(alloc::boxed::Box::new(SessionMeta::read(
                fields.of_line(line),
            )));
        }
        Self::Item(Said::of_bare(fields.of_line(line)))
    }
}

/// Reads a TypeScript file: its session and its items. Absent when it holds neither.
pub fn typescript_document(
    document: Raw<'_>,
) -> Option<(SessionMeta<'_>, impl Iterator<Item = Raw<'_>>)> {
    let session = document.field("session")?;
    let items = document.field("items")?;
    Some((SessionMeta::read(session.fields()), items.elements()))
}

/// Whether a message's content opens as one of those that the client writes itself.
pub(super) fn is_injected_message(content: Raw<'_>) -> bool {
    let first_text = content.text().or_else(|| {
        content
            .elements()
            .find_map(|part| part.field("text")?.text())
    });
    first_text.is_some_and(|text| {
        INJECTED
            .iter()
            .any(|opening| text.trim_start().starts_with(opening))
    })
}
