//! The two older forms of a stream (FORMAT.md §9.3, §9.4): events as a session has them, and those of `codex exec`.

use super::event::Outcome;
use super::stream_item::{AppItemKind, StreamItem};
use super::stream_line::{ExecEvent, News, StreamKind, StreamLine};
use super::stream_turn::{StreamSettings, TurnClosed};
use super::stream_usage::AppUsage;
use super::turn_end::error_kind;
use super::{RateLimits, count, id};
use crate::json::Raw;
use crate::privacy::Mask;
use crate::record::Tokens;

/// A turn begins, and no more is said of it.
const STARTED: News = News::TurnStarted {
    started_at: None,
    root_turn_id: None,
};

/// An event of a session (§5), as the app-server and `exec` once wrote them.
pub(super) fn of_event(event: Raw<'_>, kind: StreamKind, mask: &mut Mask) -> StreamLine {
    let field = |name: &str| event.field(name).and_then(Raw::present);
    let word = field("type").and_then(Raw::text).unwrap_or_default();
    let news = match &*word {
        "session_configured" => News::Settings(StreamSettings::read(Some(event))),
        "task_started" | "turn_started" => STARTED,
        "task_complete" | "turn_complete" => News::TurnEnded(closed(field, Outcome::Completed)),
        "turn_aborted" => {
            let reason = field("reason").and_then(Raw::text).unwrap_or_default();
            News::TurnEnded(closed(field, Outcome::of_abort(&reason)))
        }
        "token_count" => usage(event),
        "error" => News::Failed(field("codex_error_info").and_then(error_kind)),
        word => match AppItemKind::of_event(word) {
            Some(is_complete) => News::Item {
                item: StreamItem::read(event, Some(word), mask),
                is_complete,
            },
            None => News::None,
        },
    };
    let whose = match &*word {
        "session_configured" => field("session_id"),
        _ => field("thread_id"),
    };
    StreamLine {
        kind,
        thread_id: whose.and_then(id),
        turn_id: field("turn_id").and_then(id),
        limits: field("rate_limits").map(|limits| RateLimits::of(limits, None)),
        news,
        ..StreamLine::default()
    }
}

fn closed<'a>(field: impl Fn(&str) -> Option<Raw<'a>>, outcome: Outcome) -> TurnClosed {
    TurnClosed {
        outcome: Some(outcome),
        duration_ms: field("duration_ms").and_then(count),
        ..TurnClosed::default()
    }
}

/// The running total and the last response; before 0.31 the last one alone.
fn usage(event: Raw<'_>) -> News {
    let of = |info: Raw<'_>, name| info.field(name).and_then(AppUsage::read);
    match event.field("info") {
        Some(info) if info.is_null() => News::None,
        Some(info) => News::Usage {
            total: of(info, "total_token_usage"),
            last: of(info, "last_token_usage"),
        },
        None => News::Usage {
            total: None,
            last: AppUsage::read(event),
        },
    }
}

/// An event of `codex exec --json` from 0.43 on. It knows one thread, names no turn and no time.
pub(super) fn of_exec(event: &ExecEvent<'_>, mask: &mut Mask) -> StreamLine {
    let ended = |outcome| {
        let usage = event.usage.and_then(AppUsage::read);
        News::TurnEnded(TurnClosed {
            outcome: Some(outcome),
            // Zeros stand there for a review, which used tokens (§9.4).
            thread_usage: usage.filter(|usage| usage.tokens() != Tokens::default()),
            ..TurnClosed::default()
        })
    };
    let news = match (&*event.word, event.item) {
        ("thread.started" | "session.created", _) => News::Settings(StreamSettings::default()),
        ("turn.started", _) => STARTED,
        ("turn.completed", _) => ended(Outcome::Completed),
        ("turn.failed", _) => ended(Outcome::Failed),
        ("item.started" | "item.updated" | "item.completed", Some(item)) => News::Item {
            item: StreamItem::read(item, None, mask),
            is_complete: event.word == "item.completed",
        },
        _ => News::None,
    };
    StreamLine {
        kind: StreamKind::Exec,
        thread_id: event.thread_id.and_then(id),
        news,
        ..StreamLine::default()
    }
}
