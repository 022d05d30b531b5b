//! The same JSON, spelled otherwise: keys in another order, white space, escapes, a key told twice.

use serde_json::Value;

use crate::random::Random;

/// Writes a line anew; one that is not JSON stays.
pub(crate) fn respell(line: &mut Vec<u8>, random: &mut Random) {
    let Ok(value) = serde_json::from_slice::<Value>(line) else {
        return;
    };
    let mut pen = Pen {
        out: String::new(),
        blanks: random.once_in(2),
        escapes: random.once_in(2),
        random,
    };
    pen.value(&value);
    *line = pen.out.into_bytes();
}

struct Pen<'a> {
    out: String,
    blanks: bool,
    escapes: bool,
    random: &'a mut Random,
}

impl Pen<'_> {
    fn value(&mut self, value: &Value) {
        self.blank();
        match value {
            Value::String(text) => self.text(text),
            Value::Array(items) => self.parts('[', ']', items, |pen, item| pen.value(item)),
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().collect();
                self.random.shuffle(&mut fields);
                self.parts('{', '}', &fields, |pen, (key, value)| pen.field(key, value));
            }
            other => self.out.push_str(&other.to_string()),
        }
        self.blank();
    }

    fn parts<T>(
        &mut self,
        open: char,
        close: char,
        parts: &[T],
        mut write: impl FnMut(&mut Self, &T),
    ) {
        self.out.push(open);
        self.blank();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            write(self, part);
        }
        self.out.push(close);
    }

    /// A field; now and then the key stands before it once more with another value, which the later one replaces.
    fn field(&mut self, key: &str, value: &Value) {
        if self.random.once_in(40) {
            let other = *self.random.pick(&[
                "null",
                "-1",
                "\"\"",
                "[]",
                "{}",
                "7",
                "{\"type\":\"token_count\"}",
            ]);
            self.key(key);
            self.out.push_str(other);
            self.out.push(',');
        }
        self.key(key);
        self.value(value);
    }

    fn key(&mut self, key: &str) {
        self.blank();
        self.text(key);
        self.blank();
        self.out.push(':');
        self.blank();
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                _ if self.escapes && self.random.once_in(6) => self.escape(c),
                '"' | '\\' => self.out.extend(['\\', c]),
                '\0'..' ' => self.escape(c),
                other => self.out.push(other),
            }
        }
        self.out.push('"');
    }

    fn escape(&mut self, c: char) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let digits = if self.random.once_in(2) {
                format!("\\u{unit:04x}")
            } else {
                format!("\\u{unit:04X}")
            };
            self.out.push_str(&digits);
        }
    }

    fn blank(&mut self) {
        if self.blanks && self.random.once_in(3) {
            let blank = *self.random.pick(&[" ", "\t", "\r", "   ", " \t "]);
            self.out.push_str(blank);
        }
    }
}
