//! The browser's database: stores of texts by key, read and written in transactions. It knows no row.
//!
//! A browser closes a transaction as soon as nothing is asked of it. What breaks if touched: between two requests of a
//! visit nothing else may be awaited.

use idb::{DatabaseEvent, Factory, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::DomException;

/// Why something is not kept. Nothing of what was to be kept is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The browser keeps nothing here: a private window, blocked storage, a failing disk.
    Refused,
    /// There is no room left.
    Full,
    /// A newer cutrack wrote it.
    Newer,
    /// What is kept cannot be read.
    Damaged,
    /// Another tab stored something meanwhile.
    Overtaken,
}

/// An open database.
pub(crate) struct Database {
    inner: idb::Database,
}

impl Database {
    /// Opens the database, whose stores are `stores`. Of an older version the others go, and those that it had stay as they
    /// are.
    pub(crate) async fn open(
        name: &str,
        version: u32,
        stores: Vec<&'static str>,
    ) -> Result<Self, Obstacle> {
        let factory = Factory::new().map_err(|_| Obstacle::Refused)?;
        let mut request = factory
            .open(name, Some(version))
            .map_err(|_| Obstacle::Refused)?;
        request.on_upgrade_needed(move |event| {
            let Ok(database) = event.database() else {
                return;
            };
            let there = database.store_names();
            for old in there.iter().filter(|old| !stores.contains(&old.as_str())) {
                let _ = database.delete_object_store(old);
            }
            for new in stores
                .iter()
                .filter(|new| !there.iter().any(|old| old == *new))
            {
                let _ = database.create_object_store(new, ObjectStoreParams::new());
            }
        });
        let mut inner = request.await.map_err(obstacle)?;
        // Another tab with a newer page must not wait for this one.
        inner.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        Ok(Self { inner })
    }

    /// A transaction over these stores.
    pub(crate) fn visit(&self, stores: &[&str], writes: bool) -> Result<Visit, Obstacle> {
        let mode = match writes {
            true => TransactionMode::ReadWrite,
            false => TransactionMode::ReadOnly,
        };
        let transaction = self.inner.transaction(stores, mode).map_err(obstacle)?;
        Ok(Visit { transaction })
    }
}

/// A transaction: all of it or nothing.
pub(crate) struct Visit {
    transaction: Transaction,
}

impl Visit {
    /// All values of a store, in the order of their keys. They are asked for at once, and may be awaited later.
    pub(crate) fn all(
        &self,
        store: &str,
    ) -> Result<impl Future<Output = Result<Vec<JsValue>, Obstacle>> + use<>, Obstacle> {
        let store = self.transaction.object_store(store).map_err(obstacle)?;
        let values = store.get_all(None, None).map_err(obstacle)?.into_future();
        Ok(async { values.await.map_err(obstacle) })
    }

    /// The value under a key.
    pub(crate) async fn get(
        &self,
        store: &str,
        key: &JsValue,
    ) -> Result<Option<JsValue>, Obstacle> {
        let store = self.transaction.object_store(store).map_err(obstacle)?;
        let value = store.get(key.clone()).map_err(obstacle)?;
        value.await.map_err(obstacle)
    }

    /// Puts a value in the place of what stood under the key. Whether there was room, [`commit`](Self::commit) tells.
    pub(crate) fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Obstacle> {
        let store = self.transaction.object_store(store).map_err(obstacle)?;
        store.put(value, Some(key)).map_err(obstacle)?;
        Ok(())
    }

    /// Deletes what stands under a key.
    pub(crate) fn delete(&self, store: &str, key: &JsValue) -> Result<(), Obstacle> {
        let store = self.transaction.object_store(store).map_err(obstacle)?;
        store.delete(key.clone()).map_err(obstacle)?;
        Ok(())
    }

    /// Deletes all of a store.
    pub(crate) fn clear(&self, store: &str) -> Result<(), Obstacle> {
        let store = self.transaction.object_store(store).map_err(obstacle)?;
        store.clear().map_err(obstacle)?;
        Ok(())
    }

    /// Waits until all of it is on disk.
    pub(crate) async fn commit(mut self) -> Result<(), Obstacle> {
        let transaction = &mut self.transaction;
        let done = Promise::new(&mut |resolve, reject| {
            transaction.on_complete(move |_| drop(resolve.call0(&JsValue::NULL)));
            transaction.on_abort(move |_| drop(reject.call0(&JsValue::NULL)));
        });
        match JsFuture::from(done).await {
            Ok(_) => Ok(()),
            Err(_) => Err(self
                .transaction
                .error()
                .map_or(Obstacle::Refused, |error| of_exception(&error))),
        }
    }
}

fn obstacle(error: idb::Error) -> Obstacle {
    use idb::Error::{
        DomException, IndexedDbOpenFailed, ObjectStoreNotFound, TransactionOpenFailed, UpdateFailed,
    };
    match error {
        DomException(exception) => of_exception(&exception),
        IndexedDbOpenFailed(value)
        | ObjectStoreNotFound(value)
        | TransactionOpenFailed(value)
        | UpdateFailed(value) => of_exception(&value),
        _ => Obstacle::Refused,
    }
}

fn of_exception(error: &JsValue) -> Obstacle {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError") => Obstacle::Full,
        Some("VersionError") => Obstacle::Newer,
        _ => Obstacle::Refused,
    }
}
