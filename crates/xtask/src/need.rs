//! What commands and test runners need: set-up steps and artefacts, each brought about at most once a run.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};

use crate::{build, setup};

/// A thing that has to be there before something else can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// The standard library of both wasm targets.
    WasmStd,
    /// A C compiler and C headers for WASI, where the guest holds C code.
    WasiC,
    /// What compiles for Windows.
    Windows,
    /// The npm packages that build the page.
    WebPackages,
    /// The npm packages of the tests.
    TestPackages,
    /// The Python packages of the tests, `wasmtime run` among them.
    Python,
    /// A Chromium.
    Browser,
    /// All modules, compiled side by side.
    Modules,
    /// The guest program `cutrack.wasm`.
    Guest,
    /// The Extism plugin.
    Plugin,
    /// The page, one HTML file.
    Page,
    /// The native launcher with the guest inside.
    Launcher,
}

impl Need {
    /// What has to be there first.
    fn needs(self) -> &'static [Self] {
        match self {
            Self::WasmStd
            | Self::WasiC
            | Self::Windows
            | Self::WebPackages
            | Self::TestPackages
            | Self::Python
            | Self::Browser => &[],
            Self::Guest | Self::Modules => &[Self::WasmStd, Self::WasiC],
            Self::Plugin => &[Self::WasmStd],
            Self::Page => &[Self::WasmStd, Self::WebPackages],
            Self::Launcher => &[Self::Guest],
        }
    }

    fn bring_about(self) -> Result<()> {
        match self {
            Self::WasmStd => setup::wasm_std::ensure(),
            Self::WasiC => setup::wasi_c::ensure(),
            Self::Windows => setup::windows::ensure(),
            Self::WebPackages => setup::npm::ensure("web"),
            Self::TestPackages => setup::npm::ensure("tests"),
            Self::Python => setup::python::ensure(),
            Self::Browser => setup::browser::ensure(),
            Self::Modules => build::modules(),
            Self::Guest => build::guest(),
            Self::Plugin => build::plugin(),
            Self::Page => build::page::page(),
            Self::Launcher => build::launcher(),
        }
    }
}

/// Remembers what has been brought about, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Workshop {
    done: BTreeMap<Need, Result<(), String>>,
}

impl Workshop {
    /// Brings about `need` and all that it needs. A failure is told once and remembered.
    pub(crate) fn ensure(&mut self, need: Need) -> Result<()> {
        if let Some(outcome) = self.done.get(&need) {
            return outcome.clone().map_err(|error| anyhow!("{error}"));
        }
        let outcome = self
            .ensure_all(need.needs())
            .and_then(|()| need.bring_about());
        self.done.insert(
            need,
            outcome
                .as_ref()
                .map_err(|error| format!("{error:#}"))
                .copied(),
        );
        outcome
    }

    /// Brings about every one of `needs`, in order, up to the first that fails.
    pub(crate) fn ensure_all(&mut self, needs: &[Need]) -> Result<()> {
        needs.iter().try_for_each(|&need| self.ensure(need))
    }
}
