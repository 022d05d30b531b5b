//! What becomes of the values in lines of a stream (FORMAT.md §9). The same parts stand in many places there, so that a rule
//! is places by names. A path that no rule names is dropped.
//!
//! A rule stands here when [`crate::item`] takes a value of its path, whatever becomes of it later.

use super::Becomes::{self, Dropped, Id, Label, Length, Number, Program, Time, Word};

/// Places, the names that are read there, and what their values become.
type Rule = (&'static [&'static str], &'static [&'static str], Becomes);

/// What becomes of the values of a path.
pub(super) fn becomes(path: &str) -> Becomes {
    // A recorder wraps messages; the app-server wraps events, and the items that `exec` tells as they are.
    let path = match path.strip_prefix("msg.") {
        Some(inner)
            if ["params.", "result."]
                .iter()
                .any(|start| inner.starts_with(start)) =>
        {
            inner
        }
        Some(inner @ ("emittedAtMs" | "method")) => inner,
        _ => path,
    };
    let inner = path.strip_prefix("params.").unwrap_or_default();
    let is_wrapped = inner.starts_with("msg.") || inner.starts_with("item.");
    let path = if is_wrapped { inner } else { path };
    let fits = |rule: &&Rule| {
        let mut names = rule.0.iter().filter_map(|place| path.strip_prefix(place));
        names.any(|name| rule.1.contains(&name))
    };
    RULES.iter().find(fits).map_or(Dropped, |rule| rule.2)
}

const USAGE: &[&str] = &[
    "usage.",
    "params.usage.",
    "params.tokenUsage.total.",
    "params.tokenUsage.last.",
    "msg.",
    "msg.info.total_token_usage.",
    "msg.info.last_token_usage.",
];
const LIMITS: &[&str] = &["params.rateLimits.", "msg.rate_limits."];
const WINDOWS: &[&str] = &[
    "params.rateLimits.primary.",
    "params.rateLimits.secondary.",
    "msg.rate_limits.primary.",
    "msg.rate_limits.secondary.",
];
const THREADS: &[&str] = &[
    "params.thread.",
    "params.threadSettings.",
    "result.",
    "result.thread.",
];
const ITEMS: &[&str] = &["item.", "msg."];

#[rustfmt::skip]
const RULES: &[Rule] = &[
    (&[""], &["emittedAtMs"], Time),
    (&[""], &["method", "type"], Word),
    (&["", "params."], &["thread_id", "session_id", "threadId", "conversationId", "turnId"], Id),
    (&["", "msg."], &["model", "reasoning effort", "reasoning_effort"], Label),
    (USAGE, &[
        "input_tokens", "cached_input_tokens", "cache_write_input_tokens", "output_tokens", "reasoning_output_tokens",
        "inputTokens", "cachedInputTokens", "cacheWriteInputTokens", "outputTokens", "reasoningOutputTokens",
    ], Number),
    (THREADS, &["id", "conversationId"], Id),
    (THREADS, &["model", "effort", "reasoningEffort"], Label),
    (THREADS, &["serviceTier"], Word),
    (&["params.turn."], &["id", "rootTurnId"], Id),
    (&["params.turn."], &["status"], Word),
    (&["params.turn."], &["startedAt", "completedAt"], Time),
    (&["params.turn."], &["durationMs"], Number),
    (&["params.turn.error.", "params.error."], &["codexErrorInfo"], Label),
    (&["params."], &["willRetry"], Word),
    (&["params."], &["toModel"], Label),
    (LIMITS, &["limitId", "limit_id", "limitName", "limit_name", "planType", "plan_type"], Label),
    (LIMITS, &["rateLimitReachedType", "rate_limit_reached_type"], Label),
    (LIMITS, &["spendControlReached", "spend_control_reached"], Word),
    (LIMITS, &["credits.hasCredits", "credits.has_credits", "credits.unlimited"], Word),
    (LIMITS, &["credits.balance", "individualLimit.limit", "individualLimit.used", "individualLimit.remainingPercent"], Number),
    (LIMITS, &["individualLimit.resetsAt"], Time),
    (WINDOWS, &["usedPercent", "used_percent", "windowDurationMins", "window_minutes", "resets_in_seconds"], Number),
    (WINDOWS, &["resetsAt", "resets_at"], Time),
    (ITEMS, &["id", "call_id", "agentThreadId", "turn_id", "thread_id", "session_id"], Id),
    (ITEMS, &["type", "item_type", "status", "success", "action.type", "reason"], Word),
    // The result of an event, not of an answer.
    (&["result."], &["Ok.isError"], Word),
    (ITEMS, &["server", "tool", "invocation.server", "invocation.tool", "model", "reasoningEffort", "codex_error_info"], Label),
    (ITEMS, &["exitCode", "exit_code", "durationMs", "duration_ms", "duration.secs", "duration.nanos"], Number),
    (ITEMS, &["startedAtMs", "completedAtMs"], Time),
    (ITEMS, &["command", "command[]"], Program),
    (ITEMS, &["aggregatedOutput", "aggregated_output", "stdout", "stderr"], Length),
    (ITEMS, &["text", "message", "content[]", "content[].text", "summary", "summary[]", "summary[].text"], Length),
];

#[cfg(test)]
mod tests {
    use super::super::field_names::known;
    use super::*;

    #[test]
    fn the_same_part_is_found_wherever_it_stands() {
        for (path, expected) in [
            ("item.text", Length),
            ("params.item.text", Length),
            ("msg.params.item.text", Length),
            ("params.msg.message", Length),
            ("msg.message", Length),
            ("msg.method", Word),
            ("msg.params.turn.id", Id),
            ("params.turn.items[].text", Dropped),
            ("params.item.arguments.text", Dropped),
            ("result.thread.preview", Dropped),
            ("params.delta", Dropped),
        ] {
            assert_eq!(becomes(path), expected, "{path}");
        }
    }

    /// A rule whose path holds a key that is not known would never fit.
    #[test]
    fn every_key_of_a_rule_is_a_field() {
        for (places, names, _) in RULES {
            for part in places.iter().chain(*names) {
                for key in part.split('.').filter(|key| !key.is_empty()) {
                    assert!(
                        known(key.trim_end_matches("[]").as_bytes()).is_some(),
                        "{key}"
                    );
                }
            }
        }
    }
}
