//! What the browser keeps between visits: core's records as rows of core's tables, a table a store, under each source
//! file's number its rows as text. Beside them the key of the pseudonyms and the handle of the folder.
//!
//! Every transaction that writes leaves a mark that no other leaves. One that does not find the mark that it expects was
//! overtaken by another tab and writes nothing: whoever wanted it takes up what is stored and starts over.

use std::collections::BTreeSet;

use cutrack_core::order;
use cutrack_core::privacy::Privacy;
use cutrack_core::record::table::{Row, Value};
use cutrack_core::store::{self, FileRecords, Layout, Look, Looker};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::database::{Database, Obstacle, Visit};

const NAME: &str = "cutrack";
/// Stores beside the tables.
const KEY: &str = "key";
const FOLDER: &str = "folder";
/// The one value of such a store.
const ONLY: f64 = 0.0;
/// Beside the key stands which columns the rows have. They are in no table, so that who looks for a word of theirs in all
/// tables finds what is kept and not what it is called.
const COLUMNS: f64 = 1.0;

/// Tables that are no source file's.
const NAMES: &str = "names";
const META: &str = "meta";
/// Rows of `meta`.
const MARK: &str = "mark";
const READ_AT_MS: &str = "read_at_ms";
const KEY_MADE_AT_MS: &str = "key_made_at_ms";
const POLICY: &str = "names";
const PRICES: &str = "prices";

/// A transaction ends with the file that brings its rows past this: the browser holds all of it in memory until then.
const VISIT_BYTES: usize = 4 << 20;

/// Marks are drawn from so many: what the browser's random numbers tell apart.
const MARKS: f64 = 9_007_199_254_740_992.0;

/// 32 bytes that pseudonyms are made with.
pub(crate) type KeyBytes = [u8; 32];

/// An open database, and the mark that its last transaction known here left.
pub(crate) struct Keeper {
    database: Database,
    /// Absent where nothing was ever stored, or all is forgotten.
    mark: Option<String>,
    /// Numbers of the files that rows are stored of, as far as that is known here: only theirs need to be deleted.
    stored: BTreeSet<u32>,
}

/// All that is kept.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) files: Vec<FileRecords>,
    pub(crate) notes: Notes,
    /// The rows were of an older schema.
    is_older: bool,
}

/// What stands beside the rows of files.
#[derive(Clone, Default)]
pub(crate) struct Notes {
    pub(crate) key: Option<KeyBytes>,
    pub(crate) key_made_at_ms: Option<i64>,
    pub(crate) read_at_ms: Option<i64>,
    pub(crate) policy: Policy,
    /// A person's own prices, as core writes them.
    pub(crate) prices: Option<String>,
}

/// What is kept of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Policy {
    /// All of them.
    #[default]
    Names,
    /// None.
    Strict,
    /// All of them again, once the files are read again.
    NamesAgain,
}

impl Policy {
    pub(crate) fn privacy(self) -> Privacy {
        match self {
            Self::Strict => Privacy::Strict,
            Self::Names | Self::NamesAgain => Privacy::Names,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Names => "kept",
            Self::Strict => "none",
            Self::NamesAgain => "again",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Names, Self::Strict, Self::NamesAgain];
        all.into_iter().find(|policy| policy.word() == word)
    }
}

/// What takes the place of what.
#[derive(Default)]
pub(crate) struct Change<'a> {
    pub(crate) files: Vec<&'a FileRecords>,
    pub(crate) removed: BTreeSet<u32>,
    /// Every readable name goes before those of `files` come.
    pub(crate) forgets_names: bool,
}

impl Keeper {
    /// Opens the database and takes up all that is kept; rows of an older schema are written anew. What cannot be read is
    /// cleared, so that it can be read from the files again, and then nothing is taken up.
    pub(crate) async fn open() -> Result<(Self, Option<Kept>), Obstacle> {
        let stores = tables().chain([KEY, FOLDER]).collect();
        let database = Database::open(NAME, store::SCHEMA, stores).await?;
        let mut keeper = Self {
            database,
            mark: None,
            stored: BTreeSet::new(),
        };
        match keeper.load().await {
            Ok(kept) => {
                if kept.is_older {
                    keeper.renew(&kept).await?;
                }
                Ok((keeper, Some(kept)))
            }
            Err(Obstacle::Damaged) => {
                keeper.forget_all().await?;
                Ok((keeper, None))
            }
            Err(obstacle) => Err(obstacle),
        }
    }

    /// Takes up all that is kept.
    pub(crate) async fn load(&mut self) -> Result<Kept, Obstacle> {
        let stores: Vec<&str> = tables().chain([KEY]).collect();
        let visit = self.database.visit(&stores, false)?;
        let meta = all_rows(&visit, META).await?;
        // What wrote no columns down wrote today's.
        let columns = visit.get(KEY, &COLUMNS.into()).await?;
        let columns = columns.and_then(|text| Layout::from_text(&text.as_string()?));
        let columns = columns.unwrap_or_else(Layout::current);
        let mut rows = Vec::new();
        let mut left = tables().filter(|table| *table != META);
        let mut next = left.next().map(|table| (table, visit.all(table)));
        while let Some((table, texts)) = next {
            let texts = texts?.await?;
            // The browser fetches the next table while this one is read.
            next = left.next().map(|table| (table, visit.all(table)));
            let of_table = rows_of(texts)?;
            // A table that there was not then is empty.
            if !of_table.is_empty() {
                let fitting = columns.fit(table, of_table).ok_or(Obstacle::Damaged)?;
                rows.push((table, fitting));
            }
        }
        let key = visit.get(KEY, &ONLY.into()).await?;
        let names = rows.pop_if(|(table, _)| *table == NAMES);
        let names = names.map(|(_, rows)| rows).unwrap_or_default();
        let mut files = store::records(rows).map_err(|_| Obstacle::Damaged)?;
        columns.complete(&mut files);
        store::learn_names(&mut files, &names).map_err(|_| Obstacle::Damaged)?;
        self.mark = note(&meta, MARK).map(str::to_owned);
        self.stored = order::set(files.iter().map(|file| file.source.id));
        let notes = Notes {
            key: key.and_then(|bytes| Uint8Array::new(&bytes).to_vec().try_into().ok()),
            key_made_at_ms: note(&meta, KEY_MADE_AT_MS).and_then(|text| text.parse().ok()),
            read_at_ms: note(&meta, READ_AT_MS).and_then(|text| text.parse().ok()),
            policy: note(&meta, POLICY)
                .and_then(Policy::from_word)
                .unwrap_or_default(),
            prices: note(&meta, PRICES).map(str::to_owned),
        };
        Ok(Kept {
            files,
            notes,
            is_older: !columns.is_current(),
        })
    }

    /// Whether another tab has stored something since this one looked.
    pub(crate) async fn is_overtaken(&self) -> Result<bool, Obstacle> {
        let visit = self.database.visit(&[META], false)?;
        Ok(stored_mark(&visit).await? != self.mark)
    }

    /// Stores a change, some files at a time, and what stands beside the rows with the first of them.
    pub(crate) async fn store(
        &mut self,
        change: &Change<'_>,
        notes: &Notes,
    ) -> Result<(), Obstacle> {
        let mut visit = self.write().await?;
        if change.forgets_names {
            visit.clear(NAMES)?;
        }
        for source in &change.removed {
            remove(&visit, *source)?;
            self.stored.remove(source);
        }
        put_notes(&visit, notes)?;
        let mut written = 0;
        for file in &change.files {
            if written > VISIT_BYTES {
                self.commit(visit).await?;
                visit = self.write().await?;
                written = 0;
            }
            if !self.stored.insert(file.source.id) {
                remove(&visit, file.source.id)?;
            }
            written += store_file(&visit, file, notes.policy)?;
        }
        self.commit(visit).await
    }

    /// Writes everything anew in today's columns, all of it or nothing.
    async fn renew(&mut self, kept: &Kept) -> Result<(), Obstacle> {
        let visit = self.write().await?;
        for table in tables() {
            visit.clear(table)?;
        }
        put_notes(&visit, &kept.notes)?;
        for file in &kept.files {
            store_file(&visit, file, kept.notes.policy)?;
        }
        self.commit(visit).await
    }

    /// Deletes all that is kept, key and folder too.
    pub(crate) async fn forget_all(&mut self) -> Result<(), Obstacle> {
        let stores: Vec<&str> = tables().chain([KEY, FOLDER]).collect();
        let visit = self.database.visit(&stores, true)?;
        for store in stores {
            visit.clear(store)?;
        }
        visit.commit().await?;
        self.mark = None;
        self.stored.clear();
        Ok(())
    }

    /// Looks for a text in every row that is kept, as it stands there now.
    pub(crate) async fn look(&self, text: &str) -> Result<Look, Obstacle> {
        let stores: Vec<&str> = tables().collect();
        let visit = self.database.visit(&stores, false)?;
        let mut looker = Looker::new(text);
        for table in tables() {
            looker.look(table, &all_rows(&visit, table).await?);
        }
        Ok(looker.finish())
    }

    /// The handle of the folder that was chosen last.
    pub(crate) async fn folder(&self) -> Result<Option<JsValue>, Obstacle> {
        let visit = self.database.visit(&[FOLDER], false)?;
        let folder = visit.get(FOLDER, &ONLY.into()).await?;
        Ok(folder.filter(|folder| !folder.is_undefined()))
    }

    /// Keeps the handle of a folder.
    pub(crate) async fn keep_folder(&self, folder: &JsValue) -> Result<(), Obstacle> {
        let visit = self.database.visit(&[FOLDER], true)?;
        visit.put(FOLDER, &ONLY.into(), folder)?;
        visit.commit().await
    }

    /// A transaction that writes, if no other tab has written since.
    async fn write(&self) -> Result<Visit, Obstacle> {
        let stores: Vec<&str> = tables().chain([KEY]).collect();
        let visit = self.database.visit(&stores, true)?;
        match stored_mark(&visit).await? == self.mark {
            true => Ok(visit),
            false => Err(Obstacle::Overtaken),
        }
    }

    async fn commit(&mut self, visit: Visit) -> Result<(), Obstacle> {
        let mark = ((js_sys::Math::random() * MARKS) as u64).to_string();
        put_note(&visit, MARK, &mark)?;
        visit.commit().await?;
        self.mark = Some(mark);
        Ok(())
    }
}

/// All tables; the last two, `names` and `meta`, are no source file's.
fn tables() -> impl Iterator<Item = &'static str> {
    store::tables().map(|table| table.name)
}

fn source_tables() -> impl Iterator<Item = &'static str> {
    tables().filter(|table| ![NAMES, META].contains(table))
}

async fn all_rows(visit: &Visit, table: &str) -> Result<Vec<Row>, Obstacle> {
    rows_of(visit.all(table)?.await?)
}

fn rows_of(texts: Vec<JsValue>) -> Result<Vec<Row>, Obstacle> {
    let mut rows = Vec::new();
    for text in texts {
        let text = text.as_string().ok_or(Obstacle::Damaged)?;
        rows.extend(store::from_text(&text).ok_or(Obstacle::Damaged)?);
    }
    Ok(rows)
}

/// Stores the rows of a file that has none there, and says how many bytes of text they are.
fn store_file(visit: &Visit, file: &FileRecords, policy: Policy) -> Result<usize, Obstacle> {
    let source = file.source.id;
    let mut written = 0;
    for (table, rows) in file.rows().filter(|(_, rows)| !rows.is_empty()) {
        let text = store::to_text(&rows);
        written += text.len();
        visit.put(table.name, &source.into(), &text.into())?;
    }
    for row in file.name_rows(policy.privacy()) {
        put_row(visit, NAMES, row)?;
    }
    Ok(written)
}

fn remove(visit: &Visit, source: u32) -> Result<(), Obstacle> {
    source_tables().try_for_each(|table| visit.delete(table, &source.into()))
}

/// A row under its own first value.
fn put_row(visit: &Visit, table: &str, row: Row) -> Result<(), Obstacle> {
    let Some(Value::Text(key)) = row.first() else {
        return Err(Obstacle::Damaged);
    };
    let key = JsValue::from(key);
    visit.put(table, &key, &store::to_text(&[row]).into())
}

fn put_notes(visit: &Visit, notes: &Notes) -> Result<(), Obstacle> {
    if let Some(key) = &notes.key {
        visit.put(KEY, &ONLY.into(), &Uint8Array::from(key.as_slice()).into())?;
    }
    put_note(visit, POLICY, notes.policy.word())?;
    let columns = JsValue::from(Layout::current().to_text());
    visit.put(KEY, &COLUMNS.into(), &columns)?;
    let times = [
        (KEY_MADE_AT_MS, notes.key_made_at_ms),
        (READ_AT_MS, notes.read_at_ms),
    ];
    for (key, ms) in times {
        if let Some(ms) = ms {
            put_note(visit, key, &ms.to_string())?;
        }
    }
    match &notes.prices {
        Some(prices) => put_note(visit, PRICES, prices),
        None => visit.delete(META, &PRICES.into()),
    }
}

fn put_note(visit: &Visit, key: &str, value: &str) -> Result<(), Obstacle> {
    let text = |text: &str| Value::Text(text.to_owned());
    put_row(visit, META, vec![text(key), text(value)])
}

fn note<'a>(meta: &'a [Row], wanted: &str) -> Option<&'a str> {
    meta.iter().find_map(|row| match row.as_slice() {
        [Value::Text(key), Value::Text(value)] if key == wanted => Some(value.as_str()),
        _ => None,
    })
}

async fn stored_mark(visit: &Visit) -> Result<Option<String>, Obstacle> {
    let meta = all_rows(visit, META).await?;
    Ok(note(&meta, MARK).map(str::to_owned))
}
