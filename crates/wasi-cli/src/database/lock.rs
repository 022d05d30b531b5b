//! One lock around the database, for readers and writers alike.
//!
//! SQLite's own lock on WASI is a folder that a killed run leaves behind, after which nobody gets in. Ours is a file
//! that its holder writes anew while it works. Who wants it watches: a file that changes has a living holder, whatever
//! its age; one that stays the same for [`SILENCE_MS`] was left by a run that is gone, and is taken over. Only the
//! watcher's own waiting counts, so that neither a wrong clock nor a machine that slept makes a living lock look dead.
//!
//! A launcher knows more: the system tells it which runs of launchers are gone. A lock of one of these is taken over at
//! once. See [`Holder`].
//!
//! A holder that was stopped and goes on later may have lost its lock. It asks before every commit and at every beat,
//! and when the lock is another's it ends at once: even to roll back it would have to write.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::clock::{Clock, since_1970_ms};
use super::leftovers;

/// Between two beats of a holder.
const BEAT_MS: u64 = 500;
/// A lock that did not change for so long, watched without a break, has no holder. Ten beats: a slow disk can hold a
/// holder up, but not for that long.
const SILENCE_MS: u64 = 5_000;
/// A beat that is so long over is more than late.
const LATE_MS: u64 = 1_500;
/// So long does a run wait for a lock that is held.
const PATIENCE_MS: u64 = 5_000;
/// Between two looks.
const LOOK_MS: u64 = 20;
/// Looks by others that a removal waits for. Windows takes no file away that is open, and a look opens the lock for a moment.
const LOOKS_IN_THE_WAY: u32 = 10;
/// Two runs can take over the same lock; after this long, the one that the file names has it.
const SETTLE_MS: u64 = 100;

/// Between the name of the lock and the token, in the name of the file that becomes the lock.
const ASIDE: &str = "of-";

/// Digits of a token.
const TOKEN_DIGITS: usize = 16;

/// What the launcher says of this run and of others. Without a launcher nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holder {
    /// What this run is known by in its locks.
    token: Option<String>,
    /// Runs that are gone, by theirs.
    gone: Vec<String>,
}

impl Holder {
    /// The run's own token, and behind it those of runs that are gone: `0123456789abcdef,fedcba9876543210`.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let is_token = |text: &&str| {
            text.len() == TOKEN_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let tokens = text.split(',').map(|text| Some(text).filter(is_token));
        let mut tokens = tokens.map(|token| token.map(str::to_owned));
        let token = tokens.next().flatten()?;
        Some(Self {
            token: Some(token),
            gone: tokens.collect::<Option<_>>()?,
        })
    }

    pub(super) fn token(&self, now_ms: i64) -> String {
        let random = || format!("{:016x}", RandomState::new().hash_one(now_ms));
        self.token.clone().unwrap_or_else(random)
    }

    fn left(&self, seen: &Seen) -> bool {
        self.gone.iter().any(|token| seen.text.starts_with(token))
    }
}

/// Why there is no lock.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Another run holds it since this moment.
    InUse {
        /// In milliseconds since 1970.
        since_ms: i64,
    },
    /// The lock's file cannot be written.
    Unwritable(io::Error),
}

/// The lock, held until it is dropped.
pub(crate) struct Lock {
    path: PathBuf,
    token: String,
    since_ms: i64,
    clock: Arc<dyn Clock>,
    beaten_at_ms: AtomicU64,
    /// When the run whose lock this was last gave a sign.
    pub(crate) taken_over_from_ms: Option<i64>,
}

/// A look at somebody's lock.
#[derive(PartialEq, Eq)]
struct Seen {
    text: String,
    changed_at_ms: i64,
}

impl Lock {
    /// Takes the lock at `path`, at once or as soon as it is free.
    pub(crate) fn take(
        path: &Path,
        clock: &Arc<dyn Clock>,
        holder: &Holder,
    ) -> Result<Self, Refused> {
        let now_ms = clock.now_ms();
        let mut lock = Self {
            path: path.to_owned(),
            token: holder.token(now_ms),
            since_ms: now_ms,
            clock: Arc::clone(clock),
            beaten_at_ms: AtomicU64::new(0),
            taken_over_from_ms: None,
        };
        lock.wait_for(holder)?;
        lock.beaten_at_ms
            .store(clock.running_ms(), Ordering::Relaxed);
        Ok(lock)
    }

    fn wait_for(&mut self, holder: &Holder) -> Result<(), Refused> {
        let began_ms = self.clock.running_ms();
        let mut last: Option<(Seen, u64)> = None;
        loop {
            self.since_ms = self.clock.now_ms();
            if self.create().map_err(Refused::Unwritable)? {
                return Ok(());
            }
            let now_ms = self.clock.running_ms();
            last = look(&self.path).map(|seen| match last.take() {
                Some((known, since_ms)) if known == seen => (known, since_ms),
                _ => (seen, now_ms),
            });
            if let Some((seen, unchanged_since_ms)) = &last {
                let silent_ms = now_ms - unchanged_since_ms;
                let is_left = silent_ms >= SILENCE_MS || holder.left(seen);
                if is_left && self.take_over(seen)? {
                    return Ok(());
                }
                // One that may be dead is watched to the end.
                if now_ms - began_ms >= PATIENCE_MS && silent_ms < LATE_MS {
                    let since_ms = since(seen);
                    return Err(Refused::InUse { since_ms });
                }
            }
            self.clock.wait_ms(LOOK_MS);
        }
    }

    /// Makes the file; false if there is one. It is written aside and linked, so that it never stands empty: of an empty
    /// one nobody knows whose it is.
    ///
    /// What a killed run left there its launcher's next one removes, or the next holder.
    fn create(&self) -> io::Result<bool> {
        if fs::exists(&self.path)? {
            return Ok(false);
        }
        let aside = format!("{ASIDE}{}", self.token);
        let aside = self.path.with_added_extension(aside);
        fs::write(&aside, self.text(0))
            // On a full disk it is there and empty.
            .inspect_err(|_| drop(fs::remove_file(&aside)))?;
        let linked = fs::hard_link(&aside, &self.path);
        let removed = fs::remove_file(&aside);
        match linked {
            Ok(()) => removed.map(|()| true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // A faster one has it, and has removed this.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            // Not every disk has links.
            Err(_) => self.create_in_place(),
        }
    }

    fn create_in_place(&self) -> io::Result<bool> {
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&self.path);
        match made {
            Ok(mut file) => {
                let written = file.write_all(self.text(0).as_bytes());
                written.inspect_err(|_| drop(fs::remove_file(&self.path)))?;
                Ok(true)
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes what killed runs left of their own files aside: only one that has the lock may, and nobody needs them then.
    pub(super) fn remove_others(&self) {
        // One that stays is in nobody's way.
        let _ = leftovers::remove(&self.path, &format!(".{ASIDE}"));
    }

    /// Puts this run's file in the place of a silent one; true if it is still there when things have settled.
    fn take_over(&mut self, silent: &Seen) -> Result<bool, Refused> {
        let next = self.path.with_added_extension("next");
        fs::write(&next, self.text(0)).map_err(Refused::Unwritable)?;
        // Where the rename fails another run was faster; the look below tells.
        let _ = patiently(&*self.clock, || fs::rename(&next, &self.path));
        self.clock.wait_ms(SETTLE_MS);
        let is_ours = self.is_ours();
        if is_ours {
            self.taken_over_from_ms = Some(silent.changed_at_ms);
        }
        Ok(is_ours)
    }

    /// Gives a sign of life if one is due. To be called every few milliseconds of work.
    pub(crate) fn beat(&self) {
        let now_ms = self.clock.running_ms();
        if now_ms - self.beaten_at_ms.load(Ordering::Relaxed) < BEAT_MS {
            return;
        }
        self.must_be_ours();
        self.beaten_at_ms.store(now_ms, Ordering::Relaxed);
        // A beat that cannot be written is like one that is late.
        let _ = self.write_beat(now_ms);
    }

    fn write_beat(&self, beat: u64) -> io::Result<()> {
        let mut file: File = OpenOptions::new().write(true).open(&self.path)?;
        file.rewind()?;
        file.write_all(self.text(beat).as_bytes())
    }

    /// Ends this run if it has lost the lock.
    pub(crate) fn must_be_ours(&self) {
        if !self.is_ours() {
            eprintln!(
                "error: another run took the database over while this one stood still. What was stored is whole.\n  \
                 try: the same again"
            );
            std::process::exit(1);
        }
    }

    fn is_ours(&self) -> bool {
        look(&self.path).is_some_and(|seen| seen.text.starts_with(&self.token))
    }

    /// Token, begin and beat, each as wide as it can become, so that a beat never leaves a rest of the one before.
    fn text(&self, beat: u64) -> String {
        format!("{} {:020} {beat:020}\n", self.token, self.since_ms)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.is_ours() {
            // A file that cannot be removed is silent from now on.
            let _ = patiently(&*self.clock, || fs::remove_file(&self.path));
        }
    }
}

/// Takes a file away, between two looks of others if need be.
pub(super) fn patiently(
    clock: &dyn Clock,
    take_away: impl Fn() -> io::Result<()>,
) -> io::Result<()> {
    for _ in 0..LOOKS_IN_THE_WAY {
        match take_away() {
            Err(error) if error.kind() != ErrorKind::NotFound => clock.wait_ms(LOOK_MS),
            done => return done,
        }
    }
    take_away()
}

fn look(path: &Path) -> Option<Seen> {
    let text = fs::read_to_string(path).ok()?;
    let changed = fs::metadata(path).and_then(|metadata| metadata.modified());
    Some(Seen {
        text,
        changed_at_ms: changed.map_or(0, since_1970_ms),
    })
}

/// When the holder took it; a file that says nothing was just made.
fn since(seen: &Seen) -> i64 {
    let word = seen.text.split(' ').nth(1);
    word.and_then(|word| word.parse().ok())
        .unwrap_or(seen.changed_at_ms)
}
