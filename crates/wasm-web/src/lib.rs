//! The page's host of the core: one class that the worker drives.
//!
//! It opens, feeds, keeps and answers; it counts nothing. It runs in a worker, where no address can be
//! opened, and must stay there: whoever calls it from the page brings file bytes to a place that can
//! navigate. A panic aborts and prints nothing, because no hook is installed: a message could hold input.
//!
//! Only `report` and `stop` may be called while another call has not ended: the worker lets the others wait in a line.

mod crew;
mod data_set;
mod database;
mod ingest;
mod keeper;
mod ledger;
mod prices;
mod reading;
mod rehearsal;
mod shelf;

use std::cell::{Cell, RefCell};

use cutrack_core::order;
use cutrack_core::privacy::Key;
use cutrack_core::report::QueryError;
use cutrack_core::store::{FileRecords, Looker, sample_row};
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crew::Crew;
use database::Obstacle;
use ingest::{Candidate, Listener};
use keeper::{Change, Keeper, Policy};
use shelf::Shelf;

/// What the page says once, before the first file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    zone: Zone,
    /// The key to make pseudonyms with where none is kept.
    key: [u8; 32],
    now_ms: i64,
    /// Whether numbers are to outlive the page.
    keeps: bool,
}

/// Rollout files read so far and kept from before, and their reports.
#[wasm_bindgen]
pub struct Analysis {
    engine: RefCell<Engine>,
    shelf: RefCell<Shelf>,
    stops: Cell<bool>,
}

#[wasm_bindgen]
impl Analysis {
    /// Takes up what is kept. `settings` is JSON, `{ zone: { name, offsets }, key, now_ms, keeps }`; the number of a
    /// refusal is 1.
    pub async fn open(settings: Vec<u8>) -> Result<Analysis, u32> {
        let Settings {
            zone,
            key,
            now_ms,
            keeps,
        } = serde_json::from_slice(&settings).map_err(|_| 1_u32)?;
        let mut shelf = Shelf::new(key, now_ms);
        let mut config = Config {
            zone,
            ..Config::default()
        };
        shelf.configure(&mut config);
        let mut engine = Engine::new(config);
        if keeps {
            match Keeper::open().await {
                Ok((keeper, kept)) => {
                    shelf.keeper = Some(keeper);
                    match kept {
                        Some(kept) => shelf.take_up(kept, &mut engine),
                        None => shelf.obstacle = Some(Obstacle::Damaged),
                    }
                }
                Err(obstacle) => shelf.note(Err(obstacle)),
            }
        }
        Ok(Self {
            engine: RefCell::new(engine),
            shelf: RefCell::new(shelf),
            stops: Cell::new(false),
        })
    }

    /// How things stand, as JSON.
    pub fn standing(&self) -> Vec<u8> {
        let files = self.engine.borrow().records().len();
        json(&self.shelf.borrow().standing(files))
    }

    /// Reads what is new in the candidates, with `crew` where there is much, and keeps it.
    pub async fn read(
        &self,
        candidates: Vec<Candidate>,
        now_ms: f64,
        listener: Listener,
        crew: Crew,
    ) {
        self.ingest(&candidates, now_ms as i64, &listener, &crew)
            .await;
    }

    /// Ends the reading after the files in hand; what is complete is kept.
    pub fn stop(&self) {
        self.stops.set(true);
    }

    /// Takes up what another tab has stored.
    pub async fn follow(&self) {
        self.catch_up().await;
    }

    /// Counts days in another zone; the number of a refusal is 1.
    pub fn set_zone(&self, zone: &[u8]) -> Result<(), u32> {
        let zone = serde_json::from_slice(zone).map_err(|_| 1_u32)?;
        self.engine.borrow_mut().config_mut().zone = zone;
        Ok(())
    }

    /// Keeps no name from now on and forgets those that are there; or keeps them again, once the files are read again.
    pub async fn set_strict(&self, is_strict: bool) {
        let notes = {
            let mut shelf = self.shelf.borrow_mut();
            shelf.notes.policy = match is_strict {
                true => Policy::Strict,
                false => Policy::NamesAgain,
            };
            shelf.configure(self.engine.borrow_mut().config_mut());
            shelf.notes.clone()
        };
        if !is_strict {
            let stored = self.store(&Change::default(), &notes).await;
            return self.shelf.borrow_mut().note(stored);
        }
        let key = notes.key.map(Key::new);
        let mut files = self.engine.borrow_mut().take();
        files
            .iter_mut()
            .for_each(|file| file.make_strict(key.as_ref()));
        let change = Change {
            files: files.iter().collect(),
            forgets_names: true,
            ..Change::default()
        };
        let stored = self.store(&change, &notes).await;
        self.engine.borrow_mut().put(files);
        self.shelf.borrow_mut().note(stored);
    }

    /// Pseudonyms are made with another key from now on. What was made with the old one goes, so that the files have to be
    /// read again; prices, policy and folder stay. The number of a refusal is 1.
    pub async fn renew_key(&self, key: &[u8], now_ms: f64) -> Result<(), u32> {
        let key = key.try_into().map_err(|_| 1_u32)?;
        let files = self.engine.borrow_mut().take();
        let notes = {
            let mut shelf = self.shelf.borrow_mut();
            shelf.notes.key = Some(key);
            shelf.notes.key_made_at_ms = Some(now_ms as i64);
            shelf.configure(self.engine.borrow_mut().config_mut());
            shelf.notes.clone()
        };
        let change = Change {
            removed: order::set(files.iter().map(|file| file.source.id)),
            forgets_names: true,
            ..Change::default()
        };
        let stored = self.store(&change, &notes).await;
        self.shelf.borrow_mut().note(stored);
        Ok(())
    }

    /// Deletes all that is kept and read; `key` is for what comes after.
    pub async fn forget(&self, key: &[u8], now_ms: f64) -> Result<(), u32> {
        let keeper = self.shelf.borrow_mut().keeper.take();
        let mut fresh = Shelf::new(key.try_into().map_err(|_| 1_u32)?, now_ms as i64);
        let mut gone = Ok(());
        if let Some(mut keeper) = keeper {
            gone = keeper.forget_all().await;
            fresh.keeper = Some(keeper);
        }
        let mut engine = self.engine.borrow_mut();
        engine.take();
        fresh.configure(engine.config_mut());
        self.shelf.replace(fresh);
        gone.map_err(|_| 2_u32)
    }

    /// Looks for a text in all that is kept, and counts its rows: JSON. The text is in no answer. The number of a refusal
    /// is 2.
    pub async fn look(&self, text: String) -> Result<Vec<u8>, u32> {
        let keeper = self.shelf.borrow_mut().keeper.take();
        let Some(keeper) = keeper else {
            return Ok(json(&look_in_memory(
                &self.engine.borrow().records(),
                &self.shelf.borrow(),
                &text,
            )));
        };
        let found = keeper.look(&text).await;
        self.shelf.borrow_mut().keeper = Some(keeper);
        found.map(|found| json(&found)).map_err(|_| 2_u32)
    }

    /// One row of all that is kept, as JSON, or `null`: the next place has another one.
    pub fn sample(&self, place: usize) -> Vec<u8> {
        json(&sample_row(&self.engine.borrow().records(), place))
    }

    /// All that is kept as pieces of one file; with names goes the key of the pseudonyms.
    pub fn data_set(&self, with_names: bool) -> Vec<js_sys::Uint8Array> {
        let key = self.shelf.borrow().notes.key.filter(|_| with_names);
        data_set::written(&self.engine.borrow().records(), key)
    }

    /// Takes up a file of `data_set`; refusals are core's own, 4 where there are numbers already, 5 where it cannot be
    /// read.
    pub async fn take_data_set(&self, file: web_sys::File, now_ms: f64) -> Result<(), u32> {
        self.take_up(&file, now_ms as i64).await
    }

    /// Keeps the handle of the folder that was chosen.
    pub async fn keep_folder(&self, folder: JsValue) {
        let keeper = self.shelf.borrow_mut().keeper.take();
        if let Some(keeper) = keeper {
            // Without it the folder is chosen again.
            let _ = keeper.keep_folder(&folder).await;
            self.shelf.borrow_mut().keeper = Some(keeper);
        }
    }

    /// The handle of the folder that was chosen last, if it is kept.
    pub async fn folder(&self) -> Option<js_sys::Object> {
        let keeper = self.shelf.borrow_mut().keeper.take()?;
        let folder = keeper.folder().await;
        self.shelf.borrow_mut().keeper = Some(keeper);
        folder.ok().flatten()?.dyn_into().ok()
    }

    /// Answers a query (JSON in, JSON out) over all files read and kept; refuses with a [`QueryError`]'s number.
    pub fn report(&self, query: &[u8]) -> Result<Vec<u8>, u32> {
        let report = Query::from_json(query).and_then(|query| self.engine.borrow().report(&query));
        report.map(|report| report.to_json()).map_err(number)
    }

    /// The rows of the same answer as comma-separated values.
    pub fn comma_separated(&self, query: &[u8]) -> Result<Vec<u8>, u32> {
        let report = Query::from_json(query).and_then(|query| self.engine.borrow().report(&query));
        report.map(|report| report.to_csv()).map_err(number)
    }
}

/// The same over the rows that would be kept.
fn look_in_memory(files: &[FileRecords], shelf: &Shelf, text: &str) -> cutrack_core::store::Look {
    let mut looker = Looker::new(text);
    for file in files {
        for (table, rows) in file.rows() {
            looker.look(table.name, &rows);
        }
    }
    let names = files
        .iter()
        .flat_map(|file| file.name_rows(shelf.notes.policy.privacy()));
    looker.look("names", &order::set(names).into_iter().collect::<Vec<_>>());
    looker.finish()
}

fn json(answer: &impl serde::Serialize) -> Vec<u8> {
    // Nothing in it can fail to serialise.
    serde_json::to_vec(answer).unwrap_or_default()
}

/// The number that stands for a refused query; the text of the query never comes back.
fn number(error: QueryError) -> u32 {
    error as u32
}
