//! A corpus of rollouts with known totals. Kinds of lines, their shares and their lengths follow what was measured on
//! 50 MB of real ones: 1.6 kB a line in the mean, half below 600 bytes, the longest past 100 kB.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::chance::Chance;
use super::template::{self, write_line, write_number, write_time};
use super::text::{Kind, Texts};
use super::truth::{Truth, Usage};
use crate::project;

/// Lengths of texts in per mille of their mean: most are short, few are long.
#[rustfmt::skip]
const SPREAD: [u64; 16] = [40, 60, 80, 100, 150, 200, 300, 400, 500, 700, 900, 1200, 1600, 2200, 3200, 4370];

/// One text in so many is this many times as long.
const LONG_ONE_IN: u64 = 400;
const LONG_TIMES: u64 = 25;

/// Mean size of a session.
const SESSION_BYTES: u64 = 3_000_000;

/// Tokens that every request holds.
const CONTEXT_START: u64 = 12_000;
/// Tokens at which the context begins anew.
const CONTEXT_MAX: u64 = 240_000;

/// Lays out a corpus of at least `bytes`, replacing an older one, and says where it lies and what stands in it.
pub(super) fn lay_out(bytes: u64) -> Result<(PathBuf, Truth)> {
    let folder = project::target()
        .join("bench")
        .join(format!("corpus-{}", bytes / 1_000_000));
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let mut chance = Chance::new(bytes);
    let texts = Texts::new(&mut chance);
    let mut truth = Truth::default();
    while truth.bytes < bytes {
        let size = SESSION_BYTES * chance.pick(&SPREAD) / 1000;
        let session = Session::create(&folder, truth.files, &texts, &mut chance)?;
        truth += session.write(size)?;
    }
    Ok((folder, truth))
}

/// A session that is being written.
struct Session<'a> {
    texts: &'a Texts,
    chance: &'a mut Chance,
    file: BufWriter<File>,
    /// The line that is being written.
    line: String,
    id: String,
    number: u64,
    now_ms: u64,
    calls: u64,
    /// Tokens in the context: the next request sends them all.
    context: u64,
    total: Usage,
    truth: Truth,
}

impl<'a> Session<'a> {
    fn create(home: &Path, number: u64, texts: &'a Texts, chance: &'a mut Chance) -> Result<Self> {
        let id = format!("019b7000-0000-7000-8000-{number:012x}");
        // One session a day, from eight in the morning on.
        let now_ms = number * 86_400_000 + 8 * 3_600_000;
        let mut time = String::new();
        write_time(now_ms, &mut time);
        let folder = home.join("sessions").join(time[..10].replace('-', "/"));
        let name = format!("rollout-{}-{id}.jsonl", time[..19].replace(':', "-"));
        fs::create_dir_all(&folder)?;
        let file =
            File::create(folder.join(&name)).with_context(|| format!("cannot write {name}"))?;
        Ok(Self {
            texts,
            chance,
            file: BufWriter::new(file),
            line: String::new(),
            id,
            number,
            now_ms,
            calls: 0,
            context: CONTEXT_START,
            total: Usage::default(),
            truth: Truth {
                files: 1,
                ..Truth::default()
            },
        })
    }

    /// Writes turns up to `size` bytes, and says what they hold.
    fn write(mut self, size: u64) -> Result<Truth> {
        self.line(template::SESSION_META, Kind::Prose, 11_000)?;
        while self.truth.bytes < size {
            self.turn()?;
        }
        self.file.flush()?;
        Ok(self.truth)
    }

    fn turn(&mut self) -> Result<()> {
        self.truth.turns += 1;
        self.line(template::TASK_STARTED, Kind::Prose, 0)?;
        self.line(template::TURN_CONTEXT, Kind::Prose, 1500)?;
        self.line(template::USER_ITEM, Kind::Prose, 1700)?;
        self.line(template::USER_EVENT, Kind::Prose, 1500)?;
        for _ in 0..self.chance.between(3, 30) {
            self.step()?;
        }
        self.line(template::ASSISTANT_ITEM, Kind::Prose, 800)?;
        self.line(template::ASSISTANT_EVENT, Kind::Prose, 700)?;
        self.line(template::TASK_COMPLETE, Kind::Prose, 1200)
    }

    /// One response of the model: it thinks, calls a tool, is answered, and its tokens are told once or twice.
    fn step(&mut self) -> Result<()> {
        self.line(template::REASONING_ITEM, Kind::Prose, 150)?;
        self.line(template::REASONING_EVENT, Kind::Prose, 150)?;
        self.calls += 1;
        self.truth.calls += 1;
        if self.chance.once_in(7) {
            self.line(template::PATCH, Kind::Output, 2200)?;
            self.line(template::PATCH_OUTPUT, Kind::Arguments, 2300)?;
        } else {
            self.line(template::CALL, Kind::Arguments, 450)?;
            if self.chance.once_in(8) {
                self.line(template::COMMAND_END, Kind::Output, 900)?;
            }
            self.line(template::OUTPUT, Kind::Output, 2600)?;
        }
        let last = self.response();
        self.token_count(last)?;
        if self.chance.once_in(2) {
            self.truth.repeated_tokens += last.total_tokens;
            self.token_count(last)?;
        }
        Ok(())
    }

    fn response(&mut self) -> Usage {
        let cached_input_tokens = self.context / 128 * 128;
        self.context += self.chance.between(100, 4000);
        let output_tokens = self.chance.between(20, 1500);
        let last = Usage {
            input_tokens: self.context,
            cached_input_tokens,
            output_tokens,
            reasoning_output_tokens: output_tokens / 3,
            total_tokens: self.context + output_tokens,
        };
        if self.context > CONTEXT_MAX {
            self.context = CONTEXT_START;
        }
        self.total += last;
        self.truth.responses += 1;
        self.truth.usage += last;
        last
    }

    fn token_count(&mut self, last: Usage) -> Result<()> {
        // Of seven lines six repeat the limits of the one before.
        let (at_ms, percent, total) = (self.tick(), self.calls / 4 % 100, self.total);
        self.put(template::TOKEN_COUNT, |name, out| match name {
            "at" => write_time(at_ms, out),
            "total" => total.write(out),
            "last" => last.write(out),
            _ => write_number(percent, out),
        })
    }

    /// A line whose `$text` has about `mean` bytes.
    fn line(&mut self, template: &str, kind: Kind, mean: u64) -> Result<()> {
        let at_ms = self.tick();
        let bytes = match self.chance.once_in(LONG_ONE_IN) {
            true => mean * LONG_TIMES,
            false => mean * self.chance.pick(&SPREAD) / 1000,
        };
        let (texts, number, calls) = (self.texts, self.number, self.calls);
        let (id, mut chance) = (self.id.clone(), self.chance.branch());
        self.put(template, |name, out| match name {
            "at" => write_time(at_ms, out),
            "text" => texts.write(kind, bytes, &mut chance, out),
            "sealed" => texts.write(Kind::Sealed, 800 + 8 * bytes, &mut chance, out),
            "session" => out.push_str(&id),
            "call" => out.push_str(&format!("call_{number:010}{calls:010}")),
            _ => write_number(number, out),
        })
    }

    fn put(&mut self, template: &str, value: impl FnMut(&str, &mut String)) -> Result<()> {
        self.line.clear();
        write_line(template, &mut self.line, value);
        self.truth.bytes += self.line.len() as u64;
        self.file
            .write_all(self.line.as_bytes())
            .context("cannot write the corpus")
    }

    fn tick(&mut self) -> u64 {
        self.now_ms += self.chance.between(40, 900);
        self.now_ms
    }
}
