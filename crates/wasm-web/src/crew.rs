//! Reading a large choice side by side: more of this module, each in a worker of its own, read what this one orders.
//!
//! An order is some files that hang together or are small. It goes to whichever reader is free, and what that one read
//! comes back in any order. A reader has no database; the key comes with each order. What was ordered and does not come,
//! this one reads itself, so that a reader that fails costs nothing but time.

use std::cell::RefCell;

use cutrack_core::privacy::Privacy;
use cutrack_core::store::{Plan, SourceRecord};
use cutrack_core::{Config, Engine};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::Analysis;
use crate::ingest::{Candidate, Listener};
use crate::keeper::Notes;
use crate::reading;

/// Less than this is read before the readers have started.
const LARGE_BYTES: f64 = 32e6;

/// An order ends with the file that brings it past this: small files are not worth a message each.
const ORDER_BYTES: f64 = 1e6;

#[wasm_bindgen]
extern "C" {
    /// The readers.
    pub type Crew;

    /// Files to be read, by whichever reader is free, under these numbers.
    #[wasm_bindgen(method)]
    fn order(
        this: &Crew,
        at: u32,
        files: Vec<Candidate>,
        numbers: Vec<u32>,
        key: Option<Vec<u8>>,
        is_strict: bool,
    );

    /// What is read next, as [`Told`]; undefined when nothing that was ordered will come any more.
    #[wasm_bindgen(method)]
    async fn next(this: &Crew) -> JsValue;

    /// Whether a reader has had an order: then how far it was is told.
    #[wasm_bindgen(method)]
    fn had(this: &Crew, at: u32) -> bool;

    /// What a reader has read of an order.
    type Told;

    #[wasm_bindgen(method, getter)]
    fn at(this: &Told) -> u32;

    /// As [`Analysis::read_order`] gives them.
    #[wasm_bindgen(method, getter)]
    fn handed(this: &Told) -> Vec<Uint8Array>;
}

/// Files to be taken in.
pub(crate) struct Read {
    /// The place of each, and what a reader has read of it; empty where none has.
    pub(crate) files: Vec<(usize, Vec<u8>)>,
    /// A reader has had them: how far it was is told already.
    pub(crate) is_told: bool,
}

/// Files to be read: first those that readers read, as they come, then those that are still to be read.
pub(crate) struct Reads<'a> {
    orders: Vec<Option<Vec<usize>>>,
    crew: &'a Crew,
    was_ordered: bool,
    /// More can still come from the readers.
    awaits: bool,
}

impl<'a> Reads<'a> {
    /// Orders the files of these groups, if it is worth while.
    pub(crate) fn new(
        groups: Vec<Vec<usize>>,
        plan: &Plan,
        candidates: &[Candidate],
        notes: &Notes,
        crew: &'a Crew,
    ) -> Self {
        let size = |place: &usize| {
            let file = candidates.get(*place).and_then(Candidate::file);
            file.map_or(0.0, |file| file.size())
        };
        let is_large = groups.iter().flatten().map(size).sum::<f64>() >= LARGE_BYTES;
        let orders = match is_large {
            true => joined(groups, size),
            false => groups,
        };
        for (at, places) in orders.iter().enumerate().filter(|_| is_large) {
            let files = places
                .iter()
                .filter_map(|&place| candidates.get(place).cloned());
            let sources = places.iter().filter_map(|&place| plan.source(place));
            crew.order(
                at as u32,
                files.collect(),
                sources.map(|source| source.id).collect(),
                notes.key.map(|key| key.to_vec()),
                notes.policy.privacy() == Privacy::Strict,
            );
        }
        Self {
            orders: orders.into_iter().map(Some).collect(),
            crew,
            was_ordered: is_large,
            awaits: is_large,
        }
    }

    /// The next files.
    pub(crate) async fn next(&mut self) -> Option<Read> {
        while self.awaits {
            let told = self.crew.next().await;
            if told.is_undefined() {
                self.awaits = false;
                break;
            }
            let told: Told = told.unchecked_into();
            let order = self.orders.get_mut(told.at() as usize);
            if let Some(places) = order.and_then(Option::take) {
                let handed = told.handed().into_iter().map(|bytes| bytes.to_vec());
                return Some(Read {
                    files: places.into_iter().zip(handed).collect(),
                    is_told: true,
                });
            }
        }
        let mut left = self.orders.iter_mut().enumerate();
        let (at, left) = left.find_map(|(at, order)| Some((at, order.take()?)))?;
        Some(Read {
            is_told: self.was_ordered && self.crew.had(at as u32),
            files: left.into_iter().map(|place| (place, Vec::new())).collect(),
        })
    }
}

/// Joins groups that follow each other until they are worth an order.
fn joined(groups: Vec<Vec<usize>>, size: impl Fn(&usize) -> f64) -> Vec<Vec<usize>> {
    let mut orders: Vec<Vec<usize>> = Vec::new();
    let mut bytes = ORDER_BYTES;
    for group in groups {
        if bytes >= ORDER_BYTES {
            orders.push(Vec::new());
            bytes = 0.0;
        }
        bytes += group.iter().map(&size).sum::<f64>();
        if let Some(order) = orders.last_mut() {
            order.extend(group);
        }
    }
    orders
}

#[wasm_bindgen]
impl Analysis {
    /// What a reader does: reads these files under these numbers and hands over what each left behind; nothing of one that
    /// only whoever ordered it can count.
    pub async fn read_order(
        files: Vec<Candidate>,
        numbers: Vec<u32>,
        key: Option<Vec<u8>>,
        is_strict: bool,
        listener: Listener,
    ) -> Vec<Uint8Array> {
        let engine = RefCell::new(Engine::new(Config {
            key: key.and_then(|key| key.try_into().ok()),
            privacy: match is_strict {
                true => Privacy::Strict,
                false => Privacy::Names,
            },
            ..Config::default()
        }));
        for (candidate, &id) in files.iter().zip(&numbers) {
            let source = SourceRecord {
                id,
                ..SourceRecord::default()
            };
            let (name, file) = (candidate.path(), candidate.file());
            reading::read(&engine, &name, source, file, Some(&listener)).await;
        }
        let mut handed = engine.into_inner().hand_over().into_iter().peekable();
        let bytes = numbers.iter().map(|id| {
            let of_file = handed.next_if(|(of, _)| of == id);
            Uint8Array::from(of_file.unwrap_or_default().1.as_slice())
        });
        bytes.collect()
    }
}
