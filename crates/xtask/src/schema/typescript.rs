//! JSON Schema as TypeScript: the part of both that core's answers use.

use std::collections::BTreeMap;

use serde_json::Value;

const HEAD: &str = "// The JSON that core reads and answers with. Made by `cargo xtask gen`: change core's types instead.\n\
                    // A key that is null says: no file holds it.\n";

/// All definitions of the schemas, by name; of equal names the first one holds.
pub(crate) fn types(schemas: &[&Value]) -> String {
    let mut definitions: BTreeMap<&str, &Value> = BTreeMap::new();
    for schema in schemas {
        let named = schema["$defs"].as_object().into_iter().flatten();
        let root = schema["title"].as_str().map(|title| (title, *schema));
        for (name, definition) in named
            .map(|(name, value)| (name.as_str(), value))
            .chain(root)
        {
            definitions.entry(name).or_insert(definition);
        }
    }
    let mut text = String::from(HEAD);
    for (name, definition) in definitions {
        text += "\n";
        text += &comment(definition, "");
        text += &declaration(name, definition);
    }
    text
}

fn declaration(name: &str, definition: &Value) -> String {
    match definition.get("properties") {
        Some(_) if alternatives(definition).is_none() => {
            format!("export interface {name} {}\n", object(definition, ""))
        }
        _ => format!("export type {name} = {};\n", type_of(definition, "")),
    }
}

/// The type, its further lines behind `indent`.
fn type_of(schema: &Value, indent: &str) -> String {
    if let Some(name) = target(schema) {
        return match schema.get("properties") {
            Some(_) => format!("{} & {name}", object(schema, indent)),
            None => name,
        };
    }
    if let Some(value) = schema.get("const") {
        return value.to_string();
    }
    if let Some(values) = schema["enum"].as_array() {
        return union(values.iter().map(Value::to_string));
    }
    if let Some(parts) = alternatives(schema) {
        let any = union(parts.iter().map(|part| type_of(part, indent)));
        return match schema.get("properties") {
            Some(_) => format!("{} & ({any})", object(schema, indent)),
            None => any,
        };
    }
    match &schema["type"] {
        Value::Array(kinds) => union(kinds.iter().map(|kind| of_kind(kind, schema, indent))),
        kind => of_kind(kind, schema, indent),
    }
}

/// The name of the definition that a schema refers to.
pub(crate) fn target(schema: &Value) -> Option<String> {
    let path = schema["$ref"].as_str()?;
    path.strip_prefix("#/$defs/").map(str::to_owned)
}

/// The schemas of which one holds.
pub(crate) fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    let of = |key: &str| schema.get(key).and_then(Value::as_array);
    of("anyOf").or_else(|| of("oneOf"))
}

fn of_kind(kind: &Value, schema: &Value, indent: &str) -> String {
    let word = match kind.as_str() {
        Some("integer" | "number") => "number",
        Some("string") => "string",
        Some("boolean") => "boolean",
        Some("null") => "null",
        Some("array") => return array(schema, indent),
        Some("object") => return object(schema, indent),
        _ => "unknown",
    };
    word.to_owned()
}

fn array(schema: &Value, indent: &str) -> String {
    let element = type_of(&schema["items"], indent);
    if element.contains(" | ") {
        format!("({element})[]")
    } else {
        element + "[]"
    }
}

fn object(schema: &Value, indent: &str) -> String {
    let required = schema["required"].as_array();
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    let inner = format!("{indent}  ");
    let mut text = String::from("{\n");
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let mark = if is_required(name) { "" } else { "?" };
        text += &comment(property, &inner);
        text += &format!("{inner}{name}{mark}: {};\n", type_of(property, &inner));
    }
    text + indent + "}"
}

fn union(parts: impl Iterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for part in parts {
        if !distinct.contains(&part) {
            distinct.push(part);
        }
    }
    distinct.join(" | ")
}

fn comment(schema: &Value, indent: &str) -> String {
    match schema["description"].as_str() {
        Some(text) => format!("{indent}/** {} */\n", text.replace('\n', " ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_form_of_a_schema_has_its_type() {
        for (schema, expected) in [
            (json!({ "type": "integer" }), "number"),
            (json!({ "type": ["string", "null"] }), "string | null"),
            (json!({ "enum": ["a", "b"] }), "\"a\" | \"b\""),
            (
                json!({ "oneOf": [{ "const": "a" }, { "const": "b" }] }),
                "\"a\" | \"b\"",
            ),
            (
                json!({ "anyOf": [{ "$ref": "#/$defs/Row" }, { "type": "null" }] }),
                "Row | null",
            ),
            (
                json!({ "type": "array", "items": { "$ref": "#/$defs/Row" } }),
                "Row[]",
            ),
            (
                json!({ "type": "array", "items": { "type": ["integer", "null"] } }),
                "(number | null)[]",
            ),
        ] {
            assert_eq!(type_of(&schema, ""), expected, "{schema}");
        }
    }

    #[test]
    fn objects_are_interfaces() {
        let schema = json!({
            "title": "Row",
            "description": "One row.",
            "type": "object",
            "properties": { "at": { "type": ["string", "null"], "description": "When." }, "n": { "type": "integer" } },
            "required": ["at"],
        });
        let text = types(&[&schema]);
        let expected = "\n/** One row. */\nexport interface Row {\n  /** When. */\n  at: string | null;\n  n?: number;\n}\n";
        assert_eq!(text.strip_prefix(HEAD), Some(expected));
    }
}
