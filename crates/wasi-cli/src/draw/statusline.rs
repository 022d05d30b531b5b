//! The one line of `statusline`.

use cutrack_core::record::Timestamp;
use cutrack_core::report::{StatuslineReport, WindowRow};
use cutrack_core::zone::Zone;

use crate::format::{self, ABSENT};

/// Below these shares what is left gets one mark, then two.
const LITTLE: u32 = 200;
const NEARLY_NONE: u32 = 50;
const WEEK_MS: u64 = 604_800_000;

/// What stands where there is nothing to say.
pub(crate) const NO_DATA: &str = "cutrack: no data\n";

/// How much the line says, and for whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// What is left.
    #[default]
    Short,
    /// Until when, today and the context too.
    Long,
    /// Short, with tmux's colours.
    Tmux,
}

/// The line, ended.
pub(crate) fn line(report: &StatuslineReport, style: Style, zone: &Zone) -> String {
    let Some(today) = &report.today else {
        return NO_DATA.to_owned();
    };
    let tokens = format!("today {}", format::short_count(today.total_tokens));
    let windows = Windows { report, zone };
    let text = match style {
        Style::Long => {
            let cost = match format::cost_of(today) {
                cost if cost == ABSENT => String::new(),
                cost => format!(" {cost}"),
            };
            let context = report.context.as_ref();
            let context = context.map(|context| format!("context {}%", context.left_percent));
            let parts = windows
                .long()
                .into_iter()
                .chain([tokens + &cost])
                .chain(context);
            parts.collect::<Vec<_>>().join(" | ")
        }
        Style::Short | Style::Tmux => match windows.short(style) {
            windows if windows.is_empty() => tokens,
            windows => windows.join(" "),
        },
    };
    text + "\n"
}

/// The windows of a line.
struct Windows<'a> {
    report: &'a StatuslineReport,
    zone: &'a Zone,
}

impl Windows<'_> {
    /// One that is full stands alone.
    fn short(&self, style: Style) -> Vec<String> {
        let rows = &self.report.rows;
        let alone = rows
            .first()
            .is_some_and(|row| row.left_per_mille == Some(0));
        let shown = rows.iter().take(if alone { 1 } else { rows.len() });
        shown
            .map(|row| painted(row, self.said(row), style))
            .collect()
    }

    /// The first tells its end; how old all of it is stands after the last.
    fn long(&self) -> Vec<String> {
        let report = self.report;
        let mut parts: Vec<String> = Vec::new();
        for (index, row) in report.rows.iter().enumerate() {
            let mut part = self.said(row);
            let resets_at = row.resets_at.map(|at| self.moment(at));
            if let (None, Some(reset)) = (row.left_per_mille, &resets_at) {
                part = format!("{} reset {reset}", short_name(row));
            }
            if let (0, 1.., false, Some(reset)) = (
                index,
                row.left_per_mille.unwrap_or(0),
                report.is_stale,
                &resets_at,
            ) {
                part += &format!(" to {reset}");
                if let (..LITTLE, Some(full_at)) = (row.left_per_mille.unwrap_or(0), row.full_at) {
                    part += &format!(", full {}", self.moment(full_at));
                }
            }
            parts.push(part);
        }
        let is_told = report
            .rows
            .last()
            .is_some_and(|row| row.left_per_mille > Some(0));
        if let (true, true, Some(age_ms), Some(last)) = (
            report.is_stale,
            is_told,
            report.read_age_ms,
            parts.last_mut(),
        ) {
            *last += &format!(", {} ago", format::span(age_ms));
        }
        parts
    }

    /// `5h 73%`, `5h 12%!`, `wk ~54%`, `wk FULL to Fri 21:30`, `5h -`
    fn said(&self, row: &WindowRow) -> String {
        let name = short_name(row);
        let about = if self.report.is_stale { "~" } else { "" };
        match row.left_per_mille {
            None => format!("{name} {ABSENT}"),
            Some(0) => {
                let reset = row.resets_at.map(|at| format!(" to {}", self.moment(at)));
                format!("{name} FULL{}", reset.unwrap_or_default())
            }
            Some(left) => {
                let mark = match left {
                    ..NEARLY_NONE => "!!",
                    NEARLY_NONE..LITTLE => "!",
                    _ => "",
                };
                format!("{name} {about}{}{mark}", format::percent(left.into(), 1000))
            }
        }
    }

    /// `11:49` within a day, `Fri 21:30` within a week, else `Fri 10 Oct`.
    fn moment(&self, at: Timestamp) -> String {
        let now = self.report.head.now_at.unwrap_or(at);
        match at.0.abs_diff(now.0) {
            ..format::DAY_MS => format::time_of_day(at, self.zone),
            format::DAY_MS..WEEK_MS => {
                let day = format::day_name(at, self.zone);
                format!("{day} {}", format::time_of_day(at, self.zone))
            }
            _ => format::weekday(at, self.zone),
        }
    }
}

/// In tmux's words for colours, where it has to be seen.
fn painted(row: &WindowRow, text: String, style: Style) -> String {
    let color = match row.left_per_mille {
        Some(..NEARLY_NONE) => "red",
        Some(NEARLY_NONE..LITTLE) => "yellow",
        _ => return text,
    };
    match style {
        Style::Tmux => format!("#[fg={color}]{text}#[default]"),
        Style::Short | Style::Long => text,
    }
}

/// How a window of this length is called in a line, within 5 %.
fn short_name(row: &WindowRow) -> String {
    const NAMES: [(&str, &str); 5] = [
        ("5 h", "5h"),
        ("daily", "day"),
        ("weekly", "wk"),
        ("monthly", "mo"),
        ("annual", "yr"),
    ];
    let name = super::limits::name(row.window_minutes);
    let known = NAMES.iter().find(|(long, _)| *long == name);
    known.map_or_else(|| name.replace(' ', ""), |(_, short)| (*short).to_owned())
}
