//! A file of the browser, slice by slice into the engine. Memory holds one slice, however long the file.

use std::cell::RefCell;

use cutrack_core::Engine;
use cutrack_core::engine::HostFailure;
use cutrack_core::store::SourceRecord;
use gloo_file::futures::read_as_bytes;
use gloo_file::{File, FileReadError};
use wasm_bindgen::prelude::*;

use crate::ingest::Listener;

/// Bytes read at once: large enough that the browser's cost per read vanishes, small beside the engine's line cap.
const SLICE_BYTES: u64 = 4 << 20;

/// How reading a file ended.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// To its end.
    Complete = 0,
    /// The browser may not read it.
    PermissionDenied = 1,
    /// It is gone since it was chosen.
    Gone = 2,
    /// It could not be read, or changed meanwhile.
    ReadFailed = 3,
}

/// Feeds `file` to the engine and closes it there, as ended or as failed.
pub(crate) async fn read(
    engine: &RefCell<Engine>,
    name: &str,
    source: SourceRecord,
    file: Option<web_sys::File>,
    listener: &Listener,
) -> Outcome {
    engine.borrow_mut().begin_source(name, source);
    let fed = match file {
        Some(file) => feed(engine, &file.into(), listener).await,
        None => Err(FileReadError::AbortedEarly),
    };
    match fed {
        Ok(()) => {
            engine.borrow_mut().end();
            Outcome::Complete
        }
        Err(error) => {
            let (failure, outcome) = failed(&error);
            engine.borrow_mut().fail(failure);
            outcome
        }
    }
}

// The engine is borrowed only while it works, never across an await: reports are asked for in between.
async fn feed(
    engine: &RefCell<Engine>,
    file: &File,
    listener: &Listener,
) -> Result<(), FileReadError> {
    let mut start = 0;
    while start < file.size() {
        let end = file.size().min(start + SLICE_BYTES);
        let bytes = read_as_bytes(&file.slice(start, end)).await?;
        engine.borrow_mut().feed(&bytes);
        listener.slice((end - start) as f64);
        start = end;
    }
    Ok(())
}

fn failed(error: &FileReadError) -> (HostFailure, Outcome) {
    match error {
        FileReadError::Security(_) => (HostFailure::PermissionDenied, Outcome::PermissionDenied),
        FileReadError::NotFound(_) => (HostFailure::Gone, Outcome::Gone),
        FileReadError::NotReadable(_) | FileReadError::AbortedEarly => {
            (HostFailure::ReadFailed, Outcome::ReadFailed)
        }
    }
}
