//! What was read, what was found in it, and how far it can be trusted: over all files, whatever their time.

use alloc::vec::Vec;
use serde::Serialize;

use super::files::FileRow;
use super::query::Grouping;
use super::shared::{FileCounts, Head};
use crate::item::{StreamKind, TypePlace};
use crate::privacy::Label;
use crate::session::DiagnosticCode;

/// Quality of all files.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualityReport {
    /// How it begins: `quality`.
    #[serde(flatten)]
    pub head: Head,
    /// What a row is: `reason`, `file`, `version`, `fate`, `version_range` or `kind`.
    pub by: Vec<Grouping>,
    /// What was found, or one of the lists below.
    pub rows: Vec<QualityRow>,
    /// The rows past the limit: how many.
    pub rest_rows: u64,
    /// What became of the tokens that the files state.
    pub tokens: TokenFates,
    /// Turns.
    pub turns: TurnCounts,
    /// Sessions.
    pub sessions: SessionCounts,
    /// What sessions of Codex versions tell, in ranges of versions, the newest first.
    pub versions: Vec<VersionRow>,
    /// Lines of the files that were read.
    pub lines: LineCounts,
    /// What logs of the app-server and of `codex exec --json` tell, by kind (FORMAT.md §9). It is in no other number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<StreamRow>,
    /// What `/status` and the end of Codex printed (§8); absent where no file is such a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusCounts>,
    /// Size of all files, as they stand.
    pub size_bytes: u64,
    /// The files.
    pub files: FileCounts,
}

/// One thing found.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum QualityRow {
    /// By reason: something wrong with lines.
    Finding(FindingRow),
    /// By file: one that was not plainly read.
    File(FileRow),
    /// By version: a type that the format's description does not know.
    UnknownType(UnknownTypeRow),
    /// By fate: a row of `tokens`.
    Fate(FateRow),
    /// By version range: a row of `versions`.
    Versions(VersionRow),
    /// By kind: a row of `streams`.
    Stream(StreamRow),
}

/// Lines with the same thing wrong.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingRow {
    /// What is wrong.
    pub reason: DiagnosticCode,
    /// How many lines.
    pub count: u64,
    /// Files that they stand in.
    pub files: u64,
}

/// Lines, events or items of a type that FORMAT.md does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownTypeRow {
    /// The Codex version that began the file; absent when the file does not say.
    pub version: Option<Label>,
    /// Where the type stands.
    pub place: TypePlace,
    /// Its name; absent when it is no label.
    pub name: Option<Label>,
    /// How many.
    pub count: u64,
    /// Files that they stand in.
    pub files: u64,
}

/// What became of tokens (FORMAT.md §7.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenFates {
    /// Copied from another session: left out.
    pub inherited: TokenFate,
    /// Said again: left out.
    pub repeated: TokenFate,
    /// Counted.
    pub counted: TokenFate,
    /// The part of `counted` that no response states, only the running total.
    pub missing: TokenFate,
}

/// Tokens of one fate, as a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FateRow {
    /// What became of them: a key of `tokens`.
    pub fate: &'static str,
    /// How many, and in how many sessions.
    #[serde(flatten)]
    pub tokens: TokenFate,
}

/// Tokens of one fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenFate {
    /// How many.
    pub total_tokens: u64,
    /// Sessions with such tokens.
    pub sessions: u64,
}

/// Turns of all sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnCounts {
    /// All.
    pub turns: u64,
    /// Whose beginning has a time.
    pub dated: u64,
    /// In files whose lines have none: no day, week or month holds them.
    pub undated: u64,
}

/// Sessions of all files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionCounts {
    /// All.
    pub sessions: u64,
    /// Whose own responses state usage.
    pub with_usage: u64,
    /// The others.
    pub without_usage: u64,
}

/// What sessions of a range of Codex versions tell: each is true when at least one of them tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionRow {
    /// The first of them, such as `0.40`. Absent of the oldest; with `until`, of sessions that state no released version.
    pub from: Option<&'static str>,
    /// The last of them, such as `0.103`. Absent of the newest.
    pub until: Option<&'static str>,
    /// Sessions.
    pub sessions: u64,
    /// Tokens of responses.
    pub tells_usage: bool,
    /// Readings of rate limits.
    pub tells_limits: bool,
    /// That a turn was completed, not only that one was broken off.
    pub tells_turn_outcomes: bool,
    /// How long a call took.
    pub tells_call_times: bool,
    /// What the request of a compaction used.
    pub tells_compaction_usage: bool,
}

/// Streams of one kind. A thread of theirs has a rollout too, as a rule, which tells its tokens exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StreamRow {
    /// Who wrote them, and in which form.
    pub stream: StreamKind,
    /// The same in words.
    pub written_by: &'static str,
    /// Files.
    pub files: u64,
    /// Threads that they tell of.
    pub threads: u64,
    /// Of these, threads that have no rollout among the files.
    pub threads_without_rollout: u64,
    /// Turns.
    pub turns: u64,
    /// Items.
    pub items: u64,
    /// Tokens that these threads used: what their turns used, and of `codex exec` all until the end of the stream, which is
    /// what it states. Absent where no stream states any.
    pub total_tokens: Option<u64>,
    /// The part of them that threads without a rollout used: no total of sessions holds it.
    pub total_tokens_without_rollout: Option<u64>,
}

/// What `/status` and the end of Codex printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusCounts {
    /// Files.
    pub files: u64,
    /// Panels.
    pub panels: u64,
    /// Ends.
    pub exits: u64,
}

/// Lines of the files that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineCounts {
    /// Lines that are not blank.
    pub seen: u64,
    /// Of these, lines that could not be read.
    pub skipped: u64,
    /// Files that consist of lines.
    pub files: u64,
    /// Files that are one JSON document, of the TypeScript client (FORMAT.md §1.4): they have no lines.
    pub documents: u64,
}

impl QualityRow {
    /// A row of this grouping without values.
    pub(super) fn blank(by: &[Grouping]) -> Self {
        match by.first() {
            Some(Grouping::File) => Self::File(FileRow::default()),
            Some(Grouping::Version) => Self::UnknownType(UnknownTypeRow::default()),
            Some(Grouping::Fate) => Self::Fate(FateRow::default()),
            Some(Grouping::VersionRange) => Self::Versions(VersionRow::default()),
            Some(Grouping::Kind) => Self::Stream(StreamRow::default()),
            _ => Self::Finding(FindingRow::default()),
        }
    }
}
