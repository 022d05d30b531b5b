//! A file of the browser, chunk by chunk into the engine. Memory holds one chunk, however long the file; the browser
//! fetches the next while the engine has this one.
//!
//! Where the browser can, it fills one and the same piece of memory over and over: that is half as fast again as chunks
//! that are each a new one, and leaves nothing behind. What breaks if touched: such a reader must be held as long as it
//! reads, or Chromium may clear it away together with the promise that is waited for.

use std::cell::RefCell;

use cutrack_core::Engine;
use cutrack_core::engine::HostFailure;
use cutrack_core::store::SourceRecord;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File, ReadableStreamGetReaderOptions, ReadableStreamReaderMode};

use crate::ingest::Listener;

/// Browsers fill less than this at once. Four times as much is filled in fewer reads, and costs 40 MB of memory: each file
/// leaves its room behind.
const ROOM_BYTES: f64 = 262_144.0;

#[wasm_bindgen]
extern "C" {
    type Stream;

    #[wasm_bindgen(method, js_name = getReader)]
    fn reader(this: &Stream) -> Reader;

    /// Refused where the stream fills no memory of others.
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn filling_reader(
        this: &Stream,
        options: &ReadableStreamGetReaderOptions,
    ) -> Result<Reader, JsValue>;

    type Reader;

    #[wasm_bindgen(method)]
    fn read(this: &Reader) -> Promise;

    #[wasm_bindgen(method, js_name = read)]
    fn fill(this: &Reader, room: &Uint8Array) -> Promise;

    /// What a reader gives.
    type Read;

    #[wasm_bindgen(method, getter)]
    fn done(this: &Read) -> bool;

    /// Not to be asked for at the end.
    #[wasm_bindgen(method, getter)]
    fn value(this: &Read) -> Uint8Array;
}

/// The chunks of a file.
struct Chunks {
    reader: Reader,
    /// What is filled, where the browser does that. It is the browser's while it reads, and comes back with the bytes.
    room: Option<ArrayBuffer>,
}

impl Chunks {
    fn of(file: &File) -> Self {
        let stream: Stream = file.stream().unchecked_into();
        let options = ReadableStreamGetReaderOptions::new();
        options.set_mode(ReadableStreamReaderMode::Byob);
        match stream.filling_reader(&options) {
            Ok(reader) => Self {
                reader,
                room: Some(ArrayBuffer::new(file.size().clamp(1.0, ROOM_BYTES) as u32)),
            },
            Err(_) => Self {
                reader: stream.reader(),
                room: None,
            },
        }
    }

    async fn next(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        let reading = match &self.room {
            Some(room) => self.reader.fill(&Uint8Array::new(room)),
            None => self.reader.read(),
        };
        let read: Read = JsFuture::from(reading).await?.unchecked_into();
        if read.done() {
            return Ok(None);
        }
        let chunk = read.value();
        self.room = self.room.take().map(|_| chunk.buffer());
        Ok(Some(chunk))
    }
}

/// Feeds `file` to the engine and closes it there, as ended or as failed.
pub(crate) async fn read(
    engine: &RefCell<Engine>,
    name: &str,
    source: SourceRecord,
    file: Option<File>,
    listener: Option<&Listener>,
) {
    engine.borrow_mut().begin_source(name, source);
    let fed = match file {
        Some(file) => feed(engine, &file, listener).await,
        None => Err(JsValue::UNDEFINED),
    };
    match fed {
        Ok(()) => engine.borrow_mut().end(),
        Err(error) => engine.borrow_mut().fail(failure(&error)),
    }
}

async fn feed(
    engine: &RefCell<Engine>,
    file: &File,
    listener: Option<&Listener>,
) -> Result<(), JsValue> {
    // The engine is borrowed only while it works, never across an await: reports are asked for in between.
    let feed = |bytes: &[u8]| {
        engine.borrow_mut().feed(bytes);
        if let Some(listener) = listener {
            listener.slice(bytes.len() as f64);
        }
    };
    each_chunk(file, feed).await
}

/// Hands the bytes of `file` to `take`, a chunk at a time, all in one piece of memory.
pub(crate) async fn each_chunk(file: &File, mut take: impl FnMut(&[u8])) -> Result<(), JsValue> {
    let mut chunks = Chunks::of(file);
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await? {
        let length = chunk.length() as usize;
        if bytes.len() < length {
            bytes.resize(length, 0);
        }
        let bytes = &mut bytes[..length];
        chunk.copy_to(bytes);
        take(bytes);
    }
    Ok(())
}

fn failure(error: &JsValue) -> HostFailure {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("SecurityError" | "NotAllowedError") => HostFailure::PermissionDenied,
        Some("NotFoundError") => HostFailure::Gone,
        _ => HostFailure::ReadFailed,
    }
}
