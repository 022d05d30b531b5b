//! Host of the core.
fn main() {}
