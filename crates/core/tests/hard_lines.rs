//! Lines that break readers: each is read as far as it can be, told as a diagnostic with its place, and stops nothing.
//!
//! Every case stands between a session's head and a last response of 7 and 1 tokens: if that one is not counted, the
//! hard line stopped the file.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cutrack_core::session::DiagnosticCode::{
    self, BadTimestamp, CutTail, NoPayload, NotACount, NotJson, NulBytes, OverCap, TwoValues,
};
use cutrack_core::{Config, Engine};

const HEAD: &str = r#"{"timestamp":"2026-11-22T05:00:00.000Z","type":"session_meta","payload":{"id":"01a201c9-39f6-7d43-a9fd-40fa1a1f885c","timestamp":"2026-11-22T05:00:00.000Z"}}"#;

/// Counts what is allocated now, and the most that was since the last look.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
/// One test at a time looks at memory.
static MEMORY: Mutex<()> = Mutex::new(());

// SAFETY: every call goes to the system's allocator unchanged; only numbers are kept beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(at: &str, total: &str, last: &str) -> String {
    format!(
        r#"{{"timestamp":"{at}","type":"event_msg","payload":{{"type":"token_count","info":{{"total_token_usage":{total},"last_token_usage":{last}}}}}}}"#
    )
}

fn usage(input: u64, output: u64) -> String {
    format!(r#"{{"input_tokens":{input},"output_tokens":{output}}}"#)
}

/// The response that must be counted whatever stood before it.
fn last_response() -> String {
    count("2026-11-22T05:09:00.000Z", "null", &usage(7, 1))
}

/// Input and output tokens.
type Counted = (u64, u64);

/// What is wrong, on which line, at which byte.
type Told = (DiagnosticCode, u64, u64);

/// What the engine says of one file.
fn read(bytes: &[u8]) -> (Counted, Vec<Told>) {
    let mut engine = Engine::new(Config::default());
    engine.begin("rollout-x.jsonl");
    bytes.chunks(64 * 1024).for_each(|chunk| engine.feed(chunk));
    engine.end();
    let counted = engine.file_usage()[0].counted;
    let diagnostics = engine.diagnostics().map(|found| {
        assert_eq!(found.file, 0);
        (
            found.diagnostic.code,
            found.diagnostic.line,
            found.diagnostic.offset,
        )
    });
    ((counted.input, counted.output), diagnostics.collect())
}

/// A file whose second line is `hard`.
fn around(hard: &[u8]) -> Vec<u8> {
    [HEAD.as_bytes(), hard, last_response().as_bytes(), b""].join(&b'\n')
}

/// Expects of the hard line's own usage (input, output) and the diagnostic of line 2, if any.
fn expect(case: &str, hard: &[u8], own: Counted, code: Option<DiagnosticCode>) {
    let _alone = MEMORY.lock();
    let (counted, diagnostics) = read(&around(hard));
    assert_eq!(counted, (7 + own.0, 1 + own.1), "{case}");
    let expected: Vec<_> = code
        .map(|code| (code, 2, HEAD.len() as u64 + 1))
        .into_iter()
        .collect();
    assert_eq!(diagnostics, expected, "{case}");
}

#[test]
fn spellings_that_mean_the_same() {
    let plain = count("2026-11-22T05:01:00.000Z", "null", &usage(10, 2));
    let cases = [
        ("key order", r#"{"payload":{"info":{"last_token_usage":{"output_tokens":2,"input_tokens":10}},"type":"token_count"},"type":"event_msg","timestamp":"2026-11-22T05:01:00.000Z"}"#.to_owned()),
        ("white space", plain.replace(':', " :\t").replace("05 :\t01 :\t00", "05:01:00").replace(',', " , ")),
        ("duplicate keys", plain.replace(r#""input_tokens":10"#, r#""input_tokens":99,"input_tokens":10"#)),
        ("a duplicate payload", plain.replace(r#""payload":"#, r#""payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":99}}},"payload":"#)),
        ("escaped keys", plain.replace("input_tokens", r"inp\u0075t\u005ftokens")),
        ("escaped words", plain.replace("token_count", r"token\u005fcount")),
        ("a byte-order mark", format!("\u{feff}{plain}")),
        ("CRLF", format!("{plain}\r")),
    ];
    for (case, line) in cases {
        expect(case, line.as_bytes(), (10, 2), None);
    }
}

#[test]
fn skipped_text_may_be_anything() {
    let with = |text: &[u8]| {
        [br#"{"timestamp":"2026-11-22T05:01:00.000Z","type":"response_item","payload":{"type":"message","content":"#, text, b"}}"].concat()
    };
    expect("invalid UTF-8", &with(b"\"\xff\xfe\xc3(\""), (0, 0), None);
    expect("a lone surrogate", &with(br#""\ud800""#), (0, 0), None);
    let deep = [vec![b'['; 200_000], vec![b']'; 200_000]].concat();
    expect("nesting 200,000 deep", &with(&deep), (0, 0), None);
    let deep_objects = [
        br#"{"a":"#.repeat(200_000),
        b"1".to_vec(),
        vec![b'}'; 200_000],
    ]
    .concat();
    expect("objects 200,000 deep", &with(&deep_objects), (0, 0), None);
}

#[test]
fn lines_that_are_lost_are_told() {
    let plain = count("2026-11-22T05:01:00.000Z", "null", &usage(10, 2));
    expect(
        "two objects on one line",
        format!("{plain}{plain}").as_bytes(),
        (0, 0),
        Some(TwoValues),
    );
    expect("a run of NUL bytes", &[0; 512], (0, 0), Some(NulBytes));
    expect("no JSON", b"hello", (0, 0), Some(NotJson));
    expect(
        "a line cut in the middle",
        &plain.as_bytes()[..plain.len() - 9],
        (0, 0),
        Some(NotJson),
    );
    expect(
        "an unclosed nest",
        &vec![b'['; 200_000],
        (0, 0),
        Some(NotJson),
    );
    expect(
        "a control byte in a string",
        plain.replace("token_count", "token\u{1}count").as_bytes(),
        (0, 0),
        Some(NotJson),
    );
    expect(
        "no payload",
        br#"{"timestamp":"2026-11-22T05:01:00.000Z","type":"event_msg","payload":3}"#,
        (0, 0),
        Some(NoPayload),
    );
}

#[test]
fn numbers_and_times_that_cannot_be() {
    for number in [
        "-1",
        "1.5",
        "1e3",
        "\"10\"",
        "true",
        "9223372036854775808",
        "99999999999999999999999",
    ] {
        let line = count(
            "2026-11-22T05:01:00.000Z",
            "null",
            &usage(10, 2).replace("10", number),
        );
        expect(number, line.as_bytes(), (0, 0), Some(NotACount));
    }
    for time in [
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
    ] {
        let line = count(time, "null", &usage(10, 2));
        expect(time, line.as_bytes(), (10, 2), Some(BadTimestamp));
    }
}

#[test]
fn a_cut_last_line_is_told_and_loses_nothing_else() {
    let _alone = MEMORY.lock();
    let whole = around(b"");
    let tail = count("2026-11-22T05:10:00.000Z", "null", &usage(3, 3));
    let (counted, diagnostics) = read(&[&whole, &tail.as_bytes()[..40]].concat());
    assert_eq!(counted, (7, 1));
    assert_eq!(diagnostics, [(CutTail, 4, whole.len() as u64)]);
}

#[test]
fn a_line_of_100_mb_counts_by_its_start_and_takes_no_memory() {
    let _alone = MEMORY.lock();
    let mut engine = Engine::new(Config::default());
    engine.begin("rollout-x.jsonl");
    engine.feed(HEAD.as_bytes());
    let start = count("2026-11-22T05:01:00.000Z", "null", &usage(10, 2));
    let start = start.strip_suffix("}}").expect("an object");
    engine.feed(format!("\n{start},\"image\":\"").as_bytes());
    let chunk = vec![b'x'; 1 << 20];
    PEAK.store(NOW.load(Ordering::Relaxed), Ordering::Relaxed);
    let before = PEAK.load(Ordering::Relaxed);
    (0..100).for_each(|_| engine.feed(&chunk));
    let grown = PEAK.load(Ordering::Relaxed) - before;
    engine.feed(format!("\"}}}}\n{}\n", last_response()).as_bytes());
    engine.end();
    let counted = engine.file_usage()[0].counted;
    assert_eq!((counted.input, counted.output), (17, 3));
    let codes: Vec<_> = engine
        .diagnostics()
        .map(|found| (found.diagnostic.code, found.diagnostic.line))
        .collect();
    assert_eq!(codes, [(OverCap, 2)]);
    // The held 16 MiB, and as much again while the buffer doubles.
    assert!(grown <= 48 << 20, "{grown} bytes were taken");
}

/// The square of so many turns would take minutes.
#[test]
fn many_turns_take_linear_time() {
    let _alone = MEMORY.lock();
    const TURNS: u64 = 100_000;
    let at = "2026-11-22T05:01:00.000Z";
    let mut engine = Engine::new(Config::default());
    engine.begin("rollout-x.jsonl");
    engine.feed(format!("{HEAD}\n").as_bytes());
    for number in 0..TURNS {
        let turn_id = format!("01a201c9-39f6-7d43-a9fd-{number:012x}");
        let began = format!(
            r#"{{"timestamp":"{at}","type":"event_msg","payload":{{"type":"task_started","turn_id":"{turn_id}"}}}}"#
        );
        let usage = usage(2, 1);
        let used = format!(
            r#"{{"timestamp":"{at}","type":"token_usage_record","payload":{{"turn_id":"{turn_id}","response_id":"{number}","usage":{usage}}}}}"#
        );
        engine.feed(format!("{began}\n{used}\n").as_bytes());
    }
    engine.end();
    let counted = engine.file_usage()[0].counted;
    assert_eq!((counted.input, counted.output), (2 * TURNS, TURNS));
}

#[test]
fn memory_follows_the_facts_and_not_the_input() {
    let _alone = MEMORY.lock();
    let filler = format!(
        r#"{{"timestamp":"2026-11-22T05:01:00.000Z","type":"response_item","payload":{{"type":"message","role":"assistant","content":[{{"type":"output_text","text":"{}"}}]}}}}"#,
        "word ".repeat(20_000)
    ) + "\n";
    let peak_of = |lines: usize| {
        let before = NOW.load(Ordering::Relaxed);
        PEAK.store(before, Ordering::Relaxed);
        let mut engine = Engine::new(Config::default());
        engine.begin("rollout-x.jsonl");
        engine.feed(format!("{HEAD}\n").as_bytes());
        (0..lines).for_each(|_| engine.feed(filler.as_bytes()));
        engine.end();
        PEAK.load(Ordering::Relaxed) - before
    };
    let (short, long) = (peak_of(10), peak_of(1000));
    assert!(
        long <= short + (64 << 10),
        "{short} bytes for 1 MB, {long} for 100 MB"
    );
}
