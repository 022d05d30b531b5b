//! The table of test runners: a new one is a new row.

use crate::need::Need;

/// One thing that tests.
pub(super) struct Runner {
    /// Its name in the output, and a word to pick it by.
    pub(super) name: &'static str,
    /// What has to be set up or built first.
    pub(super) needs: &'static [Need],
    /// The folder that it runs in, below the root.
    pub(super) folder: &'static str,
    /// The program and its arguments. `cargo for artefacts` is cargo with the artefacts' flags, for tests that use
    /// what was compiled for an artefact.
    pub(super) command: &'static [&'static str],
    /// How it says what passed.
    pub(super) evidence: Evidence,
}

/// What counts as a runner's answer.
pub(super) enum Evidence {
    /// Lines as `test result: ok. 3 passed; 0 failed` and `3 passed, 0 failed`.
    ClosingLines,
    /// One test: passed when it exits with 0.
    ExitCode,
}

/// In the order of their price: what is cheap fails first.
#[rustfmt::skip]
pub(super) const RUNNERS: &[Runner] = &[
    Runner {
        name: "formatting",
        needs: &[],
        folder: "",
        command: &["cargo", "fmt", "--all", "--check"],
        evidence: Evidence::ExitCode,
    },
    Runner {
        name: "native tests",
        needs: &[],
        folder: "",
        command: &[
            "cargo", "test", "--locked", "--no-fail-fast",
            "--package=cutrack-core", "--package=cutrack-cli", "--package=cutrack-plugin", "--package=xtask",
        ],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        // Apart from the native tests: core is compiled once more, with what describes it. Here and below the packages are those
        // of the native tests: with others, what they depend on gets other features, and is compiled once more, too. To
        // optimise what describes core takes longer than all that it does.
        name: "schemas",
        needs: &[],
        folder: "",
        command: &[
            "cargo", "test", "--locked",
            "--package=cutrack-core", "--package=cutrack-cli", "--package=cutrack-plugin", "--package=xtask",
            "--features=xtask/schema", "--bin=schema", "--config=profile.dev.package.cutrack-core.opt-level=0",
        ],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "lints native",
        needs: &[],
        folder: "",
        command: &[
            "cargo", "clippy", "--locked", "--all-targets", "--features=xtask/bindings,xtask/readers,xtask/schema",
            "--package=cutrack-core", "--package=cutrack-cli", "--package=xtask", "--package=cutrack", "--package=branch-hints",
            "--", "--deny=warnings",
        ],
        evidence: Evidence::ExitCode,
    },
    Runner {
        name: "lints wasi",
        needs: &[Need::WasmStd, Need::WasiC],
        folder: "",
        command: &[
            "cargo", "clippy", "--locked", "--target=wasm32-wasip1", "--package=cutrack-cli", "--", "--deny=warnings",
        ],
        evidence: Evidence::ExitCode,
    },
    Runner {
        name: "lints wasm",
        needs: &[Need::WasmStd],
        folder: "",
        command: &[
            "cargo", "clippy", "--locked", "--target=wasm32-unknown-unknown",
            "--package=cutrack-web", "--package=cutrack-plugin", "--", "--deny=warnings",
        ],
        evidence: Evidence::ExitCode,
    },
    Runner {
        name: "types of the page",
        needs: &[Need::WebPackages],
        folder: "web",
        command: &["node", "node_modules/typescript/bin/tsc", "--noEmit"],
        evidence: Evidence::ExitCode,
    },
    Runner {
        // In the launcher's own profile and flags, so that wasmtime is built once.
        name: "launcher",
        needs: &[Need::Launcher],
        folder: "",
        command: &[
            "cargo for artefacts", "test", "--locked", "--no-fail-fast", "--profile=launcher", "--package=cutrack", "--package=branch-hints",
        ],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "artefacts",
        needs: &[Need::Guest, Need::Plugin, Need::Page, Need::Launcher],
        folder: "",
        command: &[
            "cargo", "test", "--locked",
            "--package=cutrack-core", "--package=cutrack-cli", "--package=cutrack-plugin", "--package=xtask",
            "--test=artefacts", "--", "--ignored",
        ],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "terminal",
        needs: &[Need::Launcher],
        folder: "",
        command: &[
            "cargo", "test", "--locked",
            "--package=cutrack-core", "--package=cutrack-cli", "--package=cutrack-plugin", "--package=xtask",
            "--test=terminal", "--", "--ignored",
        ],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "formats of the page",
        needs: &[Need::WebPackages],
        folder: "web",
        command: &["node", "test/run.mjs"],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "page in a browser",
        needs: &[Need::Page, Need::Browser, Need::TestPackages],
        folder: "tests/e2e",
        command: &["node", "run.mjs"],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "plugin in Extism for Node",
        needs: &[Need::Plugin, Need::TestPackages],
        folder: "",
        command: &["node", "--no-warnings", "tests/hosts/extism-node.mjs"],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "plugin in Extism for Python",
        needs: &[Need::Plugin, Need::Python],
        folder: "",
        command: &["python", "-B", "tests/hosts/extism_python.py"],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "guest in node and wasmtime run",
        needs: &[Need::Guest, Need::Python],
        folder: "",
        command: &["node", "--no-warnings", "tests/hosts/guest.mjs"],
        evidence: Evidence::ClosingLines,
    },
    Runner {
        name: "plugin in Extism for Rust",
        needs: &[Need::Plugin],
        folder: "",
        command: &[
            "cargo", "run", "--locked", "--quiet", "--target-dir=target/extism-rust",
            "--manifest-path=tests/hosts/extism-rust/Cargo.toml",
            "--", "target/wasm32-unknown-unknown/plugin/cutrack_plugin.wasm", "tests",
        ],
        evidence: Evidence::ClosingLines,
    },
];

/// What a machine of another system would be needed for to run it; here it only compiles. Asked for by a flag.
#[rustfmt::skip]
pub(super) const OTHER_SYSTEMS: &[Runner] = &[
    Runner {
        name: "lints Windows",
        needs: &[Need::Windows],
        folder: "",
        command: &[
            "cargo", "clippy", "--locked", "--all-targets", "--target=x86_64-pc-windows-gnu",
            "--package=cutrack", "--package=xtask", "--", "--deny=warnings",
        ],
        evidence: Evidence::ExitCode,
    },
];
