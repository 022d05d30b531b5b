//! `cargo xtask web`: serves the built page on this machine, and nothing else.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::build;
use crate::need::{Need, Workshop};

/// The port that is tried first, so that the address stays the same and the browser finds what it kept.
const PORT: u16 = 8377;

/// Browsers open connections in advance; one that stays silent is closed after this.
const PATIENCE: Duration = Duration::from_secs(10);

/// No browser's request for a page is longer.
const REQUEST_BYTES_MAX: u64 = 64 * 1024;

/// Builds the page and serves it until interrupted.
pub(crate) fn web() -> Result<()> {
    Workshop::default().ensure(Need::Page)?;
    let page: Arc<[u8]> = fs::read(build::page_path())
        .context("cannot read the page")?
        .into();
    let listen = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = listen(PORT)
        .or_else(|_| listen(0))
        .context("no port is free")?;
    println!("http://{}/", listener.local_addr()?);
    eprintln!("Ctrl-C ends it.");
    for stream in listener.incoming().flatten() {
        let page = Arc::clone(&page);
        // A browser that goes away in the middle is no failure of ours.
        thread::spawn(move || answer(&stream, &page).ok());
    }
    Ok(())
}

fn answer(mut stream: &TcpStream, page: &[u8]) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(REQUEST_BYTES_MAX)).lines();
    let request = lines.next().context("no request")??;
    while lines
        .next()
        .transpose()?
        .is_some_and(|header| !header.is_empty())
    {}
    let (status, body) = match request.split(' ').nth(1) {
        Some("/" | "/cutrack.html") => ("200 OK", page),
        _ => ("404 Not Found", &b"There is only one page here: /\n"[..]),
    };
    let kind = if status.starts_with("200") {
        "text/html"
    } else {
        "text/plain"
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n",
        body.len()
    )?;
    write!(
        stream,
        "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    if request.starts_with("GET ") {
        stream.write_all(body)?;
    }
    Ok(())
}
