//! Writes what describes the JSON of reports and queries: `schemas/*.json`, and the page's types made from these.
//!
//! It is a program of its own so that only who renews the files compiles core with its `schema` feature, which no
//! artefact has. A test fails when the committed files are not what would be written today.

mod typescript;

#[cfg(test)]
#[path = "../../../core/tests/answers/mod.rs"]
mod answers;
#[cfg(test)]
#[path = "../../../core/tests/samples/mod.rs"]
mod samples;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cutrack_core::{Query, Report};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

const REPORT: &str = "schemas/report.json";
const QUERY: &str = "schemas/query.json";
const TYPES: &str = "web/src/generated/core.ts";

fn main() -> Result<()> {
    for (path, text) in files()? {
        let path = root().join(path);
        fs::create_dir_all(path.parent().unwrap_or(root()))?;
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Each file and what it should hold.
fn files() -> Result<[(&'static str, String); 3]> {
    let written = SchemaSettings::draft2020_12().for_serialize();
    let read = SchemaSettings::draft2020_12().for_deserialize();
    let mut report = schema_of::<Report>(written)?;
    name_reports(&mut report)?;
    let query = schema_of::<Query>(read)?;
    let types = typescript::types(&[&report, &query]);
    Ok([
        (REPORT, pretty(&report)?),
        (QUERY, pretty(&query)?),
        (TYPES, types),
    ])
}

fn schema_of<T: JsonSchema>(settings: SchemaSettings) -> Result<Value> {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    Ok(serde_json::to_value(schema)?)
}

/// Every report says which one it is: with the name of its type.
fn name_reports(schema: &mut Value) -> Result<()> {
    let reports = schema["anyOf"].as_array().context("no reports")?;
    let names: Vec<String> = reports.iter().filter_map(typescript::target).collect();
    for name in names {
        let word = snake_case(name.strip_suffix("Report").context("no report's name")?);
        schema["$defs"][&name]["properties"]["report"] = json!({ "const": word });
    }
    Ok(())
}

fn snake_case(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

fn pretty(schema: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(schema)? + "\n")
}

fn root() -> &'static Path {
    let package: &'static Path = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .ancestors()
        .nth(2)
        .expect("the package lies two folders below the root")
}
