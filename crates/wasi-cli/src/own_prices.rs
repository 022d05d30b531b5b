//! The prices of the user's own: a file beside the database. Core reads, joins and writes them; here they are kept.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use cutrack_core::Report;
use cutrack_core::price::{PriceFileError, PriceFileProblem, PriceTable};
use cutrack_core::report::{PricesReport, Query, ReportKind};
use cutrack_core::zone::Zone;

use crate::arguments::{PriceChange, PricesCall, STANDARD_INPUT, Setting};
use crate::data_commands::{Said, file_name, named};
use crate::database::{Obstacle, key};
use crate::fault::{Fault, Note};
use crate::source::Found;
use crate::{format, gather};

fn beside(database: &Path) -> PathBuf {
    database.with_extension("prices.json")
}

/// The built-in prices, with those kept beside the database of these settings.
pub(crate) fn table(setting: &Setting) -> Result<PriceTable, Fault> {
    let kept = setting.database.as_deref().map(beside);
    let read = kept.and_then(|file| Some((fs::read(&file).ok()?, file)));
    let Some((json, file)) = read else {
        return Ok(PriceTable::default());
    };
    PriceTable::with_own(&json).map_err(|error| {
        let what = format!("{}.", problem(&file_name(&file), error));
        Fault::failed(what, "cutrack prices --reset")
    })
}

/// `prices --add`, `prices --reset`. `input` is standard input, `zone` that of notes.
pub(crate) fn change(
    call: &PricesCall,
    input: fn() -> io::Result<Vec<u8>>,
    zone: &Zone,
) -> Result<Said, Fault> {
    match &call.change {
        PriceChange::Add(file) => add(file, &call.setting, input, zone),
        PriceChange::Reset => reset(&call.setting),
    }
}

fn add(
    file: &Path,
    setting: &Setting,
    input: fn() -> io::Result<Vec<u8>>,
    zone: &Zone,
) -> Result<Said, Fault> {
    let kept = beside(named(setting, "prices --add")?);
    // The launcher opens the file itself, so that the sandbox needs no folder more for it.
    let json = match file.as_os_str() == STANDARD_INPUT || setting.is_launched {
        true => input(),
        false => fs::read(file),
    };
    let shown = file.display();
    let json = json.map_err(|_| {
        Fault::failed(
            format!("cannot read {shown}."),
            "a file of prices, or - for standard input",
        )
    })?;
    let mut prices = table(setting)?;
    let added = prices.add_own(&json).map_err(|error| {
        let what = format!(
            "{}. Nothing was changed.",
            problem(&shown.to_string(), error)
        );
        Fault::failed(what, "cutrack prices --help")
    })?;
    key::write_anew(&kept, &prices.own_json()).map_err(|error| unwritable(&kept, &error))?;
    let prices_added = format::counted(added.len() as u64, "price");
    let said = format!("{prices_added} added: {}.\n", added.join(", "));
    let unused = unused(&added, setting, prices, zone);
    Ok(Said {
        err: said + &unused.iter().map(Note::to_string).collect::<String>(),
        ..Said::default()
    })
}

fn reset(setting: &Setting) -> Result<Said, Fault> {
    let kept = beside(named(setting, "prices --reset")?);
    // Those that cannot be read can go all the same.
    let own = table(setting).map_or(0, |prices| prices.own());
    remove(&kept).map_err(|error| unwritable(&kept, &error))?;
    Ok(Said {
        err: format!(
            "{} of yours removed.\n",
            format::counted(own as u64, "price")
        ),
        ..Said::default()
    })
}

/// Removes the prices beside the database at `path`.
pub(crate) fn forget(database: &Path) -> io::Result<()> {
    remove(&beside(database))
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn unwritable(file: &Path, error: &io::Error) -> Fault {
    let what = format!(
        "cannot write {} ({}).",
        file_name(file),
        Obstacle::from(error)
    );
    Fault::failed(what, "cutrack doctor")
}

/// What is wrong with a file of prices, by its line alone.
fn problem(name: &str, error: PriceFileError) -> String {
    let what = match error.problem {
        PriceFileProblem::Syntax => "this is not JSON",
        PriceFileProblem::Value => "a price must be decimal text like \"1.25\"",
    };
    format!("{name}, line {}: {what}", error.line)
}

/// Of the prices just added, those that nothing stored uses: a name may be misspelled.
fn unused(added: &[String], setting: &Setting, prices: PriceTable, zone: &Zone) -> Vec<Note> {
    let setting = Setting {
        database: setting.database.clone(),
        reads_nothing: true,
        prices,
        ..Setting::default()
    };
    let query = Query {
        report: ReportKind::Prices,
        ..Query::default()
    };
    let none = || Ok(Found::default());
    // Nobody waits for these notes: without a database there are none.
    let gathered = gather::gather(none, &setting, &query, zone, &mut io::sink()).ok();
    let report = gathered.and_then(|gathered| gathered.engine.report(&query).ok());
    let Some(Report::Prices(report)) = report else {
        return Vec::new();
    };
    let unused = unused_models(&report);
    unused
        .filter(|model| added.contains(model))
        .map(|model| unused_note(model))
        .collect()
}

/// Notes of all prices of the user's own that nothing uses.
pub(crate) fn unused_notes(report: &PricesReport) -> impl Iterator<Item = Note> {
    unused_models(report).map(|model| unused_note(model))
}

fn unused_models(report: &PricesReport) -> impl Iterator<Item = &String> {
    report.own_unused.iter().flatten()
}

fn unused_note(model: &str) -> Note {
    Note::new(format!("no response has the model of your price {model}."))
}
