//! Where a module's code branches, and which counter counts what.

use std::ops::Range;

use wasmparser::{FunctionBody, Operator, Parser, Payload, TypeRef};
use wasmtime::Result;
use wasmtime::error::Context as _;

/// A function of the module.
pub(crate) struct Function {
    /// Its number, behind those that are imported.
    pub(crate) index: u32,
    /// Where its body lies in the module, from its locals on.
    pub(crate) body: Range<usize>,
    /// What is counted in it, in the order of its code.
    pub(crate) points: Vec<Point>,
}

/// A place in a module where something is counted.
pub(crate) struct Point {
    /// The first byte of the instruction that stands there.
    pub(crate) at: usize,
    pub(crate) kind: Kind,
    /// The counter, which no other point has.
    pub(crate) counter: u32,
}

impl Point {
    /// With the next counter.
    fn new(at: usize, kind: Kind, counters: &mut u32) -> Self {
        let counter = *counters;
        *counters += 1;
        Self { at, kind, counter }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A conditional branch. `end` is the point that it leads to, unless that is the head of a loop or the end of the
    /// function.
    Branch { end: Option<usize> },
    /// What comes behind the end of a block.
    End,
}

/// The functions of a module and all their points.
pub(crate) fn functions(wasm: &[u8]) -> Result<Vec<Function>> {
    let (mut functions, mut counters, mut index) = (Vec::new(), 0, 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    index += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                functions.push(Function {
                    index,
                    body: body.range(),
                    points: points(&body, &mut counters)?,
                });
                index += 1;
            }
            _ => {}
        }
    }
    Ok(functions)
}

/// The points of one function. LLVM writes no `if`, so that only `br_if` is looked at.
fn points(body: &FunctionBody<'_>, counters: &mut u32) -> Result<Vec<Point>> {
    let mut points: Vec<Point> = Vec::new();
    let mut open = vec![Label::default()];
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let at = operators.original_position();
        let point = match operators.read()? {
            Operator::Block { .. } => {
                open.push(Label::of_block());
                continue;
            }
            Operator::Loop { .. } | Operator::If { .. } => {
                open.push(Label::default());
                continue;
            }
            Operator::BrIf { relative_depth } => {
                let label = open.iter_mut().rev().nth(relative_depth as usize);
                let label = label.context("a branch out of its function")?;
                label.branches.push(points.len());
                Point::new(at, Kind::Branch { end: None }, counters)
            }
            Operator::End => {
                let label = open.pop().context("an end too many")?;
                if !label.is_block {
                    continue;
                }
                for branch in label.branches {
                    let end = Some(points.len());
                    points[branch].kind = Kind::Branch { end };
                }
                Point::new(operators.original_position(), Kind::End, counters)
            }
            _ => continue,
        };
        points.push(point);
    }
    Ok(points)
}

/// What a branch can lead to, while it is open.
#[derive(Default)]
struct Label {
    /// Its branches lead behind it.
    is_block: bool,
    branches: Vec<usize>,
}

impl Label {
    fn of_block() -> Self {
        Self {
            is_block: true,
            branches: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, functions};
    use crate::sample;

    #[test]
    fn branches_know_where_they_lead() {
        let functions = functions(&sample::module()).unwrap();
        let [function] = functions.as_slice() else {
            panic!("one function has code");
        };
        assert_eq!(function.index, 1, "the first is imported");
        let kinds: Vec<Kind> = function.points.iter().map(|point| point.kind).collect();
        let branch = |end| Kind::Branch { end };
        let expected = [branch(Some(2)), branch(None), Kind::End, branch(None)];
        assert_eq!(kinds, expected);
    }
}
