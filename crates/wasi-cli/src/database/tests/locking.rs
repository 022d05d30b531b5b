//! Who gets the lock: a living holder keeps it, a silent one loses it, and of many that want it one has it.

use std::cell::Cell;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;

use super::{
    Database, Holder, Notice, Problem, SCHEMA, SOURCES, START_MS, TurnedClock, USAGE, clock, fresh,
    open, put,
};
use crate::database::clock::{Clock, SystemClock};
use crate::database::lock::{Lock, patiently};

/// A lock's file as a holder since `since_ms` writes it at its beat number `beat`.
fn write_lock(path: &Path, since_ms: i64, beat: u64) {
    let text = format!("0123456789abcdef {since_ms:020} {beat:020}\n");
    fs::write(path.with_added_extension("lock"), text).expect("a lock can be written");
}

#[test]
fn a_holder_that_gives_signs_is_waited_for_and_never_robbed() {
    let path = fresh("living");
    write_lock(&path, START_MS - 86_400_000, 0);
    let beating = path.clone();
    let clock: Arc<dyn Clock> = Arc::new(TurnedClock {
        meanwhile: Some(Box::new(move |passed_ms| {
            write_lock(&beating, START_MS - 86_400_000, passed_ms / 1_000);
        })),
        ..TurnedClock::default()
    });
    let refused = Database::open(&path, &SCHEMA, &clock, &Holder::default()).map(drop);
    let since_ms = START_MS - 86_400_000;
    assert_eq!(refused, Err(Problem::InUse { since_ms }));
    assert!(
        (5_000..5_100).contains(&clock.running_ms()),
        "{}",
        clock.running_ms()
    );
    assert!(!path.exists());
}

#[test]
fn what_a_killed_run_left_aside_goes_with_the_next() {
    let path = fresh("left-aside");
    let lock = path.with_added_extension("lock");
    let left = lock.with_added_extension("of-0123456789abcdef");
    let other = path.with_file_name("other.lock.of-0123456789abcdef");
    for file in [&left, &other] {
        fs::write(file, "").expect("target can be written");
    }
    Database::open(&path, &SCHEMA, &clock(), &Holder::default()).expect("it opens");
    assert!(!left.exists() && other.exists());
}

#[test]
fn what_others_look_at_is_taken_away_between_their_looks() {
    for (looks, reason, expected, took_ms) in [
        (0, ErrorKind::PermissionDenied, Ok(()), 0),
        (2, ErrorKind::PermissionDenied, Ok(()), 40),
        (
            99,
            ErrorKind::PermissionDenied,
            Err(ErrorKind::PermissionDenied),
            200,
        ),
        (99, ErrorKind::NotFound, Err(ErrorKind::NotFound), 0),
    ] {
        let clock = TurnedClock::default();
        let left = Cell::new(looks);
        let taken = patiently(&clock, || match left.get() {
            0 => Ok(()),
            looks => {
                left.set(looks - 1);
                Err(reason.into())
            }
        });
        assert_eq!(taken.map_err(|error| error.kind()), expected, "{looks}");
        assert_eq!(clock.running_ms(), took_ms, "{looks}");
    }
}

#[test]
fn a_lock_that_is_released_is_taken_at_once() {
    let path = fresh("released");
    write_lock(&path, START_MS, 0);
    let lock = path.with_added_extension("lock");
    let clock: Arc<dyn Clock> = Arc::new(TurnedClock {
        meanwhile: Some(Box::new(move |passed_ms| {
            if passed_ms == 1_000 {
                fs::remove_file(&lock).expect("the holder lets go");
            }
        })),
        ..TurnedClock::default()
    });
    let database =
        Database::open(&path, &SCHEMA, &clock, &Holder::default()).expect("it opens after a wait");
    assert_eq!((database.notices.len(), clock.running_ms()), (0, 1_000));
}

#[test]
fn a_lock_of_a_run_that_is_gone_is_taken_over_and_said() {
    for (name, text) in [("silent", "0123456789abcdef 7 1\n"), ("empty", "")] {
        let path = fresh(name);
        fs::write(path.with_added_extension("lock"), text).expect("a lock can be written");
        let mut database = open(&path).expect("a dead lock stops nobody");
        assert!(
            matches!(database.notices[..], [Notice::TookOver { left_at_ms }] if left_at_ms > START_MS)
        );
        put(&mut database, 1, 1).expect("it can be written");
        let folder = path.parent().expect("it lies in a folder");
        assert_eq!(
            fs::read_dir(folder).expect("the folder is there").count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn a_lock_of_a_run_that_is_known_to_be_gone_is_taken_over_at_once() {
    const OWN: &str = "00000000000000aa";
    let path = fresh("known-gone");
    for (told, least_ms) in [
        (format!("{OWN},0123456789abcdef"), 0),
        (format!("{OWN},fedcba9876543210"), 5_000),
        (OWN.to_owned(), 5_000),
    ] {
        write_lock(&path, START_MS, 0);
        let clock: Arc<dyn Clock> = clock();
        let holder = Holder::from_text(&told).expect("tokens");
        let mut database =
            Database::open(&path, &SCHEMA, &clock, &holder).expect("a dead lock stops nobody");
        let passed_ms = clock.running_ms();
        assert!(
            (least_ms..least_ms + 200).contains(&passed_ms),
            "{told}: {passed_ms}"
        );
        assert!(matches!(database.notices[..], [Notice::TookOver { .. }]));
        let held = database.visit(|_| {
            Ok(fs::read_to_string(path.with_added_extension("lock")).expect("it is held"))
        });
        assert!(held.expect("it is free").starts_with(OWN));
    }
}

#[test]
fn what_is_no_token_is_refused() {
    for text in [
        "",
        "0123456789abcde",
        "0123456789abcdeg",
        "0123456789abcdef,",
        "0123456789abcdef,x",
    ] {
        assert_eq!(Holder::from_text(text), None, "{text}");
    }
}

#[test]
fn of_two_that_take_over_one_has_it() {
    let path = fresh("two-take-over");
    write_lock(&path, START_MS, 0);
    let lock = path.with_added_extension("lock");
    let start = Barrier::new(2);
    let takers: Vec<bool> = thread::scope(|scope| {
        let take = || {
            let clock: Arc<dyn Clock> = clock();
            start.wait();
            let held = Lock::take(&lock, &clock, &Holder::default());
            let is_held = held.is_ok();
            // Nobody lets go before both have tried.
            start.wait();
            is_held
        };
        let takers = [scope.spawn(take), scope.spawn(take)];
        takers
            .map(|taker| taker.join().expect("it does not panic"))
            .to_vec()
    });
    assert!(takers.contains(&true), "{takers:?}");
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let path = fresh("threads");
    open(&path).expect("a new database opens");
    let system: Arc<dyn Clock> = Arc::new(SystemClock);
    thread::scope(|scope| {
        for writer in 0..4 {
            let (path, system) = (&path, &system);
            scope.spawn(move || {
                let mut database =
                    Database::open(path, &SCHEMA, system, &Holder::default()).expect("it opens");
                (0..10).for_each(|number| {
                    put(&mut database, writer * 100 + number, 20).expect("it waits its turn")
                });
            });
        }
    });
    let mut database = open(&path).expect("it opens");
    let counts = database.visit(|visit| Ok((visit.count(&SOURCES)?, visit.count(&USAGE)?)));
    assert_eq!((counts, database.is_whole()), (Ok((40, 800)), Ok(true)));
}

/// A run that was stopped for long enough to lose its lock must not write when it goes on: not even to roll back.
#[test]
#[cfg(unix)]
fn a_holder_that_was_stopped_ends_when_it_goes_on() {
    let signal = |child: &Child, name: &str| {
        let sent = Command::new("kill")
            .args([name, &child.id().to_string()])
            .status();
        assert!(sent.expect("kill is a program").success());
    };
    let path = fresh("stopped");
    let child = holder(&path);
    signal(&child, "-STOP");
    let mut database = open(&path).expect("its lock is taken over");
    put(&mut database, 1, 100).expect("rows can be stored");
    signal(&child, "-CONT");
    let ended = child.wait_with_output().expect("it ends by itself");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(
        said.contains("error: another run took the database over"),
        "{said}"
    );
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(database.visit(|visit| visit.count(&USAGE)), Ok(100));
    assert_eq!(database.is_whole(), Ok(true));
}

/// This test program again, as the holder of a lock; it says "held" when it has it.
fn holder(path: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().expect("a test knows its program"))
        .args([
            "--exact",
            "database::tests::locking::hold_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env("CUTRACK_TEST_DATABASE", path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts again");
    let said = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
    let mut said = said.map_while(Result::ok);
    assert!(said.any(|line| line.contains("held")), "it takes the lock");
    child
}

#[test]
#[ignore = "a process of `another_process_is_waited_for_while_it_lives`"]
fn hold_until_killed() {
    let Some(path) = std::env::var_os("CUTRACK_TEST_DATABASE") else {
        return;
    };
    let system: Arc<dyn Clock> = Arc::new(SystemClock);
    let mut database =
        Database::open(Path::new(&path), &SCHEMA, &system, &Holder::default()).expect("it opens");
    let _ = database.visit(|visit| {
        println!("held");
        loop {
            visit.count(&SOURCES)?;
        }
        #[allow(unreachable_code, reason = "says what the loop never returns")]
        Ok(())
    });
}

#[test]
fn another_process_is_waited_for_while_it_lives() {
    let path = fresh("two-processes");
    let mut child = holder(&path);
    let system: Arc<dyn Clock> = Arc::new(SystemClock);
    let refused = Database::open(&path, &SCHEMA, &system, &Holder::default()).map(drop);
    assert!(matches!(refused, Err(Problem::InUse { .. })), "{refused:?}");
    child.kill().expect("it can be killed");
    child.wait().expect("and is gone");
    let database = open(&path).expect("its lock is taken over");
    assert!(matches!(database.notices[..], [Notice::TookOver { .. }]));
}
