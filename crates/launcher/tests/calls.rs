//! What a call of the launcher comes to: what the guest is told, what the user is told, and the exit code.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};

/// The launcher around the test guest, in `home`.
fn launcher_at(home: &Path) -> Command {
    let mut command = common::launcher_with(common::guest(), &common::shared_cache());
    command
        .env("CODEX_HOME", home)
        .env("HOME", home)
        .current_dir(home);
    command
}

/// What the test guest prints when it is called so in `home`.
fn answer(home: &Path, arguments: &[&str]) -> String {
    common::text(&launcher_at(home).args(arguments).output().unwrap())
}

/// Without the option that is another in each run that opens the database, and the word that the home is told of.
fn without_holder(words: &str) -> String {
    let words = words.replacen("--walked ", "", 1);
    let Some((before, rest)) = words.split_once("--holder ") else {
        return words;
    };
    let (tokens, behind) = rest.split_once(' ').expect("a value");
    let is_token = |token: &str| token.len() == 16 && u64::from_str_radix(token, 16).is_ok();
    assert!(tokens.split(',').all(is_token), "{tokens}");
    format!("{before}{behind}")
}

#[test]
fn the_guest_is_told_what_only_the_launcher_can_see() {
    let home = common::codex_home("calls-told");
    for (arguments, told) in [
        (
            "sessions --json",
            "sessions --tz UTC --color never --progress --codex-home ~ --json",
        ),
        (
            "--json sessions",
            "--tz UTC --color never --progress --codex-home ~ --json sessions",
        ),
        (
            "report --tz=Europe/Berlin",
            "report --color never --progress --codex-home ~ --tz=Europe/Berlin",
        ),
        (
            "sessions --width 9 --color always",
            "sessions --tz UTC --color always --progress --codex-home ~ --width 9",
        ),
        (
            "report daily sessions",
            "report --tz UTC --color never --progress --launched daily sessions",
        ),
        (
            "report sessions/rollout-kept.jsonl",
            "report --tz UTC --color never --progress --launched sessions/rollout-kept.jsonl",
        ),
        (
            "help report",
            "help --tz UTC --color never --progress --launched report",
        ),
        (
            "web --help",
            "web --tz UTC --color never --progress --launched --help",
        ),
        (
            "--help",
            "--tz UTC --color never --progress --launched --help",
        ),
        (
            "forget everything",
            "forget --tz UTC --color never --progress --launched everything",
        ),
        (
            "sesions",
            "--tz UTC --color never --progress --launched sesions",
        ),
        (
            "sessions --codex-home . --codex-home=../calls-told",
            "sessions --tz UTC --color never --progress --codex-home ~",
        ),
    ] {
        // `--model` is the guest's own word here, and goes where the user's options go.
        let mut words: Vec<&str> = arguments.split(' ').collect();
        words.extend(["--model", "arguments"]);
        let database = common::data_folder().join("cutrack.db");
        // With more cores than one others read beside it.
        let crew = match std::thread::available_parallelism() {
            Ok(cores) if cores.get() > 1 => " --crew",
            _ => "",
        };
        // Windows closes its own place for data, and nobody says so of another.
        let closed = if cfg!(unix) { " --closed" } else { "" };
        let homes = format!(
            "--codex-home ~ --db {}{closed} --launched{crew}",
            database.display()
        );
        let told = told.replace("--codex-home ~", &homes);
        let told = format!("cutrack {told} --model arguments");
        let heard = answer(&home, &words).trim_end().replace('\n', " ");
        assert_eq!(without_holder(&heard), told, "{arguments}");
    }
}

#[test]
fn an_option_without_its_value_is_the_guests_to_refuse() {
    let home = common::codex_home("calls-open-end");
    for option in ["--codex-home", "--db", "--tz"] {
        let heard = answer(&home, &["sessions", "--model", "arguments", option]);
        let last = heard.lines().last();
        assert_eq!(last, Some(option), "{heard}");
    }
}

#[test]
fn a_path_keeps_the_users_spelling() {
    let home = common::codex_home("calls-spelling");
    let absolute = home.join("sessions/empty");
    fs::write(absolute.join("rollout-a.jsonl"), "12345\n").unwrap();
    let absolute = absolute.to_str().unwrap();
    for spelling in [
        "sessions/empty",
        "./sessions/empty",
        "sessions/empty/",
        "sessions/../sessions/empty",
        absolute,
    ] {
        let listed = answer(
            &home,
            &[
                "sessions",
                spelling,
                "--model",
                "list",
                "--project",
                spelling,
            ],
        );
        let name = Path::new(spelling).join("rollout-a.jsonl");
        assert_eq!(listed, format!("{} 6\n", name.display()), "{spelling}");
    }
    let here = launcher_at(&home.join("sessions/empty"))
        .current_dir(home.join("sessions/empty"))
        .args(["sessions", ".", "--model", "list", "--project", "."])
        .output()
        .unwrap();
    assert_eq!(common::text(&here), "./rollout-a.jsonl 6\n");
}

#[test]
fn a_home_without_sessions_is_an_empty_folder() {
    let home = common::folder("calls-empty");
    let listed = answer(
        &home,
        &["sessions", "--model", "list", "--project", "~/sessions"],
    );
    assert_eq!(listed, "");
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
}

#[test]
#[cfg(unix)]
fn a_home_may_link_its_sessions_elsewhere() {
    let home = common::folder("calls-linked");
    let elsewhere = common::codex_home("calls-elsewhere").join("sessions/empty");
    fs::write(elsewhere.join("rollout-a.jsonl"), "12345\n").unwrap();
    std::os::unix::fs::symlink(&elsewhere, home.join("sessions")).unwrap();
    let listed = answer(
        &home,
        &["sessions", "--model", "list", "--project", "~/sessions"],
    );
    assert_eq!(listed, "~/sessions/rollout-a.jsonl 6\n");
}

#[test]
fn what_cannot_be_granted_is_said() {
    let home = common::codex_home("calls-refused");
    fs::create_dir(home.join("bare")).unwrap();
    fs::write(home.join("history.jsonl"), "a line\n").unwrap();
    let at_home = home.join("none");
    for (arguments, code, message) in [
        (
            &["sessions", "--codex-home", "none"][..],
            1,
            "error: no Codex home at none.\n  try: --codex-home DIR, or a folder: cutrack report DIR\n",
        ),
        (
            &["sessions", "nowhere/at/all"],
            1,
            "error: nothing at nowhere/at/all.\n",
        ),
        (
            &["report", "yearly"],
            1,
            "error: nothing at yearly.\n  try: hourly, daily, weekly, monthly\n",
        ),
        (
            &["sessions", "./history.jsonl"],
            1,
            "error: ~ holds auth.json, so the sandbox does not get it.\n  try: a folder of rollouts, or --codex-home DIR\n",
        ),
        (
            &["sessions", "--db", "cutrack.db"],
            1,
            "error: ~ holds files of Codex, so nothing may be written there.\n  try: --db FILE in another folder\n",
        ),
        (
            &["sessions", "--db", "sessions/empty/cutrack.db"],
            1,
            "error: ~/sessions/empty holds files of Codex, so nothing may be written there.\n  try: --db FILE in another folder\n",
        ),
        (
            &["page", "--json"],
            2,
            "error: page takes no options and no paths.\n  try: cutrack page --help\n",
        ),
        (
            &["web", "sessions"],
            2,
            "error: web takes only --open.\n  try: cutrack web --help\n",
        ),
    ] {
        let output = launcher_at(&home).args(arguments).output().unwrap();
        assert_eq!(
            common::failure(&output),
            (Some(code), message.to_owned()),
            "{arguments:?}"
        );
    }
    let output = launcher_at(&home)
        .env("CODEX_HOME", &at_home)
        .arg("ingest")
        .output();
    let (code, message) = common::failure(&output.unwrap());
    assert!(
        code == Some(1) && message.starts_with("error: no Codex home at ~/none.\n"),
        "{message}"
    );
}

#[test]
fn the_guests_end_is_the_launchers() {
    let home = common::codex_home("calls-end");
    for (scene, code, message) in [
        ("nothing", 0, ""),
        ("exit", 42, ""),
        ("trap", 1, "error: the sandbox stopped the guest, code 7.\n"),
        (
            "overflow",
            1,
            "error: the sandbox stopped the guest, code 2.\n",
        ),
        (
            "hoard",
            1,
            "error: stopped at the memory cap of 512 MB. What was stored is whole.\n  \
             try: cutrack ingest --workers 1, then a shorter range: --last 3m\n",
        ),
    ] {
        let output = launcher_at(&home)
            .args(["sessions", "--model", scene])
            .output()
            .unwrap();
        let (actual, printed) = common::failure(&output);
        assert_eq!(actual, Some(code), "{scene}: {printed}");
        assert!(
            printed.starts_with(message) && (code == 1 || printed.is_empty()),
            "{scene}: {printed}"
        );
    }
}

#[test]
fn what_takes_less_memory_is_what_was_not_done_yet() {
    let home = common::codex_home("calls-saving");
    for (arguments, hint) in [
        ("ingest --workers 2", "--workers 1"),
        (
            "ingest --workers 1",
            "one folder at a time: cutrack ingest DIR",
        ),
        (
            "sessions sessions/empty",
            "one folder at a time: cutrack report DIR",
        ),
    ] {
        let output = launcher_at(&home)
            .args(arguments.split(' '))
            .args(["--model", "hoard"])
            .output();
        let (code, said) = common::failure(&output.unwrap());
        let told = format!("What was stored is whole.\n  try: {hint}\n");
        assert!(code == Some(1) && said.ends_with(&told), "{said}");
    }
}

#[test]
fn a_reader_that_leaves_ends_the_run_quietly() {
    let home = common::codex_home("calls-reader");
    let mut child = launcher_at(&home)
        .args(["sessions", "--model", "chatter"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line, "a line of a long report\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!(common::failure(&output), (Some(0), String::new()));
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_the_run_at_once() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;
    let home = common::codex_home("calls-interrupt");
    let data = common::folder("calls-interrupt-data");
    let mut child = launcher_at(&home)
        .args(["sessions", "--model", "forever"])
        .env("CUTRACK_DATA", &data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line, "ready\n");
    assert_eq!(
        fs::read_dir(&data).unwrap().count(),
        1,
        "it is known to run"
    );
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    // A shell shows this as 130.
    assert_eq!(child.wait().unwrap().signal(), Some(2));
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "nothing is left");
}

#[test]
#[cfg(unix)]
fn a_signal_that_a_shell_passes_over_ends_no_run() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;
    let home = common::codex_home("calls-passed-over");
    let launcher = launcher_at(&home);
    let mut shell = Command::new("sh");
    let envs = launcher
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    shell
        .args(["-c", r#"trap "" INT HUP; exec "$0" "$@""#])
        .arg(launcher.get_program())
        .args(launcher.get_args())
        .args(["sessions", "--model", "forever"])
        .env_clear()
        .envs(envs)
        .current_dir(&home)
        .stdout(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line, "ready\n");
    let id = Pid::from_child(&child);
    for signal in [Signal::INT, Signal::HUP, Signal::TERM] {
        kill_process(id, signal).unwrap();
    }
    let ended = child.wait().unwrap().signal();
    assert_eq!(ended, Some(Signal::TERM.as_raw()), "the one that was not");
}

#[test]
fn the_same_call_can_be_made_with_wasmtime() {
    let home = common::codex_home("calls-print");
    let output = launcher_at(&home)
        .args(["report", "--print-wasmtime", "--model", "gpt-5*"])
        .output()
        .unwrap();
    let expected = "# wasmtime's --dir also lets the guest write; the launcher's own grant is read only\n\
        wasmtime run --dir ~/sessions::/home0/sessions --dir ~/archived_sessions::/home0/archived_sessions \
        --dir DATA::/data \
        cutrack.wasm report --tz UTC --color never --progress --codex-home /home0 --db /data/cutrack.db \
        --model 'gpt-5*'\n";
    let data = common::data_folder().canonicalize().unwrap();
    let expected = expected.replace("DATA", data.to_str().unwrap());
    assert_eq!(common::text(&output), expected);
}

#[test]
fn the_page_is_written_out_and_served() {
    const PAGE: &str = "<!doctype html><title>A page</title>";
    let home = common::codex_home("calls-page");
    assert_eq!(answer(&home, &["page"]), PAGE);

    let mut child = launcher_at(&home)
        .arg("web")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let address = said
        .find_map(|line| {
            let line = line.ok()?;
            let port = line.strip_prefix("Serving the page on http://127.0.0.1:")?;
            port.strip_suffix("/. Ctrl-C ends.")?.parse::<u16>().ok()
        })
        .map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .expect("the address is said");
    let served = request(address, "GET / HTTP/1.1");
    let missing = request(address, "GET /etc/passwd HTTP/1.1");
    let head = request(address, "HEAD /?x HTTP/1.1");
    let refused = request(address, "POST / HTTP/1.1");
    child.kill().unwrap();
    child.wait().unwrap();

    assert!(served.starts_with("HTTP/1.1 200 OK\r\n"), "{served}");
    assert!(served.ends_with(&format!("\r\n\r\n{PAGE}")), "{served}");
    assert!(
        served.contains("Content-Security-Policy: frame-ancestors 'none'\r\n"),
        "{served}"
    );
    assert!(missing.starts_with("HTTP/1.1 404 "), "{missing}");
    assert!(
        head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    assert!(refused.starts_with("HTTP/1.1 405 "), "{refused}");
}

fn request(address: SocketAddr, line: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{line}\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
