//! The texts of the corpus, as they stand inside a JSON string: escapes and all, because they are what slows a reader down.

use super::chance::Chance;

/// Pieces of each kind that texts are put together from: enough that no reader learns them.
const PIECES: usize = 4096;

#[rustfmt::skip]
const WORDS: [&str; 40] = [
    "the", "session", "of", "reads", "parser", "a", "token", "limit", "window", "and", "file", "when", "line", "is", "cut",
    "by", "turn", "model", "returns", "count", "total", "branch", "in", "this", "test", "fails", "with", "older", "versions",
    "so", "build", "check", "error", "path", "value", "naïve", "größer", "—", "“quoted”", "変更",
];

/// What a text is made of.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Words: a quote or a new line every hundred bytes or so.
    Prose,
    /// What tools print: lines of 20 to 90 bytes, indented, with quotes in every third.
    Output,
    /// The same inside JSON that is itself a string: every escape is escaped once more.
    Arguments,
    /// Base64 without any escape, as encrypted reasoning is.
    Sealed,
}

/// Makes texts of any length.
pub(super) struct Texts {
    prose: Vec<String>,
    output: Vec<String>,
    arguments: Vec<String>,
    sealed: Vec<String>,
}

impl Texts {
    pub(super) fn new(chance: &mut Chance) -> Self {
        let mut pieces = |piece: fn(&mut Chance) -> String| -> Vec<String> {
            (0..PIECES).map(|_| piece(chance)).collect()
        };
        let output = pieces(output);
        Self {
            prose: pieces(prose),
            arguments: output.iter().map(|line| escaped(line)).collect(),
            output,
            sealed: pieces(sealed),
        }
    }

    /// Adds a text of at least `bytes` to `out`.
    pub(super) fn write(&self, kind: Kind, bytes: u64, chance: &mut Chance, out: &mut String) {
        let pieces = match kind {
            Kind::Prose => &self.prose,
            Kind::Output => &self.output,
            Kind::Arguments => &self.arguments,
            Kind::Sealed => &self.sealed,
        };
        let end = out.len() + bytes as usize;
        while out.len() < end {
            out.push_str(chance.pick::<String>(pieces));
        }
    }
}

fn prose(chance: &mut Chance) -> String {
    let mut piece = String::new();
    for _ in 0..chance.between(6, 18) {
        piece.push_str(chance.word(&WORDS));
        piece.push(' ');
    }
    piece.push_str(chance.word(&[r"\n", r"\n\n", ". ", ", ", r#"\"so\" "#]));
    piece
}

fn output(chance: &mut Chance) -> String {
    let mut piece = "    ".repeat(chance.between(0, 4) as usize);
    for _ in 0..chance.between(3, 11) {
        piece.push_str(chance.word(&WORDS));
        piece.push_str(chance.word(&["(", ") ", "::", " = ", "_", ", ", "; "]));
    }
    piece.push_str(chance.word(&["", "", "", r#"\"name\""#, r"\t", r"\\", r"\u001b[0m"]));
    piece + r"\n"
}

fn sealed(chance: &mut Chance) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digit = |_| char::from(*chance.pick(DIGITS));
    (0..64).map(digit).collect()
}

/// The text inside one more string.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('"', r#"\""#)
}
