//! The words of FORMAT.md §6.3 that are no program, or that start another one.

/// Words before a command: `if make; then …`.
pub(super) const KEYWORDS: &[&str] = &[
    "!", "do", "elif", "else", "if", "then", "until", "while", "{",
];

/// Words after the last command of a compound one.
pub(super) const ENDS: &[&str] = &["done", "esac", "fi", "}"];

/// Preparation: the name only of a call that does nothing else.
pub(super) const PREPARATION: &[&str] = &[
    ".", ":", "alias", "cd", "export", "popd", "pushd", "set", "shopt", "source", "trap", "true",
    "ulimit", "umask", "unset",
];

/// Shells that take a script as the argument after `-c`.
pub(super) const SHELLS: &[&str] = &["ash", "bash", "dash", "fish", "ksh", "sh", "zsh"];

/// Long options of [`SHELLS`] with an argument.
pub(super) const SHELL_OPTIONS_WITH_ARGUMENT: &[&str] = &["--init-file", "--rcfile"];

/// PowerShell's own names.
pub(super) const POWERSHELLS: &[&str] = &["powershell", "pwsh"];

/// Options of [`POWERSHELLS`] with an argument.
pub(super) const POWERSHELL_OPTIONS_WITH_ARGUMENT: &[&str] = &[
    "-configurationname",
    "-custompipename",
    "-ep",
    "-ex",
    "-exec",
    "-executionpolicy",
    "-inputformat",
    "-outputformat",
    "-settingsfile",
    "-version",
    "-w",
    "-wd",
    "-windowstyle",
    "-workingdirectory",
];

/// Options of [`POWERSHELLS`] after which no readable script comes.
pub(super) const POWERSHELL_OPTIONS_WITHOUT_SCRIPT: &[&str] =
    &["-e", "-ec", "-enc", "-encodedcommand", "-f", "-file"];

/// A word that starts the command after it, such as `sudo`.
pub(super) struct Prefix {
    pub(super) name: &'static str,
    /// Letters of options with an argument; the argument may stick to the letter.
    pub(super) letters_with_argument: &'static str,
    /// Long options with an argument; it may stick with `=`.
    pub(super) long_with_argument: &'static [&'static str],
    /// Words between the options and the command.
    pub(super) operands: usize,
    /// Whether it is a program that does something without a command (`env`), or just a word of the shell (`exec >log`).
    pub(super) is_program: bool,
}

const PLAIN: Prefix = Prefix {
    name: "",
    letters_with_argument: "",
    long_with_argument: &[],
    operands: 0,
    is_program: true,
};

/// All words that start the command after them.
pub(super) const PREFIXES: &[Prefix] = &[
    Prefix {
        name: "builtin",
        is_program: false,
        ..PLAIN
    },
    Prefix {
        name: "caffeinate",
        letters_with_argument: "tw",
        ..PLAIN
    },
    Prefix {
        name: "command",
        is_program: false,
        ..PLAIN
    },
    Prefix {
        name: "doas",
        letters_with_argument: "Cau",
        ..PLAIN
    },
    Prefix {
        name: "env",
        letters_with_argument: "CPu",
        long_with_argument: &["--argv0", "--chdir", "--unset"],
        ..PLAIN
    },
    Prefix {
        name: "exec",
        letters_with_argument: "a",
        is_program: false,
        ..PLAIN
    },
    Prefix {
        name: "nice",
        letters_with_argument: "n",
        long_with_argument: &["--adjustment"],
        ..PLAIN
    },
    Prefix {
        name: "nohup",
        ..PLAIN
    },
    Prefix {
        name: "setsid",
        ..PLAIN
    },
    Prefix {
        name: "stdbuf",
        letters_with_argument: "eio",
        long_with_argument: &["--error", "--input", "--output"],
        ..PLAIN
    },
    Prefix {
        name: "sudo",
        letters_with_argument: "CDRTUghprtu",
        long_with_argument: &[
            "--chdir",
            "--chroot",
            "--close-from",
            "--command-timeout",
            "--group",
            "--host",
            "--other-user",
            "--prompt",
            "--role",
            "--type",
            "--user",
        ],
        ..PLAIN
    },
    Prefix {
        name: "time",
        letters_with_argument: "fo",
        long_with_argument: &["--format", "--output"],
        is_program: false,
        ..PLAIN
    },
    Prefix {
        name: "timeout",
        letters_with_argument: "ks",
        long_with_argument: &["--kill-after", "--signal"],
        operands: 1,
        ..PLAIN
    },
];

impl Prefix {
    /// Whether the word after this option belongs to it.
    pub(super) fn takes_next_word(&self, option: &str) -> bool {
        if option.starts_with("--") {
            return self.long_with_argument.contains(&option);
        }
        let found = option
            .bytes()
            .position(|letter| self.letters_with_argument.as_bytes().contains(&letter));
        found.is_some_and(|at| at + 1 == option.len())
    }
}
