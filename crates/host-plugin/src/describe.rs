//! `describe`: what the plugin is, as one line of JSON that a host can show or check.

use cutrack_core::{Config, Engine, Query, Report};
use serde_json::{Value, json};

use crate::frame::HEADER_BYTES_MAX;

/// Name, versions, exports with their shapes, limits and error codes.
pub fn describe() -> String {
    let (schema, price_date) = versions();
    json!({
        "name": "cutrack",
        "version": env!("CARGO_PKG_VERSION"),
        "schema": schema,
        "price_date": price_date,
        "exports": exports(),
        "limits": { "header_bytes": HEADER_BYTES_MAX },
        "errors": errors(),
    })
    .to_string()
}

/// Version of the reports' JSON and date of the price table, as a report without files tells them.
fn versions() -> (Option<u32>, Option<&'static str>) {
    match Engine::new(Config::default()).report(&Query::default()) {
        Ok(Report::Usage(report)) => (Some(report.head.schema), Some(report.prices.date)),
        _ => (None, None),
    }
}

/// The functions, and what goes in and comes out.
fn exports() -> Value {
    json!({
        "describe": { "input": "nothing", "output": "this object" },
        "analyze": {
            "input": "a header line and the bytes of its files in that order, or the bytes of one .jsonl or .jsonl.zst; a .json file needs its name",
            "header": {
                "key": "64 hexadecimal digits that pseudonyms are made with, or null for none",
                "zone": { "name": "UTC", "offsets": [{ "from_ms": "milliseconds since 1970", "east_seconds": "seconds" }] },
                "queries": [{ "report": "usage", "by": ["day"] }],
                "files": [{ "name": "path below the Codex home", "bytes": "length" }],
            },
            "output": "one line of report JSON for each query",
        },
    })
}

/// The codes that an error begins with, and what the number behind a code counts.
fn errors() -> Value {
    json!({
        "header": "byte of the header line that is wrong, from 1",
        "key": "characters of the key",
        "short": "index of the file that the input does not hold to its end",
        "long": "bytes behind the last file",
        "query": "index of the query that was refused",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Fault, Header};
    use cutrack_core::report::QueryError;

    #[test]
    fn every_error_code_is_described() {
        let faults = [
            Fault::Header { byte: 1 },
            Fault::Key { characters: 1 },
            Fault::Short { file: 1 },
            Fault::Long { bytes: 1 },
            Fault::Query {
                index: 1,
                error: QueryError::Time,
            },
        ];
        for fault in faults {
            let text = fault.to_string();
            let (code, rest) = text.split_once(' ').expect("a code");
            assert!(errors().get(code).is_some(), "{code}");
            assert!(rest.starts_with("1: "), "{text}");
        }
    }

    #[test]
    fn described_header_keys_are_the_header_s() {
        let Value::Object(shape) = exports()["analyze"]["header"].take() else {
            panic!("an object")
        };
        for key in shape.keys() {
            let line = format!(r#"{{"{key}":null,"files":[]}}"#);
            let unknown = format!(r#"{{"no_{key}":null,"files":[]}}"#);
            let byte = |line: &str| match Header::read(line.as_bytes()) {
                Some(Err(Fault::Header { byte })) => byte,
                _ => 0,
            };
            assert_ne!(byte(&line), key.len() + 3, "{key} is unknown");
            assert_eq!(byte(&unknown), key.len() + 6, "no_{key} is known");
        }
    }

    #[test]
    fn versions_are_told() {
        let described: Value = serde_json::from_str(&describe()).expect("JSON");
        assert_eq!(described["name"], "cutrack");
        assert!(described["schema"].is_u64(), "{described}");
        assert!(described["price_date"].is_string(), "{described}");
    }
}
