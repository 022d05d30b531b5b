//! Compiled code is run only if nobody but the user can have written it.
#![cfg(unix)]

mod common;

use std::fs;

#[test]
fn compiled_code_that_others_could_have_written_is_not_run() {
    use std::os::unix::fs::PermissionsExt;
    let cache = common::folder("trust-cache");
    let home = common::codex_home("trust-home");
    let run = || {
        let output = common::launcher_with(common::guest(), &cache)
            .args(["sessions", "--model", "exit", "--codex-home"])
            .arg(&home)
            .output()
            .unwrap();
        assert_eq!(common::failure(&output), (Some(42), String::new()));
    };
    run();
    let folder = cache.join("cutrack-modules");
    let file = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));

    // Code that would crash if it ran: overwritten only when the file was not trusted and made anew.
    let compiled = fs::read(&file).unwrap();
    let set_mode =
        |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    fs::write(&file, b"not a module").unwrap();
    run();
    assert_eq!(
        fs::read(&file).unwrap(),
        compiled,
        "a broken file is replaced"
    );
    fs::write(&file, b"kept as it is").unwrap();
    set_mode(&folder, 0o777);
    run();
    assert_eq!(
        fs::read(&file).unwrap(),
        b"kept as it is",
        "a folder open to others is not used"
    );
    set_mode(&folder, 0o700);
    fs::write(&file, &compiled).unwrap();
    set_mode(&file, 0o666);
    run();
    assert_eq!(mode(&file), 0o600, "a file open to others is replaced");
}
