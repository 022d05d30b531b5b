//! Builds the artefacts. All of them get the same flags, so that no artefact carries a path of the builder's machine.

pub(crate) mod page;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::{project, setup, step};

/// The guest program for WASI.
pub(crate) fn guest_path() -> PathBuf {
    project::target().join("cutrack.wasm")
}

/// The same as the compiler leaves it, beside other programs for WASI.
pub(crate) fn compiled_guest_path() -> PathBuf {
    project::target().join("wasm32-wasip1/guest/cutrack.wasm")
}

/// The page, one self-contained file.
pub(crate) fn page_path() -> PathBuf {
    project::target().join("page/cutrack.html")
}

/// The native launcher.
pub(crate) fn launcher_path() -> PathBuf {
    project::target()
        .join("launcher/cutrack")
        .with_extension(std::env::consts::EXE_EXTENSION)
}

/// Builds the guest.
pub(crate) fn guest() -> Result<()> {
    let mut command = build("guest", "cutrack-cli");
    command
        .args(["--target", "wasm32-wasip1"])
        .envs(setup::wasi_c::environment()?);
    step::run("building the guest", &mut command)?;
    hint()
}

/// Tells in the guest which of its branches are rare, as the fixtures show: a first import takes 6 % less time for it. Other
/// rollouts serve as well as they do, so that only another guest counts as new.
fn hint() -> Result<()> {
    const HINTS: &str = "branch-hints";
    step::run(
        "building what finds rare branches",
        &mut build("launcher", HINTS),
    )?;
    let program = launcher_path().with_file_name(HINTS);
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    let (compiled, hinted) = (compiled_guest_path(), guest_path());
    if is_newer(&hinted, &[&program, &compiled]) {
        return Ok(());
    }
    let fixtures = ["fixtures", "traps"].map(|name| project::root().join("tests").join(name));
    let mut command = Command::new(program);
    command.arg(compiled).arg(hinted).args(fixtures);
    step::run("finding rare branches", &mut command)
}

/// Whether a file is there and was written after all of these.
fn is_newer(file: &Path, others: &[&Path]) -> bool {
    let written = |file: &Path| file.metadata().and_then(|file| file.modified()).ok();
    let newest = others.iter().filter_map(|other| written(other)).max();
    written(file).is_some_and(|at| Some(at) > newest)
}

/// Builds the plugin.
pub(crate) fn plugin() -> Result<()> {
    step::run("building the plugin", &mut plugin_command())
}

fn plugin_command() -> Command {
    let mut command = build("plugin", "cutrack-plugin");
    command.args(["--target", "wasm32-unknown-unknown"]);
    command
}

/// Compiles the plugin and the page's module beside the guest: to optimise each as a whole keeps one core busy for minutes.
/// What fails is told by its own step, which compiles it again.
pub(crate) fn modules() -> Result<()> {
    let others = [plugin_command(), page::module_command()].map(|mut command| {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(Stdio::null()).spawn()
    });
    let built = guest();
    for mut other in others.into_iter().flatten() {
        other.wait()?;
    }
    built
}

/// Builds the launcher around the guest and, where it is built, the page.
pub(crate) fn launcher() -> Result<()> {
    let mut command = build("launcher", "cutrack");
    step::run(
        "building the launcher (the first time takes minutes)",
        command.envs(embedded()),
    )
}

/// cargo with the flags of artefacts. They go in as one more configuration, because cargo adds those up, while
/// RUSTFLAGS would replace `.cargo/config.toml`'s in silence.
pub(crate) fn cargo() -> Command {
    let mut command = project::cargo();
    let flags = format!("target.'cfg(all())'.rustflags=[{}]", path_flags().join(","));
    command.arg("--config").arg(flags);
    command
}

/// A build of one package.
pub(crate) fn build(profile: &str, package: &str) -> Command {
    let mut command = cargo();
    command.args([
        "build",
        "--locked",
        "--profile",
        profile,
        "--package",
        package,
    ]);
    command
}

/// What the launcher's build script takes in: the files to embed, those that are built.
pub(crate) fn embedded() -> Vec<(&'static str, PathBuf)> {
    let files = [
        ("CUTRACK_GUEST", guest_path()),
        ("CUTRACK_PAGE", page_path()),
    ];
    files
        .into_iter()
        .filter(|(_, path)| path.is_file())
        .collect()
}

/// The paths that would show in panic messages, and what stands there instead: the later one wins.
pub(crate) fn hidden_paths() -> Vec<(PathBuf, &'static str)> {
    let cargo_home = project::cargo_home().map(|folder| (folder, "cargo"));
    cargo_home
        .into_iter()
        .chain([(project::root().to_path_buf(), "cutrack")])
        .collect()
}

fn path_flags() -> Vec<String> {
    let flag =
        |(path, name): (PathBuf, &str)| format!("'--remap-path-prefix={}={name}'", path.display());
    hidden_paths().into_iter().map(flag).collect()
}
