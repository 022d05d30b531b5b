//! One column of a table in few bytes: the form in which rows are read fast.
//!
//! Each value becomes a mark: a number the step from the number before it, a text its place among the column's texts, which
//! stand in front, each once. Marks that repeat are written once, with how often. So what stays the same or grows evenly
//! costs next to nothing, to hold and to read: a text is checked once, however many rows have it. What breaks if touched:
//! it is a stored form, told apart by [`SCHEMA`](super::SCHEMA) alone.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::mem;
use core::ops::Range;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use xxhash_rust::xxh64::xxh64;

use super::cell::Cell;
use crate::json;
use crate::record::table::{ColumnKind, Lent};

/// Values that are absent.
const ABSENT: u64 = 0;
/// One mark that repeats.
const REPEATED: u64 = 1;
/// Marks that stand one by one.
const SINGLE: u64 = 2;
/// The bits of a run's head that say which of these it is; above them stands how long it is.
const RUN_BITS: u32 = 2;
/// A shorter run costs more than its marks one by one.
const LEAST_RUN: usize = 3;

/// Bits of a number that one byte holds; the one above says whether more follow.
const BYTE_BITS: u32 = 7;
const MORE: u8 = 1 << BYTE_BITS;

/// Writes the values of a column, one of each row; `value` tells that of a row.
///
/// Rows are asked for by their place, and reading sets them so: all tables share the code of a type of values, which would
/// be compiled anew for each column otherwise and be a tenth of the page's module.
pub(super) fn write<'a, T: Cell + PartialEq + 'a>(
    count: usize,
    value: &dyn Fn(usize) -> Option<&'a T>,
    out: &mut Vec<u8>,
) {
    let (mut runs, mut steps, mut texts) = (Runs::default(), Steps::default(), Texts::default());
    let (mut before, mut mark) = (None, None);
    for value in (0..count).map(value) {
        // To write an id as text has its price.
        let is_again = T::KIND == ColumnKind::Text && value.is_some() && before == value;
        if !is_again {
            mark = match value.map_or(Lent::Absent, T::lend) {
                Lent::Absent => None,
                Lent::Integer(number) => Some(steps.mark_of(number)),
                Lent::Text(text) => Some(texts.place_of(&text)),
            };
        }
        runs.add(mark);
        before = value;
    }
    if T::KIND == ColumnKind::Text {
        texts.write(out);
    }
    runs.write(out);
}

/// Reads the values of a column, one of each row, which `set` puts there; where one is absent nothing is set. `None` if
/// these are no values of it: the column's texts and numbers are checked as those of rows are.
pub(super) fn read<T: Cell + Clone>(
    bytes: &mut &[u8],
    count: usize,
    is_optional: bool,
    set: &mut dyn FnMut(usize, T),
) -> Option<()> {
    let texts: Vec<T> = match T::KIND {
        ColumnKind::Integer => Vec::new(),
        ColumnKind::Text => read_texts(bytes)?,
    };
    let mut number: i64 = 0;
    let mut value = |mark: u64| match T::KIND {
        ColumnKind::Integer => {
            number = number.wrapping_add(step_of(mark));
            T::from_lent(&Lent::Integer(number))
        }
        ColumnKind::Text => texts.get(usize::try_from(mark).ok()?).cloned(),
    };
    let mut row = 0;
    while row < count {
        let head = read_number(bytes)?;
        let length = usize::try_from(head >> RUN_BITS).ok()?;
        let run = row..row
            .checked_add(length)
            .filter(|&end| row < end && end <= count)?;
        row = run.end;
        match head & ((1 << RUN_BITS) - 1) {
            ABSENT if is_optional => {}
            REPEATED => {
                let mark = read_number(bytes)?;
                for row in run {
                    set(row, value(mark)?);
                }
            }
            SINGLE => {
                for row in run {
                    set(row, value(read_number(bytes)?)?);
                }
            }
            _ => return None,
        }
    }
    Some(())
}

/// The numbers of a column as steps.
#[derive(Default)]
struct Steps {
    number: i64,
}

impl Steps {
    fn mark_of(&mut self, number: i64) -> u64 {
        let step = number.wrapping_sub(self.number);
        self.number = number;
        mark_of(step)
    }
}

/// The texts of a column.
#[derive(Default)]
struct Texts {
    /// Their places, to be found by what they are.
    places: HashTable<usize>,
    texts: Vec<Written>,
    /// In the order of their places.
    written: Vec<u8>,
}

/// Where a text of a column is written, and its hash.
struct Written {
    hash: u64,
    bytes: Range<usize>,
}

impl Texts {
    fn place_of(&mut self, text: &str) -> u64 {
        let Self {
            places,
            texts,
            written,
        } = self;
        let hash = xxh64(text.as_bytes(), 0);
        let is_it =
            |&place: &usize| json::same(&written[texts[place].bytes.clone()], text.as_bytes());
        let entry = places.entry(hash, is_it, |&place| texts[place].hash);
        let place = match entry {
            Entry::Occupied(found) => *found.get(),
            Entry::Vacant(room) => {
                let place = *room.insert(texts.len()).get();
                write_bytes(text.as_bytes(), written);
                let bytes = written.len() - text.len()..written.len();
                texts.push(Written { hash, bytes });
                place
            }
        };
        place as u64
    }

    fn write(self, out: &mut Vec<u8>) {
        write_number(self.texts.len() as u64, out);
        out.extend(self.written);
    }
}

/// The marks of a column, absent where the value is, as runs.
#[derive(Default)]
struct Runs {
    written: Vec<u8>,
    /// Marks that stand one by one, and how many.
    singles: Vec<u8>,
    single_count: usize,
    /// The newest mark, and how often it came.
    mark: Option<u64>,
    times: usize,
}

impl Runs {
    #[inline(always)]
    fn add(&mut self, mark: Option<u64>) {
        if mark != self.mark {
            self.end_mark();
            self.mark = mark;
        }
        self.times += 1;
    }

    fn write(mut self, out: &mut Vec<u8>) {
        self.end_mark();
        self.end_singles();
        out.extend(self.written);
    }

    /// Another mark follows.
    fn end_mark(&mut self) {
        let times = mem::take(&mut self.times);
        match self.mark {
            Some(mark) if times < LEAST_RUN => {
                (0..times).for_each(|_| write_number(mark, &mut self.singles));
                self.single_count += times;
            }
            mark if times > 0 => {
                self.end_singles();
                let kind = mark.map_or(ABSENT, |_| REPEATED);
                self.head(kind, times);
                mark.into_iter()
                    .for_each(|mark| write_number(mark, &mut self.written));
            }
            _ => {}
        }
    }

    /// A run of another kind follows.
    fn end_singles(&mut self) {
        let count = mem::take(&mut self.single_count);
        if count > 0 {
            self.head(SINGLE, count);
            self.written.append(&mut self.singles);
        }
    }

    fn head(&mut self, kind: u64, length: usize) {
        write_number((length as u64) << RUN_BITS | kind, &mut self.written);
    }
}

fn read_texts<T: Cell>(bytes: &mut &[u8]) -> Option<Vec<T>> {
    let count = read_number(bytes)?;
    let text = |_| {
        let text = core::str::from_utf8(read_bytes(bytes)?).ok()?;
        T::from_lent(&Lent::Text(Cow::Borrowed(text)))
    };
    (0..count).map(text).collect()
}

/// Bytes behind their length.
pub(crate) fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    write_number(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

pub(crate) fn read_bytes<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(read_number(bytes)?).ok()?;
    let (read, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(read)
}

/// A number, the lowest bits first: a small one takes one byte.
pub(super) fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= u64::from(MORE) {
        out.push(number as u8 | MORE);
        number >>= BYTE_BITS;
    }
    out.push(number as u8);
}

pub(super) fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & !MORE) << shift;
        if byte & MORE == 0 {
            return Some(number);
        }
        shift += BYTE_BITS;
        if shift >= u64::BITS {
            return None;
        }
    }
}

/// A step as a mark: small ones are small, whichever way they go.
fn mark_of(step: i64) -> u64 {
    (step << 1 ^ step >> (i64::BITS - 1)) as u64
}

fn step_of(mark: u64) -> i64 {
    (mark >> 1) as i64 ^ -((mark & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};
    use alloc::vec;

    use crate::privacy::Label;

    fn written<T: Cell + PartialEq>(values: &[Option<T>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(values.len(), &|row| values[row].as_ref(), &mut bytes);
        bytes
    }

    fn read_again<T: Cell + Clone>(mut bytes: &[u8], count: usize) -> Option<Vec<Option<T>>> {
        let mut rows = vec![None; count];
        let mut set = |row: usize, value| rows[row] = Some(value);
        read(&mut bytes, count, true, &mut set)?;
        bytes.is_empty().then_some(rows)
    }

    #[test]
    fn numbers_come_back_in_few_bytes() {
        let steady: Vec<Option<i64>> = (0..1000).map(|number| Some(number * 60)).collect();
        // (values, bytes)
        let table: [(&[Option<i64>], usize); 7] = [
            (&[], 0),
            (&[None; 500], 2),
            (&[Some(0); 500], 3),
            (&steady, 5),
            (&[Some(i64::MAX), Some(i64::MIN), Some(0), Some(-1)], 23),
            (&[Some(1), None, Some(1), Some(2), Some(2)], 7),
            (&[Some(1), Some(1), Some(5), Some(5), Some(5), Some(5)], 6),
        ];
        for (at, (values, length)) in table.into_iter().enumerate() {
            let bytes = written(values);
            assert_eq!(bytes.len(), length, "{at}");
            assert!(
                read_again(&bytes, values.len()).as_deref() == Some(values),
                "{at}"
            );
        }
    }

    #[test]
    fn texts_stand_once() {
        let label = |text| Label::new(text);
        let values = [
            label("a-model"),
            label("a-model"),
            None,
            label("other"),
            label("a-model"),
        ];
        let bytes = written(&values);
        let text = String::from_utf8_lossy(&bytes).to_string();
        assert_eq!(text.matches("a-model").count(), 1);
        assert!(read_again(&bytes, values.len()) == Some(values.to_vec()));
    }

    #[test]
    fn what_was_not_written_is_refused() {
        let bytes = written(&[Some(1_i64), Some(7), None, Some(1 << 40)]);
        assert!(read_again::<u64>(&bytes, 4).is_some());
        for length in 0..bytes.len() {
            assert!(read_again::<u64>(&bytes[..length], 4).is_none(), "{length}");
        }
        for count in [3, 5] {
            assert!(read_again::<u64>(&bytes, count).is_none(), "{count}");
        }
        assert!(read_again::<u32>(&bytes, 4).is_none(), "too large");
        assert!(read_again::<Label>(&bytes, 4).is_none(), "no texts");
        let needed = read::<u64>(&mut &*bytes, 4, false, &mut |_, _| {});
        assert!(needed.is_none(), "one is absent");
        let sentence = b"\x01\x17a sentence of four words";
        assert!(read_again::<Label>(&[sentence, &b"\x06\x00"[..]].concat(), 1).is_none());
    }
}
