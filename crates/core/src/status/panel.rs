//! The panel of `/status`: sections with bullets up to 0.41, then a box, then neither (FORMAT.md §8.1).

use alloc::string::String;
use alloc::vec::Vec;

use super::field::{Value, field};
use super::shown::Shown;
use super::value::{cut, resets, used_percent, whole_amount, window};
use super::{StatusLimit, StatusSnapshot};
use crate::privacy::Label;

const HEADER: &str = ">_ OpenAI Codex (v";
/// Heads of sections, behind a picture each; a panel begins with the first.
const PICTURES: [char; 6] = ['📂', '👤', '🧠', '💻', '📊', '⏱'];
#[rustfmt::skip]
const SECTIONS: [&str; 6] = ["Workspace", "Account", "Model", "Client", "Token Usage", "Usage Limits"];
const LIMIT: &str = " limit";
const MONTHLY_CREDIT: &str = "monthly credit";

/// A panel whose lines are being read.
#[derive(Default)]
pub(super) struct Panel {
    layout: Layout,
    indent: usize,
    is_first_section: bool,
    pub(super) cli_version: Option<Label>,
    /// Its place among the snapshots.
    pub(super) snapshot_index: u32,
    family: Family,
    /// The reset of the last limit, as far as it has come; its end may stand on the next line.
    reset: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Layout {
    Sections,
    Boxed,
    #[default]
    Plain,
}

/// Whose limits follow.
#[derive(Clone, Default)]
enum Family {
    #[default]
    Usual,
    Named(Label),
    /// Its name is no label: its limits would look like the usual ones.
    Untold,
}

impl Panel {
    /// The panel that a line begins, or the section of one.
    pub(super) fn begun_by(shown: &Shown<'_>) -> Option<Self> {
        if let Some(version) = shown.text.strip_prefix(HEADER) {
            let version = cut(version, ")").map(|parts| parts.0);
            return Some(Self {
                layout: if shown.is_boxed {
                    Layout::Boxed
                } else {
                    Layout::Plain
                },
                indent: shown.indent,
                cli_version: version.and_then(Label::new),
                ..Self::default()
            });
        }
        let head = shown.text.strip_prefix(PICTURES)?;
        let head = head.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
        SECTIONS.contains(&head).then(|| Self {
            layout: Layout::Sections,
            is_first_section: head == SECTIONS[0],
            ..Self::default()
        })
    }

    /// Which fact the line tells that begins it.
    pub(super) fn told(&self) -> &'static str {
        match self.layout {
            Layout::Sections => "kind",
            Layout::Boxed | Layout::Plain => "cli_version",
        }
    }

    /// Whether what a line begins is one more section of this panel.
    pub(super) fn goes_on_with(&self, begun: &Self) -> bool {
        let are_sections = [self, begun].map(|panel| panel.layout == Layout::Sections);
        are_sections == [true, true] && !begun.is_first_section
    }

    /// Whether a line stands in the panel.
    pub(super) fn holds(&self, shown: &Shown<'_>) -> bool {
        match self.layout {
            Layout::Sections => shown.indent > 0 || shown.text.starts_with('•'),
            Layout::Boxed => shown.is_boxed,
            Layout::Plain => !shown.is_boxed && shown.indent >= self.indent,
        }
    }

    /// Reads a line: which fact it tells, empty for none that is kept.
    pub(super) fn line(
        &mut self,
        shown: &Shown<'_>,
        snapshot: &mut StatusSnapshot,
        limits: &mut Vec<StatusLimit>,
    ) -> &'static str {
        let text = shown.text.strip_prefix('•').unwrap_or(shown.text).trim();
        let Some((label, text)) = label_and_value(text) else {
            return self.further(text, snapshot, limits);
        };
        self.reset = None;
        let value = Value {
            text,
            may_be_cut: shown.may_be_cut,
        };
        match label.strip_suffix(LIMIT) {
            Some(name) => {
                self.limit(name, &value, limits);
                "rate_limits"
            }
            None => {
                self.family = Family::Usual;
                field(label, &value, snapshot)
            }
        }
    }

    /// A line without a label goes on with the one before.
    fn further(
        &mut self,
        text: &str,
        snapshot: &mut StatusSnapshot,
        limits: &mut [StatusLimit],
    ) -> &'static str {
        if let Some((used, limit)) = text
            .strip_suffix(" credits used")
            .and_then(|text| cut(text, " of "))
        {
            snapshot.monthly_credits_used = whole_amount(used);
            snapshot.monthly_credits_limit = whole_amount(limit);
            return "credits";
        }
        let is_reset = |before: &String| !before.is_empty() || text.starts_with("(resets");
        let reset = self.reset.take().filter(is_reset);
        let (Some(mut reset), Some(limit)) = (reset, limits.last_mut()) else {
            return "";
        };
        if !reset.is_empty() {
            reset.push(' ');
        }
        reset.push_str(text);
        limit.resets_local = resets(&reset);
        self.await_reset(reset);
        "rate_limits"
    }

    /// Keeps a reset whose end is still to come.
    fn await_reset(&mut self, reset: String) {
        let is_open = reset.is_empty() || reset.starts_with("(resets") && !reset.contains(')');
        self.reset = is_open.then_some(reset);
    }

    fn limit(&mut self, name: &str, value: &Value<'_>, limits: &mut Vec<StatusLimit>) {
        let Some((family, window)) = window(name) else {
            if value.text.is_empty() {
                self.family = Label::new(name).map_or(Family::Untold, Family::Named);
            }
            return;
        };
        let family = match family {
            "" if window.as_str() == MONTHLY_CREDIT => Family::Usual,
            "" => self.family.clone(),
            family => Label::new(family).map_or(Family::Untold, Family::Named),
        };
        let limit_name = match family {
            Family::Usual => None,
            Family::Named(name) => Some(name),
            Family::Untold => return,
        };
        let Some((used_percent, rest)) = used_percent(value.text) else {
            return;
        };
        limits.push(StatusLimit {
            snapshot_index: self.snapshot_index,
            limit_name,
            window: Some(window),
            used_percent: Some(used_percent),
            resets_local: resets(rest),
        });
        self.await_reset(String::from(rest));
    }
}

/// A label is followed by a colon and a blank, and holds a letter: a time is none.
fn label_and_value(text: &str) -> Option<(&str, &str)> {
    let (label, value) = cut(text, ":")?;
    let is_label = label.starts_with(|first: char| first.is_ascii_alphanumeric())
        && label.bytes().any(|byte| byte.is_ascii_alphabetic())
        && (value.is_empty() || value.starts_with(' '));
    is_label.then(|| (label, value.trim()))
}
