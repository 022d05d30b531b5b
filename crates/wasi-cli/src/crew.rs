//! Reading a large import on all cores: the launcher runs more of this program, which read what this run orders.
//!
//! An order is one group of files. It goes out on standard output between two bytes 0, which no report holds, and is
//! given to whichever reader is free. What that one read comes in on standard input, in any order, and ends with a byte 0
//! too. A reader has the folders of rollouts and nothing else: it sees no database, and the key comes with each order.
//! What was ordered and does not come, this run reads itself, so that a reader that fails costs nothing but time.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, StdinLock, Write, stdin, stdout};
use std::iter::Flatten;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::vec;

use cutrack_core::privacy::Privacy;
use cutrack_core::store::{Plan, SourceRecord};
use cutrack_core::{Config, Engine};
use serde_json::{Value, json};

use crate::arguments::Setting;
use crate::fault::Exit;
use crate::reading;
use crate::source::{Found, Source};

/// Stands before an order, behind it, and behind what was read of it.
const END: u8 = 0;

/// Less than this is read before the readers have started, so it takes somebody who asks for them.
const LARGE_BYTES: u64 = 32_000_000;

/// Bytes taken from standard input at once.
const INPUT_BYTES: usize = 256 * 1024;

/// Set once orders are out: the launcher runs its readers once, and what they still say is no answer to other orders.
static HAS_ORDERED: AtomicBool = AtomicBool::new(false);

/// A group of files, and what a reader has read of them, by their number.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) group: Vec<usize>,
    pub(crate) texts: BTreeMap<u32, String>,
}

/// The groups, each once: first those that readers read, as they come, then those that are still to be read.
pub(crate) struct Reads {
    groups: Vec<Option<Vec<usize>>>,
    /// What the readers say, while they do.
    input: Option<BufReader<StdinLock<'static>>>,
    left: Flatten<vec::IntoIter<Option<Vec<usize>>>>,
}

impl Reads {
    /// Orders the files of these groups, if there are readers and it is worth while.
    pub(crate) fn new(
        groups: Vec<Vec<usize>>,
        plan: &Plan,
        found: &Found,
        config: &Config,
        setting: &Setting,
    ) -> Self {
        let places = groups.iter().flatten();
        let sizes = places.filter_map(|&place| Some(found.files.get(place)?.size_bytes));
        let is_large = setting.workers.is_some() || sizes.sum::<u64>() >= LARGE_BYTES;
        let is_ordered = setting.has_crew
            && is_large
            && !HAS_ORDERED.swap(true, Ordering::Relaxed)
            && order(&groups, plan, found, config).is_ok();
        Self {
            groups: groups.into_iter().map(Some).collect(),
            input: is_ordered.then(|| BufReader::with_capacity(INPUT_BYTES, stdin().lock())),
            left: Vec::new().into_iter().flatten(),
        }
    }
}

impl Iterator for Reads {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        while let Some(message) = self.input.as_mut().and_then(message) {
            let (at, texts) = parse(&message);
            let group = at
                .and_then(|at| self.groups.get_mut(at))
                .and_then(Option::take);
            if let Some(group) = group {
                return Some(Read { group, texts });
            }
        }
        self.input = None;
        if !self.groups.is_empty() {
            self.left = std::mem::take(&mut self.groups).into_iter().flatten();
        }
        let group = self.left.next()?;
        Some(Read {
            group,
            ..Read::default()
        })
    }
}

/// Says which files are to be read, group by group.
fn order(groups: &[Vec<usize>], plan: &Plan, found: &Found, config: &Config) -> io::Result<()> {
    let mut out = stdout().lock();
    for (at, group) in groups.iter().enumerate() {
        let files = group.iter().filter_map(|&place| {
            let (file, source) = (found.files.get(place)?, plan.source(place)?);
            // A path that is no text is read here.
            Some(json!({"id": source.id, "name": file.name, "path": file.path.to_str()?}))
        });
        let order = json!({
            "group": at,
            "key": config.key,
            "is_strict": config.privacy == Privacy::Strict,
            "files": files.collect::<Vec<Value>>(),
        });
        write!(out, "\0{order}\0")?;
    }
    out.flush()
}

/// The next message on standard input, without its end; nothing comes behind the last one.
fn message(input: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    input.read_until(END, &mut bytes).ok()?;
    if bytes.pop()? != END {
        return None;
    }
    String::from_utf8(bytes).ok()
}

/// What [`tell`] told.
fn parse(message: &str) -> (Option<usize>, BTreeMap<u32, String>) {
    let (at, files) = message.split_once('\n').unwrap_or((message, ""));
    let files = files.split("\n\n").filter_map(|file| {
        let (id, text) = file.split_once('\n')?;
        Some((id.parse().ok()?, text.to_owned()))
    });
    (at.parse().ok(), files.collect())
}

/// The run of a reader: reads what it is ordered until there are no more orders.
pub(crate) fn serve() -> Exit {
    let mut orders = stdin().lock();
    while let Some(order) = message(&mut orders) {
        let read = serde_json::from_str(&order)
            .ok()
            .and_then(|order| read_ordered(&order));
        let told = read.map(|(at, read)| tell(at, &read, &mut stdout().lock()));
        if !matches!(told, Some(Ok(()))) {
            return Exit::Failed;
        }
    }
    Exit::Fine
}

/// What the files of one order left behind.
fn read_ordered(order: &Value) -> Option<(u64, Vec<(u32, String)>)> {
    let privacy = match order["is_strict"].as_bool()? {
        true => Privacy::Strict,
        false => Privacy::Names,
    };
    let mut engine = Engine::new(Config {
        key: serde_json::from_value(order["key"].clone()).ok()?,
        privacy,
        ..Config::default()
    });
    let files = order["files"].as_array()?.iter().map(|file| {
        let source = SourceRecord {
            id: u32::try_from(file["id"].as_u64()?).ok()?,
            ..SourceRecord::default()
        };
        let (name, path) = (file["name"].as_str()?, file["path"].as_str()?);
        Some((ordered(name, path), source))
    });
    let files = files.collect::<Option<Vec<_>>>()?;
    let files: Vec<_> = files
        .iter()
        .map(|(file, source)| (file, source.clone()))
        .collect();
    reading::feed(&mut engine, &files, &mut None);
    Some((order["group"].as_u64()?, engine.hand_over()))
}

/// A file that was found by who ordered it.
fn ordered(name: &str, path: &str) -> Source {
    Source {
        name: name.to_owned(),
        path: PathBuf::from(path),
        home: Rc::from(Path::new("")),
        size_bytes: 0,
        modified_ms: None,
    }
}

/// One message: which group, and of each of its files the number and the text. Files stand apart by an empty line.
fn tell(at: u64, files: &[(u32, String)], out: &mut impl Write) -> io::Result<()> {
    let mut message = format!("{at}\n");
    for (id, text) in files {
        message.push_str(&format!("{id}\n{text}\n"));
    }
    message.push('\0');
    out.write_all(message.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood() {
        let files = [(7, "sources [[1]]\nusage [[2]]\n"), (9, "sources [[3]]\n")];
        let files = files.map(|(id, text)| (id, text.to_owned()));
        let mut told = Vec::new();
        tell(3, &files, &mut told).unwrap();
        tell(4, &[], &mut told).unwrap();
        let mut input = told.as_slice();
        let mut next = || message(&mut input).map(|message| parse(&message));
        let texts = files.map(|(id, text)| (id, text.trim_end().to_owned()));
        assert_eq!(next(), Some((Some(3), BTreeMap::from(texts))));
        assert_eq!(next(), Some((Some(4), BTreeMap::new())));
        assert_eq!(next(), None);
    }

    #[test]
    fn half_a_message_is_none() {
        assert_eq!(message(&mut &b"3\n7\nsources"[..]), None);
        assert_eq!(parse("x\n7"), (None, BTreeMap::new()));
    }
}
