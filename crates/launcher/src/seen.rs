//! What `doctor` tells and only the launcher can see: whose bytes run in which sandbox, and who may read what is kept.

use std::path::Path;

/// The wasmtime that this program is built with: it says its version nowhere itself.
const WASMTIME: &str = "48.0.8";
/// So many bytes of a hash tell one guest from another at a glance.
const HASH_BYTES: usize = 4;

/// The value of the option that tells it.
pub(crate) fn told(hash: &[u8; 32], database: Option<&Path>) -> String {
    let hash: String = hash[..HASH_BYTES]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let folder = database.and_then(Path::parent).and_then(mode);
    let facts = [
        ("launcher", Some(env!("CARGO_PKG_VERSION").to_owned())),
        ("guest", Some(hash)),
        ("wasmtime", Some(WASMTIME.to_owned())),
        ("folder", folder),
        ("database", database.and_then(mode)),
    ];
    let facts = facts.into_iter();
    let known = facts.filter_map(|(name, fact)| Some(format!("{name}={}", fact?)));
    known.collect::<Vec<_>>().join(",")
}

/// Who may do what, as `chmod` has it; absent for what is not there.
#[cfg(unix)]
fn mode(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    const PERMISSIONS: u32 = 0o7777;
    let mode = path.metadata().ok()?.mode() & PERMISSIONS;
    Some(format!("{mode:04o}"))
}

/// Elsewhere there are no modes.
#[cfg(not(unix))]
fn mode(_: &Path) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::{WASMTIME, told};

    #[test]
    fn the_version_is_that_of_the_dependency() {
        let manifest = include_str!("../Cargo.toml");
        assert!(manifest.contains(&format!("wasmtime = {{ version = \"={WASMTIME}\"")));
    }

    #[test]
    fn a_guest_is_told_by_its_hash() {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&[0xba, 0x78, 0x16, 0x0f]);
        let facts = told(&hash, None);
        assert!(facts.contains(",guest=ba78160f,wasmtime="), "{facts}");
        assert!(!facts.contains("database"), "{facts}");
    }
}
