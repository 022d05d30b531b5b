//! Set-up: what a machine lacks to build, run and test cutrack. Each step is cheap when there is nothing to do, asks
//! the machine's own package managers, and where they cannot help names what is missing.

pub(crate) mod browser;
pub(crate) mod debian;
pub(crate) mod npm;
pub(crate) mod python;
pub(crate) mod wasi_c;
pub(crate) mod wasm_std;
pub(crate) mod windows;
