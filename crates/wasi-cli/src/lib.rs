//! The command line of cutrack: arguments in, tables and JSON out. Core computes every number;
//! this crate opens files, hands their bytes over and draws the answers.
//!
//! It runs as a WASI program (`cutrack.wasm`) and, for its tests, natively: only `grants` knows which.

pub mod catalogue;
mod nearest;
pub mod options;
