//! Reading only what is new: a small host that keeps rows, and what it reads when files change.

mod random;
mod samples;

use std::collections::BTreeMap;

use cutrack_core::privacy::{Key, Name, Privacy, PseudonymKind};
use cutrack_core::record::Timestamp;
use cutrack_core::record::table::Row;
use cutrack_core::store::{self, FileRecords, Found, Plan, SourceRecord};
use cutrack_core::{Config, Engine, Query};
use random::Random;

const KEY: [u8; 32] = [7; 32];
const HOME: &str = "/home/joe/.codex";

/// A file on the disk: its bytes, when it was written, and what stands at its ends where the host looks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OnDisk {
    bytes: Vec<u8>,
    modified_ms: i64,
    ends: Option<Vec<u8>>,
}

type Disk = BTreeMap<String, OnDisk>;

/// Keeps the rows of each source, as a database does.
#[derive(Default)]
struct Host {
    rows: BTreeMap<u32, Vec<(&'static str, Vec<Row>)>>,
    names: Vec<Row>,
}

/// What a run did: names of the files read; numbers of files.
#[derive(Debug, Default, PartialEq, Eq)]
struct Run {
    read: Vec<String>,
    unchanged: usize,
    gone: usize,
    replaced: usize,
}

fn config() -> Config {
    Config {
        key: Some(KEY),
        ..Config::default()
    }
}

impl Host {
    fn kept(&self) -> Vec<FileRecords> {
        let mut kept = store::records(self.rows.values().flatten().cloned()).expect("whole rows");
        store::learn_names(&mut kept, &self.names).expect("names");
        kept
    }

    fn store(&mut self, records: &FileRecords) {
        let rows = records.rows().map(|(table, rows)| (table.name, rows));
        self.rows.insert(records.source.id, rows.collect());
        self.names.extend(records.name_rows(Privacy::Names));
    }

    fn run(&mut self, disk: &Disk) -> Run {
        let key = Key::new(KEY);
        let mut kept = self.kept();
        let sources: Vec<SourceRecord> = kept.iter().map(|file| file.source.clone()).collect();
        let ends = |file: &OnDisk| {
            let bytes = file.ends.as_ref()?;
            Some(key.pseudonym_of_bytes(PseudonymKind::Ends, bytes))
        };
        let found: Vec<Found<'_>> = disk
            .iter()
            .map(|(name, file)| Found {
                home: Some(HOME),
                name,
                size_bytes: file.bytes.len() as u64,
                modified_at: Some(Timestamp(file.modified_ms)),
                ends: ends(file),
            })
            .collect();
        let mut plan = Plan::new(&found, &sources, Some(&key));
        let mut engine = Engine::new(config());
        let (mut run, mut released) = (Run::default(), Vec::new());
        loop {
            let next = plan.next(&engine.records());
            if next.is_empty() {
                break;
            }
            for group in next {
                for place in group {
                    let name = found[place].name;
                    engine.begin_source(name, plan.source(place).expect("planned").clone());
                    engine.feed(&disk[name].bytes);
                    engine.end();
                    run.read
                        .push(name.rsplit('/').next().expect("a name").to_owned());
                }
                let decided = engine.decided();
                released.extend(engine.release().into_iter().map(|file| file.records));
                let ids = released.iter().map(|records| records.source.id);
                assert_eq!(decided, ids.collect(), "what a host may store");
            }
        }
        for records in released.iter().chain(engine.records().iter()) {
            for replaced in plan.replaced_by(&records.source) {
                run.replaced += usize::from(self.rows.remove(&replaced).is_some());
            }
            self.store(records);
        }
        for file in &mut kept {
            if plan.gone().any(|gone| gone == file.source.id)
                && self.rows.contains_key(&file.source.id)
            {
                file.source.is_gone = true;
                self.store(file);
            }
        }
        run.unchanged = plan.unchanged().count();
        run.gone = plan.gone().count();
        run.read.sort();
        run
    }
}

/// What reports say of all sessions, but for the files' numbers.
fn answers(engine: &Engine) -> Vec<String> {
    let queries = [
        r#"{"report":"usage","by":["day","model"],"with_names":true}"#,
        r#"{"report":"sessions","limit":0,"with_names":true}"#,
        r#"{"report":"tools","limit":0}"#,
        r#"{"report":"limits"}"#,
        r#"{"report":"events","limit":0}"#,
        r#"{"report":"activity","limit":0}"#,
    ];
    let answer = |query: &str| {
        let query = Query::from_json(query.as_bytes()).expect("a query");
        String::from_utf8(engine.report(&query).expect("a report").to_json()).expect("UTF-8")
    };
    queries.iter().map(|query| answer(query)).collect()
}

fn of_host(host: &Host) -> Vec<String> {
    let mut engine = Engine::new(config());
    engine.put(host.kept());
    answers(&engine)
}

fn of_disk(disk: &Disk) -> Vec<String> {
    let config = config();
    let key = config.key.map(Key::new);
    let mut engine = Engine::new(config);
    for (id, (name, file)) in (0..).zip(disk) {
        let mut home = Name::new(HOME);
        home.hide(key.as_ref(), PseudonymKind::Home);
        let source = SourceRecord {
            id,
            home: Some(home),
            ..SourceRecord::default()
        };
        engine.begin_source(name, source);
        engine.feed(&file.bytes);
        engine.end();
    }
    answers(&engine)
}

fn on_disk(files: &samples::Files) -> Disk {
    let file = |(name, bytes): &(String, Vec<u8>)| {
        let file = OnDisk {
            bytes: bytes.clone(),
            modified_ms: 1000,
            ends: None,
        };
        (name.clone(), file)
    };
    files.iter().map(file).collect()
}

const LINE: &str = r#"{"timestamp":"2026-06-01T00:00:00.000Z","type":"session_meta","payload":{"id":"01a201db-0000-7000-8000-00000000000N","cwd":"/home/joe/acme","cli_version":"0.135.0"}}
{"timestamp":"2026-06-01T00:00:01.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":100,"output_tokens":10},"last_token_usage":{"input_tokens":100,"output_tokens":10}}}}
"#;
const BASE_A: &str = "rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-00000000000a.jsonl";
const BASE_B: &str = "rollout-2026-06-02T00-00-00-01a201db-0000-7000-8000-00000000000b.jsonl";

fn session(last_digit: char) -> OnDisk {
    let bytes = LINE.replace('N', &last_digit.to_string()).into_bytes();
    OnDisk {
        bytes,
        modified_ms: 1000,
        ends: Some(b"ends".to_vec()),
    }
}

fn two_sessions() -> Disk {
    [
        (format!("sessions/2026/06/01/{BASE_A}"), session('a')),
        (format!("sessions/2026/06/02/{BASE_B}"), session('b')),
    ]
    .into()
}

/// What a change is called, the change, and what the next run does.
type Case = (
    &'static str,
    fn(&mut Disk),
    &'static [&'static str],
    [usize; 3],
);

fn a(disk: &mut Disk) -> &mut OnDisk {
    disk.get_mut(&format!("sessions/2026/06/01/{BASE_A}"))
        .expect("a file")
}

fn take_a(disk: &mut Disk) -> OnDisk {
    disk.remove(&format!("sessions/2026/06/01/{BASE_A}"))
        .expect("a file")
}

fn archived(disk: &mut Disk) {
    let file = take_a(disk);
    disk.insert(format!("archived_sessions/{BASE_A}"), file);
}

fn packed(disk: &mut Disk) {
    let mut file = take_a(disk);
    file.bytes = ruzstd::encoding::compress_to_vec(
        &file.bytes[..],
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    disk.insert(format!("sessions/2026/06/01/{BASE_A}.zst"), file);
}

fn packed_beside(disk: &mut Disk) {
    let plain = a(disk).clone();
    packed(disk);
    disk.insert(format!("sessions/2026/06/01/{BASE_A}"), plain);
}

/// (read, [unchanged, gone, replaced]) of the run after the change.
const CASES: &[Case] = &[
    ("nothing", |_| {}, &[], [2, 0, 0]),
    (
        "grown",
        |disk| a(disk).bytes.extend_from_slice(b"\n"),
        &[BASE_A],
        [1, 0, 0],
    ),
    (
        "cut short",
        |disk| a(disk).bytes.truncate(200),
        &[BASE_A],
        [1, 0, 0],
    ),
    (
        "written over in place, other time",
        |disk| a(disk).modified_ms += 1,
        &[BASE_A],
        [1, 0, 0],
    ),
    (
        "written over in place, other ends",
        |disk| a(disk).ends = Some(b"new".to_vec()),
        &[BASE_A],
        [1, 0, 0],
    ),
    (
        "ends not looked at",
        |disk| a(disk).ends = None,
        &[],
        [2, 0, 0],
    ),
    ("archived", archived, &[BASE_A], [1, 1, 1]),
    (
        "packed",
        packed,
        &["rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-00000000000a.jsonl.zst"],
        [1, 1, 1],
    ),
    (
        "packed beside",
        packed_beside,
        &[
            BASE_A,
            "rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-00000000000a.jsonl.zst",
        ],
        [1, 0, 0],
    ),
    ("gone", |disk| drop(take_a(disk)), &[], [1, 1, 0]),
];

#[test]
fn what_each_change_makes_to_read() {
    for (change, make, read, [unchanged, gone, replaced]) in CASES {
        let mut disk = two_sessions();
        let mut host = Host::default();
        assert_eq!(
            host.run(&disk).read,
            [BASE_A, BASE_B],
            "{change}: the first run"
        );
        let before = disk.clone();
        make(&mut disk);
        let run = host.run(&disk);
        let read = read.iter().map(|name| (*name).to_owned()).collect();
        let expected = Run {
            read,
            unchanged: *unchanged,
            gone: *gone,
            replaced: *replaced,
        };
        assert_eq!(run, expected, "{change}");
        // The history of a file that is gone stays.
        let stands = if *change == "gone" { &before } else { &disk };
        assert!(of_host(&host) == of_disk(stands), "{change}");

        let later = host.run(&disk);
        assert!(
            later.read.is_empty() && later.gone == 0,
            "{change}: a run later"
        );
        host.run(&before);
        assert!(of_host(&host) == of_disk(&before), "{change}: and back");
    }
}

#[test]
fn a_name_that_is_not_codex_s_own_is_known_again() {
    let mut disk = two_sessions();
    let backup =
        "of joe/rollout-2026-06-01T00-00-00-01a201db-0000-7000-8000-00000000000a-backup.jsonl";
    disk.insert(backup.to_owned(), session('a'));
    let mut host = Host::default();
    host.run(&disk);
    assert!(of_host(&host) == of_disk(&disk));
    assert!(host.run(&disk).read.is_empty());
    // The copy stood in for nothing as long as the file was there; now it does.
    take_a(&mut disk);
    let run = host.run(&disk);
    assert_eq!((run.read.len(), run.gone, run.replaced), (1, 1, 1));
    assert!(of_host(&host) == of_disk(&disk));
}

/// Files of one set come and grow in any order, some are away for a while; in the end all are there.
fn grow(files: &samples::Files, random: &mut Random) -> Vec<Disk> {
    let whole = on_disk(files);
    let mut steps: Vec<Disk> = (0..3)
        .map(|step| {
            let there = whole.iter().filter(|_| !random.once_in(3));
            let there: Vec<_> = there.collect();
            let cut = |(name, file): (&String, &OnDisk)| {
                let is_whole = random.once_in(2) || !name.ends_with(".jsonl");
                let length = if is_whole {
                    file.bytes.len()
                } else {
                    random.below(file.bytes.len() + 1)
                };
                let file = OnDisk {
                    bytes: file.bytes[..length].to_vec(),
                    modified_ms: if is_whole { 1000 } else { step },
                    ends: None,
                };
                (name.clone(), file)
            };
            there.into_iter().map(cut).collect()
        })
        .collect();
    steps.push(whole);
    steps
}

#[test]
fn file_by_file_is_all_at_once() {
    let mut random = Random::new(1);
    for (name, files) in samples::all() {
        let mut host = Host::default();
        let steps = grow(&files, &mut random);
        steps.iter().for_each(|disk| drop(host.run(disk)));
        let whole = steps.last().expect("a last step");
        assert_eq!(of_host(&host), of_disk(whole), "{name}");
        assert!(host.run(whole).read.is_empty(), "{name}");
    }
}

/// Makes of a kept file one that was purged.
fn purge(host: &mut Host, base: &str) {
    let kept = host.kept();
    let file = kept
        .iter()
        .find(|file| file.source.base.kept().as_deref() == Some(base));
    let source = file.expect("it is kept").source.clone();
    host.store(&FileRecords::purged(source));
}

#[test]
fn a_purged_file_is_left_alone_under_every_name() {
    for (change, make, _, _) in CASES {
        let mut disk = two_sessions();
        let mut host = Host::default();
        host.run(&disk);
        purge(&mut host, BASE_A);
        make(&mut disk);
        let mut without = disk.clone();
        without.retain(|name, _| !name.contains(BASE_A));
        for run in 0..2 {
            host.run(&disk);
            assert!(of_host(&host) == of_disk(&without), "{change}, run {run}");
        }
        assert!(host.run(&disk).read.is_empty(), "{change}");
    }
}

#[test]
fn what_continues_a_purged_file_is_counted_as_if_it_were_there() {
    let fixtures = samples::fixtures();
    let named = fixtures.iter().find(|(name, _)| name.starts_with("25-"));
    let (_, files) = named.expect("a fixture of two files, the second on top of the first");
    let mut disk = on_disk(files);
    let mut host = Host::default();
    host.run(&disk);
    let mut expected = host.kept();
    let base = expected
        .iter()
        .find(|file| file.source.history_base_id.is_none());
    let base = base.expect("the first file").source.clone();
    expected.retain(|file| file.source.id != base.id);
    host.store(&FileRecords::purged(base));
    disk.values_mut().for_each(|file| file.modified_ms += 1);
    assert_eq!(
        host.run(&disk).read.len(),
        2,
        "the first is read for the second"
    );
    let mut engine = Engine::new(config());
    engine.put(expected);
    assert_eq!(of_host(&host), answers(&engine));
}
