//! What text of a rollout may become a row: a [`Label`] (a short checked word), a [`Pseudonym`] (a
//! keyed hash), an [`Id`], a [`RolloutPath`], a [`Program`], or the cleaned address of a repository. Nothing else turns
//! input into a value that is kept.
//!
//! What breaks if touched: a looser check here is a leak everywhere, and another hash input parts
//! all stored rows from new ones.

mod hex;
mod id;
mod label;
mod mask;
mod name;
mod pseudonym;
mod pseudonyms;
mod repository;
mod rollout_path;
mod sha256;

pub use id::Id;
pub use label::Label;
pub use mask::{Mask, Privacy, Program};
pub use name::Name;
pub use pseudonym::{Key, Pseudonym, PseudonymKind};
pub use pseudonyms::Place;
pub use repository::clean_repository;
pub use rollout_path::RolloutPath;
