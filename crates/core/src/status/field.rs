//! The labelled lines of a panel (FORMAT.md §8.2, §8.3): what is taken of each.

use super::StatusSnapshot;
use super::value::{amount, between, compact, count, cut, percent, until, uuid};
use crate::item::Decimal;
use crate::privacy::{Id, Label, Name};

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

    /// What stands before the parentheses, if there are any.
    fn name(&self) -> Option<Label> {
        match cut(self.text, " (") {
            Some((name, _)) => Label::new(name),
            None => self.label(),
        }
    }

    /// What stands in the parentheses. Where they do not close, its last part may not be whole and is left out.
    fn inner(&self) -> Option<&'a str> {
        let (_, inner) = cut(self.text, " (")?;
        match inner.strip_suffix(')') {
            Some(inner) => Some(inner),
            None => inner.get(..inner.rfind(',')?),
        }
    }
}

/// Takes what a line tells: which fact that is, empty for none that is kept. A label that comes twice tells once.
pub(super) fn field(label: &str, value: &Value<'_>, snapshot: &mut StatusSnapshot) -> &'static str {
    match label {
        "Model" | "Name" => model(value, snapshot),
        "Reasoning Effort" => setting(&mut snapshot.effort, value, "effort"),
        "Reasoning Summaries" => setting(&mut snapshot.summary, value, "summary"),
        "Model provider" | "Provider" => {
            put(&mut snapshot.model_provider, provider(value));
            "model_provider"
        }
        "Directory" | "Path" => {
            let cwd = value.whole().filter(|_| snapshot.cwd.is_none());
            snapshot.cwd = cwd.map(Name::new).or(snapshot.cwd.take());
            "cwd"
        }
        "Approval" | "Approval Mode" => {
            put(&mut snapshot.approval_policy, value.label());
            "approval_policy"
        }
        "Sandbox" => {
            put(&mut snapshot.sandbox, value.label());
            "sandbox_policy"
        }
        "Permissions" => permissions(value, snapshot),
        "CLI Version" => {
            put(&mut snapshot.cli_version, value.label());
            "cli_version"
        }
        "Plan" => {
            put(&mut snapshot.plan_type, value.label());
            "plan_type"
        }
        "Account" => {
            put(&mut snapshot.plan_type, plan(value));
            "plan_type"
        }
        "Session" | "Session ID" => id(&mut snapshot.session_id, value.text, "session_id"),
        "Forked from" => id(&mut snapshot.forked_from_id, value.text, "forked_from_id"),
        "Token usage" | "Input" | "Output" | "Total" => tokens(label, value.text, snapshot),
        "Context window" => context_window(value.text, snapshot),
        "Credits" if value.text == "Unlimited" => {
            snapshot.unlimited_credits = Some(true);
            "credits"
        }
        "Credits" => credits(&mut snapshot.credits, value.text),
        "Thread usage" => credits(&mut snapshot.thread_credits, value.text),
        _ => "",
    }
}

#[inline(never)]
fn put(slot: &mut Option<Label>, value: Option<Label>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// Sections spell the words of settings with a capital letter.
#[inline(never)]
fn setting(slot: &mut Option<Label>, value: &Value<'_>, told: &'static str) -> &'static str {
    let word = value.whole().map(str::to_ascii_lowercase);
    put(slot, word.and_then(|word| Label::new(&word)));
    told
}

#[inline(never)]
fn id(slot: &mut Option<Id>, text: &str, told: &'static str) -> &'static str {
    if slot.is_none() {
        *slot = uuid(text);
    }
    told
}

#[inline(never)]
fn credits(slot: &mut Option<Decimal>, text: &str) -> &'static str {
    if slot.is_none() {
        *slot = cut(text, " credits").and_then(|(credits, _)| amount(credits));
    }
    "credits"
}

fn model(value: &Value<'_>, snapshot: &mut StatusSnapshot) -> &'static str {
    let mut rest = value.inner();
    while let Some(parts) = rest {
        let (part, further) = match cut(parts, ", ") {
            Some((part, further)) => (part, Some(further)),
            None => (parts, None),
        };
        if let Some(effort) = part.strip_prefix("reasoning ") {
            put(&mut snapshot.effort, Label::new(effort));
        } else if let Some(summary) = part.strip_prefix("summaries ") {
            put(&mut snapshot.summary, Label::new(summary));
        }
        rest = further;
    }
    put(&mut snapshot.model, value.name());
    "model"
}

/// An address may stand behind the name.
fn provider(value: &Value<'_>) -> Option<Label> {
    match cut(value.text, " - ") {
        Some((name, _)) => Label::new(name),
        None => value.label(),
    }
}

/// `Custom (workspace-write, on-request)`, `Workspace (Ask for approval)`: of two parts the sandbox comes first.
fn permissions(value: &Value<'_>, snapshot: &mut StatusSnapshot) -> &'static str {
    let inner = value.inner().unwrap_or_default();
    if let Some((sandbox, approval)) = cut(inner, ", ") {
        let with_network = sandbox.strip_suffix(NETWORK);
        snapshot.sandbox_network_access = with_network.map(|_| true);
        put(
            &mut snapshot.sandbox,
            Label::new(with_network.unwrap_or(sandbox)),
        );
        put(&mut snapshot.approval_policy, Label::new(approval));
    } else if value.text.ends_with(')') {
        put(&mut snapshot.approval_policy, Label::new(inner));
    }
    // A profile is called as a person likes.
    let name = match value.text.starts_with(PROFILE) {
        true => Label::new(PROFILE.trim_end()),
        false => value.name(),
    };
    put(&mut snapshot.permissions, name);
    "permissions"
}

/// `email (Plan)`, or the plan alone; the address is not looked at.
fn plan(value: &Value<'_>) -> Option<Label> {
    match cut(value.text, " (") {
        Some((address, plan)) if address.contains('@') => Label::new(plan.strip_suffix(')')?),
        Some(_) => None,
        None => value.label().filter(|plan| PLANS.contains(&plan.as_str())),
    }
}

/// In one line of a box, in three of sections.
fn tokens(label: &str, text: &str, snapshot: &mut StatusSnapshot) -> &'static str {
    match label {
        "Input" => {
            snapshot.uncached_input_tokens = count(until(text, " (+ "));
            snapshot.cached_input_tokens = between(text, "(+ ", " cached)").and_then(count);
        }
        "Output" => snapshot.output_tokens = count(text),
        "Total" => snapshot.blended_total_tokens = count(text),
        _ => {
            let total = cut(text, " total").map(|parts| parts.0);
            let mut told = |text: Option<&str>| rounded(text, &mut snapshot.is_rounded);
            snapshot.blended_total_tokens = told(total);
            snapshot.uncached_input_tokens = told(between(text, "(", " input + "));
            snapshot.output_tokens = told(between(text, " + ", " output)"));
        }
    }
    "token_usage"
}

fn context_window(text: &str, snapshot: &mut StatusSnapshot) -> &'static str {
    let left = cut(text, "% left").map(|parts| parts.0);
    snapshot.context_left_percent = left.and_then(percent);
    let mut told = |text: Option<&str>| rounded(text, &mut snapshot.is_rounded);
    snapshot.context_used_tokens = told(between(text, "(", " used / "));
    snapshot.context_window_tokens = told(between(text, " used / ", ")"));
    "context_window"
}

#[inline(never)]
fn rounded(text: Option<&str>, is_rounded: &mut bool) -> Option<u64> {
    let (number, is_inexact) = compact(text?)?;
    *is_rounded |= is_inexact;
    Some(number)
}
