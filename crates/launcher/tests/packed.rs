//! Packed files give the same answers in the sandbox, where C zstd reads them, as in core, which has a decoder of its own:
//! whole ones and damaged ones, with and without a checksum.

mod common;

use cutrack_core::unpack::{BLOCK_BYTES, Unpacker};
use cutrack_core::{Config, Engine, Query};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::fs;
use std::path::Path;

/// Packed files, below `tests`.
const FILES: [&str; 2] = [
    "fixtures/27-zst/rollout-2026-11-22T05-52-54-01a201d0-8b42-7991-a293-1ea615f589d7.jsonl.zst",
    "traps/081-compressed/rollout-2026-03-10T12-00-00-019cd79e-4600-7001-8000-000000000001.jsonl.zst",
];
/// Where a frame says of a checksum, in which bit, and how long it is.
const BITS_AT: usize = 4;
/// Behind the header and the first block's.
const HEADER_END: usize = 16;
const CHECKSUM_BIT: u8 = 4;
const CHECKSUM_BYTES: usize = 4;
const SKIPPED: &[u8] = b"\x5a\x2a\x4d\x18\x03\0\0\0abc";
/// So many places of a file are damaged, each in one bit.
const FLIPS: usize = 12;
/// Some bytes that are cut off the end.
const CUTS: [usize; 6] = [1, 3, 4, 5, 40, 300];

/// The file, and what can become of it.
fn variants(file: &[u8]) -> Vec<Vec<u8>> {
    let mut unchecked = file[..file.len() - CHECKSUM_BYTES].to_vec();
    assert!(unchecked[BITS_AT] & CHECKSUM_BIT != 0, "it has a checksum");
    unchecked[BITS_AT] ^= CHECKSUM_BIT;
    let mut variants = vec![
        [file, SKIPPED, &unchecked].concat(),
        [SKIPPED, &unchecked, file].concat(),
        [file, b"more"].concat(),
        file[..3].to_vec(),
    ];
    for frame in [file, &unchecked] {
        variants.push(frame.to_vec());
        variants.extend(CUTS.map(|cut| frame[..frame.len() - cut].to_vec()));
        // The header in each byte, the rest here and there.
        let rest = (0..FLIPS).map(|at| HEADER_END + at * (frame.len() - HEADER_END) / FLIPS);
        variants.extend(
            (BITS_AT..HEADER_END)
                .chain(rest)
                .enumerate()
                .map(|(bit, at)| {
                    let mut damaged = frame.to_vec();
                    damaged[at] ^= 1 << (bit % 8);
                    damaged
                }),
        );
    }
    variants
}

/// A file of many blocks, whole, cut and damaged behind the first of them: what stands before that counts in part.
fn large_variants() -> Vec<Vec<u8>> {
    let file = common::root().join("tests").join(FILES[0]);
    let packed = fs::read(file).expect("a packed file");
    let mut text = Vec::new();
    let mut unpacker = Unpacker::default();
    let unpacked = unpacker.feed(&packed, |bytes| text.extend_from_slice(bytes));
    assert!(unpacked.is_ok());
    // A made-up line that packs badly, so that blocks are many and the file stays below the cap on the ratio.
    let mut number: u64 = 1;
    while text.len() < 4 * BLOCK_BYTES {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text.extend(format!("{{\"type\":\"made_up\",\"payload\":{number}}}\n").into_bytes());
    }
    let whole = compress_to_vec(&text[..], CompressionLevel::Fastest);
    let half = whole.len() / 2;
    let cut = whole[..half].to_vec();
    let damaged = |at: usize| {
        let mut damaged = whole.clone();
        (damaged[at], damaged[at + 1]) = (!whole[at], !whole[at + 1]);
        damaged
    };
    let damaged = [half, half + 1000, whole.len() - 1000].map(damaged);
    [vec![whole, cut], damaged.to_vec()].concat()
}

/// What core's own decoder makes of it.
fn expected(name: &str, bytes: &[u8]) -> String {
    let mut engine = Engine::new(Config::default());
    engine.begin(name);
    engine.feed(bytes);
    engine.end();
    let query = Query::from_json(br#"{"report":"usage","by":["day"]}"#).expect("a query");
    let report = engine.report(&query).expect("a report");
    String::from_utf8(report.to_json()).expect("UTF-8") + "\n"
}

#[test]
fn packed_files_count_the_same_whoever_unpacks_them() {
    let folder = common::folder("packed");
    let (mut whole, mut damaged) = (0, 0);
    for (at, file) in FILES.into_iter().enumerate() {
        let file = common::root().join("tests").join(file);
        let name = file.file_name().expect("a name").to_str().expect("a text");
        let bytes = fs::read(&file).expect("a packed file");
        let sound = expected(name, &bytes);
        let mut variants = variants(&bytes);
        if at == 0 {
            variants.extend(large_variants());
        }
        for (at, variant) in variants.into_iter().enumerate() {
            let path = folder.join(name);
            fs::write(&path, &variant).unwrap();
            let expected = expected(name, &variant);
            assert_eq!(answer(&path), expected, "variant {at} of {name}");
            match expected == sound {
                true => whole += 1,
                false => damaged += 1,
            }
        }
    }
    assert!(
        whole >= 4 && damaged > 40,
        "{whole} whole, {damaged} damaged"
    );
}

fn answer(path: &Path) -> String {
    let output = common::launcher(&common::shared_cache())
        .args(["report", "daily", "--json", "--tz", "UTC", "--last", "all"])
        .arg(path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).expect("the launcher writes UTF-8")
}
