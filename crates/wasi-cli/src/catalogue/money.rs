//! Limits and money.

use cutrack_core::report::ReportKind;

use super::{Column, Detail, column};

/// `limits`.
pub(super) const LIMITS: Detail = Detail {
    name: "limits",
    kind: ReportKind::Limits,
    about: "Every limit window: what is left, its course, its projected end, what used it.",
    operand: "",
    periods: &[],
    by: &["session", "model", "project", "window"],
    columns: &[],
    defaults: "[share, largest first, 10]",
    last: "all",
    examples: &[
        ("cutrack limits", ""),
        ("cutrack limits --by model", ""),
        (
            "cutrack limits --by window --last 3m",
            "every window that there was",
        ),
        ("cutrack limits --now 2026-08-01T09:00", "as it stood then"),
    ],
    reading: &[
        "A window is what Codex wrote after its last response. Other machines use it too,",
        "but their sessions are not in your files. Shares are estimates: each rise",
        "between two readings is split over the responses counted in between, by cost.",
        "What was used before the first reading is nobody's.",
    ],
};

/// `overview`, and `cutrack` alone.
pub(super) const OVERVIEW: Detail = Detail {
    name: "overview",
    kind: ReportKind::Overview,
    about: "Use of the last 30 days, this week, yesterday and today; limits and context now.",
    operand: "",
    periods: &[],
    by: &[],
    columns: &[],
    defaults: "",
    last: "",
    examples: &[
        ("cutrack", "the same"),
        (
            "cutrack overview --now 2026-08-01T09:00",
            "as it stood then",
        ),
        ("cutrack overview --project '*/web'", ""),
    ],
    reading: &[
        "Notes are those of the 30 days. The context is that of the session that was at",
        "work in the last hour.",
    ],
};

const OF_COST: &[Column] = &[
    column("uncached", "uncached_input_nano_dollars"),
    column("cached", "cached_input_nano_dollars"),
    column("output", "output_nano_dollars"),
    column("total", "total_tokens"),
    column("cost", "cost_nano_dollars"),
];

/// `cost`.
pub(super) const COST: Detail = Detail {
    name: "cost",
    kind: ReportKind::Cost,
    about: "Cost by model and kind of token, and what has no price.",
    operand: "",
    periods: &[],
    by: &["model", "project", "tier", "day", "month"],
    columns: OF_COST,
    defaults: "[cost, largest first, 20]",
    last: "30d",
    examples: &[
        ("cutrack cost", "the last 30 days"),
        ("cutrack cost --by month --last all", ""),
        (
            "cutrack cost --by tier",
            "base, long context, priority, flex",
        ),
    ],
    reading: &[
        "The parts add up to Cost. Priced is the share of the tokens that has a price:",
        "it is cut, 100% is all. A model without a price is never summed away.",
    ],
};

/// `statusline`.
pub(super) const STATUSLINE: Detail = Detail {
    name: "statusline",
    kind: ReportKind::Statusline,
    about: "One line for tmux, starship or an editor. It always exits 0.",
    operand: "",
    periods: &[],
    by: &[],
    columns: &[],
    defaults: "",
    last: "",
    examples: &[
        ("cutrack statusline", "5h 73% wk 92%"),
        ("cutrack statusline --format long", ""),
        (
            "cutrack statusline --session 019f9b36",
            "that session's context",
        ),
    ],
    reading: &[
        "~ was read over an hour ago; ! is under 20%, !! under 5%; - was reset since.",
        "tmux:      set -g status-right '#(cutrack statusline --format tmux)'",
        "starship:  [custom.cutrack]",
        "           command = \"cutrack statusline\"",
        "           when = true",
        "An editor: cutrack statusline --format json, every 15 s.",
    ],
};

/// `prices`.
pub(super) const PRICES: Detail = Detail {
    name: "prices",
    kind: ReportKind::Prices,
    about: "The price table, and prices of your own above it.",
    operand: "[MODEL...] ",
    periods: &[],
    by: &[],
    columns: &[],
    defaults: "",
    last: "",
    examples: &[
        ("cutrack prices", "every model"),
        ("cutrack prices gpt-5.6-sol", ""),
        ("cutrack prices 'gpt-5.6*' --json", ""),
        (
            "cutrack prices --add my.json",
            "your own; - is standard input",
        ),
        ("cutrack prices --reset", "removes all of your own"),
    ],
    reading: &[
        "my.json holds dollars per 1M tokens as decimal text; from is the first day:",
        "{\"my-model\":{\"input\":\"1.25\",\"cached_input\":\"0.125\",\"cache_write\":null,",
        "            \"output\":\"10\",\"from\":\"2026-08-01\"}}",
        "Long context is a response with more than 272,000 input tokens.",
        "A dash: the price of input holds.",
    ],
};
