//! Calls of tools, and the commands among them.

use cutrack_core::report::ReportKind;

use super::{Column, Detail, column};

const OF_CALLS: &[Column] = &[
    column("sessions", "sessions"),
    column("calls", "calls"),
    column("failed", "failed"),
    column("known", "outcomes_known"),
    column("p50", "p50_duration_ms"),
    column("p95", "p95_duration_ms"),
    column("output", "output_bytes"),
    column("largest", "largest_output_bytes"),
];

const OF_COMMANDS: &[Column] = &[
    column("sessions", "sessions"),
    column("runs", "runs"),
    column("failed", "failed"),
    column("known", "outcomes_known"),
    column("p50", "p50_duration_ms"),
    column("p95", "p95_duration_ms"),
];

/// `tools`.
pub(super) const TOOLS: Detail = Detail {
    name: "tools",
    kind: ReportKind::Tools,
    about: "Calls by tool, or by kind, MCP server, model, project.",
    operand: "",
    periods: &[],
    by: &["tool", "kind", "server", "model", "project"],
    columns: OF_CALLS,
    defaults: "[calls, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack tools", "the last 30 days"),
        ("cutrack tools --by server --last all", ""),
        ("cutrack tools --sort failed --limit 5", "what failed most"),
    ],
    reading: &[
        "Failed/known: calls that failed, of those whose end the files tell. Half of the",
        "known durations are no longer than p50, 95 of 100 no longer than p95. Output is",
        "the size of what calls gave back. A nested call was made by code or by you.",
    ],
};

/// `commands`.
pub(super) const COMMANDS: Detail = Detail {
    name: "commands",
    kind: ReportKind::Commands,
    about: "Shell commands by program name, or by project, model.",
    operand: "",
    periods: &[],
    by: &["program", "project", "model"],
    columns: OF_COMMANDS,
    defaults: "[runs, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack commands", "the last 30 days"),
        ("cutrack commands --by project --last all", ""),
        ("cutrack commands --sort p95 --limit 5", "what took longest"),
    ],
    reading: &[
        "Program is the first that a command starts, behind cd, env, sudo and bash -lc;",
        "of the rest of the line nothing is kept. A dash: the program has no plain name.",
        "Failed/known: runs that failed, of those whose end the files tell.",
    ],
};
