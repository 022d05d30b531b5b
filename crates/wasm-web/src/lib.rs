//! The page's host of the core: one class that the worker drives.
//!
//! It opens, feeds and answers; it counts nothing. It runs in a worker, where no address can be
//! opened, and must stay there: whoever calls it from the page brings file bytes to a place that can
//! navigate. A panic aborts and prints nothing, because no hook is installed: a message could hold input.

mod reading;

use std::cell::RefCell;

use cutrack_core::report::QueryError;
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

pub use reading::Outcome;

/// What the page says once, before the first file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    zone: Zone,
    #[serde(default)]
    key: Option<[u8; 32]>,
}

/// Rollout files read so far, and their reports.
#[wasm_bindgen]
pub struct Analysis {
    engine: RefCell<Engine>,
}

#[wasm_bindgen]
impl Analysis {
    /// Starts without files. `settings` is `{ zone: { name, offsets }, key? }`; the number of a refusal is 1.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: JsValue) -> Result<Analysis, u32> {
        let Settings { zone, key } = serde_wasm_bindgen::from_value(settings).map_err(|_| 1_u32)?;
        let config = Config {
            key,
            zone,
            ..Config::default()
        };
        Ok(Self {
            engine: RefCell::new(Engine::new(config)),
        })
    }

    /// Reads one file to its end and tells `on_slice` the bytes of every slice. `name` is its path below the
    /// chosen folder, with `/`; a file that the browser could not hand over is absent, and counted as not read.
    pub async fn read(
        &self,
        name: String,
        file: Option<web_sys::File>,
        on_slice: js_sys::Function,
    ) -> Outcome {
        reading::read(&self.engine, &name, file.map(Into::into), &on_slice).await
    }

    /// Answers a query (JSON in, JSON out) over all files read so far; refuses with a [`QueryError`]'s number.
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

/// The number that stands for a refused query; the text of the query never comes back.
fn number(error: QueryError) -> u32 {
    error as u32
}
