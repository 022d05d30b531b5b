//! How far the numbers can be trusted, and what is kept of the files.

use cutrack_core::report::ReportKind;

use super::{Column, Detail, column};

const OF_VALUES: &[Column] = &[
    column("bytes", "bytes"),
    column("values", "values"),
    column("paths", "paths"),
];

const FOUND: &[Column] = &[column("count", "count"), column("files", "files")];

/// `quality`.
pub(super) const QUALITY: Detail = Detail {
    name: "quality",
    kind: ReportKind::Quality,
    about: "What was read, left out or unreadable, and why. It is of all files.",
    operand: "",
    periods: &[],
    by: &["reason", "file", "version"],
    columns: FOUND,
    defaults: "[count, largest first, 20]",
    last: "all",
    examples: &[
        ("cutrack quality", "what was found, what counts"),
        ("cutrack quality --by file", "files not plainly read"),
        ("cutrack quality --by version", "what a newer Codex writes"),
    ],
    reading: &[
        "inherited: copied from another session; repeated: said again. Neither counts.",
        "It takes no range and no filter: a file is read as a whole.",
    ],
};

/// `privacy`.
pub(super) const PRIVACY: Detail = Detail {
    name: "privacy",
    kind: ReportKind::Privacy,
    about: "What is kept of your files: what became of every value in them.",
    operand: "",
    periods: &[],
    by: &["fate", "path"],
    columns: OF_VALUES,
    defaults: "[bytes, largest first, 20]",
    last: "all",
    examples: &[
        ("cutrack privacy", "dropped, only a length, a number, ..."),
        (
            "cutrack privacy --by path --limit 0",
            "every field, by its path",
        ),
        ("cutrack privacy --find TEXT", "whether a text was kept"),
        (
            "cutrack privacy --find -",
            "the same, read from standard input",
        ),
    ],
    reading: &[
        "[] is an element of a list, {} a key or type that is no field's name: it may be",
        "text, and is not told. It takes no range and no filter, and reads slowly.",
        "--find searches every table and page of the database; found is exit 1, but in",
        "the readable names. The text is never printed back.",
    ],
};
