//! The program `cutrack.wasm`.

use std::hint::black_box;
use std::io::{self, IsTerminal, Read, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use cutrack_cli::{World, granted, reads_for_the_launcher, run};

/// So much memory a guest of the launcher takes at once, to use it bit by bit: only of what is there as a whole does the
/// system give out large pages, as the launcher asks it to. Other runtimes ask for none.
const MEMORY_AT_ONCE_BYTES: usize = 48 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if reads_for_the_launcher(&arguments) {
        // Given back at once, it stays the program's.
        drop(black_box(Vec::<u8>::with_capacity(MEMORY_AT_ONCE_BYTES)));
    }
    let world = World {
        granted: granted(),
        now_ms,
        input,
        is_error_a_terminal: stderr().is_terminal(),
    };
    let exit = run(&arguments, &world, &mut stdout(), &mut stderr());
    ExitCode::from(exit as u8)
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let ms = since.map_or(0, |since| since.as_millis());
    i64::try_from(ms).unwrap_or(i64::MAX)
}

fn input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}
