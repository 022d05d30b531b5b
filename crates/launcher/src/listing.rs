//! Folders that the guest cannot list: one name that is not UTF-8 makes a whole folder unreadable to it. So it ends before it
//! has done anything, and runs once more with what lies in such folders as arguments. Nobody else pays for the walk.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::grant::Grant;
use crate::options::LISTED;

/// How the names of rollouts begin: one of these that the guest cannot open it tells its user of.
const ROLLOUT: &[u8] = b"rollout-";

/// What tells the guest of all such folders below these grants. It is told of something in any case, so that it does not
/// ask again.
pub(crate) fn told(grants: &[Grant]) -> Vec<String> {
    let mut listed = vec!["/".to_owned()];
    for grant in grants.iter().filter(|grant| !grant.is_writable) {
        if let Some(host) = &grant.host {
            list(host, &grant.guest, &mut listed);
        }
    }
    listed
        .into_iter()
        .flat_map(|path| [format!("--{LISTED}"), path])
        .collect()
}

fn list(folder: &Path, guest: &str, listed: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let entries: Vec<_> = entries.flatten().collect();
    let is_listable = entries
        .iter()
        .all(|entry| entry.file_name().to_str().is_some());
    for entry in entries {
        let name = entry.file_name();
        let path = format!("{guest}/{}", name.to_string_lossy());
        if !is_listable && is_told(&name) {
            listed.push(path.clone());
        }
        // Links are followed by the guest, as far as it can.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name.to_str().is_some() {
            list(&entry.path(), &path, listed);
        }
    }
}

fn is_told(name: &OsStr) -> bool {
    name.to_str().is_some() || name.as_encoded_bytes().starts_with(ROLLOUT)
}
