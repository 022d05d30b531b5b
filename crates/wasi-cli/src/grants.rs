//! The folders that the runtime lets this program open: only here does the guest know that it is one.

use std::path::PathBuf;

/// Every granted folder, by the name it has in here; absent natively, where nothing is granted and all can be opened.
#[cfg(not(target_os = "wasi"))]
pub fn granted() -> Option<Vec<PathBuf>> {
    None
}

/// Every granted folder, by the name it has in here.
#[cfg(target_os = "wasi")]
pub fn granted() -> Option<Vec<PathBuf>> {
    // Descriptors 0 to 2 are the standard streams; grants follow without a gap.
    Some((3..).map_while(granted_at).collect())
}

#[cfg(target_os = "wasi")]
fn granted_at(descriptor: u32) -> Option<PathBuf> {
    // SAFETY: the call only reads a number and returns a value; a descriptor that is none is an error.
    let grant = unsafe { wasip1::fd_prestat_get(descriptor) }.ok()?;
    if grant.tag != wasip1::PREOPENTYPE_DIR.raw() {
        return None;
    }
    // SAFETY: the tag says which member of the union is set.
    let length = unsafe { grant.u.dir.pr_name_len };
    let mut name = vec![0; length];
    // SAFETY: the buffer is exactly as long as the call is told.
    unsafe { wasip1::fd_prestat_dir_name(descriptor, name.as_mut_ptr(), length) }.ok()?;
    String::from_utf8(name).ok().map(PathBuf::from)
}
