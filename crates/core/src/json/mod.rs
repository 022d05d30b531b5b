//! A skip-first JSON cursor over one line.
//!
//! [`fields::Fields::read`] walks a line once, checks it, and notes where the fields of the line and of its
//! `payload` stand; nothing is decoded. [`Raw`] is one such value: it is entered, decoded or measured only when
//! an item asks. No recursion: past [`scan::DEPTH_CAP`] levels brackets are only counted.
//!
//! What breaks if this is touched: every count. Both engines of `tests/counting.rs` must still agree.

mod block;
mod fields;
mod open;
mod raw;
mod scan;
mod shape;
mod span;
mod text;

pub(crate) use block::same;
pub use fields::Fields;
pub use raw::{Kind, NotACount, Raw};
pub use scan::{DEPTH_CAP, Fault};
pub use shape::Shape;
pub use text::Key;
