//! `watch`: each response and each end of a turn, as soon as Codex has written it.
//!
//! Several times a second the files are looked at; what has changed is read into the database as every report does
//! it, and the records that were not there before are told. So copies, repeats and forks count as they do everywhere,
//! and a run that is stopped at any moment has lost nothing. While another run holds the database the next round
//! comes to the same news.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use cutrack_core::record::Timestamp;
use cutrack_core::report::{Query, Range, Record, RecordTable, ReportKind};
use cutrack_core::zone::Zone;
use cutrack_core::{Engine, Report};

use crate::arguments::{DataCall, Format, Setting};
use crate::data_commands::{file_name, named};
use crate::database::Problem;
use crate::draw::watch::{News, footer};
use crate::fault::{Exit, Fault};
use crate::format;
use crate::ingest::Ingest;
use crate::source::{Found, Source};

/// Between two looks at the files.
const PAUSE: Duration = Duration::from_millis(250);
/// How far back a record may lie that is told: what is older was there before.
const RANGE: &str = "2d";

/// What a person is told of, and what a program gets.
const TOLD: [RecordTable; 2] = [RecordTable::Turns, RecordTable::Usage];
const PRINTED: [RecordTable; 5] = [
    RecordTable::Turns,
    RecordTable::Usage,
    RecordTable::Events,
    RecordTable::ToolCalls,
    RecordTable::RateLimits,
];

/// Where a run speaks, and what it asks the world.
pub(crate) struct Outlets<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) err: &'a mut dyn Write,
    pub(crate) now_ms: fn() -> i64,
}

/// Watches until it is stopped, or its reader is gone.
pub(crate) fn watch(
    mut call: DataCall,
    find: impl Fn(&Setting) -> Result<Found, Fault>,
    zone: &Zone,
    outlets: Outlets<'_>,
) -> Result<Exit, Fault> {
    let database = named(&call.setting, call.command.name)?.to_owned();
    let name = file_name(&database);
    let mut watch = Watch {
        database,
        seen: None,
        footer: String::new(),
        is_terminal: io::stderr().is_terminal(),
        outlets,
    };
    let listed = Listed::new(&call.setting);
    if call.setting.goes_on {
        watch.take_up(&call, zone);
    }
    let mut before: Option<Vec<Source>> = None;
    loop {
        if !listed.is_as_it_was() {
            watch.clear_footer();
            return Err(Fault::unlisted());
        }
        let found = find(&call.setting)?;
        if before.as_ref() != Some(&found.files) {
            match watch.round(&call, &found, zone) {
                // Whoever has the database gives it back; the files are still news then.
                Err(Stop::Problem(Problem::InUse { .. } | Problem::Overtaken)) => {}
                Err(Stop::Problem(problem)) => return Err(problem.fault(&name, zone)),
                Err(Stop::Unwritten) => return Ok(Exit::Fine),
                Ok(()) => before = Some(found.files),
            }
            // Only the first round may take its time.
            call.setting.progress = false;
        }
        thread::sleep(PAUSE);
    }
}

/// Folders that were listed for this run, and when each had last changed: what is new in them it cannot see.
struct Listed(Vec<(PathBuf, Option<SystemTime>)>);

impl Listed {
    fn new(setting: &Setting) -> Self {
        let folders: BTreeSet<&Path> = setting
            .listed
            .iter()
            .filter_map(|path| path.parent())
            .collect();
        let changed = |folder: &Path| (folder.to_owned(), changed_at(folder));
        Self(folders.into_iter().map(changed).collect())
    }

    fn is_as_it_was(&self) -> bool {
        let mut folders = self.0.iter();
        folders.all(|(folder, changed)| changed_at(folder) == *changed)
    }
}

fn changed_at(folder: &Path) -> Option<SystemTime> {
    folder
        .metadata()
        .and_then(|metadata| metadata.modified())
        .ok()
}

/// Why it ends.
enum Stop {
    Problem(Problem),
    /// Nobody reads what it says.
    Unwritten,
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

struct Watch<'a> {
    database: PathBuf,
    /// The records of the round before, as JSON; absent before the first, which tells nothing.
    seen: Option<BTreeSet<Vec<u8>>>,
    /// What stands in the last line of a terminal.
    footer: String,
    is_terminal: bool,
    outlets: Outlets<'a>,
}

impl Watch<'_> {
    /// Goes on where the run before has ended: what is stored was told. Where that cannot be read, what is new is told from
    /// the next round on.
    fn take_up(&mut self, call: &DataCall, zone: &Zone) {
        let now = Timestamp((self.outlets.now_ms)()).to_string();
        let stored = Ingest::open(&self.database, &call.setting, zone, self.outlets.err);
        let stored = stored.and_then(|ingest| Self::load(ingest, &now));
        let asked = query(ReportKind::Records, &now, tables(call.format));
        let report = stored.ok().and_then(|engine| engine.report(&asked).ok());
        self.seen = report.map(|report| report.rows().into_iter().collect());
    }

    /// Reads what is new, and tells it.
    fn round(&mut self, call: &DataCall, found: &Found, zone: &Zone) -> Result<(), Stop> {
        let now = Timestamp((self.outlets.now_ms)()).to_string();
        let engine = self.read(call, found, zone, &now)?;
        let ask = |query: &Query| engine.report(query).ok();
        let asked = query(ReportKind::Records, &now, tables(call.format));
        let Some(report) = ask(&asked) else {
            return Ok(());
        };
        let rows = report.rows();
        let Some(seen) = self.seen.replace(rows.iter().cloned().collect()) else {
            self.greet(call);
            self.show_footer(&engine, call, zone, &now);
            return Ok(());
        };
        let is_new = |row: &&Vec<u8>| !seen.contains(*row);
        let text = match call.format {
            Format::Ndjson => {
                let new = rows.iter().filter(is_new);
                new.flat_map(|row| [row.as_slice(), b"\n"].concat())
                    .collect()
            }
            _ => told(&engine, &report, (&rows, &seen), &now, zone, call).into_bytes(),
        };
        self.tell(&text)?;
        self.show_footer(&engine, call, zone, &now);
        Ok(())
    }

    /// The database with what is new in it, as far as `RANGE` needs it.
    fn read(
        &mut self,
        call: &DataCall,
        found: &Found,
        zone: &Zone,
        now: &str,
    ) -> Result<Engine, Problem> {
        let mut ingest = Ingest::open(&self.database, &call.setting, zone, self.outlets.err)?;
        ingest.read_new(found, &call.setting, None)?;
        Self::load(ingest, now)
    }

    /// The sessions of the range, with all that is asked of them later.
    fn load(mut ingest: Ingest, now: &str) -> Result<Engine, Problem> {
        let of_range = query(ReportKind::Sessions, now, Vec::new());
        ingest.load(&of_range, ReportKind::Records)?;
        Ok(ingest.engine)
    }

    fn greet(&mut self, call: &DataCall) {
        let homes = call.setting.homes.len().max(1);
        let homes = format::counted(homes as u64, "home");
        self.say(&format!("Watching {homes}. Ctrl-C ends.\n"));
    }

    /// Prints above the last line of a terminal.
    fn tell(&mut self, text: &[u8]) -> Result<(), Stop> {
        if text.is_empty() {
            return Ok(());
        }
        self.clear_footer();
        let out = &mut self.outlets.out;
        let written = out.write_all(text).and_then(|()| out.flush());
        written.map_err(|_| Stop::Unwritten)
    }

    fn clear_footer(&mut self) {
        if !self.footer.is_empty() {
            self.say("\r\u{1b}[K");
        }
    }

    fn show_footer(&mut self, engine: &Engine, call: &DataCall, zone: &Zone, now: &str) {
        if !self.is_terminal || call.setting.quiet || call.format != Format::Table {
            return;
        }
        let asked = Query {
            range: Range::default(),
            ..query(ReportKind::Statusline, now, Vec::new())
        };
        if let Ok(Report::Statusline(report)) = engine.report(&asked) {
            self.footer = footer(&report, call.look, zone);
        }
        self.say(&format!("\r{}\u{1b}[K", self.footer));
    }

    /// A line that cannot be said is not worth ending the run for.
    fn say(&mut self, text: &str) {
        let err = &mut self.outlets.err;
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}

fn tables(format: Format) -> Vec<RecordTable> {
    match format {
        Format::Ndjson => PRINTED.to_vec(),
        _ => TOLD.to_vec(),
    }
}

/// What is asked of the last days.
fn query(report: ReportKind, now: &str, tables: Vec<RecordTable>) -> Query {
    let last = Some(RANGE.to_owned());
    Query {
        report,
        tables,
        range: Range {
            last,
            ..Range::default()
        },
        now_at: Some(now.to_owned()),
        // A line is for the person at the terminal; records have no name but where they are asked for.
        with_names: report == ReportKind::Sessions,
        ..Query::default()
    }
}

/// The new responses and ends of turns as lines, in the order of time.
fn told(
    engine: &Engine,
    report: &Report,
    (rows, seen): (&[Vec<u8>], &BTreeSet<Vec<u8>>),
    now: &str,
    zone: &Zone,
    call: &DataCall,
) -> String {
    let Report::Records(report) = report else {
        return String::new();
    };
    let new = report.rows.iter().zip(rows);
    let new = new.filter(|(_, row)| !seen.contains(*row));
    let sessions = query(ReportKind::Sessions, now, Vec::new());
    let mut news = News::new(engine, sessions, zone, call);
    for (record, _) in new {
        match record {
            Record::Usage(response) => news.response(response),
            Record::Turns(turn) => news.turn(turn),
            _ => {}
        }
    }
    news.text()
}
