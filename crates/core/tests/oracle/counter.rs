//! The running total of token_count lines. There can be several in one file, taking turns.

use std::collections::BTreeSet;

use super::{Vector, ZERO};

/// What one token_count line comes to.
#[derive(Default)]
pub(crate) struct Step {
    pub(crate) counted: Vector,
    pub(crate) repeated: Vector,
    pub(crate) missing: Vector,
}

pub(crate) struct Counter {
    /// The total after the last line; `None` before the first.
    pub(crate) head: Option<Vector>,
    /// Totals that were the head before: a line that continues one belongs to another counter.
    older: BTreeSet<Vector>,
    pub(crate) interleaved: bool,
}

impl Counter {
    pub(crate) fn new(head: Option<Vector>) -> Self {
        Self {
            head,
            older: BTreeSet::new(),
            interleaved: false,
        }
    }

    /// Takes one line: `last` is the response's usage, `total` the sum after it.
    pub(crate) fn take(&mut self, total: Option<Vector>, last: Option<Vector>) -> Step {
        let (total, last) = match (total, last) {
            (None, last) => {
                return Step {
                    counted: last.unwrap_or(ZERO),
                    ..Step::default()
                };
            }
            (Some(total), None) => {
                let counted = self
                    .head
                    .and_then(|head| minus(&total, &head))
                    .unwrap_or(total);
                self.advance(total);
                return Step {
                    counted,
                    ..Step::default()
                };
            }
            (Some(total), Some(last)) => (total, last),
        };
        if self.head == Some(total) {
            return Step {
                repeated: last,
                ..Step::default()
            };
        }
        let overflowed = total[0] == 0 && total[3] == 0;
        let counted = if overflowed || last == ZERO {
            ZERO
        } else {
            last
        };
        let missing = if counted == ZERO {
            ZERO
        } else {
            self.gap_before(&total, &last)
        };
        self.advance(total);
        Step {
            counted,
            missing,
            ..Step::default()
        }
    }

    fn gap_before(&mut self, total: &Vector, last: &Vector) -> Vector {
        let before = std::array::from_fn(|part| total[part].saturating_sub(last[part]));
        let Some(head) = self.head else { return ZERO };
        if before == head {
            return ZERO;
        }
        if self.older.contains(&before) {
            self.interleaved = true;
            return ZERO;
        }
        if before == ZERO {
            ZERO
        } else {
            minus(&before, &head).unwrap_or(ZERO)
        }
    }

    fn advance(&mut self, total: Vector) {
        self.older.extend(self.head);
        self.head = Some(total);
    }
}

/// The difference, when no part of it is negative.
fn minus(left: &Vector, right: &Vector) -> Option<Vector> {
    let mut out = ZERO;
    for part in 0..out.len() {
        out[part] = left[part].checked_sub(right[part])?;
    }
    Some(out)
}
