//! The lines of the corpus, as Codex 0.98 writes them. `$name` stands for what differs from line to line.

use std::fmt::Write as _;

pub(super) const SESSION_META: &str = r#"{"timestamp":"$at","type":"session_meta","payload":{"id":"$session","timestamp":"$at","cwd":"/home/ada/project-$number","originator":"codex_cli_rs","cli_version":"0.98.0","source":"cli","model_provider":"openai","base_instructions":{"text":"$text"},"git":{"commit_hash":"0123456789abcdef0123456789abcdef01234567","branch":"main","repository_url":"https://example.org/ada/project-$number.git"}}}"#;
pub(super) const TASK_STARTED: &str = r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"task_started","model_context_window":258400,"collaboration_mode_kind":"default"}}"#;
pub(super) const TURN_CONTEXT: &str = r#"{"timestamp":"$at","type":"turn_context","payload":{"cwd":"/home/ada/project-$number","approval_policy":"on-request","sandbox_policy":{"type":"workspace-write","network_access":false,"exclude_tmpdir_env_var":false,"exclude_slash_tmp":false},"model":"gpt-5.2-codex","personality":"pragmatic","collaboration_mode":{"mode":"custom","settings":{"model":"gpt-5.2-codex","reasoning_effort":null,"developer_instructions":null}},"effort":"high","summary":"auto","user_instructions":"$text","truncation_policy":{"mode":"tokens","limit":10000}}}"#;
pub(super) const USER_ITEM: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"$text"}]}}"#;
pub(super) const USER_EVENT: &str = r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"user_message","message":"$text","images":[],"local_images":[],"text_elements":[]}}"#;
pub(super) const REASONING_ITEM: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"reasoning","summary":[{"type":"summary_text","text":"$text"}],"content":null,"encrypted_content":"$sealed"}}"#;
pub(super) const REASONING_EVENT: &str =
    r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"agent_reasoning","text":"$text"}}"#;
pub(super) const CALL: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"function_call","name":"shell_command","arguments":"{\"command\":\"rg -n count src\\n$text\",\"workdir\":\"/home/ada/project-$number\",\"timeout_ms\":10000}","call_id":"$call"}}"#;
pub(super) const OUTPUT: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"function_call_output","call_id":"$call","output":"Exit code: 0\nWall time: 0.5 seconds\nOutput:\n$text"}}"#;
pub(super) const COMMAND_END: &str = r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"exec_command_end","call_id":"$call","process_id":"4711","turn_id":"$number","command":["/bin/bash","-lc","rg -n count src"],"cwd":"/home/ada/project-$number","parsed_cmd":[{"type":"search","cmd":"rg -n count src","query":"count","path":"src"}],"source":"agent","stdout":"$text","stderr":"","aggregated_output":"$text","exit_code":0,"duration":{"secs":0,"nanos":500000000},"formatted_output":"$text"}}"#;
pub(super) const PATCH: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"custom_tool_call","status":"completed","call_id":"$call","name":"apply_patch","input":"*** Begin Patch\n$text*** End Patch"}}"#;
pub(super) const PATCH_OUTPUT: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"custom_tool_call_output","call_id":"$call","output":"{\"output\":\"$text\",\"metadata\":{\"exit_code\":0,\"duration_seconds\":0.1}}"}}"#;
pub(super) const TOKEN_COUNT: &str = r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":$total,"last_token_usage":$last,"model_context_window":258400},"rate_limits":{"limit_id":"codex","limit_name":null,"primary":{"used_percent":$percent.0,"window_minutes":300,"resets_at":1768096093},"secondary":{"used_percent":1.0,"window_minutes":10080,"resets_at":1768402661},"credits":{"has_credits":false,"unlimited":false,"balance":null},"plan_type":"plus"}}}"#;
pub(super) const ASSISTANT_ITEM: &str = r#"{"timestamp":"$at","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"$text"}],"phase":"final_answer"}}"#;
pub(super) const ASSISTANT_EVENT: &str = r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"agent_message","message":"$text"}}"#;
pub(super) const TASK_COMPLETE: &str = r#"{"timestamp":"$at","type":"event_msg","payload":{"type":"task_complete","last_agent_message":"$text"}}"#;

/// Writes `template` and a line end; `value` writes what stands for a name.
pub(super) fn write_line(
    template: &str,
    out: &mut String,
    mut value: impl FnMut(&str, &mut String),
) {
    let mut parts = template.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let is_of_name = |character: char| character.is_ascii_lowercase();
        let end = part
            .find(|character| !is_of_name(character))
            .unwrap_or(part.len());
        value(&part[..end], out);
        out.push_str(&part[end..]);
    }
    out.push('\n');
}

/// Writes a number of milliseconds since 2026 began as a time of day in UTC; months have 28 days here.
pub(super) fn write_time(ms: u64, out: &mut String) {
    let (days, ms) = (ms / 86_400_000, ms % 86_400_000);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let (month, day) = (days / 28 % 12 + 1, days % 28 + 1);
    let _ = write!(
        out,
        "2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
        ms % 1000
    );
}

/// Writes a number in full.
pub(super) fn write_number(number: u64, out: &mut String) {
    out.push_str(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_nothing_else() {
        let mut out = String::new();
        write_line(r#"{"a":"$at","b":$percent.0}"#, &mut out, |name, out| {
            out.push_str(&name.to_uppercase());
        });
        assert_eq!(out, "{\"a\":\"AT\",\"b\":PERCENT.0}\n");
    }

    #[test]
    fn times_of_a_year_of_short_months() {
        let day_ms = 86_400_000;
        for (ms, shown) in [
            (1, "2026-01-01T00:00:00.001Z"),
            (27 * day_ms + 3_661_002, "2026-01-28T01:01:01.002Z"),
            (28 * day_ms, "2026-02-01T00:00:00.000Z"),
        ] {
            let mut out = String::new();
            write_time(ms, &mut out);
            assert_eq!(out, shown);
        }
    }
}
