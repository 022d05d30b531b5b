//! What a program is for, as far as everyone knows: commands can be told by it, and nothing is kept for it.

use serde::Serialize;

/// What the commands of a program do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProgramClass {
    /// Finds files, or lines in them.
    Search,
    /// Shows what files hold, or cuts it to shape.
    Read,
    /// Makes, moves, changes or removes files.
    Write,
    /// Versions of files.
    VersionControl,
    /// Builds, checks or tests programs, or gets what they need.
    BuildTest,
    /// Runs programs, scripts and containers.
    Run,
    /// Asks other machines.
    Network,
    /// Looks at this machine, or waits.
    System,
}

/// What a program of this name is for; absent for all that are not listed here.
pub fn class_of(program: &str) -> Option<ProgramClass> {
    use ProgramClass::*;
    // `python3.12` is `python`.
    let bare = program.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    Some(match bare {
        "rg" | "grep" | "egrep" | "fgrep" | "ag" | "ack" | "find" | "fd" | "fdfind" | "findstr"
        | "locate" | "tree" | "ls" | "dir" | "eza" | "Select-String" | "Get-ChildItem" => Search,
        "cat" | "bat" | "head" | "tail" | "less" | "more" | "nl" | "sed" | "awk" | "gawk"
        | "cut" | "sort" | "uniq" | "wc" | "jq" | "yq" | "diff" | "cmp" | "strings" | "xxd"
        | "hexdump" | "od" | "file" | "stat" | "column" | "tr" | "Get-Content" => Read,
        "cp" | "mv" | "rm" | "mkdir" | "rmdir" | "touch" | "ln" | "chmod" | "chown" | "tee"
        | "patch" | "dd" | "truncate" | "tar" | "zip" | "unzip" | "gzip" | "gunzip" | "zstd"
        | "Copy-Item" | "Move-Item" | "New-Item" | "Remove-Item" | "Set-Content" => Write,
        "git" | "gh" | "glab" | "hg" | "jj" | "svn" => VersionControl,
        "cargo" | "rustc" | "rustfmt" | "rustup" | "npm" | "npx" | "pnpm" | "yarn" | "bun"
        | "tsc" | "eslint" | "prettier" | "biome" | "vite" | "vitest" | "jest" | "playwright"
        | "pytest" | "pip" | "uv" | "uvx" | "poetry" | "tox" | "ruff" | "black" | "mypy"
        | "pyright" | "go" | "gofmt" | "golangci-lint" | "make" | "cmake" | "ctest" | "ninja"
        | "meson" | "bazel" | "gcc" | "g++" | "clang" | "clang++" | "clang-format" | "mvn"
        | "mvnw" | "gradle" | "gradlew" | "javac" | "dotnet" | "swift" | "xcodebuild" | "zig"
        | "mix" | "bundle" | "rake" | "rspec" | "rubocop" | "composer" | "phpunit" | "just"
        | "apt" | "apt-get" | "brew" | "shellcheck" | "wasm-pack" => BuildTest,
        "python" | "node" | "deno" | "ruby" | "perl" | "php" | "java" | "lua" | "julia"
        | "bash" | "sh" | "zsh" | "fish" | "pwsh" | "powershell" | "docker" | "podman"
        | "docker-compose" | "kubectl" | "sqlite" | "psql" | "mysql" | "tmux" => Run,
        "curl" | "wget" | "ssh" | "scp" | "rsync" | "ping" | "dig" | "nc" | "http"
        | "Invoke-WebRequest" | "Invoke-RestMethod" => Network,
        "ps" | "kill" | "pkill" | "top" | "df" | "du" | "free" | "uname" | "date" | "env"
        | "printenv" | "which" | "whoami" | "id" | "pwd" | "lsof" | "ss" | "sleep" | "echo"
        | "printf" | "true" | "test" | "wait" | "hostname" | "systemctl" => System,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_by_what_they_are_for_and_unknown_ones_by_nothing() {
        for (program, class) in [
            ("rg", Some(ProgramClass::Search)),
            ("python3.12", Some(ProgramClass::Run)),
            ("sqlite3", Some(ProgramClass::Run)),
            ("git", Some(ProgramClass::VersionControl)),
            ("acme-deploy", None),
            ("3", None),
        ] {
            assert_eq!(class_of(program), class, "{program}");
        }
    }
}
