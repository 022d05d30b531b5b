//! The file that is being fed: unpacked where it is packed, and read line by line.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem;

use super::readers::Readers;
use crate::lineage::{FileName, SourceFile, Trouble};
use crate::lines::{LINE_CAP, Line, Lines, TakeLines};
use crate::session::FileFacts;
use crate::store::SourceRecord;
use crate::unpack::{self, DecodeBlocks, MAGIC, Unpacker};

/// Makes a decoder of the host's.
pub(super) type Blocks = fn() -> Box<dyn DecodeBlocks>;

/// The file that is being fed.
#[derive(Default)]
pub(super) struct OpenFile {
    pub(super) source: SourceRecord,
    pub(super) name: FileName,
    size: u64,
    blocks: Option<Blocks>,
    packing: Packing,
    content: Content,
    pub(super) trouble: Option<Trouble>,
}

/// Whether the bytes are packed: the first four tell.
#[derive(Default)]
enum Packing {
    Unknown(Vec<u8>),
    #[default]
    None,
    Zstd(Box<Unpacker>),
}

/// The unpacked side of a file.
#[derive(Default)]
struct Content {
    lines: Lines,
    readers: Readers,
    /// A whole-file JSON, as far as it has come.
    document: Option<Vec<u8>>,
}

impl OpenFile {
    /// One that is unpacked by a decoder that `blocks` makes, if any is packed at all.
    pub(super) fn new(
        name: FileName,
        source: SourceRecord,
        readers: Readers,
        blocks: Option<Blocks>,
    ) -> Self {
        let document = name.is_document.then(Vec::new);
        Self {
            source,
            name,
            blocks,
            packing: Packing::Unknown(Vec::new()),
            content: Content {
                readers,
                document,
                ..Content::default()
            },
            ..Self::default()
        }
    }

    pub(super) fn feed(&mut self, chunk: &[u8]) {
        self.size += chunk.len() as u64;
        self.take(chunk);
    }

    fn take(&mut self, chunk: &[u8]) {
        if self.trouble.is_some() {
            return;
        }
        match &mut self.packing {
            // As a rule the first chunk tells, and needs no copy.
            Packing::Unknown(start) if start.is_empty() && chunk.len() >= MAGIC.len() => {
                self.decide(chunk);
            }
            Packing::Unknown(start) => {
                start.extend_from_slice(chunk);
                if start.len() >= MAGIC.len() || !MAGIC.starts_with(start) {
                    let start = mem::take(start);
                    self.decide(&start);
                }
            }
            Packing::None => self.content.feed(chunk),
            Packing::Zstd(unpacker) => {
                let unpacked = unpacker.feed(chunk, |bytes| self.content.feed(bytes));
                self.unpacked(unpacked);
            }
        }
    }

    /// The first bytes are there.
    fn decide(&mut self, start: &[u8]) {
        self.packing = if start.starts_with(&MAGIC) {
            let unpacker = self.blocks.map(|blocks| Unpacker::by(blocks()));
            Packing::Zstd(Box::new(unpacker.unwrap_or_default()))
        } else {
            Packing::None
        };
        self.take(start);
    }

    /// Whether a decoder of the host's did not take it to its end.
    pub(super) fn is_in_doubt(&self) -> bool {
        match &self.packing {
            Packing::Zstd(unpacker) => unpacker.is_in_doubt(self.trouble.is_some()),
            _ => false,
        }
    }

    fn unpacked(&mut self, result: Result<(), unpack::Fault>) {
        self.trouble = self.trouble.or(result.err().map(Trouble::from));
    }

    pub(super) fn finish(mut self) -> SourceFile {
        if let Packing::Unknown(start) = &mut self.packing {
            let start = mem::take(start);
            self.decide(&start);
        }
        if let (Packing::Zstd(unpacker), false) = (&mut self.packing, self.trouble.is_some()) {
            let unpacked = unpacker.finish(|bytes| self.content.feed(bytes));
            self.unpacked(unpacked);
        }
        let facts = self.content.finish();
        SourceFile {
            name: self.name,
            size: self.size,
            trouble: self.trouble,
            facts,
        }
    }
}

impl Content {
    fn feed(&mut self, bytes: &[u8]) {
        self.readers.pass(bytes);
        match &mut self.document {
            // One byte past the cap tells that the document is over it.
            Some(document) => {
                let room = LINE_CAP + 1 - document.len();
                document.extend_from_slice(&bytes[..bytes.len().min(room)]);
            }
            None => self.lines.feed_to(bytes, &mut self.readers),
        }
    }

    fn finish(mut self) -> FileFacts {
        match self.document {
            Some(bytes) => {
                let over_cap = bytes.len() > LINE_CAP;
                self.readers.document(Line {
                    number: 1,
                    offset: 0,
                    bytes: &bytes,
                    over_cap,
                    unterminated: false,
                });
            }
            None => self.lines.finish(|line| self.readers.line(line)),
        }
        self.readers.session.finish()
    }
}
