//! The commands about what is kept: reading what is new, looking at it, deleting it.

use std::io::Write;
use std::path::Path;

use cutrack_core::zone::Zone;

use crate::arguments::{DataCall, Setting};
use crate::database::{Obstacle, Problem};
use crate::fault::{Exit, Fault, Note};
use crate::gather::no_database_yet;
use crate::ingest::Ingest;
use crate::keeper::Keeper;
use crate::source::Found;
use crate::{format, notices, own_prices};

/// What a command has to say on standard output and standard error.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) exit: Exit,
}

/// The name of a database as errors give it.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The database of a command that cannot do without one.
pub(crate) fn named<'a>(setting: &'a Setting, command: &str) -> Result<&'a Path, Fault> {
    let path = setting.database.as_deref();
    path.ok_or_else(|| no_database(command))
}

/// The same, which must be there already.
pub(crate) fn existing<'a>(setting: &'a Setting, command: &str) -> Result<&'a Path, Fault> {
    let path = named(setting, command)?;
    if !path.is_file() {
        return Err(no_database_yet());
    }
    Ok(path)
}

fn no_database(command: &str) -> Fault {
    Fault::usage(format!("{command} needs a database.")).or_try("--db FILE")
}

/// `ingest`: what was read, on standard output.
pub(crate) fn ingest(
    call: &DataCall,
    found: &Found,
    zone: &Zone,
    err: &mut dyn Write,
) -> Result<Said, Fault> {
    let path = named(&call.setting, call.command.name)?;
    let ingested = Ingest::open(path, &call.setting, zone, err).and_then(|mut ingest| {
        ingest.read_new(found, &call.setting)?;
        Ok(ingest)
    });
    let ingest = ingested.map_err(|problem| problem.fault(&file_name(path), zone))?;
    let counts = ingest.counts;
    let [read, unchanged, gone, unread] =
        [counts.read, counts.unchanged, counts.gone, counts.unread]
            .map(|count| format::count(count as u64));
    let files = if counts.read == 1 { "file" } else { "files" };
    let rows = match call.setting.prunes {
        true => "their rows went",
        false => "their rows stay",
    };
    let (trouble, exit) = notices::of_files(&ingest.engine, &ingest.paths, found);
    let notes = ingest.notes(zone);
    Ok(Said {
        out: format!(
            "{read} {files} read, {unchanged} unchanged, {gone} gone ({rows}), {unread} not read\n"
        ),
        err: notes.iter().map(Note::to_string).chain([trouble]).collect(),
        exit,
    })
}

/// `forget names`, `forget all`.
pub(crate) fn forget(call: &DataCall, zone: &Zone) -> Result<Said, Fault> {
    let path = existing(&call.setting, call.command.name)?;
    let fault = |problem: Problem| problem.fault(&file_name(path), zone);
    let everything = call.word.as_deref() == Some("all");
    let opened = Keeper::open(path, None);
    // What cannot be read can still go.
    if !(everything && matches!(opened, Err(Problem::Damaged))) {
        let mut keeper = opened.map_err(fault)?;
        if !call.setting.is_sure {
            return Err(cannot_ask(&mut keeper, everything).map_err(fault)?);
        }
        if !everything {
            keeper.forget_names().map_err(fault)?;
            return Ok(done("0 names, file rewritten"));
        }
    } else if !call.setting.is_sure {
        let what = "forget would delete a damaged database and cannot ask here.";
        return Err(Fault::usage(what).or_try("add --yes"));
    }
    let unwritable = |error| Problem::Unwritable(Obstacle::from(&error));
    own_prices::forget(path)
        .map_err(unwritable)
        .map_err(fault)?;
    Keeper::forget_all(path).map_err(fault)?;
    Ok(done("everything that was kept is deleted"))
}

/// The guest has no terminal to ask at: what it would delete, and how to say yes.
fn cannot_ask(keeper: &mut Keeper, everything: bool) -> Result<Fault, Problem> {
    let what = if everything {
        let (rows, files) = keeper.rows()?;
        format!(
            "{} rows of {} files",
            format::count(rows),
            format::count(files)
        )
    } else {
        format!("{} readable names", format::count(keeper.names()?))
    };
    Ok(
        Fault::usage(format!("forget would delete {what} and cannot ask here."))
            .or_try("add --yes"),
    )
}

fn done(what: &str) -> Said {
    Said {
        err: format!("Done: {what}.\n"),
        ..Said::default()
    }
}
