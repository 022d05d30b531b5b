//! C zstd, lent to core: in the sandbox it is three times as fast as core's own decoder.
//!
//! In the sandbox only. There it is as strict as that one; built for 64 bits it reads the texts of a block in another way and
//! passes over damage in them (`HUF_ENABLE_FAST_DECODE` in its source), so that a damaged file would count differently.
//! `packed.rs` among the launcher's tests compares both on damaged files.

use cutrack_core::unpack::DecodeBlocks;
use zstd_safe::{DCtx, DParameter, InBuffer, OutBuffer, ResetDirective};

/// Base-2 logarithm of the largest window that core takes.
const WINDOW_LOG_MAX: u32 = 25;

/// A decoder of one file.
pub(crate) struct CBlocks(DCtx<'static>);

impl CBlocks {
    /// As core takes it.
    pub(crate) fn lent() -> Box<dyn DecodeBlocks> {
        Box::new(Self(DCtx::create()))
    }

    /// Feeds a whole part; `None` unless all of it is taken.
    fn feed(&mut self, part: &[u8], room: &mut [u8]) -> Option<usize> {
        let mut input = InBuffer::around(part);
        let mut output = OutBuffer::around(room);
        while input.pos() < part.len() {
            let before = input.pos();
            self.0.decompress_stream(&mut output, &mut input).ok()?;
            if input.pos() == before {
                return None;
            }
        }
        Some(output.pos())
    }
}

impl DecodeBlocks for CBlocks {
    fn begin(&mut self, header: &[u8]) -> Option<()> {
        self.0.reset(ResetDirective::SessionOnly).ok()?;
        let window = DParameter::WindowLogMax(WINDOW_LOG_MAX);
        self.0.set_parameter(window).ok()?;
        self.feed(header, &mut []).map(drop)
    }

    fn block(&mut self, block: &[u8], room: &mut [u8]) -> Option<usize> {
        self.feed(block, room)
    }
}
