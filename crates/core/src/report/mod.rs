//! Reports: pure functions from the data set and a query to typed, serialisable answers.

pub mod activity;
pub mod agents;
pub mod app_records;
pub mod call_groups;
mod comma_separated;
pub mod commands;
mod commands_build;
pub mod compactions;
pub mod context;
mod context_build;
pub mod cost;
mod cost_build;
pub mod cost_turns;
mod dataset;
pub mod event_types;
pub mod events;
mod events_build;
pub mod files;
pub mod fill;
mod known;
pub mod limits;
mod limits_build;
pub mod limits_past;
mod limits_shares;
mod limits_window;
pub mod names;
mod needed;
pub mod overview;
pub mod prices;
pub mod privacy;
mod purge;
pub mod quality;
mod quality_build;
mod quality_streams;
mod quality_versions;
pub mod query;
pub mod readings;
pub mod records;
mod records_build;
mod records_status;
mod scope;
pub mod session;
mod session_build;
pub mod session_calls;
pub mod session_facts;
pub mod sessions;
mod sessions_build;
pub mod shared;
pub mod statusline;
mod summary;
mod sums;
mod tally;
pub mod timeline;
pub mod tools;
mod tools_build;
mod untold;
pub mod usage;
mod usage_build;
mod usage_order;

use alloc::vec::Vec;
use serde::Serialize;

use crate::ledger::Ledger;
use crate::price::PriceTable;
use crate::store::FileRecords;
use crate::zone::Zone;
use dataset::Dataset;
use scope::Scope;

pub use activity::{ActivityReport, ActivityRow, ActivitySums};
pub use agents::{AgentRow, AgentSums, Agents};
pub use call_groups::{CallEnds, CallKeys, CallRest};
pub use comma_separated::{cells, printable};
pub use commands::{CommandRow, CommandSums, CommandsReport};
pub use compactions::CompactionsReport;
pub use context::{ContextKey, ContextReport, ContextRow, ContextSums};
pub use cost::{CostGroup, CostReport, CostRow, CostSums, RestOfCost};
pub use cost_turns::TurnCosts;
pub use event_types::{EventTypeRow, EventTypesReport};
pub use events::{EventRow, EventsReport};
pub use files::{FileOutcome, FileRow, FileSums, FilesReport};
pub use fill::{FillCount, FillReport, FillRow};
pub(crate) use known::Known;
pub use limits::{LimitsReport, Outlook, RestOfUsers, UsedSums, User, UserRow, WindowRow};
pub use limits_past::{PastWindowRow, PastWindowsReport, RiseElsewhere};
pub use names::{NameKind, NameRow, NamesReport};
pub use needed::{NEEDED_OF_SESSIONS, needed, needed_tables, needs_names, needs_sessions};
pub use overview::{ContextNow, OverviewPeriod, OverviewReport, OverviewRow};
pub use prices::{PriceListRow, PricesReport};
pub use privacy::{PrivacyReport, PrivacyRow};
pub use purge::{Chosen, Purge};
pub use quality::{FindingRow, QualityReport, QualityRow, UnknownTypeRow};
pub use query::{Filters, Grouping, Order, Query, QueryError, Range, ReportKind};
pub use readings::{ReadingRow, ReadingsReport};
pub use records::{Record, RecordTable, RecordsReport};
pub use session::{CallsOfKind, SessionCalls, SessionCompaction, SessionReport, TurnRow, TurnSums};
pub use session_calls::SessionCallsReport;
pub use session_facts::{CallFacts, SessionFacts, SettingsOfTurn, TurnFacts};
pub use sessions::{SessionRow, SessionSums, SessionsReport};
pub use shared::{DateRange, FileCounts, Head, LeftOut, NotTold, PriceNote, Sums};
pub use statusline::StatuslineReport;
pub use summary::Summary;
pub(crate) use tally::{hold_tallies, tallies_of, tells};
pub use timeline::{TimelineReport, TimelineRow};
pub use tools::{CallSums, ToolRow, ToolsReport};
pub use usage::{
    Comparison, DaysUsed, PreviousUsage, RunOfDays, TokenKinds, UsageParts, UsageReport, UsageRow,
};

/// The answer to one [`Query`].
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Report {
    /// `report hourly|daily|weekly|monthly`, `models`, `projects`, `branches`.
    Usage(UsageReport),
    /// One session's marks in the order of time.
    Timeline(TimelineReport),
    /// How full windows were when turns ended.
    Fill(FillReport),
    /// Every compaction.
    Compactions(CompactionsReport),
    /// `sessions`.
    Sessions(SessionsReport),
    /// `session`.
    Session(alloc::boxed::Box<SessionReport>),
    /// `session --by call`.
    SessionCalls(alloc::boxed::Box<SessionCallsReport>),
    /// `limits`.
    Limits(LimitsReport),
    /// `limits --by window`.
    PastWindows(PastWindowsReport),
    /// `cost`.
    Cost(CostReport),
    /// `overview`.
    Overview(OverviewReport),
    /// `statusline`.
    Statusline(StatuslineReport),
    /// `prices`.
    Prices(PricesReport),
    /// `tools`.
    Tools(ToolsReport),
    /// `commands`.
    Commands(CommandsReport),
    /// What was said in each session.
    Activity(ActivityReport),
    /// `context`.
    Context(ContextReport),
    /// `events`.
    Events(EventsReport),
    /// `events --by type`.
    EventTypes(EventTypesReport),
    /// What became of each file.
    Files(FilesReport),
    /// What each pseudonym stands for.
    Names(NamesReport),
    /// `quality`.
    Quality(QualityReport),
    /// Every reading of every limit window.
    Readings(ReadingsReport),
    /// `export`.
    Records(RecordsReport),
    /// `privacy`.
    Privacy(PrivacyReport),
}

/// Version of all report JSON.
const SCHEMA: u32 = 1;

/// Answers a query over files, of which something may be known.
pub(crate) fn answer(
    files: &[FileRecords],
    query: &Query,
    zone: &Zone,
    prices: &PriceTable,
    known: &Known,
) -> Result<Report, QueryError> {
    let scope = Scope::new(query, zone)?;
    // That of the files themselves looks at no session.
    let nothing = Known::default();
    let (joined, known) = match query.report {
        ReportKind::Files => (&[][..], &nothing),
        _ => (files, known),
    };
    let dataset = Dataset::new(joined, prices, known);
    match query.report {
        ReportKind::Usage => usage_build::build(&dataset, query, &scope).map(Report::Usage),
        ReportKind::Timeline => timeline::build(&dataset, query, &scope).map(Report::Timeline),
        ReportKind::Fill => fill::build(&dataset, query, &scope).map(Report::Fill),
        ReportKind::Compactions => {
            compactions::build(&dataset, query, &scope).map(Report::Compactions)
        }
        ReportKind::Sessions => {
            sessions_build::build(&dataset, query, &scope).map(Report::Sessions)
        }
        ReportKind::Limits if query.by == [Grouping::Window] => {
            limits_past::build(&dataset, query, &scope).map(Report::PastWindows)
        }
        ReportKind::Session => session(&dataset, query, &scope),
        ReportKind::Limits => limits_build::build(&dataset, query, &scope).map(Report::Limits),
        ReportKind::Cost => cost_build::build(&dataset, query, &scope).map(Report::Cost),
        ReportKind::Overview => overview::build(&dataset, query, &scope).map(Report::Overview),
        ReportKind::Statusline => {
            statusline::build(&dataset, query, &scope).map(Report::Statusline)
        }
        ReportKind::Prices => prices::build(&dataset, query, &scope).map(Report::Prices),
        ReportKind::Tools => tools_build::build(&dataset, query, &scope).map(Report::Tools),
        ReportKind::Commands => {
            commands_build::build(&dataset, query, &scope).map(Report::Commands)
        }
        ReportKind::Activity => activity::build(&dataset, query, &scope).map(Report::Activity),
        ReportKind::Context => context_build::build(&dataset, query, &scope).map(Report::Context),
        ReportKind::Events if query.by == [Grouping::Type] => {
            event_types::build(&dataset, query, &scope).map(Report::EventTypes)
        }
        ReportKind::Events => events_build::build(&dataset, query, &scope).map(Report::Events),
        ReportKind::Files => Ok(Report::Files(files::build(files, &scope))),
        ReportKind::Names => Ok(Report::Names(names::build(files, &dataset, &scope))),
        ReportKind::Quality => {
            quality_build::build(files, &dataset, query, &scope).map(Report::Quality)
        }
        ReportKind::Readings => readings::build(&dataset, query, &scope).map(Report::Readings),
        ReportKind::Records => {
            records_build::build(files, &dataset, query, &scope).map(Report::Records)
        }
        ReportKind::Privacy => Err(QueryError::NoLedger),
    }
}

/// One session, turn by turn unless told.
fn session(dataset: &Dataset, query: &Query, scope: &Scope<'_>) -> Result<Report, QueryError> {
    use alloc::boxed::Box;
    match query.by.as_slice() {
        [] | [Grouping::Turn] => session_build::build(dataset, query, scope)
            .map(|report| Report::Session(Box::new(report))),
        [Grouping::Call] => session_calls::build(dataset, query, scope)
            .map(|report| Report::SessionCalls(Box::new(report))),
        _ => Err(QueryError::Grouping),
    }
}

/// Answers a query for `privacy`.
pub(crate) fn tell(
    ledger: &Ledger,
    files: &[FileRecords],
    query: &Query,
    zone: &Zone,
) -> Result<Report, QueryError> {
    let scope = Scope::new(query, zone)?;
    let prices = PriceTable::default();
    let known = Known::default();
    let dataset = Dataset::new(files, &prices, &known);
    privacy::build(ledger, &dataset, query, &scope).map(Report::Privacy)
}

/// The same expression for whichever report it is.
macro_rules! each {
    ($report:expr, $name:ident => $value:expr) => {
        match $report {
            Report::Usage($name) => $value,
            Report::Timeline($name) => $value,
            Report::Fill($name) => $value,
            Report::Compactions($name) => $value,
            Report::Sessions($name) => $value,
            Report::Session($name) => $value,
            Report::SessionCalls($name) => $value,
            Report::Limits($name) => $value,
            Report::PastWindows($name) => $value,
            Report::Cost($name) => $value,
            Report::Overview($name) => $value,
            Report::Statusline($name) => $value,
            Report::Prices($name) => $value,
            Report::Tools($name) => $value,
            Report::Commands($name) => $value,
            Report::Activity($name) => $value,
            Report::Context($name) => $value,
            Report::Events($name) => $value,
            Report::EventTypes($name) => $value,
            Report::Files($name) => $value,
            Report::Names($name) => $value,
            Report::Quality($name) => $value,
            Report::Readings($name) => $value,
            Report::Records($name) => $value,
            Report::Privacy($name) => $value,
        }
    };
}

impl Report {
    /// The files that it was computed from.
    pub fn files(&self) -> &FileCounts {
        each!(self, report => &report.files)
    }

    /// Whether it has nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            // Its periods are always there.
            Self::Overview(report) => report.rows.iter().all(|row| row.sums.sessions == 0),
            _ => each!(self, report => report.rows.is_empty()),
        }
    }

    /// Its rows, each as one line of JSON: what `--ndjson` prints.
    pub fn rows(&self) -> Vec<Vec<u8>> {
        each!(self, report => report.rows.iter().map(json).collect())
    }

    /// A row without values as JSON: its keys are the columns, also where there is no row.
    pub fn blank_row(&self) -> Vec<u8> {
        match self {
            Self::Usage(report) => json(&UsageRow::blank(&report.by)),
            Self::Timeline(_) => json(&TimelineRow::blank()),
            Self::Fill(_) => json(&FillRow::default()),
            Self::Compactions(_) => json(&compactions::CompactionRow::default()),
            Self::Sessions(_) => json(&SessionRow::default()),
            Self::Session(_) => json(&TurnRow::default()),
            Self::SessionCalls(_) => json(&CallFacts::default()),
            Self::Limits(_) => json(&WindowRow::default()),
            Self::Tools(report) => json(&ToolRow::blank(&report.by)),
            Self::Commands(report) => json(&CommandRow::blank(&report.by)),
            Self::PastWindows(_) => json(&PastWindowRow::default()),
            Self::Cost(report) => json(&CostRow::blank(&report.by)),
            Self::Overview(_) => json(&OverviewRow::default()),
            Self::Statusline(_) => json(&WindowRow::default()),
            Self::Prices(_) => json(&PriceListRow::default()),
            Self::Activity(_) => json(&ActivityRow::default()),
            Self::Context(report) => json(&ContextRow::blank(report.by)),
            Self::Events(report) => json(&EventRow::blank(report.by)),
            Self::EventTypes(_) => json(&EventTypeRow::default()),
            Self::Files(_) => json(&FileRow::default()),
            Self::Names(_) => json(&NameRow::default()),
            Self::Quality(report) => json(&QualityRow::blank(&report.by)),
            Self::Readings(_) => json(&ReadingRow::default()),
            Self::Records(report) => json(&report.blank()),
            Self::Privacy(report) => json(&PrivacyRow::blank(&report.by)),
        }
    }

    /// The report as one line of JSON: the same bytes on every host.
    pub fn to_json(&self) -> Vec<u8> {
        json(self)
    }
}

/// Reports hold no maps with foreign keys and no floats: nothing in them can fail to serialise.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
