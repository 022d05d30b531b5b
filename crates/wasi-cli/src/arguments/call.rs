//! What the command line asks for, once it is read.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use cutrack_core::price::PriceTable;
use cutrack_core::privacy::Privacy;
use cutrack_core::report::{Purge, Query};

use crate::catalogue::{DataDetail, Detail};
use crate::database::Holder;
use crate::deletion::Consent;
use crate::draw::Style;
use crate::export_file::Target;
use crate::sought::Sought;

/// Widest table when nobody says how wide the terminal is.
const DEFAULT_WIDTH: usize = 80;

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Request {
    /// Help about one thing, for a terminal so wide, where somebody says how wide it is.
    Help(Topic, Option<usize>),
    /// `-V`.
    Version,
    /// A report.
    Report(Box<Call>),
    /// A command about what is kept.
    Data(Box<DataCall>),
    /// A search for a text in what is kept.
    Find(Box<FindCall>),
    /// The completions for a shell.
    Completions(String),
    /// What a completion script asks while a person types.
    Held(Held),
    /// The manual page.
    Manual,
    /// A change of the prices of the user's own.
    OwnPrices(Box<PricesCall>),
}

/// A question about what the database holds.
#[derive(Debug)]
pub(crate) struct Held {
    /// One of [`HELD`](crate::options::HELD).
    pub(crate) what: String,
    /// The database, where there is one.
    pub(crate) database: Option<PathBuf>,
    /// The zone of dates.
    pub(crate) zone: Option<String>,
}

/// What help is asked about.
#[derive(Debug)]
pub(crate) enum Topic {
    /// Everything: all that the launcher has, or what its guest can do alone.
    All { is_launched: bool },
    /// `help time`.
    Time,
    /// One report.
    Report(&'static Detail),
    /// One command about what is kept.
    Data(&'static DataDetail),
    /// What has a text of its own.
    Text(&'static str),
}

/// A report, asked for.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) report: &'static Detail,
    pub(crate) query: Query,
    pub(crate) format: Format,
    pub(crate) look: Look,
    pub(crate) style: Style,
    /// The file of [`Format::Sqlite`].
    pub(crate) target: Option<Target>,
    pub(crate) setting: Setting,
}

/// A command about what is kept, asked for.
#[derive(Debug)]
pub(crate) struct DataCall {
    pub(crate) command: &'static DataDetail,
    /// The word of `forget`.
    pub(crate) word: Option<String>,
    /// Which sessions `purge` takes.
    pub(crate) purge: Purge,
    pub(crate) format: Format,
    pub(crate) look: Look,
    pub(crate) setting: Setting,
}

/// A search, asked for.
#[derive(Debug)]
pub(crate) struct FindCall {
    /// What must not be found; absent where standard input says it.
    pub(crate) sought: Option<Sought>,
    pub(crate) look: Look,
    pub(crate) setting: Setting,
}

/// A change of the prices of the user's own, asked for.
#[derive(Debug)]
pub(crate) struct PricesCall {
    pub(crate) change: PriceChange,
    pub(crate) setting: Setting,
}

/// What becomes of the prices of the user's own.
#[derive(Debug)]
pub(crate) enum PriceChange {
    /// Those in this file join them; [`STANDARD_INPUT`](super::STANDARD_INPUT) is one.
    Add(PathBuf),
    /// They go.
    Reset,
}

/// What reports and data commands have in common: where files are read and kept, and how a run talks.
#[derive(Debug, Default)]
pub(crate) struct Setting {
    pub(crate) zone: Option<String>,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) homes: Vec<PathBuf>,
    /// Where records are kept; absent where nothing is.
    pub(crate) database: Option<PathBuf>,
    /// Report what is stored, open no rollout.
    pub(crate) reads_nothing: bool,
    /// Read everything anew.
    pub(crate) reads_again: bool,
    /// Delete the rows of files that are gone.
    pub(crate) prunes: bool,
    /// Whether names may be kept, where this run decides it.
    pub(crate) privacy: Option<Privacy>,
    /// Whether nothing is to be kept because somebody said so.
    pub(crate) keeps_nothing: bool,
    /// Whether the launcher runs this guest.
    pub(crate) is_launched: bool,
    /// Nobody but the user can read what it stores. Without the launcher that is the runtime's affair.
    pub(crate) is_closed: bool,
    /// How many are to read side by side, where somebody says so.
    pub(crate) workers: Option<NonZeroUsize>,
    /// After how many bytes what was read is stored, where a test says so.
    pub(crate) portion_bytes: Option<u64>,
    /// Whether the launcher has others to read beside this run.
    pub(crate) has_crew: bool,
    /// Whether the launcher tells on standard input what lies in the homes.
    pub(crate) is_walked: bool,
    /// What the launcher sees of itself, for `doctor`.
    pub(crate) seen: Option<String>,
    /// What the launcher knows of runs that hold the database.
    pub(crate) holder: Holder,
    /// Files and folders in folders that only the launcher can list.
    pub(crate) listed: Vec<PathBuf>,
    /// Whether this `watch` goes on for one that has ended so that a folder is listed anew.
    pub(crate) goes_on: bool,
    /// What may be deleted.
    pub(crate) consent: Consent,
    /// The built-in prices and the user's own.
    pub(crate) prices: PriceTable,
    pub(crate) progress: bool,
    /// How wide the terminal is, where somebody says so.
    pub(crate) columns: Option<usize>,
    pub(crate) quiet: bool,
}

impl Setting {
    /// Where lines fold that programs read too: nowhere, unless somebody says how wide the terminal is.
    pub(crate) fn fold_at(&self) -> usize {
        self.columns.unwrap_or(usize::MAX)
    }
}

/// What the answer is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Table,
    Json,
    Csv,
    Ndjson,
    Sqlite,
}

/// How tables look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) width: usize,
    pub(crate) ascii: bool,
    pub(crate) color: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: DEFAULT_WIDTH,
            ascii: false,
            color: false,
        }
    }
}
