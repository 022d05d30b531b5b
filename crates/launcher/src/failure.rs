//! What stops a run: one sentence, perhaps what to try, and the exit code. Never text of an input file.

use std::fmt::Display;
use std::process::ExitCode;

/// Printed as `error: what` and `  try: what to do`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    what: String,
    attempt: Option<String>,
    exit: u8,
}

impl Failure {
    /// The run failed: exit 1.
    pub(crate) fn new(what: impl Display) -> Self {
        Self {
            what: what.to_string(),
            attempt: None,
            exit: 1,
        }
    }

    /// The call was wrong: exit 2.
    pub(crate) fn usage(what: impl Display) -> Self {
        Self {
            exit: 2,
            ..Self::new(what)
        }
    }

    /// Adds what the user can do.
    pub(crate) fn attempt(self, attempt: impl Display) -> Self {
        Self {
            attempt: Some(attempt.to_string()),
            ..self
        }
    }

    /// Tells it on standard error and gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        let red = if crate::surroundings::colour_on_stderr() {
            ("\x1b[31m", "\x1b[0m")
        } else {
            ("", "")
        };
        eprintln!("{}error:{} {}", red.0, red.1, self.what);
        if let Some(attempt) = &self.attempt {
            eprintln!("  try: {attempt}");
        }
        ExitCode::from(self.exit)
    }
}
