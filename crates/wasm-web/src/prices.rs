//! A person's own prices: core reads, joins and writes them; here they are kept beside the rows.

use cutrack_core::price::{PriceFileProblem, PriceTable};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::keeper::Change;
use crate::{Analysis, json};

/// What came of prices that were to be added.
#[derive(Default, Serialize)]
struct Added {
    models: Vec<String>,
    refused: Option<Refusal>,
}

/// Where prices are wrong, and how; no text of them.
#[derive(Serialize)]
struct Refusal {
    line: usize,
    problem: &'static str,
}

#[wasm_bindgen]
impl Analysis {
    /// Adds prices from JSON in place of those of the same models; tells which models they are of, or what is wrong: JSON.
    pub async fn add_prices(&self, prices: Vec<u8>) -> Vec<u8> {
        let mut table = self.own_prices().await;
        let added = match table.add_own(&prices) {
            Ok(models) => {
                self.keep_prices(&table).await;
                Added {
                    models,
                    refused: None,
                }
            }
            Err(error) => Added {
                refused: Some(Refusal {
                    line: error.line,
                    problem: match error.problem {
                        PriceFileProblem::Syntax => "syntax",
                        PriceFileProblem::Value => "value",
                    },
                }),
                ..Added::default()
            },
        };
        json(&added)
    }

    /// Takes the own price of a model away.
    pub async fn remove_price(&self, model: String) {
        let mut table = self.own_prices().await;
        table.remove_own(&model);
        self.keep_prices(&table).await;
    }

    /// Takes all own prices away.
    pub async fn reset_prices(&self) {
        self.catch_up().await;
        self.keep_prices(&PriceTable::default()).await;
    }
}

impl Analysis {
    /// Those that hold now: another tab may have changed them.
    async fn own_prices(&self) -> PriceTable {
        self.catch_up().await;
        self.engine.borrow_mut().config_mut().prices.clone()
    }

    async fn keep_prices(&self, table: &PriceTable) {
        let notes = {
            let mut shelf = self.shelf.borrow_mut();
            let own = (table.own() > 0).then(|| table.own_json());
            shelf.notes.prices = own.and_then(|json| String::from_utf8(json).ok());
            shelf.configure(self.engine.borrow_mut().config_mut());
            shelf.notes.clone()
        };
        let stored = self.store(&Change::default(), &notes).await;
        self.shelf.borrow_mut().note(stored);
    }
}
