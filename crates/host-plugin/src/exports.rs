//! The functions that Extism calls, and the host's input as they see it.

use extism_pdk::{Error, FnResult, extism, plugin_fn};

use crate::analyze::{self, Input};

/// What the plugin is and can do.
#[plugin_fn]
pub fn describe() -> FnResult<String> {
    let described = crate::describe::describe();
    Ok(described)
}

/// Rollouts in, one line of report JSON for each query out.
#[plugin_fn]
pub fn analyze() -> FnResult<Vec<u8>> {
    let lines = analyze::analyze(&HostInput).map_err(Error::msg)?;
    Ok(lines)
}

/// The input of the running call, read in place: `extism_pdk::input` would copy all of it.
struct HostInput;

impl Input for HostInput {
    fn length(&self) -> u64 {
        // SAFETY: takes nothing and answers a number.
        unsafe { extism::input_length() }
    }

    fn read(&self, offset: u64, block: &mut [u8]) {
        let (words, rest) = block.as_chunks_mut::<8>();
        let mut offset = offset;
        for word in words {
            // SAFETY: any offset may be asked for; the host answers 0 past the input's end.
            *word = unsafe { extism::input_load_u64(offset) }.to_le_bytes();
            offset += 8;
        }
        for byte in rest {
            // SAFETY: as above.
            *byte = unsafe { extism::input_load_u8(offset) };
            offset += 1;
        }
    }
}
