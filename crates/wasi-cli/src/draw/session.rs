//! One session: what it was, a line a turn, its agents.

use std::collections::BTreeSet;

use cutrack_core::report::{
    AgentRow, AgentSums, Agents, Query, SessionCompaction, SessionReport, TurnRow, TurnSums,
};
use cutrack_core::session::{CompactionCause, ImageCount};
use cutrack_core::zone::Zone;

use super::notes::Notes;
use super::{Rest, Sheet, names};
use crate::arguments::Look;
use crate::folding::{fact, paragraph};
use crate::format;
use crate::table::{Column, Table};

const BAR_CELLS: u64 = 10;
const BAR: &str = "Context";
const GOING: &[&str] = &[
    "First token",
    "cached",
    "Effort",
    "Output",
    "Input",
    "Responses",
    "Calls",
    BAR,
    "Outcome",
    "Duration",
    "Left",
];
/// Where the cost stands in a line.
const COST_AT: usize = 12;
const AGENT_COST_AT: usize = 4;
/// Takes an id six levels deep.
const TREE_CELLS: usize = 25;

/// The report as a person reads it.
pub(super) fn sheet(report: &SessionReport, query: &Query, zone: &Zone, look: Look) -> Sheet {
    let notes = Notes::default()
        .not_told(report.not_told)
        .left_out(&report.left_out)
        .cost(&report.prices);
    let agents = report.agents.as_ref();
    Sheet::default()
        .text(head(report, zone, look))
        .table(turns(report, query, zone, look))
        .table(agents.map_or_else(Table::default, |agents| self::agents(agents, look)))
        .notes(notes)
}

/// The id, and below it what is told of the session as a whole.
fn head(report: &SessionReport, zone: &Zone, look: Look) -> String {
    let title = format!("Session {}", report.session.session_id);
    let mut text = paragraph(&title, look.width);
    let mut say = |label: &str, words: String| fact(label, &words, look, &mut text);
    say("when", when(report, zone));
    say("what", what(report));
    if let Some(parent) = &report.session.parent_id {
        say("started by", format::short_id(parent).to_owned());
    }
    let origin = report.session.forked_from_id.as_ref();
    if let Some(origin) = origin.filter(|&origin| Some(origin) != report.session.parent_id.as_ref())
    {
        say("forked", format!("from {}", format::short_id(origin)));
    }
    say("messages", messages(report));
    say("calls", calls(report));
    for (index, compaction) in report.compactions.iter().enumerate() {
        let label = if index == 0 { "compacted" } else { "" };
        say(label, compacted(compaction));
    }
    text
}

fn when(report: &SessionReport, zone: &Zone) -> String {
    let session = &report.session;
    let minute = |at| format::minute(at, zone);
    let zone = &report.head.zone;
    match (session.started_at, session.last_activity_at) {
        (Some(start), Some(end)) if minute(start) != minute(end) => {
            format!("{} to {} {zone}", minute(start), minute(end))
        }
        (Some(at), _) | (None, Some(at)) => format!("{} {zone}", minute(at)),
        (None, None) => format::word(None),
    }
}

/// `cli, codex-tui 0.145.0, gpt-5.6-sol, dotfiles on main`.
fn what(report: &SessionReport) -> String {
    let session = &report.session;
    let role = session.agent_role.as_ref().or(session.agent_kind.as_ref());
    let source = session.source.as_deref().map(|source| match role {
        Some(role) => format!("{source} ({role})"),
        None => source.to_owned(),
    });
    let client = [&session.originator, &session.cli_version];
    let client: Vec<String> = client
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    let folder = names::tails([session.project.as_deref()].into_iter()).concat();
    let place = match &session.branch {
        Some(branch) => format!("{folder} on {}", format::word(Some(branch))),
        None => folder,
    };
    let parts = [
        source,
        Some(client.join(" ")).filter(|client| !client.is_empty()),
        session.model.clone(),
        Some(place).filter(|place| place != format::ABSENT),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => format::word(None),
        false => parts.join(", "),
    }
}

/// `24 prompts, 74 by the assistant, 182 reasoning items`. What a sub-agent is told is no prompt.
fn messages(report: &SessionReport) -> String {
    let counts = &report.activity;
    let by_user = match counts.prompts {
        0 if counts.user_messages > 0 => {
            words(counts.user_messages, "message to it", "messages to it")
        }
        prompts => words(prompts, "prompt", "prompts"),
    };
    let mut parts = vec![
        by_user,
        format!(
            "{} by the assistant",
            format::count(counts.assistant_messages)
        ),
        words(counts.reasoning_items, "reasoning item", "reasoning items"),
    ];
    parts.extend(images(&counts.images));
    if counts.agent_messages > 0 {
        let messages = format::count(counts.agent_messages);
        parts.push(format!("{messages} between agents"));
    }
    parts.join(", ")
}

/// `3 images (jpeg, png; 1 local)`.
fn images(counts: &[ImageCount]) -> Option<String> {
    let sum = |counts: &mut dyn Iterator<Item = &ImageCount>| -> u64 {
        counts.map(|count| count.images).sum()
    };
    let images = sum(&mut counts.iter());
    let local = sum(&mut counts.iter().filter(|count| count.is_local == Some(true)));
    let kinds = counts.iter().filter_map(|count| count.kind);
    let kinds: BTreeSet<String> = kinds.map(|kind| kind.to_string()).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let local = (local > 0).then(|| format!("{} local", format::count(local)));
    let said = [
        Some(kinds.join(", ")).filter(|kinds| !kinds.is_empty()),
        local,
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let said = match said.is_empty() {
        true => String::new(),
        false => format!(" ({})", said.join("; ")),
    };
    (images > 0).then(|| words(images, "image", "images") + &said)
}

/// `168 (shell 79, code 49, patch 26, function 14) and 9 nested`.
fn calls(report: &SessionReport) -> String {
    let calls = &report.calls;
    let kinds = calls.by_kind.iter();
    let kinds =
        kinds.map(|of_kind| format!("{} {}", of_kind.kind.words(), format::count(of_kind.calls)));
    let kinds: Vec<String> = kinds.collect();
    let mut text = format::count(calls.calls);
    if !kinds.is_empty() {
        text += &format!(" ({})", kinds.join(", "));
    }
    if calls.nested_calls > 0 {
        text += &format!(" and {} nested", format::count(calls.nested_calls));
    }
    text
}

/// `turn 11, auto, remote: 227,059 -> 11,883 tokens`.
fn compacted(compaction: &SessionCompaction) -> String {
    let cause = compaction.cause.map(|cause| match cause {
        CompactionCause::Manual => "manual".to_owned(),
        CompactionCause::Auto => "auto".to_owned(),
    });
    let place = if compaction.is_remote {
        "remote"
    } else {
        "local"
    };
    let parts = [
        compaction
            .turn_index
            .map(|index| format!("turn {}", number(index))),
        cause,
        Some(place.to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let tokens = |count: Option<u64>| count.map_or_else(|| format::word(None), format::count);
    let (before, after) = (
        tokens(compaction.tokens_before),
        tokens(compaction.tokens_after),
    );
    format!("{}: {before} -> {after} tokens", parts.join(", "))
}

/// Turns count from 1.
fn number(index: u32) -> String {
    format::count(u64::from(index) + 1)
}

fn turns(report: &SessionReport, query: &Query, zone: &Zone, look: Look) -> Table {
    let mut rows: Vec<_> = report
        .rows
        .iter()
        .map(|row| line(row, zone, look))
        .collect();
    if let Some(rest) = &report.rest {
        let place = Rest::of(query, true);
        place.insert(&mut rows, sum_line(place.label(rest.sums.turns), rest));
    }
    let total = sum_line("Total".to_owned(), &report.total);
    let costs = rows.iter().chain([&total]).map(|row| row[COST_AT].as_str());
    let columns = vec![
        Column::number("Turn"),
        Column::word("Start", None),
        Column::number("Duration"),
        Column::number("First token"),
        Column::word("Outcome", None),
        Column::word("Effort", None),
        Column::number("Responses"),
        Column::number("Calls"),
        Column::number("Input"),
        Column::number("cached"),
        Column::number("Output"),
        Column::number("Total"),
        Column::cost_of(costs),
        Column::number("Left"),
        Column::word(BAR, None),
    ];
    Table {
        columns,
        rows,
        total,
        going: GOING,
    }
}

fn line(row: &TurnRow, zone: &Zone, look: Look) -> Vec<String> {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| format::word(None));
    let tokens = |count: Option<u64>| or_dash(count.map(format::count));
    let priced = row.priced_tokens.unwrap_or_default();
    let total = row.total_tokens.unwrap_or_default();
    let facts = &row.facts;
    let bar = |left| format::gauge(left, 100, BAR_CELLS, look.ascii);
    vec![
        or_dash(row.turn_index.map(number)),
        or_dash(facts.started_at.map(|at| format::short_minute(at, zone))),
        or_dash(facts.duration_ms.map(format::duration)),
        or_dash(facts.time_to_first_token_ms.map(format::duration)),
        or_dash(facts.outcome.map(|outcome| outcome.words().to_owned())),
        or_dash(facts.effort.as_ref().map(ToString::to_string)),
        format::count(row.responses),
        format::count(row.calls),
        tokens(row.tokens.map(|tokens| tokens.input)),
        tokens(row.tokens.map(|tokens| tokens.cached_input)),
        tokens(row.tokens.map(|tokens| tokens.output)),
        tokens(row.total_tokens),
        format::cost(row.cost_nano_dollars, priced, total),
        format::left(row.context_left_percent),
        row.context_left_percent.map_or_else(String::new, bar),
    ]
}

/// A line that sums turns.
fn sum_line(label: String, turns: &TurnSums) -> Vec<String> {
    let sums = &turns.sums;
    let mut cells = vec![String::new(), label];
    cells.extend((0..4).map(|_| String::new()));
    cells.extend([
        format::count(sums.responses),
        format::count(turns.calls),
        format::count(sums.tokens.input),
        format::count(sums.tokens.cached_input),
        format::count(sums.tokens.output),
        format::count(sums.total_tokens),
        format::cost_of(sums),
        String::new(),
        String::new(),
    ]);
    cells
}

/// The threads that it started, each under its own.
fn agents(agents: &Agents, look: Look) -> Table {
    let rows: Vec<_> = agents
        .rows
        .iter()
        .map(|row| agent_line(row, look))
        .collect();
    let total = agent_cells("Total".to_owned(), String::new(), &agents.total);
    let costs = rows
        .iter()
        .chain([&total])
        .map(|row| row[AGENT_COST_AT].as_str());
    let columns = vec![
        Column::word("Sub-agents", Some(13)).roomy(TREE_CELLS),
        Column::word("Role", Some(9)),
        Column::number("Turns"),
        Column::number("Total"),
        Column::cost_of(costs),
        Column::number("Inherited"),
    ];
    Table {
        columns,
        rows,
        total,
        going: &["Inherited", "Turns", "Role"],
    }
}

fn agent_line(row: &AgentRow, look: Look) -> Vec<String> {
    let branch = if look.ascii { "`- " } else { "└ " };
    let indent = branch.chars().count() * (row.depth as usize).saturating_sub(1);
    let branch = if row.depth == 0 { "" } else { branch };
    let name = format!(
        "{:indent$}{branch}{}",
        "",
        format::short_id(&row.session_id)
    );
    let role = row.agent_role.as_ref().or(row.agent_kind.as_ref());
    let role = role.map_or_else(String::new, ToString::to_string);
    agent_cells(name, role, &row.own)
}

fn agent_cells(name: String, role: String, used: &AgentSums) -> Vec<String> {
    vec![
        name,
        role,
        format::count(used.sums.turns),
        format::count(used.sums.total_tokens),
        format::cost_of(&used.sums),
        format::count(used.inherited_tokens),
    ]
}

/// `1 prompt`, `24 prompts`.
fn words(count: u64, one: &str, many: &str) -> String {
    let what = if count == 1 { one } else { many };
    format!("{} {what}", format::count(count))
}
