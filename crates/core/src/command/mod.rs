//! The name of the program that a shell call starts, and nothing else of the call (FORMAT.md §6.3).
//!
//! A command line is content: it holds paths, passwords and questions. All that leaves this room is
//! a [`ProgramName`], a short word out of a narrow alphabet. When in doubt there is no name: a word
//! that is an argument, a path or a value must never come out in the place of a program.
//!
//! The way: [`lexer`] cuts a script into words and separators, [`walk`] goes over the simple
//! commands and passes by preparation, [`quote`] removes quotes. A nested shell is the next turn of
//! one loop, so nothing recurses, and every turn takes time linear in the script.

mod class;
mod known;
mod lexer;
mod quote;
mod walk;
mod words;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

pub use class::{ProgramClass, class_of};
pub use known::is_well_known;

use walk::Step;

/// Shells inside of shells that are looked into; deeper ones have no name. Real calls nest two or three.
const SHELLS_MAX: usize = 8;

/// The longest program name in bytes.
const NAME_BYTES_MAX: usize = 64;

/// The base name of a program, such as `git` or `python3.11`; never a path, an argument or a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProgramName(Box<str>);

impl ProgramName {
    /// Takes a word that is a name: `[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}`, or `[`.
    pub fn new(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let named = match bytes {
            [b'.' | b'-', ..] | [] => false,
            _ => bytes.len() <= NAME_BYTES_MAX && bytes.iter().all(|&byte| is_name_byte(byte)),
        };
        (named || word == "[").then(|| Self(word.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'.' | b'-')
}

/// Tells a patch from a command: a shell call of `apply_patch` is a patch and no command.
pub fn is_patch(name: &ProgramName) -> bool {
    name.as_str() == "apply_patch"
}

/// The quoting and the separators of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// sh, bash, zsh and their like; fish, too.
    Posix,
    /// PowerShell on any system.
    PowerShell,
    /// cmd.exe.
    Cmd,
}

/// The program of a script as a shell would read it, such as `cd web && npm test` (`npm`).
pub fn program_of_script(script: &str) -> Option<ProgramName> {
    program_of_step(walk::first_program(script, Dialect::Posix))
}

/// Follows shells inside of shells.
fn program_of_step(mut step: Step) -> Option<ProgramName> {
    for _ in 0..SHELLS_MAX {
        match step {
            Step::Named(name) => return name,
            Step::Script(script, dialect) => step = walk::first_program(&script, dialect),
        }
    }
    match step {
        Step::Named(name) => name,
        Step::Script(..) => None,
    }
}

/// The program of an argument list, such as `["bash", "-lc", "ls -la"]` (`ls`).
///
/// A list is a script whose every word is quoted, so both are read by the same rules.
pub fn program_of_argv<Word: AsRef<str>>(argv: &[Word]) -> Option<ProgramName> {
    let mut script = String::new();
    for word in argv {
        script.push('\'');
        for part in word.as_ref().split_inclusive('\'') {
            match part.strip_suffix('\'') {
                Some(part) => {
                    script.push_str(part);
                    script.push_str(r"'\''");
                }
                None => script.push_str(part),
            }
        }
        script.push_str("' ");
    }
    program_of_script(&script)
}

/// An argument list as a person would type it: the script that it hands to a shell, else its words. It is content.
pub fn line_of_argv<Word: AsRef<str>>(argv: &[Word]) -> Cow<'_, str> {
    let words: Vec<&str> = argv.iter().map(AsRef::as_ref).collect();
    match words[..] {
        [shell, ref options @ .., script] if takes_script(shell, options) => Cow::Borrowed(script),
        _ => Cow::Owned(words.join(" ")),
    }
}

/// Whether a shell with these options takes the next word as a script: `bash -lc`, `powershell -NoProfile -Command`, `cmd /c`.
fn takes_script(shell: &str, options: &[&str]) -> bool {
    let Some((last, before)) = options.split_last() else {
        return false;
    };
    let (shell, last) = (
        walk::base_name(shell).to_ascii_lowercase(),
        last.to_ascii_lowercase(),
    );
    before.iter().all(|option| option.starts_with(['-', '/']))
        && match shell.as_str() {
            shell if words::SHELLS.contains(&shell) => last.starts_with('-') && last.ends_with('c'),
            shell if words::POWERSHELLS.contains(&shell) => last == "-c" || last == "-command",
            "cmd" => last == "/c",
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::line_of_argv;

    #[test]
    fn an_argument_list_as_it_is_typed() {
        // Words, parted by `|`; the line.
        let table = [
            ("bash|-lc|cd x && ls", "cd x && ls"),
            ("/bin/zsh|-l|-c|ls", "ls"),
            ("powershell.exe|-NoProfile|-Command|dir", "dir"),
            ("cmd|/c|dir", "dir"),
            ("bash|build.sh|-c|x", "bash build.sh -c x"),
            ("bash|build.sh", "bash build.sh"),
            ("gcc|-c|a.c", "gcc -c a.c"),
            ("ls", "ls"),
        ];
        for (words, expected) in table {
            let words = words.split('|').collect::<alloc::vec::Vec<_>>();
            assert_eq!(line_of_argv(&words), expected);
        }
        assert_eq!(line_of_argv::<&str>(&[]), "");
    }
}
