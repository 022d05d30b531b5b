//! `readers facts FOLDER`: the facts that cutrack keeps, as one would read them with serde_json alone.
//!
//! One pass, one typed shape for all payloads, so that serde buffers nothing; a text that needs no decoding is borrowed, and
//! of one that is only measured nothing is kept. It knows one version of the format and no other: less than cutrack must.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use serde::Deserialize;

use super::parts::{Count, Length};
use super::{Found, Usage};

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    timestamp: Cow<'a, str>,
    #[serde(rename = "type", borrow)]
    line_type: Cow<'a, str>,
    #[serde(borrow)]
    payload: Payload<'a>,
}

/// A text that is borrowed even where it may be absent.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// What any payload may hold.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Payload<'a> {
    #[serde(rename = "type", borrow)]
    tag: Cow<'a, str>,
    id: Option<Text<'a>>,
    cwd: Option<Text<'a>>,
    originator: Option<Text<'a>>,
    cli_version: Option<Text<'a>>,
    model_provider: Option<Text<'a>>,
    base_instructions: Option<Instructions>,
    git: Option<Git<'a>>,
    model: Option<Text<'a>>,
    effort: Option<Text<'a>>,
    approval_policy: Option<Text<'a>>,
    personality: Option<Text<'a>>,
    sandbox_policy: Option<Sandbox<'a>>,
    truncation_policy: Option<Truncation<'a>>,
    user_instructions: Option<Length>,
    model_context_window: Option<u64>,
    info: Option<Info>,
    rate_limits: Option<Limits<'a>>,
    role: Option<Text<'a>>,
    message: Option<Length>,
    images: Option<Count>,
    summary: Option<Length>,
    content: Option<Length>,
    call_id: Option<Text<'a>>,
    name: Option<Text<'a>>,
    arguments: Option<Text<'a>>,
    output: Option<Text<'a>>,
    turn_id: Option<Text<'a>>,
    command: Option<Vec<Text<'a>>>,
    exit_code: Option<i64>,
    duration: Option<Duration>,
}

#[derive(Deserialize)]
struct Instructions {
    text: Length,
}

#[derive(Deserialize)]
struct Git<'a> {
    #[serde(borrow)]
    commit_hash: Option<Text<'a>>,
    branch: Option<Text<'a>>,
    repository_url: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Sandbox<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    network_access: Option<bool>,
    exclude_tmpdir_env_var: Option<bool>,
    exclude_slash_tmp: Option<bool>,
}

#[derive(Deserialize)]
struct Truncation<'a> {
    #[serde(borrow)]
    mode: Cow<'a, str>,
    limit: u64,
}

#[derive(Deserialize)]
struct Info {
    total_token_usage: Usage,
    last_token_usage: Usage,
    model_context_window: Option<u64>,
}

#[derive(Deserialize)]
struct Limits<'a> {
    #[serde(borrow)]
    limit_id: Option<Text<'a>>,
    limit_name: Option<Text<'a>>,
    primary: Option<Window>,
    secondary: Option<Window>,
    credits: Option<Credits<'a>>,
    plan_type: Option<Text<'a>>,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
struct Window {
    used_percent: f64,
    window_minutes: Option<u64>,
    resets_at: Option<i64>,
}

#[derive(Deserialize)]
struct Credits<'a> {
    has_credits: bool,
    unlimited: bool,
    #[serde(borrow)]
    balance: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Duration {
    secs: u64,
    nanos: u64,
}

#[derive(Deserialize)]
struct Arguments<'a> {
    #[serde(borrow)]
    command: Cow<'a, str>,
}

#[derive(Deserialize)]
struct OldOutput {
    metadata: OldMetadata,
}

#[derive(Deserialize)]
struct OldMetadata {
    exit_code: i64,
    duration_seconds: f64,
}

/// What a file leaves behind.
#[derive(Default)]
struct Facts {
    session: Vec<Option<String>>,
    instructions_characters: u64,
    turns: Vec<Turn>,
    calls: Vec<Call>,
    by_id: HashMap<String, usize>,
    windows: Vec<(String, [Option<Window>; 2])>,
    gauges: Vec<(String, u64, u64)>,
    before: Usage,
}

#[derive(Default)]
struct Turn {
    started_at: String,
    ended_at: Option<String>,
    /// Model, effort, policies, personality, modes.
    settings: Vec<String>,
    flags: Vec<Option<bool>>,
    truncation_limit: Option<u64>,
    instructions_characters: u64,
    messages: u64,
    images: u64,
    reasoning_items: u64,
    characters: u64,
}

#[derive(Default)]
struct Call {
    at: String,
    tool: String,
    program: Option<String>,
    output_bytes: u64,
    exit_code: Option<i64>,
    duration_ms: Option<u64>,
    turn_id: Option<String>,
}

/// Reads one file.
pub(super) fn read(bytes: &[u8], found: &mut Found) -> io::Result<()> {
    let mut facts = Facts::default();
    for line in serde_json::Deserializer::from_slice(bytes).into_iter::<Line<'_>>() {
        facts.line(line?, found);
    }
    let is_dated = |turn: &&Turn| !turn.started_at.is_empty();
    found.turns += facts.turns.iter().filter(is_dated).count() as u64;
    let is_named = |call: &&Call| !call.tool.is_empty() && !call.at.is_empty();
    found.calls += facts.calls.iter().filter(is_named).count() as u64;
    let went_well = |call: &&Call| call.exit_code == Some(0) && call.output_bytes > 0;
    found.successes += facts.calls.iter().filter(went_well).count() as u64;
    std::hint::black_box(&facts);
    Ok(())
}

impl Facts {
    fn line(&mut self, line: Line<'_>, found: &mut Found) {
        let (at, payload) = (line.timestamp, line.payload);
        match (&*line.line_type, &*payload.tag) {
            ("session_meta", _) => self.session_meta(payload),
            ("turn_context", _) => self.turn_context(payload),
            ("event_msg", "task_started") => self.turns.push(Turn {
                started_at: at.into_owned(),
                truncation_limit: payload.model_context_window,
                ..Turn::default()
            }),
            ("event_msg", "task_complete") => self.turn().ended_at = Some(at.into_owned()),
            ("event_msg", "user_message" | "agent_message") => {
                let turn = self.turn();
                turn.messages += 1;
                turn.images += payload.images.map_or(0, |images| images.0);
                turn.characters += payload.message.map_or(0, |message| message.characters);
            }
            ("event_msg", "token_count") => self.token_count(at, payload, found),
            ("event_msg", "exec_command_end") => self.command_end(payload),
            ("response_item", "reasoning") => {
                let lengths = [payload.summary, payload.content];
                let turn = self.turn();
                turn.reasoning_items += 1;
                turn.characters += lengths
                    .iter()
                    .flatten()
                    .map(|text| text.characters)
                    .sum::<u64>();
            }
            ("response_item", "function_call" | "custom_tool_call") => self.call(at, payload),
            ("response_item", "function_call_output" | "custom_tool_call_output") => {
                self.output(payload);
            }
            _ => {}
        }
    }

    fn turn(&mut self) -> &mut Turn {
        if self.turns.is_empty() {
            self.turns.push(Turn::default());
        }
        let last = self.turns.len() - 1;
        &mut self.turns[last]
    }

    fn session_meta(&mut self, payload: Payload<'_>) {
        let git = payload
            .git
            .map(|git| [git.commit_hash, git.branch, git.repository_url]);
        let words = [
            payload.id,
            payload.cwd,
            payload.originator,
            payload.cli_version,
            payload.model_provider,
        ];
        let words = words.into_iter().chain(git.into_iter().flatten());
        self.session = words
            .map(|word| word.map(|word| word.0.into_owned()))
            .collect();
        self.instructions_characters = payload
            .base_instructions
            .map_or(0, |instructions| instructions.text.characters);
    }

    fn turn_context(&mut self, payload: Payload<'_>) {
        let turn = self.turn();
        let words = [
            payload.model,
            payload.effort,
            payload.approval_policy,
            payload.personality,
        ];
        turn.settings = words
            .into_iter()
            .flatten()
            .map(|word| word.0.into_owned())
            .collect();
        if let Some(sandbox) = payload.sandbox_policy {
            turn.settings.push(sandbox.kind.into_owned());
            turn.flags = vec![
                sandbox.network_access,
                sandbox.exclude_tmpdir_env_var,
                sandbox.exclude_slash_tmp,
            ];
        }
        if let Some(truncation) = payload.truncation_policy {
            turn.settings.push(truncation.mode.into_owned());
            turn.truncation_limit = Some(truncation.limit);
        }
        turn.instructions_characters = payload.user_instructions.map_or(0, |text| text.characters);
    }

    fn token_count(&mut self, at: Cow<'_, str>, payload: Payload<'_>, found: &mut Found) {
        if let Some(info) = payload.info
            && found.count(
                &mut self.before,
                info.total_token_usage,
                info.last_token_usage,
            )
        {
            let window = info.model_context_window.unwrap_or(0);
            let used = info.last_token_usage.total_tokens;
            self.gauges.push((at.to_string(), window, used));
        }
        let Some(limits) = payload.rate_limits else {
            return;
        };
        let windows = [limits.primary, limits.secondary];
        if self
            .windows
            .last()
            .is_none_or(|(_, before)| *before != windows)
        {
            let names = [limits.limit_id, limits.limit_name, limits.plan_type];
            let credits = limits.credits;
            std::hint::black_box(credits.map(|credits| {
                (
                    credits.has_credits,
                    credits.unlimited,
                    credits.balance.is_some(),
                )
            }));
            let names = names.into_iter().flatten().map(|name| name.0.into_owned());
            self.session.extend(names.map(Some));
            self.windows.push((at.into_owned(), windows));
        }
    }

    fn call(&mut self, at: Cow<'_, str>, payload: Payload<'_>) {
        let arguments = payload.arguments.as_ref();
        let arguments = arguments
            .and_then(|arguments| serde_json::from_str::<Arguments<'_>>(&arguments.0).ok());
        let program = arguments.and_then(|arguments| {
            arguments
                .command
                .split_whitespace()
                .next()
                .map(str::to_owned)
        });
        let id = payload.call_id.map(|id| id.0.into_owned());
        self.by_id.insert(id.unwrap_or_default(), self.calls.len());
        self.calls.push(Call {
            at: at.into_owned(),
            tool: payload
                .name
                .map_or_else(String::new, |name| name.0.into_owned()),
            program,
            ..Call::default()
        });
    }

    fn output(&mut self, payload: Payload<'_>) {
        let (Some(id), Some(output)) = (payload.call_id, payload.output) else {
            return;
        };
        let Some(&call) = self.by_id.get(&*id.0) else {
            return;
        };
        let call = &mut self.calls[call];
        call.output_bytes = output.0.len() as u64;
        if let Some(rest) = output.0.strip_prefix("Exit code: ") {
            let mut lines = rest.lines();
            call.exit_code = lines.next().and_then(|code| code.parse().ok());
            let time = lines
                .next()
                .and_then(|line| line.strip_prefix("Wall time: "));
            let seconds = time.and_then(|time| time.split(' ').next()?.parse::<f64>().ok());
            call.duration_ms = seconds.map(|seconds| (seconds * 1000.0) as u64);
        } else if let Ok(old) = serde_json::from_str::<OldOutput>(&output.0) {
            call.exit_code = Some(old.metadata.exit_code);
            call.duration_ms = Some((old.metadata.duration_seconds * 1000.0) as u64);
        }
    }

    fn command_end(&mut self, payload: Payload<'_>) {
        let id = payload.call_id.map(|id| id.0);
        let Some(&call) = id.and_then(|id| self.by_id.get(&*id)) else {
            return;
        };
        let call = &mut self.calls[call];
        call.exit_code = payload.exit_code;
        call.turn_id = payload.turn_id.map(|id| id.0.into_owned());
        let words = payload.command.unwrap_or_default();
        let script = words
            .last()
            .and_then(|script| script.0.split_whitespace().next());
        call.program = script.map(str::to_owned);
        call.duration_ms = payload
            .duration
            .map(|duration| duration.secs * 1000 + duration.nanos / 1_000_000);
    }
}
