//! The one layout of all tables: no frame, two blanks between columns, one rule under the head,
//! numbers right, words left, a blank line before the total, no blanks at a line's end.
//!
//! Our own, because the libraries measure a table to fill a width or wrap its cells; here a row is a
//! line, words shrink first and whole columns go in an order that each table names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::arguments::Look;

const GAP: &str = "  ";

/// What no word is cut below.
pub(crate) const LEAST_CELLS: usize = 4;

/// Where a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
    /// Right, with a place after it for a `*`, so that cents stand below cents.
    Cost,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) head: Cow<'static, str>,
    pub(crate) align: Align,
    /// To how many cells its words may shrink.
    pub(crate) shrinks_to: Option<usize>,
    /// Whether its words shrink further where nothing else can go.
    pub(crate) is_yielding: bool,
    /// How wide it is where there is room, whatever its words, so that tables of one kind stand alike.
    pub(crate) roomy: usize,
    /// A part of the column before: its head is in lower case.
    pub(crate) is_part: bool,
}

/// A table, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) total: Vec<String>,
    /// Heads of the columns that go when the table is too wide, the first to go first.
    pub(crate) going: &'static [&'static str],
}

impl Column {
    pub(crate) fn number(head: impl Into<Cow<'static, str>>) -> Self {
        Self::new(head.into(), Align::Right)
    }

    pub(crate) fn word(head: impl Into<Cow<'static, str>>, shrinks_to: Option<usize>) -> Self {
        Self {
            shrinks_to,
            is_yielding: shrinks_to.is_some(),
            ..Self::new(head.into(), Align::Left)
        }
    }

    pub(crate) fn cost() -> Self {
        Self::new("Cost".into(), Align::Cost)
    }

    fn new(head: Cow<'static, str>, align: Align) -> Self {
        Self {
            is_part: head.starts_with(char::is_lowercase),
            head,
            align,
            shrinks_to: None,
            is_yielding: false,
            roomy: 0,
        }
    }

    /// Costs, with a place for a `*` only where one of these cells has one.
    pub(crate) fn cost_of<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        match cells.into_iter().any(|cell| cell.ends_with('*')) {
            true => Self::cost(),
            false => Self::number("Cost"),
        }
    }

    /// The same column, whose words stay whole as long as any other can shrink or go.
    pub(crate) fn yielding(self) -> Self {
        Self {
            is_yielding: true,
            ..self
        }
    }

    /// The same column, at least so wide where there is room.
    pub(crate) fn roomy(self, cells: usize) -> Self {
        Self {
            roomy: cells,
            ..self
        }
    }
}

/// A column that is drawn: its index and width.
type Kept = (usize, usize);

impl Table {
    /// Draws the table at the end of `out`.
    pub(crate) fn draw(&self, look: Look, out: &mut String) {
        let kept = self.fit(look.width);
        let alike = self.alike(&kept, look.ascii);
        let line = |cells: &[String], style, out: &mut String| {
            self.line(cells, &kept, &alike, style, look, out);
        };
        let heads = self.columns.iter().map(|column| column.head.to_string());
        line(&heads.collect::<Vec<_>>(), Style::Head, out);
        let rule = if look.ascii { "-" } else { "─" };
        paint(&rule.repeat(cells_of(&kept)), "2", look, out);
        out.push('\n');
        for row in &self.rows {
            line(row, Style::Row, out);
        }
        if !self.total.is_empty() {
            out.push('\n');
            line(&self.total, Style::Total, out);
        }
    }

    /// Takes a column away that would say nothing.
    pub(crate) fn leave_out(&mut self, head: &str) {
        let Some(index) = self.columns.iter().position(|column| column.head == head) else {
            return;
        };
        self.columns.remove(index);
        for row in self.rows.iter_mut().chain([&mut self.total]) {
            if index < row.len() {
                row.remove(index);
            }
        }
    }

    /// Whether a terminal of this width takes it without words cut to a few letters.
    pub(crate) fn fits(&self, width: usize) -> bool {
        cells_of(&self.readable(width)) <= width
    }

    /// Which columns stay, and how wide each is. Where those that always stay are too many, words shrink further; what is
    /// then too wide for less than 40 columns stays so.
    fn fit(&self, width: usize) -> Vec<Kept> {
        let mut kept = self.readable(width);
        shrink(&mut kept, width, |index, cells| {
            match self.columns[index].is_yielding {
                true => cells.min(LEAST_CELLS),
                false => cells,
            }
        });
        kept
    }

    /// Words shrink first, then columns go.
    fn readable(&self, width: usize) -> Vec<Kept> {
        let mut kept: Vec<Kept> = (0..self.columns.len())
            .filter(|&index| self.says_something(index))
            .map(|index| (index, self.natural(index)))
            .collect();
        let least = |&(index, natural): &Kept| (index, self.least(index, natural));
        for head in self.going {
            if cells_of(&kept.iter().map(least).collect::<Vec<_>>()) <= width {
                break;
            }
            kept.retain(|&(index, _)| self.columns[index].head != *head);
        }
        shrink(&mut kept, width, |index, cells| self.least(index, cells));
        kept
    }

    /// A part without a number above 0 is left out.
    fn says_something(&self, index: usize) -> bool {
        let cells = self
            .rows
            .iter()
            .chain([&self.total])
            .filter_map(|row| row.get(index));
        let mut cells = cells.map(String::as_str);
        !self.columns[index].is_part || cells.any(|cell| !["", "0", "-"].contains(&cell))
    }

    fn natural(&self, index: usize) -> usize {
        let column = &self.columns[index];
        let star = usize::from(column.align == Align::Cost);
        let cells = self
            .rows
            .iter()
            .chain([&self.total])
            .filter_map(|row| row.get(index));
        let widest = cells.map(|cell| cell.trim_end_matches('*').width()).max();
        let widest = widest.unwrap_or_default().max(column.head.width()) + star;
        widest.max(column.roomy)
    }

    fn least(&self, index: usize, natural: usize) -> usize {
        let column = &self.columns[index];
        match column.shrinks_to {
            Some(least) => natural.min(least.max(column.head.width())),
            None => natural,
        }
    }

    /// Words of a column that differ and would look the same with their ends cut off, as names of a family do.
    fn alike(&self, kept: &[Kept], ascii: bool) -> BTreeSet<&str> {
        let mut alike = BTreeSet::new();
        for &(index, width) in kept {
            let mut seen = BTreeMap::new();
            let words = self.rows.iter().filter_map(|row| row.get(index));
            for word in words.filter(|word| word.width() > width) {
                let first = *seen.entry(cut(word, width, ascii)).or_insert(word);
                if first != word {
                    alike.extend([first.as_str(), word.as_str()]);
                }
            }
        }
        alike
    }

    fn line(
        &self,
        cells: &[String],
        kept: &[Kept],
        alike: &BTreeSet<&str>,
        style: Style,
        look: Look,
        out: &mut String,
    ) {
        let mut blanks = 0;
        for (place, &(index, width)) in kept.iter().enumerate() {
            let column = &self.columns[index];
            let cell = cells.get(index).map_or("", String::as_str);
            let text = match alike.contains(cell) {
                true => cut_within(cell, width, look.ascii),
                false => cut(cell, width, look.ascii),
            };
            let free = width.saturating_sub(text.width());
            let (before, after) = match column.align {
                Align::Left => (0, free),
                Align::Right => (free, 0),
                Align::Cost if text.ends_with('*') || free == 0 => (free, 0),
                Align::Cost => (free - 1, 1),
            };
            blanks += before + if place > 0 { GAP.len() } else { 0 };
            if text.is_empty() {
                blanks += after;
                continue;
            }
            out.push_str(&" ".repeat(blanks));
            blanks = after;
            style.paint(&text, column, look, out);
        }
        out.push('\n');
    }
}

/// How many cells columns and the gaps between them take.
fn cells_of(kept: &[Kept]) -> usize {
    kept.iter().map(|(_, cells)| cells).sum::<usize>() + GAP.len() * kept.len().saturating_sub(1)
}

/// Takes what is too much from the widest words, a cell at a time, so that short words stay whole; `least` says what of a
/// column stays.
fn shrink(kept: &mut [Kept], width: usize, least: impl Fn(usize, usize) -> usize) {
    for _ in width..cells_of(kept) {
        let widest = kept
            .iter_mut()
            .filter(|(index, cells)| *cells > least(*index, *cells))
            .max_by_key(|(_, cells)| *cells);
        let Some((_, cells)) = widest else { return };
        *cells -= 1;
    }
}

/// What kind of line a cell stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Head,
    Row,
    Total,
}

impl Style {
    fn paint(self, text: &str, column: &Column, look: Look, out: &mut String) {
        let code = match self {
            Self::Total => "1",
            _ if column.is_part => "2",
            Self::Head | Self::Row => "",
        };
        match text
            .strip_suffix('*')
            .filter(|_| column.align == Align::Cost)
        {
            Some(cost) => {
                paint(cost, code, look, out);
                paint("*", "33", look, out);
            }
            None => paint(text, code, look, out),
        }
    }
}

/// Writes `text` in a colour of the terminal's own sixteen: `1` bold, `2` dim, `31` red, `33` yellow.
pub(crate) fn paint(text: &str, code: &str, look: Look, out: &mut String) {
    if look.color && !code.is_empty() {
        out.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m"));
    } else {
        out.push_str(text);
    }
}

/// The text in at most `width` cells, its cut end marked.
pub(crate) fn cut(text: &str, width: usize, ascii: bool) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept: String = fitting(text.chars(), width.saturating_sub(1)).collect();
    kept.push(mark(ascii));
    kept
}

/// The same with both ends kept and its middle cut out.
fn cut_within(text: &str, width: usize, ascii: bool) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let kept = width.saturating_sub(1);
    let end: Vec<char> = fitting(text.chars().rev(), kept / 2).collect();
    let start = fitting(text.chars(), kept - kept / 2);
    let end = end.into_iter().rev();
    start.chain([mark(ascii)]).chain(end).collect()
}

/// As many letters as fit into so many cells.
fn fitting(letters: impl Iterator<Item = char>, mut cells: usize) -> impl Iterator<Item = char> {
    letters.map_while(move |letter| {
        cells = cells.checked_sub(letter.width().unwrap_or_default())?;
        Some(letter)
    })
}

/// Where something was cut.
fn mark(ascii: bool) -> char {
    if ascii { '~' } else { '…' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        Table {
            columns: vec![
                Column::word("Name", Some(6)),
                Column::number("Turns"),
                Column::number("cached"),
                Column::cost(),
                Column::word("Model", None),
            ],
            rows: vec![
                row(["a-long-name", "1", "12", "$1.00", "x"]),
                row(["b", "22", "-", "$2.00*", ""]),
            ],
            total: row(["Total", "23", "12", "$3.00*", ""]),
            going: &["cached", "Model"],
        }
    }

    fn drawn(width: usize, ascii: bool, color: bool) -> Vec<String> {
        let mut out = String::new();
        table().draw(
            Look {
                width,
                ascii,
                color,
            },
            &mut out,
        );
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn wide_enough() {
        let expected = [
            "Name         Turns  cached   Cost   Model",
            "─────────────────────────────────────────",
            "a-long-name      1      12  $1.00   x",
            "b               22       -  $2.00*",
            "",
            "Total           23      12  $3.00*",
        ];
        assert_eq!(drawn(41, false, false), expected);
    }

    #[test]
    fn words_shrink_before_columns_go() {
        assert_eq!(
            drawn(36, true, false)[2],
            "a-lon~      1      12  $1.00   x"
        );
        assert_eq!(drawn(35, true, false)[2], "a-long-name      1  $1.00   x");
        assert_eq!(drawn(21, true, false)[2], "a-lon~      1  $1.00");
    }

    #[test]
    fn words_shrink_further_where_nothing_else_can_go() {
        assert_eq!(drawn(20, true, false)[2], "a-lo~      1  $1.00");
        assert_eq!(drawn(19, true, false)[2], "a-l~      1  $1.00");
        assert_eq!(drawn(9, true, false)[2], "a-l~      1  $1.00");
        assert!(table().fits(21) && !table().fits(20));
    }

    #[test]
    fn words_that_would_look_the_same_keep_their_ends() {
        let names = [
            "a-model-max",
            "a-model-mini",
            "a-model-mini",
            "another-name",
        ];
        let table = Table {
            columns: vec![Column::word("Name", Some(6))],
            rows: names.map(|name| vec![name.to_owned()]).to_vec(),
            ..Table::default()
        };
        let look = Look {
            width: 8,
            ascii: false,
            color: false,
        };
        let mut out = String::new();
        table.draw(look, &mut out);
        let words: Vec<&str> = out.lines().skip(2).collect();
        assert_eq!(words, ["a-mo…max", "a-mo…ini", "a-mo…ini", "another…"]);
    }

    #[test]
    fn colour_is_around_words_only() {
        let lines = drawn(41, false, true);
        assert_eq!(
            lines[3],
            "b               22       \u{1b}[2m-\u{1b}[0m  $2.00\u{1b}[33m*\u{1b}[0m"
        );
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(cut("日本語の道", 6, false), "日本…");
    }
}
