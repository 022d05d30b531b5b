//! Reading a large import on all cores: the launcher runs more of this program, which read what this run orders.
//!
//! An order is one group of files. It goes out on standard output between two bytes 0, which no report holds, and is
//! given to whichever reader is free. What that one read comes in on standard input, in any order, each answer behind its
//! length. A reader has the folders of rollouts and nothing else: it sees no database, and the key comes with each order.
//! What was ordered and does not come, this run reads itself, so that a reader that fails costs nothing but time.
//!
//! Before any order, and only where it says so, the launcher itself tells there what lies in the homes.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, ErrorKind, Read as _, StdinLock, Write, stdin, stdout};
use std::iter::Enumerate;
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

/// Stands before an order and behind it.
const END: u8 = 0;

/// What was read of files, each under its number.
type Told = Vec<(u32, Vec<u8>)>;

/// A number of an answer: its length, its group, a file, the length of what is told of it.
type Number = u32;
const NUMBER_BYTES: usize = size_of::<Number>();

/// Less than this is read before the readers have started, so it takes somebody who asks for them.
const LARGE_BYTES: u64 = 32_000_000;

/// A group of this size may go out last.
const SMALL_BYTES: u64 = 1_000_000;

/// Bytes taken from standard input at once.
const INPUT_BYTES: usize = 256 * 1024;

/// Set once orders are out: the launcher runs its readers once, and what they still say is no answer to other orders.
static HAS_ORDERED: AtomicBool = AtomicBool::new(false);

/// A group of files, and what a reader has read of them, by their number.
pub(crate) struct Read {
    pub(crate) group: Vec<usize>,
    pub(crate) told: BTreeMap<u32, Vec<u8>>,
}

/// The groups, each once and in their order: with what a reader has read of them, or still to be read.
pub(crate) struct Reads {
    groups: Enumerate<vec::IntoIter<Vec<usize>>>,
    /// What the readers say, while they do.
    input: Option<BufReader<StdinLock<'static>>>,
    /// What they said of groups whose turn has not come.
    early: BTreeMap<usize, BTreeMap<u32, Vec<u8>>>,
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
            groups: groups.into_iter().enumerate(),
            input: is_ordered.then(|| BufReader::with_capacity(INPUT_BYTES, stdin().lock())),
            early: BTreeMap::new(),
        }
    }

    /// What a reader has read of this group; nothing once all have ended.
    fn told_of(&mut self, group: usize) -> BTreeMap<u32, Vec<u8>> {
        loop {
            if let Some(told) = self.early.remove(&group) {
                return told;
            }
            let Some(answer) = self.input.as_mut().and_then(answer) else {
                self.input = None;
                return BTreeMap::new();
            };
            self.early.extend(parse(&answer));
        }
    }
}

impl Iterator for Reads {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        let (at, group) = self.groups.next()?;
        let told = self.told_of(at);
        Some(Read { group, told })
    }
}

/// Says which files are to be read, group by group.
fn order(groups: &[Vec<usize>], plan: &Plan, found: &Found, config: &Config) -> io::Result<()> {
    // Standard output looks for the end of a line in all that it is given, and hands over a kilobyte at a time.
    let mut orders = Vec::new();
    let size = |&place: &usize| found.files.get(place).map_or(0, |file| file.size_bytes);
    let sizes = groups.iter().map(|group| group.iter().map(size).sum());
    for at in handed_out(&sizes.collect::<Vec<u64>>()) {
        let files = groups[at].iter().filter_map(|&place| {
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
        write!(orders, "\0{order}\0")?;
    }
    let mut out = stdout().lock();
    out.write_all(&orders)?;
    out.flush()
}

/// In which order groups of these sizes go out: their own, as they are stored in it, but behind each large one there is left
/// to read what it holds itself. Else one reader is still at work on it when the others have nothing to do any more.
fn handed_out(sizes: &[u64]) -> Vec<usize> {
    let (mut from_the_end, mut behind, mut early) = (Vec::new(), SMALL_BYTES, Vec::new());
    for at in (0..sizes.len()).rev() {
        early.push(at);
        while let Some(place) = early.iter().position(|&at: &usize| sizes[at] <= behind) {
            let next = early.remove(place);
            behind += sizes[next];
            from_the_end.push(next);
        }
    }
    from_the_end.extend(early);
    from_the_end.reverse();
    from_the_end
}

/// The next order on standard input, without its end; nothing comes behind the last one.
fn order_in(input: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    input.read_until(END, &mut bytes).ok()?;
    if bytes.pop()? != END {
        return None;
    }
    String::from_utf8(bytes).ok()
}

/// What lies in the homes, as the launcher tells it before any answer.
pub(crate) fn walked() -> Option<String> {
    String::from_utf8(answer(&mut stdin().lock())?).ok()
}

/// The next answer on standard input, without its length.
fn answer(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = [0; NUMBER_BYTES];
    input.read_exact(&mut length).ok()?;
    let length = Number::from_le_bytes(length);
    // What a broken one claims to hold is not made room for before it is there.
    let mut answer = Vec::new();
    let read = input
        .take(u64::from(length))
        .read_to_end(&mut answer)
        .ok()?;
    (read as u64 == u64::from(length)).then_some(answer)
}

/// What [`tell`] told: which group, and of its files each under its number.
fn parse(mut answer: &[u8]) -> Option<(usize, BTreeMap<u32, Vec<u8>>)> {
    let at = usize::try_from(number(&mut answer)?).ok()?;
    let mut files = BTreeMap::new();
    while !answer.is_empty() {
        let (id, length) = (number(&mut answer)?, number(&mut answer)?);
        let (told, rest) = answer.split_at_checked(usize::try_from(length).ok()?)?;
        files.insert(id, told.to_vec());
        answer = rest;
    }
    Some((at, files))
}

fn number(bytes: &mut &[u8]) -> Option<Number> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(Number::from_le_bytes(*number))
}

/// The run of a reader: reads what it is ordered until there are no more orders.
pub(crate) fn serve() -> Exit {
    let mut orders = stdin().lock();
    while let Some(order) = order_in(&mut orders) {
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
fn read_ordered(order: &Value) -> Option<(Number, Told)> {
    let privacy = match order["is_strict"].as_bool()? {
        true => Privacy::Strict,
        false => Privacy::Names,
    };
    let mut engine = Engine::new(Config {
        key: serde_json::from_value(order["key"].clone()).ok()?,
        privacy,
        ..reading::config()
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
    let group = Number::try_from(order["group"].as_u64()?).ok()?;
    Some((group, engine.hand_over()))
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

/// One answer: its length, which group, and of each of its files the number and what was read, behind its length.
fn tell(at: Number, files: &[(u32, Vec<u8>)], out: &mut impl Write) -> io::Result<()> {
    let too_long = |_| io::Error::from(ErrorKind::FileTooLarge);
    let mut answer = vec![0; NUMBER_BYTES];
    answer.extend(at.to_le_bytes());
    for (id, told) in files {
        let length = Number::try_from(told.len()).map_err(too_long)?;
        answer.extend([*id, length].map(Number::to_le_bytes).as_flattened());
        answer.extend(told);
    }
    let length = Number::try_from(answer.len() - NUMBER_BYTES).map_err(too_long)?;
    answer[..NUMBER_BYTES].copy_from_slice(&length.to_le_bytes());
    out.write_all(&answer)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood() {
        let files = [(7, b"\0of\nbytes".to_vec()), (9, Vec::new())];
        let mut told = Vec::new();
        tell(3, &files, &mut told).unwrap();
        tell(4, &[], &mut told).unwrap();
        let mut input = told.as_slice();
        let mut next = || answer(&mut input).map(|answer| parse(&answer));
        assert_eq!(next(), Some(Some((3, BTreeMap::from(files)))));
        assert_eq!(next(), Some(Some((4, BTreeMap::new()))));
        assert_eq!(next(), None);
    }

    #[test]
    fn nobody_waits_long_for_a_large_group_at_the_end() {
        const MB: u64 = SMALL_BYTES;
        // Sizes in MB; the order in which they go out.
        let table: [(&[u64], &[usize]); 6] = [
            (&[], &[]),
            (&[9], &[0]),
            (&[5, 1, 1], &[0, 1, 2]),
            (&[1, 1, 1, 1, 4], &[0, 4, 1, 2, 3]),
            (&[1, 1, 9, 1, 1], &[2, 0, 1, 3, 4]),
            (&[8, 4, 2, 1], &[0, 1, 2, 3]),
        ];
        for (sizes, expected) in table {
            let bytes: Vec<u64> = sizes.iter().map(|size| size * MB).collect();
            assert_eq!(handed_out(&bytes), expected, "{sizes:?}");
        }
    }

    #[test]
    fn half_an_answer_is_none() {
        let mut told = Vec::new();
        tell(3, &[(7, b"bytes".to_vec())], &mut told).unwrap();
        for length in 0..told.len() {
            assert_eq!(answer(&mut &told[..length]), None, "{length}");
        }
        let whole = answer(&mut &*told).expect("an answer");
        for length in (0..whole.len()).filter(|length| *length != NUMBER_BYTES) {
            assert_eq!(parse(&whole[..length]), None, "{length}");
        }
    }
}
