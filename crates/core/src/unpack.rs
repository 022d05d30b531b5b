//! zstd, a block at a time, in bounded memory: the same code on every host.
//!
//! A block unpacks to at most 128 KiB, so whatever a file claims, no more than one window and one block is held.
//! A file that unpacks to far more than Codex's own could is refused, see [`RATIO_CAP`] and [`SIZE_CAP`].

use alloc::vec::Vec;

use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Unpacked bytes for each packed byte. Rollouts reach about 20; a file past this was made to harm.
pub const RATIO_CAP: u64 = 64;
/// Unpacked bytes up to which no ratio is asked for: short repetitive files pack well.
const RATIO_FREE_BYTES: u64 = 4 * 1024 * 1024;
/// Unpacked bytes of one file.
pub const SIZE_CAP: u64 = 4 * 1024 * 1024 * 1024;
/// Window that a frame may ask for. Codex packs at level 3, which takes 2 MiB.
const WINDOW_CAP: u64 = 32 * 1024 * 1024;
/// First bytes of a zstd frame.
pub const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Longest frame header.
const HEADER_LENGTH: usize = 18;
const BLOCK_HEADER_LENGTH: usize = 3;
const CHECKSUM_LENGTH: usize = 4;

/// Why a file was not unpacked to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The packed data are damaged.
    Damaged,
    /// The packed data end early.
    Short,
    /// Past [`RATIO_CAP`] or [`SIZE_CAP`].
    OverCap,
}

/// Unpacks a stream of chunks.
#[derive(Default)]
pub struct Unpacker {
    decoder: FrameDecoder,
    /// Packed bytes that do not yet make a whole part.
    held: Vec<u8>,
    unpacked: Vec<u8>,
    part: Part,
    packed_total: u64,
    unpacked_total: u64,
}

/// What comes next in the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    FrameHeader,
    Block,
}

impl Unpacker {
    /// Hands what `chunk` completes to `take`.
    pub fn feed(&mut self, chunk: &[u8], mut take: impl FnMut(&[u8])) -> Result<(), Fault> {
        self.packed_total += chunk.len() as u64;
        self.held.extend_from_slice(chunk);
        let mut used = 0;
        while let Some(length) = self.next_part(used, false)? {
            used += self.part(used, length, &mut take)?;
        }
        self.held.drain(..used);
        Ok(())
    }

    /// The packed data are complete.
    pub fn finish(&mut self, mut take: impl FnMut(&[u8])) -> Result<(), Fault> {
        let mut used = 0;
        while let Some(length) = self.next_part(used, true)? {
            used += self.part(used, length, &mut take)?;
        }
        if used == self.held.len() && self.part == Part::FrameHeader {
            Ok(())
        } else {
            Err(Fault::Short)
        }
    }

    /// Length of the part that begins at `from`, once all of it is there.
    fn next_part(&self, from: usize, is_last: bool) -> Result<Option<usize>, Fault> {
        let rest = &self.held[from..];
        let length = match self.part {
            Part::FrameHeader if rest.is_empty() => return Ok(None),
            Part::FrameHeader if is_last => rest.len().min(HEADER_LENGTH),
            Part::FrameHeader => HEADER_LENGTH,
            Part::Block => {
                let Some(&[low, middle, high]) = rest.first_chunk::<BLOCK_HEADER_LENGTH>() else {
                    return Ok(None);
                };
                let header = u32::from_le_bytes([low, middle, high, 0]);
                let is_last_block = header & 1 == 1;
                let content = match header >> 1 & 3 {
                    1 => 1,
                    3 => return Err(Fault::Damaged),
                    _ => (header >> 3) as usize,
                };
                // A checksum may follow the last block: wait for it, unless the data end here.
                let checksum = if is_last_block && !is_last {
                    CHECKSUM_LENGTH
                } else {
                    0
                };
                BLOCK_HEADER_LENGTH + content + checksum
            }
        };
        Ok(Some(length).filter(|&length| length <= rest.len()))
    }

    /// Reads one part and returns how many bytes it took.
    fn part(
        &mut self,
        from: usize,
        length: usize,
        take: &mut impl FnMut(&[u8]),
    ) -> Result<usize, Fault> {
        let before = self.held.len() - from;
        let mut rest = &self.held[from..];
        match self.part {
            Part::FrameHeader => {
                self.decoder.set_max_window_size(WINDOW_CAP);
                self.decoder
                    .reset(&mut rest)
                    .map_err(|_| short_or_damaged(length < HEADER_LENGTH))?;
                self.part = Part::Block;
                Ok(before - rest.len())
            }
            Part::Block => {
                let strategy = BlockDecodingStrategy::UptoBlocks(1);
                let done = self
                    .decoder
                    .decode_blocks(&mut rest, strategy)
                    .map_err(|_| Fault::Damaged)?;
                let used = before - rest.len();
                if done {
                    self.part = Part::FrameHeader;
                }
                self.hand_over(take)?;
                Ok(used)
            }
        }
    }

    fn hand_over(&mut self, take: &mut impl FnMut(&[u8])) -> Result<(), Fault> {
        self.unpacked.clear();
        self.decoder
            .collect_to_writer(&mut self.unpacked)
            .map_err(|_| Fault::Damaged)?;
        self.unpacked_total += self.unpacked.len() as u64;
        let ratio_cap = self
            .packed_total
            .saturating_mul(RATIO_CAP)
            .max(RATIO_FREE_BYTES);
        if self.unpacked_total > ratio_cap.min(SIZE_CAP) {
            return Err(Fault::OverCap);
        }
        take(&self.unpacked);
        Ok(())
    }
}

fn short_or_damaged(is_short: bool) -> Fault {
    if is_short {
        Fault::Short
    } else {
        Fault::Damaged
    }
}
