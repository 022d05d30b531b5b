//! A module that does what another does, and counts at each point of it.
//!
//! Two functions count, in a memory of their own, which stands behind the module's: they come last, so that nothing of the
//! module gets another number.

use wasm_encoder::{Encode, MemArg, Module, RawSection, SectionId};
use wasmparser::{Parser, Payload};
use wasmtime::error::Context as _;
use wasmtime::{Result, ensure};

use crate::points::{Function, Kind, Point};

/// What the memory of counts is called.
pub(crate) const COUNTS: &str = "counts";
/// A counter: how often its point was passed, and how often the branch there was taken.
pub(crate) const COUNTER_BYTES: usize = 2 * size_of::<u64>();
const TAKEN_AT: u64 = size_of::<u64>() as u64;

const PAGE_BYTES: usize = 1 << 16;
const MEMORY_OF_COUNTS: u32 = 1;
const EXPORT_OF_MEMORY: u8 = 2;

/// Types of the two functions that count, as a module states them: what stands on the stack for a branch and the place of
/// its counter, and what stood on the stack; the place of a counter alone.
const TYPES: [&[u8]; 2] = [&[0x60, 2, 0x7f, 0x7f, 1, 0x7f], &[0x60, 1, 0x7f, 0]];

/// What is added to a section of a module.
#[derive(Default)]
struct Added {
    entries: u32,
    bytes: Vec<u8>,
}

/// The module that counts.
pub(crate) fn module(wasm: &[u8], functions: &[Function]) -> Result<Vec<u8>> {
    let first_function = functions.last().map_or(0, |last| last.index + 1);
    let mut module = Module::new();
    let mut first_type = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::TypeSection(types) = &payload {
            first_type = types.count();
        }
        if let Payload::MemorySection(memories) = &payload {
            ensure!(memories.count() == MEMORY_OF_COUNTS, "one memory");
        }
        let Some((id, range)) = payload.as_section() else {
            continue;
        };
        let section = &wasm[range.clone()];
        let data = match added(id, first_type, functions) {
            _ if id == SectionId::Code as u8 => code(wasm, functions, first_function),
            Some(added) => longer(section, &added)?,
            None => section.to_vec(),
        };
        module.section(&RawSection { id, data: &data });
    }
    Ok(module.finish())
}

/// What a section gets besides, but for the code.
fn added(id: u8, first_type: u32, functions: &[Function]) -> Option<Added> {
    let mut added = Added::default();
    if id == SectionId::Type as u8 {
        added.entries = 2;
        added.bytes = TYPES.concat();
    } else if id == SectionId::Function as u8 {
        added.entries = 2;
        (first_type..first_type + 2).for_each(|kind| kind.encode(&mut added.bytes));
    } else if id == SectionId::Memory as u8 {
        let points = functions.iter().map(|function| function.points.len());
        let pages = (points.sum::<usize>() * COUNTER_BYTES).div_ceil(PAGE_BYTES);
        added.entries = 1;
        added.bytes.push(0);
        pages.encode(&mut added.bytes);
    } else if id == SectionId::Export as u8 {
        added.entries = 1;
        COUNTS.encode(&mut added.bytes);
        added.bytes.push(EXPORT_OF_MEMORY);
        MEMORY_OF_COUNTS.encode(&mut added.bytes);
    } else {
        return None;
    }
    Some(added)
}

/// A section with more entries.
fn longer(section: &[u8], added: &Added) -> Result<Vec<u8>> {
    let mut reader = wasmparser::BinaryReader::new(section, 0);
    let entries = reader.read_var_u32()?;
    let rest = section.get(reader.original_position()..);
    let mut longer = Vec::new();
    (entries + added.entries).encode(&mut longer);
    longer.extend(rest.context("a section without an end")?);
    longer.extend(&added.bytes);
    Ok(longer)
}

/// The section of code: each function with its points, and the two that count.
fn code(wasm: &[u8], functions: &[Function], first_function: u32) -> Vec<u8> {
    let bodies = functions
        .iter()
        .map(|function| body(wasm, function, first_function))
        .chain([count_branch(), count_pass()]);
    let bodies: Vec<Vec<u8>> = bodies.collect();
    let mut code = Vec::new();
    bodies.len().encode(&mut code);
    for body in bodies {
        body.encode(&mut code);
    }
    code
}

fn body(wasm: &[u8], function: &Function, first_function: u32) -> Vec<u8> {
    let mut body = Vec::new();
    let mut from = function.body.start;
    for point in &function.points {
        body.extend(&wasm[from..point.at]);
        from = point.at;
        let counting = match point.kind {
            Kind::Branch { .. } => first_function,
            Kind::End => first_function + 1,
        };
        let mut instructions = wasm_encoder::InstructionSink::new(&mut body);
        instructions.i32_const(place(point)).call(counting);
    }
    body.extend(&wasm[from..function.body.end]);
    body
}

/// Where a counter lies. A module has some hundred thousand points, and a place is at most two billion.
fn place(point: &Point) -> i32 {
    i32::try_from(point.counter as usize * COUNTER_BYTES).unwrap_or(i32::MAX)
}

/// Counts one pass at the place that is local `at`.
fn count_pass_at(at: u32, body: &mut wasm_encoder::Function) {
    let first = counter(0);
    let mut instructions = body.instructions();
    instructions.local_get(at).local_get(at).i64_load(first);
    instructions.i64_const(1).i64_add().i64_store(first);
}

fn count_pass() -> Vec<u8> {
    let mut body = wasm_encoder::Function::new([]);
    count_pass_at(0, &mut body);
    body.instructions().end();
    body.into_raw_body()
}

fn count_branch() -> Vec<u8> {
    let (condition, at) = (0, 1);
    let mut body = wasm_encoder::Function::new([]);
    count_pass_at(at, &mut body);
    let taken = counter(TAKEN_AT);
    let mut instructions = body.instructions();
    instructions.local_get(at).local_get(at).i64_load(taken);
    instructions.local_get(condition).i32_const(0).i32_ne();
    instructions.i64_extend_i32_u().i64_add().i64_store(taken);
    instructions.local_get(condition).end();
    body.into_raw_body()
}

fn counter(offset: u64) -> MemArg {
    MemArg {
        offset,
        align: 3,
        memory_index: MEMORY_OF_COUNTS,
    }
}

#[cfg(test)]
mod tests {
    use wasmtime::{Engine, Linker, Module, Store};

    use super::{COUNTS, module};
    use crate::run::{Count, read};
    use crate::{points, sample};

    #[test]
    fn every_pass_is_counted() {
        let wasm = sample::module();
        let functions = points::functions(&wasm).unwrap();
        let engine = Engine::default();
        let counting = Module::new(&engine, module(&wasm, &functions).unwrap()).unwrap();
        let mut linker = Linker::new(&engine);
        linker.func_wrap("", "", |_: i32| ()).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = linker.instantiate(&mut store, &counting).unwrap();
        let down = instance
            .get_typed_func::<i32, ()>(&mut store, "down")
            .unwrap();
        for number in [0, 100] {
            down.call(&mut store, number).unwrap();
        }
        let counts = instance.get_memory(&mut store, COUNTS).unwrap();
        let counts = read(counts.data(&store));
        let count = |passed, taken| Count { passed, taken };
        let expected = [count(2, 1), count(100, 99), count(2, 0), count(2, 0)];
        assert_eq!(counts[..4], expected);
    }
}
