//! Rate-limit windows: who used them, then each with what is left, its end and its course.

pub(crate) mod past;
#[cfg(test)]
mod tests;
mod users;

use cutrack_core::item::Decimal;
use cutrack_core::record::Timestamp;
use cutrack_core::report::{LimitsReport, Outlook, WindowRow};
use cutrack_core::zone::Zone;
use unicode_width::UnicodeWidthStr;

use super::notes::Notes;
use super::{Sheet, names};
use crate::arguments::Look;
use crate::folding::{INDENT, folded, folded_after};
use crate::format::{self, ABSENT};
use crate::table::paint;

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
/// Below these shares what is left is yellow, then red.
const LITTLE: u64 = 200;
const NEARLY_NONE: u64 = 50;

/// The report as a person reads it.
pub(super) fn sheet(report: &LimitsReport, zone: &Zone, look: Look) -> Sheet {
    let (table, is_headed) = users::table(report, look);
    let has_users = !table.rows.is_empty();
    let mut sheet = Sheet::default().title(title(report, zone)).table(table);
    if has_users {
        let notes = Notes::default()
            .left_out(&report.left_out)
            .cost(&report.prices);
        sheet = sheet.notes(match is_headed {
            true => notes,
            false => notes.note("shares", "estimates".to_owned()),
        });
    }
    let account = account(report, look);
    if !account.is_empty() {
        sheet = sheet.text(account);
    }
    let now = report.head.now_at;
    let mut told = [None, None];
    for row in &report.rows {
        let names = [home_name(row, &report.rows), limit_name(row, &report.rows)];
        let is_news = names != told;
        let labels = [home_label(row), "limit".to_owned()];
        let heads = labels.iter().zip(&names);
        let heads = heads.filter_map(|(label, name)| Some(line(label, name.as_ref()?, look)));
        let head: String = heads.filter(|_| is_news).collect();
        sheet = sheet.text(head + &window(row, now, zone, look));
        told = names;
    }
    sheet
}

/// What a window is of, where there are several homes or limits.
pub(super) fn whose(row: &WindowRow, rows: &[WindowRow]) -> Option<String> {
    let names = [home_name(row, rows), limit_name(row, rows)];
    let names: Vec<String> = names.into_iter().flatten().collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// Whether the windows are of more than one home.
fn are_several_homes(rows: &[WindowRow]) -> bool {
    rows.iter().any(|row| row.home != rows[0].home)
}

/// What a home is called for short.
fn home_label(row: &WindowRow) -> String {
    format!("home {}", row.home + 1)
}

/// The home that a window is of, where there are several.
fn home_name(row: &WindowRow, rows: &[WindowRow]) -> Option<String> {
    if !are_several_homes(rows) {
        return None;
    }
    let homes = rows.iter().map(|row| row.home_name.as_deref());
    let own = rows.iter().position(|other| other.home == row.home)?;
    names::tails(homes).into_iter().nth(own)
}

/// The limit that a window is of, where there are several.
fn limit_name(row: &WindowRow, rows: &[WindowRow]) -> Option<String> {
    let is_one = rows.iter().all(|other| other.limit_id == row.limit_id);
    let name = row.limit_name.as_deref().or(row.limit_id.as_deref());
    (!is_one).then(|| format::word(name.or(Some("unnamed"))))
}

/// `Limits, read Thu 6 Nov 07:47 UTC, 2m ago`.
fn title(report: &LimitsReport, zone: &Zone) -> String {
    let Some(read_at) = report.read_at else {
        return "Limits: none in these files".to_owned();
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
    text
}

/// What the files say of the account beside its windows.
fn account(report: &LimitsReport, look: Look) -> String {
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
    .filter_map(|(label, text)| Some(line(label, &format::word(Some(text?)), look)))
    .collect()
}

/// One window, on one to four lines.
fn window(row: &WindowRow, now: Option<Timestamp>, zone: &Zone, look: Look) -> String {
    let mut text = summary(row, None, now, zone, look);
    if row.outlook == Some(Outlook::Over) {
        return text;
    }
    for sentence in [rate(row, now, zone), of_late(row)].into_iter().flatten() {
        text += &line("", &sentence, look);
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
        text += &format!("{:INDENT$}course  {}\n", "", sparks.collect::<String>());
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
        let start = format!("{name:INDENT$}{ABSENT:LEFT_CELLS$}  ");
        return folded_after(&start, &end, look.width).join("\n") + "\n";
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
    let start = INDENT + LEFT_CELLS.max(said.len()) + 2;
    let width = start + bar.chars().count() + 2 + text.width();
    let parts = [bar.as_str(), text].into_iter();
    let parts = parts
        .skip(usize::from(width > look.width))
        .filter(|part| !part.is_empty());
    let rest = parts.collect::<Vec<_>>().join("  ");
    let lines = folded_after(&" ".repeat(start), &rest, look.width).join("\n");
    let color = match left_per_mille {
        0..NEARLY_NONE => "31",
        NEARLY_NONE..LITTLE => "33",
        _ => "1",
    };
    let mut out = format!("{label:INDENT$}");
    paint(said, color, look, &mut out);
    out + lines[INDENT + said.len()..].trim_end() + "\n"
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
fn line(label: &str, text: &str, look: Look) -> String {
    folded(label, text, look.width).join("\n") + "\n"
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
