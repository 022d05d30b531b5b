//! What becomes of the values of each path: the table. A path that no rule names is dropped.
//!
//! A rule stands here when something in [`crate::item`] takes a value of its path, whatever becomes of it later.

use super::Becomes::{
    self, Dropped, Head, Id, Label, Length, Number, Program, Pseudonym, Time, Word,
};

/// Types of lines, path, and what the values of that path become in those lines. One `*` among the types is anything;
/// the first rule that fits holds.
pub type Rule = (&'static str, &'static str, Becomes);

/// What becomes of the values of a path.
pub(super) fn becomes(line: &str, path: &str) -> Becomes {
    let fits = |rule: &&Rule| rule.1 == path && is_of(line, rule.0);
    RULES.iter().find(fits).map_or(Dropped, |rule| rule.2)
}

fn is_of(line: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => line.starts_with(start) && line.ends_with(end),
        None => line == pattern,
    }
}

/// All rules, by the sections of FORMAT.md.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // §2, the envelope; §1.4, files without one.
    ("document", "session.timestamp", Time),
    ("*", "timestamp", Time),
    ("turn_context", "ordinal", Number),
    ("token_usage_record", "ordinal", Number),
    ("event_msg/token_count", "ordinal", Number),
    ("response_item/configuration_update", "ordinal", Number),
    ("*", "type", Label),
    ("*", "metadata.compaction_output", Word),
    // §3
    ("session_meta", "payload.id", Id),
    ("session_meta", "payload.session_id", Id),
    ("session_meta", "payload.timestamp", Time),
    ("session_meta", "payload.cwd", Pseudonym),
    ("session_meta", "payload.originator", Label),
    ("session_meta", "payload.cli_version", Label),
    ("session_meta", "payload.source", Label),
    ("session_meta", "payload.source.custom", Label),
    ("session_meta", "payload.source.internal", Label),
    ("session_meta", "payload.source.subagent", Label),
    ("session_meta", "payload.source.subagent.other", Label),
    ("session_meta", "payload.source.subagent.thread_spawn.parent_thread_id", Id),
    ("session_meta", "payload.source.subagent.thread_spawn.depth", Number),
    ("session_meta", "payload.source.subagent.thread_spawn.agent_role", Label),
    ("session_meta", "payload.source.subagent.thread_spawn.agent_nickname", Pseudonym),
    ("session_meta", "payload.agent_role", Label),
    ("session_meta", "payload.agent_type", Label),
    ("session_meta", "payload.agent_nickname", Pseudonym),
    ("session_meta", "payload.model_provider", Label),
    ("session_meta", "payload.git.commit_hash", Label),
    ("session_meta", "payload.git.branch", Pseudonym),
    ("session_meta", "payload.git.repository_url", Pseudonym),
    ("session_meta", "payload.forked_from_id", Id),
    ("session_meta", "payload.parent_thread_id", Id),
    ("session_meta", "payload.history_base.thread_id", Id),
    ("session_meta", "payload.history_base.end_ordinal_exclusive", Number),
    ("session_meta", "payload.thread_source", Label),
    ("session_meta", "payload.history_mode", Label),
    ("session_meta", "payload.memory_mode", Label),
    ("session_meta", "payload.multi_agent_version", Label),
    ("session_meta", "payload.base_instructions.text", Length),
    ("session_meta", "payload.instructions", Length),
    ("bare", "id", Id),
    ("bare", "instructions", Length),
    ("bare", "git.commit_hash", Label),
    ("bare", "git.branch", Pseudonym),
    ("bare", "git.repository_url", Pseudonym),
    ("document", "session.id", Id),
    ("document", "session.instructions", Length),
    // §4
    ("turn_context", "payload.turn_id", Id),
    ("turn_context", "payload.model", Label),
    ("turn_context", "payload.effort", Label),
    ("turn_context", "payload.summary", Label),
    ("turn_context", "payload.approval_policy", Label),
    ("turn_context", "payload.sandbox_policy.mode", Label),
    ("turn_context", "payload.sandbox_policy.type", Label),
    ("turn_context", "payload.sandbox_policy.network_access", Word),
    ("turn_context", "payload.sandbox_policy.exclude_tmpdir_env_var", Word),
    ("turn_context", "payload.sandbox_policy.exclude_slash_tmp", Word),
    ("turn_context", "payload.permission_profile.type", Label),
    ("turn_context", "payload.truncation_policy.mode", Label),
    ("turn_context", "payload.truncation_policy.limit", Number),
    ("turn_context", "payload.collaboration_mode.mode", Label),
    ("turn_context", "payload.personality", Label),
    ("turn_context", "payload.user_instructions", Length),
    ("turn_context", "payload.developer_instructions", Length),
    ("event_msg/thread_settings_applied", "payload.thread_id", Id),
    ("event_msg/thread_settings_applied", "payload.thread_settings.service_tier", Word),
    // §5.1
    ("event_msg*", "payload.type", Label),
    ("event_msg*", "payload.turn_id", Id),
    ("event_msg/task_started", "payload.model_context_window", Number),
    ("event_msg/turn_started", "payload.model_context_window", Number),
    ("event_msg/task_complete", "payload.error", Word),
    ("event_msg/task_complete", "payload.error.codex_error_info", Label),
    ("event_msg/task_complete", "payload.duration_ms", Number),
    ("event_msg/task_complete", "payload.time_to_first_token_ms", Number),
    ("event_msg/turn_complete", "payload.error", Word),
    ("event_msg/turn_complete", "payload.error.codex_error_info", Label),
    ("event_msg/turn_complete", "payload.duration_ms", Number),
    ("event_msg/turn_complete", "payload.time_to_first_token_ms", Number),
    ("event_msg/turn_aborted", "payload.reason", Word),
    ("event_msg/turn_aborted", "payload.error.codex_error_info", Label),
    ("event_msg/turn_aborted", "payload.duration_ms", Number),
    ("event_msg/turn_aborted", "payload.time_to_first_token_ms", Number),
    ("event_msg/user_message", "payload.message", Length),
    ("event_msg/user_message", "payload.kind", Word),
    ("event_msg/user_message", "payload.images[]", Word),
    ("event_msg/user_message", "payload.local_images[]", Word),
    ("event_msg/user_message", "payload.file_ids[]", Word),
    ("event_msg/agent_message", "payload.message", Length),
    ("event_msg/thread_rolled_back", "payload.num_turns", Number),
    ("event_msg/undo_completed", "payload.success", Word),
    ("event_msg/thread_goal_updated", "payload.goal.status", Word),
    ("event_msg/error", "payload.codex_error_info", Label),
    ("event_msg/*_end", "payload.call_id", Id),
    ("event_msg/*_end", "payload.id", Id),
    ("event_msg/*_end", "payload.status", Word),
    ("event_msg/*_end", "payload.success", Word),
    ("event_msg/*_end", "payload.exit_code", Number),
    ("event_msg/*_end", "payload.duration.secs", Number),
    ("event_msg/*_end", "payload.duration.nanos", Number),
    ("event_msg/exec_command_end", "payload.source", Word),
    ("event_msg/exec_command_end", "payload.command", Program),
    ("event_msg/exec_command_end", "payload.command[]", Program),
    ("event_msg/mcp_tool_call_end", "payload.invocation.server", Label),
    ("event_msg/mcp_tool_call_end", "payload.invocation.tool", Label),
    ("event_msg/mcp_tool_call_end", "payload.result.Ok.isError", Word),
    ("event_msg/mcp_tool_call_end", "payload.result.Err", Word),
    ("event_msg/web_search_end", "payload.action.type", Word),
    ("event_msg/view_image_tool_call", "payload.call_id", Id),
    ("event_msg/dynamic_tool_call_response", "payload.call_id", Id),
    ("event_msg/dynamic_tool_call_response", "payload.success", Word),
    ("event_msg/dynamic_tool_call_response", "payload.duration.secs", Number),
    ("event_msg/dynamic_tool_call_response", "payload.duration.nanos", Number),
    // §5.4
    ("event_msg/token_count", "payload.info", Word),
    ("event_msg/token_count", "payload.info.total_token_usage.input_tokens", Number),
    ("event_msg/token_count", "payload.info.total_token_usage.cached_input_tokens", Number),
    ("event_msg/token_count", "payload.info.total_token_usage.cache_write_input_tokens", Number),
    ("event_msg/token_count", "payload.info.total_token_usage.output_tokens", Number),
    ("event_msg/token_count", "payload.info.total_token_usage.reasoning_output_tokens", Number),
    ("event_msg/token_count", "payload.info.total_token_usage.total_tokens", Number),
    ("event_msg/token_count", "payload.info.last_token_usage.input_tokens", Number),
    ("event_msg/token_count", "payload.info.last_token_usage.cached_input_tokens", Number),
    ("event_msg/token_count", "payload.info.last_token_usage.cache_write_input_tokens", Number),
    ("event_msg/token_count", "payload.info.last_token_usage.output_tokens", Number),
    ("event_msg/token_count", "payload.info.last_token_usage.reasoning_output_tokens", Number),
    ("event_msg/token_count", "payload.info.last_token_usage.total_tokens", Number),
    ("event_msg/token_count", "payload.info.model_context_window", Number),
    ("event_msg/token_count", "payload.rate_limits.limit_id", Label),
    ("event_msg/token_count", "payload.rate_limits.limit_name", Label),
    ("event_msg/token_count", "payload.rate_limits.primary.used_percent", Number),
    ("event_msg/token_count", "payload.rate_limits.primary.window_minutes", Number),
    ("event_msg/token_count", "payload.rate_limits.primary.resets_in_seconds", Time),
    ("event_msg/token_count", "payload.rate_limits.primary.resets_at", Time),
    ("event_msg/token_count", "payload.rate_limits.secondary.used_percent", Number),
    ("event_msg/token_count", "payload.rate_limits.secondary.window_minutes", Number),
    ("event_msg/token_count", "payload.rate_limits.secondary.resets_in_seconds", Time),
    ("event_msg/token_count", "payload.rate_limits.secondary.resets_at", Time),
    ("event_msg/token_count", "payload.rate_limits.primary_used_percent", Number),
    ("event_msg/token_count", "payload.rate_limits.primary_window_minutes", Number),
    ("event_msg/token_count", "payload.rate_limits.secondary_used_percent", Number),
    ("event_msg/token_count", "payload.rate_limits.secondary_window_minutes", Number),
    ("event_msg/token_count", "payload.rate_limits.weekly_used_percent", Number),
    ("event_msg/token_count", "payload.rate_limits.weekly_window_minutes", Number),
    ("event_msg/token_count", "payload.rate_limits.credits.has_credits", Word),
    ("event_msg/token_count", "payload.rate_limits.credits.unlimited", Word),
    ("event_msg/token_count", "payload.rate_limits.credits.balance", Number),
    ("event_msg/token_count", "payload.rate_limits.plan_type", Label),
    ("event_msg/token_count", "payload.rate_limits.rate_limit_reached_type", Label),
    ("event_msg/token_count", "payload.rate_limits.individual_limit.limit", Number),
    ("event_msg/token_count", "payload.rate_limits.individual_limit.used", Number),
    ("event_msg/token_count", "payload.rate_limits.individual_limit.remaining_percent", Number),
    ("event_msg/token_count", "payload.rate_limits.individual_limit.resets_at", Time),
    ("event_msg/token_count", "payload.rate_limits.spend_control_reached", Word),
    // §5.5
    ("event_msg/item_completed*", "payload.thread_id", Id),
    ("event_msg/item_completed*", "payload.item.type", Label),
    ("event_msg/item_completed/UserMessage", "payload.item.content[].type", Word),
    ("event_msg/item_completed/UserMessage", "payload.item.content[].text", Length),
    ("event_msg/item_completed/UserMessage", "payload.item.content[].image_url", Word),
    ("event_msg/item_completed/UserMessage", "payload.item.content[].image_url.url", Word),
    ("event_msg/item_completed/UserMessage", "payload.item.content[].path", Word),
    ("event_msg/item_completed/AgentMessage", "payload.item.content[].text", Length),
    ("event_msg/item_completed/Plan", "payload.item.text", Length),
    ("event_msg/item_completed/*", "payload.item.id", Id),
    ("event_msg/item_completed/*", "payload.item.status", Word),
    ("event_msg/item_completed/*", "payload.item.success", Word),
    ("event_msg/item_completed/*", "payload.item.exit_code", Number),
    ("event_msg/item_completed/*", "payload.item.duration.secs", Number),
    ("event_msg/item_completed/*", "payload.item.duration.nanos", Number),
    ("event_msg/item_completed/*", "payload.item.durationMs", Number),
    ("event_msg/item_completed/CommandExecution", "payload.item.source", Word),
    ("event_msg/item_completed/CommandExecution", "payload.item.command", Program),
    ("event_msg/item_completed/CommandExecution", "payload.item.command[]", Program),
    ("event_msg/item_completed/SubAgentActivity", "payload.item.agent_thread_id", Id),
    ("event_msg/sub_agent_activity", "payload.agent_thread_id", Id),
    ("event_msg/collab_agent_spawn_end", "payload.new_thread_id", Id),
    ("event_msg/item_completed/McpToolCall", "payload.item.server", Label),
    ("event_msg/item_completed/McpToolCall", "payload.item.tool", Label),
    ("event_msg/item_completed/WebSearch", "payload.item.action.type", Word),
    ("event_msg/item_completed/McpToolCall", "payload.item.result.Ok.isError", Word),
    ("event_msg/item_completed/McpToolCall", "payload.item.result.Err", Word),
    // §2.4 to §2.9
    ("compacted", "payload.message", Length),
    ("compacted", "payload.compaction_response_id", Id),
    ("world_state", "payload.full", Word),
    ("realtime_item", "payload.type", Word),
    ("realtime_item", "payload.outcome", Word),
    ("token_usage_record", "payload.thread_id", Id),
    ("token_usage_record", "payload.turn_id", Id),
    ("token_usage_record", "payload.response_id", Id),
    ("token_usage_record", "payload.usage.input_tokens", Number),
    ("token_usage_record", "payload.usage.cached_input_tokens", Number),
    ("token_usage_record", "payload.usage.cache_write_input_tokens", Number),
    ("token_usage_record", "payload.usage.output_tokens", Number),
    ("token_usage_record", "payload.usage.reasoning_output_tokens", Number),
    ("token_usage_record", "payload.usage.total_tokens", Number),
    ("token_usage_record", "payload.thread_token_usage.total_tokens", Number),
    // §6
    ("response_item*", "payload.type", Label),
    ("response_item*", "payload.internal_chat_message_metadata_passthrough.turn_id", Id),
    ("response_item*", "payload.metadata.turn_id", Id),
    ("response_item/message", "payload.role", Word),
    ("response_item/agent_message", "payload.content[].text", Length),
    ("response_item/reasoning", "payload.summary[].text", Length),
    ("response_item/reasoning", "payload.content[].text", Length),
    ("response_item*", "payload.call_id", Id),
    ("response_item/function_call", "payload.id", Id),
    ("response_item/function_call", "payload.name", Label),
    ("response_item/function_call", "payload.namespace", Label),
    ("response_item/function_call", "payload.arguments", Program),
    ("response_item/custom_tool_call", "payload.id", Id),
    ("response_item/custom_tool_call", "payload.name", Label),
    ("response_item/custom_tool_call", "payload.namespace", Label),
    ("response_item/local_shell_call", "payload.id", Id),
    ("response_item/local_shell_call", "payload.action.command", Program),
    ("response_item/local_shell_call", "payload.action.command[]", Program),
    ("response_item/tool_search_call", "payload.id", Id),
    ("response_item/web_search_call", "payload.id", Id),
    ("response_item/web_search_call", "payload.status", Word),
    ("response_item/web_search_call", "payload.action.type", Word),
    ("response_item/image_generation_call", "payload.id", Id),
    ("response_item/image_generation_call", "payload.status", Word),
    ("response_item/function_call_output/spawn_agent", "payload.output", Id),
    ("response_item/function_call_output*", "payload.output", Head),
    ("response_item/function_call_output*", "payload.output[].text", Head),
    ("response_item/configuration_update", "payload.reasoning.effort", Label),
    ("response_item/custom_tool_call_output", "payload.output", Head),
    ("response_item/custom_tool_call_output", "payload.output[].text", Head),
    // §1.4: items without an envelope. Openings of messages tell what the client put in (§6.1).
    ("bare*", "role", Word),
    ("bare*", "summary[].text", Length),
    ("bare*", "content", Head),
    ("bare*", "content[].type", Word),
    ("bare*", "content[].text", Head),
    ("bare*", "content[].image_url", Word),
    ("bare*", "content[].image_url.url", Word),
    ("bare*", "id", Id),
    ("bare*", "call_id", Id),
    ("bare*", "name", Label),
    ("bare*", "namespace", Label),
    ("bare*", "arguments", Program),
    ("bare*", "status", Word),
    ("bare*", "action.command[]", Program),
    ("bare*", "output", Head),
    ("bare*", "output[].text", Head),
    ("bare*", "tool_call_id", Id),
    ("bare*", "tool_calls[].id", Id),
    ("bare*", "tool_calls[].function.name", Label),
    ("bare*", "tool_calls[].function.arguments", Program),
    ("document", "items[].type", Label),
    ("document", "items[].role", Word),
    ("document", "items[].summary[].text", Length),
    ("document", "items[].content", Head),
    ("document", "items[].content[].type", Word),
    ("document", "items[].content[].text", Head),
    ("document", "items[].content[].image_url", Word),
    ("document", "items[].content[].image_url.url", Word),
    ("document", "items[].id", Id),
    ("document", "items[].call_id", Id),
    ("document", "items[].name", Label),
    ("document", "items[].namespace", Label),
    ("document", "items[].arguments", Program),
    ("document", "items[].status", Word),
    ("document", "items[].action.command[]", Program),
    ("document", "items[].output", Head),
    ("document", "items[].output[].text", Head),
    ("document", "items[].tool_call_id", Id),
    ("document", "items[].tool_calls[].id", Id),
    ("document", "items[].tool_calls[].function.name", Label),
    ("document", "items[].tool_calls[].function.arguments", Program),
    // §8: a line is told by what is taken of it.
    ("status", "kind", Word),
    ("status", "cli_version", Label),
    ("status", "model", Label),
    ("status", "effort", Label),
    ("status", "summary", Label),
    ("status", "model_provider", Label),
    ("status", "cwd", Pseudonym),
    ("status", "approval_policy", Label),
    ("status", "sandbox_policy", Label),
    ("status", "permissions", Label),
    ("status", "plan_type", Label),
    ("status", "session_id", Id),
    ("status", "forked_from_id", Id),
    ("status", "token_usage", Number),
    ("status", "context_window", Number),
    ("status", "rate_limits", Label),
    ("status", "credits", Number),
];

#[cfg(test)]
mod tests {
    use super::super::field_names::known;
    use super::*;

    #[test]
    fn rules_fit_by_their_lines() {
        for (line, path, expected) in [
            ("session_meta", "timestamp", Time),
            ("event_msg/user_message", "payload.message", Length),
            ("event_msg/warning", "payload.message", Dropped),
            ("bare", "instructions", Length),
            ("bare/message", "content[].text", Head),
            ("event_msg/item_completed/Plan", "payload.item.text", Length),
            (
                "event_msg/item_completed/Reasoning",
                "payload.item.text",
                Dropped,
            ),
        ] {
            assert_eq!(becomes(line, path), expected, "{line} {path}");
        }
    }

    /// A rule whose path holds a key that is not known would never fit.
    #[test]
    fn every_key_of_a_rule_is_a_field() {
        for (_, path, _) in RULES {
            for key in path.split('.').map(|key| key.trim_end_matches("[]")) {
                assert!(known(key.as_bytes()).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn no_rule_is_said_twice() {
        for (at, rule) in RULES.iter().enumerate() {
            let before = &RULES[..at];
            assert!(
                !before
                    .iter()
                    .any(|other| (other.0, other.1) == (rule.0, rule.1)),
                "{rule:?}"
            );
        }
    }
}
