//! What a word says once its quotes are removed.

use alloc::string::String;
use core::iter::Peekable;
use core::str::Chars;

use super::Dialect;

/// The word as the program would get it. Expansions stay as they are written.
pub(super) fn unquote(word: &str, dialect: Dialect) -> String {
    Unquoting::new(word, dialect, false).run()
}

/// The word as a path. A backslash before a letter, a digit, `_`, `.` or another backslash is taken for a
/// separator: `.\gradlew.bat` and `C:\tools\git.exe` come without quotes too, and the rest of `\ls` is its name anyway.
pub(super) fn unquote_path(word: &str, dialect: Dialect) -> String {
    Unquoting::new(word, dialect, true).run()
}

/// Whether a `$` or a backquote outside of single quotes makes the word something else than it says.
pub(super) fn expands(word: &str, dialect: Dialect) -> bool {
    let mut quote = None;
    let mut escaped = false;
    word.bytes().any(|byte| {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (None | Some(b'"'), b'\\') if dialect == Dialect::Posix => escaped = true,
            (Some(open), byte) if open == byte => quote = None,
            (None, b'\'' | b'"') => quote = Some(byte),
            _ => {}
        }
        match byte {
            b'$' => dialect != Dialect::Cmd && quote != Some(b'\''),
            b'`' => dialect == Dialect::Posix && quote != Some(b'\''),
            _ => false,
        }
    })
}

struct Unquoting<'word> {
    rest: Peekable<Chars<'word>>,
    plain: String,
    dialect: Dialect,
    is_path: bool,
}

impl<'word> Unquoting<'word> {
    fn new(word: &'word str, dialect: Dialect, is_path: bool) -> Self {
        Self {
            rest: word.chars().peekable(),
            plain: String::with_capacity(word.len()),
            dialect,
            is_path,
        }
    }

    fn run(mut self) -> String {
        let mut quote = None;
        while let Some(character) = self.rest.next() {
            match (quote, character) {
                (Some(open), character) if open == character => quote = None,
                (Some('\''), _) => self.plain.push(character),
                (None, '\'') if self.dialect != Dialect::Cmd => quote = Some('\''),
                (None, '"') => quote = Some('"'),
                (None, '$')
                    if self.dialect == Dialect::Posix && self.rest.next_if_eq(&'\'').is_some() =>
                {
                    self.ansi_quoted();
                }
                (_, '\\') if self.dialect == Dialect::Posix => self.backslash(quote.is_some()),
                (_, '`') if self.dialect == Dialect::PowerShell => {
                    self.plain.extend(self.rest.next())
                }
                (None, '^') if self.dialect == Dialect::Cmd => self.plain.extend(self.rest.next()),
                _ => self.plain.push(character),
            }
        }
        self.plain
    }

    fn backslash(&mut self, quoted: bool) {
        let Some(&next) = self.rest.peek() else {
            return;
        };
        let escapes = match quoted {
            true => matches!(next, '$' | '`' | '"' | '\\' | '\n'),
            false => {
                !(self.is_path
                    && (next.is_ascii_alphanumeric() || matches!(next, '_' | '.' | '\\')))
            }
        };
        if !escapes {
            self.plain.push('\\');
            return;
        }
        self.rest.next();
        if next != '\n' {
            self.plain.push(next);
        }
    }

    /// The inside of `$'…'`.
    fn ansi_quoted(&mut self) {
        while let Some(character) = self.rest.next() {
            match character {
                '\'' => return,
                '\\' => match self.rest.next() {
                    Some('n') => self.plain.push('\n'),
                    Some('t') => self.plain.push('\t'),
                    Some('r') => self.plain.push('\r'),
                    Some(next @ ('\\' | '\'' | '"')) => self.plain.push(next),
                    Some(next) => self.plain.extend(['\\', next]),
                    None => return,
                },
                _ => self.plain.push(character),
            }
        }
    }
}
