//! The core of cutrack: bytes of Codex rollout files in, records and reports out.
//!
//! No I/O, no clock, no randomness, no threads, no floats: every host (page, WASI program, plugin)
//! feeds the same bytes and gets the same answer. Content never becomes a value here; see
//! [`record`] for all that can leave.
//!
//! The rooms, top to bottom; a room names only rooms below it (`tests/rooms.rs` fails otherwise):
//! [`engine`] · [`report`] · [`price`] · [`store`] · [`lineage`] · [`session`] · [`stream`] · [`status`] · [`zone`] · [`ledger`] ·
//! [`item`] · `counter` · [`record`] · [`privacy`] · [`command`] · [`output`] · [`json`] · [`lines`] · `order` · `room`.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

/// JSON Schema of a type that is one text in JSON.
#[cfg(feature = "schema")]
macro_rules! text_schema {
    ($text:ident) => {
        impl schemars::JsonSchema for $text {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                stringify!($text).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" })
            }
        }
    };
}

pub mod command;
mod counter;
pub mod engine;
pub mod item;
pub mod json;
pub mod ledger;
pub mod lineage;
pub mod lines;
pub mod order;
pub mod output;
pub mod price;
pub mod privacy;
pub mod record;
pub mod report;
mod room;
pub mod session;
pub mod status;
pub mod store;
pub mod stream;
pub mod unpack;
pub mod zone;

pub use engine::{Config, Engine};
pub use report::{Query, Report};
