//! What stands below a table: what was left out, what the costs are based on, the files.

use cutrack_core::report::{FileCounts, LeftOut, NotTold, PriceNote, Range};
use cutrack_core::zone::Zone;

use crate::arguments::Look;
use crate::folding;
use crate::format;

const FILES: &str = "files";

/// The notes of a report, in their order.
#[derive(Default)]
pub(crate) struct Notes {
    notes: Vec<(&'static str, String)>,
}

impl Notes {
    /// Any other note.
    pub(crate) fn note(mut self, label: &'static str, text: String) -> Self {
        self.notes.push((label, text));
        self
    }

    pub(crate) fn left_out(self, left_out: &LeftOut) -> Self {
        self.note("left out", self::left_out(left_out))
    }

    /// The same of a report of a range. Who asks for all time is told where more is said, which is of all files too.
    pub(crate) fn left_out_of(self, left_out: &LeftOut, range: &Range) -> Self {
        let is_of_all = (&range.since, &range.until) == (&None, &None)
            && range.last.as_deref().is_none_or(|last| last == "all");
        let is_nothing = (left_out.inherited_tokens, left_out.repeated_tokens) == (0, 0);
        let text = self::left_out(left_out);
        match is_of_all && !is_nothing {
            true => {
                let quality = folding::command("cutrack quality");
                self.note("left out", format!("{text}: {quality}"))
            }
            false => self.note("left out", text),
        }
    }

    /// What the costs are based on; nothing where nothing was used.
    pub(crate) fn cost(self, prices: &PriceNote) -> Self {
        match cost(prices) {
            Some(text) => self.note("cost", text),
            None => self,
        }
    }

    /// The same under a table that names what has no price.
    pub(crate) fn cost_of_api(self, prices: &PriceNote) -> Self {
        let Some(covered) = prices.priced_per_mille else {
            return self;
        };
        let based_on = based_on(prices);
        let text = match prices.unpriced.is_empty() {
            true => format!("{based_on}; every token has a price."),
            false => {
                let covered = format::per_mille(covered.into());
                format!("* {based_on} for {covered} of the tokens.")
            }
        };
        self.note("cost", text)
            .note("", "A ChatGPT plan is not billed by them.".to_owned())
    }

    /// What was used and no file tells; nothing where there is nothing.
    pub(crate) fn not_told(self, not_told: NotTold) -> Self {
        let counted = |count: u64, what: &str| (count > 0).then(|| format::counted(count, what));
        let compactions = counted(not_told.remote_compactions, "remote compaction");
        let turns = counted(not_told.cut_off_turns, "turn");
        let turns = turns.map(|turns| format!("responses cut off in {turns}"));
        let parts: Vec<String> = compactions.into_iter().chain(turns).collect();
        match parts.is_empty() {
            true => self,
            false => self.note("not told", format!("tokens of {}", parts.join("; of "))),
        }
    }

    pub(crate) fn files(self, files: &FileCounts, zone: &Zone) -> Self {
        self.note(FILES, self::files(files, zone))
    }

    /// Adds to what is said of the files, where something is.
    pub(crate) fn remark_on_files(&mut self, remark: &str) {
        let mut notes = self.notes.iter_mut();
        if let Some((_, text)) = notes.find(|(label, _)| *label == FILES) {
            text.push_str(remark);
        }
    }

    pub(crate) fn draw(&self, look: Look, out: &mut String) {
        for (label, text) in &self.notes {
            folding::note(label, text, look, out);
        }
    }
}

fn left_out(left_out: &LeftOut) -> String {
    let tokens = |count: u64| match count {
        0 => "nothing".to_owned(),
        _ => format::count(count),
    };
    let (inherited, repeated) = (left_out.inherited_tokens, left_out.repeated_tokens);
    if inherited == 0 && repeated == 0 {
        return tokens(0);
    }
    format!(
        "{} inherited, {} repeated",
        tokens(inherited),
        tokens(repeated)
    )
}

/// `at API list prices of 2026-11-22 and 1 of your own`
fn based_on(prices: &PriceNote) -> String {
    let own = match prices.own {
        0 => String::new(),
        own => format!(" and {} of your own", format::count(own.into())),
    };
    format!("at API list prices of {}{own}", prices.date)
}

fn cost(prices: &PriceNote) -> Option<String> {
    let covered = prices.priced_per_mille?;
    let based_on = based_on(prices);
    if prices.unpriced.is_empty() {
        return Some(format!("{based_on}; every token has a price"));
    }
    let unpriced = prices.unpriced.iter().map(|unpriced| {
        let model = unpriced.model.as_deref().unwrap_or("unknown");
        format!(
            "{} {}",
            format::word(Some(model)),
            format::count(unpriced.total_tokens)
        )
    });
    let unpriced: Vec<String> = unpriced.collect();
    let covered = format::per_mille(covered.into());
    Some(format!(
        "* {based_on} for {covered} of the tokens; without a price: {}",
        unpriced.join(", ")
    ))
}

fn files(files: &FileCounts, zone: &Zone) -> String {
    let count = |files: u32| format::count(u64::from(files));
    let mut text = format!("{} read", count(files.read));
    if files.partial > 0 {
        text += &format!(" ({} of them partly)", count(files.partial));
    }
    if files.others > 0 {
        let by_kind = folding::command("cutrack quality");
        let what = if files.others == 1 {
            "rollout"
        } else {
            "rollouts"
        };
        text += &format!(", {} of them no {what} ({by_kind})", count(files.others));
    }
    if files.not_read > 0 {
        let count = count(files.not_read);
        let by_file = folding::command("cutrack quality --by file");
        text += &format!(", {count} not read ({by_file})");
    }
    if files.set_aside > 0 {
        let copies = if files.set_aside == 1 {
            "copy"
        } else {
            "copies"
        };
        text += &format!(", {} {copies} set aside", count(files.set_aside));
    }
    if let Some(at) = files.newest_line_at {
        text += &format!("; newest line {}", format::minute(at, zone));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use cutrack_core::record::Timestamp;
    use cutrack_core::report::shared::Unpriced;

    #[test]
    fn what_was_left_out() {
        for (inherited_tokens, repeated_tokens, text) in [
            (0, 0, "nothing"),
            (0, 1_170_624, "nothing inherited, 1,170,624 repeated"),
            (42_763, 0, "42,763 inherited, nothing repeated"),
        ] {
            let counts = LeftOut {
                inherited_tokens,
                repeated_tokens,
            };
            assert_eq!(left_out(&counts), text);
        }
    }

    #[test]
    fn what_costs_are_based_on() {
        let mut prices = PriceNote {
            date: "2026-11-22",
            ..PriceNote::default()
        };
        assert_eq!(cost(&prices), None);
        prices.priced_per_mille = Some(1000);
        assert_eq!(
            cost(&prices).unwrap(),
            "at API list prices of 2026-11-22; every token has a price"
        );
        prices.priced_per_mille = Some(804);
        prices.unpriced.push(Unpriced {
            model: None,
            total_tokens: 53_077_637,
        });
        let expected = "* at API list prices of 2026-11-22 for 80.4% of the tokens; without a price: unknown 53,077,637";
        assert_eq!(cost(&prices).unwrap(), expected);
    }

    #[test]
    fn what_became_of_the_files() {
        let counts = FileCounts {
            found: 151,
            read: 145,
            partial: 2,
            others: 3,
            set_aside: 5,
            not_read: 1,
            newest_line_at: Some(Timestamp(1_786_003_408_188)),
        };
        let expected = "145 read (2 of them partly), 3 of them no rollouts (cutrack quality), 1 not read (cutrack quality --by file), 5 copies set aside; \
                        newest line 2026-08-06 08:03";
        let told = files(&counts, &Zone::default());
        assert_eq!(told.replace('\u{a0}', " "), expected);
        let one = FileCounts {
            read: 1,
            set_aside: 1,
            ..FileCounts::default()
        };
        assert_eq!(files(&one, &Zone::default()), "1 read, 1 copy set aside");
    }
}
