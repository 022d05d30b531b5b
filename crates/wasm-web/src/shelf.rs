//! What the page keeps, and how: in the browser's database, or in memory alone and why.

use cutrack_core::price::PriceTable;
use cutrack_core::{Config, Engine};
use serde::Serialize;

use crate::database::Obstacle;
use crate::keeper::{Keeper, Kept, KeyBytes, Notes, Policy};

/// What is kept beside the engine's records.
pub(crate) struct Shelf {
    /// Absent where things stay in memory.
    pub(crate) keeper: Option<Keeper>,
    /// What keeps things from being kept; absent where nothing does, or nobody wanted it.
    pub(crate) obstacle: Option<Obstacle>,
    pub(crate) notes: Notes,
    /// The key for the next visits, should there be none.
    spare_key: KeyBytes,
}

/// How things stand, for the page to say it.
#[derive(Serialize)]
pub(crate) struct Standing {
    /// Whether numbers outlive this page.
    is_kept: bool,
    obstacle: Option<&'static str>,
    privacy: &'static str,
    key_made_at_ms: Option<i64>,
    read_at_ms: Option<i64>,
    /// How many files there are records of.
    files: usize,
}

impl Shelf {
    /// Nothing is kept yet. `spare_key` is the key to take where none is kept.
    pub(crate) fn new(spare_key: KeyBytes, now_ms: i64) -> Self {
        let notes = Notes {
            key: Some(spare_key),
            key_made_at_ms: Some(now_ms),
            ..Notes::default()
        };
        Self {
            keeper: None,
            obstacle: None,
            notes,
            spare_key,
        }
    }

    /// Takes up what is kept, in the engine too.
    pub(crate) fn take_up(&mut self, kept: Kept, engine: &mut Engine) {
        let Kept { files, notes, .. } = kept;
        let made_at_ms = self.notes.key_made_at_ms;
        self.notes = Notes {
            key: notes.key.or(Some(self.spare_key)),
            key_made_at_ms: notes.key_made_at_ms.or(made_at_ms),
            ..notes
        };
        self.configure(engine.config_mut());
        engine.take();
        engine.put(files);
    }

    /// Tells the engine what it has to know of this.
    pub(crate) fn configure(&self, config: &mut Config) {
        config.key = self.notes.key;
        config.privacy = self.notes.policy.privacy();
        let prices = self.notes.prices.as_deref().map(str::as_bytes);
        let prices = prices.and_then(|prices| PriceTable::with_own(prices).ok());
        config.prices = prices.unwrap_or_default();
    }

    /// Notes what became of keeping something. Where it could not be kept, all that follows stays in memory.
    pub(crate) fn note(&mut self, kept: Result<(), Obstacle>) {
        if let Err(obstacle) = kept {
            self.obstacle = Some(obstacle);
            self.keeper = None;
        }
    }

    pub(crate) fn standing(&self, files: usize) -> Standing {
        Standing {
            is_kept: self.keeper.is_some(),
            obstacle: self.obstacle.map(word),
            privacy: match self.notes.policy {
                Policy::Names => "names",
                Policy::Strict => "strict",
                Policy::NamesAgain => "names_again",
            },
            key_made_at_ms: self.notes.key_made_at_ms,
            read_at_ms: self.notes.read_at_ms,
            files,
        }
    }
}

fn word(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Refused => "refused",
        Obstacle::Full => "full",
        Obstacle::Newer => "newer",
        Obstacle::Damaged => "damaged",
        Obstacle::Overtaken => "overtaken",
    }
}
