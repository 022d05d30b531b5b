//! `doctor`: what was found where, and whether the database is whole.

use std::path::Path;

use cutrack_core::price::PriceTable;
use cutrack_core::store;

use crate::arguments::{DataCall, Setting};
use crate::data_commands::{Said, file_name};
use crate::database::Problem;
use crate::fault::{Exit, Fault};
use crate::format;
use crate::keeper::Keeper;
use crate::source::{Found, Source};

/// One line: whether it is well, what it is about, what was found.
struct Finding {
    is_well: bool,
    about: &'static str,
    what: String,
}

impl Finding {
    fn well(about: &'static str, what: String) -> Self {
        Self {
            is_well: true,
            about,
            what,
        }
    }

    fn ill(about: &'static str, what: String) -> Self {
        Self {
            is_well: false,
            about,
            what,
        }
    }
}

/// Looks at everything, and changes nothing but a dead lock or an old schema. Unread files make it exit 3, a database
/// that cannot be used 1.
pub(crate) fn run(call: &DataCall, found: Result<Found, Fault>) -> Said {
    let mut findings = vec![versions()];
    findings.extend(match &found {
        Ok(found) => homes(call, found),
        Err(fault) => vec![Finding::ill("homes", fault.what().to_owned())],
    });
    findings.extend(sandbox(&call.setting));
    let database = call.setting.database.as_deref().map(database);
    let is_usable = database.as_ref().is_none_or(|finding| finding.is_well);
    findings.extend(database.or_else(|| {
        Some(Finding::well(
            "database",
            "none; nothing is kept (no --db)".to_owned(),
        ))
    }));
    findings.push(Finding::well(
        "prices",
        format!("{}, {} models", PriceTable::date(), PriceTable::built_in()),
    ));
    findings.extend(found.iter().flat_map(unread));
    let exit = match (is_usable, findings.iter().all(|finding| finding.is_well)) {
        (false, _) => Exit::Failed,
        (true, false) => Exit::Unread,
        (true, true) => Exit::Fine,
    };
    let mut out = String::new();
    let mut before = "";
    for Finding {
        is_well,
        about,
        what,
    } in &findings
    {
        let mark = if *is_well { "ok" } else { "!!" };
        let label = if *about == before { "" } else { about };
        out += &format!("{mark}  {label:10}{what}\n");
        before = about;
    }
    Said {
        out,
        exit,
        ..Said::default()
    }
}

fn versions() -> Finding {
    let what = format!("{}, schema {}", env!("CARGO_PKG_VERSION"), store::SCHEMA);
    Finding::well("versions", what)
}

/// Of each home how many files of how many bytes.
fn homes(call: &DataCall, found: &Found) -> Vec<Finding> {
    let of_home = |home: &Path| {
        let files: Vec<&Source> = found
            .files
            .iter()
            .filter(|file| file.path.starts_with(home))
            .collect();
        let bytes = files.iter().map(|file| file.size_bytes).sum();
        let archived = files
            .iter()
            .filter(|file| file.name.starts_with("archived_sessions/"))
            .count();
        let mut what = format!(
            "{}  {} files, {}",
            home.display(),
            format::count(files.len() as u64),
            format::bytes(bytes)
        );
        if archived > 0 {
            what += &format!(", {} of them archived", format::count(archived as u64));
        }
        Finding::well("homes", what)
    };
    call.setting
        .homes
        .iter()
        .map(|home| of_home(home))
        .collect()
}

/// What the launcher grants; of another runtime nothing is known here.
fn sandbox(setting: &Setting) -> Vec<Finding> {
    if !setting.is_launched {
        let what = "as the runtime was told; who can read the database is not known here";
        return vec![Finding::well("sandbox", what.to_owned())];
    }
    let folder = setting.database.as_deref().and_then(Path::parent);
    let homes = "sessions, archived_sessions of each home: read only".to_owned();
    let folder = folder.map(|folder| format!("{}: read, write; nothing else", folder.display()));
    let lines = [homes].into_iter().chain(folder);
    lines.map(|line| Finding::well("sandbox", line)).collect()
}

fn database(path: &Path) -> Finding {
    let name = file_name(path);
    if !path.is_file() {
        return Finding::well("database", format!("{name}: none yet (cutrack ingest)"));
    }
    let bytes = path.metadata().map_or(0, |metadata| metadata.len());
    let looked = Keeper::open(path, None)
        .and_then(|mut keeper| Ok((keeper.is_whole()?, keeper.rows()?, keeper.names()?)));
    let size = format::bytes(bytes);
    match looked {
        Ok((true, (rows, files), names)) => {
            let [rows, files, names] = [rows, files, names].map(format::count);
            let what = format!(
                "{name}, {size}, integrity ok, {rows} rows of {files} files, {names} readable names"
            );
            Finding::well("database", what)
        }
        Ok((false, ..)) | Err(Problem::Damaged) => {
            let what =
                format!("{name}, {size}, is damaged. Try: move it away, then cutrack ingest");
            Finding::ill("database", what)
        }
        Err(problem) => Finding::ill(
            "database",
            format!("{name}, {size}, {}", problem.in_words()),
        ),
    }
}

/// What could not be read, and what helps.
fn unread(found: &Found) -> Vec<Finding> {
    let mut findings: Vec<Finding> = found
        .unread
        .iter()
        .map(|unread| {
            Finding::ill(
                "not read",
                format!("{}, {}", unread.path.display(), unread.why),
            )
        })
        .collect();
    findings.extend(found.unnameable.iter().map(|root| {
        let what = format!(
            "{} holds a name that is not UTF-8. Try: rename it",
            root.display()
        );
        Finding::ill("not read", what)
    }));
    let links = found.links_out.iter().filter(|(_, links)| **links > 0);
    findings.extend(links.map(|(root, links)| {
        let what = format!(
            "{links} of its links leave {}. Try: --codex-home THEIR-TARGET",
            root.display()
        );
        Finding::ill("not read", what)
    }));
    findings
}
