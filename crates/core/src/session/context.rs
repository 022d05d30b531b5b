//! The context window of a file: its gauges (FORMAT.md §7.7).
//!
//! A gauge is a `token_count` that says something new. What breaks if this is touched: copied lines must
//! still be remembered, or the first own line that repeats one becomes a gauge.

use alloc::vec::Vec;

use super::own_line::OwnLine;
use crate::counter::Seen;
use crate::item::{Tag, TokenCount};
use crate::privacy::Label;
use crate::record::{Timestamp, Tokens};
use crate::room;

/// Tokens that every window holds before the user says anything: Codex leaves them out of its percentage.
const BASELINE: u64 = 12_000;

/// The last minor version of Codex 0 whose gauge leaves the reasoning out.
const LAST_WITHOUT_REASONING: u64 = 47;

/// How full the window was after a response.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gauge {
    /// When.
    pub at: Option<Timestamp>,
    /// Own turn that it belongs to, by index.
    pub turn: Option<u32>,
    /// Tokens that the window takes.
    pub window: u64,
    /// Tokens in it.
    pub used: u64,
    /// The request did not fit: the window is full, whatever `used` says (FORMAT.md §7.2).
    pub is_overflow: bool,
    /// Not what a response stated, but Codex's own guess, as after a compaction.
    pub is_estimate: Option<bool>,
    /// All that the session had used by then, as the line states it.
    pub stated_total: Option<u64>,
}

impl Gauge {
    /// Percent left, rounded as Codex does.
    pub fn left_percent(&self) -> u64 {
        let Some(size) = self.window.checked_sub(BASELINE).filter(|&size| size > 0) else {
            return 0;
        };
        if self.is_overflow {
            return 0;
        }
        let left = size.saturating_sub(self.used.saturating_sub(BASELINE));
        let (left, size) = (u128::from(left), u128::from(size));
        ((200 * left + size) / (2 * size)) as u64
    }
}

/// Follows the window.
#[derive(Default)]
pub(super) struct Context {
    window: Option<u64>,
    /// What tells one gauge from any other: total, last, window.
    seen: Seen<TokenCount>,
    gauges: Vec<(Gauge, u64)>,
}

impl Context {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        if let Some(&count) = line.token_count {
            self.token_count(count, line);
        } else if line.tag == Tag::TurnStarted {
            self.note_window(
                line.field("model_context_window")
                    .and_then(|window| window.count().ok().flatten()),
            );
        }
    }

    /// The gauges, in file order.
    pub(super) fn finish(self, cli_version: Option<&Label>) -> Vec<Gauge> {
        let leaves_reasoning_out = cli_version.is_some_and(leaves_reasoning_out);
        let adjusted = |(gauge, reasoning): (Gauge, u64)| Gauge {
            used: if leaves_reasoning_out {
                gauge.used.saturating_sub(reasoning)
            } else {
                gauge.used
            },
            ..gauge
        };
        self.gauges.into_iter().map(adjusted).collect()
    }

    fn note_window(&mut self, window: Option<u64>) {
        self.window = window.or(self.window);
    }

    fn token_count(&mut self, count: TokenCount, line: &OwnLine<'_>) {
        self.note_window(count.context_window);
        let count = TokenCount {
            context_window: self.window,
            ..count
        };
        if !self.seen.insert(count) || line.is_foreign {
            return;
        }
        let (Some(window), Some(last)) = (self.window, count.last) else {
            return;
        };
        let Some(used) = last.total else { return };
        let is_overflow = count
            .total
            .is_some_and(|total| total.tokens == Tokens::default() && total.total == Some(window));
        let gauge = Gauge {
            at: line.envelope.at,
            turn: line.turn,
            window,
            used,
            is_overflow,
            is_estimate: Some(!is_overflow && last.tokens == Tokens::default()),
            stated_total: count.total.and_then(|total| total.total),
        };
        room::add(&mut self.gauges, (gauge, last.tokens.reasoning_output));
    }
}

/// A development build (0.0.0) is of no known time: as of today.
fn leaves_reasoning_out(cli_version: &Label) -> bool {
    let mut numbers = cli_version.as_str().split('.').map(str::parse::<u64>);
    matches!((numbers.next(), numbers.next()), (Some(Ok(0)), Some(Ok(minor))) if (1..=LAST_WITHOUT_REASONING).contains(&minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_is_what_codex_shows() {
        for (used, window, left) in [
            (75_514, 258_400, 74),
            (227_059, 258_400, 13),
            (0, 258_400, 100),
            (12_000, 258_400, 100),
            (300_000, 258_400, 0),
            (1, 12_000, 0),
            (1, 0, 0),
        ] {
            let gauge = Gauge {
                window,
                used,
                ..Gauge::default()
            };
            assert_eq!(gauge.left_percent(), left, "{used} of {window}");
        }
    }

    #[test]
    fn reasoning_was_left_out_up_to_0_47() {
        for (version, expected) in [
            ("0.47.0", true),
            ("0.48.0", false),
            ("0.0.0", false),
            ("1.17.7", false),
        ] {
            let version = Label::new(version).expect("a label");
            assert_eq!(leaves_reasoning_out(&version), expected, "{version}");
        }
    }
}
