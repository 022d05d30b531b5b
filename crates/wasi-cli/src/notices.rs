//! What is said about a run beside its report: why it is empty, what was not read.

use cutrack_core::report::{FileOutcome, Filters, Grouping, Query, Range, ReportKind};
use cutrack_core::zone::Zone;
use cutrack_core::{Engine, Report};

use crate::arguments::{Call, Setting};
use crate::draw::quality::trouble;
use crate::fault::{Exit, Note};
use crate::format;
use crate::gather::{Gathered, Paths};
use crate::own_prices;
use crate::source::{Found, Unread};

/// Unread files that are named one by one.
const NAMED_UNREAD: usize = 10;

/// All that is said, and how the run ends.
pub(crate) struct Notices {
    pub(crate) text: String,
    pub(crate) exit: Exit,
}

impl Notices {
    pub(crate) fn new(gathered: &Gathered, report: &Report, call: &Call, zone: &Zone) -> Self {
        let Gathered {
            engine,
            found,
            paths,
            notes,
        } = gathered;
        let (trouble, exit) = of_files(engine, paths, found);
        // What only explains the report goes with the notes under it; that something went wrong is always said.
        let is_explained = !call.setting.quiet;
        let empty = is_explained.then(|| empty_note(engine, report, call, zone));
        let empty = empty.flatten();
        let notes = notes.iter().chain(&empty).map(Note::to_string);
        let unused: String = match report {
            Report::Prices(report) if is_explained => own_prices::unused_notes(report)
                .map(|note| note.to_string())
                .collect(),
            _ => String::new(),
        };
        Self {
            text: notes.chain([unused, trouble]).collect(),
            exit,
        }
    }
}

/// What of the files could not be read, and how a run ends because of it.
pub(crate) fn of_files(engine: &Engine, paths: &Paths, found: &Found) -> (String, Exit) {
    let kept_out = unnameable_notes(found).chain(link_notes(found));
    let kept_out: String = kept_out.map(|note| note.to_string()).collect();
    let unread = unread_note(&found.unread, &unread_files(engine, paths));
    let text = kept_out + &unread;
    let exit = match text.is_empty() {
        true => Exit::Fine,
        false => Exit::Unread,
    };
    (text, exit)
}

/// No file that was looked for lies anywhere.
pub(crate) fn no_sessions(setting: &Setting) -> Note {
    let place = setting.homes.iter().chain(&setting.paths).next();
    let place = place.map_or_else(
        || "the granted folders".to_owned(),
        |path| path.display().to_string(),
    );
    Note::new(format!("no sessions yet in {place}."))
}

/// Why a report has no row.
fn empty_note(engine: &Engine, report: &Report, call: &Call, zone: &Zone) -> Option<Note> {
    if !report.is_empty() {
        return None;
    }
    if call.report.kind == ReportKind::Prices {
        let pattern = call.query.filters.model.first()?;
        let note = Note::new(format!("no model matches {pattern}."));
        return Some(note.with_try("cutrack prices"));
    }
    if report.files().found == 0 && call.setting.reads_nothing {
        return Some(Note::new("no sessions are stored yet.").with_try("cutrack ingest"));
    }
    if report.files().found == 0 {
        return Some(no_sessions(&call.setting));
    }
    let files = report.files();
    if files.others > 0 && files.others == files.read {
        let what = match files.others {
            1 => "the file is no rollout".to_owned(),
            others => format!("{} files are no rollouts", format::count(u64::from(others))),
        };
        let note = Note::new(format!(
            "{what}, but a log of the app-server or of codex exec, or what /status printed. \
             It is in no total of sessions."
        ));
        let path = match call.setting.paths.as_slice() {
            [path] => format!(" {}", path.display()),
            _ => String::new(),
        };
        return Some(note.with_try(format!("cutrack quality{path}")));
    }
    if let Some((kind, pattern)) = unmatched(engine, &call.query) {
        let note = Note::new(format!("no {kind} matches {pattern}."));
        let command = match kind {
            "model" => "models",
            "project" => "projects",
            "branch" => "branches",
            "repo" => "projects --by repo",
            _ => "sessions",
        };
        return Some(note.with_try(format!("cutrack {command} --last all")));
    }
    let is_overview = call.report.kind == ReportKind::Overview;
    let span = match call.query.range.last.as_deref() {
        _ if is_overview => spelled("30d"),
        None if call.query.range == Range::default() => return None,
        Some("all") => return None,
        Some(last) => spelled(last),
        None => "in this range".to_owned(),
    };
    let newest = report.files().newest_line_at?;
    let date = zone.local(newest).date;
    let hint = match is_overview {
        true => "cutrack report --last all",
        false => "--last all",
    };
    let what = match call.report.kind {
        ReportKind::Tools | ReportKind::Commands => "calls",
        ReportKind::Events => "events",
        _ => "usage",
    };
    Some(Note::new(format!("no {what} {span}; the newest is of {date}.")).with_try(hint))
}

/// `in the last 30 days`, `today`.
fn spelled(last: &str) -> String {
    let units = [('h', "hour"), ('d', "day"), ('w', "week"), ('m', "month")];
    let spelled = units.iter().find_map(|(letter, unit)| {
        let count = last.strip_suffix(*letter)?;
        let plural = if count == "1" { "" } else { "s" };
        Some(format!("in the last {count} {unit}{plural}"))
    });
    spelled.unwrap_or_else(|| last.to_owned())
}

/// The first filter that nothing at all passes.
fn unmatched<'a>(engine: &Engine, query: &'a Query) -> Option<(&'static str, &'a str)> {
    let all = &query.filters;
    let none = Filters::default;
    #[rustfmt::skip]
    let alone = [
        ("model", &all.model, Filters { model: all.model.clone(), ..none() }),
        ("project", &all.project, Filters { project: all.project.clone(), ..none() }),
        ("branch", &all.branch, Filters { branch: all.branch.clone(), ..none() }),
        ("repo", &all.repo, Filters { repo: all.repo.clone(), ..none() }),
        ("source", &all.source, Filters { source: all.source.clone(), ..none() }),
        ("session", &all.session, Filters { session: all.session.clone(), ..none() }),
    ];
    alone.into_iter().find_map(|(kind, patterns, filters)| {
        let pattern = patterns.first()?;
        // The overview knows its periods only.
        let (report, by) = match query.report {
            ReportKind::Overview => (ReportKind::Usage, vec![Grouping::Model]),
            report => (report, query.by.clone()),
        };
        let query = Query {
            report,
            by,
            with_names: query.with_names,
            filters,
            ..Query::default()
        };
        let passes = !engine.report(&query).is_ok_and(|report| report.is_empty());
        (!passes).then_some((kind, pattern.as_str()))
    })
}

fn unnameable_notes(found: &Found) -> impl Iterator<Item = Note> {
    found.unnameable.iter().map(|root| {
        let what = format!(
            "a folder of {} holds a name that is not UTF-8; nothing in it was read.",
            root.display()
        );
        Note::new(what).with_try("the launcher, or rename it")
    })
}

fn link_notes(found: &Found) -> impl Iterator<Item = Note> {
    found
        .links_out
        .iter()
        .filter(|(_, links)| **links > 0)
        .map(|(root, links)| {
            let (count, verbs) = match links {
                1 => ("1 link leaves".to_owned(), "was"),
                links => (format!("{links} links leave"), "were"),
            };
            let what = format!("{count} {} and {verbs} not followed.", root.display());
            Note::new(what).with_try("its target as a PATH of its own")
        })
}

/// The files that do not count, by what core says became of each.
fn unread_files(engine: &Engine, paths: &Paths) -> Vec<Unread> {
    let query = Query {
        report: ReportKind::Files,
        ..Query::default()
    };
    let Ok(Report::Files(report)) = engine.report(&query) else {
        return Vec::new();
    };
    let rows = report.rows.iter();
    let unread = rows.filter(|row| row.outcome == FileOutcome::NotRead);
    unread
        .filter_map(|row| {
            let path = paths.get(&row.file)?.path.clone();
            let why = trouble(row.trouble);
            Some(Unread { path, why })
        })
        .collect()
}

/// What could not be read; of many the first are named, and where the rest is told.
fn unread_note(folders: &[Unread], files: &[Unread]) -> String {
    let odd = folders.iter().filter(|unread| unread.is_misnamed());
    let odd = odd.count();
    let counted = [(folders.len() - odd, "folder"), (files.len() + odd, "file")];
    let counted: Vec<String> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if counted.is_empty() {
        return String::new();
    }
    let one = counted.len() == 1 && counted[0].starts_with("1 ");
    let verb = if one { "was" } else { "were" };
    let mut text = Note::new(format!("{} {verb} not read.", counted.join(" and "))).to_string();
    for unread in folders.iter().chain(files).take(NAMED_UNREAD) {
        text += &format!("  not read  {}  {}\n", unread.shown(), unread.why);
    }
    if folders.len() + files.len() > NAMED_UNREAD {
        text += "  try: cutrack quality --by file\n";
    }
    text
}
