//! What `cargo xtask bench` compares cutrack with: programs that read the same bytes and do less with them.
//!
//! `readers plain FOLDER` only reads. `readers typed FOLDER` is how one would read usage with serde_json: one pass,
//! typed, what is not asked for skipped by serde itself, no string copied that needs none. `readers facts FOLDER` reads so
//! what cutrack keeps. Each says what it found.

mod facts;
mod parts;

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

/// Bytes read at once.
const CHUNK_BYTES: usize = 256 * 1024;

/// What a reader found.
#[derive(Default, Serialize)]
struct Found {
    files: u64,
    bytes: u64,
    responses: u64,
    usage: Usage,
    repeated_tokens: u64,
    turns: u64,
    calls: u64,
    successes: u64,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Usage {
    input_tokens: u64,
    cached_input_tokens: u64,
    output_tokens: u64,
    reasoning_output_tokens: u64,
    total_tokens: u64,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(rename = "type", borrow)]
    line_type: Cow<'a, str>,
    #[serde(borrow)]
    payload: Payload<'a>,
}

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(rename = "type", borrow, default)]
    tag: Cow<'a, str>,
    #[serde(default)]
    info: Option<Info>,
}

#[derive(Deserialize)]
struct Info {
    total_token_usage: Usage,
    last_token_usage: Usage,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let read: fn(&Path, &mut Found) -> io::Result<()> = match arguments.first().map(String::as_str)
    {
        Some("plain") => plain,
        Some("typed") => |file, found| whole(file, found, typed),
        Some("facts") => |file, found| whole(file, found, facts::read),
        _ => return ExitCode::from(2),
    };
    let mut found = Found::default();
    let outcome = arguments[1..]
        .iter()
        .try_for_each(|folder| walk(Path::new(folder), &mut |file| read(file, &mut found)));
    match outcome {
        Ok(()) => {
            println!("{}", serde_json::json!(found));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn walk(folder: &Path, read: &mut impl FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), read)?;
        } else {
            read(&entry.path())?;
        }
    }
    Ok(())
}

/// Every byte comes into memory, and none is looked at.
fn plain(file: &Path, found: &mut Found) -> io::Result<()> {
    let mut file = File::open(file)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    found.files += 1;
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(()),
            length => found.bytes += length as u64,
        }
    }
}

/// All of a file at once.
fn whole(
    file: &Path,
    found: &mut Found,
    read: fn(&[u8], &mut Found) -> io::Result<()>,
) -> io::Result<()> {
    let bytes = fs::read(file)?;
    found.files += 1;
    found.bytes += bytes.len() as u64;
    read(&bytes, found)
}

fn typed(bytes: &[u8], found: &mut Found) -> io::Result<()> {
    let mut before = Usage::default();
    for line in serde_json::Deserializer::from_slice(bytes).into_iter::<Line<'_>>() {
        let line = line?;
        if line.line_type != "event_msg" || line.payload.tag != "token_count" {
            continue;
        }
        let Some(info) = line.payload.info else {
            continue;
        };
        found.count(&mut before, info.total_token_usage, info.last_token_usage);
    }
    Ok(())
}

impl Found {
    /// Counts a response, unless `before` tells that it was told already. Returns whether it is new.
    fn count(&mut self, before: &mut Usage, total: Usage, last: Usage) -> bool {
        let is_new = std::mem::replace(before, total) != total;
        if is_new {
            self.responses += 1;
            self.usage.add(last);
        } else {
            self.repeated_tokens += last.total_tokens;
        }
        is_new
    }
}

impl Usage {
    fn add(&mut self, other: Self) {
        self.input_tokens += other.input_tokens;
        self.cached_input_tokens += other.cached_input_tokens;
        self.output_tokens += other.output_tokens;
        self.reasoning_output_tokens += other.reasoning_output_tokens;
        self.total_tokens += other.total_tokens;
    }
}
