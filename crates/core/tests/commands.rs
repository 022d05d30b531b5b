//! Names of programs: every case of `data/commands.txt`, and what must hold for any input.

use std::time::Instant;

use cutrack_core::command::{
    ProgramName, is_patch, is_well_known, program_of_argv, program_of_script,
};

const CASES: &str = include_str!("data/commands.txt");

/// Undoes the notation of the data file.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('\\') => '\\',
                other => panic!("unknown escape {other:?} in {text}"),
            },
            _ => character,
        });
    }
    plain
}

fn name_of(call: &str) -> Option<ProgramName> {
    if call.starts_with("[\"") || call == "[]" {
        let argv: Vec<String> = serde_json::from_str(call).expect("an argument list");
        return program_of_argv(&argv);
    }
    program_of_script(&unescape(call))
}

fn cases() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    CASES
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with("##"))
        .map(|(index, line)| {
            let (call, name) = line.rsplit_once(" ⇒ ").expect("a case has an arrow");
            (index + 1, call, name)
        })
}

#[test]
fn every_case_has_its_name() {
    let mut wrong = Vec::new();
    for (line, call, expected) in cases() {
        let name = name_of(call);
        let name = name.as_ref().map_or("-", ProgramName::as_str);
        if name != expected {
            wrong.push(format!("line {line}: {call} ⇒ {name}, expected {expected}"));
        }
    }
    assert!(cases().count() >= 250);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Cuts every case at every place: what comes out is always a word that stands in the script.
#[test]
fn a_name_always_stands_in_the_script() {
    for (_, call, _) in cases() {
        for (end, _) in call.char_indices() {
            for part in [&call[..end], &call[end..]] {
                let Some(name) = program_of_script(part) else {
                    continue;
                };
                let unquoted: String = part
                    .chars()
                    .filter(|character| !"'\"\\\n`^$".contains(*character))
                    .collect();
                assert!(unquoted.contains(name.as_str()), "{part}: {name:?}");
                assert_eq!(ProgramName::new(name.as_str()), Some(name));
            }
        }
    }
}

/// Pieces of syntax in any order: nothing panics, and every name is a word that went in.
#[test]
fn syntax_in_any_order_names_only_words() {
    let pieces = [
        " ",
        " ",
        "\n",
        ";",
        "|",
        "&",
        "(",
        ")",
        "((",
        "$(",
        "${",
        "}",
        "{ ",
        "\"",
        "'",
        "`",
        "\\",
        "<<w1\n",
        "w1\n",
        ">",
        "2>&1",
        "<(",
        "#",
        "$",
        "A=",
        "A=(",
        "if ",
        "do ",
        "for ",
        "case ",
        " in ",
        ";;",
        "esac",
        "function ",
        "cd ",
        "sudo -u ",
        "timeout ",
        "env ",
        "bash -c ",
        "pwsh -c ",
        "cmd /c ",
        "w1",
        "w2",
        "/",
        "é",
        "[",
        "]",
        "$'",
        "-",
        "@'\n",
    ];
    let mut state = 7_u64;
    for _ in 0..50_000 {
        let mut script = String::new();
        for _ in 0..12 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            script.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        for name in [program_of_script(&script), program_of_argv(&[&script])]
            .into_iter()
            .flatten()
        {
            let unquoted: String = script
                .chars()
                .filter(|character| !"'\"\\\n`^$".contains(*character))
                .collect();
            assert!(unquoted.contains(name.as_str()), "{script:?}: {name:?}");
        }
    }
}

#[test]
fn names_are_checked() {
    for word in [
        "",
        ".",
        "-a",
        ".a",
        "a b",
        "a/b",
        "a\\b",
        "é",
        "a\n",
        "[[",
        "a=b",
        "$a",
        &"a".repeat(65),
    ] {
        assert_eq!(ProgramName::new(word), None, "{word}");
    }
    for word in ["a", "[", "_", "+", "9", "a.b-c+d_e", &"a".repeat(64)] {
        assert_eq!(ProgramName::new(word).expect("a name").as_str(), word);
    }
}

#[test]
fn a_patch_is_told_from_a_command() {
    let is_patch = |script| program_of_script(script).is_some_and(|name| is_patch(&name));
    assert!(is_patch("cd a && apply_patch <<'EOF'\nEOF"));
    assert!(!is_patch("patch -p1 < a.diff"));
    assert!(is_well_known("apply_patch"));
}

#[test]
fn shells_are_followed_to_a_limit() {
    let nested = |levels: usize| {
        let mut argv = vec!["env".to_owned()];
        for _ in 0..levels {
            argv = vec!["sh".to_owned(), "-c".to_owned(), quoted(&argv)];
        }
        program_of_argv(&argv)
    };
    assert_eq!(nested(8).expect("a name").as_str(), "env");
    assert_eq!(nested(9), None);
}

fn quoted(argv: &[String]) -> String {
    argv.iter()
        .map(|word| format!("'{}' ", word.replace('\'', r"'\''")))
        .collect()
}

/// A square of these sizes would take minutes.
#[test]
fn hostile_scripts_take_linear_time() {
    let shapes = [
        "(",
        ")",
        "((",
        "$(",
        "$((",
        "`",
        "\"",
        "'",
        "\\",
        "{ ",
        "${",
        "\"$(",
        "\"${",
        "<<a ",
        "<<a\n",
        "<<<",
        ">",
        "<(",
        "&>",
        ";;",
        "case a in ",
        "case a in a) ;; ",
        "for a in b; do ",
        "for ((",
        "function a ",
        "a() ",
        "A=(",
        "A=$(cd ",
        "if ",
        "! ",
        "cd a;",
        "cd a\n",
        "sudo ",
        "sudo -u ",
        "env A=1 ",
        "timeout 5 ",
        "bash ",
        "bash -o ",
        "bash -x ",
        "pwsh -c ",
        "pwsh -c '$x = {",
        "pwsh -c \"[",
        "cmd /c ",
        "cmd /c '^",
        "$x=@'\n",
        "#",
        "# \n",
        "\n",
        ";",
        "é",
        "é\\",
        "a=",
        "$'",
        "\u{0}",
        "A=1 ",
        "A[",
        "2>",
        "{a}>",
        "sh -c 'sh -c \"",
        "cd \"$(cat <<a\n",
        "\r",
        "@\"\n",
    ];
    let run = |prefix: &str, shape: &str, bytes: usize| {
        let script = format!("{prefix}{}", shape.repeat(bytes / shape.len()));
        let start = Instant::now();
        let _ = program_of_script(&script);
        assert!(start.elapsed().as_secs() < 5, "{prefix}{shape}");
    };
    for shape in shapes {
        run("", shape, 1 << 20);
        for prefix in [
            "cd ",
            "pwsh -c '",
            "cmd /c \"",
            "bash -c \"",
            "cd \"$(",
            "cd $(",
        ] {
            run(prefix, shape, 1 << 15);
        }
    }
}
