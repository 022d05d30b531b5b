//! `cargo xtask`: everything that a person or CI calls. It sets up what is missing first.

mod bench;
mod build;
mod generate;
mod need;
mod project;
mod run;
mod sample;
mod setup;
mod step;
mod test;
mod web;

use std::env;
use std::process::ExitCode;

use anyhow::Result;

use need::{Need, Workshop};

const HELP: &str = "\
cargo xtask: builds, runs and tests cutrack; sets up what is missing first.

  cargo xtask run [ARGS...]   run cutrack on your Codex home, or on a sample where there is none
  cargo xtask web             build the page, serve it on this machine and print the address
  cargo xtask test [WORD...]  run every test, or the runners whose name has a WORD
  cargo xtask test --systems  compile for other systems; no part of the above, because it takes minutes
  cargo xtask build           build the guest, the plugin, the page and the launcher
  cargo xtask setup           install all that building and testing needs, and build nothing
  cargo xtask bench           measure speed and memory on a made corpus, beside programs that do less
  cargo xtask bench --peers   the same beside the fastest other program that reads these files, with the database
  cargo xtask bench --walk    runs that find nothing new among 10,000 files
  cargo xtask bench --page    the page in a browser, beside a page that only reads; and its memory on 2 GB
  cargo xtask bless           renew the golden answers in tests/expected
  cargo xtask gen             renew the committed files that are made from others
  cargo xtask shots           renew the pictures of the page in docs/page
";

/// What `build` builds; the launcher last, because it takes the guest and the page in.
const ARTEFACTS: [Need; 4] = [Need::Guest, Need::Plugin, Need::Page, Need::Launcher];

/// What `setup` installs.
const TOOLS: [Need; 6] = [
    Need::WasmStd,
    Need::WasiC,
    Need::WebPackages,
    Need::TestPackages,
    Need::Python,
    Need::Browser,
];

fn main() -> ExitCode {
    #[cfg(windows)]
    make_room();
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        return wrong_usage();
    };
    let outcome = match (command.as_str(), rest) {
        ("run", arguments) => run::run(arguments),
        ("test", words) => Ok(test::test(words)),
        ("web", []) => web::web().map(|()| ExitCode::SUCCESS),
        ("build", []) => Workshop::default()
            .ensure_all(&ARTEFACTS)
            .map(|()| ExitCode::SUCCESS),
        ("setup", []) => Workshop::default()
            .ensure_all(&TOOLS)
            .map(|()| ExitCode::SUCCESS),
        ("bench", []) => bench::bench().map(|()| ExitCode::SUCCESS),
        ("bench", [flag]) if flag == "--peers" => bench::peers().map(|()| ExitCode::SUCCESS),
        ("bench", [flag]) if flag == "--walk" => bench::walk().map(|()| ExitCode::SUCCESS),
        ("bench", [flag]) if flag == "--page" => bench::page().map(|()| ExitCode::SUCCESS),
        ("bless", []) => bless().map(|()| ExitCode::SUCCESS),
        ("gen", []) => generate::generate().map(|()| ExitCode::SUCCESS),
        ("shots", []) => shots().map(|()| ExitCode::SUCCESS),
        ("help" | "--help" | "-h", []) => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => return wrong_usage(),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

/// Windows lets nobody replace a program that runs, and our tests build this one anew.
#[cfg(windows)]
fn make_room() {
    if let Ok(own) = env::current_exe() {
        let aside = own.with_extension("old");
        // The one of a run before, if that has ended.
        std::fs::remove_file(&aside).ok();
        std::fs::rename(&own, &aside).ok();
    }
}

fn wrong_usage() -> ExitCode {
    eprint!("{HELP}");
    ExitCode::from(2)
}

/// Every view of the page as a browser shows it, light and dark. No part of `gen`: a browser of another machine draws
/// other pixels.
fn shots() -> Result<()> {
    Workshop::default().ensure_all(&[Need::Page, Need::Browser, Need::TestPackages])?;
    let mut take = setup::npm::script("tests/e2e/shots.mjs");
    take.arg(project::root().join("docs/page"));
    step::run("taking pictures of the page", &mut take)
}

/// The core's golden tests write their answers when they are told to.
fn bless() -> Result<()> {
    let mut command = project::cargo();
    command
        .args(["test", "--locked", "--package", "cutrack-core"])
        .env("CUTRACK_BLESS", "1");
    step::run("renewing the golden answers", &mut command)
}
