//! Sentences in lines: what is said around the tables folds at blanks, below its own start, so that no line is wider than
//! the terminal. A word that is wider by itself stays whole, because it is there to be copied.

use unicode_width::UnicodeWidthStr;

use crate::arguments::Look;
use crate::table::{LEAST_CELLS, cut, paint};

/// Where the text after a label begins.
pub(crate) const INDENT: usize = 11;

/// Stands for the blanks in a command that a person may type, so that it is not folded there and has its own colour.
const JOINT: &str = "\u{a0}";

/// A command in a note or a paragraph.
pub(crate) fn command(words: &str) -> String {
    words.replace(' ', JOINT)
}

/// A note under a table: a label, then text that folds at blanks below its own start.
pub(crate) fn note(label: &str, text: &str, look: Look, out: &mut String) {
    for line in folded(label, text, look.width) {
        let (before, command, behind) = around_command(&line);
        for (part, code) in [(before, "2"), (command, "36"), (behind, "2")] {
            if !part.is_empty() {
                paint(&part.replace(JOINT, " "), code, look, out);
            }
        }
        out.push('\n');
    }
}

/// What stands before the command in a line, the command, and what stands behind it; all is before where there is none.
fn around_command(line: &str) -> (&str, &str, &str) {
    let Some(joint) = line.find(JOINT) else {
        return (line, "", "");
    };
    let begin = line[..joint].rfind([' ', '(']).map_or(0, |at| at + 1);
    let (before, rest) = line.split_at(begin);
    let end = rest.find([' ', ')', ';', ',']).unwrap_or(rest.len());
    let (command, behind) = rest.split_at(end);
    (before, command, behind)
}

/// A fact above a table, a step to the right, folded as a note is; a name that is wider than its line is cut.
pub(crate) fn fact(label: &str, text: &str, look: Look, out: &mut String) {
    let start = format!("  {label:INDENT$}");
    let room = look.width.saturating_sub(start.width()).max(LEAST_CELLS);
    let words: Vec<String> = text
        .split(' ')
        .map(|word| cut(word, room, look.ascii))
        .collect();
    for line in folded_after(&start, &words.join(" "), look.width) {
        out.push_str(&line);
        out.push('\n');
    }
}

/// Sentences in lines of at most `width`, folded at blanks, but not within a [`command`].
pub(crate) fn paragraph(text: &str, width: usize) -> String {
    folded_after("", text, width).join("\n").replace(JOINT, " ") + "\n"
}

/// A label and the text after it in lines of at most `width`, folded at blanks.
pub(crate) fn folded(label: &str, text: &str, width: usize) -> Vec<String> {
    folded_after(&format!("{label:INDENT$}"), text, width)
}

/// What stands at the start of the first line, and the text after it, folded at blanks below its own start.
pub(crate) fn folded_after(start: &str, text: &str, width: usize) -> Vec<String> {
    let below = " ".repeat(start.width());
    let mut lines = Vec::new();
    let mut line = start.to_owned();
    let mut is_empty = true;
    for word in text.split(' ') {
        if !is_empty && line.width() + 1 + word.width() > width {
            line.truncate(line.trim_end().len());
            lines.push(std::mem::replace(&mut line, below.clone()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        } else if word.is_empty() && !lines.is_empty() {
            // Of two blanks at a fold none is left.
            continue;
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines
}

/// Lines in columns, as help has them: one that is too wide folds below its last column that leaves it a third of the width.
pub(crate) fn columns(text: &str, width: usize) -> String {
    let line = |line: &str| match line.width() <= width {
        true => format!("{line}\n"),
        false => {
            let (start, text) = line.split_at(last_column(line, width / 3 * 2));
            folded_after(start, text, width).join("\n") + "\n"
        }
    };
    text.lines().map(line).collect()
}

/// Where the last column begins that begins within `most` bytes, behind two blanks; else where the line's text does.
fn last_column(line: &str, most: usize) -> usize {
    let text = line.len() - line.trim_start().len();
    let is_begin = |at: &usize| line[..*at].ends_with("  ") && !line[*at..].starts_with(' ');
    let places = line.char_indices().map(|(at, _)| at);
    let within = places.take_while(|at| *at <= most);
    within.filter(is_begin).last().unwrap_or(text).max(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_fold_under_their_text() {
        let mut out = String::new();
        let look = Look {
            width: 24,
            ..Look::default()
        };
        note("cost", "at API list prices of 2026", look, &mut out);
        assert_eq!(
            out,
            "cost       at API list\n           prices of\n           2026\n"
        );
    }

    #[test]
    fn a_command_in_a_note_is_whole_and_has_its_colour() {
        let text = format!(
            "1 not read ({}); newest line",
            command("cutrack quality --by file")
        );
        let look = Look {
            width: 40,
            color: true,
            ..Look::default()
        };
        let mut out = String::new();
        note("files", &text, look, &mut out);
        let expected = "\u{1b}[2mfiles      1 not read\u{1b}[0m\n\
                        \u{1b}[2m           (\u{1b}[0m\u{1b}[36mcutrack quality --by file\u{1b}[0m\u{1b}[2m);\u{1b}[0m\n\
                        \u{1b}[2m           newest line\u{1b}[0m\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn a_line_of_columns_folds_below_its_last_column() {
        let text = "Options\n  --db FILE      [cutrack.db in the data folder]\n  cutrack limits   what is left, until when\n";
        let expected = "Options\n  --db FILE      [cutrack.db\n                 in the data\n                 folder]\n\
                        \x20 cutrack limits   what is\n                   left, until\n                   when\n";
        assert_eq!(columns(text, 30), expected);
        assert_eq!(columns(text, 80), text);
    }

    #[test]
    fn a_name_in_a_fact_is_cut_and_any_other_word_stays_whole() {
        let mut out = String::new();
        let look = Look {
            width: 24,
            ..Look::default()
        };
        fact("what", "a-name-that-is-long on main", look, &mut out);
        assert_eq!(out, "  what       a-name-tha…\n             on main\n");
        assert_eq!(
            paragraph("to /a/path/of/some/length it", 10),
            "to\n/a/path/of/some/length\nit\n"
        );
    }
}
