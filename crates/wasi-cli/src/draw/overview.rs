//! What plain `cutrack` shows: use of late, the limits, the context.

use cutrack_core::report::{ContextNow, OverviewPeriod, OverviewReport, OverviewRow};
use cutrack_core::zone::Zone;

use super::limits::{gauge_line, summary, whose};
use super::notes::Notes;
use super::{Sheet, cost_column};
use crate::arguments::Look;
use crate::format::{self, ABSENT};
use crate::table::{Column, Table};

/// The report as a person reads it.
pub(super) fn sheet(report: &OverviewReport, zone: &Zone, look: Look) -> Sheet {
    let notes = Notes::default()
        .left_out(&report.left_out)
        .cost(&report.prices);
    let sheet = Sheet::default()
        .title(title(report, zone))
        .table(table(report))
        .notes(notes);
    let now = report.head.now_at;
    let windows = report.windows.iter().map(|row| {
        let limit = whose(row, &report.windows);
        summary(row, limit, now, zone, look)
    });
    let context = report.context.as_ref().map(|of| context(of, zone, look));
    let lines: String = windows.chain(context).collect();
    if lines.is_empty() {
        sheet
    } else {
        sheet.text(lines)
    }
}

/// `Thu 6 Aug 2026 08:05 UTC`
fn title(report: &OverviewReport, zone: &Zone) -> String {
    let now = report.head.now_at.map_or_else(String::new, |now| {
        let year = zone.local(now).date.year;
        format!(
            "{} {year} {} ",
            format::weekday(now, zone),
            format::time_of_day(now, zone)
        )
    });
    format!("{now}{}", report.head.zone)
}

fn table(report: &OverviewReport) -> Table {
    let rows: Vec<_> = report.rows.iter().map(line).collect();
    Table {
        columns: vec![
            Column::word("", None),
            Column::number("Turns"),
            Column::number("Total"),
            cost_column(rows.iter()),
        ],
        rows,
        total: Vec::new(),
        going: &[],
    }
}

/// A period in which nothing happened has no numbers.
fn line(row: &OverviewRow) -> Vec<String> {
    let name = match row.period {
        OverviewPeriod::ThirtyDays => "30 days",
        OverviewPeriod::ThisWeek => "this week",
        OverviewPeriod::Yesterday => "yesterday",
        OverviewPeriod::Today => "today",
    };
    let numbers = match row.sums.turns + row.sums.responses {
        0 => [(); 3].map(|()| ABSENT.to_owned()),
        _ => [
            format::count(row.sums.turns),
            format::count(row.sums.total_tokens),
            format::cost_of(&row.sums),
        ],
    };
    [name.to_owned()].into_iter().chain(numbers).collect()
}

/// `context    38% left  ████████░░░░░░░░░░░░  019f9b36-1e6d, gpt-5.6-sol, 08:03`
fn context(context: &ContextNow, zone: &Zone, look: Look) -> String {
    let model = format::word(context.model.as_deref().or(Some("unknown")));
    let text = format!(
        "{}, {model}, {}",
        format::short_id(&context.session_id),
        format::time_of_day(context.read_at, zone)
    );
    let left = context.left_percent;
    gauge_line("context", &format!("{left}% left"), left * 10, &text, look)
}
