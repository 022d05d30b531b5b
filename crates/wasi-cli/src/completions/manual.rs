//! The manual page, in roff: the help of everything, as it stands.

use super::HELPS;
use crate::arguments::Topic;
use crate::catalogue::{DATA_COMMANDS, REPORTS};
use crate::help;

const HEAD: &str = r#".SH NAME
cutrack \- where your Codex tokens, money, limits and time went
.SH SYNOPSIS
.B cutrack
[COMMAND] [OPTIONS] [PATH...]
.SH DESCRIPTION
"#;

const ENVIRONMENT: &str = "\
CODEX_HOME        the Codex home to read, unless --codex-home says another
CUTRACK_DATA      the folder of the database
CUTRACK_OPTIONS   options of your own, before those of every call
NO_COLOR          no colours
";

/// The page of section 1.
pub(crate) fn manual() -> String {
    let mut text = format!(
        ".TH CUTRACK 1 \"\" \"cutrack {}\"\n",
        env!("CARGO_PKG_VERSION")
    );
    text += HEAD;
    text += &verbatim(&help::text(&Topic::All { is_launched: true }));
    text += ".SH TIME\n";
    text += &verbatim(&help::text(&Topic::Time));
    text += ".SH COMMANDS\n";
    for report in REPORTS {
        text += &command(report.name, &help::text(&Topic::Report(report)));
    }
    for data in DATA_COMMANDS {
        text += &command(data.name, &help::text(&Topic::Data(data)));
    }
    for (name, help) in HELPS {
        text += &command(name, help);
    }
    text += ".SH ENVIRONMENT\n";
    text + &verbatim(ENVIRONMENT)
}

fn command(name: &str, help: &str) -> String {
    format!(".SS cutrack {name}\n{}", verbatim(help))
}

/// Lines as they are, in the letters of a terminal.
fn verbatim(text: &str) -> String {
    let mut roff = ".nf\n".to_owned();
    for line in text.lines() {
        // A line that begins with a dot or quote would be taken for a request.
        if line.starts_with(['.', '\'']) {
            roff += "\\&";
        }
        for letter in line.chars() {
            match letter {
                '\\' => roff += "\\e",
                '-' => roff += "\\-",
                '\'' => roff += "\\(aq",
                '`' => roff += "\\(ga",
                '^' => roff += "\\(ha",
                '~' => roff += "\\(ti",
                letter => roff.push(letter),
            }
        }
        roff.push('\n');
    }
    roff + ".fi\n"
}
