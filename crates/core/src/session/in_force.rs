//! Which model and effort requests are made with, as the lines of a file say it one after the other (FORMAT.md §7.4).

use crate::privacy::Label;

/// Model and effort in force. The outer `None`: no line said so far, so that what the file that is continued had in force
/// holds on. The inner: a line said, but one whose name is no label, or the effort that is the model's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// Model.
    pub model: Option<Option<Label>>,
    /// Effort.
    pub effort: Option<Option<Label>>,
}

impl InForce {
    /// What is in force where this was said, and `before` was in force.
    pub fn after(&self, before: &Self) -> Self {
        Self {
            model: self.model.as_ref().or(before.model.as_ref()).cloned(),
            effort: self.effort.as_ref().or(before.effort.as_ref()).cloned(),
        }
    }
}
