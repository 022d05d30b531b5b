//! Ids: what of them may be told apart. Text that is no plausible id never becomes a value, so it is none.

use serde_json::Value;

/// A uuid in lower case, or a short word.
pub(crate) fn id(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    if is_uuid(text) {
        return Some(text.to_ascii_lowercase());
    }
    let words: Vec<&str> = text.split(' ').collect();
    (text.len() <= 64 && words.len() <= 3 && words.iter().all(|word| is_word(word)))
        .then(|| text.to_owned())
}

/// The creation time of a UUIDv7, in milliseconds since 1970.
pub(crate) fn uuid7_ms(id: &str) -> Option<i64> {
    if !is_uuid(id) || id.as_bytes()[14] != b'7' || !b"89ab".contains(&id.as_bytes()[19]) {
        return None;
    }
    i64::from_str_radix(&format!("{}{}", &id[..8], &id[9..13]), 16).ok()
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._:+-".contains(&byte))
}
