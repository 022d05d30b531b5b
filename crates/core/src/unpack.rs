//! zstd, a block at a time, in bounded memory.
//!
//! A block unpacks to at most 128 KiB, so whatever a file claims, no more than one window and one block is held.
//! A file that unpacks to far more than Codex's own could is refused, see [`RATIO_CAP`] and [`SIZE_CAP`].
//!
//! Frames are taken apart here, so that a damaged or cut file is read up to where it is whole: of a file that was cut that is
//! its last whole block. Where a block or the checksum turns out to be damaged, the newest bytes, as many as the window
//! has, are not trusted.
//!
//! A host may lend a faster decoder of blocks ([`DecodeBlocks`]). Only a file that it takes to its end counts as it reads it;
//! any other is to be read once more without it. So what a damaged file counts is the same on every host.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem;

use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use xxhash_rust::xxh64::Xxh64;

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
/// First bytes of a frame that holds no data of ours, but for the low half of the first one.
const SKIPPED_MAGIC: [u8; 4] = [0x50, 0x2a, 0x4d, 0x18];
/// Such a frame's header: the magic and how long it is.
const SKIPPED_HEADER_BYTES: usize = 8;
/// Bytes of a header before those that its own bits foretell.
const LEAST_HEADER_BYTES: usize = 5;
const BLOCK_HEADER_BYTES: usize = 3;
/// What a block unpacks to, and so what it holds, at most.
pub const BLOCK_BYTES: usize = 128 * 1024;
/// The bit of a header that says that a checksum stands behind the last block.
const CHECKSUM_BIT: u8 = 4;
/// Behind the last block, where the header says so.
const CHECKSUM_BYTES: usize = 4;

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

/// Decodes blocks faster than core's own decoder: a C library, say. It may refuse what that one takes, but take nothing that
/// that one refuses or reads otherwise.
pub trait DecodeBlocks {
    /// A frame begins, with this header, which asks for no checksum. `None` if it takes no such frame.
    fn begin(&mut self, header: &[u8]) -> Option<()>;

    /// Unpacks a whole block, with its header, to the start of `room`, which holds any block, and tells the length.
    fn block(&mut self, block: &[u8], room: &mut [u8]) -> Option<usize>;
}

/// Unpacks a stream of chunks.
#[derive(Default)]
pub struct Unpacker {
    decoder: FrameDecoder,
    /// Decodes blocks in its place.
    lent: Option<Box<dyn DecodeBlocks>>,
    /// Packed bytes that do not yet make a whole part.
    held: Vec<u8>,
    /// What was unpacked last stands at its start.
    unpacked: Vec<u8>,
    unpacked_bytes: usize,
    next: Part,
    /// Of all that a frame unpacks to, where it ends in a checksum.
    hasher: Option<Xxh64>,
    packed_total: u64,
    unpacked_total: u64,
}

/// What comes next in the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    FrameHeader,
    Block,
    Checksum,
    /// So many bytes of no meaning.
    Skipped(usize),
}

impl Unpacker {
    /// One that decodes blocks by a decoder of the host's.
    pub fn by(lent: Box<dyn DecodeBlocks>) -> Self {
        Self {
            lent: Some(lent),
            ..Self::default()
        }
    }

    /// Whether the host's decoder may have read otherwise than core's own: it failed, or the data end within a frame.
    pub fn is_in_doubt(&self, has_failed: bool) -> bool {
        self.lent.is_some() && (has_failed || !self.is_between_frames())
    }

    fn is_between_frames(&self) -> bool {
        self.held.is_empty() && self.next == Part::FrameHeader
    }

    /// Hands what `chunk` completes to `take`.
    pub fn feed(&mut self, chunk: &[u8], mut take: impl FnMut(&[u8])) -> Result<(), Fault> {
        self.packed_total += chunk.len() as u64;
        let mut held = mem::take(&mut self.held);
        held.extend_from_slice(chunk);
        let mut rest = &held[..];
        let mut done = Ok(());
        while let (Ok(()), Some(length)) = (done, self.length(rest)) {
            let (part, behind) = rest.split_at(length);
            done = self.part(part, &mut take);
            rest = behind;
        }
        let used = held.len() - rest.len();
        held.drain(..used);
        self.held = held;
        done
    }

    /// The packed data are complete.
    pub fn finish(&mut self, mut take: impl FnMut(&[u8])) -> Result<(), Fault> {
        if self.is_between_frames() {
            return Ok(());
        }
        if self.next == Part::Block {
            // Behind an empty last block the decoder holds nothing back for others.
            self.decode(&[1, 0, 0])?;
            self.hand_over(&mut take)?;
        }
        Err(Fault::Short)
    }

    /// Length of the next part, once all of it is there.
    fn length(&self, rest: &[u8]) -> Option<usize> {
        let length = match self.next {
            Part::FrameHeader => match rest.first_chunk()? {
                magic if is_skipped(*magic) => SKIPPED_HEADER_BYTES,
                // No frame, whatever follows.
                magic if *magic != MAGIC => MAGIC.len(),
                _ => header_bytes(*rest.get(MAGIC.len())?),
            },
            Part::Block => Block::of(rest)?.length,
            Part::Checksum => CHECKSUM_BYTES,
            Part::Skipped(left) => left.min(rest.len().max(1)),
        };
        (length <= rest.len()).then_some(length)
    }

    /// Reads one whole part.
    fn part(&mut self, part: &[u8], take: &mut impl FnMut(&[u8])) -> Result<(), Fault> {
        match self.next {
            Part::FrameHeader => self.header(part),
            Part::Block => self.block(part, take),
            Part::Checksum => {
                self.next = Part::FrameHeader;
                let hash = self.hasher.take().map_or(0, |hasher| hasher.digest());
                match part == &hash.to_le_bytes()[..CHECKSUM_BYTES] {
                    true => Ok(()),
                    false => Err(Fault::Damaged),
                }
            }
            Part::Skipped(left) => {
                self.next = skipped(left - part.len());
                Ok(())
            }
        }
    }

    fn header(&mut self, header: &[u8]) -> Result<(), Fault> {
        if let Some(&[magic @ .., _, _, _, _]) = header.first_chunk::<SKIPPED_HEADER_BYTES>()
            && is_skipped(magic)
        {
            let length = header
                .last_chunk()
                .map_or(0, |bytes| u32::from_le_bytes(*bytes));
            self.next = skipped(length as usize);
            return Ok(());
        }
        let has_checksum = header
            .get(MAGIC.len())
            .is_some_and(|bits| bits & CHECKSUM_BIT != 0);
        self.hasher = has_checksum.then(|| Xxh64::new(0));
        self.decoder.set_max_window_size(WINDOW_CAP);
        let mut rest = header;
        let begun = self.decoder.reset(&mut rest).is_ok() && rest.is_empty();
        self.next = Part::Block;
        match begun && self.lend(header).is_some() {
            true => Ok(()),
            false => Err(Fault::Damaged),
        }
    }

    /// Shows the header to the host's decoder. What a frame unpacks to is hashed here, so that it needs no checksum.
    fn lend(&mut self, header: &[u8]) -> Option<()> {
        let Some(lent) = &mut self.lent else {
            return Some(());
        };
        let mut header = header.to_vec();
        if let Some(bits) = header.get_mut(MAGIC.len()) {
            *bits &= !CHECKSUM_BIT;
        }
        self.unpacked.resize(BLOCK_BYTES, 0);
        lent.begin(&header)
    }

    fn block(&mut self, part: &[u8], take: &mut impl FnMut(&[u8])) -> Result<(), Fault> {
        let block = Block::of(part).filter(|block| block.is_known);
        let is_last = block.ok_or(Fault::Damaged)?.is_last;
        self.decode(part)?;
        self.next = match (is_last, &self.hasher) {
            (false, _) => Part::Block,
            (true, Some(_)) => Part::Checksum,
            (true, None) => Part::FrameHeader,
        };
        self.hand_over(take)
    }

    /// Decodes a whole block.
    fn decode(&mut self, block: &[u8]) -> Result<(), Fault> {
        if let Some(lent) = &mut self.lent {
            let bytes = lent.block(block, &mut self.unpacked);
            self.unpacked_bytes = bytes.ok_or(Fault::Damaged)?;
            return Ok(());
        }
        // Behind a last block the decoder reads a checksum, and makes nothing of it.
        let block = [block, &[0; CHECKSUM_BYTES]].concat();
        let strategy = BlockDecodingStrategy::UptoBlocks(1);
        let decoded = self.decoder.decode_blocks(&mut &*block, strategy);
        decoded.map_err(|_| Fault::Damaged)?;
        self.unpacked.clear();
        let collected = self.decoder.collect_to_writer(&mut self.unpacked);
        self.unpacked_bytes = collected.map_err(|_| Fault::Damaged)?;
        Ok(())
    }

    fn hand_over(&mut self, take: &mut impl FnMut(&[u8])) -> Result<(), Fault> {
        let unpacked = self.unpacked.get(..self.unpacked_bytes);
        let unpacked = unpacked.ok_or(Fault::Damaged)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(unpacked);
        }
        self.unpacked_total += unpacked.len() as u64;
        let ratio_cap = self
            .packed_total
            .saturating_mul(RATIO_CAP)
            .max(RATIO_FREE_BYTES);
        if self.unpacked_total > ratio_cap.min(SIZE_CAP) {
            return Err(Fault::OverCap);
        }
        take(unpacked);
        Ok(())
    }
}

fn is_skipped(magic: [u8; 4]) -> bool {
    [magic[0] & 0xf0, magic[1], magic[2], magic[3]] == SKIPPED_MAGIC
}

fn skipped(left: usize) -> Part {
    match left {
        0 => Part::FrameHeader,
        left => Part::Skipped(left),
    }
}

/// Length of a frame's header, by its byte of bits: behind that one stand the window, the number of a dictionary and the
/// length of the content, as far as they are there.
fn header_bytes(bits: u8) -> usize {
    let is_single = bits & 0x20 != 0;
    let dictionary = [0, 1, 2, 4][usize::from(bits & 3)];
    let content = match bits >> 6 {
        0 => usize::from(is_single),
        size => 1 << size,
    };
    LEAST_HEADER_BYTES + usize::from(!is_single) + dictionary + content
}

/// What the header of a block says.
struct Block {
    is_last: bool,
    is_known: bool,
    /// With its header.
    length: usize,
}

impl Block {
    fn of(bytes: &[u8]) -> Option<Self> {
        let &[low, middle, high] = bytes.first_chunk()?;
        let header = u32::from_le_bytes([low, middle, high, 0]);
        let (kind, size) = (header >> 1 & 3, (header >> 3) as usize);
        // One byte that repeats, or a kind that there is not.
        let content = match kind {
            1 => 1,
            3 => 0,
            _ => size,
        };
        Some(Self {
            is_last: header & 1 == 1,
            is_known: kind != 3 && size <= BLOCK_BYTES,
            length: BLOCK_HEADER_BYTES + if size <= BLOCK_BYTES { content } else { 0 },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use xxhash_rust::xxh64::xxh64;

    const TEXT: &[u8] = b"{\"a\":1}\n{\"b\":2}\n";
    /// Of any window, with a checksum; and without.
    const CHECKED: [u8; 2] = [0x04, 0x58];
    const UNCHECKED: [u8; 2] = [0x00, 0x58];

    /// Blocks as they are, of some bytes each; the last one marked.
    fn frame(header: [u8; 2], text: &[u8], block_bytes: usize) -> Vec<u8> {
        let mut frame = [&MAGIC[..], &header].concat();
        let mut blocks = text.chunks(block_bytes).peekable();
        while let Some(block) = blocks.next() {
            let is_last = u32::from(blocks.peek().is_none());
            let head = (block.len() as u32) << 3 | is_last;
            frame.extend(&head.to_le_bytes()[..BLOCK_HEADER_BYTES]);
            frame.extend(block);
        }
        if header == CHECKED {
            frame.extend(&xxh64(text, 0).to_le_bytes()[..CHECKSUM_BYTES]);
        }
        frame
    }

    fn unpacked(packed: &[u8], chunk_bytes: usize) -> (Vec<u8>, Result<(), Fault>) {
        let (mut unpacker, mut text) = (Unpacker::default(), Vec::new());
        for chunk in packed.chunks(chunk_bytes) {
            let fed = unpacker.feed(chunk, |bytes| text.extend_from_slice(bytes));
            if fed.is_err() {
                return (text, fed);
            }
        }
        let done = unpacker.finish(|bytes| text.extend_from_slice(bytes));
        (text, done)
    }

    #[test]
    fn frames_of_every_kind() {
        let skipped = b"\x5a\x2a\x4d\x18\x03\0\0\0abc".to_vec();
        let [checked, unchecked] = [CHECKED, UNCHECKED].map(|header| frame(header, TEXT, 7));
        let wrong = [
            &checked[..checked.len() - 1],
            &[!checked[checked.len() - 1]],
        ]
        .concat();
        let cut = |frame: &[u8], bytes: usize| frame[..frame.len() - bytes].to_vec();
        let (short, damaged) = (Err(Fault::Short), Err(Fault::Damaged));
        // (packed, what of the text comes, how often, how it ends)
        let table = [
            (checked.clone(), TEXT, 1, Ok(())),
            (unchecked.clone(), TEXT, 1, Ok(())),
            (
                [&checked[..], &skipped, &unchecked].concat(),
                TEXT,
                2,
                Ok(()),
            ),
            ([&checked[..], &skipped].concat(), TEXT, 1, Ok(())),
            (cut(&[&checked[..], &skipped].concat(), 1), TEXT, 1, short),
            (cut(&[&checked[..], &skipped].concat(), 9), TEXT, 1, short),
            ([&checked[..], b"more"].concat(), TEXT, 1, damaged),
            (wrong, TEXT, 1, damaged),
            (cut(&checked, 2), TEXT, 1, short),
            // Whole blocks of a file that was cut.
            (cut(&unchecked, 1), &TEXT[..14], 1, short),
            (unchecked[..18].to_vec(), &TEXT[..7], 1, short),
            (unchecked[..5].to_vec(), &TEXT[..0], 1, short),
            (
                b"\x28\xb5\x2f\xfd\x00\x88\x01\0\0".to_vec(),
                &TEXT[..0],
                1,
                damaged,
            ),
        ];
        for (at, (packed, text, times, ends)) in table.into_iter().enumerate() {
            for chunk_bytes in 1..=packed.len() {
                let found = unpacked(&packed, chunk_bytes);
                assert!(
                    found == (text.repeat(times), ends),
                    "{at}, in chunks of {chunk_bytes}"
                );
            }
        }
    }

    #[test]
    fn a_damaged_block_ends_it() {
        let mut damaged = frame(UNCHECKED, TEXT, 7);
        // A kind of block that there is not.
        damaged[16] |= 6;
        assert_eq!(unpacked(&damaged, 1000).1, Err(Fault::Damaged));
        // Longer than any block.
        let long = frame(UNCHECKED, &vec![b'x'; BLOCK_BYTES + 1], BLOCK_BYTES + 1);
        assert_eq!(unpacked(&long, 1000).1, Err(Fault::Damaged));
    }

    #[test]
    fn what_unpacks_to_far_more_than_it_has_bytes_is_refused() {
        let mut bomb = [&MAGIC[..], &UNCHECKED].concat();
        let repeated = (BLOCK_BYTES as u32) << 3 | 2;
        for _ in 0..100 {
            bomb.extend(&repeated.to_le_bytes()[..BLOCK_HEADER_BYTES]);
            bomb.push(b'x');
        }
        let (text, ends) = unpacked(&bomb, 1000);
        assert_eq!(ends, Err(Fault::OverCap));
        assert!(text.len() as u64 <= RATIO_FREE_BYTES);
    }
}
