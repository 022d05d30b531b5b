//! Names of fields that Codex writes, from its own schemas of 0.121 to 0.169 and, for older files and streams, FORMAT.md §1.4 to §6
//! and §9.
//!
//! An object's key can be text of a person (a path in `changes`, a word in a tool's answer), so that only these names are
//! told. What breaks if this is touched: the search wants the list sorted by bytes.

/// The name of a field, if it is one.
pub fn known(name: &[u8]) -> Option<&'static str> {
    let found = FIELD_NAMES.binary_search_by(|known| known.as_bytes().cmp(name));
    found.ok().map(|at| FIELD_NAMES[at])
}

#[rustfmt::skip]
const FIELD_NAMES: &[&str] = &[
    "AudioOut", "ConversationItemAdded", "ConversationItemDone", "Err", "Error", "Feature", "HandoffRequested",
    "HistoryItemCompleted", "HistoryItemStarted", "HistoryTranscriptDelta", "InputAudioSpeechStarted",
    "InputTranscriptDelta", "InputTranscriptDone", "NoopRequested", "Ok", "OutputTranscriptDelta",
    "OutputTranscriptDone", "ResponseCancelled", "ResponseCreated", "ResponseDone", "SessionUpdated", "_meta",
    "absolute_file_path", "acceptance_order", "accepted_file_audio", "access", "account_scoped", "action",
    "actionName", "action_name", "activeFlags", "activePermissionProfile", "active_permission_profile",
    "active_transcript", "active_turn_not_steerable", "additionalDetails", "additional_context_tool_output",
    "additional_details", "additional_permissions", "agentNickname", "agentPath", "agentRole", "agentThreadId",
    "agent_nickname", "agent_path", "agent_role", "agent_statuses", "agent_thread_id", "agent_type", "agentsStates",
    "agents_md", "agents_states", "aggregatedOutput", "aggregated_output", "allowed_domains", "ambiguous_account",
    "amount", "annotations", "answer", "appContext", "appName", "app_name", "approval", "approvalPolicy",
    "approval_id", "approval_policy", "approvalsReviewer", "approvals_reviewer", "approved_command_prefixes",
    "approved_execpolicy_amendment", "arguments", "argv", "assistant_context", "assistant_messages",
    "assistant_messages_incomplete", "attachedToThreadId", "attached_thread", "audio", "audioUrl", "audio_order",
    "audio_references", "audio_url", "auth_statuses", "author", "autoResolutionMs", "auto_approved",
    "available_decisions", "backwardsCursor", "balance", "base_instructions", "blockType", "body", "branch",
    "brand_color", "byte_range", "cacheWriteInputTokens", "cache_write_input_tokens", "cachedInputTokens",
    "cached_input_tokens", "callId", "call_id", "cancelled", "capabilities", "challenge", "changes",
    "checkTrustedContacts", "chunk", "cliVersion", "cli_version", "clientId", "clientInfo", "client_authored",
    "client_id", "cmd", "code_location", "codexErrorInfo", "codexHome", "codex_error_info", "collaborationMode",
    "collaboration_mode", "collaboration_mode_kind", "command", "commandActions", "commit_hash", "comp_hash",
    "compaction_model_hash", "compaction_output", "compaction_response_id", "compaction_without_file_error_sources",
    "complete", "completed", "completedAt", "completedAtMs", "completed_at", "completed_at_ms", "confidence_score",
    "connectorId", "connector_id", "connector_name", "content", "contentTokenCount", "content_index",
    "content_item_kinds", "content_item_metadata", "content_items", "content_token_count", "context_window",
    "conversationId", "conversation_id", "create_time", "createdAt", "creator_account_id", "creator_user_id",
    "credits", "current_date", "current_turn_id", "custom", "cwd", "cyberTrustedAccess", "cyber_access_program",
    "data", "decision", "decision_source", "defaultV1", "defaultV2", "default_prompt", "deferLoading",
    "delivered_assistant_message", "delivery", "delta", "denied", "denied_domains", "dependencies", "depth",
    "description", "detail", "details", "developer_instructions", "diff", "dir", "direct_only_tool_namespaces",
    "disabledPluginIds", "disabled_plugin_ids", "display", "display_name", "display_order", "duration", "durationMs",
    "duration_ms", "dynamic_tools", "effort", "elicitation_id", "emittedAtMs", "enabled", "encrypted_content",
    "encrypted_function_args", "end", "end_byte_offset", "end_ordinal_exclusive", "end_turn", "entries", "entry",
    "env", "environmentId", "environment_id", "environments", "ephemeral", "error", "error_reason", "errored",
    "errors", "event_id", "event_name", "evidence", "excludeSlashTmp", "excludeTmpdirEnvVar", "exclude_slash_tmp",
    "exclude_tmpdir_env_var", "execution", "execution_mode", "exitCode", "exit_code", "explanation", "extends",
    "failed", "failure", "failureReason", "fallback_token_limit_override", "faster_model", "fileId", "file_id",
    "file_id_details", "file_ids", "file_system", "file_system_sandbox_policy", "files", "final_output_json_schema",
    "findings", "firstUnread", "first_turn_id", "first_window_id", "forkedFromId", "forked_from_id",
    "forked_from_ordinal_exclusive", "formatted_output", "fragments", "fromModel", "from_model", "full", "function",
    "generationId", "generation_id", "ghost_commit", "git", "gitInfo", "glob_scan_max_depth", "goal", "grant_root",
    "granular", "guardian_history", "guardian_metadata", "guardian_retained_omissions", "guardian_review_ids",
    "guardian_source_order_guidance", "guardian_sources", "handler_type", "handoff_id",
    "harness_authored_configuration", "hasCredits", "has_credits", "header", "historyMode", "history_base",
    "history_entry_count", "history_log_id", "history_mode", "history_sequence", "hookRunId", "host", "host_skills",
    "httpStatusCode", "http_addr", "http_connection_failed", "http_status_code", "icon_large", "icon_small", "icons",
    "id", "imageUrl", "image_details", "image_order", "image_url", "images", "include_platform_defaults", "incomplete",
    "index", "individualLimit", "individual_limit", "info", "inherited", "inherited_user_message", "initial_messages",
    "initiating_agent_path", "input", "inputImages", "inputSchema", "inputTokens", "input_images", "input_tokens",
    "input_transcript", "instructionSources", "instructions", "interaction_input", "interface", "internal",
    "internal_chat_message_metadata_passthrough", "invocation", "isBlocking", "isError", "isOther", "isSecret", "item",
    "itemId", "item_id", "item_type", "items", "itemsView", "kind", "label", "last", "last_agent_message",
    "last_started_turn_id", "last_token_usage", "last_usage_includes_reasoning", "latest_token_usage_record", "limit",
    "limitId", "limitName", "limit_id", "limit_name", "lineEnd", "lineStart", "line_range", "linkId", "link_id",
    "local", "local_audio", "local_image_details", "local_images", "location", "log_id", "logprobs",
    "mcpAppResourceUri", "mcpAppUi", "mcp_app_resource_uri", "mcp_app_ui", "mcp_attribution", "mcp_elicitations",
    "mcp_resource_origins", "memoryCitation", "memory_citation", "memory_mode", "message", "message_id", "metadata",
    "method", "mimeType", "misalignment", "missing_path_behavior", "mode", "model", "modelContextWindow",
    "modelProvider", "model_context_window", "model_provider", "model_provider_id", "moderated", "moderation",
    "move_path", "msg", "multiAgentMode", "multi_agent_mode", "multi_agent_version", "name", "namespace", "nanos",
    "native_search_fallback_used", "network", "networkAccess", "network_access", "network_approval_context",
    "network_policy_amendment", "network_proxy", "new_agent_nickname", "new_agent_role", "new_thread_id", "nextCursor",
    "next_order", "normalModelSlug", "normal_model_slug", "note", "num_channels", "num_turns", "objective",
    "occurred_at_ms", "offset", "options", "order", "ordinal", "origin", "originUrl", "originator", "origins", "other",
    "other_recipients", "outcome", "output", "outputSchema", "outputTokens", "output_tokens",
    "overall_confidence_score", "overall_correctness", "overall_explanation", "params", "parent", "parentThreadId",
    "parent_thread_id", "parent_turn_id", "parsed_cmd", "path", "pattern", "payload", "permission_profile",
    "permissions", "personality", "phase", "placeholder", "plan", "planType", "plan_type", "platformFamily",
    "platformOs", "pluginId", "plugin_id", "port", "preexisting_untracked_dirs", "preexisting_untracked_files",
    "preferredModelDisplayMode", "presentation", "preview", "previous_turn_settings", "previous_window_id", "primary",
    "primary_to_secondary_ratio_percent", "primary_used_percent", "primary_window_minutes", "priority", "processId",
    "process_id", "program", "projectId", "prompt", "proposed_execpolicy_amendment",
    "proposed_network_policy_amendments", "protocol", "provenance", "provider", "queries", "query", "question",
    "questions", "rateLimitReachedType", "rateLimits", "rate_limit_reached_type", "rate_limits", "rationale",
    "raw_content", "read", "readOnlyHint", "readState", "read_only_access", "read_only_hint", "readable_roots",
    "ready", "realtime", "realtime_active", "realtime_session_id", "reason", "reasoning", "reasoning effort",
    "reasoning summaries", "reasoningEffort", "reasoningOutputTokens", "reasoning_effort", "reasoning_output_tokens",
    "reasoning_summary", "reasons", "receiverThreadIds", "receiver_agent_nickname", "receiver_agent_role",
    "receiver_agents", "receiver_message_id", "receiver_thread_id", "receiver_thread_ids", "receiver_turn_id",
    "recencyAt", "recipient", "record_type", "reject", "rejected_audio_file_ids", "rejection", "remainingPercent",
    "remaining_percent", "replacement_history", "replacement_history_metadata", "repository_url", "request",
    "request_permissions", "requested_approvals_reviewer", "requested_schema", "resetsAt", "resets_at",
    "resets_in_seconds", "resourceUri", "resource_templates", "resources", "responseId", "response_id",
    "response_stream_connection_failed", "response_stream_disconnected", "response_too_many_failed_attempts", "result",
    "results", "resume_metadata", "retained_context", "retained_source", "review", "reviewThreadId", "review_output",
    "review_reason", "revisedPrompt", "revised_prompt", "revision", "risk_level", "role", "rolloutIds", "rolloutPath",
    "rollout_path", "rootTurnId", "root_turn_id", "rules", "run", "runtimeWorkspaceRoots", "runtime_workspace_roots",
    "sample_rate", "sampled_at", "sampled_through_sequence", "samples_per_channel", "sandbox", "sandboxPolicy",
    "sandbox_approval", "sandbox_policy", "savedPath", "saved_path", "scope", "scores", "scriptPath", "script_path",
    "sdp", "secondary", "secondary_used_percent", "secondary_window_minutes", "secs", "section", "sectionEnteredAt",
    "selected_capability_roots", "senderThreadId", "sender_deliveries", "sender_thread_id", "sender_user_messages",
    "server", "server_name", "serviceTier", "service_tier", "session", "sessionId", "session_id", "settings", "sha",
    "sha256", "shell", "short_description", "show_buffering_ui", "size", "skill_approval", "skills", "socks_addr",
    "source", "source_path", "sources", "spendControlReached", "spend_control_reached", "start", "startedAt",
    "startedAtMs", "started_at", "started_at_ms", "state", "status", "status_message", "statuses", "stderr", "stdin",
    "stdout", "step", "stream", "structuredContent", "structured_content", "subagent",
    "subagent_history_start_ordinal", "subpath", "subscriptionId", "success", "summary", "summaryIndex",
    "summary_index", "summary_text", "target", "target_item_id", "text", "text_elements", "thread", "threadId",
    "threadName", "threadSettings", "threadSource", "thread_id", "thread_name", "thread_settings", "thread_source",
    "thread_spawn", "thread_token_usage", "timeUsedSeconds", "time_to_first_token_ms", "timeout_ms", "timestamp",
    "timezone", "title", "toModel", "to_model", "tokenBudget", "tokenUsage", "token_usage", "tokensUsed", "tool",
    "tool_call_id", "tool_calls", "tool_name", "tool_title", "tools", "top_level_tools", "total", "totalTokens",
    "total_token_usage", "total_tokens", "trace_id", "transparentBackground", "transparent_background", "transport",
    "trigger_turn", "truncation", "truncation_policy", "ts", "turn", "turnId", "turn_attribution", "turn_id",
    "turn_kind", "turn_token_usage", "turn_trigger", "turns", "type", "unified_diff", "unlimited", "updatedAt", "uri",
    "uriTemplate", "url", "usage", "usageMetadata", "usage_metadata", "use_cases", "used", "usedPercent",
    "used_percent", "user", "userAgent", "user_authorization", "user_facing_hint", "user_input_order",
    "user_instructions", "user_messages", "user_messages_incomplete", "v1", "v2", "v3", "value", "verifications",
    "verified_answers", "version", "voices", "weekly_used_percent", "weekly_window_minutes", "willRetry",
    "windowDurationMins", "window_id", "window_minutes", "window_number", "workdir", "working_directory",
    "workspace_roots", "writableRoots", "writable_roots", "write",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_other_keys_are_not() {
        assert!(FIELD_NAMES.is_sorted());
        assert_eq!(known(b"total_token_usage"), Some("total_token_usage"));
        assert_eq!(known(b"/home/dev/hello.txt"), None);
    }
}
