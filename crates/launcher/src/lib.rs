//! The native launcher.

#[path = "../../wasi-cli/src/options.rs"]
pub mod options;
