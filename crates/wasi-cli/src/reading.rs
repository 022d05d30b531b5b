//! Handing the bytes of every file to the engine, and saying how far that is.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read, Seek, Write};
use std::time::{Duration, Instant};

use cutrack_core::engine::HostFailure;
use cutrack_core::store::SourceRecord;
use cutrack_core::{Config, Engine};

use crate::arguments::Setting;
#[cfg(target_os = "wasi")]
use crate::c_zstd::CBlocks;
use crate::format;
use crate::source::Source;
use crate::table::cut;

/// Bytes read at once.
const CHUNK_BYTES: usize = 256 * 1024;
/// They go to the start of a page: where an allocator puts them, a few bytes behind one, some processors take six times as
/// long to copy them from the system's own pages.
const PAGE_BYTES: usize = 4096;
/// Nothing is said about a run that is shorter.
const QUIET: Duration = Duration::from_secs(1);
const REDRAW: Duration = Duration::from_millis(200);
/// Between two lines where none can be rewritten.
const NEXT_LINE: Duration = Duration::from_secs(10);

/// Feeds every file; what could not be read, the engine is told.
pub(crate) fn feed(
    engine: &mut Engine,
    files: &[(&Source, SourceRecord)],
    progress: &mut Option<Progress>,
) {
    let mut room = vec![0; CHUNK_BYTES + PAGE_BYTES];
    let chunk = chunk_in(&mut room);
    for (file, source) in files {
        engine.begin_source(&file.name, source.clone());
        match feed_one(engine, file, chunk, progress) {
            Ok(()) => engine.end(),
            Err(error) => engine.fail(failure(&error)),
        }
        if let Some(progress) = progress {
            progress.files += 1;
        }
    }
}

/// The chunk from the first start of a page on.
fn chunk_in(room: &mut [u8]) -> &mut [u8] {
    let page_at = room.as_ptr().align_offset(PAGE_BYTES).min(PAGE_BYTES);
    &mut room[page_at..][..CHUNK_BYTES]
}

/// What an engine goes by that files are fed to.
pub(crate) fn config() -> Config {
    Config {
        #[cfg(target_os = "wasi")]
        blocks: Some(CBlocks::lent),
        ..Config::default()
    }
}

fn feed_one(
    engine: &mut Engine,
    source: &Source,
    chunk: &mut [u8],
    progress: &mut Option<Progress>,
) -> io::Result<()> {
    let mut file = File::open(&source.path)?;
    feed_whole(engine, &mut file, chunk, progress)?;
    if engine.begins_again() {
        file.rewind()?;
        feed_whole(engine, &mut file, chunk, &mut None)?;
    }
    Ok(())
}

fn feed_whole(
    engine: &mut Engine,
    file: &mut File,
    chunk: &mut [u8],
    progress: &mut Option<Progress>,
) -> io::Result<()> {
    loop {
        let length = match file.read(chunk) {
            Ok(0) => return Ok(()),
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        engine.feed(&chunk[..length]);
        if let Some(progress) = progress {
            progress.advance(length as u64);
        }
    }
}

fn failure(error: &io::Error) -> HostFailure {
    match error.kind() {
        ErrorKind::PermissionDenied => HostFailure::PermissionDenied,
        ErrorKind::NotFound => HostFailure::Gone,
        _ => HostFailure::ReadFailed,
    }
}

/// The `Reading …` line on standard error: rewritten in place on a terminal, else a new one now and then.
pub(crate) struct Progress {
    began: Instant,
    drawn: Option<Instant>,
    on_terminal: bool,
    /// How wide the terminal is, where that is known.
    columns: Option<usize>,
    files: usize,
    all_files: usize,
    bytes: u64,
    all_bytes: u64,
}

impl Progress {
    /// One that is shown, if the settings want that.
    pub(crate) fn wanted(setting: &Setting) -> Option<Self> {
        let is_wanted = setting.progress && !setting.quiet;
        is_wanted.then(|| Self {
            began: Instant::now(),
            drawn: None,
            on_terminal: io::stderr().is_terminal(),
            columns: setting.columns,
            files: 0,
            all_files: 0,
            bytes: 0,
            all_bytes: 0,
        })
    }

    /// These files are read next: their sizes foretell the end.
    pub(crate) fn expect<'a>(&mut self, files: impl Iterator<Item = &'a Source>) {
        for file in files {
            self.all_files += 1;
            self.all_bytes += file.size_bytes;
        }
    }

    /// A file was read by somebody else.
    pub(crate) fn pass(progress: &mut Option<Self>, file: &Source) {
        if let Some(progress) = progress {
            progress.files += 1;
            progress.advance(file.size_bytes);
        }
    }

    fn advance(&mut self, bytes: u64) {
        self.bytes += bytes;
        let wait = if self.on_terminal { REDRAW } else { NEXT_LINE };
        let since = self
            .drawn
            .map_or(self.began.elapsed(), |drawn| drawn.elapsed());
        let is_due = match (self.on_terminal, self.drawn) {
            (true, None) => since >= QUIET,
            _ => since >= wait,
        };
        if is_due {
            self.drawn = Some(Instant::now());
            let elapsed_ms = milliseconds(self.began.elapsed());
            let line = line(
                self.files,
                self.all_files,
                self.bytes,
                self.all_bytes,
                elapsed_ms,
            );
            say(&match (self.on_terminal, self.columns) {
                // A line that goes on below cannot be rewritten, and one that fills the last cell goes on there.
                (true, Some(columns)) => {
                    let line = cut(&line, columns.saturating_sub(1), true);
                    format!("\r{line}\u{1b}[K")
                }
                (true, None) => format!("\r{line}\u{1b}[K"),
                (false, _) => line + "\n",
            });
        }
    }

    /// Nothing more is read.
    pub(crate) fn end(self) {
        let elapsed = self.began.elapsed();
        if self.on_terminal && self.drawn.is_some() {
            say("\r\u{1b}[K");
        }
        if elapsed >= QUIET {
            let (files, bytes) = (format::count(self.files as u64), format::bytes(self.bytes));
            let took = format::duration(milliseconds(elapsed));
            say(&format!("Read {files} files, {bytes}, in {took}.\n"));
        }
    }
}

/// `Reading 1,204 of 10,290 files  512 MB of 4.60 GB  1.90 GB/s  3s left`
fn line(files: usize, all_files: usize, bytes: u64, all_bytes: u64, elapsed_ms: u64) -> String {
    let rate = bytes.saturating_mul(1000) / elapsed_ms.max(1);
    let left_ms = all_bytes.saturating_sub(bytes).saturating_mul(1000) / rate.max(1);
    format!(
        "Reading {} of {} files  {} of {}  {}/s  {} left",
        format::count(files as u64),
        format::count(all_files as u64),
        format::bytes(bytes),
        format::bytes(all_bytes),
        format::bytes(rate),
        format::duration(left_ms / 1000 * 1000 + 1000),
    )
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A line that cannot be said is not worth ending the run for.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::{CHUNK_BYTES, PAGE_BYTES, chunk_in, line};

    #[test]
    fn what_is_read_goes_to_the_start_of_a_page() {
        let mut room = vec![0; CHUNK_BYTES + 2 * PAGE_BYTES];
        for behind in [0, 1, 16, PAGE_BYTES - 1] {
            let chunk = chunk_in(&mut room[behind..]);
            assert_eq!(chunk.as_ptr() as usize % PAGE_BYTES, 0, "{behind}");
            assert_eq!(chunk.len(), CHUNK_BYTES);
        }
    }

    #[test]
    fn the_line_that_says_how_far_it_is() {
        let expected = "Reading 1,204 of 10,290 files  512 MB of 4.60 GB  512 MB/s  8.0s left";
        assert_eq!(
            line(1204, 10_290, 512_000_000, 4_600_000_000, 1000),
            expected
        );
    }
}
