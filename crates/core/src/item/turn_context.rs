//! `turn_context` (FORMAT.md §4): the settings that following requests run with.

use super::{id, label};
use crate::json::{Key, Raw};
use crate::privacy::{Id, Label};

/// The payload of a `turn_context` line.
#[derive(Clone, Debug, Default)]
pub struct TurnContext {
    /// The turn, from 0.99 on.
    pub turn_id: Option<Id>,
    /// Model slug.
    pub model: Option<Label>,
    /// Reasoning effort; absent is the model's default.
    pub effort: Option<Label>,
}

impl TurnContext {
    /// Reads the payload's fields.
    pub fn read<'a>(fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Self {
        let mut context = Self::default();
        for (key, value) in fields {
            match &*key.name() {
                b"turn_id" => context.turn_id = id(value),
                b"model" => context.model = label(value),
                b"effort" => context.effort = label(value),
                _ => {}
            }
        }
        context
    }
}
