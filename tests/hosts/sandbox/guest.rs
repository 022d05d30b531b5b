//! A guest that tests its host: it tries what a guest must not be able to do, and says what it got.
//!
//! `--model SCENE` picks what it does and `--project FOLDER` where; both are options that the launcher hands
//! on unread. Attempts go through std and, where the C library would refuse by itself, straight to the host.

use std::fs::{self, File, FileTimes, OpenOptions};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::process;
use std::time::SystemTime;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().skip_while(|word| *word != name).nth(1);
    let folder = value("--project").map_or("/", String::as_str);
    match value("--model").map(String::as_str) {
        Some("attack") => attack(folder),
        Some("arguments") => arguments.iter().for_each(|word| println!("{word}")),
        Some("list") => list(folder),
        Some("echo") => echo(),
        Some("export") => export(value("--sqlite").expect("the launcher names a file")),
        Some("exit") => process::exit(42),
        Some("trap") => core::arch::wasm32::unreachable(),
        Some("overflow") => println!("{}", depth(1)),
        Some("hoard") => hoard(),
        Some("keep") => keep(folder),
        Some("chatter") => chatter(),
        Some("forever") => forever(),
        #[cfg(undefined_import)]
        Some("socket") => println!("{}", unsafe { wasi::sock_open(0, 0) }),
        _ => {}
    }
}

/// Says what stands on standard input, without the bytes 0 that would make orders of it.
fn echo() {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).expect("bytes");
    bytes.retain(|&byte| byte != 0);
    print!("{}", String::from_utf8_lossy(&bytes));
}

/// Writes what a guest writes for its user, and says where.
fn export(file: &str) {
    fs::write(file, "records").expect("the folder is writable");
    println!("{file}");
}

/// One line an attempt: what, and whether the host let it happen.
fn attack(folder: &str) {
    let home = folder.trim_end_matches("/sessions");
    let rollout = format!("{folder}/rollout-kept.jsonl");
    let below = |name: &str| format!("{folder}/{name}");
    let attempt = |name: &str, result: io::Result<()>| {
        println!(
            "{name}: {}",
            if result.is_ok() { "done" } else { "refused" }
        );
    };

    attempt("read a rollout", fs::read(&rollout).map(drop));
    attempt("list the folder", fs::read_dir(folder).map(drop));
    attempt(
        "open a rollout by its descriptor",
        any_descriptor(|fd| open(fd, "rollout-kept.jsonl", 0, READ)),
    );

    attempt(
        "write",
        OpenOptions::new()
            .write(true)
            .open(&rollout)
            .and_then(|mut file| file.write_all(b"x")),
    );
    attempt(
        "append",
        OpenOptions::new()
            .append(true)
            .open(&rollout)
            .and_then(|mut file| file.write_all(b"x")),
    );
    attempt(
        "truncate",
        OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(&rollout)
            .map(drop),
    );
    attempt(
        "cut an open file",
        File::open(&rollout).and_then(|file| file.set_len(0)),
    );
    attempt(
        "write to an open file",
        File::open(&rollout).and_then(|mut file| file.write_all(b"x")),
    );
    attempt(
        "set times",
        File::open(&rollout)
            .and_then(|file| file.set_times(FileTimes::new().set_modified(SystemTime::UNIX_EPOCH))),
    );
    attempt("create", File::create_new(below("made")).map(drop));
    attempt("make a folder", fs::create_dir(below("made-folder")));
    attempt("remove a folder", fs::remove_dir(below("empty")));
    attempt(
        "rename",
        fs::rename(below("rollout-spare.jsonl"), below("moved")),
    );
    attempt("hard link", fs::hard_link(&rollout, below("linked")));
    attempt("remove", fs::remove_file(&rollout));
    attempt(
        "symbolic link",
        any_descriptor(|fd| unsafe {
            wasi::path_symlink("rollout-kept.jsonl".as_ptr(), 18, fd, "pointer".as_ptr(), 7)
        }),
    );
    attempt(
        "create by every descriptor",
        any_descriptor(|fd| open(fd, "made", CREATE, EVERY_RIGHT)),
    );
    attempt(
        "write by every descriptor",
        any_descriptor(|fd| open(fd, "rollout-kept.jsonl", 0, EVERY_RIGHT)),
    );

    attempt("read /etc/passwd", fs::read("/etc/passwd").map(drop));
    attempt(
        "read /etc/passwd by a way up",
        fs::read(below("../../../../../../../../etc/passwd")).map(drop),
    );
    attempt(
        "read auth.json",
        fs::read(format!("{home}/auth.json")).map(drop),
    );
    attempt(
        "read auth.json by a way up",
        fs::read(below("../auth.json")).map(drop),
    );
    attempt(
        "follow a link to auth.json",
        fs::read(below("link-to-auth")).map(drop),
    );
    attempt(
        "follow a link to /etc",
        fs::read(below("link-to-etc/passwd")).map(drop),
    );
    attempt("list the root", fs::read_dir("/").map(drop));
    attempt("list the home", fs::read_dir(home).map(drop));
    attempt("list the folder above", fs::read_dir(below("..")).map(drop));
    for path in [
        "/",
        "..",
        "../auth.json",
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "link-to-auth",
        "link-to-etc",
    ] {
        attempt(
            &format!("open {path} by every descriptor"),
            any_descriptor(|fd| open(fd, path, 0, READ)),
        );
    }

    attempt(
        "see the environment",
        match std::env::vars_os().next() {
            Some(_) => Ok(()),
            None => Err(io::ErrorKind::NotFound.into()),
        },
    );
    attempt("read what the user types", read_typed());
    attempt("connect", TcpStream::connect(("127.0.0.1", 7788)).map(drop));
    attempt(
        "accept on every descriptor",
        any_descriptor(|fd| unsafe { wasi::sock_accept(fd, 0, &mut 0) }),
    );
}

/// Standard input may say what the launcher says; the tests type a word there that it never does.
fn read_typed() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    match String::from_utf8_lossy(&bytes).contains("typed") {
        true => Ok(()),
        false => Err(io::ErrorKind::NotFound.into()),
    }
}

const READ: u64 = 1 << 1;
const EVERY_RIGHT: u64 = (1 << 29) - 1;
const CREATE: u16 = 1;
const FOLLOW: u32 = 1;

/// Done as soon as the host says yes for one descriptor.
fn any_descriptor(call: impl Fn(u32) -> u16) -> io::Result<()> {
    match (0..64).any(|fd| call(fd) == 0) {
        true => Ok(()),
        false => Err(io::ErrorKind::PermissionDenied.into()),
    }
}

fn open(fd: u32, path: &str, flags: u16, rights: u64) -> u16 {
    unsafe {
        wasi::path_open(
            fd,
            FOLLOW,
            path.as_ptr(),
            path.len(),
            flags,
            rights,
            rights,
            0,
            &mut 0,
        )
    }
}

/// The host's functions, without the C library between.
mod wasi {
    #[link(wasm_import_module = "wasi_snapshot_preview1")]
    unsafe extern "C" {
        pub fn path_open(
            fd: u32,
            lookup: u32,
            path: *const u8,
            length: usize,
            flags: u16,
            rights: u64,
            inherited: u64,
            descriptor_flags: u16,
            opened: *mut u32,
        ) -> u16;
        pub fn path_symlink(
            target: *const u8,
            target_length: usize,
            fd: u32,
            path: *const u8,
            length: usize,
        ) -> u16;
        pub fn sock_accept(fd: u32, flags: u16, accepted: *mut u32) -> u16;
        #[cfg(undefined_import)]
        pub fn sock_open(family: u32, kind: u32) -> u16;
    }
}

/// Makes a file, as a guest does that keeps something.
fn keep(folder: &str) {
    fs::write(format!("{folder}/kept"), "kept").expect("its folder is writable");
    println!("kept");
}

/// Every name below `folder`, files with their size.
fn list(folder: &str) {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("granted")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    names.sort();
    for name in names {
        match fs::read(&name) {
            Ok(bytes) => println!("{} {}", name.display(), bytes.len()),
            Err(_) => println!("{}", name.display()),
        }
    }
}

#[allow(unconditional_recursion)]
fn depth(level: u64) -> u64 {
    let frame = std::hint::black_box([level; 64]);
    depth(level + 1) + frame[7]
}

fn hoard() {
    let mut kept = Vec::new();
    loop {
        kept.push(vec![1_u8; 1 << 20]);
        std::hint::black_box(&kept);
    }
}

fn chatter() {
    loop {
        println!("a line of a long report");
    }
}

fn forever() {
    println!("ready");
    loop {
        std::hint::spin_loop();
    }
}
