//! Wire shapes: what each kind of line holds, one shape a file, by FORMAT.md §2 to §6.
//!
//! A shape takes from a checked line what cutrack keeps and nothing else: numbers, times, closed words, ids,
//! and the few texts that become pseudonyms. Of content it knows that it is there. A shape never fails:
//! what a version does not write is absent.

mod bare;
mod call;
mod call_command;
mod call_end;
mod call_output;
mod call_server;
mod envelope;
mod event;
mod known_types;
mod message;
mod rate_limits;
mod session_meta;
mod settings;
mod source;
mod stream_event;
mod stream_item;
mod stream_line;
mod stream_turn;
mod stream_usage;
mod tag;
mod turn_context;
mod turn_end;
mod usage;

pub use bare::{BareLine, is_bare_meta, typescript_document};
pub use call::{CallItem, CallKey, CallKind, CallReader, SearchAction};
pub use call_command::Command;
pub use call_end::CallEnd;
pub use call_output::CallOutput;
pub use call_server::ServerTool;
pub use envelope::{Envelope, LineType};
pub use event::{Event, ItemKind, Outcome};
pub use known_types::TypePlace;
pub use message::{Image, ImageKind, Said};
pub use rate_limits::{Credits, Decimal, IndividualLimit, LimitWindow, RateLimits, Snapshots};
pub use session_meta::{Git, HistoryBase, SessionMeta};
pub use settings::ThreadSettings;
pub use source::{Source, SourceKind};
pub use stream_item::{Agent, AppItemKind, StreamItem};
pub use stream_line::{News, StreamKind, StreamLine, is_of_stream};
pub use stream_turn::{StreamSettings, TurnClosed};
pub use stream_usage::AppUsage;
pub use tag::Tag;
pub use turn_context::{SandboxPolicy, Truncation, TurnContext, TurnSettings, updated_effort};
pub use turn_end::TurnEnd;
pub(crate) use turn_end::error_kind;
pub(crate) use usage::response_key;
pub use usage::{StatedUsage, TokenCount, TokenCounts, UsageRecordLine};

use crate::json::Raw;
use crate::privacy::{Id, Label, Name};

/// Hash of an id that joins lines of one file. In halves: a number of 128 bits would stand on every sixteenth byte of every
/// row that holds it.
pub type IdHash = [u64; 2];

fn id_hash(id: &[u8]) -> IdHash {
    let hash = xxhash_rust::xxh3::xxh3_128(id);
    [(hash >> 64) as u64, hash as u64]
}

fn id(value: Raw<'_>) -> Option<Id> {
    Id::new(&value.text()?)
}

fn count(value: Raw<'_>) -> Option<u64> {
    value.count().ok().flatten()
}

fn label(value: Raw<'_>) -> Option<Label> {
    Label::new(&value.text()?)
}

fn name(value: Raw<'_>) -> Option<Name> {
    value.text().map(|text| Name::new(&text))
}
