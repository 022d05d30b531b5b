//! What `/status` and the last lines of Codex print (FORMAT.md §8), line by line: a panel or an exit becomes a snapshot, and
//! each limit of a panel a row beside it.
//!
//! It is text for people, of many versions and widths: what is not plainly of the grammar is absent. What breaks if this is
//! touched: addresses, names of threads, warnings and paths other than the working folder stand in the same lines and must
//! never be taken; and a value that a narrow terminal cut off looks like a shorter one.

mod exit;
mod field;
mod panel;
mod shown;
mod value;

use alloc::vec::Vec;
use core::str;

use crate::item::Decimal;
use crate::privacy::{Id, Label, Name};
use panel::Panel;
use shown::Shown;

/// No line of a panel is longer, escape sequences and all: a longer one is none.
const LINE_BYTES_CAP: usize = 8 * 1024;

/// What told a snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    /// The panel of `/status`.
    #[default]
    Panel,
    /// The lines that Codex leaves when it ends.
    Exit,
}

/// What one panel or exit tells. Its tokens are not those of the counting law: without cached input, and rounded in panels.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusSnapshot {
    /// What told it.
    pub kind: StatusKind,
    /// Number of its first line, from 1.
    pub line: u64,
    /// Codex version.
    pub cli_version: Option<Label>,
    /// Model, by the name that is shown.
    pub model: Option<Label>,
    /// Reasoning effort.
    pub effort: Option<Label>,
    /// How reasoning is summed up.
    pub summary: Option<Label>,
    /// Model provider, without its address.
    pub model_provider: Option<Label>,
    /// Working folder.
    #[serde(skip)]
    pub cwd: Option<Name>,
    /// When a person is asked.
    pub approval_policy: Option<Label>,
    /// What commands may do.
    pub sandbox: Option<Label>,
    /// Commands may use the network.
    pub sandbox_network_access: Option<bool>,
    /// Name of the permissions.
    pub permissions: Option<Label>,
    /// Plan of the account.
    pub plan_type: Option<Label>,
    /// Thread id.
    pub session_id: Option<Id>,
    /// The thread that it was forked from.
    pub forked_from_id: Option<Id>,
    /// Input that is not cached, and output.
    pub blended_total_tokens: Option<u64>,
    /// Input that is not cached.
    pub uncached_input_tokens: Option<u64>,
    /// Cached input, which is no part of the above.
    pub cached_input_tokens: Option<u64>,
    /// Output.
    pub output_tokens: Option<u64>,
    /// Output spent on reasoning.
    pub reasoning_output_tokens: Option<u64>,
    /// Some number of tokens is exact to three digits only.
    pub is_rounded: bool,
    /// What is left of the context window.
    pub context_left_percent: Option<u32>,
    /// Tokens in it.
    pub context_used_tokens: Option<u64>,
    /// Tokens that it takes.
    pub context_window_tokens: Option<u64>,
    /// Bought credits that are left.
    pub credits: Option<Decimal>,
    /// They have no end.
    pub unlimited_credits: Option<bool>,
    /// Credits of this month that are used.
    pub monthly_credits_used: Option<Decimal>,
    /// Credits that a month has.
    pub monthly_credits_limit: Option<Decimal>,
    /// Credits that the thread used.
    pub thread_credits: Option<Decimal>,
}

/// One limit of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusLimit {
    /// Place of its panel among the file's snapshots, from 0.
    pub snapshot_index: u32,
    /// The family of limits; absent for the usual one.
    pub limit_name: Option<Label>,
    /// Its window: `5h`, `weekly`.
    pub window: Option<Label>,
    /// Used share, whichever share the panel shows.
    pub used_percent: Option<u32>,
    /// When it begins anew, as the panel says it: it has no zone and no year.
    pub resets_local: Option<Label>,
}

/// Reads the lines of one file.
#[derive(Default)]
pub struct StatusReader {
    snapshots: Vec<StatusSnapshot>,
    limits: Vec<StatusLimit>,
    open: Open,
}

/// What the next line can belong to.
#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    Panel(Panel),
    /// The last snapshot is an exit; whether the command that resumes it is to come on a line of its own.
    Exit {
        awaits_command: bool,
    },
}

impl StatusReader {
    /// Reads the next line that is not blank. Which fact it tells, by the name that the facts of rollouts have; empty where
    /// it is of a panel and nothing of it is kept; `None` for any other text.
    pub fn line(&mut self, number: u64, bytes: &[u8]) -> Option<&'static str> {
        if bytes.len() > LINE_BYTES_CAP {
            return None;
        }
        let plain = shown::without_escapes(str::from_utf8(bytes).ok()?);
        let mut told = None;
        // What a terminal draws over is told by the last part.
        for part in plain.split('\r').filter(|part| !part.trim().is_empty()) {
            told = self.part(number, &Shown::of(part)).or(told);
        }
        told
    }

    /// All that the file tells.
    pub fn finish(mut self) -> (Vec<StatusSnapshot>, Vec<StatusLimit>) {
        self.close();
        (self.snapshots, self.limits)
    }

    fn part(&mut self, number: u64, shown: &Shown<'_>) -> Option<&'static str> {
        if let Some(begun) = Panel::begun_by(shown) {
            let told = begun.told();
            let goes_on = matches!(&self.open, Open::Panel(panel) if panel.goes_on_with(&begun));
            if !goes_on {
                self.begin_panel(number, begun);
            }
            return Some(told);
        }
        if let Some(told) = self.exit_line(number, shown.text) {
            return Some(told);
        }
        let held = match &mut self.open {
            Open::Panel(panel) if panel.holds(shown) => Some(panel),
            _ => None,
        };
        match (held, self.snapshots.last_mut()) {
            (Some(panel), Some(snapshot)) => Some(panel.line(shown, snapshot, &mut self.limits)),
            _ => {
                self.close();
                None
            }
        }
    }

    fn begin_panel(&mut self, line: u64, mut panel: Panel) {
        panel.snapshot_index = self.begin(StatusSnapshot {
            line,
            cli_version: panel.cli_version.take(),
            ..StatusSnapshot::default()
        });
        self.open = Open::Panel(panel);
    }

    /// Begins a snapshot, and tells its place.
    fn begin(&mut self, snapshot: StatusSnapshot) -> u32 {
        self.close();
        self.snapshots.push(snapshot);
        self.snapshots.len() as u32 - 1
    }

    /// Ends what is open. Where nothing was told it is no snapshot: Codex begins with a panel, too, of its version alone.
    fn close(&mut self) {
        self.open = Open::Nothing;
        let has_limit =
            |limit: &StatusLimit| limit.snapshot_index as usize + 1 == self.snapshots.len();
        let is_blank = self.snapshots.last().is_some_and(StatusSnapshot::is_blank);
        if is_blank && !self.limits.last().is_some_and(has_limit) {
            self.snapshots.pop();
        }
    }
}

impl StatusSnapshot {
    fn is_blank(&self) -> bool {
        let blank = Self {
            kind: self.kind,
            line: self.line,
            cli_version: self.cli_version.clone(),
            ..Self::default()
        };
        *self == blank
    }
}
