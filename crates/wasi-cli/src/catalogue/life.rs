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

const OF_EVENTS: &[Column] = &[column("count", "count"), column("sessions", "sessions")];

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
    by: &["kind", "session"],
    columns: OF_EVENTS,
    defaults: "[count, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack events", "the last 30 days"),
        (
            "cutrack events --by session --last 7d",
            "where they happened",
        ),
        ("cutrack events --last all --json", "for programs"),
    ],
    reading: &[
        "What failed follows its event. One failure that several lines tell counts once.",
        "Before Codex 0.140 a turn that failed leaves no line that says so.",
    ],
};
