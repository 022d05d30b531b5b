//! Rows as pages of a SQLite file, for one that is written from its first row on in the order of its keys.
//!
//! Through SQL each row of ours costs two microseconds, more than reading the lines that it is made of. Where rows come
//! in order, a row is the next cell of a page and a full page the next of the file: nothing is sought or moved. What a page
//! looks like is SQLite's published and frozen format (<https://sqlite.org/fileformat2.html>, §1.5, §1.6 and §2). What
//! breaks if touched: SQLite checks none of this when it reads; `tests/fill.rs` has it check every page.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::mem;

use cutrack_core::record::table::Lent;

/// Where a page says how many cells it has, where its cells begin, and which page has the largest keys.
const COUNT_AT: usize = 3;
const CONTENT_AT: usize = 5;
const RIGHT_AT: usize = 8;
/// The place of a cell, the number of a page.
const PLACE_BYTES: usize = 2;
const NUMBER_BYTES: usize = 4;

/// Pages go out together: each one by itself would be a call of the system out of the sandbox.
const TOGETHER_BYTES: usize = 64 * 1024;

/// The file that pages are added to.
pub(super) struct Pages {
    file: BufWriter<File>,
    /// Bytes of a page.
    size: usize,
    /// How many there are.
    pub(super) count: u32,
    /// How many of them were put on the disk.
    settled: u32,
}

impl Pages {
    /// The pages of a file that has `count` of them.
    pub(super) fn new(file: File, size: usize, count: u32) -> Self {
        Self {
            file: BufWriter::with_capacity(TOGETHER_BYTES, file),
            size,
            count,
            settled: 0,
        }
    }

    /// Waits for the disk, where pages of more than these bytes were added since it last did.
    pub(super) fn settle(&mut self, unsettled_bytes: u64) -> io::Result<()> {
        if u64::from(self.count - self.settled) * self.size as u64 <= unsettled_bytes {
            return Ok(());
        }
        self.settled = self.count;
        self.file.flush()?;
        self.file.get_ref().sync_data()
    }

    /// Writes the start of the first page anew, behind all pages.
    pub(super) fn write_head(&mut self, head: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(head)?;
        self.file.flush()
    }

    /// Adds a page and gives its number.
    fn append(&mut self, page: &[u8]) -> io::Result<u32> {
        self.file.write_all(page)?;
        self.count = self
            .count
            .checked_add(1)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(self.count)
    }

    /// Writes a page in the place of one that is there.
    fn replace(&mut self, number: u32, page: &[u8]) -> io::Result<()> {
        let place = u64::from(number - 1) * self.size as u64;
        self.file.seek(SeekFrom::Start(place))?;
        self.file.write_all(page)?;
        self.file.seek(SeekFrom::End(0)).map(drop)
    }

    /// Adds what of a cell does not fit beside others, as a chain of pages, and gives the number of the first.
    fn spill(&mut self, rest: &[u8]) -> io::Result<u32> {
        let first = self.count + 1;
        let mut left = rest.chunks(self.size - NUMBER_BYTES).peekable();
        while let Some(piece) = left.next() {
            let next = left.peek().map_or(0, |_| self.count + 2);
            let mut page = next.to_be_bytes().to_vec();
            page.extend_from_slice(piece);
            page.resize(self.size, 0);
            self.append(&page)?;
        }
        Ok(first)
    }
}

/// How a table keeps its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By its key, `WITHOUT ROWID`: a row stands in one page, on whichever level.
    ByKey,
    /// By the row's number: rows stand in the lowest pages, numbers above.
    ByNumber,
}

impl Kind {
    /// What a page of rows begins with, and one of pages.
    fn marks(self) -> (u8, u8) {
        match self {
            Self::ByKey => (0x0a, 0x02),
            Self::ByNumber => (0x0d, 0x05),
        }
    }

    /// How many bytes of a row stand in its cell; the others spill.
    fn kept(self, length: usize, page: usize) -> usize {
        let (least, most) = match self {
            Self::ByKey => ((page - 12) * 32 / 255 - 23, (page - 12) * 64 / 255 - 23),
            Self::ByNumber => ((page - 12) * 32 / 255 - 23, page - 35),
        };
        let kept = least + length.saturating_sub(least) % (page - NUMBER_BYTES);
        match () {
            () if length <= most => length,
            () if kept <= most => kept,
            () => least,
        }
    }
}

/// A page that fills: places of cells from its begin on, cells from its end.
struct Page {
    bytes: Vec<u8>,
    /// Where the first place stands.
    head: usize,
    /// Where the cells begin, in the order of their keys.
    cells: Vec<usize>,
}

impl Page {
    fn new(mark: u8, head: usize, size: usize) -> Self {
        let mut bytes = vec![0; size];
        bytes[0] = mark;
        Self {
            bytes,
            head,
            cells: Vec::new(),
        }
    }

    /// One whose cells are rows.
    fn of_rows(kind: Kind, size: usize) -> Self {
        Self::new(kind.marks().0, RIGHT_AT, size)
    }

    /// One whose cells are pages.
    fn of_pages(kind: Kind, size: usize) -> Self {
        Self::new(kind.marks().1, RIGHT_AT + NUMBER_BYTES, size)
    }

    /// Adds a cell, if there is room for it.
    fn add(&mut self, cell: &[u8]) -> bool {
        let places_end = self.head + (self.cells.len() + 1) * PLACE_BYTES;
        let Some(place) = self.content().checked_sub(cell.len()) else {
            return false;
        };
        let has_room = place >= places_end;
        if has_room {
            self.bytes[place..place + cell.len()].copy_from_slice(cell);
            self.cells.push(place);
        }
        has_room
    }

    /// Takes the last cell out again.
    fn take_last(&mut self) -> Option<Vec<u8>> {
        let place = self.cells.pop()?;
        let end = self.content();
        let cell = self.bytes[place..end].to_vec();
        self.bytes[place..end].fill(0);
        Some(cell)
    }

    /// Where the cells begin.
    fn content(&self) -> usize {
        self.cells.last().copied().unwrap_or(self.bytes.len())
    }

    /// The page as it is written; `right` is the page with the largest keys, if this is one of pages. It is empty then.
    fn finish(&mut self, right: Option<u32>) -> Vec<u8> {
        let (size, mark) = (self.bytes.len(), self.bytes[0]);
        let content = self.content();
        let mut bytes = mem::replace(&mut self.bytes, vec![0; size]);
        self.bytes[0] = mark;
        let count = self.cells.len();
        bytes[COUNT_AT..CONTENT_AT].copy_from_slice(&place_bytes(count));
        bytes[CONTENT_AT..CONTENT_AT + PLACE_BYTES].copy_from_slice(&place_bytes(content));
        if let Some(right) = right {
            bytes[RIGHT_AT..RIGHT_AT + NUMBER_BYTES].copy_from_slice(&right.to_be_bytes());
        }
        let places = bytes[self.head..].chunks_exact_mut(PLACE_BYTES);
        for (to, place) in places.zip(self.cells.drain(..)) {
            to.copy_from_slice(&place_bytes(place));
        }
        bytes
    }
}

/// A place in a page; the end of the largest page is written as 0.
fn place_bytes(place: usize) -> [u8; PLACE_BYTES] {
    (place as u16).to_be_bytes()
}

/// Full pages of one level, each with what stands behind it one level up.
type Level = Vec<(u32, Vec<u8>)>;

/// The pages of one table.
pub(super) struct Tree {
    kind: Kind,
    /// The page that it begins with, which is there as long as the table is.
    root: u32,
    leaf: Page,
    /// Full pages of rows.
    full: Level,
    /// By key: the row that found no room. It goes one level up as soon as another one comes behind it.
    over: Option<Vec<u8>>,
    /// By number: that of the newest row, as it stands one level up.
    number: Vec<u8>,
    record: Record,
    cell: Vec<u8>,
}

impl Tree {
    /// The empty table whose rows begin at page `root`.
    pub(super) fn new(kind: Kind, root: u32, pages: &Pages) -> Self {
        Self {
            kind,
            root,
            leaf: Page::of_rows(kind, pages.size),
            full: Vec::new(),
            over: None,
            number: Vec::new(),
            record: Record::default(),
            cell: Vec::new(),
        }
    }

    /// Adds a row of a table by key. Its key is larger than that of the row before.
    pub(super) fn add(&mut self, row: &[Lent<'_>], pages: &mut Pages) -> io::Result<()> {
        self.record.begin();
        for value in row {
            match value {
                Lent::Absent => self.record.absent(),
                Lent::Integer(number) => self.record.integer(*number),
                Lent::Text(text) => self.record.text(text),
            }
        }
        self.put(&[], pages)
    }

    /// Adds a row of a table by number: its number, which is larger than that of the row before, and bytes.
    pub(super) fn add_bytes(
        &mut self,
        number: u32,
        bytes: &[u8],
        pages: &mut Pages,
    ) -> io::Result<()> {
        self.record.begin();
        // The number stands before the record.
        self.record.absent();
        self.record.blob(bytes);
        let mut number_bytes = Vec::new();
        write_varint(number, &mut number_bytes);
        self.put(&number_bytes, pages)?;
        self.number = number_bytes;
        Ok(())
    }

    /// Puts the record behind its number into the next place.
    fn put(&mut self, number: &[u8], pages: &mut Pages) -> io::Result<()> {
        let cell = &mut self.cell;
        self.record.write(number, cell)?;
        let length = self.record.length;
        let kept = self.kind.kept(length, pages.size);
        if kept < length {
            let rest = cell.split_off(cell.len() - length + kept);
            cell.extend(pages.spill(&rest)?.to_be_bytes());
        }
        if self.over.is_none() && self.leaf.add(cell) {
            return Ok(());
        }
        match (self.kind, self.over.take()) {
            (Kind::ByKey, None) => {
                self.over = Some(cell.clone());
                return Ok(());
            }
            (Kind::ByKey, Some(over)) => self
                .full
                .push((pages.append(&self.leaf.finish(None))?, over)),
            (Kind::ByNumber, _) => {
                let last = self.number.clone();
                self.full
                    .push((pages.append(&self.leaf.finish(None))?, last));
            }
        }
        // The largest cell leaves room for three more.
        self.leaf.add(cell);
        Ok(())
    }

    /// Writes what is not written yet, up to the root.
    pub(super) fn finish(mut self, pages: &mut Pages) -> io::Result<()> {
        // Behind a row of a higher level there is a page.
        if let Some(over) = self.over.take() {
            let between = self.leaf.take_last().unwrap_or_default();
            self.full
                .push((pages.append(&self.leaf.finish(None))?, between));
            self.leaf.add(&over);
        }
        let mut top = self.leaf.finish(None);
        let mut level = self.full;
        while !level.is_empty() {
            let last = pages.append(&top)?;
            (level, top) = raise(self.kind, level, last, pages)?;
        }
        pages.replace(self.root, &top)
    }
}

/// Makes the pages one level up of `level`, whose last page is `last`: the full ones, and the last one, which is not
/// written yet.
fn raise(kind: Kind, level: Level, last: u32, pages: &mut Pages) -> io::Result<(Level, Vec<u8>)> {
    let (mut full, mut page) = (Vec::new(), Page::of_pages(kind, pages.size));
    let count = level.len();
    for (at, (number, behind)) in level.into_iter().enumerate() {
        let cell = [&number.to_be_bytes()[..], &behind].concat();
        if page.add(&cell) {
            continue;
        }
        if at + 1 < count {
            full.push((pages.append(&page.finish(Some(number)))?, behind));
            continue;
        }
        // A page of pages has two of them, so that the last one takes one over.
        let taken = page.take_last().unwrap_or_default();
        let (right, between) = taken.split_at(NUMBER_BYTES);
        let right = right.try_into().map_or(0, u32::from_be_bytes);
        full.push((pages.append(&page.finish(Some(right)))?, between.to_vec()));
        page.add(&cell);
    }
    Ok((full, page.finish(Some(last))))
}

/// The most bits that a number has.
const MOST_BITS: usize = u64::BITS as usize;

/// For each count of bits the kind of a number, and its bytes (§2.1). It is looked up: a row has dozens of numbers.
const WIDTHS: [(u8, usize); MOST_BITS + 1] = {
    let mut widths = [(6, 8); MOST_BITS + 1];
    let narrower = [(5, 6), (4, 4), (3, 3), (2, 2), (1, 1)];
    let mut at = 0;
    while at < narrower.len() {
        let (kind, bytes) = narrower[at];
        let mut bits = 0;
        while bits <= 8 * bytes {
            widths[bits] = (kind, bytes);
            bits += 1;
        }
        at += 1;
    }
    widths
};

/// A row on its way: what kind each value is of, and the values.
#[derive(Default)]
struct Record {
    kinds: Vec<u8>,
    values: Vec<u8>,
    /// Of both together, once it is written.
    length: usize,
}

impl Record {
    fn begin(&mut self) {
        self.kinds.clear();
        self.values.clear();
    }

    fn absent(&mut self) {
        self.kinds.push(0);
    }

    /// In as few bytes as it needs; 0 and 1 in none.
    fn integer(&mut self, number: i64) {
        if let 0 | 1 = number {
            self.kinds.push(8 + number as u8);
            return;
        }
        // With the one that says the sign.
        let bits = 65 - (number ^ number >> 63).leading_zeros() as usize;
        let (kind, bytes) = WIDTHS[bits.min(MOST_BITS)];
        self.kinds.push(kind);
        // All eight are written and those behind the number taken back: to copy a few of them takes a call of the host.
        let first = number << (MOST_BITS - 8 * bytes);
        let end = self.values.len() + bytes;
        self.values.extend_from_slice(&first.to_be_bytes());
        self.values.truncate(end);
    }

    fn text(&mut self, text: &str) {
        write_varint(13 + 2 * text.len() as u32, &mut self.kinds);
        self.values.extend_from_slice(text.as_bytes());
    }

    fn blob(&mut self, bytes: &[u8]) {
        write_varint(12 + 2 * bytes.len() as u32, &mut self.kinds);
        self.values.extend_from_slice(bytes);
    }

    /// Its length, the number, the kinds behind their length, which counts itself, and the values.
    fn write(&mut self, number: &[u8], cell: &mut Vec<u8>) -> io::Result<()> {
        let kinds = length_of(self.kinds.len())?;
        let width = (1..).find(|width| varint_bytes(kinds + width) == *width);
        let head = kinds + width.unwrap_or(1);
        let length = length_of(head as usize + self.values.len())?;
        self.length = length as usize;
        cell.clear();
        write_varint(length, cell);
        cell.extend_from_slice(number);
        write_varint(head, cell);
        cell.extend_from_slice(&self.kinds);
        cell.extend_from_slice(&self.values);
        Ok(())
    }
}

/// The length of a row. SQLite itself takes none of a gigabyte.
fn length_of(bytes: usize) -> io::Result<u32> {
    const MOST_BYTES: usize = 1_000_000_000;
    let length = u32::try_from(bytes).ok();
    let length = length.filter(|_| bytes < MOST_BYTES);
    length.ok_or_else(|| io::ErrorKind::FileTooLarge.into())
}

/// A number in seven bits a byte, the highest first; all but the last byte are marked.
fn write_varint(number: u32, out: &mut Vec<u8>) {
    for byte in (1..varint_bytes(number)).rev() {
        out.push((number >> (7 * byte)) as u8 | 0x80);
    }
    out.push(number as u8 & 0x7f);
}

fn varint_bytes(number: u32) -> u32 {
    (32 - number.leading_zeros()).div_ceil(7).max(1)
}
