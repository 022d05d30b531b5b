//! One run: arguments to exit code. What a person reads goes to `out`, what is said about the run to `err`.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use cutrack_core::price::PriceTable;
use cutrack_core::record::Timestamp;
use cutrack_core::report::{Query, QueryError};
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Report};

use crate::arguments::{self, Call, Format, Request, does_not_take};
use crate::fault::{Exit, Fault};
use crate::notices::Notices;
use crate::reading::{self, Progress};
use crate::source::{self, Found, Source};
use crate::{comma_separated, draw, help, zone};

/// What the world outside tells a run.
pub struct World {
    /// Folders that can be opened, if only some can.
    pub granted: Vec<PathBuf>,
    /// The clock; asked only for a range that counts back from now.
    pub now_ms: fn() -> i64,
}

/// Runs the program with the arguments that follow its name.
pub fn run(arguments: &[String], world: &World, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let done = arguments::parse(arguments).and_then(|request| answer(request, world));
    let (text, notes, exit) = match done {
        Ok(Answer { text, notes, exit }) => (text, notes, exit),
        Err(fault) => (Vec::new(), fault.to_string(), fault.exit),
    };
    if let Err(error) = out.write_all(&text).and_then(|()| out.flush()) {
        return unwritten(&error, err);
    }
    // Nobody listens there: the exit code still says it.
    let _ = err.write_all(notes.as_bytes());
    exit
}

/// A reader that has seen enough (`| head`) is no failure.
fn unwritten(error: &io::Error, err: &mut dyn Write) -> Exit {
    if error.kind() == ErrorKind::BrokenPipe {
        return Exit::Fine;
    }
    let fault = Fault::failed(
        "cannot write to standard output.",
        "another place for the output",
    );
    let _ = err.write_all(fault.to_string().as_bytes());
    Exit::Failed
}

/// What a run has to say.
struct Answer {
    text: Vec<u8>,
    notes: String,
    exit: Exit,
}

fn answer(request: Request, world: &World) -> Result<Answer, Fault> {
    let text = match request {
        Request::Help(topic) => help::text(&topic),
        Request::Version => help::version(PriceTable::date()),
        Request::Report(call) => return report(*call, world),
    };
    let (text, notes) = (text.into_bytes(), String::new());
    let exit = Exit::Fine;
    Ok(Answer { text, notes, exit })
}

fn report(mut call: Call, world: &World) -> Result<Answer, Fault> {
    let help = format!("cutrack {} --help", call.report.name);
    let or_help = |fault: Fault| fault.or_try(help.as_str());
    let zone = match &call.zone {
        Some(name) => zone::named(name).map_err(or_help)?,
        None => Zone::default(),
    };
    settle_times(&mut call.query, &zone, world).map_err(or_help)?;
    // A table is for the person at the terminal: it says names. Programs get them when they ask.
    call.query.with_names |= call.format == Format::Table;
    let config = Config {
        zone: zone.clone(),
        ..Config::default()
    };
    let mut engine = Engine::new(config);
    let found = find(&call, world)?;
    let progress = (call.progress && !call.quiet).then(|| Progress::over(&found.files));
    reading::feed(&mut engine, &found.files, progress);
    let report = engine
        .report(&call.query)
        .map_err(|error| or_help(refused(error)))?;
    let text = written(&report, &call, &zone, &found.files)?;
    let notices = Notices::new(&engine, &report, &call, &zone, &found);
    let (notes, exit) = (notices.text, notices.exit);
    Ok(Answer { text, notes, exit })
}

/// The report as it was asked for.
fn written(report: &Report, call: &Call, zone: &Zone, paths: &[Source]) -> Result<Vec<u8>, Fault> {
    Ok(match call.format {
        Format::Table => {
            draw::report(report, &call.query, zone, call.look, call.quiet, paths).into_bytes()
        }
        Format::Json => [report.to_json(), vec![b'\n']].concat(),
        Format::Ndjson => report
            .rows()
            .into_iter()
            .flat_map(|row| [row, vec![b'\n']].concat())
            .collect(),
        Format::Csv => comma_separated::text(report)
            .map_err(|_| Fault::failed("cannot write the rows as CSV.", "--json"))?
            .into_bytes(),
    })
}

fn find(call: &Call, world: &World) -> Result<Found, Fault> {
    if !call.paths.is_empty() || !call.homes.is_empty() {
        return source::find(&call.paths, &call.homes, &world.granted);
    }
    if world.granted.is_empty() {
        let report = call.report.name;
        let hint =
            format!("cutrack {report} DIR (wasmtime run --dir DIR cutrack.wasm {report} DIR)");
        return Err(Fault::failed("no folder to read.", hint));
    }
    source::find(&world.granted, &[], &world.granted)
}

/// Refuses the time that is none, by its option, and gives a "now" to a range that counts from it.
fn settle_times(query: &mut Query, zone: &Zone, world: &World) -> Result<(), Fault> {
    if let Some(text) = query
        .now_at
        .as_deref()
        .filter(|text| zone.parse(text).is_none())
    {
        return Err(does_not_take("now", text));
    }
    let clock = || Timestamp((world.now_ms)()).to_string();
    let now = query.now_at.clone().unwrap_or_else(clock);
    let resolve = |last, since, until, now| zone.resolve(last, since, until, now, query.week_start);
    let range = &query.range;
    let (last, since, until) = (
        range.last.as_deref(),
        range.since.as_deref(),
        range.until.as_deref(),
    );
    for (option, text, resolved) in [
        ("last", last, resolve(last, None, None, Some(&now))),
        ("since", since, resolve(None, since, None, Some(&now))),
        ("until", until, resolve(None, None, until, Some(&now))),
    ] {
        if let (Some(text), Err(_)) = (text, resolved) {
            return Err(does_not_take(option, text));
        }
    }
    resolve(last, since, until, Some(&now))
        .map_err(|_| Fault::usage("--since is after --until."))?;
    if query.now_at.is_none() && resolve(last, since, until, None).is_err() {
        query.now_at = Some(now);
    }
    Ok(())
}

/// Times, columns and groupings are checked before; what is left is a word that core does not know.
fn refused(error: QueryError) -> Fault {
    Fault::usage(match error {
        QueryError::Backwards => "--since is after --until.",
        QueryError::Time => "the range is no time.",
        QueryError::Column => "the report cannot be sorted by this column.",
        QueryError::Grouping => "the report cannot be grouped so.",
        QueryError::Narrowed => "the report is of all files: it takes no range and no filter.",
        _ => "the report cannot be asked this.",
    })
}
