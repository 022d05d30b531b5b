//! For PowerShell: a native argument completer over two tables.

use super::Completed;
use crate::catalogue::DEFAULT_REPORT;

pub(super) fn script(commands: &[Completed]) -> String {
    let mut table = String::new();
    let mut values = String::new();
    let mut held = String::new();
    for command in commands {
        let options = command.options.iter().map(|option| option.long());
        let words: Vec<String> = command
            .words
            .iter()
            .map(|word| (*word).to_owned())
            .chain(options)
            .collect();
        table += &format!("        {} = {}\n", quoted(command.name), list(&words));
        if let Some(of_command) = command.held {
            let key = format!("{0} {0}", command.name);
            held += &format!("        {} = {}\n", quoted(&key), quoted(of_command));
        }
        for option in command
            .options
            .iter()
            .filter(|option| option.spec.value.is_some())
        {
            let key = format!("{} {}", command.name, option.long());
            if let Some(of_option) = option.held() {
                held += &format!("        {} = {}\n", quoted(&key), quoted(of_option));
            }
            let known: Vec<String> = option
                .values
                .iter()
                .map(|value| (*value).to_owned())
                .collect();
            values += &format!("        {} = {}\n", quoted(&key), list(&known));
        }
    }
    TEMPLATE
        .replace("{table}", &table)
        .replace("{values}", &values)
        .replace("{held}", &held)
        .replace("{default}", DEFAULT_REPORT.name)
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("@({})", words.join(", "))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

const TEMPLATE: &str = r#"# cutrack for PowerShell: add this to your $PROFILE.
Register-ArgumentCompleter -Native -CommandName cutrack -ScriptBlock {
    param($word, $ast, $cursor)
    $commands = @{
{table}    }
    $values = @{
{values}    }
    $held = @{
{held}    }
    $typed = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
    if ($word -ne '' -and $typed.Count -gt 0) { $typed = @($typed | Select-Object -SkipLast 1) }
    $command = $typed | Where-Object { $commands.ContainsKey($_) } | Select-Object -First 1
    $before = $typed | Select-Object -Last 1
    if (-not $command -and ($word -like '-*' -or $before -like '-*')) { $command = '{default}' }
    if (-not $command) {
        $known = $commands.Keys | Sort-Object
    } elseif ($values.ContainsKey("$command $before")) {
        $known = $values["$command $before"]
    } else {
        $known = $commands[$command]
    }
    if ($held.ContainsKey("$command $before")) {
        $known = @($known) + @(& cutrack completions $held["$command $before"] 2> $null | ForEach-Object {
            $name = ($_ -split "`t")[0]
            if ($name -match '[^\w./\\:~-]') { "'" + $name.Replace("'", "''") + "'" } else { $name }
        })
    }
    $known | Where-Object { $_ -like "$word*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
"#;
