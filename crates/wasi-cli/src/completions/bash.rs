//! For bash: one function that looks at the words before the one that is typed.

use super::Completed;
use crate::catalogue::DEFAULT_REPORT;

pub(super) fn script(commands: &[Completed]) -> String {
    let names: Vec<&str> = commands.iter().map(|command| command.name).collect();
    let mut cases = String::new();
    let mut of_default = String::new();
    for command in commands {
        let options: Vec<String> = command.options.iter().map(|option| option.long()).collect();
        let words = command.words.join(" ");
        let options = options.join(" ");
        if command.is_default() {
            of_default.clone_from(&options);
        }
        cases += &format!(
            "        {}) options=\"{options}\" words=\"{words}\" held='{}' paths={} ;;\n",
            command.name,
            command.held.unwrap_or_default(),
            u8::from(command.takes_paths)
        );
    }
    let mut values = String::new();
    for command in commands {
        for option in &command.options {
            let (name, long) = (command.name, option.long());
            if option.takes_path() {
                values += &format!("        '{name} {long}') held='' paths=1 ;;\n");
            } else if let Some(held) = option.held() {
                values += &format!("        '{name} {long}') words='' held={held} paths=0 ;;\n");
            } else if option.spec.value.is_some() {
                let known = option.values.join(" ");
                values += &format!("        '{name} {long}') words=\"{known}\" held='' ;;\n");
            }
        }
    }
    TEMPLATE
        .replace("{names}", &names.join(" "))
        .replace("{choices}", &names.join("|"))
        .replace("{cases}", &cases)
        .replace("{options}", &of_default)
        .replace("{default}", DEFAULT_REPORT.name)
        .replace("{values}", &values)
}

const TEMPLATE: &str = r#"# cutrack for bash: source this file, or put it where your bash-completion looks for files.
_cutrack() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local each command='' options='' words='' held='' paths=0
    # A value that is typed after = stands in a word of its own.
    if [[ $word == '=' ]]; then word=''; fi
    if [[ $before == '=' ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $each in
        {choices}) command=$each; break ;;
        esac
    done
    case $command in
{cases}        *) command={default} options="{options}" words="{names}" paths=1 ;;
    esac
    case "$command $before" in
{values}        *) if [[ $word == -* ]]; then words=$options held='' paths=0; fi ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    if [[ -n $held ]]; then
        # Names may hold anything: they are compared and quoted, and never expanded.
        while IFS=$'\t' read -r each _; do
            if [[ $each == "$word"* ]]; then COMPREPLY+=("$(printf '%q' "$each")"); fi
        done < <("${COMP_WORDS[0]}" completions "$held" 2> /dev/null)
    fi
    if (( paths && ${#COMPREPLY[@]} == 0 )); then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _cutrack cutrack
"#;
