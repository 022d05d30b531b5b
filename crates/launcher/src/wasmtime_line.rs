//! `--print-wasmtime`: the same call for a wasmtime that the user trusts more than this program.

use crate::home;
use crate::plan::Plan;
use std::borrow::Cow;

/// The call, as a line for a shell, below a remark on how it differs from ours.
pub(crate) fn line(plan: &Plan) -> String {
    let mut words = vec!["wasmtime".to_owned(), "run".to_owned()];
    for grant in &plan.grants {
        if let Some(host) = &grant.host {
            let folder = format!("{}::{}", home::shown(host), grant.guest);
            words.extend(["--dir".to_owned(), quoted(&folder).into_owned()]);
        }
    }
    words.push("cutrack.wasm".to_owned());
    words.extend(plan.arguments.iter().map(|word| quoted(word).into_owned()));
    format!(
        "# wasmtime's --dir also lets the guest write; the launcher's own grant is read only\n{}",
        words.join(" ")
    )
}

/// `word` as a shell reads it back. A leading `~` is left to the shell.
fn quoted(word: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:=+,@~".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into();
    }
    let (home, rest) = match word.strip_prefix("~/") {
        Some(rest) => ("~/", rest),
        None => ("", word),
    };
    format!("{home}'{}'", rest.replace('\'', r"'\''")).into()
}
