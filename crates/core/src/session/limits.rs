//! Rate-limit snapshots of a file (FORMAT.md §5.4): one row whenever anything changed.
//!
//! What breaks if this is touched: Codex repeats the snapshot it holds under new line times, and a relative
//! reset that moved with each repeat would never come.

use alloc::vec::Vec;

use super::own_line::OwnLine;
use crate::item::{LimitWindow, RateLimits, Snapshots, Tag};
use crate::json::Kind;
use crate::record::Timestamp;

/// The field that holds a snapshot.
const SNAPSHOT: &str = "rate_limits";

/// How far a relative reset may wander from one request to the next and be the same.
const WANDER_MS: u64 = 60_000;

/// What the limits were from a moment on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LimitReading {
    /// Time of the first line that told so.
    pub at: Option<Timestamp>,
    /// What it told.
    pub limits: RateLimits,
}

/// Follows the snapshots.
#[derive(Default)]
pub(super) struct Limits {
    /// Version of the snapshot before.
    before: Option<u32>,
    snapshots: Snapshots,
    readings: Vec<LimitReading>,
    /// The newest of each family of limits, by its index; in the order of the families.
    newest: Vec<usize>,
}

impl Limits {
    /// Takes the next line.
    pub(super) fn line(&mut self, line: &OwnLine<'_>) {
        if line.is_foreign || line.tag != Tag::TokenCount {
            return;
        }
        let (Some(snapshot), Some(shape)) = (line.field(SNAPSHOT), line.fields.shape(SNAPSHOT))
        else {
            return;
        };
        let version = Some(shape.version());
        if snapshot.kind() != Kind::Object
            || core::mem::replace(&mut self.before, version) == version
        {
            return;
        }
        let at = line.envelope.at;
        let limits = self.snapshots.read(snapshot, shape, at);
        self.tell(at, limits);
    }

    /// Takes a snapshot of this time: news, where it differs from the newest one of the same family of limits.
    pub(super) fn tell(&mut self, at: Option<Timestamp>, limits: RateLimits) {
        let readings = &self.readings;
        let of_family = |&known: &usize| readings[known].limits.limit_id.cmp(&limits.limit_id);
        let family = self.newest.binary_search_by(of_family);
        let known = family.map(|place| &readings[self.newest[place]].limits);
        let is_news = known.map_or(!limits.is_empty(), |known| !is_same(known, &limits));
        if is_news {
            let newest = readings.len();
            match family {
                Ok(place) => self.newest[place] = newest,
                Err(place) => self.newest.insert(place, newest),
            }
            self.readings.push(LimitReading { at, limits });
        }
    }

    /// The readings, in file order.
    pub(super) fn finish(self) -> Vec<LimitReading> {
        self.readings
    }
}

/// Whether nothing changed but for relative resets that wander.
fn is_same(one: &RateLimits, other: &RateLimits) -> bool {
    let windows = one.windows.iter().zip(&other.windows);
    windows
        .map(|(one, other)| settled(*one, *other))
        .eq(other.windows)
        && one.is_like(other)
}

/// The earlier window, with the later one's reset if it only wandered there.
fn settled(earlier: Option<LimitWindow>, later: Option<LimitWindow>) -> Option<LimitWindow> {
    let (Some(window), Some(LimitWindow { resets_at, .. })) = (earlier, later) else {
        return earlier;
    };
    let (Some(from), Some(to)) = (window.resets_at, resets_at) else {
        return earlier;
    };
    let wandered = window.is_relative && from.0.abs_diff(to.0) <= WANDER_MS;
    Some(if wandered {
        LimitWindow {
            resets_at,
            ..window
        }
    } else {
        window
    })
}
