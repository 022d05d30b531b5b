//! Text that the guest is handed on its standard input: of `privacy --find -` and `prices --add`. The launcher reads
//! it itself, so that a file costs the sandbox no folder, and no other call gives the guest any input.

use crate::failure::Failure;
use crate::options::Part;
use std::fs;
use std::io::{self, Read, stdin};

/// The value that means standard input.
const STANDARD_INPUT: &str = "-";

/// What these arguments hand over.
pub(crate) fn input(parts: &[(usize, Part<'_>)]) -> Result<Option<Vec<u8>>, Failure> {
    let handed = parts.iter().find_map(|(_, part)| match part {
        Part::Option { option, value } if option.name == "find" => {
            value.filter(|value| *value == STANDARD_INPUT)
        }
        Part::Option { option, value } if option.name == "add" => *value,
        _ => None,
    });
    let Some(handed) = handed else {
        return Ok(None);
    };
    let read = match handed {
        STANDARD_INPUT => read_input(),
        file => fs::read(file),
    };
    read.map(Some).map_err(|_| {
        Failure::new(format_args!("cannot read {handed}."))
            .attempt("a file that you can read, or - for standard input")
    })
}

fn read_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}
