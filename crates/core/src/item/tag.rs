//! What the type of an event or item means to whoever reads more of it than that it is there.
//!
//! It is looked up once a line, so that nobody compares words again; types that are read alike have one tag, and a reader
//! that must tell them apart looks at the word. What breaks if this is touched: a type without its tag is passed over.

/// How a type is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of FORMAT.md §5.1 and §6")]
pub enum Tag {
    /// Nobody reads it.
    #[default]
    Other,
    TokenCount,
    TurnStarted,
    TurnCompleted,
    TurnAborted,
    UserMessage,
    AgentMessage,
    SettingsApplied,
    ReviewEntered,
    ReviewExited,
    ItemCompleted,
    SubAgentActivity,
    /// The end of a call, of any kind.
    CallEnd,
    /// An event that is told as it is.
    State,
    Message,
    Reasoning,
    /// A message between agents.
    BetweenAgents,
    /// A call, of any kind.
    Call,
    /// Its output.
    CallOutput,
    ConfigurationUpdate,
}

impl Tag {
    /// Of an event.
    pub(super) const fn of_event(word: &[u8]) -> Self {
        match word {
            b"token_count" => Self::TokenCount,
            b"task_started" | b"turn_started" => Self::TurnStarted,
            b"task_complete" | b"turn_complete" => Self::TurnCompleted,
            b"turn_aborted" => Self::TurnAborted,
            b"user_message" => Self::UserMessage,
            b"agent_message" => Self::AgentMessage,
            b"thread_settings_applied" => Self::SettingsApplied,
            b"entered_review_mode" => Self::ReviewEntered,
            b"exited_review_mode" => Self::ReviewExited,
            b"item_completed" => Self::ItemCompleted,
            b"sub_agent_activity" => Self::SubAgentActivity,
            b"exec_command_end"
            | b"patch_apply_end"
            | b"mcp_tool_call_end"
            | b"web_search_end"
            | b"image_generation_end"
            | b"collab_agent_spawn_end"
            | b"collab_agent_interaction_end"
            | b"collab_waiting_end"
            | b"collab_close_end"
            | b"collab_resume_end"
            | b"view_image_tool_call"
            | b"dynamic_tool_call_response" => Self::CallEnd,
            b"thread_rolled_back"
            | b"undo_completed"
            | b"model_reroute"
            | b"thread_goal_updated"
            | b"error" => Self::State,
            _ => Self::Other,
        }
    }

    /// Of a response item.
    pub(super) const fn of_item(word: &[u8]) -> Self {
        match word {
            b"message" => Self::Message,
            b"reasoning" => Self::Reasoning,
            b"agent_message" => Self::BetweenAgents,
            b"function_call"
            | b"custom_tool_call"
            | b"local_shell_call"
            | b"tool_search_call"
            | b"web_search_call"
            | b"image_generation_call" => Self::Call,
            b"function_call_output" | b"custom_tool_call_output" => Self::CallOutput,
            b"configuration_update" => Self::ConfigurationUpdate,
            _ => Self::Other,
        }
    }
}
