//! Bytes to the objects of a rollout: one tree of values for each line that is a whole JSON object with a payload.

use std::borrow::Cow;
use std::io::Read;

use serde_json::Value;

/// The file's bytes, decompressed when its name says so.
pub(crate) fn plain_bytes<'a>(name: &str, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    if !name.ends_with(".zst") {
        return Cow::Borrowed(bytes);
    }
    let mut plain = Vec::new();
    if let Ok(mut decoder) = ruzstd::decoding::StreamingDecoder::new(bytes) {
        // What was decoded before a broken block still counts.
        let _ = decoder.read_to_end(&mut plain);
    }
    Cow::Owned(plain)
}

/// Objects of the file; what is not JSON (a torn tail, NULs, garbage, absurd nesting) is skipped.
pub(crate) fn objects(plain: &[u8]) -> impl Iterator<Item = Value> {
    plain.split(|&byte| byte == b'\n').filter_map(|line| {
        let line = line.trim_ascii();
        let line = line
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(line)
            .trim_ascii();
        if !line.starts_with(b"{") {
            return None;
        }
        let text = String::from_utf8_lossy(line);
        let as_written = if has_minus_zero(&text) {
            None
        } else {
            serde_json::from_str(&text).ok()
        };
        let object: Value = as_written.or_else(|| serde_json::from_str(&tamed(&text)).ok())?;
        object["payload"].is_object().then_some(object)
    })
}

/// `-0` is the whole number 0; `Value` would make a fraction of it.
fn has_minus_zero(text: &str) -> bool {
    text.match_indices("-0")
        .any(|(at, _)| starts_with_minus_zero(&text[at..]))
}

fn starts_with_minus_zero(text: &str) -> bool {
    let rest = text.strip_prefix("-0");
    rest.is_some_and(|rest| !rest.starts_with(is_of_a_number))
}

fn is_of_a_number(c: char) -> bool {
    matches!(c, '0'..='9' | '.' | 'e' | 'E' | '+' | '-')
}

/// The same JSON without what is valid but beyond `Value`: half a surrogate pair written as an escape, a number past the
/// range of a double (neither can be part of a word or a count that the law knows), and `-0`.
fn tamed(text: &str) -> String {
    let (mut out, mut in_string, mut digits, mut most_digits) =
        (String::with_capacity(text.len()), false, 0, 30);
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        let Some(next) = chars.next() else { return out };
        match next {
            '-' if !in_string && starts_with_minus_zero(rest) && !out.ends_with(is_of_a_number) => {
            }
            '\\' if in_string => out.push_str(&escape(&mut chars)),
            '0'..='9' if !in_string => {
                digits += 1;
                if digits <= most_digits {
                    out.push(next);
                }
            }
            _ => {
                in_string ^= next == '"';
                most_digits = if matches!(next, 'e' | 'E' | '+' | '-') {
                    2
                } else {
                    30
                };
                digits = 0;
                out.push(next);
            }
        }
    }
}

/// The rest of an escape sequence after its backslash; a surrogate becomes the replacement character.
fn escape(chars: &mut std::str::Chars) -> String {
    let kind = chars.next().map_or_else(String::new, String::from);
    let hex: String = if kind == "u" {
        chars.by_ref().take(4).collect()
    } else {
        String::new()
    };
    match u32::from_str_radix(&hex, 16) {
        Ok(0xd800..=0xdfff) => "\\ufffd".to_owned(),
        _ => format!("\\{kind}{hex}"),
    }
}
