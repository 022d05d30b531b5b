//! The types of lines, events and items that a Codex up to 0.169 writes, by FORMAT.md §2, §5.1, §5.5 and §6: one table.
//!
//! A type that is not in it is no fault: it is counted, so that a person sees what a newer Codex writes that nobody here
//! has read yet. What breaks if this is touched: the search wants each list sorted by length.

use serde::{Deserialize, Serialize};

use super::Tag;
use crate::json;

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
    /// Every place, in their order.
    pub const ALL: [Self; 4] = [Self::Line, Self::Event, Self::Item, Self::CompletedItem];

    /// The type of this name, if the format's description has one there.
    pub fn known(self, word: &[u8]) -> Option<&'static str> {
        self.position(word).map(|at| self.words()[at])
    }

    /// Where among [`words`](Self::words) the type of this name stands.
    pub fn position(self, word: &[u8]) -> Option<usize> {
        let (words, starts) = (self.words(), self.starts());
        let from = *starts.get(word.len())?;
        let to = *starts.get(word.len() + 1)?;
        (from as usize..to as usize).find(|&at| json::same(words[at].as_bytes(), word))
    }

    /// How the type at this place among [`words`](Self::words) is read.
    pub fn tag(self, at: usize) -> Tag {
        let tags: &[Tag] = match self {
            Self::Event => &EVENT_TAGS,
            Self::Item => &ITEM_TAGS,
            Self::Line | Self::CompletedItem => &[],
        };
        tags.get(at).copied().unwrap_or_default()
    }

    /// Every type that the format's description has there.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Line => LINES,
            Self::Event => EVENTS,
            Self::Item => ITEMS,
            Self::CompletedItem => COMPLETED_ITEMS,
        }
    }

    fn starts(self) -> &'static Starts {
        match self {
            Self::Line => &LINE_STARTS,
            Self::Event => &EVENT_STARTS,
            Self::Item => &ITEM_STARTS,
            Self::CompletedItem => &COMPLETED_ITEM_STARTS,
        }
    }
}

/// Words are shorter.
const LENGTHS: usize = 43;

/// Where the words of each length begin in a list: the type of every line is sought, and few words are as long as it.
type Starts = [u8; LENGTHS + 1];

const LINE_STARTS: Starts = starts(LINES);
const EVENT_STARTS: Starts = starts(EVENTS);
const ITEM_STARTS: Starts = starts(ITEMS);
const COMPLETED_ITEM_STARTS: Starts = starts(COMPLETED_ITEMS);

const fn starts(words: &[&str]) -> Starts {
    let mut starts = [0; LENGTHS + 1];
    let (mut length, mut at) = (0, 0);
    while length < starts.len() {
        while at < words.len() && words[at].len() < length {
            at += 1;
        }
        starts[length] = at as u8;
        length += 1;
    }
    starts
}

const EVENT_TAGS: [Tag; EVENTS.len()] = {
    let mut tags = [Tag::Other; EVENTS.len()];
    let mut at = 0;
    while at < tags.len() {
        tags[at] = Tag::of_event(EVENTS[at].as_bytes());
        at += 1;
    }
    tags
};

const ITEM_TAGS: [Tag; ITEMS.len()] = {
    let mut tags = [Tag::Other; ITEMS.len()];
    let mut at = 0;
    while at < tags.len() {
        tags[at] = Tag::of_item(ITEMS[at].as_bytes());
        at += 1;
    }
    tags
};

/// §2; all of them need a `payload`.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "compacted", "event_msg", "world_state", "session_meta", "turn_context", "realtime_item", "response_item",
    "retained_context", "token_usage_record", "security_risk_score", "dynamic_tools_updated",
    "inter_agent_communication", "inter_agent_communication_metadata",
];

/// §5.1, with those that were never persisted: other clients may write them.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "error", "warning", "turn_diff", "plan_delta", "web_search", "plan_update", "stream_info", "token_count",
    "hook_started", "item_started", "stream_error", "task_started", "turn_aborted", "turn_started", "undo_started",
    "user_message", "agent_message", "model_reroute", "task_complete", "turn_complete", "hook_completed",
    "item_completed", "undo_completed", "web_search_end", "agent_reasoning", "patch_apply_end", "background_event",
    "collab_close_end", "exec_command_end", "guardian_warning", "safety_buffering", "web_search_begin",
    "collab_resume_end", "context_compacted", "conversation_path", "mcp_tool_call_end", "patch_apply_begin",
    "raw_response_item", "shutdown_complete", "collab_close_begin", "collab_waiting_end", "deprecation_notice",
    "exec_command_begin", "exited_review_mode", "mcp_startup_update", "model_verification", "request_user_input",
    "session_configured", "sub_agent_activity", "thread_rolled_back", "agent_message_delta", "collab_resume_begin",
    "elicitation_request", "entered_review_mode", "guardian_assessment", "mcp_tool_call_begin", "patch_apply_updated",
    "request_permissions", "thread_goal_updated", "thread_name_updated", "collab_waiting_begin",
    "image_generation_end", "list_skills_response", "mcp_startup_complete", "terminal_interaction",
    "thread_queue_changed", "view_image_tool_call", "agent_reasoning_delta", "auth_recovery_started",
    "elicitation_abandoned", "environment_connected", "exec_approval_request", "collab_agent_spawn_end",
    "image_generation_begin", "raw_response_completed", "auth_recovery_completed", "mcp_list_tools_response",
    "reasoning_content_delta", "remote_skill_downloaded", "skills_update_available", "thread_settings_applied",
    "collab_agent_spawn_begin", "environment_disconnected", "turn_moderation_metadata", "dynamic_tool_call_request",
    "exec_command_output_delta", "realtime_conversation_sdp", "dynamic_tool_call_response",
    "get_history_entry_response", "agent_message_content_delta", "agent_reasoning_raw_content",
    "reasoning_raw_content_delta", "apply_patch_approval_request", "collab_agent_interaction_end",
    "list_custom_prompts_response", "realtime_conversation_closed", "agent_reasoning_section_break",
    "realtime_conversation_started", "collab_agent_interaction_begin", "realtime_conversation_realtime",
    "agent_reasoning_raw_content_delta", "realtime_conversation_list_voices_response",
];

/// §6.
#[rustfmt::skip]
const ITEMS: &[&str] = &[
    "other", "message", "reasoning", "compaction", "agent_message", "function_call", "ghost_snapshot",
    "web_search_call", "additional_tools", "custom_tool_call", "local_shell_call", "tool_search_call",
    "compaction_summary", "compaction_trigger", "context_compaction", "tool_search_output", "configuration_update",
    "function_call_output", "image_generation_call", "custom_tool_call_output",
];

/// §5.5.
#[rustfmt::skip]
const COMPLETED_ITEMS: &[&str] = &[
    "Plan", "Extension", "ImageView", "Reasoning", "WebSearch", "FileChange", "HookPrompt", "McpToolCall",
    "UserMessage", "AgentMessage", "DynamicToolCall", "ImageGeneration", "CommandExecution", "ExitedReviewMode",
    "SubAgentActivity", "ContextCompaction", "EnteredReviewMode", "FunctionCallOutput", "CollabAgentToolCall",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_read() {
        for (at, place) in TypePlace::ALL.into_iter().enumerate() {
            assert_eq!(place as usize, at);
            let words = place.words();
            assert!(words.is_sorted_by_key(|word| word.len()));
            for (at, &word) in words.iter().enumerate() {
                assert!(word.len() < LENGTHS && !words[..at].contains(&word));
                assert_eq!(place.known(word.as_bytes()), Some(word));
                assert!(crate::privacy::Label::new(word).is_some());
            }
        }
        assert_eq!(TypePlace::Event.known(b"token_count"), Some("token_count"));
        assert_eq!(TypePlace::Event.known(b"Plan"), None);
        assert_eq!(TypePlace::CompletedItem.known(b"Plan"), Some("Plan"));
        for place in TypePlace::ALL {
            for other in [0, 1, LENGTHS - 1, LENGTHS, 1000] {
                assert_eq!(place.known(&alloc::vec![b'x'; other]), None);
            }
        }
    }

    /// A tag that no known word leads to would be read nowhere.
    #[test]
    fn types_that_are_read_have_tags() {
        let tag = |place: TypePlace, word: &str| {
            let at = place.position(word.as_bytes()).unwrap();
            place.tag(at)
        };
        assert_eq!(tag(TypePlace::Event, "token_count"), Tag::TokenCount);
        assert_eq!(tag(TypePlace::Event, "agent_message"), Tag::AgentMessage);
        assert_eq!(tag(TypePlace::Item, "agent_message"), Tag::BetweenAgents);
        assert_eq!(tag(TypePlace::Item, "function_call"), Tag::Call);
        assert_eq!(tag(TypePlace::Item, "other"), Tag::Other);
        assert_eq!(tag(TypePlace::CompletedItem, "Plan"), Tag::Other);
        #[rustfmt::skip]
        let alike: [(TypePlace, Tag, &[&str]); 6] = [
            (TypePlace::Event, Tag::TurnStarted, &["task_started", "turn_started"]),
            (TypePlace::Event, Tag::TurnCompleted, &["task_complete", "turn_complete"]),
            (TypePlace::Event, Tag::CallEnd, &[
                "exec_command_end", "patch_apply_end", "mcp_tool_call_end", "web_search_end", "image_generation_end",
                "collab_agent_spawn_end", "collab_agent_interaction_end", "collab_waiting_end", "collab_close_end",
                "collab_resume_end", "view_image_tool_call", "dynamic_tool_call_response",
            ]),
            (TypePlace::Event, Tag::State, &[
                "thread_rolled_back", "undo_completed", "model_reroute", "thread_goal_updated", "error",
            ]),
            (TypePlace::Item, Tag::Call, &[
                "function_call", "custom_tool_call", "local_shell_call", "tool_search_call", "web_search_call",
                "image_generation_call",
            ]),
            (TypePlace::Item, Tag::CallOutput, &["function_call_output", "custom_tool_call_output"]),
        ];
        for (place, expected, words) in alike {
            for word in words {
                assert_eq!(tag(place, word), expected, "{word}");
            }
        }
    }
}
