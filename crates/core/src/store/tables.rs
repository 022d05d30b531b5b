//! The tables of what is kept of a file. A fact is one line here; the schema's text and its version follow
//! ([`super::SCHEMA`]).

use alloc::vec::Vec;

use super::cell::Cell;
use super::columns;
use super::describe::{ByColumns, Described, Kept, Take, head, head_column, is_next, present};
use super::describe::{keep, keep_all, key, list, place, place_mut, refers, rows, set, table};
use super::source::SourceName;
use super::{FileRecords, SourceRecord};
use crate::item::{
    AppItemKind, CallKind, Decimal, ImageKind, Outcome, SearchAction, SourceKind, StreamKind,
    TypePlace,
};
use crate::lineage::{Fate, Trouble, UsageRow};
use crate::privacy::{Id, Label, Name, Program, Pseudonym};
use crate::record::table::{Column, Lent, Table};
use crate::record::{Tier, Timestamp};
use crate::session::{
    ActivityCounts, Call, CompactionCause, Diagnostic, DiagnosticCode, FileForm, Finding, Gauge,
    Identity, LimitReading, LinkKind, StateEvent, StateEventKind, ThreadLink, Turn, TurnImages,
    TypeCount,
};
use crate::status::{StatusKind, StatusLimit, StatusSnapshot};
use crate::stream::{AppItem, AppTurn};

/// Each table, the file's own first. Of a file, rows are read in this order.
macro_rules! each_table {
    ($what:ident) => {
        [
            $what::of::<Sources>(),
            $what::of::<Sessions>(),
            $what::of::<ThreadLinks>(),
            $what::of::<Turns>(),
            $what::of::<Usage>(),
            $what::of::<Events>(),
            $what::of::<ToolCalls>(),
            $what::of::<RateLimits>(),
            $what::of::<Gauges>(),
            $what::of::<Activity>(),
            $what::of::<Images>(),
            $what::of::<Diagnostics>(),
            $what::of::<Findings>(),
            $what::of::<UnknownTypes>(),
            $what::of::<KnownTypes>(),
            $what::of::<StatusSnapshots>(),
            $what::of::<StatusLimits>(),
            $what::of::<AppTurns>(),
            $what::of::<AppItems>(),
        ]
    };
}

/// Every table of a file's rows.
pub(super) const KEPT: [Kept; 19] = each_table!(Kept);

/// The same by columns.
pub(super) const BY_COLUMNS: [ByColumns; KEPT.len()] = each_table!(ByColumns);

table! { Sources: "sources" of SourceRecord, one source, [] {
    id: u32;
    home: Option<Name>;
    name: SourceName;
    base_name: SourceName = base;
    rollout_id: Option<Id>;
    is_packed: bool;
    is_document: bool;
    is_archived: bool;
    size_bytes: u64;
    modified_at_ms: Option<Timestamp> = modified_at;
    ends: Option<Pseudonym>;
    is_gone: bool;
    trouble: Option<Trouble>;
    set_aside_for: Option<u32>;
    first_line: Option<Pseudonym>;
    history_base_id: Option<Id>;
    lines_seen: u64;
    lines_skipped: u64;
    newest_line_at_ms: Option<Timestamp> = newest_line_at;
    is_purged: bool;
    form: Option<FileForm>;
} }

table! { Sessions: "sessions" of Identity, maybe identity, ["source_id" -> "sources"] {
    session_id: Option<Id> = thread_id;
    started_at_ms: Option<Timestamp> = started_at;
    cwd: Option<Name>;
    branch: Option<Name>;
    repository: Option<Name>;
    commit_hash: Option<Label> = commit;
    originator: Option<Label>;
    cli_version: Option<Label>;
    source_kind: Option<SourceKind> = (source?.kind);
    source: Option<Label> = (source?.name);
    source_parent_id: Option<Id> = (source?.parent_thread_id);
    agent_depth: Option<u64> = (source?.depth);
    agent_role: Option<Label> = (source?.role);
    model_provider: Option<Label>;
    forked_from_id: Option<Id>;
    parent_id: Option<Id> = parent_thread_id;
    root_id: Option<Id> = root_thread_id;
    thread_source: Option<Label>;
    history_mode: Option<Label>;
    memory_mode: Option<Label>;
    multi_agent_version: Option<Label>;
    instructions_characters: Option<u64>;
    dynamic_tools: Option<u64>;
    agent_nickname: Option<Name> = (source?.nickname);
} }

table! { ThreadLinks: "thread_links" of ThreadLink, many links, ["source_id" -> "sources", "link_index"] {
    kind: LinkKind;
    linked_id: Option<Id> = id;
} }

table! { Turns: "turns" of Turn, many turns, ["source_id" -> "sources", "turn_index"] {
    turn_id: Option<Id> = id;
    started_at_ms: Option<Timestamp> = started_at;
    ended_at_ms: Option<Timestamp> = ended_at;
    outcome: Option<Outcome>;
    model: Option<Label>;
    effort: Option<Label>;
    error_kind: Option<Label>;
    summary: Option<Label> = (settings?.summary);
    approval_policy: Option<Label> = (settings?.approval_policy);
    sandbox: Option<Label> = (settings?.sandbox?.kind);
    sandbox_network_access: Option<bool> = (settings?.sandbox?.network_access);
    sandbox_writable_roots: Option<u64> = (settings?.sandbox?.writable_roots);
    sandbox_exclude_tmpdir_env_var: Option<bool> = (settings?.sandbox?.exclude_tmpdir_env_var);
    sandbox_exclude_slash_tmp: Option<bool> = (settings?.sandbox?.exclude_slash_tmp);
    permission_profile: Option<Label> = (settings?.permission_profile);
    truncation_mode: Option<Label> = (settings?.truncation?.mode);
    truncation_limit: Option<u64> = (settings?.truncation?.limit);
    collaboration_mode: Option<Label> = (settings?.collaboration_mode);
    personality: Option<Label> = (settings?.personality);
    user_instructions_characters: Option<u64> = (settings?.user_instructions_characters);
    developer_instructions_characters: Option<u64> = (settings?.developer_instructions_characters);
    duration_ms: Option<u64>;
    time_to_first_token_ms: Option<u64>;
    user_messages: u64 = (activity.user_messages);
    prompts: u64 = (activity.prompts);
    assistant_messages: u64 = (activity.assistant_messages);
    agent_messages: u64 = (activity.agent_messages);
    reasoning_items: u64 = (activity.reasoning_items);
    summary_parts: u64 = (activity.summary_parts);
    raw_parts: u64 = (activity.raw_parts);
    user_characters: u64 = (activity.user_characters);
    assistant_characters: u64 = (activity.assistant_characters);
    service_tier: Option<Tier> = tier;
    summary_characters: Option<u64> = (activity.summary_characters);
    raw_characters: Option<u64> = (activity.raw_characters);
    agent_characters: Option<u64> = (activity.agent_characters);
} }

table! { Usage: "usage" of UsageRow, many usage, ["source_id" -> "sources", "usage_index"] {
    fate: Fate;
    at_ms: Option<Timestamp> = at;
    turn_index: Option<u32> = turn;
    model: Option<Label>;
    effort: Option<Label>;
    service_tier: Option<Tier> = tier;
    response_id: Option<Id>;
    input_tokens: u64 = (tokens.input);
    cached_input_tokens: u64 = (tokens.cached_input);
    cache_write_input_tokens: u64 = (tokens.cache_write_input);
    output_tokens: u64 = (tokens.output);
    reasoning_output_tokens: u64 = (tokens.reasoning_output);
    missing_input_tokens: u64 = (missing.input);
    missing_cached_input_tokens: u64 = (missing.cached_input);
    missing_cache_write_input_tokens: u64 = (missing.cache_write_input);
    missing_output_tokens: u64 = (missing.output);
    missing_reasoning_output_tokens: u64 = (missing.reasoning_output);
    is_compaction: bool;
    stated_total_tokens: Option<u64> = stated_total;
} }

table! { Events: "events" of StateEvent, many events, ["source_id" -> "sources", "event_index"] {
    at_ms: Option<Timestamp> = at;
    turn_index: Option<u32> = turn;
    event: StateEventKind = kind;
    error_kind: Option<Label>;
    rolled_back_turns: Option<u64>;
    compaction_cause: Option<CompactionCause> = (compaction?.cause);
    compaction_tokens_before: Option<u64> = (compaction?.tokens_before);
    compaction_tokens_after: Option<u64> = (compaction?.tokens_after);
    compaction_is_told: Option<bool> = (compaction?.is_told);
} }

table! { ToolCalls: "tool_calls" of Call, many calls, ["source_id" -> "sources", "call_index"] {
    at_ms: Option<Timestamp> = at;
    turn_index: Option<u32> = turn;
    kind: CallKind;
    tool: Option<Label>;
    server: Option<Label>;
    server_tool: Option<Label>;
    search: Option<SearchAction>;
    is_command: bool;
    program: Option<Program>;
    command: Option<Pseudonym>;
    success: Option<bool>;
    exit_code: Option<i64>;
    is_nested: bool;
    runs_on: bool;
    duration_ms: Option<u64>;
    output_bytes: Option<u64>;
} }

table! { RateLimits: "rate_limits" of LimitReading, many limits, ["source_id" -> "sources", "reading_index"] {
    at_ms: Option<Timestamp> = at;
    limit_id: Option<Label> = (limits.limit_id);
    limit_name: Option<Label> = (limits.limit_name);
    first_resets_at_ms: Option<Timestamp> = (limits.windows[0]?.resets_at);
    first_resets_relatively: Option<bool> = (limits.windows[0]?.is_relative);
    first_window_minutes: Option<u64> = (limits.windows[0]?.minutes);
    first_used_per_mille: Option<u32> = (limits.windows[0]?.used_per_mille);
    second_resets_at_ms: Option<Timestamp> = (limits.windows[1]?.resets_at);
    second_resets_relatively: Option<bool> = (limits.windows[1]?.is_relative);
    second_window_minutes: Option<u64> = (limits.windows[1]?.minutes);
    second_used_per_mille: Option<u32> = (limits.windows[1]?.used_per_mille);
    has_credits: Option<bool> = (limits.credits?.has_credits);
    unlimited_credits: Option<bool> = (limits.credits?.unlimited);
    credit_balance: Option<Decimal> = (limits.credits?.balance);
    plan_type: Option<Label> = (limits.plan_type);
    reached_type: Option<Label> = (limits.reached_type);
    individual_limit: Option<Decimal> = (limits.individual_limit?.limit);
    individual_used: Option<Decimal> = (limits.individual_limit?.used);
    individual_remaining_percent: Option<i64> = (limits.individual_limit?.remaining_percent);
    individual_resets_at_ms: Option<Timestamp> = (limits.individual_limit?.resets_at);
    spend_control_reached: Option<bool> = (limits.spend_control_reached);
} }

table! { Gauges: "gauges" of Gauge, many gauges, ["source_id" -> "sources", "gauge_index"] {
    at_ms: Option<Timestamp> = at;
    turn_index: Option<u32> = turn;
    window_tokens: u64 = window;
    used_tokens: u64 = used;
    is_overflow: bool;
    is_estimate: Option<bool>;
    stated_total_tokens: Option<u64> = stated_total;
} }

table! { Activity: "activity" of ActivityCounts, one activity, ["source_id" -> "sources"] {
    user_messages: u64;
    prompts: u64;
    assistant_messages: u64;
    agent_messages: u64;
    reasoning_items: u64;
    summary_parts: u64;
    raw_parts: u64;
    user_characters: u64;
    assistant_characters: u64;
    summary_characters: Option<u64>;
    raw_characters: Option<u64>;
    agent_characters: Option<u64>;
} }

table! { Images: "images" of TurnImages, many images, ["source_id" -> "sources", "image_index"] {
    kind: Option<ImageKind> = (count.kind);
    images: u64 = (count.images);
    turn_index: Option<u32> = turn;
    is_local: Option<bool> = (count.is_local);
} }

table! { Diagnostics: "diagnostics" of Diagnostic, many diagnostics, ["source_id" -> "sources", "diagnostic_index"] {
    code: DiagnosticCode;
    line: u64;
    offset_bytes: u64 = offset;
} }

table! { Findings: "findings" of Finding, many findings, ["source_id" -> "sources", "finding_index"] {
    code: DiagnosticCode;
    lines: u64;
} }

table! { UnknownTypes: "unknown_types" of TypeCount, many unknown_types, ["source_id" -> "sources", "type_index"] {
    place: TypePlace;
    name: Option<Label>;
    count: u64;
} }

table! { KnownTypes: "known_types" of TypeCount, many known_types, ["source_id" -> "sources", "type_index"] {
    place: TypePlace;
    name: Option<Label>;
    count: u64;
} }
table! { StatusSnapshots: "status_snapshots" of StatusSnapshot, many status_snapshots, ["source_id" -> "sources", "snapshot_index"] {
    kind: StatusKind;
    line: u64;
    cli_version: Option<Label>;
    model: Option<Label>;
    effort: Option<Label>;
    summary: Option<Label>;
    model_provider: Option<Label>;
    cwd: Option<Name>;
    approval_policy: Option<Label>;
    sandbox: Option<Label>;
    sandbox_network_access: Option<bool>;
    permissions: Option<Label>;
    plan_type: Option<Label>;
    session_id: Option<Id>;
    forked_from_id: Option<Id>;
    blended_total_tokens: Option<u64>;
    uncached_input_tokens: Option<u64>;
    cached_input_tokens: Option<u64>;
    output_tokens: Option<u64>;
    reasoning_output_tokens: Option<u64>;
    is_rounded: bool;
    context_left_percent: Option<u32>;
    context_used_tokens: Option<u64>;
    context_window_tokens: Option<u64>;
    credits: Option<Decimal>;
    unlimited_credits: Option<bool>;
    monthly_credits_used: Option<Decimal>;
    monthly_credits_limit: Option<Decimal>;
    thread_credits: Option<Decimal>;
} }
table! { StatusLimits: "status_limits" of StatusLimit, many status_limits, ["source_id" -> "sources", "limit_index"] {
    snapshot_index: u32;
    limit_name: Option<Label>;
    window: Option<Label>;
    used_percent: Option<u32>;
    resets_local: Option<Label>;
} }

table! { AppTurns: "app_turns" of AppTurn, many app_turns, ["source_id" -> "sources", "app_turn_index"] {
    stream: StreamKind;
    thread_id: Option<Id>;
    turn_id: Option<Id>;
    started_at_ms: Option<Timestamp> = started_at;
    ended_at_ms: Option<Timestamp> = ended_at;
    outcome: Option<Outcome>;
    error_kind: Option<Label>;
    model: Option<Label>;
    effort: Option<Label>;
    service_tier: Option<Tier> = tier;
    duration_ms: Option<u64>;
    input_tokens: Option<u64> = (usage?.input);
    cached_input_tokens: Option<u64> = (usage?.cached_input);
    cache_write_input_tokens: Option<u64> = (usage?.cache_write_input);
    output_tokens: Option<u64> = (usage?.output);
    reasoning_output_tokens: Option<u64> = (usage?.reasoning_output);
    thread_input_tokens: Option<u64> = (thread_usage?.input);
    thread_cached_input_tokens: Option<u64> = (thread_usage?.cached_input);
    thread_cache_write_input_tokens: Option<u64> = (thread_usage?.cache_write_input);
    thread_output_tokens: Option<u64> = (thread_usage?.output);
    thread_reasoning_output_tokens: Option<u64> = (thread_usage?.reasoning_output);
} }

table! { AppItems: "app_items" of AppItem, many app_items, ["source_id" -> "sources", "app_item_index"] {
    app_turn_index: u32 = turn;
    kind: AppItemKind;
    started_at_ms: Option<Timestamp> = started_at;
    ended_at_ms: Option<Timestamp> = ended_at;
    is_complete: bool;
    success: Option<bool>;
    tool: Option<Label>;
    server: Option<Label>;
    search: Option<SearchAction>;
    program: Option<Program>;
    command: Option<Pseudonym>;
    exit_code: Option<i64>;
    duration_ms: Option<u64>;
    output_bytes: Option<u64>;
    characters: Option<u64>;
    changed_files: Option<u64>;
} }
