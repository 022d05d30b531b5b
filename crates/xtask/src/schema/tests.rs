//! The committed files are what would be written today, and what core answers has the shape that they tell.

use std::collections::BTreeSet;

use super::*;
use crate::{answers, samples};

#[test]
fn the_committed_files_describe_what_core_answers() {
    for (path, text) in files().unwrap() {
        let committed = fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(committed == text, "{path} is stale: run `cargo xtask gen`");
    }
}

#[test]
fn every_report_that_can_be_asked_for_is_described_by_its_word() {
    let (report, query) = schemas();
    let definitions = report["$defs"].as_object().unwrap().values();
    let described: BTreeSet<&str> = definitions
        .filter_map(|definition| definition["properties"]["report"]["const"].as_str())
        .collect();
    let kinds = query["$defs"]["ReportKind"]["oneOf"].as_array().unwrap();
    for kind in kinds {
        let word = kind["const"].as_str().unwrap();
        assert!(described.contains(word), "{word}");
    }
}

/// Every report in every grouping, over rollouts of every version: no key that the schema does not tell, none missing.
#[test]
fn answers_have_the_shape_that_the_schema_tells() {
    let (schema, _) = schemas();
    let queries = answers::queries();
    for (sample, files) in samples::fixtures() {
        let engine = answers::engine(&files, || usize::MAX);
        for (query, answer) in queries.iter().zip(answers::answers(&engine, &queries)) {
            let answer: Value = serde_json::from_str(&answer).unwrap();
            assert!(fits(&schema, &schema, &answer), "{sample}: {query:?}");
        }
    }
}

#[test]
fn what_does_not_fit_is_told() {
    let (schema, _) = schemas();
    let answer = |change: fn(&mut Value)| {
        let engine = answers::engine(&Vec::new(), || 1);
        let query = Query::from_json(br#"{"report":"names"}"#).unwrap();
        let mut answer = serde_json::from_slice(&engine.report(&query).unwrap().to_json()).unwrap();
        change(&mut answer);
        fits(&schema, &schema, &answer)
    };
    assert!(answer(|_| ()));
    assert!(!answer(|answer| answer["report"] = json!("usage")));
    assert!(!answer(|answer| answer["zone"] = Value::Null));
    assert!(!answer(
        |answer| answer["rows"] = json!([{ "kind": "project" }])
    ));
    assert!(!answer(|answer| answer["more"] = json!(1)));
    assert!(!answer(|answer| drop(
        answer.as_object_mut().unwrap().remove("files")
    )));
}

fn schemas() -> (Value, Value) {
    let [(_, report), (_, query), _] = files().unwrap();
    let parsed = |text: &str| serde_json::from_str(text).unwrap();
    (parsed(&report), parsed(&query))
}

/// Whether the value has the schema's shape. Unlike JSON Schema, it refuses keys that are not told.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(name) = typescript::target(schema) {
        return fits(root, &joined(schema, &root["$defs"][name]), value);
    }
    if let Some(expected) = schema.get("const") {
        return value == expected;
    }
    if let Some(parts) = typescript::alternatives(schema) {
        return parts
            .iter()
            .any(|part| fits(root, &joined(schema, part), value));
    }
    let is_listed = schema["enum"]
        .as_array()
        .is_none_or(|values| values.contains(value));
    is_listed && is_of_kind(&schema["type"], value) && parts_fit(root, schema, value)
}

fn is_of_kind(kind: &Value, value: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(|kind| is_of_kind(kind, value)),
        Value::String(kind) => match kind.as_str() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => false,
        },
        _ => true,
    }
}

fn parts_fit(root: &Value, schema: &Value, value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements
            .iter()
            .all(|element| fits(root, &schema["items"], element)),
        Value::Object(entries) => {
            let mut required = schema["required"].as_array().into_iter().flatten();
            required.all(|key| entries.contains_key(key.as_str().unwrap()))
                && entries.iter().all(|(key, value)| {
                    let told = schema["properties"].get(key);
                    told.is_some_and(|told| fits(root, told, value))
                })
        }
        _ => true,
    }
}

/// One alternative, or a definition, together with the keys that stand beside it.
fn joined(schema: &Value, part: &Value) -> Value {
    let Some(shared) = schema.get("properties") else {
        return part.clone();
    };
    let mut joined = part.clone();
    let keys = joined["properties"].as_object_mut().unwrap();
    keys.extend(shared.as_object().unwrap().clone());
    let required = joined["required"].as_array_mut().unwrap();
    required.extend(schema["required"].as_array().unwrap().clone());
    joined
}
