//! For zsh: one call of `_arguments` a command.

use super::Completed;
use crate::catalogue::DEFAULT_REPORT;

pub(super) fn script(commands: &[Completed]) -> String {
    let mut described = String::new();
    let mut cases = String::new();
    for command in commands {
        described += &format!(
            "        {}\n",
            quoted(&format!("{}:{}", command.name, command.about))
        );
        cases += &format!("    {})\n        _arguments -s \\\n", command.name);
        for option in &command.options {
            let action = match option.spec.value {
                None => String::new(),
                Some(value) if option.takes_path() => format!(":{value}:_files"),
                Some(value) if option.held().is_some() => {
                    format!(":{value}: _cutrack_held {}", option.spec.name)
                }
                Some(value) if option.values.is_empty() => format!(":{value}: "),
                Some(value) => format!(":{value}:({})", option.values.join(" ")),
            };
            let letter = option.spec.letter;
            if let Some(letter) = letter {
                cases += &format!("            {} \\\n", quoted(&format!("-{letter}")));
            }
            let equals = if option.spec.value.is_some() { "=" } else { "" };
            let spec = format!("*{}{equals}{action}", option.long());
            cases += &format!("            {} \\\n", quoted(&spec));
        }
        let words = match (command.words.is_empty(), command.takes_paths) {
            _ if command.held.is_some() => {
                let held = command.held.unwrap_or_default();
                format!("1: : _cutrack_held {held} {} .", command.words.join(" "))
            }
            (true, true) => "*:path:_files".to_owned(),
            (true, false) => "*: :".to_owned(),
            (false, true) => format!("1: :({} .)", command.words.join(" ")),
            (false, false) => format!("1: :({})", command.words.join(" ")),
        };
        cases += &format!("            {}", quoted(&words));
        if !command.words.is_empty() && command.takes_paths {
            cases += &format!(" \\\n            {}", quoted("*:path:_files"));
        }
        cases += "\n        ;;\n";
    }
    TEMPLATE
        .replace("{described}", &described)
        .replace("{cases}", &cases)
        .replace("{default}", DEFAULT_REPORT.name)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

const TEMPLATE: &str = r#"#compdef cutrack
# cutrack for zsh: a file _cutrack in a folder of $fpath.
_cutrack_held() {
    local -a held described
    local line
    for line in "${(@f)$($cutrack completions $1 2> /dev/null)}"; do
        [[ -n $line ]] || continue
        held+=("${line%%$'\t'*}")
        described+=("${line/$'\t'/  }")
    done
    (( $# > 1 )) && compadd -- "${@:2}"
    compadd -l -V held -d described -a held
}
_cutrack() {
    local cutrack=${(Q)words[1]/#\~/$HOME}
    local -a commands=(
{described}    )
    local -i at
    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        _describe command commands || _files
        return
    fi
    at=${words[(I)(${(j:|:)${(@)commands%%:*}})]}
    local command=${words[at]:-{default}}
    # What follows is the command's own.
    (( at )) && { shift $(( at - 1 )) words; (( CURRENT -= at - 1 )) }
    case $command in
{cases}    esac
}
_cutrack "$@"
"#;
