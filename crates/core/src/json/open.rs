//! Which containers are open around a place: of each whether it is an object or an array.
//!
//! One bit a level, in machine words, as wider numbers are slow to shift in wasm. What breaks if this is touched: a
//! bracket that closes a container of the other kind would pass.

use super::scan::DEPTH_CAP;

const WORDS: usize = DEPTH_CAP as usize / 64;

/// The containers that are open.
#[derive(Default)]
pub(super) struct Open {
    /// How many; no more than [`DEPTH_CAP`].
    pub(super) depth: u32,
    /// The innermost is an object.
    pub(super) is_object: bool,
    /// Likewise those around it, a bit each.
    around: [u64; WORDS],
}

impl Open {
    /// One more, inside all the others.
    #[inline]
    pub(super) fn push(&mut self, is_object: bool) {
        let (word, bit) = Self::place(self.depth);
        self.around[word] = self.around[word] & !(1 << bit) | u64::from(self.is_object) << bit;
        self.is_object = is_object;
        self.depth += 1;
    }

    /// The innermost is closed.
    #[inline]
    pub(super) fn pop(&mut self) {
        self.depth -= 1;
        let (word, bit) = Self::place(self.depth);
        self.is_object = self.around[word] >> bit & 1 == 1;
    }

    /// What closes the innermost.
    #[inline]
    pub(super) fn close(&self) -> u8 {
        if self.is_object { b'}' } else { b']' }
    }

    #[inline]
    fn place(depth: u32) -> (usize, u32) {
        (depth as usize / 64 % WORDS, depth % 64)
    }
}

#[cfg(test)]
mod tests {
    use super::DEPTH_CAP;
    use crate::json::Raw;
    use alloc::string::String;

    /// Of this depth, with objects and arrays in turn by threes; the closing bracket of level `wrong` is of the other kind.
    fn nested(depth: u32, wrong: Option<u32>) -> String {
        let is_object = |level: u32| level.is_multiple_of(3);
        let opening = (0..depth).map(|level| if is_object(level) { "{\"a\":" } else { "[" });
        let closing = (0..depth).rev().map(|level| {
            if is_object(level) != (wrong == Some(level)) {
                "}"
            } else {
                "]"
            }
        });
        opening.chain(["1"]).chain(closing).collect()
    }

    #[test]
    fn every_level_closes_as_it_opened() {
        for depth in [1, 2, 63, 64, 65, 66, DEPTH_CAP - 1, DEPTH_CAP] {
            assert!(Raw::document(nested(depth, None).as_bytes()).is_ok());
            for wrong in 0..depth {
                let text = nested(depth, Some(wrong));
                assert!(
                    Raw::document(text.as_bytes()).is_err(),
                    "{wrong} of {depth}"
                );
            }
        }
    }
}
