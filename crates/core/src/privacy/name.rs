//! A name that a person gave: kept as a pseudonym, shown as itself where that is at hand.

use alloc::boxed::Box;
use core::fmt;

use super::{Key, Pseudonym, PseudonymKind};

/// A folder, branch or repository, or the path of a file. It prints nothing of itself.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Name {
    text: Option<Box<str>>,
    pseudonym: Option<Pseudonym>,
}

impl Name {
    /// As a file tells it.
    pub fn new(text: &str) -> Self {
        Self {
            text: Some(text.into()),
            pseudonym: None,
        }
    }

    /// As it is kept: without its text, until that is [learned](Self::learn).
    pub fn hidden(pseudonym: Pseudonym) -> Self {
        Self {
            text: None,
            pseudonym: Some(pseudonym),
        }
    }

    /// Gives it its pseudonym; without a key it has none.
    pub fn hide(&mut self, key: Option<&Key>, kind: PseudonymKind) {
        if let (Some(key), Some(text)) = (key, &self.text) {
            self.pseudonym = Some(key.pseudonym(kind, text));
        }
    }

    /// Gives a kept name its text back.
    pub fn learn(&mut self, text: &str) {
        self.text = Some(text.into());
    }

    /// Forgets its text; the pseudonym stays.
    pub fn forget(&mut self) {
        self.text = None;
    }

    /// Its text, where it is known.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// What stands for it, where there is a key.
    pub fn pseudonym(&self) -> Option<Pseudonym> {
        self.pseudonym
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Name(…)")
    }
}
