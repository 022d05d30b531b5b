//! The program `cutrack.wasm`.

use std::io::{self, IsTerminal, Read, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use cutrack_cli::{World, granted, run};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
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
