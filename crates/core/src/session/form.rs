//! What kind of file it is that is read: a rollout of either form, or what Codex wrote elsewhere.
//!
//! What breaks if this is touched: a rollout whose first line is damaged is still one.

use serde::{Deserialize, Serialize};

use super::own_line::LinePlace;
use super::{DiagnosticCode, SessionReader};
use crate::item::{is_bare_meta, is_of_stream};
use crate::lines::Line;

/// What kind of lines the file holds; its first line decides, or the first that is known where none is JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    NotKnown,
    Envelopes,
    Bare,
    /// Text that `/status` or the end of Codex printed.
    Status,
    /// No rollout: what a client of Codex was told (FORMAT.md §9).
    Stream,
}

/// What a file is that is no rollout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileForm {
    /// What the app-server or `codex exec --json` wrote to whoever started it (FORMAT.md §9).
    Stream,
    /// What `/status` or the end of Codex printed (§8).
    Status,
}

impl Form {
    /// What such a file is, if no rollout.
    pub(super) fn of_file(self) -> Option<FileForm> {
        match self {
            Self::Stream => Some(FileForm::Stream),
            Self::Status => Some(FileForm::Status),
            Self::NotKnown | Self::Envelopes | Self::Bare => None,
        }
    }
}

impl SessionReader {
    /// Reads a line that is an object, as its file's form wants.
    pub(super) fn object(&mut self, bytes: &[u8], line: &Line<'_>) {
        if self.form == Form::Status {
            if !self.fields.has_payload() {
                return;
            }
            self.form = Form::Envelopes;
        }
        if self.form == Form::NotKnown {
            let is_bare = is_bare_meta(&self.fields, bytes) && !self.fields.has_payload();
            self.form = match self.fields.has_payload() {
                _ if is_bare => Form::Bare,
                false if is_of_stream(&self.fields, bytes) => Form::Stream,
                _ => Form::Envelopes,
            };
            if is_bare {
                self.bare(bytes, line, true);
                return;
            }
        }
        match self.form {
            Form::Stream => self.stream_line(bytes),
            Form::Bare if !self.fields.has_payload() => self.bare(bytes, line, false),
            _ if self.fields.has_payload() => self.envelope(bytes, line),
            _ => self
                .facts
                .diagnose(DiagnosticCode::NoPayload, LinePlace::of(line)),
        }
    }

    fn stream_line(&mut self, bytes: &[u8]) {
        self.facts.note_line_of_another(bytes);
        let (at, limits) = self.stream.line(&self.fields, bytes);
        self.facts.newest_line_at = self.facts.newest_line_at.max(at);
        if let (Some(_), Some(limits)) = (at, limits) {
            self.collectors.limits.tell(at, limits);
        }
    }
}
