//! Short words of listed fields: model, tool, program, version, effort, client, plan, provider.
//! These fields are free text to whoever writes a configuration file, so what is not plainly such a
//! word is dropped: no sentence, no path, no address, no letters past ASCII.

use alloc::sync::Arc;
use core::fmt;
use core::hash::{Hash, Hasher};
use serde::{Serialize, Serializer};

/// The longest tool names that models are offered have 64 bytes.
const BYTES: usize = 64;
/// `Codex Desktop`, and a client of three words; four are a sentence.
const BLANKS: usize = 2;
/// Programs of the shell that are no words.
const SHELL_MARKS: [&str; 4] = ["[", "[[", ".", ":"];
/// Who may stand before the slash of a model's name. A closed list, as `home/joe` looks no different.
#[rustfmt::skip]
const PUBLISHERS: [&str; 24] = [
    "amazon", "anthropic", "azure", "cohere", "deepseek", "deepseek-ai", "google", "groq", "meta", "meta-llama", "microsoft", "minimax",
    "mistral", "mistralai", "moonshotai", "nvidia", "ollama", "openai", "openrouter", "qwen", "Qwen", "x-ai", "z-ai", "zai-org",
];

/// A short checked word; compares and serialises as its text. Copies share it: a model stands in every row of its usage.
#[derive(Clone, Eq, PartialOrd, Ord)]
pub struct Label(Arc<str>);

/// Copies are told at once, without a look at their text.
impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Label {
    /// Absent unless the text is one: at most 64 bytes of ASCII letters, digits, `.`, `_`, `:`, `+`, `-`, beginning with
    /// a letter, digit or `_`; up to two single blanks within; and a slash only in a model's name, after a
    /// publisher that we know. `[`, `[[`, `.` and `:` are programs.
    pub fn new(text: &str) -> Option<Self> {
        let is_label = text.len() <= BYTES
            && (is_words(text) || is_published(text) || SHELL_MARKS.contains(&text));
        is_label.then(|| Self(text.into()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_published(text: &str) -> bool {
    text.split_once('/')
        .is_some_and(|(publisher, model)| PUBLISHERS.contains(&publisher) && is_word(model))
}

fn is_words(text: &str) -> bool {
    text.bytes().filter(|&byte| byte == b' ').count() <= BLANKS && text.split(' ').all(is_word)
}

fn is_word(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_');
    begins
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._:+-".contains(&byte))
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

#[cfg(feature = "schema")]
text_schema!(Label);

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        #[rustfmt::skip]
        let table = [
            "gpt-5.6-sol", "gpt-oss:20b", "openai/gpt-5", "qwen/qwen3-coder:30b", "codex_cli_rs", "Codex Desktop", "0.144.0-alpha.4",
            "xhigh", "self_serve_business_usage_based", "mcp__omx_state__state_write", "container.exec", "clock.sleep", "g++",
            "python3.11", "7z", "[", "[[", ".", ":", "__init__", "amd-openai", "codex_bengalfox", "a",
            "0123456789012345678901234567890123456789012345678901234567890123",
        ];
        for text in table {
            let label = Label::new(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(label.as_str(), text);
            assert_eq!(
                serde_json::to_string(&label).unwrap(),
                alloc::format!("\"{text}\"")
            );
        }
    }

    #[test]
    fn no_labels() {
        #[rustfmt::skip]
        let table = [
            "", " ", "  ", " gpt-5", "gpt-5 ", "gpt  5", "please fix my bug", "a b c d",
            "01234567890123456789012345678901234567890123456789012345678901234",
            // Paths and addresses.
            "/home/joe", "home/joe", "~/x", "./x", "../x", "openai/../x", "openai/a/b", "openai/", "/openai", "openai//x", "openai/ x",
            "C:\\Users\\joe", "joe@example.com", "https://example.com", "file:///etc/passwd", "Openai/gpt-5",
            // What a shell, a terminal, a table or a page might run.
            "$(id)", "`id`", "a;b", "a|b", "a&b", "a>b", "*", "?", "!", "a=b", "=1+1", "+1", "-rf", "@x", "'a'", "\"a\"", "<b>", "%41", "{a}",
            "#a", "a,b", "(a)", "[a]", "^", "..", "...", "::",
            "a\nb", "a\rb", "a\tb", "a\0b", "\u{1b}[31m", "a\u{7f}",
            // Letters past ASCII, and marks that are not seen.
            "é", "gpt\u{2011}5", "gpt\u{a0}5", "\u{202e}gpt", "gpt\u{200b}5", "ｇｐｔ", "🦀",
        ];
        for text in table {
            assert_eq!(Label::new(text), None, "{text:?}");
        }
    }
}
