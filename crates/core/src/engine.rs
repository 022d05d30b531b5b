//! The one command surface: configure, begin, feed, end, report. Every host method is a few lines over it.

use crate::report::{Query, QueryError, Report};
use crate::zone::Zone;

/// What an engine must know before the first byte.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The key of all pseudonyms; without one no pseudonym is made and their columns are absent.
    pub key: Option<[u8; 32]>,
    /// The zone that days are counted in.
    pub zone: Zone,
}

/// Reads rollout files and answers queries about them.
#[derive(Debug, Default)]
pub struct Engine {
    config: Config,
}

/// Why a host could not hand a file over, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostFailure {
    /// The file may not be read.
    PermissionDenied,
    /// The file is gone since it was found.
    Gone,
    /// Any other failure to read.
    ReadFailed,
}

impl Engine {
    /// An engine without files.
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// Opens the next file. `name` is its path below the Codex home, with `/` (`sessions/2026/08/06/rollout-….jsonl`),
    /// or just the file's name; it tells kind, rollout id and archive state and is never in an answer.
    /// Returns the file's index: diagnostics name it so.
    pub fn begin(&mut self, name: &str) -> u32 {
        let _ = name;
        0
    }

    /// The next bytes of the open file, in chunks of any size.
    pub fn feed(&mut self, chunk: &[u8]) {
        let _ = chunk;
    }

    /// The open file is complete.
    pub fn end(&mut self) {}

    /// The open file could not be read, or not to its end; what was fed still counts.
    pub fn fail(&mut self, failure: HostFailure) {
        let _ = failure;
    }

    /// Answers a query over all files ended so far.
    pub fn report(&self, query: &Query) -> Result<Report, QueryError> {
        let _ = (query, &self.config);
        Err(QueryError::Grouping)
    }
}
