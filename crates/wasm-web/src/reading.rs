//! A file of the browser, chunk by chunk into the engine. Memory holds one chunk, however long the file; the browser
//! fetches the next while the engine has this one.

use std::cell::RefCell;

use cutrack_core::Engine;
use cutrack_core::engine::HostFailure;
use cutrack_core::store::SourceRecord;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File, ReadableStreamDefaultReader};

use crate::ingest::Listener;

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

#[wasm_bindgen]
extern "C" {
    /// What a stream's reader gives.
    type Read;

    /// Absent at the end.
    #[wasm_bindgen(method, getter)]
    fn value(this: &Read) -> Option<Uint8Array>;
}

/// Feeds `file` to the engine and closes it there, as ended or as failed.
pub(crate) async fn read(
    engine: &RefCell<Engine>,
    name: &str,
    source: SourceRecord,
    file: Option<File>,
    listener: &Listener,
) -> Outcome {
    engine.borrow_mut().begin_source(name, source);
    let fed = match file {
        Some(file) => feed(engine, &file, listener).await,
        None => Err(JsValue::UNDEFINED),
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

async fn feed(engine: &RefCell<Engine>, file: &File, listener: &Listener) -> Result<(), JsValue> {
    // The engine is borrowed only while it works, never across an await: reports are asked for in between.
    let feed = |bytes: &[u8]| {
        engine.borrow_mut().feed(bytes);
        listener.slice(bytes.len() as f64);
    };
    each_chunk(file, feed).await
}

/// Hands the bytes of `file` to `take`, a chunk at a time, all in one piece of memory.
pub(crate) async fn each_chunk(file: &File, mut take: impl FnMut(&[u8])) -> Result<(), JsValue> {
    let reader: ReadableStreamDefaultReader = file.stream().get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let read: Read = JsFuture::from(reader.read()).await?.unchecked_into();
        let Some(chunk) = read.value() else {
            return Ok(());
        };
        let length = chunk.length() as usize;
        if bytes.len() < length {
            bytes.resize(length, 0);
        }
        let bytes = &mut bytes[..length];
        chunk.copy_to(bytes);
        take(bytes);
    }
}

fn failed(error: &JsValue) -> (HostFailure, Outcome) {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("SecurityError" | "NotAllowedError") => {
            (HostFailure::PermissionDenied, Outcome::PermissionDenied)
        }
        Some("NotFoundError") => (HostFailure::Gone, Outcome::Gone),
        _ => (HostFailure::ReadFailed, Outcome::ReadFailed),
    }
}
