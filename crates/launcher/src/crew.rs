//! Guests that read side by side for one that stores, so that a large import uses all cores.
//!
//! The storing guest writes its orders to standard output, between bytes 0 that no report holds; they are taken out before
//! anybody sees them. When it then reads its standard input, the readers are started, and it gets what they say; only what
//! lies in the homes comes there before, in the form of an answer, if it is told that. A reader is the same guest with the
//! folders of rollouts and nothing else: whatever a rollout could do to it, it reaches no database. One that fails only
//! ends what it says; the storing guest reads the rest itself.

use crate::walk::Walk;
use bytes::{Bytes, BytesMut};
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncRead, AsyncWrite, empty, sink};
use wasmtime_wasi::async_trait;
use wasmtime_wasi::cli::{IsTerminal, StdinStream, StdoutStream};
use wasmtime_wasi::p2::{InputStream, OutputStream, Pollable, StreamError, StreamResult};

/// Stands before an order and behind it.
const END: u8 = 0;

/// An answer begins with its length, in so many bytes, the lowest first.
const LENGTH_BYTES: usize = 4;

/// What one write of a guest may hold.
const WRITE_BYTES: usize = 1024 * 1024;

/// Answers of each reader that may wait, and no more, so that memory does not follow what is read. The storing guest does not
/// listen while it stores, and meanwhile nobody shall stand still; an answer is a hundredth of its file.
const WAITING: usize = 32;

/// Most that is held of orders, and of what one reader says: far more than any of ours say. A guest gone wrong must not
/// get around the cap on its memory.
const HELD_CAP_BYTES: usize = 256_000_000;

/// Orders that nobody has taken yet.
#[derive(Clone, Default)]
pub(crate) struct Orders(Arc<Mutex<Queue>>);

#[derive(Default)]
struct Queue {
    whole: VecDeque<Bytes>,
    /// The order that is being written.
    unfinished: Option<BytesMut>,
    /// Of all that were written.
    bytes: usize,
}

impl Orders {
    /// Takes the orders out of what the storing guest writes; what is left is for its user.
    pub(crate) fn take_from(&self, written: Bytes) -> Bytes {
        let mut queue = lock(&self.0);
        if queue.unfinished.is_none() && !written.contains(&END) {
            return written;
        }
        let mut left = BytesMut::new();
        for piece in written.split_inclusive(|&byte| byte == END) {
            let is_ended = piece.last() == Some(&END);
            match queue.unfinished.take() {
                None => {
                    left.extend_from_slice(piece.strip_suffix(&[END]).unwrap_or(piece));
                    queue.unfinished = is_ended.then(BytesMut::new);
                }
                Some(mut order) => {
                    queue.bytes = queue.bytes.saturating_add(piece.len());
                    if queue.bytes <= HELD_CAP_BYTES {
                        order.extend_from_slice(piece);
                    }
                    match is_ended {
                        true => queue.whole.push_back(order.freeze()),
                        false => queue.unfinished = Some(order),
                    }
                }
            }
        }
        left.freeze()
    }

    fn next(&self) -> Option<Bytes> {
        lock(&self.0).whole.pop_front()
    }
}

/// What one reader can be started with.
pub(crate) struct Reader {
    /// Its orders.
    pub(crate) input: Input,
    /// What it says.
    pub(crate) output: Told,
}

/// The standard input of the storing guest: what lies in the homes, where that is told, and then what `readers` readers
/// say, which `start` starts when it is first read.
pub(crate) fn input(
    mut walk: Option<Walk>,
    orders: Orders,
    readers: usize,
    start: impl FnOnce(Vec<Reader>) + Send + 'static,
) -> Input {
    let mut start = Some(start);
    let mut told: Option<Receiver<Bytes>> = None;
    Input::new(move || {
        if let Some(walk) = walk.take() {
            return Some(whole(&walk.told()));
        }
        if let Some(start) = start.take() {
            let (sender, receiver) = sync_channel(readers * WAITING);
            told = Some(receiver);
            let reader = || Reader {
                input: Input::new({
                    let orders = orders.clone();
                    move || orders.next()
                }),
                output: Told::new(sender.clone()),
            };
            start((0..readers).map(|_| reader()).collect());
        }
        told.as_ref()?.recv().ok()
    })
}

/// A message as an answer is written.
fn whole(text: &str) -> Bytes {
    let length = u32::try_from(text.len()).unwrap_or_default();
    let text = &text.as_bytes()[..length as usize];
    [&length.to_le_bytes(), text].concat().into()
}

/// A standard input of messages, taken one by one from `next` as they are read.
#[derive(Clone)]
pub(crate) struct Input(Arc<Mutex<Messages>>);

struct Messages {
    next: Box<dyn FnMut() -> Option<Bytes> + Send>,
    /// What of the last one was not read yet.
    rest: Bytes,
}

impl Input {
    fn new(next: impl FnMut() -> Option<Bytes> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Messages {
            next: Box::new(next),
            rest: Bytes::new(),
        })))
    }
}

impl InputStream for Input {
    fn read(&mut self, size: usize) -> StreamResult<Bytes> {
        let mut messages = lock(&self.0);
        if messages.rest.is_empty() {
            messages.rest = (messages.next)().ok_or(StreamError::Closed)?;
        }
        let size = size.min(messages.rest.len());
        Ok(messages.rest.split_to(size))
    }
}

/// The standard output of a reader.
#[derive(Clone)]
pub(crate) struct Told(Arc<Mutex<Telling>>);

struct Telling {
    unfinished: BytesMut,
    to: SyncSender<Bytes>,
}

impl Told {
    fn new(to: SyncSender<Bytes>) -> Self {
        let unfinished = BytesMut::new();
        Self(Arc::new(Mutex::new(Telling { unfinished, to })))
    }
}

impl OutputStream for Told {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        let mut telling = lock(&self.0);
        telling.unfinished.extend_from_slice(&bytes);
        while let Some(length) = telling.unfinished.first_chunk::<LENGTH_BYTES>() {
            let length = LENGTH_BYTES.saturating_add(u32::from_le_bytes(*length) as usize);
            if length > HELD_CAP_BYTES {
                return Err(StreamError::Closed);
            }
            if telling.unfinished.len() < length {
                break;
            }
            let whole = telling.unfinished.split_to(length).freeze();
            // Nobody listens any more: the storing guest has ended.
            telling.to.send(whole).map_err(|_| StreamError::Closed)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(WRITE_BYTES)
    }
}

/// Both wait inside the call itself: each guest has a thread of its own.
#[async_trait]
impl Pollable for Input {
    async fn ready(&mut self) {}
}

#[async_trait]
impl Pollable for Told {
    async fn ready(&mut self) {}
}

impl IsTerminal for Input {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl IsTerminal for Told {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdinStream for Input {
    /// Only hosts of later WASI ask for it.
    fn async_stream(&self) -> Box<dyn AsyncRead + Send + Sync> {
        Box::new(empty())
    }

    fn p2_stream(&self) -> Box<dyn InputStream> {
        Box::new(self.clone())
    }
}

impl StdoutStream for Told {
    /// Only hosts of later WASI ask for it.
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(sink())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

/// What a reader that panicked left is whole messages all the same.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_taken_out_wherever_a_write_ends() {
        const WRITTEN: &[u8] = b"before\0one\0between\0two\0after";
        for size in 1..=WRITTEN.len() {
            let orders = Orders::default();
            let pieces = WRITTEN.chunks(size).map(Bytes::from_static);
            let left: Vec<u8> = pieces.flat_map(|piece| orders.take_from(piece)).collect();
            assert_eq!(left, b"beforebetweenafter", "{size}");
            let taken: Vec<Bytes> = std::iter::from_fn(|| orders.next()).collect();
            assert_eq!(taken, [&b"one\0"[..], b"two\0"], "{size}");
        }
    }

    #[test]
    fn what_lies_in_the_homes_is_no_reason_to_start_readers() {
        let (started, starts) = sync_channel(1);
        let start = move |_| started.send(()).expect("heard");
        let mut input = input(Some(Walk::begin(&[])), Orders::default(), 1, start);
        assert_eq!(input.read(9).expect("nothing lies there"), "\0\0\0\0");
        assert!(starts.try_recv().is_err(), "not yet");
        assert!(input.read(9).is_err(), "none of them says anything");
        assert!(starts.try_recv().is_ok());
    }

    #[test]
    fn readers_are_started_when_the_first_word_is_waited_for() {
        let orders = Orders::default();
        orders.take_from(Bytes::from_static(b"\0one\0\0two\0"));
        let mut input = input(None, orders, 2, |readers| {
            // One takes both orders and fails in the middle of the second answer.
            let mut reader = readers.into_iter().next().expect("two");
            assert_eq!(reader.input.read(9).expect("an order"), "one\0");
            assert_eq!(reader.input.read(2).expect("an order"), "tw");
            assert_eq!(reader.input.read(9).expect("the rest"), "o\0");
            assert!(reader.input.read(9).is_err());
            for piece in [&b"\x03\0"[..], b"\0\0an", b"s\x09\0\0\0half"] {
                reader
                    .output
                    .write(Bytes::from_static(piece))
                    .expect("heard");
            }
        });
        assert_eq!(input.read(4).expect("its length"), "\x03\0\0\0");
        assert_eq!(input.read(9).expect("the answer"), "ans");
        assert!(input.read(9).is_err(), "half an answer is none");
    }
}
