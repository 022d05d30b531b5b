//! The schemas of core's JSON and the page's types, which the program `schema` writes.

use anyhow::Result;

use crate::{project, step};

/// Writes them anew.
pub(crate) fn renew() -> Result<()> {
    let mut write = project::cargo();
    write.args([
        "run",
        "--locked",
        "--package=xtask",
        "--features=schema",
        "--bin=schema",
    ]);
    step::run("writing the schemas", &mut write)
}
