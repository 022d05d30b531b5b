//! `--print-wasmtime`: the same call for a wasmtime that the user trusts more than this program.

use crate::home;
use crate::places::System;
use crate::plan::Plan;
use std::borrow::Cow;
use std::path::Path;

/// The call, as a line for a shell, below a remark on how it differs from ours.
pub(crate) fn line(plan: &Plan) -> String {
    let mut words = vec!["wasmtime".to_owned(), "run".to_owned()];
    for grant in &plan.grants {
        if let Some(host) = &grant.host {
            let folder = format!("{}::{}", spelled(host, System::HERE), grant.guest);
            words.extend(["--dir".to_owned(), shell_word(&folder)]);
        }
    }
    words.push("cutrack.wasm".to_owned());
    words.extend(plan.arguments.iter().map(|word| shell_word(word)));
    format!(
        "# wasmtime's --dir also lets the guest write; the launcher's own grant is read only\n{}",
        words.join(" ")
    )
}

/// `word` as the shell of this system reads it back.
pub(crate) fn shell_word(word: &str) -> String {
    quoted(word, System::HERE).into_owned()
}

/// No shell of Windows puts the home folder in place of `~` in the middle of a call.
fn spelled(host: &Path, system: System) -> String {
    match system {
        System::Windows => home::in_guest(&host.display().to_string(), system),
        System::Linux | System::Mac => home::shown(host),
    }
}

/// A leading `~` is left to the shell. In Windows both of its shells read double quotes alike, but for what PowerShell
/// would put something else in place of.
fn quoted(word: &str, system: System) -> Cow<'_, str> {
    let marks = match system {
        System::Windows => "-_./:=+",
        System::Linux | System::Mac => "-_./:=+,@~",
    };
    let is_plain = |letter: char| letter.is_alphanumeric() || marks.contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into();
    }
    if system == System::Windows {
        return match word.contains(['$', '`', '"', '%']) {
            true => format!("'{}'", word.replace('\'', "''")).into(),
            false => format!("\"{word}\"").into(),
        };
    }
    let (home, rest) = match word.strip_prefix("~/") {
        Some(rest) => ("~/", rest),
        None => ("", word),
    };
    format!("{home}'{}'", rest.replace('\'', r"'\''")).into()
}

#[cfg(test)]
mod tests {
    use super::{quoted, spelled};
    use crate::places::System::{Linux, Windows};
    use std::path::Path;

    #[test]
    fn each_shell_reads_its_words_back() {
        for (word, unix, windows) in [
            ("--model", "--model", "--model"),
            ("", "''", "\"\""),
            ("gpt-5*", "'gpt-5*'", "\"gpt-5*\""),
            ("~/a b::/home0", "~/'a b::/home0'", "\"~/a b::/home0\""),
            ("C:/a b::/home0", "'C:/a b::/home0'", "\"C:/a b::/home0\""),
            ("it's", r"'it'\''s'", "\"it's\""),
            ("$5 it's", r"'$5 it'\''s'", "'$5 it''s'"),
            ("a,b", "a,b", "\"a,b\""),
        ] {
            assert_eq!(quoted(word, Linux), unix, "{word}");
            assert_eq!(quoted(word, Windows), windows, "{word}");
        }
    }

    #[test]
    fn windows_has_no_short_name_for_the_home_folder() {
        let home = std::env::home_dir().unwrap_or_else(|| "/home/x".into());
        let folder = spelled(&home.join("sessions"), Windows);
        assert!(!folder.contains('~'), "{folder}");
        assert_eq!(spelled(Path::new(r"\\?\C:\Users\x"), Windows), "C:/Users/x");
    }
}
