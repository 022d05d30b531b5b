//! For fish: a line for each command, word and option.

use super::Completed;

pub(super) fn script(commands: &[Completed]) -> String {
    let names: Vec<&str> = commands.iter().map(|command| command.name).collect();
    let none = format!("not __fish_seen_subcommand_from {}", names.join(" "));
    let mut text = "# cutrack for fish: ~/.config/fish/completions/cutrack.fish\n".to_owned();
    for command in commands {
        text += &format!(
            "complete -c cutrack -n {} -a {} -d {}\n",
            quoted(&none),
            command.name,
            quoted(command.about)
        );
        let seen = format!("__fish_seen_subcommand_from {}", command.name);
        let condition = quoted(&match command.is_default() {
            true => format!("{seen}; or {none}"),
            false => seen,
        });
        if !command.takes_paths {
            text += &format!("complete -c cutrack -n {condition} -f\n");
        }
        if !command.words.is_empty() {
            let words = quoted(&command.words.join(" "));
            text += &format!("complete -c cutrack -n {condition} -a {words}\n");
        }
        if let Some(held) = command.held {
            let asked = quoted(&asked(held));
            text += &format!("complete -c cutrack -n {condition} -k -a {asked}\n");
        }
        for option in &command.options {
            let letter = option.spec.letter.map(|letter| format!(" -s {letter}"));
            let value = match option.spec.value {
                None => String::new(),
                Some(_) if option.takes_path() => " -r -F".to_owned(),
                Some(_) if option.held().is_some() => {
                    format!(" -x -a {}", quoted(&asked(option.spec.name)))
                }
                Some(_) if option.values.is_empty() => " -x".to_owned(),
                Some(_) => format!(" -x -a {}", quoted(&option.values.join(" "))),
            };
            text += &format!(
                "complete -c cutrack -n {condition} -l {}{}{value}\n",
                option.spec.name,
                letter.unwrap_or_default()
            );
        }
    }
    text
}

/// Has fish ask for what the database holds.
fn asked(held: &str) -> String {
    format!("(cutrack completions {held} 2> /dev/null)")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}
