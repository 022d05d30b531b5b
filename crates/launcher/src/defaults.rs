//! `CUTRACK_OPTIONS`: options of the user's own, before those of every call. A command that lacks one passes it over,
//! which [`DEFAULTS_END`] lets the guest do.

use crate::failure::Failure;
use crate::options::{self, DEFAULTS_END, Part};
use crate::places::System;
use std::env;
use std::ffi::OsString;

const NAME: &str = "CUTRACK_OPTIONS";

/// The arguments with the user's own options before them.
pub(crate) fn with_defaults(arguments: Vec<OsString>) -> Result<Vec<OsString>, Failure> {
    let Some(text) = env::var_os(NAME).filter(|text| !text.is_empty()) else {
        return Ok(arguments);
    };
    let text = text.to_str().map(str::to_owned).unwrap_or_default();
    let words = words(&text, System::HERE);
    let refused = options::parts(&words).into_iter().find(|(_, part)| {
        !matches!(part, Part::Option { option, value } if option.value.is_some() == value.is_some())
    });
    if let Some((index, _)) = refused {
        return Err(no_option(&words[index]));
    }
    if words.is_empty() {
        return Err(no_option(&text));
    }
    let own = words.into_iter().map(OsString::from);
    let end = OsString::from(format!("--{DEFAULTS_END}"));
    Ok(own.chain([end]).chain(arguments).collect())
}

/// The words of `text`, parted as a shell of Unix does; in Windows a `\` is a letter of a path.
fn words(text: &str, system: System) -> Vec<String> {
    let words = match system {
        System::Windows => shlex::split(&text.replace('\\', r"\\")),
        System::Linux | System::Mac => shlex::split(text),
    };
    words.unwrap_or_default()
}

/// What was typed: all behind the user's own options.
pub(crate) fn typed<'a, 'b>(parts: &'a [(usize, Part<'b>)]) -> &'a [(usize, Part<'b>)] {
    let is_end = |(_, part): &(usize, Part<'_>)| matches!(part, Part::Option { option, .. } if option.name == DEFAULTS_END);
    let end = parts.iter().position(is_end);
    &parts[end.map_or(0, |end| end + 1)..]
}

fn no_option(word: &str) -> Failure {
    Failure::usage(format_args!("{NAME} does not take {word}."))
        .attempt(format_args!("{NAME}=\"--week-start sun\""))
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::places::System::{Linux, Windows};

    #[test]
    fn words_part_as_each_system_writes_paths() {
        const WINDOWS: &str = r#"--codex-home C:\Users\x --codex-home "D:\a b\c" --codex-home \\wsl.localhost\Debian"#;
        const LINUX: &str = r"--codex-home /home/a\ b --model 'gpt-5*'";
        for (text, system, expected) in [
            (
                WINDOWS,
                Windows,
                &[r"C:\Users\x", r"D:\a b\c", r"\\wsl.localhost\Debian"][..],
            ),
            (LINUX, Linux, &["/home/a b", "gpt-5*"]),
        ] {
            let words = words(text, system);
            let values: Vec<&str> = words
                .iter()
                .skip(1)
                .step_by(2)
                .map(String::as_str)
                .collect();
            assert_eq!(values, expected, "{text}");
        }
    }
}
