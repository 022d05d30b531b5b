//! What a report is over: the files of this call, or the database once it has what is new in them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use cutrack_core::privacy::Name;
use cutrack_core::report::ReportKind;
use cutrack_core::store::SourceRecord;
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query};

use crate::arguments::Setting;
use crate::data_commands::file_name;
use crate::fault::{Exit, Fault, Note};
use crate::ingest::Ingest;
use crate::reading::{self, Progress};
use crate::source::{Found, Source};

/// The files that are there, by their number.
pub(crate) type Paths = BTreeMap<u32, Source>;

/// Files and records, ready for a report.
pub(crate) struct Gathered {
    pub(crate) engine: Engine,
    pub(crate) found: Found,
    pub(crate) paths: Paths,
    /// What a person should know of the database.
    pub(crate) notes: Vec<Note>,
}

/// Gathers what a report with these settings is over; `err` gets what must be said before anything is read.
pub(crate) fn gather(
    find: impl Fn() -> Result<Found, Fault>,
    setting: &Setting,
    query: &Query,
    zone: &Zone,
    err: &mut dyn Write,
) -> Result<Gathered, Fault> {
    let database = setting.database.as_deref();
    // What became of every value is in no row: the lines are read again.
    let wants_lines = query.report == ReportKind::Privacy && !setting.reads_nothing;
    let Some(path) = database.filter(|_| setting.paths.is_empty() && !wants_lines) else {
        return Ok(from_files(find()?, setting, query, zone));
    };
    if setting.reads_nothing && !path.is_file() {
        return Err(no_database_yet());
    }
    let find = || match setting.reads_nothing {
        true => Ok((None, None)),
        false => match find() {
            Err(fault) if is_only_missing(&fault, setting, path) => Ok((None, Some(fault))),
            found => Ok((Some(found?), None)),
        },
    };
    let (opened, (found, no_home)) = Ingest::open_beside(path, setting, zone, err, find)?;
    let kept = opened.and_then(|mut ingest| {
        if let Some(found) = &found {
            ingest.read_new(found, setting, Some(query))?;
        }
        ingest.load(query, query.report)?;
        Ok(ingest)
    });
    let problem = match kept {
        Ok(ingest) => {
            let mut notes = ingest.notes(zone);
            let Ingest { engine, paths, .. } = ingest;
            if let Some(fault) = no_home {
                if engine.records().is_empty() {
                    return Err(fault);
                }
                notes.push(fault.note("this is what is stored"));
            }
            return Ok(Gathered {
                engine,
                found: found.unwrap_or_default(),
                paths,
                notes,
            });
        }
        Err(problem) => problem,
    };
    let name = file_name(path);
    let found = found.ok_or_else(|| problem.fault(&name, zone))?;
    let note = problem.note(&name);
    let note = note.ok_or_else(|| problem.fault(&name, zone))?;
    Ok(Gathered {
        notes: vec![note],
        ..from_files(found, setting, query, zone)
    })
}

/// Whether a run that found no Codex home can tell what is stored all the same. One that was named is refused before.
fn is_only_missing(fault: &Fault, setting: &Setting, database: &Path) -> bool {
    setting.is_launched && fault.exit == Exit::Failed && database.is_file()
}

/// The error of a command that needs what an earlier run kept.
pub(crate) fn no_database_yet() -> Fault {
    Fault::failed("no database yet.", "cutrack ingest")
}

/// Reads every file that was found; nothing is kept.
fn from_files(found: Found, setting: &Setting, query: &Query, zone: &Zone) -> Gathered {
    let mut engine = Engine::new(Config {
        zone: zone.clone(),
        prices: setting.prices.clone(),
        ledger: query.report == ReportKind::Privacy,
        only: Some(query.clone()),
        ..reading::config()
    });
    // A folder that was given is no home: it may be a part of one.
    let home_of = |file: &Source| {
        let mut homes = setting.homes.iter();
        let home = homes.find(|home| **home == *file.home)?;
        Some(Name::new(&home.to_string_lossy()))
    };
    let numbered = (0..).zip(&found.files).map(|(id, file)| {
        let source = SourceRecord {
            id,
            home: home_of(file),
            ..SourceRecord::default()
        };
        (file, source)
    });
    let mut progress = Progress::wanted(setting);
    if let Some(progress) = &mut progress {
        progress.expect(found.files.iter());
    }
    reading::feed(&mut engine, &numbered.collect::<Vec<_>>(), &mut progress);
    if let Some(progress) = progress {
        progress.end();
    }
    let paths = found.files.iter().cloned();
    Gathered {
        engine,
        paths: (0..).zip(paths).collect(),
        notes: Vec::new(),
        found,
    }
}
