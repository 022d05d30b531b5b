//! What happened in sessions: events, and how full the context window got.

use cutrack_core::report::ReportKind;

use super::{Column, Detail, column};

const OF_CONTEXT: &[Column] = &[
    column("activity", "last_activity_at"),
    column("window", "window_tokens"),
    column("used", "used_tokens"),
    column("most", "most_used_tokens"),
    column("least", "least_left_percent"),
    column("left", "left_percent"),
    column("compacted", "compactions"),
];

const OF_TURNS: &[Column] = &[
    column("turn", "turn_index"),
    column("duration", "duration_ms"),
    column("responses", "responses"),
    column("calls", "calls"),
    column("total", "total_tokens"),
    column("cost", "cost_nano_dollars"),
    column("left", "context_left_percent"),
    column("at", "at"),
    column("output", "output_bytes"),
];

const OF_EVENTS: &[Column] = &[column("count", "count"), column("sessions", "sessions")];

/// `session`.
pub(super) const SESSION: Detail = Detail {
    name: "session",
    kind: ReportKind::Session,
    about: "One session: its turns, calls, compactions and sub-agents.",
    operand: "ID|last ",
    periods: &[],
    by: &["turn", "call"],
    columns: OF_TURNS,
    defaults: "[time, newest last, all]",
    last: "all",
    examples: &[
        ("cutrack session last", "the session that you just left"),
        ("cutrack session 019f9b36", "any start of its id will do"),
        ("cutrack session last --sort cost --limit 5", ""),
        (
            "cutrack session last --by call --sort output",
            "call by call",
        ),
        ("cutrack session last --json", "for programs"),
    ],
    reading: &[
        "Turns count from 1. A duration is what Codex states. Left and Context tell what",
        "is left of the window after the turn. Inherited is copied from another session",
        "and in no other number. Calls are sorted by at, duration or output, turns by the",
        "other columns.",
    ],
};

/// `context`.
pub(super) const CONTEXT: Detail = Detail {
    name: "context",
    kind: ReportKind::Context,
    about: "How full the context window got, and how often it was compacted.",
    operand: "",
    periods: &[],
    by: &["session", "model", "project"],
    columns: OF_CONTEXT,
    defaults: "[activity, newest last, 20]",
    last: "30d",
    examples: &[
        ("cutrack context", "the newest 20 of the last 30 days"),
        ("cutrack context --sort most", "the fullest first"),
        ("cutrack context --by model --last all", ""),
    ],
    reading: &[
        "Left is what Codex shows: it leaves out 12,000 tokens that every window holds.",
        "A dash: the files do not say.",
    ],
};

/// `events`.
pub(super) const EVENTS: Detail = Detail {
    name: "events",
    kind: ReportKind::Events,
    about: "Interrupts, rollbacks, compactions, reviews, errors.",
    operand: "",
    periods: &[],
    by: &["kind", "session", "type"],
    columns: OF_EVENTS,
    defaults: "[count, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack events", "the last 30 days"),
        (
            "cutrack events --by session --last 7d",
            "where they happened",
        ),
        (
            "cutrack events --by type --last all",
            "every type by its name",
        ),
        ("cutrack events --last all --json", "for programs"),
    ],
    reading: &[
        "What failed follows its event. One failure that several lines tell counts once.",
        "Before Codex 0.140 a turn that failed leaves no line that says so. By type, a",
        "session counts whole where its newest line is in the range.",
    ],
};
