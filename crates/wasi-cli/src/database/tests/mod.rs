//! The database with tables of its own: what holds for these holds for core's.

mod failures;
mod fill;
mod kills;
mod locking;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cutrack_core::record::table::{Column, ColumnKind, Lent, Row, Table, Value};

use super::clock::Clock;
use super::{Database, Fill, Holder, Notice, Picked, Problem, Schema, Visit};

const fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column {
        name,
        kind,
        optional: false,
        refers: None,
    }
}

const SOURCES: Table = Table {
    name: "sources",
    columns: &[
        column("id", ColumnKind::Integer),
        Column {
            optional: true,
            ..column("label", ColumnKind::Text)
        },
    ],
    key: &["id"],
    index: &[],
};

const USAGE: Table = Table {
    name: "usage",
    columns: &[
        Column {
            refers: Some("sources"),
            ..column("source_id", ColumnKind::Integer)
        },
        column("number", ColumnKind::Integer),
        column("model", ColumnKind::Text),
    ],
    key: &["source_id", "number"],
    index: &[&["model"]],
};

const SCHEMA: Schema = Schema {
    version: 1,
    tables: || vec![&SOURCES, &USAGE],
    migrations: &[],
};

/// Time that passes when somebody waits.
#[derive(Default)]
struct TurnedClock {
    passed_ms: AtomicU64,
    /// What happens elsewhere while somebody waits; it is told how much time has passed.
    meanwhile: Option<Box<dyn Fn(u64) + Send + Sync>>,
}

/// 2026-08-06 08:03 UTC.
const START_MS: i64 = 1_786_003_380_000;

impl Clock for TurnedClock {
    fn now_ms(&self) -> i64 {
        START_MS + self.running_ms() as i64
    }

    fn running_ms(&self) -> u64 {
        self.passed_ms.load(Ordering::Relaxed)
    }

    fn wait_ms(&self, duration_ms: u64) {
        let passed_ms = self.passed_ms.fetch_add(duration_ms, Ordering::Relaxed) + duration_ms;
        if let Some(meanwhile) = &self.meanwhile {
            meanwhile(passed_ms);
        }
    }
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(TurnedClock::default())
}

/// A path for a database in an empty folder of the test's own.
fn fresh(name: &str) -> PathBuf {
    const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tmp/database");
    let folder = Path::new(TARGET).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target can be written");
    folder.join("test.db")
}

fn open(path: &Path) -> Result<Database, Problem> {
    Database::open(path, &SCHEMA, &clock(), &Holder::default())
}

fn source(id: i64, label: Value) -> Row {
    vec![Value::Integer(id), label]
}

fn usage(source: i64, number: i64) -> Row {
    let model = Value::Text(format!("model-{number}"));
    vec![Value::Integer(source), Value::Integer(number), model]
}

fn insert(visit: &Visit<'_>, table: &Table, rows: &[Row]) -> Result<(), Problem> {
    visit.insert(table, rows.len(), |take| {
        for row in rows {
            take(&row.iter().map(Value::lend).collect::<Vec<_>>());
        }
    })
}

/// Stores a source with so many rows, in the place of what was stored of it.
fn put(database: &mut Database, id: i64, rows: i64) -> Result<(), Problem> {
    database.visit(|visit| {
        visit.delete(&SOURCES, "id", &Value::Integer(id))?;
        insert(visit, &SOURCES, &[source(id, Value::Absent)])?;
        let rows: Vec<Row> = (0..rows).map(|number| usage(id, number)).collect();
        insert(visit, &USAGE, &rows)
    })
}

#[test]
fn rows_come_back_as_they_were_stored() {
    let path = fresh("rows");
    let label = Value::Text("sessions/a, b\n\u{1f30d}".to_owned());
    let mut database = open(&path).expect("a new database opens");
    assert!(database.is_new);
    put(&mut database, 7, 3).expect("rows can be stored");
    database
        .visit(|visit| insert(visit, &SOURCES, &[source(i64::MIN, label.clone())]))
        .expect("rows can be stored");
    drop(database);

    let mut database = open(&path).expect("it opens again");
    assert!(!database.is_new && database.notices.is_empty());
    let stored = database.visit(|visit| {
        let one = visit.having(&USAGE, "source_id", &Value::Integer(7))?;
        Ok((visit.all(&SOURCES)?, visit.all(&USAGE)?, one))
    });
    let (sources, all, one) = stored.expect("rows can be read");
    assert_eq!(sources, [source(i64::MIN, label), source(7, Value::Absent)]);
    assert_eq!(all, [usage(7, 0), usage(7, 1), usage(7, 2)]);
    assert_eq!(one, all);
    assert_eq!(database.is_whole(), Ok(true));
}

#[test]
fn a_source_goes_with_all_its_rows() {
    let mut database = open(&fresh("source")).expect("a new database opens");
    put(&mut database, 1, 4).expect("rows can be stored");
    put(&mut database, 2, 5).expect("rows can be stored");
    put(&mut database, 1, 2).expect("rows can be replaced");
    let counts = |database: &mut Database| {
        database.visit(|visit| Ok((visit.count(&SOURCES)?, visit.count(&USAGE)?)))
    };
    assert_eq!(counts(&mut database), Ok((2, 7)));
    let gone = database.visit(|visit| visit.delete(&SOURCES, "id", &Value::Integer(2)));
    assert_eq!((gone, counts(&mut database)), (Ok(1), Ok((1, 2))));
    database
        .visit(|visit| visit.empty(&SOURCES))
        .expect("all can go");
    assert_eq!(counts(&mut database), Ok((0, 0)));
}

#[test]
fn a_visit_stores_all_or_nothing() {
    let mut database = open(&fresh("all-or-nothing")).expect("a new database opens");
    for (rows, what) in [
        ([usage(1, 1), usage(1, 1)], "a key twice"),
        ([usage(1, 1), usage(9, 1)], "a reference to nothing"),
        (
            [
                usage(1, 1),
                vec![Value::Integer(1), Value::Integer(2), Value::Absent],
            ],
            "an absent value",
        ),
        (
            [
                usage(1, 1),
                vec![
                    Value::Integer(1),
                    Value::Text("x".to_owned()),
                    Value::Absent,
                ],
            ],
            "a text",
        ),
    ] {
        let done = database.visit(|visit| {
            insert(visit, &SOURCES, &[source(1, Value::Absent)])?;
            insert(visit, &USAGE, &rows)
        });
        assert!(matches!(done, Err(Problem::Unwritable(_))), "{what}");
        assert_eq!(
            database.visit(|visit| visit.count(&SOURCES)),
            Ok(0),
            "{what}"
        );
    }
}

#[test]
fn an_older_database_is_brought_up_step_by_step() {
    const STEPS: Schema = Schema {
        version: 3,
        tables: || vec![&SOURCES],
        migrations: &[
            "ALTER TABLE usage RENAME TO old_usage;",
            "DROP TABLE old_usage; UPDATE sources SET label = 'seen';",
        ],
    };
    let path = fresh("older");
    put(&mut open(&path).expect("a new database opens"), 1, 2).expect("rows can be stored");
    let migrated = |schema: &Schema| {
        let mut database = Database::open(&path, schema, &clock(), &Holder::default())
            .expect("an older database opens");
        let sources = database
            .visit(|visit| visit.all(&SOURCES))
            .expect("rows can be read");
        (database.notices, sources)
    };
    let second = Schema {
        version: 2,
        migrations: &STEPS.migrations[..1],
        ..STEPS
    };
    let expected = vec![Notice::Migrated { from: 1, to: 2 }];
    assert_eq!(
        migrated(&second),
        (expected, vec![source(1, Value::Absent)])
    );
    let seen = vec![source(1, Value::Text("seen".to_owned()))];
    assert_eq!(
        migrated(&STEPS),
        (vec![Notice::Migrated { from: 2, to: 3 }], seen.clone())
    );
    assert_eq!(migrated(&STEPS), (Vec::new(), seen));
    // From the first in one go.
    let path = fresh("oldest");
    put(&mut open(&path).expect("a new database opens"), 1, 2).expect("rows can be stored");
    let database =
        Database::open(&path, &STEPS, &clock(), &Holder::default()).expect("the oldest opens");
    assert_eq!(database.notices, [Notice::Migrated { from: 1, to: 3 }]);
}

#[test]
fn nothing_deleted_stays_in_the_file() {
    let path = fresh("deleted");
    let mut database = open(&path).expect("a new database opens");
    let secret = Value::Text("quite-a-secret".to_owned());
    let holds_it = || {
        let bytes = fs::read(&path).expect("the file is there");
        bytes.windows(14).any(|window| window == b"quite-a-secret")
    };
    database
        .visit(|visit| insert(visit, &SOURCES, &[source(1, secret.clone())]))
        .expect("rows can be stored");
    assert!(holds_it());
    database
        .visit(|visit| visit.empty(&SOURCES))
        .expect("rows can go");
    database.rewrite().expect("the file can be written anew");
    assert!(!holds_it());
    assert_eq!(database.is_whole(), Ok(true));
}

#[test]
fn sources_come_out_one_by_one() {
    let mut database = open(&fresh("by-source")).expect("a new database opens");
    for (id, rows) in [(1, 2), (2, 3), (5, 0), (9, 1)] {
        put(&mut database, id, rows).expect("rows can be stored");
    }
    let tables = [&SOURCES, &USAGE].map(Picked::all_of);
    let mut seen = |wanted: Option<&[u32]>| {
        let mut seen = Vec::new();
        let wanted = wanted.map(|wanted| wanted.iter().copied().collect());
        let done = database.visit(|visit| {
            visit.by_source(&tables, wanted.as_ref(), |table, row| {
                let Lent::Integer(id) = row[0] else {
                    panic!("a number stands first");
                };
                seen.push((table, id, row.len()));
                Ok(())
            })
        });
        done.map(|()| seen)
    };
    let of = |id, rows| {
        let usage = std::iter::repeat_n((1, id, USAGE.columns.len()), rows);
        let all: Vec<_> = [(0, id, SOURCES.columns.len())]
            .into_iter()
            .chain(usage)
            .collect();
        all
    };
    let of_several = [of(1, 2), of(5, 0), of(9, 1)].concat();
    assert_eq!(seen(Some(&[1, 5, 9])), Ok(of_several));
    assert_eq!(seen(Some(&[2])), Ok(of(2, 3)));
    assert_eq!(seen(Some(&[3, 9])), Ok(of(9, 1)));
    assert_eq!(seen(Some(&[])), Ok(Vec::new()));
    let of_all = [of(1, 2), of(2, 3), of(5, 0), of(9, 1)].concat();
    assert_eq!(seen(None), Ok(of_all));
}
