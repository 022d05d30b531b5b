//! How the commands of a rollout are kept: the program by its name, the whole line as a pseudonym.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;
use serde::{Serialize, Serializer};

use super::pseudonyms::Pseudonyms;
use super::{Key, Place, Pseudonym, PseudonymKind};
use crate::command::{ProgramName, is_patch, is_well_known};

/// What may stay readable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// Names: of programs as they are.
    #[default]
    Names,
    /// No name that tells something about a person: of programs only those that everyone has.
    Strict,
}

/// A program, as it is kept; shows and serialises as its name or its pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Program {
    /// By its name.
    Named(ProgramName),
    /// One whose name is kept secret.
    Secret(Pseudonym),
}

/// Turns the commands of a file into what is kept of them. No `Debug`: it holds text of the file.
#[derive(Clone, Default)]
pub struct Mask {
    key: Option<Key>,
    privacy: Privacy,
    commands: Pseudonyms,
}

impl Mask {
    /// Without a key there are no pseudonyms: what only one could stand for is absent.
    pub fn new(key: Option<Key>, privacy: Privacy) -> Self {
        Self {
            key,
            privacy,
            commands: Pseudonyms::default(),
        }
    }

    /// A program as it may be kept.
    pub fn program(&self, name: ProgramName) -> Option<Program> {
        if self.privacy == Privacy::Names || is_well_known(name.as_str()) {
            return Some(Program::Named(name));
        }
        let key = self.key.as_ref()?;
        let pseudonym = key.pseudonym(PseudonymKind::Command, name.as_str());
        Some(Program::Secret(pseudonym))
    }

    /// A whole command line as it may be kept: where its pseudonym will stand. It is made only where there is a key.
    pub fn command<'a>(&mut self, line: impl FnOnce() -> Cow<'a, str>) -> Option<Place> {
        let key = self.key.as_ref()?;
        let line = line();
        Some(
            self.commands
                .add(key, PseudonymKind::Command, line.as_bytes()),
        )
    }

    /// The pseudonyms of all commands, each in its place.
    pub fn finish(self) -> Vec<Pseudonym> {
        self.key
            .map_or_else(Vec::new, |key| self.commands.finish(&key))
    }
}

impl Program {
    /// Reads what [`Display`](fmt::Display) wrote; absent for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        Pseudonym::from_text(text)
            .map(Self::Secret)
            .or_else(|| ProgramName::new(text).map(Self::Named))
    }

    /// Whether it is the patch tool, whose calls are no commands (FORMAT.md §6.3).
    pub fn is_patch(&self) -> bool {
        matches!(self, Self::Named(name) if is_patch(name))
    }
}

impl fmt::Display for Program {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => formatter.pad(name.as_str()),
            Self::Secret(pseudonym) => pseudonym.fmt(formatter),
        }
    }
}

#[cfg(feature = "schema")]
text_schema!(Program);

impl Serialize for Program {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    /// How a program is kept, or a dash.
    fn kept(privacy: Privacy, key: Option<Key>, name: &str) -> alloc::string::String {
        let name = ProgramName::new(name).expect("a name");
        let program = Mask::new(key, privacy).program(name);
        program.map_or("-".to_string(), |program| program.to_string())
    }

    #[test]
    fn programs() {
        let key = Key::new([7; 32]);
        let secret = key.pseudonym(PseudonymKind::Command, "deploy-acme");
        // Setting, whether there is a key, name; how it is kept.
        #[rustfmt::skip]
        let table = [
            (Privacy::Names, true, "git", "git"),
            (Privacy::Names, true, "deploy-acme", "deploy-acme"),
            (Privacy::Names, false, "deploy-acme", "deploy-acme"),
            (Privacy::Strict, true, "git", "git"),
            (Privacy::Strict, false, "git", "git"),
            (Privacy::Strict, true, "deploy-acme", &secret.to_string()),
            (Privacy::Strict, false, "deploy-acme", "-"),
        ];
        for (privacy, has_key, name, expected) in table {
            let key = has_key.then(|| key.clone());
            assert_eq!(kept(privacy, key, name), expected, "{privacy:?} {name}");
        }
    }

    #[test]
    fn a_kept_program_is_read_again() {
        let mask = Mask::new(Some(Key::new([7; 32])), Privacy::Strict);
        for name in ["git", "[", "deploy-acme"] {
            let kept = mask.program(ProgramName::new(name).expect("a name"));
            let text = kept.as_ref().map(ToString::to_string).expect("kept");
            assert_eq!(Program::from_text(&text), kept);
        }
        for text in ["", "a b", "/bin/ls", "-x"] {
            assert_eq!(Program::from_text(text), None);
        }
    }

    #[test]
    fn a_command_has_a_pseudonym_under_a_key_alone() {
        let key = Key::new([7; 32]);
        let expected = key.pseudonym(PseudonymKind::Command, "ls -la");
        let mut mask = Mask::new(Some(key), Privacy::Names);
        let place = mask.command(|| "ls -la".into()).expect("a place");
        assert_eq!(mask.finish()[place.index()], expected);
        let mut without = Mask::default();
        assert_eq!(without.command(|| unreachable!("not even made")), None);
    }

    #[test]
    fn the_patch_tool_is_known_whatever_the_setting() {
        let name = ProgramName::new("apply_patch").expect("a name");
        let program = Mask::new(None, Privacy::Strict).program(name);
        assert!(program.is_some_and(|program| program.is_patch()));
    }
}
