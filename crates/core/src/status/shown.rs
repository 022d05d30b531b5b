//! What a terminal shows of a line: without the sequences that move and colour, and without the border of a box.

use alloc::string::String;
use core::str::Chars;

const ESCAPE: char = '\u{1b}';
const BELL: char = '\u{7}';
const BORDER: char = '│';

/// The text of a line without escape sequences.
pub(super) fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ESCAPE => skip_sequence(&mut letters),
            '\t' => plain.push(' '),
            '\r' => plain.push('\r'),
            letter if letter.is_control() => {}
            letter => plain.push(letter),
        }
    }
    plain
}

/// Skips what follows an escape: a control sequence, a command to the terminal, or one or two letters.
fn skip_sequence(letters: &mut Chars<'_>) {
    match letters.next() {
        Some('[') => {
            letters.find(|letter| ('@'..='~').contains(letter));
        }
        Some(']') => {
            let end = letters.find(|letter| [BELL, ESCAPE].contains(letter));
            if end == Some(ESCAPE) {
                letters.next();
            }
        }
        Some(' '..='/') => {
            letters.next();
        }
        _ => {}
    }
}

/// A line as it is shown. No `Debug`: it is input.
pub(super) struct Shown<'a> {
    /// Without the blanks around it.
    pub(super) text: &'a str,
    /// Blanks before it, within the border if there is one.
    pub(super) indent: usize,
    /// It stands in a box.
    pub(super) is_boxed: bool,
    /// It reaches the border of its box: its end may lie behind.
    pub(super) may_be_cut: bool,
}

impl<'a> Shown<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let boxed = line.trim().strip_prefix(BORDER);
        let inner = boxed.unwrap_or(line);
        let closed = inner.strip_suffix(BORDER);
        let within = closed.unwrap_or(inner);
        let text = within.trim();
        let is_boxed = boxed.is_some();
        Self {
            text,
            indent: within.len() - within.trim_start().len(),
            is_boxed,
            may_be_cut: is_boxed && (closed.is_none() || !within.ends_with("  ")),
        }
    }
}
