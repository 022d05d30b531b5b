//! Rate-limit windows: who used them, then each with what is left, its end and its course.

use cutrack_core::item::Decimal;
use cutrack_core::record::Timestamp;
use cutrack_core::report::{
    Grouping, LimitsReport, Outlook, PastWindowsReport, UsedSums, User, WindowRow,
};
use cutrack_core::zone::Zone;
use unicode_width::UnicodeWidthStr;

use super::notes::Notes;
use super::{Sheet, cost_column, names, range};
use crate::arguments::Look;
use crate::format::{self, ABSENT};
use crate::table::{Column, INDENT, Table, folded, paint};

/// Cells of the bar of what is left.
const BAR_CELLS: u64 = 20;
/// Cells of a window's course.
const COURSE_CELLS: usize = 24;
/// Narrowest terminal that a course fits.
const COURSE_WIDTH: usize = INDENT + "course  ".len() + COURSE_CELLS;
/// As wide as `46% left`.
const LEFT_CELLS: usize = 8;
/// Below it the elapsed share is told with one decimal.
const EARLY_PER_MILLE: u64 = 50;
/// To what a session with its project shrinks: the longest label that stands in its column.
const USER_CELLS: usize = BEFORE_FIRST.len();
/// Below these shares what is left is yellow, then red.
const LITTLE: u64 = 200;
const NEARLY_NONE: u64 = 50;
const BEFORE_FIRST: &str = "before the first reading";
const UNNAMED: &str = "no priced response";

/// The report as a person reads it.
pub(super) fn sheet(report: &LimitsReport, zone: &Zone, look: Look) -> Sheet {
    let table = users(report);
    let has_users = !table.rows.is_empty();
    let mut sheet = Sheet::default().text(title(report, zone)).table(table);
    if has_users {
        let notes = Notes::default()
            .left_out(&report.left_out)
            .cost(&report.prices);
        sheet = sheet.notes(notes);
    }
    let account = account(report);
    if !account.is_empty() {
        sheet = sheet.text(account);
    }
    let told: Vec<_> = report
        .rows
        .iter()
        .map(|row| limit_name(row, &report.rows))
        .collect();
    let now = report.head.now_at;
    for (index, row) in report.rows.iter().enumerate() {
        let is_news = index == 0 || told[index] != told[index - 1];
        let limit = told[index].as_ref().filter(|_| is_news);
        let head = limit.map_or_else(String::new, |name| line("limit", name));
        sheet = sheet.text(head + &window(row, now, zone, look));
    }
    sheet
}

/// The limit that a window is of, where there are several.
pub(super) fn limit_name(row: &WindowRow, rows: &[WindowRow]) -> Option<String> {
    let is_one = rows.iter().all(|other| other.limit_id == row.limit_id);
    let name = row.limit_name.as_deref().or(row.limit_id.as_deref());
    (!is_one).then(|| format::word(name.or(Some("unnamed"))))
}

/// `Limits, read Thu 6 Nov 07:47 UTC, 2m ago`.
fn title(report: &LimitsReport, zone: &Zone) -> String {
    let Some(read_at) = report.read_at else {
        return "Limits: none in these files\n".to_owned();
    };
    let mut text = format!(
        "Limits, read {} {}",
        format::weekday_and_clock(read_at, zone),
        report.head.zone
    );
    if let Some(age_ms) = report.read_age_ms {
        text += &format!(", {} ago", format::span(age_ms));
    }
    if report.may_have_changed {
        text += ": may have changed";
    }
    text + "\n"
}

/// What the files say of the account beside its windows.
fn account(report: &LimitsReport) -> String {
    let credits = report
        .credits
        .as_ref()
        .and_then(|credits| match credits.unlimited {
            Some(true) => Some("unlimited"),
            _ => credits.balance.as_ref().map(Decimal::as_str),
        });
    let spend = (report.spend_control_reached == Some(true)).then_some("limit reached");
    [
        ("plan", report.plan_type.as_deref()),
        ("credits", credits),
        ("spend", spend),
        ("reached", report.reached_type.as_deref()),
    ]
    .into_iter()
    .filter_map(|(label, text)| Some(line(label, &format::word(Some(text?)))))
    .collect()
}

/// Who used the windows that are not over.
fn users(report: &LimitsReport) -> Table {
    let running = |row: &WindowRow| row.is_running();
    let shown: Vec<bool> = report.rows.iter().map(running).collect();
    let heads = report.rows.iter().filter(|row| running(row));
    let shares_of = |row: &WindowRow| {
        let limit = limit_name(row, &report.rows).map_or_else(String::new, |name| name + " ");
        Column {
            is_part: false,
            ..Column::number(format!("{limit}{} (estimate)", name(row.window_minutes)))
        }
    };
    let labelled = labelled(report);
    let (columns, rows) = user_columns(report, !labelled.is_empty());
    let line = |names: Vec<String>, sums: &UsedSums| -> Vec<String> {
        let shares = shares(&sums.share_per_mille, &shown);
        let tokens = format::count(sums.total_tokens);
        let cost = format::cost(
            sums.cost_nano_dollars,
            sums.priced_tokens,
            sums.total_tokens,
        );
        names
            .into_iter()
            .chain(shares)
            .chain([tokens, cost])
            .collect()
    };
    let words = columns.len();
    let padded = |label: String| {
        let blanks = (1..words).map(|_| String::new());
        [label].into_iter().chain(blanks).collect::<Vec<_>>()
    };
    let users = rows.into_iter().zip(&report.used_by);
    let users = users.map(|(names, row)| line(names, &row.sums));
    let others = labelled.into_iter().map(|label| match label {
        Label::Rest(rows, sums) => line(padded(format!("{} more", format::count(rows))), sums),
        Label::Nobody(label, per_mille) => padded(label.to_owned())
            .into_iter()
            .chain(shares(&per_mille, &shown))
            .chain([ABSENT.to_owned(), ABSENT.to_owned()])
            .collect(),
    });
    let (first, last): (Vec<_>, Vec<_>) =
        others.partition(|row: &Vec<String>| row[0] == BEFORE_FIRST);
    let rows: Vec<_> = first.into_iter().chain(users).chain(last).collect();
    let total = line(padded("Used".to_owned()), &report.used);
    let cost = cost_column(rows.iter().chain([&total]));
    let columns = columns
        .into_iter()
        .chain(heads.map(shares_of))
        .chain([Column::number("Total"), cost]);
    Table {
        columns: columns.collect(),
        rows,
        total,
        going: match report.by.first() {
            Some(Grouping::Project) => &["Total", "Cost"],
            _ => &["Project", "Total", "Cost"],
        },
    }
}

/// A row that is no user's.
enum Label<'a> {
    Nobody(&'static str, Vec<Option<u32>>),
    Rest(u64, &'a UsedSums),
}

fn labelled(report: &LimitsReport) -> Vec<Label<'_>> {
    let nobody = |label, share: fn(&WindowRow) -> Option<u32>| {
        let shares: Vec<_> = report.rows.iter().map(share).collect();
        let running = report
            .rows
            .iter()
            .zip(&shares)
            .filter(|(row, _)| row.is_running());
        let is_said = running.into_iter().any(|(_, share)| *share > Some(0));
        is_said.then_some(Label::Nobody(label, shares))
    };
    let rest = report.used_by_rest.as_ref();
    [
        nobody(BEFORE_FIRST, |row| row.before_first_per_mille),
        rest.map(|rest| Label::Rest(rest.rows, &rest.sums)),
        nobody(UNNAMED, |row| row.unnamed_per_mille),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The columns of words, and each user's words. Beside a row that is no user's, a session and its project share one.
fn user_columns(report: &LimitsReport, in_one: bool) -> (Vec<Column>, Vec<Vec<String>>) {
    let users = report.used_by.iter().map(|row| &row.user);
    let folders = names::tails(users.clone().map(|user| match user {
        User::Session { project, .. } | User::Project { project } => project.as_deref(),
        User::Model { .. } => None,
    }));
    let words = |(user, folder): (&User, String)| match user {
        User::Session { session_id, .. } if in_one => {
            vec![format!("{}  {folder}", format::short_id(session_id))]
        }
        User::Session { session_id, .. } => vec![format::short_id(session_id).to_owned(), folder],
        User::Model { model } => vec![format::word(model.as_deref().or(Some("unknown")))],
        User::Project { .. } => vec![folder],
    };
    let rows = users.zip(folders).map(words).collect();
    let columns = match report.by.first() {
        Some(Grouping::Model) => vec![Column::word("Model", Some(11))],
        Some(Grouping::Project) => vec![Column::word("Project", Some(10))],
        _ if in_one => vec![Column::word("Session", Some(USER_CELLS))],
        _ => vec![
            Column::word("Session", None),
            Column::word("Project", Some(10)),
        ],
    };
    (columns, rows)
}

fn shares(per_mille: &[Option<u32>], shown: &[bool]) -> Vec<String> {
    let shares = per_mille.iter().zip(shown).filter(|(_, shown)| **shown);
    let share = |share: u32| format::per_mille(share.into());
    shares
        .map(|(of, _)| of.map_or_else(|| ABSENT.to_owned(), share))
        .collect()
}

/// One window, on one to four lines.
fn window(row: &WindowRow, now: Option<Timestamp>, zone: &Zone, look: Look) -> String {
    let mut text = summary(row, None, now, zone, look);
    if row.outlook == Some(Outlook::Over) {
        return text;
    }
    for sentence in [rate(row, now, zone), of_late(row)].into_iter().flatten() {
        text.extend(
            folded("", &sentence, look.width)
                .into_iter()
                .map(|line| line + "\n"),
        );
    }
    if !row.course_per_mille.is_empty() && look.width >= COURSE_WIDTH {
        let course = row
            .course_per_mille
            .iter()
            .copied()
            .chain(std::iter::repeat(None));
        let sparks = course
            .take(COURSE_CELLS)
            .map(|share| format::spark(share, look.ascii));
        text += &line("", &format!("course  {}", sparks.collect::<String>()));
    }
    text
}

/// `weekly     54% left  ███████████░░░░░░░░░  resets Tue 11 Aug 07:19, in 4d23h`; too narrow, the bar goes.
pub(super) fn summary(
    row: &WindowRow,
    limit: Option<String>,
    now: Option<Timestamp>,
    zone: &Zone,
    look: Look,
) -> String {
    let name = name(row.window_minutes);
    let end = [Some(end(row, now, zone)), limit];
    let end: Vec<String> = end
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let end = end.join(", ");
    let Some(left) = row.left_per_mille else {
        return line(&name, &format!("{ABSENT:LEFT_CELLS$}  {end}"));
    };
    let said = match left {
        0 => "FULL".to_owned(),
        left => format!("{} left", format::percent(left.into(), 1000)),
    };
    gauge_line(&name, &said, left.into(), &end, look)
}

/// A label, what is left in words and as a bar, and what else there is to say.
pub(super) fn gauge_line(
    label: &str,
    said: &str,
    left_per_mille: u64,
    text: &str,
    look: Look,
) -> String {
    let bar = format::gauge(left_per_mille, 1000, BAR_CELLS, look.ascii);
    let width = INDENT + LEFT_CELLS.max(said.len()) + 2 + bar.chars().count() + 2 + text.width();
    let parts = [bar.as_str(), text].map(str::to_owned).into_iter();
    let parts = parts
        .skip(usize::from(width > look.width))
        .filter(|part| !part.is_empty());
    let rest: Vec<_> = parts.collect();
    let color = match left_per_mille {
        0..NEARLY_NONE => "31",
        NEARLY_NONE..LITTLE => "33",
        _ => "1",
    };
    let mut out = format!("{label:INDENT$}");
    paint(said, color, look, &mut out);
    out.push_str(&" ".repeat(LEFT_CELLS.saturating_sub(said.len())));
    out += &format!("  {}\n", rest.join("  "));
    out
}

/// When a window ends, or why it cannot be used.
fn end(row: &WindowRow, now: Option<Timestamp>, zone: &Zone) -> String {
    if row.outlook == Some(Outlook::Blocked) {
        return format!("blocked by {}", name(row.blocked_by_minutes));
    }
    let at = |at: Timestamp| match now {
        Some(now) => format::moment(at, now, zone),
        None => format::minute(at, zone),
    };
    let Some(resets_at) = row.resets_at.map(at) else {
        return String::new();
    };
    match (row.outlook, row.resets_in_ms) {
        (Some(Outlook::Over), _) => format!("reset {resets_at}; nothing read since"),
        (_, Some(ms)) => format!("resets {resets_at}, in {}", format::span(ms)),
        _ => format!("resets {resets_at}"),
    }
}

/// `27% used in 20% of the time: full at 10:33, 1h16m before the reset`
fn rate(row: &WindowRow, now: Option<Timestamp>, zone: &Zone) -> Option<String> {
    let used = format::percent(row.used_per_mille?.into(), 1000);
    let elapsed = match row.elapsed_per_mille? {
        elapsed @ ..EARLY_PER_MILLE => format::per_mille(elapsed),
        elapsed => format::percent(elapsed, 1000),
    };
    Some(match row.outlook? {
        Outlook::TooEarly => {
            format!("{used} used; too early to tell the end ({elapsed} of the time is over)")
        }
        Outlook::TooLittle => {
            format!("{used} used in {elapsed} of the time: too little to tell the end")
        }
        Outlook::FullBeforeReset => {
            let full_at = format::moment(row.full_at?, now?, zone);
            let before = format::span(row.full_before_reset_ms?);
            format!(
                "{used} used in {elapsed} of the time: full at {full_at}, {before} before the reset"
            )
        }
        Outlook::Lasts => {
            let at_reset = format::percent(row.at_reset_per_mille?, 1000);
            format!("{used} used in {elapsed} of the time: {at_reset} at the reset")
        }
        Outlook::Over | Outlook::Full | Outlook::Blocked => return None,
    })
}

/// `27% in the last 58m: the rest lasts 2h37m of such use`
fn of_late(row: &WindowRow) -> Option<String> {
    if matches!(row.outlook, Some(Outlook::Full | Outlook::Blocked)) {
        return None;
    }
    let last = format::span(row.rise_ms?);
    Some(match (row.rise_per_mille?, row.rest_ms) {
        (rise, Some(rest_ms)) => {
            let (rise, rest) = (format::percent(rise.into(), 1000), format::span(rest_ms));
            format!("{rise} in the last {last}: the rest lasts {rest} of such use")
        }
        _ => format!("nothing in the last {last}"),
    })
}

/// A label and its text.
fn line(label: &str, text: &str) -> String {
    format!("{label:INDENT$}{text}\n")
}

/// How a window of this length is called, within 5 %.
pub(super) fn name(minutes: Option<u64>) -> String {
    const NAMES: [(u64, &str); 5] = [
        (300, "5 h"),
        (1440, "daily"),
        (10_080, "weekly"),
        (43_200, "monthly"),
        (525_600, "annual"),
    ];
    let Some(minutes) = minutes else {
        return ABSENT.to_owned();
    };
    let known = NAMES
        .iter()
        .find(|(length, _)| minutes.abs_diff(*length) <= length / 20);
    known.map_or_else(
        || format!("{} min", format::count(minutes)),
        |(_, name)| (*name).to_owned(),
    )
}

/// Every window of a range, one a line.
pub(super) fn past_sheet(report: &PastWindowsReport, zone: &Zone) -> Sheet {
    let span = range(&report.dates);
    let notes = Notes::default()
        .left_out(&report.left_out)
        .cost(&report.prices)
        .files(&report.files, zone);
    Sheet::default()
        .text(format!("Limit windows, {span}, {}\n", report.head.zone))
        .table(past_windows(report, zone))
        .notes(notes)
}

fn past_windows(report: &PastWindowsReport, zone: &Zone) -> Table {
    let time =
        |at: Option<Timestamp>| at.map_or_else(|| ABSENT.to_owned(), |at| format::minute(at, zone));
    let used = |share: u32| format::percent(share.into(), 1000);
    let rows = report.rows.iter().map(|row| {
        vec![
            name(row.window_minutes),
            format::word(row.limit_name.as_deref().or(row.limit_id.as_deref())),
            time(row.began_at),
            time(row.resets_at),
            row.used_per_mille.map_or_else(|| ABSENT.to_owned(), used),
            format::count(row.sessions),
            format::count(row.total_tokens),
            format::cost(row.cost_nano_dollars, row.priced_tokens, row.total_tokens),
        ]
    });
    let mut rows: Vec<_> = rows.collect();
    if let Some(rest) = report.rest_rows {
        rows.insert(
            0,
            vec![
                String::new(),
                String::new(),
                format!("{} earlier", format::count(rest)),
            ],
        );
    }
    let mut table = Table {
        columns: vec![
            Column::word("Window", None),
            Column::word("Limit", Some(10)),
            Column::word("Began", None),
            Column::word("Reset", None),
            Column::number("Used"),
            Column::number("Sessions"),
            Column::number("Total"),
            cost_column(rows.iter()),
        ],
        rows,
        total: Vec::new(),
        going: &["Sessions", "Limit", "Began", "Total", "Cost"],
    };
    // One family of limits needs no column to tell it.
    if report
        .rows
        .iter()
        .all(|row| row.limit_id == report.rows[0].limit_id)
    {
        table.leave_out("Limit");
    }
    table
}
