//! Tokens and cost: by time, by session, by any other key.

use cutrack_core::report::ReportKind;

use super::{Column, Detail, Period, column};

const SUMS: &[Column] = &[
    column("sessions", "sessions"),
    column("turns", "turns"),
    column("responses", "responses"),
    column("input", "input_tokens"),
    column("cached", "cached_input_tokens"),
    column("output", "output_tokens"),
    column("reasoning", "reasoning_output_tokens"),
    column("total", "total_tokens"),
    column("cost", "cost_nano_dollars"),
];

const BY_TIME: &[Column] = &[
    column("time", ""),
    column("sessions", "sessions"),
    column("turns", "turns"),
    column("responses", "responses"),
    column("input", "input_tokens"),
    column("cached", "cached_input_tokens"),
    column("output", "output_tokens"),
    column("reasoning", "reasoning_output_tokens"),
    column("total", "total_tokens"),
    column("cost", "cost_nano_dollars"),
];

const OF_SESSIONS: &[Column] = &[
    column("activity", "last_activity_at"),
    column("started", "started_at"),
    column("turns", "turns"),
    column("calls", "calls"),
    column("responses", "responses"),
    column("input", "input_tokens"),
    column("output", "output_tokens"),
    column("total", "total_tokens"),
    column("cost", "cost_nano_dollars"),
];

const PARTS: &[&str] = &[
    "A column in lower case is part of the one before: cached is in Input, reasoning",
    "is in Output. Total is Input + Output. $1.23* leaves out tokens without a price.",
];

const NAMES: &[&str] = &[
    "Share is the part of all tokens. $1.23* leaves out tokens without a price.",
    "unknown, or a dash: the files name none.",
];

/// `report [PERIOD]`.
pub(super) const REPORT: Detail = Detail {
    name: "report",
    kind: ReportKind::Usage,
    about: "Tokens and cost by hour, day, week or month.",
    operand: "[hourly|daily|weekly|monthly] ",
    periods: &[
        Period {
            name: "daily",
            last: "30d",
        },
        Period {
            name: "hourly",
            last: "today",
        },
        Period {
            name: "weekly",
            last: "12w",
        },
        Period {
            name: "monthly",
            last: "12m",
        },
    ],
    by: &[
        "none", "model", "effort", "project", "branch", "repo", "source", "version",
    ],
    columns: BY_TIME,
    defaults: "[time, newest last, all]",
    last: "30d",
    examples: &[
        ("cutrack report", "the last 30 days"),
        ("cutrack report hourly --last today", ""),
        ("cutrack report monthly --by project --last all", ""),
        (
            "cutrack report --since 2026-08 --model 'gpt-5.6*' --csv > august.csv",
            "",
        ),
    ],
    reading: PARTS,
};

/// `sessions`.
pub(super) const SESSIONS: Detail = Detail {
    name: "sessions",
    kind: ReportKind::Sessions,
    about: "One line a session, newest last.",
    operand: "",
    periods: &[],
    by: &[],
    columns: OF_SESSIONS,
    defaults: "[activity, newest last, 20]",
    last: "30d",
    examples: &[
        ("cutrack sessions", "the newest 20 of the last 30 days"),
        ("cutrack sessions --last all --limit 0", "every session"),
        ("cutrack sessions --sort cost --limit 5", "what cost most"),
        ("cutrack sessions --source exec --json", "for programs"),
    ],
    reading: &[
        "Session is the start of its id; any unique start names it. A dash: the session's",
        "files do not say. $1.23* leaves out tokens without a price.",
    ],
};

/// `models`.
pub(super) const MODELS: Detail = Detail {
    name: "models",
    kind: ReportKind::Usage,
    about: "Tokens and cost by model, or by effort.",
    operand: "",
    periods: &[],
    by: &["model", "effort"],
    columns: SUMS,
    defaults: "[total, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack models", "the last 30 days"),
        ("cutrack models --last all --sort cost", ""),
        ("cutrack models --by effort --since 2026-08", ""),
    ],
    reading: NAMES,
};

/// `projects`.
pub(super) const PROJECTS: Detail = Detail {
    name: "projects",
    kind: ReportKind::Usage,
    about: "Tokens and cost by working folder, or by repository.",
    operand: "",
    periods: &[],
    by: &["project", "repo"],
    columns: SUMS,
    defaults: "[total, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack projects", "the last 30 days"),
        ("cutrack projects --last 7d --sort cost", ""),
        ("cutrack projects --by repo --last all", ""),
    ],
    reading: NAMES,
};

/// `branches`.
pub(super) const BRANCHES: Detail = Detail {
    name: "branches",
    kind: ReportKind::Usage,
    about: "Tokens and cost by git branch.",
    operand: "",
    periods: &[],
    by: &["branch"],
    columns: SUMS,
    defaults: "[total, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack branches", "the last 30 days"),
        ("cutrack branches --project '*/web' --last all", ""),
    ],
    reading: NAMES,
};
