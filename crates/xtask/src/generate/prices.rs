//! The price table as Rust, from `crates/core/data/prices.json`. It copies texts and sorts; what a
//! price means is computed by core, when core is compiled.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::project;

const SOURCE: &str = "crates/core/data/prices.json";
const TABLE: &str = "crates/core/src/price/table.rs";

const HEAD: &str = r#"//! The built-in prices. Made by `cargo xtask gen` from `data/prices.json`: change that file instead.

use super::{ModelPrices, PicoDollars, Rates};

const fn price(text: &str) -> PicoDollars {
    PicoDollars::from_decimal(text).expect("a decimal")
}

const fn optional(text: &str) -> Option<PicoDollars> {
    if text.is_empty() { None } else { Some(price(text)) }
}

/// Dollars per million tokens of input, cached input, cache write and output; empty is absent.
const fn rates(input: &str, cached_input: &str, cache_write: &str, output: &str) -> Rates {
    Rates { input: price(input), cached_input: optional(cached_input), cache_write: optional(cache_write), output: price(output) }
}

"#;

#[derive(Deserialize)]
struct Source {
    about: About,
    /// Sorted by name, as core's search needs it.
    models: BTreeMap<String, Model>,
}

#[derive(Deserialize)]
struct About {
    source: String,
    file: String,
    retrieved: String,
}

#[derive(Deserialize)]
struct Model {
    #[serde(flatten)]
    base: Row,
    above_272k_input_tokens: Option<Row>,
    #[serde(default)]
    service_tiers: Tiers,
}

#[derive(Deserialize, Default)]
struct Tiers {
    priority: Option<Row>,
    flex: Option<Row>,
}

#[derive(Deserialize)]
struct Row {
    input: String,
    #[serde(default)]
    cached_input: String,
    #[serde(default)]
    cache_write: String,
    output: String,
}

/// Writes the table anew.
pub(crate) fn renew() -> Result<()> {
    let json = fs::read_to_string(project::root().join(SOURCE)).context(SOURCE)?;
    fs::write(project::root().join(TABLE), table(&json)?).context(TABLE)
}

fn table(json: &str) -> Result<String> {
    let Source { about, models } = serde_json::from_str(json).context(SOURCE)?;
    let mut text = String::from(HEAD);
    writeln!(
        text,
        "/// Where the prices were read: {} of it.",
        about.file
    )?;
    writeln!(text, "pub(super) const SOURCE: &str = {:?};", about.source)?;
    writeln!(text, "/// When.")?;
    writeln!(
        text,
        "pub(super) const DATE: &str = {:?};\n",
        about.retrieved
    )?;
    writeln!(text, "/// By the model's name, ascending.")?;
    writeln!(
        text,
        "pub(super) static MODELS: &[(&str, ModelPrices)] = &["
    )?;
    for (name, model) in models {
        writeln!(text, "    ({name:?}, ModelPrices {{")?;
        writeln!(text, "        base: {},", rates(&model.base))?;
        writeln!(
            text,
            "        above_272k: {},",
            optional(model.above_272k_input_tokens.as_ref())
        )?;
        writeln!(
            text,
            "        priority: {},",
            optional(model.service_tiers.priority.as_ref())
        )?;
        writeln!(
            text,
            "        flex: {},",
            optional(model.service_tiers.flex.as_ref())
        )?;
        writeln!(text, "    }}),")?;
    }
    text.push_str("];\n");
    Ok(text)
}

fn optional(row: Option<&Row>) -> String {
    row.map_or("None".into(), |row| format!("Some({})", rates(row)))
}

fn rates(row: &Row) -> String {
    format!(
        "rates({:?}, {:?}, {:?}, {:?})",
        row.input, row.cached_input, row.cache_write, row.output
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_table_is_of_the_committed_prices() {
        let read = |path: &str| fs::read_to_string(project::root().join(path)).unwrap();
        assert!(
            read(TABLE) == table(&read(SOURCE)).unwrap(),
            "stale: run `cargo xtask gen`"
        );
    }
}
