//! A line of a stream (FORMAT.md §9): what the app-server and `codex exec --json` write to whoever started them, in all
//! four forms, told as one kind of news.
//!
//! What breaks if this is touched: a line that is taken for one of a stream is none of a rollout.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::stream_event::{of_event, of_exec};
use super::stream_item::{StreamItem, moment_ms};
use super::stream_turn::{StreamSettings, TurnClosed, app_error_kind};
use super::stream_usage::AppUsage;
use super::{RateLimits, id, label};
use crate::json::{Fields, Kind, Raw};
use crate::privacy::{Id, Label, Mask};
use crate::record::Timestamp;

/// Who wrote a stream, and in which form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    /// The app-server: `thread/…`, `turn/…`, `item/…` (§9.2).
    #[default]
    AppServer,
    /// The app-server before that: `codex/event/…` (§9.3).
    AppServerEvents,
    /// `codex exec --json` from 0.43 on (§9.4).
    Exec,
    /// The same before that, and `codex proto`: events in `msg`.
    ExecEvents,
}

impl StreamKind {
    /// How a table calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::AppServer => "app-server",
            Self::AppServerEvents => "app-server, older",
            Self::Exec => "codex exec",
            Self::ExecEvents => "codex exec, older",
        }
    }
}

/// What a line tells. No `Debug`: it is made of text of the file.
#[derive(Default)]
pub struct StreamLine {
    /// Whose form it has.
    pub kind: StreamKind,
    /// When it was written, where it says so.
    pub at: Option<Timestamp>,
    /// The thread that it tells of.
    pub thread_id: Option<Id>,
    /// The turn.
    pub turn_id: Option<Id>,
    /// What is new.
    pub news: News,
    /// Rate limits, which come alone or beside usage.
    pub limits: Option<RateLimits>,
}

/// What is new.
#[derive(Default)]
pub enum News {
    /// Nothing that is kept.
    #[default]
    None,
    /// What the thread's next turns run with.
    Settings(StreamSettings),
    /// A turn begins.
    TurnStarted {
        /// When, to the second.
        started_at: Option<Timestamp>,
        /// The turn that it is a part of: a review has one of its own, and all else names that.
        root_turn_id: Option<Id>,
    },
    /// A turn is over.
    TurnEnded(TurnClosed),
    /// What the open turn fails with.
    Failed(Option<Label>),
    /// The turn goes on with another model.
    Rerouted(Option<Label>),
    /// The running total of the thread, and what its last response used.
    Usage {
        /// Running total.
        total: Option<AppUsage>,
        /// Last response.
        last: Option<AppUsage>,
    },
    /// What one response used.
    Response(AppUsage),
    /// Something was begun or done.
    Item {
        /// What.
        item: StreamItem,
        /// It is done.
        is_complete: bool,
    },
}

/// The parts of a line that tell its form.
pub(super) enum Frame<'a> {
    /// A notification or request of the app-server.
    Message {
        method: Cow<'a, str>,
        params: Option<Raw<'a>>,
        at: Option<Timestamp>,
    },
    /// The answer to a request.
    Answer(Raw<'a>),
    /// An event of a session.
    Event(Raw<'a>),
    /// What `exec` says first: settings under names of its own, or the prompt.
    Header(StreamSettings),
    /// An event of `exec`.
    Exec(ExecEvent<'a>),
}

/// The fields of an event of `exec` that are read.
pub(super) struct ExecEvent<'a> {
    pub(super) word: Cow<'a, str>,
    pub(super) thread_id: Option<Raw<'a>>,
    pub(super) usage: Option<Raw<'a>>,
    pub(super) item: Option<Raw<'a>>,
}

/// Whether a walked line is one of a stream.
pub fn is_of_stream(fields: &Fields, line: &[u8]) -> bool {
    Frame::read(fields, line).is_some()
}

impl StreamLine {
    /// Reads a walked line; of one that is none of a stream there is no news.
    pub fn read(fields: &Fields, line: &[u8], mask: &mut Mask) -> Self {
        match Frame::read(fields, line) {
            Some(Frame::Message { method, params, at }) => Self {
                at,
                ..Self::of_message(&method, params, mask)
            },
            Some(Frame::Answer(result)) => Self::of_answer(result),
            Some(Frame::Event(event)) => of_event(event, StreamKind::ExecEvents, mask),
            Some(Frame::Header(settings)) => Self {
                kind: StreamKind::ExecEvents,
                news: News::Settings(settings),
                ..Self::default()
            },
            Some(Frame::Exec(event)) => of_exec(&event, mask),
            None => Self::default(),
        }
    }

    fn of_message(method: &str, params: Option<Raw<'_>>, mask: &mut Mask) -> Self {
        let params = Params::read(params);
        let mut line = Self {
            thread_id: params.thread_id.and_then(id),
            turn_id: params.turn_id.and_then(id),
            ..Self::default()
        };
        let turn = params.turn;
        line.news = match method {
            "thread/started" => {
                line.thread_id = field(params.thread, "id").and_then(id);
                News::Settings(StreamSettings::read(params.thread))
            }
            "thread/settings/updated" => News::Settings(StreamSettings::read(params.settings)),
            "thread/tokenUsage/updated" => News::Usage {
                total: field(params.usage, "total").and_then(AppUsage::read),
                last: field(params.usage, "last").and_then(AppUsage::read),
            },
            "rawResponse/completed" => match params.usage.and_then(AppUsage::read) {
                Some(usage) => News::Response(usage),
                None => News::None,
            },
            "account/rateLimits/updated" => {
                line.limits = params.limits.map(|limits| RateLimits::of(limits, None));
                News::None
            }
            "turn/started" => {
                line.turn_id = field(turn, "id").and_then(id);
                let seconds = field(turn, "startedAt").and_then(Raw::integer);
                News::TurnStarted {
                    started_at: seconds.and_then(Timestamp::from_seconds),
                    root_turn_id: field(turn, "rootTurnId").and_then(id),
                }
            }
            "turn/completed" => {
                line.turn_id = field(turn, "id").and_then(id);
                News::TurnEnded(turn.map(TurnClosed::of_turn).unwrap_or_default())
            }
            "item/started" | "item/completed" => match params.item {
                Some(item) => News::Item {
                    item: StreamItem::read(item, None, mask),
                    is_complete: method == "item/completed",
                },
                None => News::None,
            },
            "model/rerouted" => News::Rerouted(params.to_model.and_then(label)),
            // Another try is no failure.
            "error" if params.will_retry.and_then(Raw::boolean) != Some(true) => {
                News::Failed(params.error.and_then(app_error_kind))
            }
            _ if method.starts_with("codex/event/") => {
                let event = params.event;
                return event.map_or_else(Self::default, |event| {
                    let told = of_event(event, StreamKind::AppServerEvents, mask);
                    let thread_id = line.thread_id.or(told.thread_id.clone());
                    Self { thread_id, ..told }
                });
            }
            _ => News::None,
        };
        line
    }

    /// The answer that a thread was begun or goes on tells its settings.
    fn of_answer(result: Raw<'_>) -> Self {
        let thread = result.field("thread");
        let thread_id = thread.and_then(|thread| thread.field("id"));
        let thread_id = thread_id.or_else(|| result.field("conversationId"));
        let Some(thread_id) = thread_id.and_then(id) else {
            return Self::default();
        };
        let settings = StreamSettings::read(Some(result));
        Self {
            kind: match thread {
                Some(_) => StreamKind::AppServer,
                None => StreamKind::AppServerEvents,
            },
            thread_id: Some(thread_id),
            news: News::Settings(settings.or(StreamSettings::read(thread))),
            ..Self::default()
        }
    }
}

impl<'a> Frame<'a> {
    fn read(fields: &Fields, line: &'a [u8]) -> Option<Self> {
        let inner = fields.line_field(line, "msg");
        match inner.filter(|inner| inner.kind() == Kind::Object) {
            Some(event) if event.field("type").is_some() => Some(Self::Event(event)),
            // A recorder's line: which way a message went, and the message.
            Some(message) => Self::of(|name| message.field(name)),
            None => Self::of(|name| fields.line_field(line, name)),
        }
    }

    fn of(field: impl Fn(&str) -> Option<Raw<'a>>) -> Option<Self> {
        if let Some(method) = field("method").and_then(Raw::text) {
            return Some(Self::Message {
                method,
                params: field("params"),
                at: field("emittedAtMs").and_then(moment_ms),
            });
        }
        if field("id").is_some() {
            let answer = field("result").or_else(|| field("error"));
            return answer.map(Self::Answer);
        }
        if let Some(word) = field("type").and_then(Raw::text) {
            let begins = ["thread.", "turn.", "item.", "session."];
            let is_exec = begins.iter().any(|begins| word.starts_with(begins))
                || word == "error" && field("message").is_some();
            return is_exec.then(|| {
                Self::Exec(ExecEvent {
                    thread_id: field("thread_id").or_else(|| field("session_id")),
                    usage: field("usage"),
                    item: field("item"),
                    word,
                })
            });
        }
        let is_header = field("provider").is_some() && field("model").is_some();
        (is_header || field("prompt").is_some()).then(|| {
            let text = |name| field(name).and_then(label);
            Self::Header(StreamSettings {
                model: text("model"),
                effort: text("reasoning effort"),
                tier: None,
            })
        })
    }
}

/// The parts of a message that are read, found in one walk: an item can be long.
#[derive(Default)]
struct Params<'a> {
    thread_id: Option<Raw<'a>>,
    turn_id: Option<Raw<'a>>,
    thread: Option<Raw<'a>>,
    turn: Option<Raw<'a>>,
    item: Option<Raw<'a>>,
    settings: Option<Raw<'a>>,
    usage: Option<Raw<'a>>,
    limits: Option<Raw<'a>>,
    error: Option<Raw<'a>>,
    will_retry: Option<Raw<'a>>,
    to_model: Option<Raw<'a>>,
    event: Option<Raw<'a>>,
}

impl<'a> Params<'a> {
    fn read(params: Option<Raw<'a>>) -> Self {
        let mut read = Self::default();
        for (key, value) in params.iter().flat_map(|params| params.fields()) {
            let part = match &*key.name() {
                b"threadId" | b"conversationId" => &mut read.thread_id,
                b"turnId" => &mut read.turn_id,
                b"thread" => &mut read.thread,
                b"turn" => &mut read.turn,
                b"item" => &mut read.item,
                b"threadSettings" => &mut read.settings,
                b"tokenUsage" | b"usage" => &mut read.usage,
                b"rateLimits" => &mut read.limits,
                b"error" => &mut read.error,
                b"willRetry" => &mut read.will_retry,
                b"toModel" => &mut read.to_model,
                b"msg" => &mut read.event,
                _ => continue,
            };
            *part = value.present();
        }
        read
    }
}

fn field<'a>(of: Option<Raw<'a>>, name: &str) -> Option<Raw<'a>> {
    of?.field(name)
}
