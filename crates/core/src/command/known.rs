//! Programs that everyone has: their names tell nothing about a person.
//!
//! Under strict privacy a name that is not in this table leaves as a pseudonym. Keep it sorted by bytes.

/// Whether a program is so common that its name may always be shown.
pub fn is_well_known(name: &str) -> bool {
    WELL_KNOWN.binary_search(&name).is_ok()
}

#[rustfmt::skip]
const WELL_KNOWN: &[&str] = &[
    "7z", "7za", "Add-Content", "Compare-Object", "Compress-Archive", "ConvertFrom-Json", "ConvertTo-Json",
    "Copy-Item", "Expand-Archive", "ForEach-Object", "Format-List", "Format-Table", "Get-ChildItem",
    "Get-CimInstance", "Get-Command", "Get-ComputerInfo", "Get-Content", "Get-Date", "Get-FileHash", "Get-Item",
    "Get-ItemProperty", "Get-Location", "Get-Process", "Get-Service", "Invoke-RestMethod", "Invoke-WebRequest",
    "Join-Path", "Measure-Object", "Move-Item", "New-Item", "Out-File", "Out-String", "R", "Remove-Item",
    "Rename-Item", "Resolve-Path", "Rscript", "Select-Object", "Select-String", "Set-Content", "Set-Item",
    "Set-Location", "Split-Path", "Start-Process", "Stop-Process", "Test-Path", "Where-Object", "Write-Host",
    "Write-Output", "[", "ab", "ack", "adb", "ag", "alembic", "alias", "ansible", "ansible-playbook", "apk",
    "apply_patch", "apt", "apt-cache", "apt-get", "aptitude", "ar", "arch", "argocd", "arp", "as", "asdf", "ash",
    "astro", "attrib", "atuin", "autoconf", "automake", "autopep8", "autoreconf", "awk", "aws", "az", "b2sum",
    "babel", "base32", "base64", "basename", "bash", "bat", "batcat", "bats", "bazel", "bazelisk", "bc", "bcftools",
    "biome", "bison", "black", "blkid", "break", "brew", "brotli", "btop", "buck2", "buf", "bun", "bundle", "bundler",
    "bunx", "bunzip2", "busybox", "bzcat", "bzip2", "cabal", "caddy", "cal", "call", "cargo", "cargo-clippy",
    "cargo-fmt", "cargo-nextest", "cat", "cc", "ccache", "cd", "cdk", "cflow", "chattr", "chgrp", "chmod", "choco",
    "chown", "chrome", "chromium", "chroot", "circleci", "cksum", "cl", "clang", "clang++", "clang-format",
    "clang-tidy", "claude", "clear", "clippy-driver", "clj", "clojure", "cls", "cmake", "cmd", "cmp", "codesign",
    "codex", "col", "column", "comm", "command", "composer", "conan", "conda", "consul", "continue", "convert",
    "copy", "corepack", "cp", "cpio", "cpp", "cppcheck", "cpupower", "crontab", "cross", "crystal", "csc", "cscope",
    "cscript", "csh", "csplit", "ctags", "ctest", "curl", "cut", "cypress", "dart", "dash", "date", "dd", "declare",
    "del", "deno", "devenv", "df", "diff", "diff3", "difft", "dig", "dir", "direnv", "dirname", "dirs", "distcc",
    "dmesg", "docker", "docker-compose", "dot", "dotnet", "doxygen", "dpkg", "dpkg-query", "drush", "du", "duckdb",
    "dumpbin", "dune", "echo", "egrep", "eksctl", "elixir", "elixirc", "elm", "emacs", "env", "erb", "erl", "esbuild",
    "eslint", "etcdctl", "eval", "exa", "exit", "expand", "expect", "expo", "export", "expr", "eza", "factor",
    "fallocate", "false", "fastlane", "fc-list", "fd", "fdfind", "fdisk", "ffmpeg", "ffprobe", "fgrep", "figlet",
    "file", "find", "findstr", "firebase", "firefox", "fish", "flake8", "flock", "flutter", "flyctl", "fmt", "fold",
    "free", "fuser", "fzf", "g++", "gawk", "gc", "gcc", "gcc-ar", "gci", "gcloud", "gcov", "gdb", "gem", "getconf",
    "getent", "gettext", "gh", "ghc", "ghci", "git", "git-lfs", "gitleaks", "glab", "gleam", "glxinfo", "gmake",
    "gnuplot", "go", "godot", "gofmt", "gofumpt", "golangci-lint", "google-chrome", "gperf", "gpg", "gpg2", "gprof",
    "gradle", "gradlew", "graphviz", "grep", "groff", "groups", "gsed", "gsutil", "gulp", "gunicorn", "gunzip",
    "gzip", "hadolint", "hash", "hatch", "head", "helm", "heroku", "hexdump", "hg", "history", "host", "hostname",
    "hostnamectl", "htop", "http", "httpie", "https", "hugo", "hyperfine", "icacls", "icecc", "iconv", "id",
    "identify", "iex", "ifconfig", "info", "initdb", "insmod", "install", "intltool-update", "ionice", "iotop", "ip",
    "ipconfig", "ipython", "ipython3", "irm", "isort", "istioctl", "iverilog", "iwr", "jar", "jarsigner", "java",
    "javac", "javadoc", "javap", "jbang", "jekyll", "jest", "jj", "jobs", "join", "journalctl", "jq", "jshell",
    "json_pp", "julia", "jupyter", "just", "k3d", "k3s", "k6", "k9s", "karma", "kill", "killall", "kind", "kops",
    "kotlin", "kotlinc", "ksh", "ktlint", "kubectl", "kubectx", "kubens", "kustomize", "last", "latexmk", "launchctl",
    "lazygit", "ld", "ld.lld", "ldconfig", "ldd", "lein", "leiningen", "lerna", "less", "let", "lighttpd", "lima",
    "limactl", "linkerd", "lint-staged", "ll", "llc", "lld", "lldb", "llvm-config", "llvm-cov", "llvm-objdump",
    "llvm-profdata", "ln", "local", "locale", "locate", "logger", "logname", "look", "losetup", "lpr", "ls", "lsattr",
    "lsb_release", "lsblk", "lscpu", "lsmod", "lsof", "lsusb", "lua", "luac", "luajit", "luarocks", "lynx", "lz4",
    "lzma", "m4", "make", "makepkg", "man", "mapfile", "markdownlint", "maturin", "md", "md5", "md5sum", "mdbook",
    "mdfind", "meld", "meson", "micromamba", "minikube", "mise", "mix", "mkcert", "mkdir", "mkdocs", "mkfifo", "mkfs",
    "mknod", "mktemp", "mlr", "mocha", "modinfo", "modprobe", "mold", "mongo", "mongod", "mongodump", "mongosh",
    "more", "mount", "move", "mpv", "msbuild", "msgfmt", "mtr", "mv", "mvn", "mvnw", "mypy", "mysql", "mysqladmin",
    "mysqldump", "nano", "nasm", "nc", "ncat", "ncdu", "ncu", "neofetch", "nerdctl", "net", "netcat", "netlify",
    "netstat", "newman", "nextest", "ng", "nginx", "ngrok", "ni", "nim", "nimble", "ninja", "nix", "nix-build",
    "nix-env", "nix-shell", "nl", "nm", "nmake", "nmap", "node", "nodejs", "nodemon", "nohup", "notify-send", "nox",
    "npm", "nproc", "npx", "nslookup", "ntpq", "nuget", "nuxt", "nvcc", "nvidia-smi", "nvim", "nx", "nyc", "objcopy",
    "objdump", "ocaml", "ocamlfind", "ocamlopt", "od", "opam", "open", "opencode", "openssl", "osascript", "oxlint",
    "pacman", "pandoc", "parallel", "parcel", "paste", "patch", "patchelf", "pathchk", "pdb", "pdflatex", "pdftoppm",
    "pdftotext", "pdm", "perf", "perl", "pg_ctl", "pg_dump", "pg_isready", "pg_restore", "pgrep", "php",
    "php-cs-fixer", "phpcs", "phpstan", "phpunit", "pidof", "ping", "pip", "pip-compile", "pip3", "pipdeptree",
    "pipenv", "pipx", "pixi", "pkexec", "pkg-config", "pkill", "platformio", "playwright", "pm2", "pmap", "pnpm",
    "pnpx", "podman", "podman-compose", "poetry", "popd", "powershell", "pr", "pre-commit", "prettier", "printenv",
    "printf", "prisma", "protoc", "prove", "ps", "psql", "ptx", "pulumi", "puppet", "pushd", "pwd", "pwsh", "py",
    "py.test", "pyenv", "pyftsubset", "pylint", "pyright", "pytest", "python", "python2", "python3", "python3.10",
    "python3.11", "python3.12", "python3.13", "python3.14", "python3.8", "python3.9", "qemu-system-x86_64", "qmake",
    "quarkus", "quarto", "rabbitmqctl", "racket", "rails", "rake", "ranlib", "rbenv", "rclone", "rd", "read",
    "readarray", "readelf", "readlink", "realpath", "rebar3", "redis-cli", "redis-server", "reg", "remark", "ren",
    "rename", "reset", "restic", "return", "rev", "rg", "ripgrep", "rm", "rmdir", "rmmod", "robocopy", "rollup",
    "route", "rpm", "rspec", "rsync", "rubocop", "ruby", "ruff", "rush", "rust-analyzer", "rustc", "rustdoc",
    "rustfmt", "rustup", "rye", "sam", "sass", "sbt", "sc", "scala", "scalac", "scalafmt", "schtasks", "scons", "scp",
    "screen", "script", "scrot", "sdkmanager", "sed", "semgrep", "sentry-cli", "seq", "serverless", "set", "setfacl",
    "sfdx", "sftp", "sh", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "shasum", "shellcheck",
    "shfmt", "shift", "shopt", "shred", "shuf", "shutdown", "signtool", "skaffold", "skopeo", "sleep", "slither",
    "sls", "snap", "snyk", "socat", "softwareupdate", "solana", "solc", "solhint", "sort", "source", "spctl", "split",
    "sponge", "sqlfluff", "sqlite3", "sqlx", "ss", "ssh", "ssh-add", "ssh-agent", "ssh-copy-id", "ssh-keygen",
    "ssh-keyscan", "stack", "start", "stat", "stern", "storybook", "strace", "strings", "strip", "stty", "stylelint",
    "su", "sudo", "supabase", "supervisorctl", "svelte-check", "svn", "sw_vers", "swc", "swift", "swiftc",
    "swiftformat", "swiftlint", "sync", "sysctl", "system_profiler", "systemctl", "systemd-analyze", "tac", "tail",
    "tailwindcss", "taplo", "tar", "task", "taskkill", "tasklist", "taskset", "tauri", "tclsh", "tcpdump", "tcsh",
    "tee", "terraform", "terragrunt", "tesseract", "test", "tex", "textutil", "tflint", "tftp", "tig", "tilt", "time",
    "timedatectl", "timeout", "tinygo", "tmux", "tofu", "tokei", "top", "touch", "tox", "tput", "tr", "traceroute",
    "trap", "trash", "tree", "tree-sitter", "trivy", "true", "trufflehog", "truncate", "ts-node", "tsc", "tshark",
    "tsort", "tsup", "tsx", "tty", "tune2fs", "turbo", "twine", "type", "typeset", "typos", "typst", "ulimit",
    "umask", "unalias", "uname", "uncompress", "unexpand", "uniq", "unlink", "unlzma", "unrar", "unset", "unxz",
    "unzip", "unzstd", "update-alternatives", "uptime", "useradd", "usermod", "users", "utop", "uuidgen", "uv",
    "uvicorn", "uvx", "vagrant", "valgrind", "vault", "vcpkg", "velero", "vercel", "verilator", "vi", "vim",
    "vimdiff", "virtualenv", "visudo", "vite", "vitest", "vlc", "vmstat", "vue", "vue-tsc", "vulkaninfo", "vulture",
    "w", "wait", "wasm-bindgen", "wasm-objdump", "wasm-opt", "wasm-pack", "wasm-tools", "wasm2wat", "wasmer",
    "wasmtime", "wat2wasm", "watch", "watchexec", "watchman", "wc", "webpack", "wget", "whatis", "where", "whereis",
    "which", "who", "whoami", "winget", "wrangler", "wscript", "wsl", "x86_64-w64-mingw32-gcc", "xargs",
    "xcode-select", "xcodebuild", "xcopy", "xcrun", "xdg-open", "xdotool", "xelatex", "xgettext", "xmake", "xmllint",
    "xsltproc", "xxd", "xz", "xzcat", "yamllint", "yapf", "yarn", "yes", "youtube-dl", "yq", "yt-dlp", "zcat", "zcmp",
    "zdiff", "zellij", "zgrep", "zig", "zip", "zipinfo", "zless", "zola", "zsh", "zstd", "zstdcat",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::ProgramName;

    #[test]
    fn table_is_sorted_and_holds_only_names() {
        assert!(WELL_KNOWN.is_sorted_by(|before, after| before < after));
        assert!(
            WELL_KNOWN
                .iter()
                .all(|name| ProgramName::new(name).is_some())
        );
    }

    #[test]
    fn own_programs_are_not_well_known() {
        assert!(
            ["git", "cargo", "npm", "rg", "[", "python3.12"]
                .into_iter()
                .all(is_well_known)
        );
        assert!(
            !["", "gi", "gitt", "deploy-acme"]
                .into_iter()
                .any(is_well_known)
        );
    }
}
