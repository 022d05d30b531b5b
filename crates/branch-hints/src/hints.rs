//! Which branches are rare, and the module that says so.

use wasm_encoder::{BranchHint, BranchHints, Module, RawSection};
use wasmparser::{Parser, Payload};
use wasmtime::Result;

use crate::points::{Function, Kind, Point};
use crate::run::Count;

/// What is passed this many times less often than the branch that its function passes most is rare.
const RARE: u64 = 50;
/// A function whose branches are passed less often tells nothing.
const ENOUGH: u64 = 50;

/// The module with hints before its code, and else as it was.
pub(crate) fn module(wasm: &[u8], functions: &[Function], counts: &[Count]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::CodeSectionStart { .. } = payload {
            module.section(&section(functions, counts));
        }
        if let Some((id, range)) = payload.as_section() {
            let data = &wasm[range];
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

fn section(functions: &[Function], counts: &[Count]) -> BranchHints {
    let mut section = BranchHints::new();
    for function in functions {
        let hints = hints(function, counts);
        if !hints.is_empty() {
            section.function_hints(function.index, hints);
        }
    }
    section
}

fn hints(function: &Function, counts: &[Count]) -> Vec<BranchHint> {
    let count = |point: &Point| counts[point.counter as usize];
    let branches = function.points.iter();
    let branches = branches.filter_map(|point| match point.kind {
        Kind::Branch { end } => Some((point, end)),
        Kind::End => None,
    });
    let most = branches.clone().map(|(point, _)| count(point).passed).max();
    let Some(most @ ENOUGH..) = most else {
        return Vec::new();
    };
    let hints = branches.filter_map(|(point, end)| {
        let Count { passed, taken } = count(point);
        let end = end.map_or(u64::MAX, |end| count(&function.points[end]).passed);
        let is_taken = is_taken(passed - taken, end, most)?;
        Some(BranchHint {
            branch_func_offset: u32::try_from(point.at - function.body.start).ok()?,
            branch_hint_value: u32::from(is_taken),
        })
    });
    hints.collect()
}

/// What a branch's engine is told, if anything: that the way on is rare, or else that the way which it leads to is, on which
/// others may come too.
fn is_taken(on: u64, end: u64, most: u64) -> Option<bool> {
    let is_rare = |count: u64| count.saturating_mul(RARE) <= most;
    match (is_rare(on), is_rare(end)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use wasmparser::{KnownCustom, Parser, Payload};

    use super::{is_taken, module};
    use crate::run::Count;
    use crate::{points, sample};

    #[test]
    fn what_is_rare_is_told() {
        // How often the way on and the other one, of at most 5,000.
        let table = [
            ((4900, 100), Some(false)),
            ((4899, 101), None),
            ((100, 4900), Some(true)),
            ((101, 4899), None),
            ((5000, u64::MAX), None),
            ((0, u64::MAX), Some(true)),
            // Both, as far as its function goes.
            ((10, 10), Some(true)),
        ];
        for ((on, end), expected) in table {
            assert_eq!(is_taken(on, end, 5000), expected, "{on} {end}");
        }
    }

    #[test]
    fn hints_stand_at_their_branches() {
        let wasm = sample::module();
        let functions = points::functions(&wasm).unwrap();
        let count = |passed, taken| Count { passed, taken };
        let counts = [count(100, 1), count(100, 99), count(1, 0), count(2, 0)];
        let hinted = module(&wasm, &functions, &counts).unwrap();
        let mut told = Vec::new();
        for payload in Parser::new(0).parse_all(&hinted) {
            let Payload::CustomSection(section) = payload.unwrap() else {
                continue;
            };
            let KnownCustom::BranchHints(functions) = section.as_known() else {
                continue;
            };
            for function in functions {
                let function = function.unwrap();
                let hints = function.hints.into_iter().map(Result::unwrap);
                told.extend(hints.map(|hint| (function.func, hint.func_offset, hint.taken)));
            }
        }
        let at = |point: usize| {
            let function = &functions[0];
            u32::try_from(function.points[point].at - function.body.start).unwrap()
        };
        let expected = [(1, at(0), false), (1, at(1), true), (1, at(3), true)];
        assert_eq!(told, expected);
    }
}
