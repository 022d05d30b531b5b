//! The counting law once more, slowly: whole files in memory, every line a tree of values, every response in a list.
//!
//! It shares no code with the engine on purpose. Where the two differ, one of them misreads the law; never make one
//! call the other, and never speed this one up.
#![allow(dead_code, reason = "each test takes what it needs of this")]

mod choice;
mod counter;
mod file;
mod id;
mod lines;
mod moment;

use std::cell::RefCell;
use std::collections::BTreeMap;

use file::{Base, File};

/// Input, cached input, cache-write input, output, reasoning output.
pub(crate) type Vector = [u64; 5];

pub(crate) const ZERO: Vector = [0; 5];

pub(crate) fn plus(left: &Vector, right: &Vector) -> Vector {
    std::array::from_fn(|part| left[part].saturating_add(right[part]))
}

/// What one rollout file comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileTotals {
    pub(crate) counted: Vector,
    pub(crate) inherited: Vector,
    pub(crate) repeated: Vector,
    pub(crate) missing: Vector,
    pub(crate) responses: u64,
    pub(crate) by_model: BTreeMap<String, Vector>,
    pub(crate) by_effort: BTreeMap<String, Vector>,
    pub(crate) by_day: BTreeMap<String, Vector>,
}

/// Counts files given as (path below the home, bytes). A file that another one replaces (a twin, a snapshot) has no entry.
pub(crate) fn count(files: &[(String, Vec<u8>)]) -> BTreeMap<String, FileTotals> {
    let kept = choice::choose(files);
    let home = Home {
        by_rollout: kept
            .iter()
            .filter_map(|&index| Some((choice::rollout_id(&files[index].0)?, index)))
            .collect(),
        files,
        read: RefCell::default(),
    };
    let mut totals: BTreeMap<_, _> = kept
        .iter()
        .map(|&index| {
            home.read(index);
            let read = home.read.borrow();
            let file = read[&index].as_ref().expect("a file that is done is kept");
            (files[index].0.clone(), file.totals())
        })
        .collect();
    let typescript = files.iter().filter(|(name, _)| name.ends_with(".json"));
    totals.extend(typescript.map(|(name, _)| (name.clone(), FileTotals::default())));
    totals
}

/// The files of one count, read when they are first asked for: by themselves or as the base of another one.
struct Home<'a> {
    files: &'a [(String, Vec<u8>)],
    by_rollout: BTreeMap<String, usize>,
    /// `None` while a file is being read: there a ring of bases ends.
    read: RefCell<BTreeMap<usize, Option<File>>>,
}

impl Home<'_> {
    fn read(&self, index: usize) {
        if self.read.borrow().contains_key(&index) {
            return;
        }
        self.read.borrow_mut().insert(index, None);
        let file = File::read(&self.files[index], &|rollout, end| self.base(rollout, end));
        self.read.borrow_mut().insert(index, Some(file));
    }

    fn base(&self, rollout: &str, end_ordinal: Option<i128>) -> Option<Base> {
        let index = *self.by_rollout.get(rollout)?;
        self.read(index);
        self.read.borrow()[&index]
            .as_ref()?
            .base_before(end_ordinal)
    }
}
