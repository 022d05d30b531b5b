//! `cargo xtask gen`: renews committed files that are made from others. A test of each fails when
//! its file is not what would be made today.

pub(crate) mod prices;
mod schema;

use anyhow::Result;

/// Renews every generated file.
pub(crate) fn generate() -> Result<()> {
    prices::renew()?;
    schema::renew()
}
