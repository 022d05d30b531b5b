//! Runs the command line as a person would, without a process: arguments in, two streams and an exit code out.

use std::path::{Path, PathBuf};

use cutrack_cli::{Exit, World, run};

/// 2026-08-06T08:05:00Z, for every range that counts back from now.
const NOW_MS: i64 = 1_786_003_500_000;

/// What came of a run.
#[allow(
    dead_code,
    reason = "each test file is a program of its own and uses a part"
)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) exit: Exit,
}

/// Runs `cutrack` with these words.
pub(crate) fn cutrack<S: AsRef<str>>(arguments: &[S]) -> Ran {
    run_at(arguments, false)
}

/// The same where a person reads standard error.
#[allow(
    dead_code,
    reason = "each test file is a program of its own and uses a part"
)]
pub(crate) fn cutrack_at_a_terminal<S: AsRef<str>>(arguments: &[S]) -> Ran {
    run_at(arguments, true)
}

fn run_at<S: AsRef<str>>(arguments: &[S], is_error_a_terminal: bool) -> Ran {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|word| word.as_ref().to_owned())
        .collect();
    let world = World {
        granted: None,
        now_ms: || NOW_MS,
        input: || Ok(b"typed at a prompt\n".to_vec()),
        is_error_a_terminal,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(&arguments, &world, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("the streams are text");
    Ran {
        out: text(out),
        err: text(err),
        exit,
    }
}

/// The project's own folder.
#[allow(
    dead_code,
    reason = "each test file is a program of its own and uses a part"
)]
pub(crate) fn project() -> PathBuf {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR"));
    cli.ancestors()
        .nth(2)
        .expect("crates/wasi-cli is two below")
        .to_owned()
}
