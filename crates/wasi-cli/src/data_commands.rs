//! What the commands about what is kept have in common, and `ingest`.

use std::io::Write;
use std::path::Path;

use cutrack_core::store;
use cutrack_core::zone::Zone;

use crate::arguments::{DataCall, Setting};
use crate::database::Problem;
use crate::fault::{Exit, Fault, Note};
use crate::folding::paragraph;
use crate::gather::no_database_yet;
use crate::ingest::Ingest;
use crate::keeper::Keeper;
use crate::source::Found;
use crate::{folding, format, notices};

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

/// What the database holds, in words; nothing where there is none, or where another run has it.
pub(crate) fn kept(setting: &Setting) -> String {
    let path = setting.database.as_deref().filter(|path| path.is_file());
    let looked = path.map(|path| {
        let mut keeper = Keeper::open(path, None, &setting.holder)?;
        Ok::<_, Problem>((keeper.rows()?, keeper.names()?))
    });
    let Some(Ok(((rows, files), names))) = looked else {
        return String::new();
    };
    // With that of the bytes of all rows.
    let tables = format::counted(store::tables().count() as u64 + 1, "table");
    let rows = format::counted(rows, "row");
    let files = format::counted(files, "file");
    let names = format::counted(names, "readable name");
    let forget = folding::command("cutrack forget names");
    format!("{tables}, {rows} of {files}, {names} ({forget})")
}

/// `ingest`: what was read, on standard output.
pub(crate) fn ingest(
    call: &DataCall,
    find: impl FnOnce() -> Result<Found, Fault>,
    zone: &Zone,
    err: &mut dyn Write,
) -> Result<Said, Fault> {
    let path = named(&call.setting, call.command.name)?;
    let (opened, found) = Ingest::open_beside(path, &call.setting, zone, err, find)?;
    let ingested = opened.and_then(|mut ingest| {
        ingest.read_new(&found, &call.setting, None)?;
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
    let (trouble, exit) = notices::of_files(&ingest.engine, &ingest.paths, &found);
    let mut notes = ingest.notes(zone);
    let is_empty = counts.read + counts.unchanged + counts.gone + counts.unread == 0;
    if is_empty && !call.setting.quiet {
        notes.push(notices::no_sessions(&call.setting));
    }
    let purged = match counts.purged {
        0 => String::new(),
        purged => format!(", {} purged", format::count(purged as u64)),
    };
    let counted = format!(
        "{read} {files} read, {unchanged} unchanged, {gone} gone ({rows}), {unread} not read{purged}"
    );
    Ok(Said {
        out: paragraph(&counted, call.setting.fold_at()),
        err: notes.iter().map(Note::to_string).chain([trouble]).collect(),
        exit,
    })
}
