//! Cuts a script into words and separators; redirections, comments and here-documents are dropped.
//!
//! The cursor only moves forward, which is what keeps any input linear: unterminated quotes and
//! parentheses run to the end of the script and stay there.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Dialect;
use super::quote::unquote;

/// Parentheses and quotes inside each other; what is deeper is not read.
pub(super) const NESTING_MAX: usize = 128;

/// One piece of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'script> {
    /// A word as it is written, quotes included.
    Word(&'script str),
    /// `;`, `|`, `&` or a newline.
    Separator(u8),
    /// `;;` or `;&`: the end of a clause of `case`.
    ClauseEnd,
    /// `(`, and in PowerShell `{`.
    Open(Opening),
    /// `)`, and in PowerShell `}`.
    Close,
}

/// What a parenthesis opens, told by the byte before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Commands of their own.
    Group,
    /// `$(`, `<(` or `>(`: commands in the middle of another command.
    Substitution,
    /// `=(`: the elements of an array.
    Array,
}

/// What ends the innermost open piece while a piece is passed by as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Closer {
    Commands,
    Arithmetic,
    Parameter,
    DoubleQuote,
}

struct HereDocument {
    delimiter: String,
    strips_tabs: bool,
}

/// A cursor over a script.
pub(super) struct Lexer<'script> {
    script: &'script str,
    at: usize,
    dialect: Dialect,
    peeked: Option<Token<'script>>,
    here_documents: Vec<HereDocument>,
}

impl<'script> Lexer<'script> {
    pub(super) fn new(script: &'script str, dialect: Dialect) -> Self {
        Self {
            script,
            at: 0,
            dialect,
            peeked: None,
            here_documents: Vec::new(),
        }
    }

    pub(super) fn next(&mut self) -> Option<Token<'script>> {
        self.peeked.take().or_else(|| self.read())
    }

    pub(super) fn peek(&mut self) -> Option<Token<'script>> {
        if self.peeked.is_none() {
            self.peeked = self.read();
        }
        self.peeked
    }

    /// The next word of the same simple command; anything else stays where it is.
    pub(super) fn next_word(&mut self) -> Option<&'script str> {
        let Some(Token::Word(word)) = self.peek() else {
            return None;
        };
        self.peeked = None;
        Some(word)
    }

    /// Passes by what touches the last token: the rest of a word that a `$(…)` stands in.
    pub(super) fn skip_rest_of_word(&mut self) {
        debug_assert!(self.peeked.is_none());
        self.word();
    }

    /// Passes by `()` after the name of a function.
    pub(super) fn skip_empty_parentheses(&mut self) -> bool {
        debug_assert!(self.peeked.is_none());
        let rest = self.script[self.at..].trim_start_matches([' ', '\t']);
        let Some(inner) = rest.strip_prefix('(') else {
            return false;
        };
        let Some(rest) = inner.trim_start_matches([' ', '\t']).strip_prefix(')') else {
            return false;
        };
        self.at = self.script.len() - rest.len();
        true
    }

    /// Passes by `(…))` when the second parenthesis of `((` follows.
    pub(super) fn skip_arithmetic(&mut self) -> bool {
        debug_assert!(self.peeked.is_none());
        if self.dialect != Dialect::Posix || self.byte(0) != Some(b'(') {
            return false;
        }
        self.skip_to(Closer::Arithmetic);
        true
    }

    /// Passes by everything up to where `closer` ends, quotes and nested pieces included.
    pub(super) fn skip_to(&mut self, closer: Closer) {
        let mut open = vec![closer];
        while let (Some(&closer), Some(byte)) = (open.last(), self.byte(0)) {
            if open.len() > NESTING_MAX {
                self.at = self.script.len();
                return;
            }
            self.at += 1;
            match (closer, byte) {
                (_, byte) if Some(byte) == self.escape() && self.dialect != Dialect::Cmd => {
                    self.skip(1)
                }
                (Closer::DoubleQuote, b'"')
                | (Closer::Commands | Closer::Arithmetic, b')')
                | (Closer::Parameter, b'}') => {
                    open.pop();
                }
                (_, b'`') => self.skip_backquoted(),
                (_, b'$') if self.dialect != Dialect::Cmd => match self.byte(0) {
                    Some(b'(') => {
                        self.at += 1;
                        open.push(Closer::Commands);
                    }
                    Some(b'{') => {
                        self.at += 1;
                        open.push(Closer::Parameter);
                    }
                    _ => {}
                },
                (Closer::DoubleQuote, _) => {}
                (_, b'"') => open.push(Closer::DoubleQuote),
                (Closer::Commands, b'\'') => self.skip_past(b'\''),
                (Closer::Commands | Closer::Arithmetic, b'(') => open.push(closer),
                (Closer::Commands, b'<') => self.inner_here_document(),
                (Closer::Commands, b'\n') => self.skip_here_documents(),
                _ => {}
            }
        }
    }

    fn read(&mut self) -> Option<Token<'script>> {
        loop {
            self.skip_blanks();
            let byte = self.byte(0)?;
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.skip_here_documents();
                    return Some(Token::Separator(byte));
                }
                b'#' if self.dialect != Dialect::Cmd => self.skip_until(b'\n'),
                b'&' if self.byte(1) == Some(b'>') => {
                    self.at += 1;
                    if let Some(token) = self.redirection() {
                        return Some(token);
                    }
                }
                b';' | b'|' | b'&' => return Some(self.separator(byte)),
                b'(' => return Some(self.opening()),
                b'{' if self.dialect == Dialect::PowerShell => return Some(self.opening()),
                b')' => return Some(self.closing()),
                b'}' if self.dialect == Dialect::PowerShell => return Some(self.closing()),
                b'<' | b'>' => {
                    if let Some(token) = self.redirection() {
                        return Some(token);
                    }
                }
                _ => {
                    let word = self.word();
                    if !self.names_a_descriptor(word) {
                        return Some(Token::Word(word));
                    }
                }
            }
        }
    }

    fn separator(&mut self, byte: u8) -> Token<'script> {
        self.at += 1;
        let ends_clause = self.dialect == Dialect::Posix
            && byte == b';'
            && matches!(self.byte(0), Some(b';' | b'&'));
        if !ends_clause {
            return Token::Separator(byte);
        }
        self.at += 1;
        Token::ClauseEnd
    }

    fn opening(&mut self) -> Token<'script> {
        let before = self
            .at
            .checked_sub(1)
            .and_then(|at| self.script.as_bytes().get(at));
        self.at += 1;
        Token::Open(match before {
            Some(b'$' | b'<' | b'>') => Opening::Substitution,
            Some(b'=') if self.dialect == Dialect::Posix => Opening::Array,
            _ => Opening::Group,
        })
    }

    fn closing(&mut self) -> Token<'script> {
        self.at += 1;
        Token::Close
    }

    /// Passes by a redirection from its `<` or `>` on; a process substitution is a token of its own.
    fn redirection(&mut self) -> Option<Token<'script>> {
        let operator = self.byte(0);
        self.at += 1;
        match (operator, self.byte(0)) {
            (_, Some(b'(')) => return Some(self.opening()),
            (Some(b'<'), Some(b'<')) if self.dialect == Dialect::Posix => {
                self.at += 1;
                if self.byte(0) != Some(b'<') {
                    self.here_document();
                    return None;
                }
                self.at += 1;
            }
            (Some(b'<'), Some(b'>' | b'&')) | (Some(b'>'), Some(b'>' | b'&' | b'|')) => {
                self.at += 1
            }
            _ => {}
        }
        self.skip_blanks();
        if matches!(self.byte(0), Some(b'<' | b'>')) && self.byte(1) == Some(b'(') {
            self.at += 1;
            return Some(self.opening());
        }
        self.word();
        None
    }

    /// The `2` of `2>&1`, and `{name}` of `{name}>file`.
    fn names_a_descriptor(&self, word: &str) -> bool {
        matches!(self.byte(0), Some(b'<' | b'>'))
            && (word.bytes().all(|byte| byte.is_ascii_digit())
                || word == "*"
                || word.starts_with('{') && word.ends_with('}'))
    }

    /// Takes the delimiter after `<<`; the text itself starts after the next newline.
    fn here_document(&mut self) {
        let strips_tabs = self.byte(0) == Some(b'-');
        self.at += usize::from(strips_tabs);
        self.skip_blanks();
        let delimiter = unquote(self.word(), Dialect::Posix);
        self.here_documents.push(HereDocument {
            delimiter,
            strips_tabs,
        });
    }

    fn inner_here_document(&mut self) {
        if self.dialect != Dialect::Posix || self.byte(0) != Some(b'<') {
            return;
        }
        self.at += 1;
        match self.byte(0) {
            Some(b'<') => self.at += 1,
            _ => self.here_document(),
        }
    }

    fn skip_here_documents(&mut self) {
        for document in core::mem::take(&mut self.here_documents) {
            while self.at < self.script.len() {
                let rest = &self.script[self.at..];
                let (line, length) = match memchr::memchr(b'\n', rest.as_bytes()) {
                    Some(end) => (&rest[..end], end + 1),
                    None => (rest, rest.len()),
                };
                self.at += length;
                let line = line.strip_suffix('\r').unwrap_or(line);
                let line = if document.strips_tabs {
                    line.trim_start_matches('\t')
                } else {
                    line
                };
                if line == document.delimiter {
                    break;
                }
            }
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.byte(0) {
            match (byte, self.byte(1), self.byte(2)) {
                (b' ' | b'\t' | b'\r' | b'\x0b' | b'\x0c', ..) => self.at += 1,
                (byte, Some(b'\n'), _) if Some(byte) == self.escape() => self.at += 2,
                (byte, Some(b'\r'), Some(b'\n')) if Some(byte) == self.escape() => self.at += 3,
                _ => return,
            }
        }
    }

    /// Takes a word to its end; empty where none starts.
    fn word(&mut self) -> &'script str {
        let start = self.at;
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\x0b' | b'\x0c' | b'\n' => break,
                b';' | b'|' | b'&' | b'(' | b')' | b'<' | b'>' => break,
                b'{' | b'}' if self.dialect == Dialect::PowerShell => break,
                _ => self.at += 1,
            }
            match byte {
                byte if Some(byte) == self.escape() => self.skip(1),
                b'"' => self.skip_to(Closer::DoubleQuote),
                b'\'' if self.dialect != Dialect::Cmd => self.skip_past(b'\''),
                b'`' => self.skip_backquoted(),
                b'$' if self.dialect == Dialect::Posix => self.skip_expansion(),
                b'@' if self.dialect == Dialect::PowerShell => self.skip_here_string(),
                _ => {}
            }
        }
        &self.script[start..self.at]
    }

    /// What a `$` begins, save `$(`, which ends the word.
    fn skip_expansion(&mut self) {
        match (self.byte(0), self.byte(1)) {
            (Some(b'('), Some(b'(')) => {
                self.at += 1;
                self.skip_to(Closer::Arithmetic);
            }
            (Some(b'{'), _) => {
                self.at += 1;
                self.skip_to(Closer::Parameter);
            }
            (Some(b'\''), _) => {
                self.at += 1;
                self.skip_past_unescaped(b'\'');
            }
            _ => {}
        }
    }

    /// PowerShell's `@'` or `@"` at the end of a line: text up to a line that begins with `'@` or `"@`.
    fn skip_here_string(&mut self) {
        let end = match self.byte(0) {
            Some(b'\'') => "\n'@",
            Some(b'"') => "\n\"@",
            _ => return,
        };
        let rest = &self.script.as_bytes()[self.at + 1..];
        if rest.starts_with(b"\n") || rest.starts_with(b"\r\n") {
            self.at = match memchr::memmem::find(rest, end.as_bytes()) {
                Some(found) => self.at + 1 + found + end.len(),
                None => self.script.len(),
            };
        }
    }

    fn skip_backquoted(&mut self) {
        if self.dialect == Dialect::Posix {
            self.skip_past_unescaped(b'`');
        }
    }

    fn skip_past_unescaped(&mut self, end: u8) {
        while let Some(byte) = self.byte(0) {
            self.skip(if byte == b'\\' { 2 } else { 1 });
            if byte == end {
                return;
            }
        }
    }

    fn skip_past(&mut self, end: u8) {
        self.skip_until(end);
        self.skip(1);
    }

    fn skip_until(&mut self, end: u8) {
        let rest = &self.script.as_bytes()[self.at..];
        self.at += memchr::memchr(end, rest).unwrap_or(rest.len());
    }

    /// Passes by so many characters.
    fn skip(&mut self, count: usize) {
        for character in self.script[self.at..].chars().take(count) {
            self.at += character.len_utf8();
        }
    }

    fn escape(&self) -> Option<u8> {
        match self.dialect {
            Dialect::Posix => Some(b'\\'),
            Dialect::PowerShell => Some(b'`'),
            Dialect::Cmd => Some(b'^'),
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.script.as_bytes().get(self.at + ahead).copied()
    }
}
