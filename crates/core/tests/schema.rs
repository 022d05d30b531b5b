//! The tables as they were written down for this version of the schema (`tests/schema/<version>.txt`): a change of a
//! table without another version fails. `CUTRACK_BLESS` writes a new version down and leaves written ones alone.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cutrack_core::record::table::{Column, ColumnKind, Table};
use cutrack_core::store::{SCHEMA, tables};

fn line(column: &Column) -> String {
    let kind = match column.kind {
        ColumnKind::Integer => "integer",
        ColumnKind::Text => "text",
    };
    let optional = if column.optional { " optional" } else { "" };
    let refers = column.refers.map(|table| format!(" refers to {table}"));
    format!(
        "  {} {kind}{optional}{}\n",
        column.name,
        refers.unwrap_or_default()
    )
}

fn text(table: &Table) -> String {
    let columns: String = table.columns.iter().map(line).collect();
    let mut text = format!("{}\n{columns}  key {}\n", table.name, table.key.join(", "));
    for index in table.index {
        let _ = writeln!(text, "  index {}", index.join(", "));
    }
    text
}

#[test]
fn tables_change_with_their_version_only() {
    let today = tables().map(text).collect::<Vec<_>>().join("\n");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema");
    let written = folder.join(format!("{SCHEMA}.txt"));
    if std::env::var_os("CUTRACK_BLESS").is_some() && !written.exists() {
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(&written, &today).expect("written");
    }
    let expected = fs::read_to_string(&written).unwrap_or_default();
    assert!(
        expected == today,
        "the tables are not those of schema {SCHEMA}: raise store::SCHEMA, then cargo xtask bless"
    );
}
