//! `cutrack page` writes the page out; `cutrack web` serves it, on this machine only.
//!
//! The server knows one file, keeps no state and answers one request a connection: there is nothing in it
//! to configure and nothing of the user's to reach.

use crate::failure::Failure;
use crate::interrupt;
use crate::options::Part;
use crate::output;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::ops::RangeInclusive;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

/// The commands that this is for.
pub(crate) const COMMANDS: [&str; 2] = ["web", "page"];
/// Tried in this order.
const PORTS: RangeInclusive<u16> = 7788..=7887;
/// Most bytes of a request that are read.
const REQUEST_CAP_BYTES: u64 = 16 * 1024;
/// How long a client may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// What a meta element in the page cannot say.
const HEADERS: &str = "Content-Security-Policy: frame-ancestors 'none'\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Referrer-Policy: no-referrer\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cache-Control: no-cache\r\n\
    Connection: close\r\n";

/// Runs `web` or `page`.
pub(crate) fn run(
    command: &str,
    parts: &[(usize, Part<'_>)],
    page: &[u8],
) -> Result<ExitCode, Failure> {
    let mut opens_browser = false;
    for (_, part) in parts {
        match part {
            Part::Option { option, .. } if command == "web" && option.name == "open" => {
                opens_browser = true;
            }
            Part::Command(_) => {}
            _ => return Err(misused(command)),
        }
    }
    if page.is_empty() {
        return Err(Failure::new("this cutrack was built without its page.")
            .attempt("cargo xtask web, which builds both"));
    }
    match command {
        "page" => write_out(page),
        _ => serve(page, opens_browser),
    }
}

fn misused(command: &str) -> Failure {
    let takes = if command == "web" {
        "only --open"
    } else {
        "no options and no paths"
    };
    Failure::usage(format_args!("{command} takes {takes}."))
        .attempt(format_args!("cutrack {command} --help"))
}

fn write_out(page: &[u8]) -> Result<ExitCode, Failure> {
    if io::stdout().is_terminal() {
        return Err(
            Failure::usage("the page is a file, not text for a terminal.")
                .attempt("cutrack page > cutrack.html"),
        );
    }
    output::write(page)
        .map(|()| ExitCode::SUCCESS)
        .map_err(|_| Failure::new("cannot write the page to standard output."))
}

fn serve(page: &[u8], opens_browser: bool) -> Result<ExitCode, Failure> {
    let (listener, port) = PORTS
        .into_iter()
        .find_map(|port| Some((TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()?, port)))
        .ok_or_else(|| {
            Failure::new(format_args!(
                "no free port from {} to {}.",
                PORTS.start(),
                PORTS.end()
            ))
        })?;
    if port != *PORTS.start() {
        eprintln!("note: port {} is taken; using {port}.", PORTS.start());
    }
    let address = format!("http://127.0.0.1:{port}/");
    eprintln!("Serving the page on {address}. Ctrl-C ends.");
    interrupt::before_end(|| ());
    if opens_browser && open::that_detached(&address).is_err() {
        eprintln!("note: no browser could be started.");
    }
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            // A client that hangs or leaves costs its own thread and nothing else.
            scope.spawn(move || answer(&stream, page).ok());
        }
    });
    Ok(ExitCode::SUCCESS)
}

fn answer(mut stream: &TcpStream, page: &[u8]) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(REQUEST_CAP_BYTES)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The whole head is read before the answer: closing a connection with unread bytes resets it.
    for line in lines.by_ref() {
        if line?.is_empty() {
            break;
        }
    }
    let (status, body) = respond(&request, page);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n{HEADERS}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    if !request.starts_with("HEAD ") {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// The answer to one request line.
fn respond<'a>(request: &str, page: &'a [u8]) -> (&'static str, &'a [u8]) {
    let mut words = request.split(' ');
    let method = words.next();
    let target = words.next().map(|target| target.split('?').next());
    match (method, target.flatten()) {
        (Some("GET" | "HEAD"), Some("/" | "/cutrack.html")) => ("200 OK", page),
        (Some("GET" | "HEAD"), Some(_)) => ("404 Not Found", b"Not here. The page is at /\n"),
        _ => ("405 Method Not Allowed", b""),
    }
}
