//! A run that is killed at any moment leaves a database that opens, is whole and holds whole sources only; the next
//! run reaches the same end as one that nobody killed. One that is killed while it brings a database up leaves the old one
//! or the new one.
//!
//! `CUTRACK_KILLS=200` sets how many; without it there are a few.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::{
    Database, Holder, Notice, Problem, SCHEMA, SOURCES, Schema, USAGE, clock, fresh, open, put,
};
use crate::database::clock::{Clock, SystemClock};
use cutrack_core::record::table::Value;

const FEW_KILLS: u64 = 10;
const SOURCES_IN_ALL: i64 = 40;
const ROWS: i64 = 300;

/// Stores each source once more, from the first on, saying so.
fn store_all(path: &Path) -> Result<(), Problem> {
    let system: Arc<dyn Clock> = Arc::new(SystemClock);
    let mut database = Database::open(path, &SCHEMA, &system, &Holder::default())?;
    for id in 0..SOURCES_IN_ALL {
        put(&mut database, id, ROWS + id)?;
        println!("stored");
    }
    Ok(())
}

#[test]
#[ignore = "a process of `a_kill_leaves_whole_sources`"]
fn store_until_killed() {
    let Some(path) = std::env::var_os("CUTRACK_TEST_DATABASE") else {
        return;
    };
    loop {
        store_all(Path::new(&path)).expect("nobody else holds it");
    }
}

#[test]
fn a_kill_leaves_whole_sources() {
    let path = fresh("kills");
    let kills = std::env::var("CUTRACK_KILLS").map_or(Ok(FEW_KILLS), |kills| kills.parse());
    for kill in 0..kills.expect("CUTRACK_KILLS is a number") {
        // Spread over the run, and over what a put does: the child goes on while its line is read.
        run_until("store_until_killed", &path, (kill * 13) % 60);
        let mut database = open(&path).expect("it opens after a kill");
        assert_eq!(database.is_whole(), Ok(true), "after kill {kill}");
        let rows = database.visit(|visit| {
            let sources = visit.all(&SOURCES)?.into_iter();
            let counted = sources.map(|row| {
                let rows = visit.having(&USAGE, "source_id", &row[0])?;
                Ok((row[0].clone(), rows.len() as i64))
            });
            counted.collect::<Result<Vec<_>, Problem>>()
        });
        for (id, count) in rows.expect("rows can be read") {
            assert_eq!(id, Value::Integer(count - ROWS), "after kill {kill}");
        }
    }
    store_all(&path).expect("the next run comes to its end");
    let mut database = open(&path).expect("it opens");
    let counts = database.visit(|visit| Ok((visit.count(&SOURCES)?, visit.count(&USAGE)?)));
    let all = (0..SOURCES_IN_ALL).map(|id| ROWS + id).sum::<i64>();
    assert_eq!(counts, Ok((SOURCES_IN_ALL as u64, all as u64)));
}

/// What comes after the schema of these tests, by steps that touch every row.
const NEXT: Schema = Schema {
    version: 2,
    migrations: &["ALTER TABLE usage ADD COLUMN seen INTEGER; UPDATE usage SET seen = number;"],
    ..SCHEMA
};

#[test]
#[ignore = "a process of `a_kill_while_it_is_brought_up_leaves_the_old_or_the_new`"]
fn migrate_until_killed() {
    let Some(path) = std::env::var_os("CUTRACK_TEST_DATABASE") else {
        return;
    };
    let system: Arc<dyn Clock> = Arc::new(SystemClock);
    let path = Path::new(&path);
    for copy in 0.. {
        // There as a whole or not at all.
        let aside = path.with_extension("aside");
        fs::copy(path, &aside).expect("target can be written");
        let copy = path.with_file_name(format!("copy-{copy}.db"));
        fs::rename(aside, &copy).expect("target can be written");
        println!("stored");
        Database::open(&copy, &NEXT, &system, &Holder::default()).expect("an older database opens");
    }
}

#[test]
fn a_kill_while_it_is_brought_up_leaves_the_old_or_the_new() {
    let path = fresh("migration-kills");
    store_all(&path).expect("nobody kills it");
    let all = (0..SOURCES_IN_ALL).map(|id| ROWS + id).sum::<i64>();
    let kills = std::env::var("CUTRACK_KILLS").map_or(Ok(FEW_KILLS), |kills| kills.parse());
    let mut was_old = 0;
    for kill in 0..kills.expect("CUTRACK_KILLS is a number") {
        run_until("migrate_until_killed", &path, 1 + kill % 4);
        let copies = fs::read_dir(path.parent().expect("it lies in a folder"));
        let copies = copies.expect("target can be read").flatten();
        let copies = copies.filter(|file| {
            let name = file.file_name();
            let name = name.to_string_lossy();
            name.starts_with("copy-") && name.ends_with(".db")
        });
        for copy in copies {
            let mut database = Database::open(&copy.path(), &NEXT, &clock(), &Holder::default())
                .expect("it opens after a kill");
            let brought_up = Notice::Migrated { from: 1, to: 2 };
            was_old += u32::from(database.notices.contains(&brought_up));
            assert_eq!(database.is_whole(), Ok(true), "after kill {kill}");
            let rows = database.visit(|visit| visit.count(&USAGE));
            assert_eq!(rows, Ok(all as u64), "after kill {kill}");
            fs::remove_file(copy.path()).expect("it can go");
        }
    }
    assert!(was_old > 0, "no kill hit one that was being brought up");
}

/// Lets a process run until it has said `lines` lines, and kills it wherever it is then.
fn run_until(process: &str, path: &Path, lines: u64) {
    let mut child = Command::new(std::env::current_exe().expect("a test knows its program"))
        .args(["--exact", "--ignored", "--nocapture"])
        .arg(format!("database::tests::kills::{process}"))
        .env("CUTRACK_TEST_DATABASE", path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts again");
    let said = BufReader::new(child.stdout.take().expect("its output is ours"));
    let mut stored = said
        .lines()
        .map_while(Result::ok)
        .filter(|line| line.contains("stored"));
    (0..lines).for_each(|_| assert!(stored.next().is_some(), "it goes on"));
    child.kill().expect("it can be killed");
    child.wait().expect("and is gone");
}
