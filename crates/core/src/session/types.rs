//! Types of events and items of a file, and of lines that FORMAT.md does not know: how often each stands there.
//!
//! Known types count on the file's own lines. Unknown ones count on copied lines too: they are of this file's format.
//! What breaks if this is touched: an unknown type's name is text of the file, so one that is no label must stay without
//! a name.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::own_line::OwnLine;
use crate::item::{LineType, Tag, TypePlace};
use crate::json::Raw;
use crate::privacy::Label;

/// Unknown types of one file that are told by name: past any real file, and little memory.
const NAMES_CAP: usize = 100;

/// How often a type stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeCount {
    /// Where it stands.
    pub place: TypePlace,
    /// Its name; absent when it is no label, or one of too many.
    pub name: Option<Label>,
    /// How often.
    pub count: u64,
}

/// Counts the types.
#[derive(Default)]
pub(super) struct Types {
    unknown: BTreeMap<(TypePlace, Option<Label>), u64>,
    /// By place, and there by the type's own place in the list of those known.
    known: [Vec<u64>; TypePlace::ALL.len()],
}

impl Types {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        let is_own = !line.is_foreign;
        match line.envelope.line_type {
            LineType::EventMsg => {
                self.count(TypePlace::Event, line.known_at, &line.word, is_own);
                if line.tag == Tag::ItemCompleted {
                    let item = line.field("item");
                    let word = item.and_then(|item| item.field("type"));
                    self.count_word(TypePlace::CompletedItem, word, is_own);
                }
            }
            LineType::ResponseItem => {
                self.count(TypePlace::Item, line.known_at, &line.word, is_own);
            }
            LineType::Other | LineType::Absent => {
                let word = line.fields.line_field(line.bytes, "type");
                self.count_word(TypePlace::Line, word, is_own);
            }
            _ => {}
        }
    }

    /// Takes the type of an item of a file without envelopes; what has none is a message or a mark (FORMAT.md §1.4).
    pub(super) fn bare_item(&mut self, item_type: Option<Raw<'_>>) {
        if item_type.is_some() {
            self.count_word(TypePlace::Item, item_type, true);
        }
    }

    /// The unknown types by place and name, and the known ones.
    pub(super) fn finish(self) -> (Vec<TypeCount>, Vec<TypeCount>) {
        let unknown = self.unknown.into_iter();
        let unknown = unknown.map(|((place, name), count)| TypeCount { place, name, count });
        let known = TypePlace::ALL.into_iter().zip(self.known);
        let known = known.flat_map(|(place, counts)| {
            let counted = place.words().iter().zip(counts);
            let counted = counted.filter(|(_, count)| *count > 0);
            counted.map(move |(word, count)| TypeCount {
                place,
                name: Label::new(word),
                count,
            })
        });
        (unknown.collect(), known.collect())
    }

    fn count_word(&mut self, place: TypePlace, word: Option<Raw<'_>>, is_own: bool) {
        let word = word.and_then(Raw::text).unwrap_or_default();
        self.count(place, place.position(word.as_bytes()), &word, is_own);
    }

    fn count(&mut self, place: TypePlace, known_at: Option<usize>, word: &str, is_own: bool) {
        let Some(at) = known_at else {
            return self.count_unknown(place, word);
        };
        if is_own {
            let counts = &mut self.known[place as usize];
            if counts.len() <= at {
                counts.resize(at + 1, 0);
            }
            counts[at] += 1;
        }
    }

    fn count_unknown(&mut self, place: TypePlace, word: &str) {
        let named = (place, Label::new(word));
        let has_room = self.unknown.len() < NAMES_CAP || self.unknown.contains_key(&named);
        let key = if has_room { named } else { (place, None) };
        *self.unknown.entry(key).or_default() += 1;
    }
}
