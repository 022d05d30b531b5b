//! Lists that grow while a file is read. To grow from nothing, as a list does by itself, is to move its rows again and again,
//! each time into memory that was not touched before: a twentieth of all work.

use alloc::vec::Vec;

/// Room that a list begins with. It is touched only as far as rows fill it.
const ROOM_BYTES: usize = 256 * 1024;

/// Adds a row to a list that may become long.
pub(crate) fn add<T>(list: &mut Vec<T>, row: T) {
    if list.capacity() == 0 {
        list.reserve_exact(ROOM_BYTES / size_of::<T>().max(1));
    }
    list.push(row);
}

/// The rows in as much memory as they need; all of the room is free for the next file.
pub(crate) fn cut<T>(list: Vec<T>) -> Vec<T> {
    let mut rows = Vec::with_capacity(list.len());
    rows.extend(list);
    rows
}
