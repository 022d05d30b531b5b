//! Streams: what the app-server and `codex exec --json` wrote to whoever started them, kept as a log (FORMAT.md §9).
//!
//! A stream tells turns and items of threads, which as a rule have a rollout too. So what it tells is kept apart from
//! sessions, and no total of usage holds it. What breaks if this is touched: a stream that tells everything in both of
//! the app-server's forms counts once.

mod items;
mod recorder;
mod turns;

use alloc::vec::Vec;

use crate::item::{RateLimits, StreamKind, StreamLine};
use crate::json::Fields;
use crate::privacy::Mask;
use crate::record::Timestamp;
pub use items::AppItem;
use recorder::Recorder;
pub use turns::AppTurn;

/// Reads the lines of a stream.
#[derive(Default)]
pub(crate) struct StreamReader {
    mask: Mask,
    recorder: Recorder,
    /// Of the app-server's older events, which from 0.58 to 0.9x told the same once more.
    events: Recorder,
}

/// What a stream told.
#[derive(Clone, Default)]
pub(crate) struct StreamFacts {
    /// Turns of all its threads, in the order in which they began.
    pub(crate) turns: Vec<AppTurn>,
    /// Their items, likewise.
    pub(crate) items: Vec<AppItem>,
}

impl StreamReader {
    /// A reader that keeps commands as `mask` says.
    pub(crate) fn new(mask: Mask) -> Self {
        Self {
            mask,
            ..Self::default()
        }
    }

    /// Reads a walked line; returns when it was written, and the rate limits that it tells.
    pub(crate) fn line(
        &mut self,
        fields: &Fields,
        bytes: &[u8],
    ) -> (Option<Timestamp>, Option<RateLimits>) {
        let mut line = StreamLine::read(fields, bytes, &mut self.mask);
        let (at, limits) = (line.at, line.limits.take());
        match line.kind {
            StreamKind::AppServerEvents => self.events.line(line),
            _ => self.recorder.line(line),
        }
        (at, limits)
    }

    /// All that it told.
    pub(crate) fn finish(self) -> StreamFacts {
        let pseudonyms = self.mask.finish();
        match self.recorder.is_empty() {
            true => self.events.finish(&pseudonyms),
            false => self.recorder.finish(&pseudonyms),
        }
    }
}
