//! `cargo xtask`: everything that a person or CI calls. It sets up what is missing first.

mod build;
mod generate;
mod need;
mod project;
mod setup;
mod step;
mod test;

use std::env;
use std::process::ExitCode;

use anyhow::Result;

use need::{Need, Workshop};

const HELP: &str = "\
cargo xtask: builds, runs and tests cutrack; sets up what is missing first.

  cargo xtask build           build the guest, the plugin and the launcher
  cargo xtask test [WORD...]  run every test, or the runners whose name has a WORD
  cargo xtask bless           renew the golden answers in tests/expected
  cargo xtask gen             renew the committed files that are made from others
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test", ..] => return test::test(&arguments[1..]),
        ["build"] => Workshop::default().ensure_all(&[Need::Guest, Need::Plugin, Need::Launcher]),
        ["bless"] => bless(),
        ["gen"] => generate::generate(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The core's golden tests write their answers when they are told to.
fn bless() -> Result<()> {
    let mut command = project::cargo();
    command
        .args(["test", "--locked", "--package", "cutrack-core"])
        .env("CUTRACK_BLESS", "1");
    step::run("renewing the golden answers", &mut command)
}
