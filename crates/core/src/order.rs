//! Putting rows in order. The standard library compiles its stable sort anew for every kind of row and key, some seven
//! kilobytes each time, and reports sort in forty places: a fifth of the page's module was that. Here one sort, of
//! places, is compiled, and the rows follow it. It is stable too, and for rows by the million the other one is faster.
//!
//! To collect a map or a set sorts as well, with one more sort for each type: here they are filled row by row.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// The stable sorts of a slice, by other names so that nobody takes them for the standard library's.
pub trait InOrder<Row> {
    /// Puts the rows in the order of `compare`.
    fn order_by(&mut self, compare: impl Fn(&Row, &Row) -> Ordering);

    /// Puts the rows in the order of their keys.
    fn order_by_key<Key: Ord>(&mut self, key: impl Fn(&Row) -> Key);

    /// The same with keys that are dear to make: each is made once.
    fn order_by_cached_key<Key: Ord>(&mut self, key: impl Fn(&Row) -> Key);
}

impl<Row> InOrder<Row> for [Row] {
    fn order_by(&mut self, compare: impl Fn(&Row, &Row) -> Ordering) {
        let places = places(self.len(), &|one, other| compare(&self[one], &self[other]));
        arrange(self, places);
    }

    fn order_by_key<Key: Ord>(&mut self, key: impl Fn(&Row) -> Key) {
        self.order_by(|one, other| key(one).cmp(&key(other)));
    }

    fn order_by_cached_key<Key: Ord>(&mut self, key: impl Fn(&Row) -> Key) {
        let keys: Vec<Key> = self.iter().map(key).collect();
        arrange(
            self,
            places(keys.len(), &|one, other| keys[one].cmp(&keys[other])),
        );
    }
}

/// A map of all pairs; of equal keys the last one counts.
pub fn map<Key: Ord, Row>(pairs: impl IntoIterator<Item = (Key, Row)>) -> BTreeMap<Key, Row> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of all rows.
pub fn set<Row: Ord>(rows: impl IntoIterator<Item = Row>) -> BTreeSet<Row> {
    let mut set = BTreeSet::new();
    set.extend(rows);
    set
}

/// The places of so many rows in their order.
fn places(rows: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows).collect();
    places.sort_by(|&one, &other| compare(one, other));
    places
}

/// Brings to each place the row that stood at the one named there, along the rings in which places name each other.
fn arrange<Row>(rows: &mut [Row], mut places: Vec<usize>) {
    for start in 0..rows.len() {
        let mut at = start;
        while places[at] != start {
            let from = core::mem::replace(&mut places[at], at);
            rows.swap(at, from);
            at = from;
        }
        places[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, many of them alike.
    fn rows(count: u32) -> Vec<(u32, u32)> {
        let scattered = |at: u32| at.wrapping_mul(2_654_435_761) >> 27;
        (0..count).map(|at| (scattered(at), at)).collect()
    }

    #[test]
    fn rows_stand_as_the_standard_sort_puts_them_and_equal_ones_keep_their_order() {
        for count in [0, 1, 2, 3, 20, 21, 1000] {
            let mut expected = rows(count);
            expected.sort_by_key(|row| row.0);
            let mut by_key = rows(count);
            by_key.order_by_key(|row| row.0);
            assert_eq!(by_key, expected, "{count}");
            let mut by_cached_key = rows(count);
            by_cached_key.order_by_cached_key(|row| row.0);
            assert_eq!(by_cached_key, expected, "{count}");
            expected.sort_by_key(|row| core::cmp::Reverse(row.0));
            let mut backwards = by_key;
            backwards.order_by(|one, other| other.0.cmp(&one.0));
            assert_eq!(backwards, expected, "{count}");
        }
    }
}
