//! A database that is made from its first row on: in a file aside, page after page, which takes the place of the empty one
//! when it is whole. So a run that is killed leaves the empty one, and a first import does not go row by row through SQL.
//!
//! Rows come in the order of their keys. What comes late is stored at the end, in the file aside, as any row is later.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use cutrack_core::record::table::{Lent, Table};

use super::leftovers::{self, start_of_name};
use super::pages::{Kind, Pages, Tree};
use super::{Obstacle, Problem};

/// Between the name of the database and what the run is known by. The launcher knows it too.
const MARK: &str = ".fill-";

/// The table of bytes beside those of rows.
pub(super) const ROW_BYTES: &str = "row_bytes";

/// How a SQLite file begins: the size of its pages, a number that every commit changes, how many pages there are, and as
/// of which commit.
const HEAD_BYTES: usize = 100;
const PAGE_SIZE_AT: usize = 16;
const COMMITS_AT: usize = 24;
const PAGES_AT: usize = 28;
const AS_OF_AT: usize = 92;

/// A file aside that fills.
pub(crate) struct Fill {
    aside: Aside,
    pages: Pages,
    head: [u8; HEAD_BYTES],
    trees: Vec<(String, Tree)>,
}

/// A file aside. It goes where it does not take another one's place.
pub(super) struct Aside {
    pub(super) path: PathBuf,
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed the next one that fills a database removes.
        let _ = fs::remove_file(&self.path);
    }
}

impl Fill {
    /// Begins with a copy of the database at `path`: an empty one whose tables begin at the pages `roots`. To be called
    /// under its lock; `token` is what the run is known by.
    pub(super) fn begin(path: &Path, token: &str, roots: Vec<(String, u32)>) -> io::Result<Self> {
        forget(path)?;
        let mut name = start_of_name(path, MARK);
        name.push(token);
        let aside = Aside {
            path: path.with_file_name(name),
        };
        let mut file = create(&aside.path)?;
        let bytes = fs::read(path)?;
        let mut head = [0; HEAD_BYTES];
        (&*bytes).read_exact(&mut head)?;
        file.write_all(&bytes)?;
        let size = match u16::from_be_bytes([head[PAGE_SIZE_AT], head[PAGE_SIZE_AT + 1]]) {
            // The largest, which two bytes cannot hold.
            1 => 1 << 16,
            size => usize::from(size),
        };
        let count = number_at(&head, PAGES_AT);
        let pages = Pages::new(file, size, count);
        let trees = roots.into_iter().map(|(table, root)| {
            let kind = match table == ROW_BYTES {
                true => Kind::ByNumber,
                false => Kind::ByKey,
            };
            (table, Tree::new(kind, root, &pages))
        });
        Ok(Self {
            trees: trees.collect(),
            aside,
            pages,
            head,
        })
    }

    /// Adds the rows that `each` lends one after the other, each of a larger key than the one before.
    pub(crate) fn insert<'v>(
        &mut self,
        table: &Table,
        each: impl FnOnce(&mut dyn FnMut(&[Lent<'v>])),
    ) -> Result<(), Problem> {
        let (tree, pages) = self.tree(table.name)?;
        let mut done = Ok(());
        each(&mut |row| {
            if done.is_ok() {
                done = tree.add(row, pages);
            }
        });
        done.map_err(unwritable)
    }

    /// Adds the bytes of a source, of a larger number than the one before.
    pub(crate) fn put_bytes(&mut self, source: u32, bytes: &[u8]) -> Result<(), Problem> {
        let (tree, pages) = self.tree(ROW_BYTES)?;
        tree.add_bytes(source, bytes, pages).map_err(unwritable)
    }

    /// A part is complete, and more is to come: no more than these bytes are to be left that are not on the disk.
    pub(crate) fn settle(&mut self, unsettled_bytes: u64) -> Result<(), Problem> {
        self.pages.settle(unsettled_bytes).map_err(unwritable)
    }

    fn tree(&mut self, table: &str) -> Result<(&mut Tree, &mut Pages), Problem> {
        let mut trees = self.trees.iter_mut();
        let tree = trees.find(|(name, _)| name == table);
        let (_, tree) = tree.ok_or(Problem::Damaged)?;
        Ok((tree, &mut self.pages))
    }

    /// Writes what is not written yet: the file is a whole database then.
    pub(super) fn finish(mut self) -> io::Result<Aside> {
        for (_, tree) in self.trees {
            tree.finish(&mut self.pages)?;
        }
        let commits = number_at(&self.head, COMMITS_AT).wrapping_add(1);
        for (at, number) in [
            (COMMITS_AT, commits),
            (PAGES_AT, self.pages.count),
            (AS_OF_AT, commits),
        ] {
            self.head[at..at + size_of::<u32>()].copy_from_slice(&number.to_be_bytes());
        }
        self.pages.write_head(&self.head)?;
        Ok(self.aside)
    }
}

/// Removes what killed runs left beside the database at `path`. One that a living run is filling goes too: that run finds
/// that another has stored.
pub(super) fn forget(path: &Path) -> io::Result<()> {
    leftovers::remove(path, MARK)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn number_at(head: &[u8; HEAD_BYTES], at: usize) -> u32 {
    let bytes = head[at..].first_chunk();
    bytes.map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

pub(super) fn unwritable(error: io::Error) -> Problem {
    Problem::Unwritable(Obstacle::from(&error))
}
