//! One run: arguments to exit code. What a person reads goes to `out`, what is said about the run to `err`.

use std::io::{self, ErrorKind, Write};
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use cutrack_core::price::PriceTable;
use cutrack_core::record::Timestamp;
use cutrack_core::report::{QueryError, ReportKind};
use cutrack_core::zone::Zone;
use cutrack_core::{Engine, Report};

use crate::arguments::{
    self, Call, DataCall, FindCall, Format, PricesCall, Request, Setting, does_not_take,
};
use crate::catalogue::DataKind;
use crate::data_commands::Said;
use crate::fault::{self, Exit, Fault};
use crate::folder::Listings;
use crate::gather::Paths;
use crate::notices::Notices;
use crate::options::{self, READER};
use crate::source::{self, Found};
use crate::watch::Outlets;
use crate::{
    completions, crew, data_commands, deletion, doctor, draw, find, folding, gather, glance, help,
    own_prices, watch, which_session, zone,
};

/// What the world outside tells a run.
pub struct World {
    /// Folders that can be opened; absent where all can.
    pub granted: Option<Vec<PathBuf>>,
    /// The clock; asked only for a range that counts back from now.
    pub now_ms: fn() -> i64,
    /// All of standard input; asked only where an option says `-`.
    pub input: fn() -> io::Result<Vec<u8>>,
    /// Whether a person reads standard error as it is written.
    pub is_error_a_terminal: bool,
}

/// Whether the launcher has these arguments read all that lies in homes, or some of it.
pub fn reads_for_the_launcher(arguments: &[String]) -> bool {
    let mut first = arguments.first().into_iter();
    first.any(|first| first == READER || first.strip_prefix("--") == Some(options::WALKED))
}

/// Runs the program with the arguments that follow its name.
pub fn run(arguments: &[String], world: &World, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    if arguments == [READER] {
        return crew::serve();
    }
    let done = arguments::parse(arguments).and_then(|request| match request {
        Request::Data(call) if call.command.kind == DataKind::Watch => {
            watch(*call, world, out, err)
        }
        request => answer(request, world, err),
    });
    // A prompt is never left without its line, nor told that it failed.
    let done = match done {
        Err(fault) if fault.exit == Exit::Unlisted => return fault.exit,
        Err(fault) if options::asks_for_a_status_line(arguments) => Ok(Answer {
            text: options::NO_DATA.into(),
            notes: fault.to_string(),
            exit: Exit::Fine,
        }),
        done => done,
    };
    let (text, notes, exit) = match done {
        Ok(Answer { text, notes, exit }) => (text, notes, exit),
        Err(fault) => (Vec::new(), fault.to_string(), fault.exit),
    };
    if let Err(error) = out.write_all(&text).and_then(|()| out.flush()) {
        return unwritten(&error, err);
    }
    let notes = match world.is_error_a_terminal {
        true => fault::for_a_terminal(&notes, arguments),
        false => notes,
    };
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

impl From<Said> for Answer {
    fn from(said: Said) -> Self {
        Self {
            text: said.out.into_bytes(),
            notes: said.err,
            exit: said.exit,
        }
    }
}

fn answer(request: Request, world: &World, err: &mut dyn Write) -> Result<Answer, Fault> {
    let text = match request {
        Request::Help(topic, Some(width)) => folding::columns(&help::text(&topic), width),
        Request::Help(topic, None) => help::text(&topic),
        Request::Version => help::version(PriceTable::date()),
        Request::Completions(shell) => completions::script(&shell),
        Request::Held(asked) => completions::held(&asked),
        Request::Manual => completions::manual(),
        Request::Report(call) => return report(*call, world, err),
        Request::Data(call) => return data(&call, world, err),
        Request::Find(call) => return find_text(&call, world),
        Request::OwnPrices(call) => return change_prices(&call, world),
    };
    let (text, notes) = (text.into_bytes(), String::new());
    let exit = Exit::Fine;
    Ok(Answer { text, notes, exit })
}

/// The one command that speaks while it runs.
fn watch(
    mut call: DataCall,
    world: &World,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Answer, Fault> {
    let or_help = |fault: Fault| fault.or_try("cutrack watch --help");
    let zone = zone_of(&call.setting).map_err(or_help)?;
    call.setting.prices = own_prices::table(&call.setting)?;
    let now_ms = world.now_ms;
    let find = |setting: &Setting| files("watch", setting, world);
    let exit = watch::watch(call, find, &zone, Outlets { out, err, now_ms }).map_err(or_help)?;
    Ok(Answer {
        text: Vec::new(),
        notes: String::new(),
        exit,
    })
}

fn data(call: &DataCall, world: &World, err: &mut dyn Write) -> Result<Answer, Fault> {
    let help = format!("cutrack {} --help", call.command.name);
    let or_help = |fault: Fault| fault.or_try(help.as_str());
    let zone = zone_of(&call.setting).map_err(or_help)?;
    let found = || files(call.command.name, &call.setting, world);
    let said = match call.command.kind {
        DataKind::Forget => deletion::forget(call, &zone),
        DataKind::Purge => deletion::purge(call, &zone, (world.now_ms)()),
        DataKind::Doctor => match found() {
            Err(fault) if fault.exit == Exit::Unlisted => Err(fault),
            found => Ok(doctor::run(call, found, (world.now_ms)())),
        },
        // It speaks while it runs, and was told before.
        DataKind::Watch => Ok(Said::default()),
        DataKind::Ingest => data_commands::ingest(call, found, &zone, err),
    };
    said.map(Answer::from).map_err(or_help)
}

fn find_text(call: &FindCall, world: &World) -> Result<Answer, Fault> {
    let or_help = |fault: Fault| fault.or_try("cutrack privacy --help");
    let zone = zone_of(&call.setting).map_err(or_help)?;
    let from_input;
    let sought = match &call.sought {
        Some(sought) => sought,
        None => {
            from_input = find::sought(&line_of_input(world)?)?;
            &from_input
        }
    };
    let said = find::find(call, sought, &zone);
    said.map(Answer::from).map_err(or_help)
}

fn change_prices(call: &PricesCall, world: &World) -> Result<Answer, Fault> {
    let or_help = |fault: Fault| fault.or_try("cutrack prices --help");
    let zone = zone_of(&call.setting).map_err(or_help)?;
    let said = own_prices::change(call, world.input, &zone);
    said.map(Answer::from).map_err(or_help)
}

/// What standard input says, without the end of its last line.
fn line_of_input(world: &World) -> Result<String, Fault> {
    let input = (world.input)().ok();
    let text = input.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| Fault::failed("standard input is no text.", "UTF-8"))?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

fn zone_of(setting: &Setting) -> Result<Zone, Fault> {
    let named = setting.zone.as_deref().map(zone::named);
    Ok(named.transpose()?.unwrap_or_default())
}

fn report(mut call: Call, world: &World, err: &mut dyn Write) -> Result<Answer, Fault> {
    let help = format!("cutrack {} --help", call.report.name);
    let or_help = |fault: Fault| fault.or_try(help.as_str());
    let zone = zone_of(&call.setting).map_err(or_help)?;
    settle_times(&mut call, &zone, world).map_err(or_help)?;
    // A table is for the person at the terminal: it says names. Programs get them when they ask.
    call.query.with_names |= call.format == Format::Table;
    call.setting.prices = own_prices::table(&call.setting)?;
    let is_of_prices = call.report.kind == ReportKind::Prices;
    if is_of_prices {
        open_no_rollout(&mut call.setting);
    }
    if let Some(target) = &call.target {
        target.check()?;
    }
    let found = || match is_of_prices {
        true => Ok(Found::default()),
        false => files(call.report.name, &call.setting, world),
    };
    if let Some(report) = glance::report(&call, &zone) {
        return Ok(Answer {
            text: written(&report, &call, &zone, &Paths::new()),
            notes: String::new(),
            exit: Exit::Fine,
        });
    }
    let gathered = gather::gather(found, &call.setting, &call.query, &zone, err)?;
    // The run ends with this report, and then everything goes at once: to let go of row after row takes its time.
    let gathered = ManuallyDrop::new(gathered);
    let report = gathered
        .engine
        .report(&call.query)
        .map_err(|error| or_help(refused(error, &gathered.engine, &call)))?;
    let wrote = match (&call.target, &report) {
        (Some(target), Report::Records(records)) => target.write(records, &call)?,
        _ => String::new(),
    };
    let text = written(&report, &call, &zone, &gathered.paths);
    let (notes, exit) = match &report {
        Report::Statusline(_) => (String::new(), Exit::Fine),
        _ => {
            let notices = Notices::new(&gathered, &report, &call, &zone);
            (notices.text + &wrote, notices.exit)
        }
    };
    Ok(Answer { text, notes, exit })
}

/// No rollout is opened for prices; whether the user's own are used is in what is stored.
fn open_no_rollout(setting: &mut Setting) {
    setting.reads_nothing = true;
    let has_own = setting.prices.own() > 0;
    let stored = setting.database.take();
    setting.database = stored.filter(|file| has_own && file.is_file());
}

/// Who keeps nothing without having said so is told; that a report on PATHs does not is plain. Beside what could be kept,
/// what is.
fn remark(report: &Report, setting: &Setting) -> String {
    let keeps = setting.database.is_some() || setting.keeps_nothing;
    match report {
        Report::Privacy(_) => data_commands::kept(setting),
        _ if keeps || !setting.paths.is_empty() => String::new(),
        _ => "; nothing kept (no --db)".to_owned(),
    }
}

/// The report as it was asked for.
fn written(report: &Report, call: &Call, zone: &Zone, paths: &Paths) -> Vec<u8> {
    match (call.format, report) {
        (Format::Table, Report::Statusline(report)) => {
            draw::status_line(report, call.style, zone).into_bytes()
        }
        (Format::Table, _) => {
            let (quiet, remark) = (call.setting.quiet, remark(report, &call.setting));
            draw::report(report, &call.query, zone, call.look, quiet, paths, &remark).into_bytes()
        }
        (Format::Json, _) => [report.to_json(), vec![b'\n']].concat(),
        (Format::Ndjson, _) => report
            .rows()
            .into_iter()
            .flat_map(|row| [row, vec![b'\n']].concat())
            .collect(),
        (Format::Csv, _) => report.to_csv(),
        // It is in its file.
        (Format::Sqlite, _) => Vec::new(),
    }
}

/// The files of a call: below its PATHs and homes, else in every granted folder but the database's own.
fn files(command: &str, setting: &Setting, world: &World) -> Result<Found, Fault> {
    let granted = world.granted.as_deref();
    if !setting.paths.is_empty() || !setting.homes.is_empty() {
        let told = setting.is_walked.then(crew::walked).flatten();
        let told = Listings::of(&told.unwrap_or_default());
        let found = source::find(
            &setting.paths,
            &setting.homes,
            granted,
            &setting.listed,
            told,
        )?;
        let can_be_listed = setting.is_launched && setting.listed.is_empty();
        return match can_be_listed && !found.unnameable.is_empty() {
            true => Err(Fault::unlisted()),
            false => Ok(found),
        };
    }
    match granted {
        Some(folders) if !folders.is_empty() => {
            source::find(folders, &[], granted, &[], Listings::default())
        }
        _ => {
            let hint = format!(
                "cutrack {command} DIR (wasmtime run --dir DIR cutrack.wasm {command} DIR)"
            );
            Err(Fault::failed("no folder to read.", hint))
        }
    }
}

/// Refuses the time that is none, by its option, and gives a "now" to a range or a report that counts from it.
fn settle_times(call: &mut Call, zone: &Zone, world: &World) -> Result<(), Fault> {
    let needs_now = call.report.needs_now();
    let query = &mut call.query;
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
    if query.now_at.is_none() && (needs_now || resolve(last, since, until, None).is_err()) {
        query.now_at = Some(now);
    }
    Ok(())
}

/// Times, columns and groupings are checked before; what is left is a word that core does not know.
fn refused(error: QueryError, engine: &Engine, call: &Call) -> Fault {
    let start = call.query.session.as_deref();
    Fault::usage(match error {
        QueryError::NoSession => return which_session::none(&call.query),
        QueryError::SeveralSessions => return which_session::several(start, engine),
        QueryError::Backwards => "--since is after --until.",
        QueryError::Time => "the range is no time.",
        QueryError::Column => "the report cannot be sorted by this column.",
        QueryError::Grouping => "the report cannot be grouped so.",
        QueryError::NoLedger => "privacy reads the files: not with --no-ingest.",
        QueryError::Narrowed => {
            let name = call.report.name;
            let what = format!("{name} is of all files: it takes no range, filter or --now.");
            return Fault::usage(what);
        }
        _ => "the report cannot be asked this.",
    })
}
