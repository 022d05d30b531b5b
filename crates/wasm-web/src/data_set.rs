//! The data set as a file: what core writes of all that is kept, and taking such a file up where nothing is kept yet.

use cutrack_core::privacy::{Key, Privacy};
use cutrack_core::store::{DataSet, DataSetReader, FileRecords, write_data_set};
use js_sys::Uint8Array;
use web_sys::File;

use crate::Analysis;
use crate::keeper::{Change, Policy};
use crate::reading::each_chunk;

/// Lines go to the browser in pieces of about this size: it keeps them where it likes.
const PIECE_BYTES: usize = 1 << 20;

/// Numbers of refusals beside core's own.
const NOT_EMPTY: u32 = 4;
const NOT_READ: u32 = 5;

/// The pieces of the file; with the key go the names.
pub(crate) fn written(files: &[FileRecords], key: Option<[u8; 32]>) -> Vec<Uint8Array> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    write_data_set(files, key, |line| {
        piece.push_str(line);
        if piece.len() >= PIECE_BYTES {
            pieces.push(Uint8Array::from(piece.as_bytes()));
            piece.clear();
        }
    });
    pieces.push(Uint8Array::from(piece.as_bytes()));
    pieces
}

async fn read(file: &File) -> Result<DataSet, u32> {
    let mut reader = DataSetReader::default();
    let read = each_chunk(file, |bytes| reader.feed(bytes)).await;
    read.map_err(|_| NOT_READ)?;
    reader.finish().map_err(|refusal| refusal as u32)
}

impl Analysis {
    /// Takes a data set up and keeps it. Where there are numbers already it is refused: nobody could tell which of two
    /// readings of one file is right.
    pub(crate) async fn take_up(&self, file: &File, now_ms: i64) -> Result<(), u32> {
        self.catch_up().await;
        if !self.engine.borrow().records().is_empty() {
            return Err(NOT_EMPTY);
        }
        let DataSet { mut files, key } = read(file).await?;
        let notes = {
            let mut shelf = self.shelf.borrow_mut();
            shelf.notes.read_at_ms = Some(now_ms);
            if key.is_some() {
                shelf.notes.key = key;
                // Nobody knows when it was made.
                shelf.notes.key_made_at_ms = None;
            }
            if shelf.notes.policy == Policy::NamesAgain {
                shelf.notes.policy = Policy::Names;
            }
            shelf.configure(self.engine.borrow_mut().config_mut());
            shelf.notes.clone()
        };
        if notes.policy.privacy() == Privacy::Strict {
            let key = notes.key.map(Key::new);
            files
                .iter_mut()
                .for_each(|file| file.make_strict(key.as_ref()));
        }
        let change = Change {
            files: files.iter().collect(),
            ..Change::default()
        };
        let stored = self.store(&change, &notes).await;
        self.engine.borrow_mut().put(files);
        self.shelf.borrow_mut().note(stored);
        Ok(())
    }
}
