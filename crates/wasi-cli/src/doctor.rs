//! `doctor`: what was found where, and whether the database is whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use cutrack_core::price::PriceTable;
use cutrack_core::store::{self, FileRecords};

use crate::arguments::{DataCall, Setting};
use crate::data_commands::{Said, file_name};
use crate::database::clock::since_1970_ms;
use crate::database::{Obstacle, Problem};
use crate::draw::quality::trouble;
use crate::fault::{Exit, Fault};
use crate::folding::folded_after;
use crate::format;
use crate::keeper::Keeper;
use crate::source::{Found, Source};

/// No age is told more finely: "392ms ago" says no more than "1s ago".
const LEAST_AGE_MS: u64 = 1000;

const DATABASE: &str = "database";

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
pub(crate) fn run(call: &DataCall, found: Result<Found, Fault>, now_ms: i64) -> Said {
    let seen = Seen(call.setting.seen.as_deref().unwrap_or_default());
    let mut findings = vec![versions(seen)];
    findings.extend(match &found {
        Ok(found) => homes(call, found),
        Err(fault) => vec![Finding::ill("homes", fault.what().to_owned())],
    });
    findings.extend(sandbox(&call.setting, seen));
    let (database, lost) = match call.setting.database.as_deref() {
        Some(path) => database(path, &call.setting, seen, now_ms),
        None => {
            let none = "none; nothing is kept (no --db)".to_owned();
            (vec![Finding::well(DATABASE, none)], Vec::new())
        }
    };
    let is_usable = database.iter().all(|finding| finding.is_well);
    findings.extend(database);
    findings.push(Finding::well(
        "prices",
        format!("{}, {} models", PriceTable::date(), PriceTable::built_in()),
    ));
    findings.extend(lost);
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
        let lines = folded_after(&format!("{mark}  {label:10}"), what, call.setting.fold_at());
        out += &(lines.join("\n") + "\n");
        before = about;
    }
    Said {
        out,
        exit,
        ..Said::default()
    }
}

/// What the launcher sees and this side of the sandbox cannot: versions, and who may read what is kept.
#[derive(Clone, Copy)]
struct Seen<'a>(&'a str);

impl<'a> Seen<'a> {
    fn fact(self, name: &str) -> Option<&'a str> {
        let mut facts = self.0.split(',').filter_map(|fact| fact.split_once('='));
        facts
            .find(|(known, _)| *known == name)
            .map(|(_, fact)| fact)
    }

    /// ` (0600)`; of a file that another runtime makes nobody knows it here.
    fn mode(self, name: &str, setting: &Setting) -> String {
        match self.fact(name) {
            Some(mode) => format!(" ({mode})"),
            None if setting.is_launched => String::new(),
            None => " (mode not known)".to_owned(),
        }
    }
}

fn versions(seen: Seen<'_>) -> Finding {
    let own = env!("CARGO_PKG_VERSION");
    let around = seen
        .fact("launcher")
        .zip(seen.fact("guest"))
        .zip(seen.fact("wasmtime"));
    let program = around.map_or_else(
        || own.to_owned(),
        |((launcher, hash), wasmtime)| {
            format!("{launcher}, guest {own} (sha256 {hash}), wasmtime {wasmtime}")
        },
    );
    Finding::well("versions", format!("{program}, schema {}", store::SCHEMA))
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
            "{}  {}, {}",
            home.display(),
            format::counted(files.len() as u64, "file"),
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
fn sandbox(setting: &Setting, seen: Seen<'_>) -> Vec<Finding> {
    if !setting.is_launched {
        let what = "as the runtime was told";
        return vec![Finding::well("sandbox", what.to_owned())];
    }
    let folder = setting.database.as_deref().and_then(Path::parent);
    let homes = "sessions, archived_sessions of each home: read only".to_owned();
    let folder = folder.map(|folder| {
        let mode = seen.mode("folder", setting);
        format!("{}{mode}: read, write; nothing else", folder.display())
    });
    let lines = [homes].into_iter().chain(folder);
    lines.map(|line| Finding::well("sandbox", line)).collect()
}

/// The database, and what is not in it because it could not be read.
fn database(
    path: &Path,
    setting: &Setting,
    seen: Seen<'_>,
    now_ms: i64,
) -> (Vec<Finding>, Vec<Finding>) {
    let Ok(metadata) = path.metadata() else {
        return (vec![none_yet(path)], Vec::new());
    };
    let mode = seen.mode("database", setting);
    let mut what = file_name(path) + &mode;
    let known_mode = seen.fact("database");
    if known_mode.is_some_and(|mode| !mode.ends_with("00")) {
        what += &format!(" can be read by others. Try: chmod 600 {}", path.display());
        return (vec![Finding::ill(DATABASE, what)], Vec::new());
    }
    what += &format!(", {}", format::bytes(metadata.len()));
    match Held::of(path, setting) {
        Ok(held) if held.is_whole => {
            what += ", integrity ok";
            let written_at_ms = metadata.modified().map_or(i64::MAX, since_1970_ms);
            if let Ok(age_ms) = u64::try_from(now_ms.saturating_sub(written_at_ms)) {
                let age = format::span(age_ms.max(LEAST_AGE_MS));
                what += &format!(", last written {age} ago");
            }
            let found = [what, held.in_words()].map(|what| Finding::well(DATABASE, what));
            return (found.into(), lost(&held.outlines));
        }
        Ok(_) | Err(Problem::Damaged) => {
            what += ", is damaged. Try: move it away, then cutrack ingest";
        }
        Err(problem) => what += &format!(", {}", problem.in_words()),
    }
    (vec![Finding::ill(DATABASE, what)], Vec::new())
}

/// What a database holds.
struct Held {
    is_whole: bool,
    rows: u64,
    files: u64,
    names: u64,
    outlines: Vec<FileRecords>,
}

impl Held {
    fn of(path: &Path, setting: &Setting) -> Result<Self, Problem> {
        let mut keeper = Keeper::open(path, None, &setting.holder)?;
        let is_whole = keeper.is_whole()?;
        let (rows, files) = keeper.rows()?;
        Ok(Self {
            is_whole,
            rows,
            files,
            names: keeper.names()?,
            outlines: keeper.outlines()?,
        })
    }

    /// `18,985 rows of 150 files, 279 readable names`
    fn in_words(&self) -> String {
        format!(
            "{} of {}, {}",
            format::counted(self.rows, "row"),
            format::counted(self.files, "file"),
            format::counted(self.names, "readable name")
        )
    }
}

/// Where there is no database: whether one could be made.
fn none_yet(path: &Path) -> Finding {
    let what = format!("{}: none yet", file_name(path));
    match obstacle(path) {
        None => Finding::well(DATABASE, what + " (cutrack ingest)"),
        Some(obstacle) => {
            let why =
                format!(", and cannot be written ({obstacle}). Try: --db FILE in another folder");
            Finding::ill(DATABASE, what + &why)
        }
    }
}

/// What is in the way of a file at `path`, where none is yet; one that could be made is gone again.
fn obstacle(path: &Path) -> Option<Obstacle> {
    let tried = path.with_added_extension("tried");
    let made = File::create(&tried).and_then(|_| fs::remove_file(&tried));
    made.err().map(|error| Obstacle::from(&error))
}

/// Files that were not read, by why.
fn lost(outlines: &[FileRecords]) -> Vec<Finding> {
    let mut by_why: BTreeMap<&str, u64> = BTreeMap::new();
    let sources = outlines.iter().map(|outline| &outline.source);
    let lost = sources.filter(|source| source.is_unread() && !source.is_gone && !source.is_purged);
    lost.for_each(|source| *by_why.entry(trouble(source.trouble)).or_default() += 1);
    let lines = by_why.into_iter().map(|(why, files)| {
        let files = format::counted(files, "file");
        let hint = match why {
            "permission denied" => "chmod u+r FILE",
            _ => "cutrack quality --by file",
        };
        Finding::ill("not read", format!("{files}, {why}. Try: {hint}"))
    });
    lines.collect()
}

/// What could not be read, and what helps.
fn unread(found: &Found) -> Vec<Finding> {
    let mut findings: Vec<Finding> = found
        .unread
        .iter()
        .map(|unread| {
            let hint = match unread.is_misnamed() {
                true => "rename it",
                false => "chmod u+rX FOLDER",
            };
            let what = format!("{}, {}. Try: {hint}", unread.shown(), unread.why);
            Finding::ill("not read", what)
        })
        .collect();
    findings.extend(found.unnameable.iter().map(|root| {
        let what = format!(
            "{} holds a name that is not UTF-8. Try: the launcher, or rename it",
            root.display()
        );
        Finding::ill("not read", what)
    }));
    let links = found.links_out.iter().filter(|(_, links)| **links > 0);
    findings.extend(links.map(|(root, links)| {
        let links = match links {
            1 => "1 link leaves".to_owned(),
            links => format!("{links} links leave"),
        };
        // As a home of its own a folder of rollouts would be an empty one.
        let what = format!(
            "{links} {}. Try: its target as a PATH of its own",
            root.display()
        );
        Finding::ill("not read", what)
    }));
    findings
}
