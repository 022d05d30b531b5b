//! `doctor`: what it finds, and what it says helps; and files and folders that this user may not read.

#![cfg(unix)]

mod common;
#[path = "common/place.rs"]
mod place;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, SystemTime};

use cutrack_cli::Exit;
use place::{Place, ROLLOUT};

/// Two minutes before the "now" of all runs.
const WRITTEN_SECONDS: u64 = 1_786_003_380;

/// A user without any rights, for tests that run as one who may read everything.
const NOBODY: u32 = 65_534;

fn lines(place: &Place) -> (Vec<String>, Exit) {
    let ran = place.run("doctor");
    let lines = ran.out.lines().map(str::to_owned).collect();
    (lines, ran.exit)
}

#[test]
fn all_is_well() {
    let place = Place::new("doctor-well");
    place.put(&format!("sessions/{ROLLOUT}"));
    place.ingest("");
    let file = fs::File::options().append(true).open(&place.database);
    let written_at = SystemTime::UNIX_EPOCH + Duration::from_secs(WRITTEN_SECONDS);
    let dated = file.and_then(|file| file.set_modified(written_at));
    dated.expect("its time can be set");
    let (lines, exit) = lines(&place);
    assert_eq!(exit, Exit::Fine, "{lines:#?}");
    assert!(
        lines.iter().all(|line| line.starts_with("ok  ")),
        "{lines:#?}"
    );
    let database = lines
        .iter()
        .find(|line| line.starts_with("ok  database  cutrack.db (mode not known), "));
    let database = database.expect("a line of the database");
    let ends = ", integrity ok, last written 2m ago";
    assert!(database.ends_with(ends), "{database}");
    let holds = |line: &&String| line.contains(" rows of 1 file, ");
    assert!(lines.iter().any(|line| holds(&line)), "{lines:#?}");
}

#[test]
fn where_no_database_can_be_made_it_says_so() {
    let place = Place::new("doctor-nowhere");
    let (found, exit) = lines(&place);
    let is_said = |lines: &[String], line: &str| lines.iter().any(|said| said == line);
    assert!(is_said(
        &found,
        "ok  database  cutrack.db: none yet (cutrack ingest)"
    ));
    assert_eq!(exit, Exit::Fine);
    let folder = place.database.parent().expect("it has a folder");
    let left = fs::read_dir(folder).expect("it is there").count();
    assert_eq!(left, 0, "nothing is left of the trial");
    fs::remove_dir(folder).expect("it is empty");
    let (found, exit) = lines(&place);
    let ill = "!!  database  cutrack.db: none yet, and cannot be written (no such folder). \
               Try: --db FILE in another folder";
    assert!(is_said(&found, ill), "{found:#?}");
    assert_eq!(exit, Exit::Failed);
}

#[test]
fn what_was_not_read_and_what_helps() {
    let place = Place::new("doctor-unread");
    place.put(&format!("sessions/{ROLLOUT}"));
    // A frame of run-length blocks: each turns one byte into 128 KiB.
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    (0..100).for_each(|_| packed.extend([0x02, 0x00, 0x10, b'x']));
    packed.extend([0x03, 0x00, 0x10, b'x']);
    let path = place.home.join("sessions/rollout-packed.jsonl.zst");
    fs::write(path, packed).expect("target can be written");
    symlink("/etc", place.home.join("sessions/out")).expect("links can be made");
    assert_eq!(place.run("ingest -q").exit, Exit::Unread);
    let (lines, exit) = lines(&place);
    assert_eq!(exit, Exit::Unread);
    let unread: Vec<&String> = lines
        .iter()
        .skip_while(|line| !line.starts_with("!!"))
        .collect();
    let expected = [
        "!!  not read  1 file, unpacks to over 64 times its size. Try: cutrack quality --by file"
            .to_owned(),
        format!(
            "!!            1 link leaves {}. Try: its target as a PATH of its own",
            place.home.display()
        ),
    ];
    assert_eq!(unread, expected.iter().collect::<Vec<_>>());
}

#[test]
fn what_this_user_may_not_read() {
    let place = Place::new("doctor-closed");
    place.put(&format!("sessions/open/{ROLLOUT}"));
    let file = place.put("sessions/open/rollout-closed.jsonl");
    let folder = place.home.join("sessions/closed");
    place.put(&format!("sessions/closed/{ROLLOUT}"));
    let close = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    close(&file, 0).expect("it is ours");
    close(&folder, 0).expect("it is ours");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cutrack"));
    command
        .args(["sessions", "--last", "all", "--json"])
        .arg(&place.home);
    if fs::read(&file).is_ok() {
        command.uid(NOBODY);
    }
    let output = command.output().expect("it starts");
    close(&folder, 0o700).expect("it is ours");
    let err = String::from_utf8(output.stderr).expect("errors are text");
    let expected = format!(
        "note: 1 folder and 1 file were not read.\n  not read  {}  permission denied\n  not read  {}  permission denied\n",
        folder.display(),
        file.display()
    );
    assert_eq!((err, output.status.code()), (expected, Some(3)));
    assert!(!output.stdout.is_empty(), "the rest is told");
}
