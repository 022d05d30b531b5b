//! The types of lines, events and items that a Codex up to 0.169 writes, by FORMAT.md §2, §5.1, §5.5 and §6: one table.
//!
//! A type that is not in it is no fault: it is counted, so that a person sees what a newer Codex writes that nobody here
//! has read yet. What breaks if this is touched: the search wants each list sorted by bytes.

use serde::{Deserialize, Serialize};

/// Where a type stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TypePlace {
    /// `type` of the line itself.
    #[default]
    Line,
    /// `type` of an event.
    Event,
    /// `type` of a response item.
    Item,
    /// `type` of the item of an `item_completed` event.
    CompletedItem,
}

impl TypePlace {
    /// The type of this name, if the format's description has one there.
    pub fn known(self, word: &str) -> Option<&'static str> {
        let known = match self {
            Self::Line => LINES,
            Self::Event => EVENTS,
            Self::Item => ITEMS,
            Self::CompletedItem => COMPLETED_ITEMS,
        };
        known.binary_search(&word).ok().map(|at| known[at])
    }
}

/// §2; all of them need a `payload`.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "compacted", "dynamic_tools_updated", "event_msg", "inter_agent_communication",
    "inter_agent_communication_metadata", "realtime_item", "response_item", "retained_context", "security_risk_score",
    "session_meta", "token_usage_record", "turn_context", "world_state",
];

/// §5.1, with those that were never persisted: other clients may write them.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "agent_message", "agent_message_content_delta", "agent_message_delta", "agent_reasoning", "agent_reasoning_delta",
    "agent_reasoning_raw_content", "agent_reasoning_raw_content_delta", "agent_reasoning_section_break",
    "apply_patch_approval_request", "auth_recovery_completed", "auth_recovery_started", "background_event",
    "collab_agent_interaction_begin", "collab_agent_interaction_end", "collab_agent_spawn_begin",
    "collab_agent_spawn_end", "collab_close_begin", "collab_close_end", "collab_resume_begin", "collab_resume_end",
    "collab_waiting_begin", "collab_waiting_end", "context_compacted", "conversation_path", "deprecation_notice",
    "dynamic_tool_call_request", "dynamic_tool_call_response", "elicitation_abandoned", "elicitation_request",
    "entered_review_mode", "environment_connected", "environment_disconnected", "error", "exec_approval_request",
    "exec_command_begin", "exec_command_end", "exec_command_output_delta", "exited_review_mode",
    "get_history_entry_response", "guardian_assessment", "guardian_warning", "hook_completed", "hook_started",
    "image_generation_begin", "image_generation_end", "item_completed", "item_started",
    "list_custom_prompts_response", "list_skills_response", "mcp_list_tools_response", "mcp_startup_complete",
    "mcp_startup_update", "mcp_tool_call_begin", "mcp_tool_call_end", "model_reroute", "model_verification",
    "patch_apply_begin", "patch_apply_end", "patch_apply_updated", "plan_delta", "plan_update",
    "raw_response_completed", "raw_response_item", "realtime_conversation_closed",
    "realtime_conversation_list_voices_response", "realtime_conversation_realtime", "realtime_conversation_sdp",
    "realtime_conversation_started", "reasoning_content_delta", "reasoning_raw_content_delta",
    "remote_skill_downloaded", "request_permissions", "request_user_input", "safety_buffering", "session_configured",
    "shutdown_complete", "skills_update_available", "stream_error", "stream_info", "sub_agent_activity",
    "task_complete", "task_started", "terminal_interaction", "thread_goal_updated", "thread_name_updated",
    "thread_queue_changed", "thread_rolled_back", "thread_settings_applied", "token_count", "turn_aborted",
    "turn_complete", "turn_diff", "turn_moderation_metadata", "turn_started", "undo_completed", "undo_started",
    "user_message", "view_image_tool_call", "warning", "web_search", "web_search_begin", "web_search_end",
];

/// §6.
#[rustfmt::skip]
const ITEMS: &[&str] = &[
    "additional_tools", "agent_message", "compaction", "compaction_summary", "compaction_trigger",
    "configuration_update", "context_compaction", "custom_tool_call", "custom_tool_call_output", "function_call",
    "function_call_output", "ghost_snapshot", "image_generation_call", "local_shell_call", "message", "other",
    "reasoning", "tool_search_call", "tool_search_output", "web_search_call",
];

/// §5.5.
#[rustfmt::skip]
const COMPLETED_ITEMS: &[&str] = &[
    "AgentMessage", "CollabAgentToolCall", "CommandExecution", "ContextCompaction", "DynamicToolCall",
    "EnteredReviewMode", "ExitedReviewMode", "Extension", "FileChange", "FunctionCallOutput", "HookPrompt",
    "ImageGeneration", "ImageView", "McpToolCall", "Plan", "Reasoning", "SubAgentActivity", "UserMessage",
    "WebSearch",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_read() {
        for list in [LINES, EVENTS, ITEMS, COMPLETED_ITEMS] {
            assert!(list.is_sorted());
        }
        assert_eq!(TypePlace::Event.known("token_count"), Some("token_count"));
        assert_eq!(TypePlace::Event.known("Plan"), None);
        assert_eq!(TypePlace::CompletedItem.known("Plan"), Some("Plan"));
        assert_eq!(TypePlace::Line.known(""), None);
    }
}
