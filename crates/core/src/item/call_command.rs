//! The command of a shell call (FORMAT.md §6.3): its program and its pseudonym. Every other word of it is content.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::command::{line_of_argv, program_of_argv, program_of_script};
use crate::json::{Key, Kind, Raw};
use crate::privacy::{Mask, Place, Program};

/// What is kept of a command.
#[derive(Clone, Debug, Default)]
pub struct Command {
    /// Its program; absent where it has no name.
    pub program: Option<Program>,
    /// Where what stands for the whole command [will be](Mask::finish); absent without a key.
    pub pseudonym: Option<Place>,
}

impl Command {
    /// Reads a script, which is decoded in `room`, or a list of words; of anything else nothing is known.
    pub(super) fn read(command: Raw<'_>, mask: &mut Mask, room: &mut Vec<u8>) -> Option<Self> {
        if command.kind() == Kind::String {
            return Self::of_script(command, mask, room);
        }
        let words = command
            .elements()
            .map(Raw::text)
            .collect::<Option<Vec<Cow<'_, str>>>>()
            .filter(|words| !words.is_empty())?;
        Some(Self {
            program: program_of_argv(&words).and_then(|name| mask.program(name)),
            pseudonym: mask.command(|| line_of_argv(&words)),
        })
    }

    fn of_script(script: Raw<'_>, mask: &mut Mask, room: &mut Vec<u8>) -> Option<Self> {
        let script = script.whole_text(room)?;
        Some(Self {
            program: program_of_script(&script).and_then(|name| mask.program(name)),
            pseudonym: mask.command(|| script),
        })
    }
}

/// The arguments of a shell call (FORMAT.md §6.2), as far as they are read.
#[derive(Clone, Copy, Default)]
pub(super) struct Arguments<'a> {
    /// The process that a call writes to.
    pub(super) session: Option<Raw<'a>>,
    command: Option<Raw<'a>>,
    cmd: Option<Raw<'a>>,
    input: Option<Raw<'a>>,
}

impl<'a> Arguments<'a> {
    pub(super) fn read(fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Self {
        let mut arguments = Self::default();
        for (key, value) in fields {
            match &*key.name() {
                b"session_id" => arguments.session = Some(value),
                b"command" => arguments.command = Some(value),
                b"cmd" => arguments.cmd = Some(value),
                b"input" => arguments.input = Some(value),
                _ => {}
            }
        }
        arguments
    }

    /// The command, by the first of its names.
    pub(super) fn command(&self) -> Option<Raw<'a>> {
        self.command.or(self.cmd).or(self.input)
    }
}
