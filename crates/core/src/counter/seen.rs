//! What a file has told already, of things that mostly come in rising order, as running totals do.
//!
//! What breaks if this is touched: what counts once would count again.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::room;

/// The things seen.
#[derive(Clone)]
pub(crate) struct Seen<T> {
    /// Each larger than the one before.
    rising: Vec<T>,
    /// Those that were smaller than the newest of the others.
    late: BTreeSet<T>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        let (rising, late) = (Vec::new(), BTreeSet::new());
        Self { rising, late }
    }
}

impl<T: Ord> Seen<T> {
    /// Takes the next one; returns whether it was not there yet.
    pub(crate) fn insert(&mut self, next: T) -> bool {
        match self.rising.last().map(|newest| next.cmp(newest)) {
            None | Some(Ordering::Greater) => {
                room::add(&mut self.rising, next);
                true
            }
            Some(Ordering::Equal) => false,
            Some(Ordering::Less) => {
                self.rising.binary_search(&next).is_err() && self.late.insert(next)
            }
        }
    }

    /// Whether it was taken.
    pub(crate) fn contains(&self, one: &T) -> bool {
        self.rising.binary_search(one).is_ok() || self.late.contains(one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_new_once() {
        let mut seen = Seen::default();
        let mut all = BTreeSet::new();
        // All numbers below 101, each several times, up and down.
        for step in 0..1000_u64 {
            let next = step * step % 101 + step / 50;
            assert_eq!(seen.contains(&next), all.contains(&next), "{next}");
            assert_eq!(seen.insert(next), all.insert(next), "{next}");
        }
        assert!(!seen.late.is_empty() && seen.rising.len() > 1);
    }
}
