//! Gathers a call, argument by argument, and says of each that does not fit why.

use std::path::PathBuf;

use cutrack_core::report::{Grouping, Purge, Query, RecordTable, ReportKind};

use super::call::{
    Call, DataCall, FindCall, Format, Look, PriceChange, PricesCall, Request, Setting,
};
use super::launched::needs_launcher;
use super::values::{color, order, privacy, style, unit, week_start};
use super::{STANDARD_INPUT, does_not_take, no_command};
use crate::catalogue::{self, DataDetail, Detail, Period};
use crate::database::Holder;
use crate::deletion::Consent;
use crate::draw::Style;
use crate::export_file::Target;
use crate::fault::Fault;
use crate::find;
use crate::nearest::nearest;
use crate::options::{
    ASK, CLOSED, CREW, GOES_ON, HOLDER, LAUNCHED, LISTED, OPTIONS, OptionSpec, PORTION, Part, SEEN,
    TOLD, WALKED,
};
use crate::which_session;

/// Narrowest that a table is asked to fit.
const LEAST_WIDTH: usize = 20;

/// The value of `--db` with which nothing is kept.
const KEEPS_NOTHING: &str = ":memory:";

/// Gathers a call, argument by argument.
pub(super) struct Reader {
    call: Call,
    data: Option<&'static DataDetail>,
    word: Option<String>,
    period: Option<&'static Period>,
    by: Option<String>,
    sort: Option<String>,
    /// The text to find, or [`STANDARD_INPUT`].
    find: Option<String>,
    prices: Option<PriceChange>,
    /// The file of `--sqlite`, and whether one that is there may go.
    sqlite: Option<PathBuf>,
    is_forced: bool,
    before: Option<String>,
    gone: bool,
}

impl Reader {
    pub(super) fn new(report: &'static Detail, data: Option<&'static DataDetail>) -> Self {
        let call = Call {
            report,
            query: Query::default(),
            format: Format::Table,
            look: Look::default(),
            style: Style::default(),
            target: None,
            setting: Setting::default(),
        };
        Self {
            call,
            data,
            word: None,
            period: report.default_period(),
            by: None,
            sort: None,
            find: None,
            prices: None,
            sqlite: None,
            is_forced: false,
            before: None,
            gone: false,
        }
    }

    /// The command's name.
    pub(super) fn name(&self) -> &'static str {
        self.data.map_or(self.call.report.name, |data| data.name)
    }

    pub(super) fn take(&mut self, part: Part<'_>) -> Result<(), Fault> {
        match part {
            Part::Command(_) => {}
            Part::Word(word) if self.call.report.kind == ReportKind::Prices => {
                self.call.query.filters.model.push(word.to_owned());
            }
            Part::Word(word) if self.call.report.kind == ReportKind::Session => {
                self.call.query.session = Some(word.to_owned());
            }
            Part::Word(word) => {
                let mut periods = self.call.report.periods.iter();
                self.period = periods.find(|period| period.name == word);
                self.call.query.tables.extend(RecordTable::from_word(word));
                self.word = Some(word.to_owned());
            }
            Part::Path(path) => self.path(path)?,
            Part::UnknownCommand(word) => {
                return Err(no_command(word, self.call.setting.is_launched));
            }
            Part::UnknownOption(word) => return Err(self.no_option(word)),
            Part::Option { option, .. } if option.launcher_only => {
                return Err(needs_launcher(&format!("--{}", option.name)));
            }
            Part::Option { option, .. } if !self.has_option(option) => {
                return Err(self.no_option(&format!("--{}", option.name)));
            }
            Part::Option { option, value } if option.value.is_some() => {
                let missing = || Fault::usage(format!("--{} needs a value.", option.name));
                self.valued(option.name, value.ok_or_else(missing)?)?;
            }
            Part::Option { option, .. } => self.switch(option.name)?,
        }
        Ok(())
    }

    fn path(&mut self, path: &str) -> Result<(), Fault> {
        if let Some(data) = self.data.filter(|data| !data.takes_paths) {
            let fault = Fault::usage(format!("{} does not take {path}.", data.name));
            return Err(match data.words {
                [] => fault,
                words => fault.or_try(words.join(", ")),
            });
        }
        self.call.setting.paths.push(PathBuf::from(path));
        Ok(())
    }

    /// A report has every option but those that only commands about what is kept have, and those of other reports.
    pub(super) fn has_option(&self, option: &OptionSpec) -> bool {
        match self.data {
            Some(data) => data.has_option(option.name),
            None => catalogue::is_for_reports(option.name) && self.call.report.takes(option.name),
        }
    }

    fn no_option(&self, typed: &str) -> Fault {
        let fault = Fault::usage(format!("{} has no option {typed}.", self.name()));
        let known = OPTIONS.iter().filter(|option| self.offers(option));
        let word = typed.trim_start_matches('-').split('=').next();
        match nearest(word.unwrap_or_default(), known.map(|option| option.name)) {
            Some(option) => fault.or_try(format!("--{option}")),
            None => fault,
        }
    }

    /// Whether a person may type the option here.
    fn offers(&self, option: &OptionSpec) -> bool {
        match option.launcher_only {
            // The other one is of the page.
            true => self.call.setting.is_launched && option.name == "print-wasmtime",
            false => self.has_option(option) && !TOLD.contains(&option.name),
        }
    }

    fn switch(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "no-ingest" => self.call.setting.reads_nothing = true,
            "again" => self.call.setting.reads_again = true,
            "prune" => self.call.setting.prunes = true,
            "force" => self.is_forced = true,
            "reset" => self.change_prices(PriceChange::Reset)?,
            "gone" => self.gone = true,
            "dry-run" => self.call.setting.consent = Consent::Rehearse,
            "yes" => self.call.setting.consent = Consent::Given,
            ASK => self.call.setting.consent = Consent::Ask,
            LAUNCHED => self.call.setting.is_launched = true,
            CLOSED => self.call.setting.is_closed = true,
            CREW => self.call.setting.has_crew = true,
            WALKED => self.call.setting.is_walked = true,
            GOES_ON => self.call.setting.goes_on = true,
            "json" => self.format(Format::Json)?,
            "csv" => self.format(Format::Csv)?,
            "ndjson" => self.format(Format::Ndjson)?,
            "with-names" => self.call.query.with_names = true,
            "ascii" => self.call.look.ascii = true,
            "progress" => self.call.setting.progress = true,
            _ => self.call.setting.quiet = true,
        }
        Ok(())
    }

    fn format(&mut self, format: Format) -> Result<(), Fault> {
        if self.call.format != Format::Table && self.call.format != format {
            return Err(Fault::usage(match self.call.report.kind {
                ReportKind::Records => "choose one of --json, --csv, --ndjson, --sqlite.",
                _ => "choose one of --json, --csv, --ndjson.",
            }));
        }
        self.call.format = format;
        Ok(())
    }

    fn change_prices(&mut self, change: PriceChange) -> Result<(), Fault> {
        match self.prices.replace(change) {
            Some(_) => Err(Fault::usage("choose one of --add, --reset.")),
            None => Ok(()),
        }
    }

    fn valued(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        let bad = || does_not_take(name, value);
        let text = || value.to_owned();
        let call = &mut self.call;
        let query = &mut call.query;
        match name {
            "last" => query.range.last = Some(text()),
            "since" => query.range.since = Some(text()),
            "until" => query.range.until = Some(text()),
            "now" => query.now_at = Some(text()),
            "tz" => call.setting.zone = Some(text()),
            "week-start" => query.week_start = week_start(value).ok_or_else(bad)?,
            "model" => query.filters.model.push(text()),
            "project" => query.filters.project.push(text()),
            "branch" => query.filters.branch.push(text()),
            "repo" => query.filters.repo.push(text()),
            "source" => query.filters.source.push(text()),
            "session" => query.filters.session.push(text()),
            "by" => self.by = Some(text()),
            "sort" => self.sort = Some(text()),
            "find" => self.find = Some(text()),
            "add" => self.change_prices(PriceChange::Add(PathBuf::from(value)))?,
            "sqlite" => {
                self.sqlite = Some(PathBuf::from(value));
                self.format(Format::Sqlite)?;
            }
            "before" => self.before = Some(text()),
            "order" => query.order = Some(order(value).ok_or_else(bad)?),
            "limit" => query.limit = Some(value.parse().map_err(|_| bad())?),
            SEEN => call.setting.seen = Some(text()),
            LISTED => call.setting.listed.push(PathBuf::from(value)),
            PORTION => call.setting.portion_bytes = Some(value.parse().map_err(|_| bad())?),
            HOLDER => call.setting.holder = Holder::from_text(value).ok_or_else(bad)?,
            "workers" => call.setting.workers = Some(value.parse().map_err(|_| bad())?),
            "codex-home" => call.setting.homes.push(PathBuf::from(value)),
            "db" => {
                let file = Some(value).filter(|value| *value != KEEPS_NOTHING);
                call.setting.keeps_nothing = file.is_none();
                call.setting.database = file.map(PathBuf::from);
            }
            "privacy" => call.setting.privacy = Some(privacy(value).ok_or_else(bad)?),
            "format" if value == "json" => self.format(Format::Json)?,
            "format" => call.style = style(value).ok_or_else(bad)?,
            "width" => {
                let width = value.parse().ok().filter(|width| *width >= LEAST_WIDTH);
                call.look.width = width.ok_or_else(bad)?;
                call.setting.columns = width;
            }
            _ => call.look.color = color(value).ok_or_else(bad)?,
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Request, Fault> {
        let setting = &self.call.setting;
        if setting.workers.is_some() && !setting.is_launched {
            return Err(needs_launcher("--workers"));
        }
        if let Some(command) = self.data {
            return self.data_call(command).map(Box::new).map(Request::Data);
        }
        if let Some(text) = self.find.take() {
            return self.find_call(&text).map(Box::new).map(Request::Find);
        }
        if let Some(change) = self.prices.take() {
            let setting = self.call.setting;
            let call = PricesCall { change, setting };
            return Ok(Request::OwnPrices(Box::new(call)));
        }
        self.report_call().map(Box::new).map(Request::Report)
    }

    fn find_call(self, text: &str) -> Result<FindCall, Fault> {
        if self.call.format != Format::Table {
            let what = "choose one of --find, --json, --csv, --ndjson.";
            return Err(Fault::usage(what));
        }
        let sought = match text {
            STANDARD_INPUT => None,
            text => Some(find::sought(text)?),
        };
        Ok(FindCall {
            sought,
            look: self.call.look,
            setting: self.call.setting,
        })
    }

    fn data_call(self, command: &'static DataDetail) -> Result<DataCall, Fault> {
        let filters = self.call.query.filters;
        let purge = Purge {
            before: self.before,
            gone: self.gone,
            session: filters.session.into_iter().next(),
            projects: filters.project,
        };
        let word = self.word;
        if command.words.is_empty() != word.is_none() {
            let what = format!(
                "{} needs one of {}.",
                command.name,
                command.words.join(", ")
            );
            return Err(Fault::usage(what));
        }
        Ok(DataCall {
            command,
            word,
            purge,
            format: self.call.format,
            look: self.call.look,
            setting: self.call.setting,
        })
    }

    fn report_call(mut self) -> Result<Call, Fault> {
        let report = self.call.report;
        let by = self.grouping()?;
        let query = &mut self.call.query;
        query.report = report.kind;
        query.by = by;
        if report.kind == ReportKind::Session {
            which_session::check(query.session.as_deref())?;
        }
        if let Some(typed) = &self.sort {
            let column = report.columns.iter().find(|column| column.name == typed);
            let column = column.ok_or_else(|| no_column(report, typed))?;
            query.sort = Some(match column.json {
                "" => query.by.first().map_or("", |key| key.word()).to_owned(),
                json => json.to_owned(),
            });
        }
        if report.kind == ReportKind::Records {
            self.call.format = records_format(self.call.format, &query.tables)?;
            let replaces = self.is_forced;
            let target = self.sqlite.take().map(|path| Target { path, replaces });
            self.call.target = target;
        }
        let range = &mut query.range;
        let spans = range.since.is_some() || range.until.is_some();
        if spans && range.last.is_some() {
            return Err(Fault::usage("choose one of --last and --since, --until."));
        }
        // Given PATHs the range is all.
        let has_range = report.takes("last");
        if has_range && !spans && range.last.is_none() && self.call.setting.paths.is_empty() {
            let of_report = report.default_last(query.by.first().copied());
            let last = self.period.map_or(of_report, |period| period.last);
            range.last = Some(last.to_owned());
        }
        Ok(self.call)
    }

    fn grouping(&self) -> Result<Vec<Grouping>, Fault> {
        let report = self.call.report;
        let typed = self.by.as_deref();
        if report.by.is_empty() {
            return Ok(Vec::new());
        }
        let key = match typed {
            Some(typed) if !report.by.contains(&typed) => {
                return Err(does_not_take("by", typed).or_try(report.by.join(", ")));
            }
            Some(typed) => typed,
            None => report.by[0],
        };
        let time = self.period.map(|period| unit(period.name));
        Ok(time.into_iter().chain(Grouping::from_word(key)).collect())
    }
}

/// Records have no table to look at, and a file of comma-separated values has one head.
fn records_format(asked: Format, tables: &[RecordTable]) -> Result<Format, Fault> {
    match asked {
        Format::Csv if tables.len() != 1 => Err(Fault::usage("--csv takes exactly one table.")),
        Format::Table => Ok(Format::Ndjson),
        asked => Ok(asked),
    }
}

fn no_column(report: &Detail, typed: &str) -> Fault {
    let columns: Vec<&str> = report.columns.iter().map(|column| column.name).collect();
    Fault::usage(format!("{} has no column {typed}.", report.name)).or_try(columns.join(", "))
}
