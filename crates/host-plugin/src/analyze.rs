//! `analyze`: feeds the input to the engine block by block and answers the header's queries.
//!
//! The input is never copied whole: the host holds it, and one block of it lies here at a time, so the
//! plugin's own memory is bounded by what the engine keeps.

use cutrack_core::{Engine, Query};

use crate::frame::{Fault, HEADER_BYTES_MAX, Header};

/// Bytes taken from the host at a time: small beside any memory cap, large beside the cost of a call.
pub const BLOCK_BYTES: usize = 64 << 10;

/// The input of a call, as its host holds it.
pub trait Input {
    /// Its length in bytes.
    fn length(&self) -> u64;

    /// Fills `block` with the bytes from `offset` on; the block ends within the input.
    fn read(&self, offset: u64, block: &mut [u8]);
}

/// One line of report JSON for each query of the input's header.
pub fn analyze(input: &impl Input) -> Result<Vec<u8>, Fault> {
    let (header, mut offset) = open(input)?;
    header.check_length(input.length() - offset)?;
    let mut engine = Engine::new(header.config);
    for file in &header.files {
        engine.begin(&file.name);
        let mut blocks = Blocks::new(input, offset, offset + file.bytes);
        while let Some(block) = blocks.next() {
            engine.feed(block);
        }
        engine.end();
        offset += file.bytes;
    }
    answers(&engine, &header.queries)
}

/// The header, and the offset of the first file's bytes.
fn open(input: &impl Input) -> Result<(Header, u64), Fault> {
    let line = first_line(input);
    match Header::read(&line) {
        Some(header) => Ok((header?, input.length().min(line.len() as u64 + 1))),
        None => Ok((Header::of_one_rollout(input.length()), 0)),
    }
}

/// The bytes before the first newline, as far as a header can reach.
fn first_line(input: &impl Input) -> Vec<u8> {
    let mut line = Vec::new();
    let mut blocks = Blocks::new(input, 0, input.length().min(HEADER_BYTES_MAX));
    while let Some(block) = blocks.next() {
        match block.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                line.extend_from_slice(&block[..end]);
                break;
            }
            None => line.extend_from_slice(block),
        }
    }
    line
}

/// The reports, each with a newline behind it.
fn answers(engine: &Engine, queries: &[Query]) -> Result<Vec<u8>, Fault> {
    let mut lines = Vec::new();
    for (index, query) in queries.iter().enumerate() {
        let report = engine
            .report(query)
            .map_err(|error| Fault::Query { index, error })?;
        lines.extend(report.to_json());
        lines.push(b'\n');
    }
    Ok(lines)
}

/// A part of the input, block by block through one buffer.
struct Blocks<'a, I> {
    input: &'a I,
    buffer: Vec<u8>,
    offset: u64,
    end: u64,
}

impl<'a, I: Input> Blocks<'a, I> {
    fn new(input: &'a I, offset: u64, end: u64) -> Self {
        Self {
            input,
            buffer: vec![0; BLOCK_BYTES],
            offset,
            end,
        }
    }

    fn next(&mut self) -> Option<&[u8]> {
        let length = (self.end - self.offset).min(BLOCK_BYTES as u64) as usize;
        let block = &mut self.buffer[..length];
        self.input.read(self.offset, block);
        self.offset += length as u64;
        (length > 0).then_some(block)
    }
}

#[cfg(test)]
mod tests {
    use cutrack_core::Config;
    use cutrack_core::report::{Grouping, QueryError};

    use super::*;

    struct Bytes(Vec<u8>);

    impl Input for Bytes {
        fn length(&self) -> u64 {
            self.0.len() as u64
        }

        fn read(&self, offset: u64, block: &mut [u8]) {
            let offset = offset as usize;
            block.copy_from_slice(&self.0[offset..offset + block.len()]);
        }
    }

    /// The engine's own answer, without frame or blocks.
    fn native(files: &[(&str, &[u8])], query: &Query) -> Vec<u8> {
        let mut engine = Engine::new(Config::default());
        for (name, bytes) in files {
            engine.begin(name);
            engine.feed(bytes);
            engine.end();
        }
        [
            engine.report(query).expect("a right query").to_json(),
            b"\n".to_vec(),
        ]
        .concat()
    }

    fn by_day() -> Query {
        Query {
            by: vec![Grouping::Day],
            ..Query::default()
        }
    }

    #[test]
    fn files_are_cut_where_the_header_says() {
        let files: [(&str, &[u8]); 3] = [
            ("rollout-a.jsonl", b"{}\n{\"files\":[]}"),
            ("rollout-b.jsonl", b""),
            ("rollout-c.jsonl", b"\n\n"),
        ];
        let mut input = br#"{"files":[{"name":"rollout-a.jsonl","bytes":15},{"name":"rollout-b.jsonl","bytes":0},{"name":"rollout-c.jsonl","bytes":2}]}"#.to_vec();
        input.push(b'\n');
        input.extend(files.iter().flat_map(|(_, bytes)| *bytes));
        assert_eq!(analyze(&Bytes(input)), Ok(native(&files, &by_day())));
    }

    #[test]
    fn an_input_without_a_header_is_one_rollout() {
        let long = [
            b"{\"timestamp\":\"".to_vec(),
            vec![b'x'; 3 * BLOCK_BYTES],
            b"\"}\n".to_vec(),
        ]
        .concat();
        for input in [long, b"{}\n{}\n".to_vec(), b"\n{\"files\":[]}".to_vec()] {
            assert_eq!(
                analyze(&Bytes(input.clone())),
                Ok(native(&[("", &input)], &by_day()))
            );
        }
    }

    #[test]
    fn a_header_alone_asks_about_no_files() {
        for input in [&b"{\"files\":[]}"[..], b"{\"files\":[]}\n"] {
            assert_eq!(analyze(&Bytes(input.to_vec())), Ok(native(&[], &by_day())));
        }
        assert_eq!(
            analyze(&Bytes(br#"{"files":[],"queries":[]}"#.to_vec())),
            Ok(Vec::new())
        );
    }

    #[test]
    fn a_wrong_frame_is_refused_before_a_file_is_read() {
        let input = b"{\"files\":[{\"name\":\"a\",\"bytes\":4}]}\nabc".to_vec();
        assert_eq!(analyze(&Bytes(input)), Err(Fault::Short { file: 0 }));
    }

    #[test]
    fn a_refused_query_is_told_by_its_index() {
        let input =
            br#"{"files":[],"queries":[{"by":["day"]},{"by":["day"],"range":{"since":"never"}}]}"#
                .to_vec();
        assert_eq!(
            analyze(&Bytes(input)),
            Err(Fault::Query {
                index: 1,
                error: QueryError::Time
            })
        );
    }
}
