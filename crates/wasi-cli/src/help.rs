//! Help, printed from the tables of [`crate::catalogue`] and [`crate::options`].

use cutrack_core::report::ReportKind;

use crate::arguments::Topic;
use crate::catalogue::{
    DATA_COMMANDS, DATA_ORDER, DataDetail, DataKind, Detail, GUEST_OPTION_LINES,
    LAUNCHED_OPTION_LINES, LAUNCHER_LINES, LIVE_LINES, OPTION_LINES, OWN_OPTION_LINES,
    RECORD_LINES, REPORT_LINES,
};

const VERSION: &str = env!("CARGO_PKG_VERSION");

const EXAMPLES: &[(&str, &str)] = &[
    ("cutrack", "today, the last 30 days, limits now"),
    ("cutrack report weekly", "tokens and cost by week"),
    (
        "cutrack limits",
        "what is left, until when, and what used it",
    ),
    ("cutrack session last", "the session that you just left"),
];

const TIME: &str = "\
--last 12h|7d|4w|3m|today|yesterday|all
      d, w and m count days with today: 7d is today and the 6 days before,
      4w is 28 days, 3m goes back 3 calendar months. 12h counts back from now.
--since WHEN, --until WHEN     both ends included
      2026-08-06   2026-08   2026-W32   2026   2026-08-06T14:30   ...T14:30Z
      today   yesterday   7d (that long ago)
      A day, week, month or year means all of it; a time of day that instant.
--tz ZONE      IANA name or UTC [the system's zone; in bare wasmtime UTC]
      OpenAI's own dashboard counts days in UTC: compare with --tz UTC.
--week-start mon|sun           [mon] Weeks are named by their first day.
Days come from each line's own time: a session over midnight is in two days.
";

/// The help about a topic.
pub(crate) fn text(topic: &Topic) -> String {
    match topic {
        Topic::All { is_launched } => all(*is_launched),
        Topic::Time => TIME.to_owned(),
        Topic::Report(report) => of_report(report),
        Topic::Data(command) => of_data(command),
        Topic::Text(text) => (*text).to_owned(),
    }
}

/// `cutrack 0.4.0, prices of 2026-11-22`.
pub(crate) fn version(price_date: &str) -> String {
    format!("cutrack {VERSION}, prices of {price_date}\n")
}

fn all(is_launched: bool) -> String {
    let mut text = format!(
        "cutrack {VERSION}   Where your Codex tokens, money, limits and time went.\n\
         {:16}Keeps counts, never words.\n\n\
         Usage: cutrack [COMMAND] [OPTIONS] [PATH...]\n\n",
        ""
    );
    push_pairs(&mut text, EXAMPLES, 25);
    text += "\nReports\n";
    push_pairs(&mut text, REPORT_LINES, 25);
    text += "Live\n";
    push_pairs(&mut text, LIVE_LINES, 25);
    text += "Data\n";
    let mut lines: Vec<(String, &str)> = RECORD_LINES
        .iter()
        .map(|(name, summary)| ((*name).to_owned(), *summary))
        .collect();
    let is_live = |command: &&&DataDetail| command.kind == DataKind::Watch;
    for command in DATA_COMMANDS.iter().filter(|command| !is_live(command)) {
        let left = [command.name, &command.words.join("|")].join(" ");
        lines.push((left.trim_end().to_owned(), command.summary));
    }
    lines.sort_by_key(|(left, _)| {
        let name = left.split(' ').next();
        DATA_ORDER.iter().position(|known| Some(*known) == name)
    });
    for (left, summary) in &lines {
        push_pairs(&mut text, &[(left, summary)], 25);
    }
    let options = match is_launched {
        true => LAUNCHED_OPTION_LINES,
        false => GUEST_OPTION_LINES,
    };
    if is_launched {
        text += "Launcher only\n";
        push_pairs(&mut text, LAUNCHER_LINES, 25);
    }
    text += "\nOptions\n";
    for line in OPTION_LINES.iter().chain(options) {
        text += &format!("  {line}\n");
    }
    text += "\nGiven PATHs (folders or files), a report reads only these and keeps nothing.\n\
             Exit: 0 fine, 1 failed, 2 wrong usage, 3 done but some files were not read.\n\
             More: cutrack help COMMAND, cutrack help time\n";
    text
}

fn of_report(report: &Detail) -> String {
    // The line of `export` is full without it.
    let path = if report.takes("path") && report.kind != ReportKind::Records {
        " [PATH...]"
    } else {
        ""
    };
    let mut text = format!(
        "{}\n\nUsage: cutrack {} {}[OPTIONS]{path}\n\n",
        report.about, report.name, report.operand
    );
    let own = OWN_OPTION_LINES
        .iter()
        .find(|(name, _)| *name == report.name);
    push_pairs(
        &mut text,
        report.examples,
        if own.is_some() { 49 } else { 40 },
    );
    text.push('\n');
    match own {
        Some((_, lines)) => lines.iter().for_each(|line| text += &format!("  {line}\n")),
        None => push_options(&mut text, report),
    }
    if !report.reading.is_empty() {
        text.push('\n');
    }
    for line in report.reading {
        text += &format!("{line}\n");
    }
    text
}

/// The options of a report that has none of its own.
fn push_options(text: &mut String, report: &Detail) {
    let keys: Vec<&str> = report
        .by
        .iter()
        .copied()
        .filter(|key| *key != "none")
        .collect();
    if keys.len() > 1 {
        *text += &format!("  --by KEY       {}\n", keys.join(", "));
    }
    // A report of all files refuses a range.
    let is_of_all = matches!(report.kind, ReportKind::Quality | ReportKind::Privacy);
    if report.takes("last") && !is_of_all {
        *text += "  --last, --since, --until, --tz, --week-start     see cutrack help time\n";
    }
    if report.takes("limit") {
        let sorting = match report.takes("sort") {
            true => "--sort COLUMN, --order asc|desc, --limit N",
            false => "--limit N",
        };
        *text += &format!("  {sorting:49}{}\n", report.defaults);
    }
    if report.takes("format") {
        *text += "  --format F     short, long, tmux, json                            [short]\n";
    }
    *text += "  and every option of cutrack --help\n";
}

fn of_data(command: &DataDetail) -> String {
    let operand = match (command.takes_paths, command.words) {
        (true, _) => "[PATH...] ".to_owned(),
        (false, []) => String::new(),
        (false, words) => format!("{} ", words.join("|")),
    };
    let mut text = format!(
        "{}\n\nUsage: cutrack {} {operand}[OPTIONS]\n\n",
        command.about, command.name
    );
    push_pairs(&mut text, command.examples, 40);
    text.push('\n');
    push_pairs(&mut text, command.options, 19);
    text += "  --codex-home, --db, --privacy, -q              see cutrack --help\n";
    text
}

fn push_pairs(text: &mut String, pairs: &[(&str, &str)], width: usize) {
    for (left, right) in pairs {
        // One that fills its column is told apart all the same.
        let width = width.max(left.len() + 2);
        let line = format!("  {left:width$}{right}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::REPORTS;
    use crate::completions::HELPS;

    #[test]
    fn every_help_fits_eighty_columns() {
        let topics = REPORTS
            .iter()
            .map(|report| Topic::Report(report))
            .chain(DATA_COMMANDS.iter().map(|command| Topic::Data(command)))
            .chain(HELPS.iter().map(|(_, text)| Topic::Text(text)))
            .chain([true, false].map(|is_launched| Topic::All { is_launched }))
            .chain([Topic::Time]);
        for topic in topics {
            let text = text(&topic);
            assert!(
                text.lines()
                    .all(|line| line.len() <= 80 && !line.ends_with(' ')),
                "{text}"
            );
        }
    }
}
