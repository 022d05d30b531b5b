//! Types of lines, events and items of a file that FORMAT.md does not know: how often each stands there.
//!
//! Copied lines count too: they are of this file's format. What breaks if this is touched: a type's name is text of the
//! file, so one that is no label must stay without a name.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::own_line::OwnLine;
use crate::item::{LineType, TypePlace};
use crate::json::Raw;
use crate::privacy::Label;

/// Unknown types of one file that are told by name: past any real file, and little memory.
const NAMES_CAP: usize = 100;

/// A type that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnknownType {
    /// Where it stands.
    pub place: TypePlace,
    /// Its name; absent when it is no label, or one of too many.
    pub name: Option<Label>,
    /// How often.
    pub count: u64,
}

/// Counts the unknown types.
#[derive(Default)]
pub(super) struct UnknownTypes {
    counts: BTreeMap<(TypePlace, Option<Label>), u64>,
}

impl UnknownTypes {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        match line.envelope.line_type {
            LineType::EventMsg => {
                self.check_tag(TypePlace::Event, line);
                if line.tag == "item_completed" {
                    self.check_field(TypePlace::CompletedItem, line.field("item"));
                }
            }
            LineType::ResponseItem => self.check_tag(TypePlace::Item, line),
            LineType::Other | LineType::Absent => {
                let word = line.fields.line_field(line.bytes, "type");
                self.check_word(TypePlace::Line, word);
            }
            _ => {}
        }
    }

    /// Takes the type of an item of a file without envelopes; what has none is a message or a mark (FORMAT.md §1.4).
    pub(super) fn bare_item(&mut self, item_type: Option<Raw<'_>>) {
        if item_type.is_some() {
            self.check_word(TypePlace::Item, item_type);
        }
    }

    /// The unknown types, by place and name.
    pub(super) fn finish(self) -> Vec<UnknownType> {
        let counts = self.counts.into_iter();
        counts
            .map(|((place, name), count)| UnknownType { place, name, count })
            .collect()
    }

    fn check_tag(&mut self, place: TypePlace, line: &OwnLine<'_>) {
        if !line.is_known {
            self.count(place, &line.tag);
        }
    }

    fn check_field(&mut self, place: TypePlace, object: Option<Raw<'_>>) {
        self.check_word(place, object.and_then(|object| object.field("type")));
    }

    fn check_word(&mut self, place: TypePlace, word: Option<Raw<'_>>) {
        self.check(place, &word.and_then(Raw::text).unwrap_or_default());
    }

    fn check(&mut self, place: TypePlace, word: &str) {
        if place.known(word.as_bytes()).is_none() {
            self.count(place, word);
        }
    }

    fn count(&mut self, place: TypePlace, word: &str) {
        let named = (place, Label::new(word));
        let has_room = self.counts.len() < NAMES_CAP || self.counts.contains_key(&named);
        let key = if has_room { named } else { (place, None) };
        *self.counts.entry(key).or_default() += 1;
    }
}
