//! The one line of `statusline`.

use cutrack_core::record::Timestamp;
use cutrack_core::report::{StatuslineReport, WindowRow};
use cutrack_core::zone::Zone;

use crate::format::{self, ABSENT};
use crate::options::NO_DATA;

/// Below these shares what is left gets one mark, then two.
const LITTLE: u32 = 200;
const NEARLY_NONE: u32 = 50;
const WEEK_MS: u64 = 604_800_000;

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
        let rows = self.report.rows.iter().enumerate();
        let parts = rows.map(|(index, row)| match self.end(row, index == 0) {
            Some(end) => end,
            None => self.said(row),
        });
        let mut parts: Vec<String> = parts.collect();
        let newest = self.report.rows.last().and_then(|row| row.left_per_mille);
        let age_ms = self.report.read_age_ms.filter(|_| self.report.is_stale);
        if let (Some(1..), Some(age_ms), Some(last)) = (newest, age_ms, parts.last_mut()) {
            *last += &format!(", {} ago", format::span(age_ms));
        }
        parts
    }

    /// What is left and until when, of the first window; when it was reset, of one that is over.
    fn end(&self, row: &WindowRow, is_first: bool) -> Option<String> {
        let reset = self.moment(row.resets_at?);
        let Some(left) = row.left_per_mille else {
            return Some(format!("{} reset {reset}", short_name(row)));
        };
        if !is_first || self.report.is_stale || left == 0 {
            return None;
        }
        let full_at = row.full_at.filter(|_| left < LITTLE);
        let full = full_at.map_or_else(String::new, |at| format!(", full {}", self.moment(at)));
        Some(format!("{} to {reset}{full}", self.said(row)))
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

#[cfg(test)]
mod tests {
    use cutrack_core::report::{FileCounts, Head, Sums};

    use super::*;

    fn at(text: &str) -> Option<Timestamp> {
        Some(Timestamp::parse(text.as_bytes()).expect("a moment"))
    }

    fn five_hours(left_per_mille: u32) -> WindowRow {
        WindowRow {
            window_minutes: Some(300),
            left_per_mille: Some(left_per_mille),
            resets_at: at("2026-08-06T11:49:00Z"),
            full_at: at("2026-08-06T10:33:00Z"),
            ..WindowRow::default()
        }
    }

    fn weekly(left_per_mille: u32, resets_at: &str) -> WindowRow {
        WindowRow {
            window_minutes: Some(10_080),
            left_per_mille: Some(left_per_mille),
            resets_at: at(resets_at),
            ..WindowRow::default()
        }
    }

    #[test]
    fn every_state_in_every_style() {
        let week = || weekly(920, "2026-08-11T07:19:00Z");
        for (rows, short, long, tmux) in [
            (
                vec![five_hours(120), week()],
                "5h 12%! wk 92%",
                "5h 12%! to 11:49, full 10:33 | wk 92%",
                "#[fg=yellow]5h 12%!#[default] wk 92%",
            ),
            (
                vec![five_hours(49), week()],
                "5h 5%!! wk 92%",
                "5h 5%!! to 11:49, full 10:33 | wk 92%",
                "#[fg=red]5h 5%!!#[default] wk 92%",
            ),
            (vec![five_hours(200)], "5h 20%", "5h 20% to 11:49", "5h 20%"),
            (
                vec![weekly(0, "2026-08-11T07:19:00Z"), five_hours(340)],
                "wk FULL to Tue 07:19",
                "wk FULL to Tue 07:19 | 5h 34%",
                "#[fg=red]wk FULL to Tue 07:19#[default]",
            ),
            (
                vec![weekly(0, "2026-08-20T07:19:00Z")],
                "wk FULL to Thu 20 Aug",
                "wk FULL to Thu 20 Aug",
                "#[fg=red]wk FULL to Thu 20 Aug#[default]",
            ),
        ] {
            let report = StatuslineReport {
                head: Head {
                    schema: 1,
                    report: "statusline",
                    zone: "UTC".to_owned(),
                    now_at: at("2026-08-06T08:00:00Z"),
                },
                read_age_ms: Some(60_000),
                is_stale: false,
                rows,
                today: Some(Sums::default()),
                context: None,
                session_id: None,
                files: FileCounts::default(),
            };
            let drawn = |style| line(&report, style, &Zone::default());
            assert_eq!(drawn(Style::Short), format!("{short}\n"));
            assert_eq!(drawn(Style::Long), format!("{long} | today 0\n"));
            assert_eq!(drawn(Style::Tmux), format!("{tmux}\n"));
        }
    }
}
