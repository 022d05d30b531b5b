//! What the words mean that options take as values; `None` for any other word.

use cutrack_core::privacy::Privacy;
use cutrack_core::report::query::WeekStart;
use cutrack_core::report::{Grouping, Order};

use crate::draw::Style;

pub(super) fn week_start(word: &str) -> Option<WeekStart> {
    match word {
        "mon" => Some(WeekStart::Mon),
        "sun" => Some(WeekStart::Sun),
        _ => None,
    }
}

pub(super) fn order(word: &str) -> Option<Order> {
    match word {
        "asc" => Some(Order::Asc),
        "desc" => Some(Order::Desc),
        _ => None,
    }
}

/// The guest sees no terminal, so `auto` is without colour; the launcher says `always` where it sees one.
pub(super) fn color(word: &str) -> Option<bool> {
    match word {
        "always" => Some(true),
        "auto" | "never" => Some(false),
        _ => None,
    }
}

pub(super) fn privacy(word: &str) -> Option<Privacy> {
    match word {
        "names" => Some(Privacy::Names),
        "strict" => Some(Privacy::Strict),
        _ => None,
    }
}

pub(super) fn style(word: &str) -> Option<Style> {
    match word {
        "short" => Some(Style::Short),
        "long" => Some(Style::Long),
        "tmux" => Some(Style::Tmux),
        _ => None,
    }
}

pub(super) fn unit(period: &str) -> Grouping {
    match period {
        "hourly" => Grouping::Hour,
        "weekly" => Grouping::Week,
        "monthly" => Grouping::Month,
        _ => Grouping::Day,
    }
}
