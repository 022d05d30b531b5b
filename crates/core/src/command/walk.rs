//! Goes over the simple commands of a script until one is not preparation.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::lexer::{Closer, Lexer, NESTING_MAX, Opening, Token};
use super::quote::{expands, unquote, unquote_path};
use super::words::*;
use super::{Dialect, ProgramName, is_name_byte};

/// What a script starts.
pub(super) enum Step {
    /// A program, or one that has no name.
    Named(Option<ProgramName>),
    /// A shell with this script.
    Script(String, Dialect),
}

/// Where the next word stands in its simple command.
#[derive(Clone, Copy)]
enum Place {
    Start,
    Arguments,
}

/// Finds the first program of a script; a nested shell is handed back for the next turn.
pub(super) fn first_program(script: &str, dialect: Dialect) -> Step {
    Walk::new(script, dialect).run()
}

struct Walk<'script> {
    lexer: Lexer<'script>,
    dialect: Dialect,
    place: Place,
    /// The open parentheses; those in the middle of a command keep its place.
    outer: Vec<Option<Place>>,
    open_cases: usize,
    /// The last command of preparation: the answer when nothing else follows.
    preparation: Option<ProgramName>,
}

impl<'script> Walk<'script> {
    fn new(script: &'script str, dialect: Dialect) -> Self {
        Self {
            lexer: Lexer::new(script, dialect),
            dialect,
            place: Place::Start,
            outer: Vec::new(),
            open_cases: 0,
            preparation: None,
        }
    }

    fn run(&mut self) -> Step {
        while let Some(token) = self.lexer.next() {
            match token {
                Token::Separator(_) => self.place = Place::Start,
                Token::ClauseEnd => {
                    self.place = Place::Start;
                    if self.open_cases > 0 {
                        self.skip_pattern();
                    }
                }
                Token::Open(_) if self.outer.len() == NESTING_MAX => return Step::Named(None),
                Token::Open(opening) => self.open(opening),
                Token::Close => self.close(),
                Token::Word(word) => {
                    if let Place::Start = self.place
                        && let Some(step) = self.command(word)
                    {
                        return step;
                    }
                }
            }
        }
        Step::Named(self.preparation.take())
    }

    fn open(&mut self, opening: Opening) {
        match (opening, self.place) {
            (Opening::Array, _) => self.lexer.skip_to(Closer::Commands),
            (Opening::Group, Place::Start) if self.lexer.skip_arithmetic() => {
                self.place = Place::Arguments
            }
            (Opening::Group, _) => {
                self.outer.push(None);
                self.place = Place::Start;
            }
            (Opening::Substitution, place) => {
                self.outer.push(Some(place));
                self.place = Place::Start;
            }
        }
    }

    fn close(&mut self) {
        self.place = match self.outer.pop() {
            Some(Some(place)) => {
                self.lexer.skip_rest_of_word();
                place
            }
            _ => Place::Start,
        };
    }

    /// Reads the first word of a simple command. With no answer, `place` tells what comes next.
    fn command(&mut self, word: &str) -> Option<Step> {
        let read = match self.dialect {
            Dialect::Posix => self.posix_syntax(word),
            Dialect::PowerShell => self.powershell_syntax(word),
            Dialect::Cmd if matches!(word, "if" | "for") => return Some(Step::Named(None)),
            Dialect::Cmd => false,
        };
        if read {
            return None;
        }
        if expands(word, self.dialect) {
            return Some(Step::Named(None));
        }
        let path = match is_plain(word) {
            true => Cow::Borrowed(word),
            false => Cow::Owned(unquote_path(word, self.dialect)),
        };
        let name = base_name(&path);
        let lower = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        };
        let lower = &*lower;
        if self.is_preparation(name, lower) {
            self.preparation = ProgramName::new(name);
            self.place = Place::Arguments;
            return None;
        }
        if let Some(prefix) = PREFIXES.iter().find(|prefix| prefix.name == name) {
            return self.prefix(prefix);
        }
        let script = match lower {
            _ if SHELLS.contains(&lower) => self.shell_script(),
            _ if POWERSHELLS.contains(&lower) => self.powershell_script(),
            "cmd" => self.cmd_script(),
            _ => None,
        };
        Some(script.unwrap_or_else(|| Step::Named(ProgramName::new(name))))
    }

    fn is_preparation(&self, name: &str, lower: &str) -> bool {
        match self.dialect {
            Dialect::Posix => PREPARATION.contains(&name),
            Dialect::PowerShell => PREPARATION.contains(&lower) || lower == "set-location",
            Dialect::Cmd => PREPARATION.contains(&lower),
        }
    }

    /// Passes by the word if it is none of a command's own, and by the header that it begins.
    fn posix_syntax(&mut self, word: &str) -> bool {
        match word {
            _ if is_assignment(word) || KEYWORDS.contains(&word) => {}
            _ if ENDS.contains(&word) => {
                self.open_cases -= usize::from(word == "esac" && self.open_cases > 0);
                self.place = Place::Arguments;
            }
            "for" | "select" => self.skip_loop_header(),
            "case" => self.skip_case_header(),
            "function" => {
                if self.lexer.next_word().is_some() {
                    self.lexer.skip_empty_parentheses();
                }
            }
            _ => return self.lexer.skip_empty_parentheses(),
        }
        true
    }

    /// The same for PowerShell, where a statement may begin with a value.
    fn powershell_syntax(&mut self, word: &str) -> bool {
        match word {
            _ if KEYWORDS.contains(&word) => {}
            "function" => {
                self.lexer.next_word();
            }
            _ if word.starts_with('[') || self.assigns(word) => self.skip_statement(),
            _ => return false,
        }
        true
    }

    /// `$name=…`, `$env:NAME += …`: the sign stands in the word or begins the next one.
    fn assigns(&mut self, word: &str) -> bool {
        let Some(variable) = word.strip_prefix('$') else {
            return false;
        };
        let is_name =
            |character: char| character.is_alphanumeric() || matches!(character, '_' | ':' | '.');
        let sign = match variable.trim_start_matches(is_name) {
            "" => match self.lexer.peek() {
                Some(Token::Word(next)) => next,
                _ => return false,
            },
            sign => sign,
        };
        sign.trim_start_matches(['+', '-', '*', '/', '?'])
            .starts_with('=')
    }

    fn skip_loop_header(&mut self) {
        if self.lexer.next_word().is_some() && self.lexer.peek() != Some(Token::Word("do")) {
            self.skip_statement();
        } else if self.lexer.peek() == Some(Token::Open(Opening::Group)) {
            self.lexer.next();
            if !self.lexer.skip_arithmetic() {
                self.lexer.skip_to(Closer::Commands);
            }
        }
    }

    fn skip_case_header(&mut self) {
        self.lexer.next_word();
        while self
            .lexer
            .next()
            .is_some_and(|token| token != Token::Word("in"))
        {}
        self.open_cases += 1;
        self.skip_pattern();
    }

    /// Passes by `pattern)` before a clause of `case`; in front of `esac` there is none.
    fn skip_pattern(&mut self) {
        while let Some(Token::Separator(_)) = self.lexer.peek() {
            self.lexer.next();
        }
        match self.lexer.peek() {
            Some(Token::Word("esac")) => return,
            Some(Token::Open(_)) => {
                self.lexer.next();
            }
            _ => {}
        }
        let mut depth = 0_usize;
        while let Some(token) = self.lexer.next() {
            match token {
                Token::Open(_) => depth += 1,
                Token::Close if depth == 0 => return,
                Token::Close => depth -= 1,
                _ => {}
            }
        }
    }

    /// Passes by everything up to the `;`, the newline or the closing parenthesis that ends it.
    fn skip_statement(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.lexer.peek() {
            match token {
                Token::Separator(b';' | b'\n') | Token::Close if depth == 0 => return,
                Token::Open(_) => depth += 1,
                Token::Close => depth -= 1,
                _ => {}
            }
            self.lexer.next();
        }
    }

    /// Passes by the options of a prefix word. With no answer, a command follows.
    fn prefix(&mut self, prefix: &Prefix) -> Option<Step> {
        let mut operands = prefix.operands;
        while let Some(Token::Word(word)) = self.lexer.peek() {
            let plain = unquote(word, self.dialect);
            match plain.as_str() {
                "--" => {}
                option if option.starts_with('-') => {
                    if prefix.takes_next_word(option) {
                        self.lexer.next();
                        self.lexer.peek();
                    }
                }
                _ if is_assignment(&plain) => {}
                _ if operands > 0 => operands -= 1,
                _ => return None,
            }
            self.lexer.next();
        }
        match prefix.is_program {
            true => Some(Step::Named(ProgramName::new(prefix.name))),
            false => {
                self.preparation = ProgramName::new(prefix.name);
                self.place = Place::Arguments;
                None
            }
        }
    }

    fn shell_script(&mut self) -> Option<Step> {
        while let Some(word) = self.lexer.next_word() {
            let option = unquote(word, self.dialect);
            if option.starts_with("--") {
                if SHELL_OPTIONS_WITH_ARGUMENT.contains(&option.as_str()) {
                    self.lexer.next_word();
                }
            } else if option.starts_with('-') && option.ends_with('c') {
                let script = self.lexer.next_word()?;
                return Some(Step::Script(unquote(script, self.dialect), Dialect::Posix));
            } else if !option.starts_with(['-', '+']) {
                return None;
            } else if option.ends_with(['o', 'O']) {
                self.lexer.next_word();
            }
        }
        None
    }

    fn powershell_script(&mut self) -> Option<Step> {
        while let Some(word) = self.lexer.next_word() {
            let option = unquote(word, self.dialect).to_ascii_lowercase();
            match option.as_str() {
                "-c" | "-command" => return self.rest_as_script(Dialect::PowerShell),
                option if POWERSHELL_OPTIONS_WITHOUT_SCRIPT.contains(&option) => return None,
                option if POWERSHELL_OPTIONS_WITH_ARGUMENT.contains(&option) => {
                    self.lexer.next_word();
                }
                option if option.starts_with('-') => {}
                _ => return None,
            }
        }
        None
    }

    fn cmd_script(&mut self) -> Option<Step> {
        while let Some(word) = self.lexer.next_word() {
            let option = unquote(word, self.dialect).to_ascii_lowercase();
            if option.ends_with("/c") && option.starts_with('/') {
                return self.rest_as_script(Dialect::Cmd);
            }
            if !option.starts_with('/') {
                return None;
            }
        }
        None
    }

    /// The words that are left in the simple command, as one script.
    fn rest_as_script(&mut self, dialect: Dialect) -> Option<Step> {
        let mut script = unquote(self.lexer.next_word()?, self.dialect);
        while let Some(word) = self.lexer.next_word() {
            script.push(' ');
            script.push_str(&unquote(word, self.dialect));
        }
        Some(Step::Script(script, dialect))
    }
}

/// Nothing in the word stands for anything else.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| is_name_byte(byte) || byte == b'/')
}

/// `NAME=value`, `NAME+=value` or `NAME[index]=value`, with a name that is not quoted.
fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else {
        return false;
    };
    let name = name.strip_suffix('+').unwrap_or(name);
    let name = match name.split_once('[') {
        Some((name, index)) if index.ends_with(']') => name,
        _ => name,
    };
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// What stands after the last separator of a path, without `.exe`.
pub(super) fn base_name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.len().checked_sub(4) {
        Some(end) if name.as_bytes()[end..].eq_ignore_ascii_case(b".exe") => &name[..end],
        _ => name,
    }
}
