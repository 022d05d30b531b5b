//! Standard output whose reader may leave at any time (`cutrack sessions | head -3`): then the run is over,
//! quietly and with exit code 0. Nothing of ours is half-written at that point.

use crate::crew::Orders;
use bytes::Bytes;
use std::io::{self, Write};
use std::pin::Pin;
use std::process;
use std::task::{Context, Poll};
use tokio::io::AsyncWrite;
use wasmtime_wasi::async_trait;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamError, StreamResult};

/// What one write of the guest may hold.
const WRITE_BYTES: usize = 64 * 1024;

/// The guest's standard output.
#[derive(Clone, Default)]
pub(crate) struct Output {
    /// What it orders there, if it can.
    pub(crate) orders: Option<Orders>,
}

/// Writes one line of our own.
pub(crate) fn line(line: &str) {
    write(format!("{line}\n").as_bytes()).ok();
}

/// Writes bytes of our own.
pub(crate) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    unless_reader_left(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

fn unless_reader_left<T>(result: io::Result<T>) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => process::exit(0),
        other => other,
    }
}

impl IsTerminal for Output {
    fn is_terminal(&self) -> bool {
        io::IsTerminal::is_terminal(&io::stdout())
    }
}

impl StdoutStream for Output {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

#[async_trait]
impl Pollable for Output {
    async fn ready(&mut self) {}
}

impl OutputStream for Output {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        let bytes = match &self.orders {
            Some(orders) => orders.take_from(bytes),
            None => bytes,
        };
        write(&bytes).map_err(|error| StreamError::LastOperationFailed(error.into()))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(WRITE_BYTES)
    }
}

impl AsyncWrite for Output {
    fn poll_write(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(write(bytes).map(|()| bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
