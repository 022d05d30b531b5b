//! The command line of cutrack: arguments in, tables and JSON out. Core computes every number;
//! this crate opens files, hands their bytes over and draws the answers.
//!
//! It runs as a WASI program (`cutrack.wasm`) and, for its tests, natively: only [`granted`] knows which.

mod arguments;
#[cfg(target_os = "wasi")]
mod c_zstd;
pub mod catalogue;
mod completions;
mod crew;
mod data_commands;
mod database;
mod deletion;
mod doctor;
mod draw;
mod export_file;
mod fault;
mod find;
mod folder;
mod folding;
mod format;
mod gather;
mod glance;
mod grants;
mod help;
mod ingest;
mod keeper;
mod nearest;
mod notices;
pub mod options;
mod own_prices;
mod reading;
mod run;
mod sought;
mod source;
mod table;
pub mod told;
mod watch;
mod which_session;
mod zone;

pub use fault::Exit;
pub use grants::granted;
pub use run::{World, reads_for_the_launcher, run};
