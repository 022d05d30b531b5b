//! The labelled lines of a panel (FORMAT.md §8.2, §8.3): what is taken of each.

use super::StatusSnapshot;
use super::value::{amount, between, compact, count, percent, uuid};
use crate::privacy::{Label, Name};

const NETWORK: &str = " with network access";
const PROFILE: &str = "Profile ";
/// Where a long value was shortened.
const ELLIPSIS: char = '…';
/// Plans as they are shown where no address stands before them: any other word there is none.
#[rustfmt::skip]
const PLANS: [&str; 10] = ["Free", "Go", "Plus", "Pro", "Pro Lite", "Team", "Business", "Enterprise", "Edu", "Education"];

/// A value, and whether its end may be missing. No `Debug`: it is input.
pub(super) struct Value<'a> {
    pub(super) text: &'a str,
    pub(super) may_be_cut: bool,
}

impl<'a> Value<'a> {
    /// Its text, where all of it is there.
    fn whole(&self) -> Option<&'a str> {
        let is_whole = !self.may_be_cut && !self.text.contains(ELLIPSIS);
        is_whole.then_some(self.text)
    }

    fn label(&self) -> Option<Label> {
        Label::new(self.whole()?)
    }

    /// Sections spell the words of settings with a capital letter.
    fn lower_case_label(&self) -> Option<Label> {
        Label::new(&self.whole()?.to_ascii_lowercase())
    }

    /// What stands before the parentheses, if there are any.
    fn name(&self) -> Option<Label> {
        match self.text.split_once(" (") {
            Some((name, _)) => Label::new(name),
            None => self.label(),
        }
    }

    /// What stands in the parentheses, part by part. The last part is whole where they close.
    fn parts(&self) -> impl Iterator<Item = &'a str> {
        let inner = self.text.split_once(" (").map(|parts| parts.1);
        let closed = inner.and_then(|inner| inner.strip_suffix(')'));
        let told = match (closed, inner) {
            (Some(closed), _) => Some(closed),
            (None, Some(inner)) => inner.rsplit_once(", ").map(|parts| parts.0),
            (None, None) => None,
        };
        told.into_iter().flat_map(|told| told.split(", "))
    }
}

/// Takes what a line tells: which fact that is, empty for none that is kept. A label that comes twice tells once.
pub(super) fn field(label: &str, value: &Value<'_>, snapshot: &mut StatusSnapshot) -> &'static str {
    match label {
        "Model" | "Name" => model(value, snapshot),
        "Reasoning Effort" => put(&mut snapshot.effort, value.lower_case_label(), "effort"),
        "Reasoning Summaries" => put(&mut snapshot.summary, value.lower_case_label(), "summary"),
        "Model provider" | "Provider" => put(
            &mut snapshot.model_provider,
            provider(value),
            "model_provider",
        ),
        "Directory" | "Path" => put(&mut snapshot.cwd, value.whole().map(Name::new), "cwd"),
        "Approval" | "Approval Mode" => put(
            &mut snapshot.approval_policy,
            value.label(),
            "approval_policy",
        ),
        "Sandbox" => put(&mut snapshot.sandbox, value.label(), "sandbox_policy"),
        "Permissions" => permissions(value, snapshot),
        "CLI Version" => put(&mut snapshot.cli_version, value.label(), "cli_version"),
        "Plan" => put(&mut snapshot.plan_type, value.label(), "plan_type"),
        "Account" => put(&mut snapshot.plan_type, plan(value), "plan_type"),
        "Session" | "Session ID" => put(&mut snapshot.session_id, uuid(value.text), "session_id"),
        "Forked from" => put(
            &mut snapshot.forked_from_id,
            uuid(value.text),
            "forked_from_id",
        ),
        "Token usage" | "Input" | "Output" | "Total" => tokens(label, value.text, snapshot),
        "Context window" => context_window(value.text, snapshot),
        "Credits" if value.text == "Unlimited" => {
            put(&mut snapshot.unlimited_credits, Some(true), "credits")
        }
        "Credits" => {
            let credits = value.text.strip_suffix(" credits").and_then(amount);
            put(&mut snapshot.credits, credits, "credits")
        }
        "Thread usage" => {
            let credits = value.text.split_once(" credits");
            let credits = credits.and_then(|(credits, _)| amount(credits));
            put(&mut snapshot.thread_credits, credits, "credits")
        }
        _ => "",
    }
}

fn put<T>(slot: &mut Option<T>, value: Option<T>, told: &'static str) -> &'static str {
    *slot = slot.take().or(value);
    told
}

fn model(value: &Value<'_>, snapshot: &mut StatusSnapshot) -> &'static str {
    for part in value.parts() {
        match part.split_once(' ') {
            Some(("reasoning", effort)) => put(&mut snapshot.effort, Label::new(effort), ""),
            Some(("summaries", summary)) => put(&mut snapshot.summary, Label::new(summary), ""),
            _ => "",
        };
    }
    put(&mut snapshot.model, value.name(), "model")
}

/// An address may stand behind the name.
fn provider(value: &Value<'_>) -> Option<Label> {
    match value.text.split_once(" - ") {
        Some((name, _)) => Label::new(name),
        None => value.label(),
    }
}

/// `Custom (workspace-write, on-request)`, `Workspace (Ask for approval)`: of two parts the sandbox comes first.
fn permissions(value: &Value<'_>, snapshot: &mut StatusSnapshot) -> &'static str {
    let (mut parts, mut further) = (value.parts(), value.parts().skip(1));
    if let Some(approval) = further.next() {
        let sandbox = parts.next().unwrap_or_default();
        let with_network = sandbox.strip_suffix(NETWORK);
        snapshot.sandbox_network_access = with_network.map(|_| true);
        put(
            &mut snapshot.sandbox,
            Label::new(with_network.unwrap_or(sandbox)),
            "",
        );
        put(&mut snapshot.approval_policy, Label::new(approval), "");
    } else if value.text.ends_with(')') {
        let approval = parts.next().and_then(Label::new);
        put(&mut snapshot.approval_policy, approval, "");
    }
    // A profile is called as a person likes.
    let name = match value.text.starts_with(PROFILE) {
        true => Label::new(PROFILE.trim_end()),
        false => value.name(),
    };
    put(&mut snapshot.permissions, name, "permissions")
}

/// `email (Plan)`, or the plan alone; the address is not looked at.
fn plan(value: &Value<'_>) -> Option<Label> {
    match value.text.split_once(" (") {
        Some((address, plan)) if address.contains('@') => Label::new(plan.strip_suffix(')')?),
        Some(_) => None,
        None => value.label().filter(|plan| PLANS.contains(&plan.as_str())),
    }
}

/// In one line of a box, in three of sections.
fn tokens(label: &str, text: &str, snapshot: &mut StatusSnapshot) -> &'static str {
    let until = |end: &str| text.split_once(end).map_or(text, |parts| parts.0);
    match label {
        "Input" => {
            snapshot.uncached_input_tokens = count(until(" (+ "));
            snapshot.cached_input_tokens = between(text, "(+ ", " cached)").and_then(count);
        }
        "Output" => snapshot.output_tokens = count(text),
        "Total" => snapshot.blended_total_tokens = count(text),
        _ => {
            let total = text.split_once(" total").map(|parts| parts.0);
            let mut told = |text: Option<&str>| rounded(text, &mut snapshot.is_rounded);
            snapshot.blended_total_tokens = told(total);
            snapshot.uncached_input_tokens = told(between(text, "(", " input + "));
            snapshot.output_tokens = told(between(text, " + ", " output)"));
        }
    }
    "token_usage"
}

fn context_window(text: &str, snapshot: &mut StatusSnapshot) -> &'static str {
    let left = text.split_once("% left").map(|parts| parts.0);
    snapshot.context_left_percent = left.and_then(percent);
    let mut told = |text: Option<&str>| rounded(text, &mut snapshot.is_rounded);
    snapshot.context_used_tokens = told(between(text, "(", " used / "));
    snapshot.context_window_tokens = told(between(text, " used / ", ")"));
    "context_window"
}

fn rounded(text: Option<&str>, is_rounded: &mut bool) -> Option<u64> {
    let (number, is_inexact) = compact(text?)?;
    *is_rounded |= is_inexact;
    Some(number)
}
