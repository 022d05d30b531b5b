//! The running total of lines that tell it again and again (FORMAT.md §7.6 rule 3).
//!
//! What breaks if this is touched: every total.

mod seen;

use crate::record::Tokens;
pub(crate) use seen::Seen;

/// Follows the total from line to line. There can be several totals in one file: `heads` knows those of all.
#[derive(Clone, Default)]
pub(crate) struct Counter {
    head: Option<Tokens>,
    heads: Seen<Tokens>,
    interleaved: bool,
}

/// What one line adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// Used by a response that no line told before.
    pub(crate) counted: Tokens,
    /// Told again.
    pub(crate) repeated: Tokens,
    /// Used between the line before and this one, by a response whose line was lost.
    pub(crate) missing: Tokens,
}

impl Step {
    fn counted(counted: Tokens) -> Self {
        Self {
            counted,
            ..Self::default()
        }
    }
}

impl Counter {
    /// Starts from the total that another file ended with.
    pub(crate) fn seeded(head: Option<Tokens>) -> Self {
        let mut counter = Self::default();
        if let Some(head) = head {
            counter.advance(head);
        }
        counter
    }

    /// The total after the last line.
    pub(crate) fn head(&self) -> Option<Tokens> {
        self.head
    }

    /// Two counters took turns, so that a gap between two lines was the other one's: no `missing` holds.
    pub(crate) fn is_interleaved(&self) -> bool {
        self.interleaved
    }

    /// Takes one line.
    pub(crate) fn take(&mut self, total: Option<Tokens>, last: Option<Tokens>) -> Step {
        match (total, last) {
            (None, last) => Step::counted(last.unwrap_or_default()),
            (Some(total), None) => self.take_total(total),
            (Some(total), Some(last)) if Some(total) == self.head => Step {
                repeated: last,
                ..Step::default()
            },
            (Some(total), Some(last)) => {
                let step = self.take_both(total, last);
                self.advance(total);
                step
            }
        }
    }

    /// Only the running total stands in the line: its step counts, or all of it after a drop.
    fn take_total(&mut self, total: Tokens) -> Step {
        let step = match self.head {
            Some(head) if total.covers(&head) => total.minus(&head),
            _ => total,
        };
        self.advance(total);
        Step::counted(step)
    }

    fn take_both(&mut self, total: Tokens, last: Tokens) -> Step {
        let is_overflow_marker = total.input == 0 && total.output == 0;
        let is_estimate = last == Tokens::default();
        if is_overflow_marker || is_estimate {
            return Step::default();
        }
        let before = total.minus(&last);
        let Some(head) = self.head.filter(|&head| head != before) else {
            return Step::counted(last);
        };
        if self.heads.contains(&before) {
            self.interleaved = true;
        } else if before != Tokens::default() && before.covers(&head) {
            return Step {
                counted: last,
                missing: before.minus(&head),
                ..Step::default()
            };
        }
        Step::counted(last)
    }

    fn advance(&mut self, total: Tokens) {
        self.heads.insert(total);
        self.head = Some(total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(input: u64, output: u64) -> Option<Tokens> {
        Some(Tokens {
            input,
            output,
            ..Tokens::default()
        })
    }

    #[test]
    fn an_equal_total_is_a_repeat_and_an_equal_last_is_not() {
        let mut counter = Counter::default();
        assert_eq!(counter.take(tokens(10, 1), tokens(10, 1)).counted.input, 10);
        assert_eq!(
            counter.take(tokens(10, 1), tokens(10, 1)).repeated.input,
            10
        );
        assert_eq!(counter.take(tokens(20, 2), tokens(10, 1)).counted.input, 10);
    }

    #[test]
    fn a_lost_line_is_missing_until_a_second_counter_explains_it() {
        let mut counter = Counter::default();
        counter.take(tokens(10, 1), tokens(10, 1));
        assert_eq!(
            counter.take(tokens(35, 3), tokens(5, 1)).missing,
            tokens(20, 1).unwrap()
        );
        assert!(!counter.is_interleaved());
        counter.take(tokens(12, 2), tokens(2, 1));
        assert!(counter.is_interleaved());
    }

    #[test]
    fn an_overflow_marker_counts_nothing_and_restarts_the_total() {
        let mut counter = Counter::default();
        counter.take(tokens(10, 1), tokens(10, 1));
        assert_eq!(counter.take(tokens(0, 0), tokens(0, 0)), Step::default());
        assert_eq!(counter.take(tokens(7, 1), tokens(7, 1)).counted.input, 7);
    }
}
