//! The Extism plugin: rollout bytes in, report lines out, and no import but Extism's own input and output.
//!
//! `frame` reads the header that says which bytes are which file, `analyze` feeds them to the engine,
//! `describe` tells a host what the plugin can do. The three know nothing of Extism and are tested
//! natively; `exports` is the only module that does, and the only one with `unsafe` in it.
//!
//! What breaks if touched: a call of another function of `extism-pdk` (a log line, a variable, the
//! configuration) adds an import, and `tests/hosts/extism-node.mjs` fails, because the plugin then can
//! do more than its promise says.

pub mod analyze;
pub mod describe;
#[cfg(target_arch = "wasm32")]
mod exports;
pub mod frame;
