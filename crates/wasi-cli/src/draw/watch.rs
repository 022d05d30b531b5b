//! The lines of `watch`: one for each response and each end of a turn, and the last line below them.

use std::collections::BTreeMap;

use cutrack_core::record::Timestamp;
use cutrack_core::report::records::{ResponseRow, TurnRecord};
use cutrack_core::report::{Query, Range, ReportKind, StatuslineReport, TurnRow, WindowRow};
use cutrack_core::zone::Zone;
use cutrack_core::{Engine, Report};
use unicode_width::UnicodeWidthStr;

use super::limits;
use super::names::tails;
use crate::arguments::{DataCall, Look};
use crate::format;
use crate::table::{LEAST_CELLS, cut};

/// What happened since the round before.
pub(crate) struct News<'a> {
    engine: &'a Engine,
    zone: &'a Zone,
    /// Where the terminal ends, if there is one.
    width: usize,
    ascii: bool,
    /// Readable folders by session.
    folders: BTreeMap<String, String>,
    /// The turns of sessions that were asked for.
    turns: BTreeMap<String, Vec<TurnRow>>,
    lines: Vec<(Option<Timestamp>, String)>,
}

impl<'a> News<'a> {
    /// Nothing yet; `sessions` asks for the sessions of the last days.
    pub(crate) fn new(
        engine: &'a Engine,
        sessions: Query,
        zone: &'a Zone,
        call: &DataCall,
    ) -> Self {
        let folders = match engine.report(&sessions) {
            Ok(Report::Sessions(report)) => {
                let folders = report.rows.iter().map(|row| row.project.as_deref());
                let ids = report.rows.iter().map(|row| row.session_id.clone());
                ids.zip(tails(folders)).collect()
            }
            _ => BTreeMap::new(),
        };
        Self {
            engine,
            zone,
            width: call.setting.fold_at(),
            ascii: call.look.ascii,
            folders,
            turns: BTreeMap::new(),
            lines: Vec::new(),
        }
    }

    /// `08:00:02  019fd608-da80  dotfiles  73.5k in, 98% cached  412 out  $0.05  74% left`
    pub(crate) fn response(&mut self, row: &ResponseRow) {
        let tokens = &row.tokens;
        let total = tokens.input.saturating_add(tokens.output);
        let cost = format::cost(row.cost_nano_dollars, total, total);
        let turn = row
            .turn_index
            .and_then(|turn| self.turn_of(&row.session_id, turn));
        let left = turn.and_then(|turn| turn.context_left_percent);
        let left = left.map_or_else(String::new, |left| format!("  {left}% left"));
        let what = format!(
            "{} in, {} cached  {} out  {cost}{left}",
            format::short_count(tokens.input),
            format::percent(tokens.cached_input, tokens.input),
            format::short_count(tokens.output),
        );
        self.line(row.at, &row.session_id, &what);
    }

    /// `08:00:19  019fd608-da80  dotfiles  turn completed in 1m29s, 7 calls`
    pub(crate) fn turn(&mut self, row: &TurnRecord) {
        let facts = &row.facts;
        let (Some(_), Some(outcome)) = (facts.ended_at, facts.outcome) else {
            return;
        };
        let took = facts.duration_ms.map(format::duration);
        let took = took.map_or_else(String::new, |took| format!(" in {took}"));
        let calls = self
            .turn_of(&row.session_id, row.turn_index)
            .map_or(0, |turn| turn.calls);
        let calls = format::counted(calls, "call");
        let what = format!("turn {}{took}, {calls}", outcome.words());
        self.line(facts.ended_at, &row.session_id, &what);
    }

    /// All of it, in the order of time.
    pub(crate) fn text(mut self) -> String {
        self.lines.sort_by_key(|(at, _)| *at);
        self.lines.into_iter().map(|(_, line)| line).collect()
    }

    fn line(&mut self, at: Option<Timestamp>, session_id: &str, what: &str) {
        let clock = at.map_or_else(|| "        ".to_owned(), |at| format::second(at, self.zone));
        let id = format::short_id(session_id);
        let folder = self.folders.get(session_id);
        let folder = folder.map_or_else(|| format::word(None), Clone::clone);
        let others = format!("{clock}  {id}    {what}").width();
        let room = self.width.saturating_sub(others).max(LEAST_CELLS);
        let folder = cut(&folder, room, self.ascii);
        self.lines
            .push((at, format!("{clock}  {id}  {folder}  {what}\n")));
    }

    /// A turn as its session's own report tells it.
    fn turn_of(&mut self, session_id: &str, turn_index: u32) -> Option<&TurnRow> {
        let engine = self.engine;
        let turns = self.turns.entry(session_id.to_owned()).or_insert_with(|| {
            let query = Query {
                report: ReportKind::Session,
                session: Some(session_id.to_owned()),
                range: Range::default(),
                ..Query::default()
            };
            match engine.report(&query) {
                Ok(Report::Session(report)) => report.rows,
                _ => Vec::new(),
            }
        });
        turns
            .iter()
            .find(|turn| turn.turn_index == Some(turn_index))
    }
}

/// `today 5.15M, $3.68  weekly 54% left to Tue 11 Aug 07:19`, on one line of a terminal.
pub(crate) fn footer(report: &StatuslineReport, look: Look, zone: &Zone) -> String {
    let today = report.today.as_ref().map(|today| {
        let (tokens, cost) = (
            format::short_count(today.total_tokens),
            format::cost_of(today),
        );
        format!("today {tokens}, {cost}")
    });
    let now = report.head.now_at;
    let windows = report.rows.iter().filter_map(|row| window(row, now, zone));
    let parts: Vec<String> = today.into_iter().chain(windows).collect();
    // A terminal begins a new line after its last cell.
    cut(&parts.join("  "), look.width.saturating_sub(1), look.ascii)
}

fn window(row: &WindowRow, now: Option<Timestamp>, zone: &Zone) -> Option<String> {
    let (left, name) = (row.left_per_mille?, limits::name(row.window_minutes));
    let resets_at = row.resets_at?;
    let until = format::moment(resets_at, now.unwrap_or(resets_at), zone);
    Some(match left {
        0 => format!("{name} FULL to {until}"),
        left => format!(
            "{name} {} left to {until}",
            format::percent(left.into(), 1000)
        ),
    })
}
