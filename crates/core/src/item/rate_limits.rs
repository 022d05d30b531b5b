//! Rate-limit snapshots (FORMAT.md §5.4): four historic shapes, one form.

use alloc::boxed::Box;
use core::fmt;

use super::label;
use crate::json::{Kind, Raw, Shape};
use crate::privacy::Label;
use crate::record::Timestamp;

/// The longest amount of money: past every real balance, short of any message.
const DECIMAL_BYTES: usize = 32;

/// What a line says of limits. All absent is a snapshot that says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// The family of limits; absent before 0.100.
    pub limit_id: Option<Label>,
    /// Its readable name.
    pub limit_name: Option<Label>,
    /// The two windows: first the shorter one, as a rule.
    pub windows: [Option<LimitWindow>; 2],
    /// Bought credits, from 0.60 on.
    pub credits: Option<Credits>,
    /// Plan, from 0.66 on.
    pub plan_type: Option<Label>,
    /// Which limit stopped the work, from 0.122 on.
    pub reached_type: Option<Label>,
    /// What this member of a workspace may spend.
    pub individual_limit: Option<IndividualLimit>,
    /// Whether a spending limit stopped the work.
    pub spend_control_reached: Option<bool>,
}

/// One window of a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitWindow {
    /// Used share.
    pub used_per_mille: Option<u32>,
    /// Length.
    pub minutes: Option<u64>,
    /// When it begins anew; absent in 0.40.
    pub resets_at: Option<Timestamp>,
    /// The reset was told relative to the line's time (0.41 to 0.47): it wanders by seconds.
    pub is_relative: bool,
}

/// Credits of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credits {
    /// Whether there are any.
    pub has_credits: Option<bool>,
    /// Whether they never end.
    pub unlimited: Option<bool>,
    /// How many are left, a decimal.
    pub balance: Option<Decimal>,
}

/// A member's own spending limit; amounts are decimals.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndividualLimit {
    /// The limit.
    pub limit: Option<Decimal>,
    /// Spent.
    pub used: Option<Decimal>,
    /// Left of it.
    pub remaining_percent: Option<i64>,
    /// When it begins anew.
    pub resets_at: Option<Timestamp>,
}

/// An amount in plain digits, so that no other text can stand for one.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decimal(Box<str>);

/// Reads the snapshots of a file, one after the other: from one to the next only numbers of the windows change, as a
/// rule, and nothing else is read again.
#[derive(Default)]
pub struct Snapshots {
    before: Option<Snapshot>,
}

/// The snapshot that was read last as a whole.
struct Snapshot {
    kind: u32,
    limits: RateLimits,
    windows: [LimitWindow; 2],
    /// Where their numbers stand; absent where there are others.
    places: Option<[WindowPlaces; 2]>,
}

/// The names of a window's numbers.
const WINDOW: [&str; 3] = ["used_percent", "window_minutes", "resets_at"];

/// Where the numbers of a window stand; absent for those that are none.
type WindowPlaces = [Option<NumberPlace>; WINDOW.len()];

#[derive(Clone, Copy)]
struct NumberPlace {
    place: usize,
    /// The value is this number; others begin with it.
    is_whole: bool,
}

impl Snapshots {
    /// Reads the snapshot of a line written at `at`.
    pub fn read(&mut self, snapshot: Raw<'_>, shape: &Shape, at: Option<Timestamp>) -> RateLimits {
        let is_known = |before: &&Snapshot| before.kind == shape.kind();
        if let Some(before) = self.before.as_ref().filter(is_known)
            && let Some(places) = before.places
        {
            let [first, second] = before.windows;
            let [of_first, of_second] = places;
            let windows = [
                first.with(of_first, snapshot, shape),
                second.with(of_second, snapshot, shape),
            ];
            return RateLimits {
                windows: windows.map(LimitWindow::present),
                ..before.limits.clone()
            };
        }
        let (limits, windows) = RateLimits::read(snapshot, at);
        self.before = Some(Snapshot {
            kind: shape.kind(),
            limits: limits.clone(),
            windows,
            places: window_places(snapshot, shape),
        });
        limits
    }
}

/// `None` where a number stands elsewhere: it may tell something, too.
fn window_places(snapshot: Raw<'_>, shape: &Shape) -> Option<[WindowPlaces; 2]> {
    let mut found = 0;
    let mut places = [WindowPlaces::default(); 2];
    for (window, places) in ["primary", "secondary"].into_iter().zip(&mut places) {
        let Some(window) = snapshot.field(window) else {
            continue;
        };
        for (name, place) in WINDOW.into_iter().zip(places) {
            let Some(value) = window.field(name) else {
                continue;
            };
            let within = shape.places_within(snapshot, value);
            found += within.len();
            if within.is_empty() {
                continue;
            }
            if value.kind() != Kind::Number {
                return None;
            }
            *place = Some(NumberPlace {
                place: within.start,
                is_whole: shape.place(snapshot, value) == Some(within.start),
            });
        }
    }
    (found == shape.numbers().len()).then_some(places)
}

impl RateLimits {
    /// Reads a snapshot that stands alone, in the spelling of rollouts or of the app-server (§9.2).
    pub fn of(snapshot: Raw<'_>, at: Option<Timestamp>) -> Self {
        Self::read(snapshot, at).0
    }

    /// Reads a snapshot, and the windows as they are written.
    fn read(snapshot: Raw<'_>, at: Option<Timestamp>) -> (Self, [LimitWindow; 2]) {
        let mut limits = Self::default();
        let [mut first, mut second] = [LimitWindow::default(); 2];
        for (key, value) in snapshot.fields() {
            match &*key.name() {
                b"limit_id" | b"limitId" => limits.limit_id = label(value),
                b"limit_name" | b"limitName" => limits.limit_name = label(value),
                b"primary" => first = LimitWindow::read(value, at),
                b"secondary" => second = LimitWindow::read(value, at),
                b"primary_used_percent" => first.used_per_mille = per_mille(value),
                b"primary_window_minutes" => first.minutes = super::count(value),
                b"secondary_used_percent" | b"weekly_used_percent" => {
                    second.used_per_mille = per_mille(value);
                }
                b"secondary_window_minutes" | b"weekly_window_minutes" => {
                    second.minutes = super::count(value);
                }
                b"credits" => limits.credits = value.present().map(Credits::read),
                b"plan_type" | b"planType" => limits.plan_type = label(value),
                b"rate_limit_reached_type" | b"rateLimitReachedType" => {
                    limits.reached_type = label(value)
                }
                b"individual_limit" | b"individualLimit" => {
                    limits.individual_limit = value.present().map(IndividualLimit::read);
                }
                b"spend_control_reached" | b"spendControlReached" => {
                    limits.spend_control_reached = value.boolean()
                }
                _ => {}
            }
        }
        let windows = [first, second];
        limits.windows = windows.map(LimitWindow::present);
        (limits, windows)
    }

    /// Whether all is the same but for the windows.
    pub fn is_like(&self, other: &Self) -> bool {
        let Self {
            limit_id,
            limit_name,
            windows: _,
            credits,
            plan_type,
            reached_type,
            individual_limit,
            spend_control_reached,
        } = self;
        *limit_id == other.limit_id
            && *limit_name == other.limit_name
            && *credits == other.credits
            && *plan_type == other.plan_type
            && *reached_type == other.reached_type
            && *individual_limit == other.individual_limit
            && *spend_control_reached == other.spend_control_reached
    }

    /// Whether it says nothing, or no more than which family of limits it would be of.
    pub fn is_empty(&self) -> bool {
        let named = Self {
            limit_id: self.limit_id.clone(),
            ..Self::default()
        };
        *self == named
    }
}

impl LimitWindow {
    fn read(value: Raw<'_>, at: Option<Timestamp>) -> Self {
        let mut window = Self::default();
        let mut resets_in_seconds = None;
        for (key, value) in value.fields() {
            match &*key.name() {
                b"used_percent" | b"usedPercent" => window.used_per_mille = per_mille(value),
                b"window_minutes" | b"windowDurationMins" => window.minutes = super::count(value),
                b"resets_at" | b"resetsAt" => window.resets_at = moment(value),
                b"resets_in_seconds" => resets_in_seconds = value.integer(),
                _ => {}
            }
        }
        if let (None, Some(at), Some(seconds)) = (window.resets_at, at, resets_in_seconds) {
            let second = at.0.div_euclid(1000).checked_add(seconds);
            window.resets_at = second.and_then(Timestamp::from_seconds);
            window.is_relative = true;
        }
        window
    }

    /// The same with other numbers.
    fn with(mut self, places: WindowPlaces, snapshot: Raw<'_>, shape: &Shape) -> Self {
        let value = |at: NumberPlace| shape.value(snapshot, at.place);
        let whole = |at: NumberPlace| shape.numbers().get(at.place).filter(|_| at.is_whole);
        let [used, minutes, resets_at] = places;
        if let Some(at) = used {
            self.used_per_mille = value(at).and_then(per_mille);
        }
        if let Some(at) = minutes {
            self.minutes = match whole(at) {
                Some(&number) => Some(number),
                None => value(at).and_then(super::count),
            };
        }
        if let Some(at) = resets_at {
            self.resets_at = match whole(at) {
                Some(&number) => i64::try_from(number).ok().and_then(Timestamp::from_seconds),
                None => value(at).and_then(moment),
            };
        }
        self
    }

    /// Codex writes a window of nothing where there is none.
    fn present(self) -> Option<Self> {
        let says_nothing = self.used_per_mille.unwrap_or(0) == 0
            && self.minutes.unwrap_or(0) == 0
            && self.resets_at.is_none();
        (!says_nothing).then_some(self)
    }
}

impl Credits {
    fn read(value: Raw<'_>) -> Self {
        Self {
            has_credits: either(value, "has_credits", "hasCredits").and_then(Raw::boolean),
            unlimited: value.field("unlimited").and_then(Raw::boolean),
            balance: value.field("balance").and_then(Decimal::read),
        }
    }
}

impl IndividualLimit {
    fn read(value: Raw<'_>) -> Self {
        Self {
            limit: value.field("limit").and_then(Decimal::read),
            used: value.field("used").and_then(Decimal::read),
            remaining_percent: either(value, "remaining_percent", "remainingPercent")
                .and_then(Raw::integer),
            resets_at: either(value, "resets_at", "resetsAt").and_then(moment),
        }
    }
}

impl Decimal {
    /// Absent unless the text is digits, perhaps with a point in between and a minus before them.
    pub fn new(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_decimal = text.len() <= DECIMAL_BYTES
            && is_number(whole.strip_prefix('-').unwrap_or(whole))
            && is_number(fraction);
        is_decimal.then(|| Self(text.into()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(value: Raw<'_>) -> Option<Self> {
        Self::new(&value.text()?)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// A field in either spelling.
fn either<'a>(value: Raw<'a>, name: &str, app_name: &str) -> Option<Raw<'a>> {
    value.field(name).or_else(|| value.field(app_name))
}

/// Unix seconds, or RFC 3339 in the alphas of 0.48.
fn moment(value: Raw<'_>) -> Option<Timestamp> {
    match value.kind() {
        Kind::Number => value.integer().and_then(Timestamp::from_seconds),
        _ => Timestamp::parse(value.text()?.as_bytes()),
    }
}

/// A percentage as written, times ten, half up; absent when it is negative or past all sense.
fn per_mille(percent: Raw<'_>) -> Option<u32> {
    let written = percent.decimal()?;
    let (mantissa, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.parse::<i32>().ok()?;
    // Digits before the point, once the number is ten times as large.
    let point = i32::try_from(whole.len())
        .ok()?
        .checked_add(exponent)?
        .checked_add(1)?;
    let mut digits = whole.bytes().chain(fraction.bytes());
    if point < 0 {
        return Some(0);
    }
    let mut number = 0_u32;
    for _ in 0..point {
        let digit = digits.next().unwrap_or(b'0').checked_sub(b'0')?;
        number = number.checked_mul(10)?.checked_add(u32::from(digit))?;
        if number == 0 && digits.size_hint().1 == Some(0) {
            break;
        }
    }
    let rounds_up = digits.next().is_some_and(|digit| digit >= b'5');
    number.checked_add(u32::from(rounds_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Raw<'_> {
        Raw::document(text.as_bytes()).expect("JSON")
    }

    #[test]
    fn percentages_become_per_mille_half_up() {
        #[rustfmt::skip]
        let table = [
            ("0", Some(0)), ("0.0", Some(0)), ("12.5", Some(125)), ("99.5", Some(995)), ("12.0", Some(120)), ("100", Some(1000)),
            ("7.04", Some(70)), ("7.05", Some(71)), ("0.05", Some(1)), ("0.049", Some(0)), ("1.25e1", Some(125)), ("125E-1", Some(125)),
            ("5e-2", Some(1)), ("5e-9", Some(0)), ("1e2", Some(1000)), ("1e400", None), ("0e999999999", Some(0)), ("-1", None),
            ("1e99999999999", None), ("\"12\"", None), ("null", None), ("8.000000000000002", Some(80)),
            ("429496729.55", None),
        ];
        for (text, expected) in table {
            assert_eq!(per_mille(raw(text)), expected, "{text}");
        }
    }

    #[test]
    fn amounts_are_decimals_and_nothing_else() {
        for (text, is_amount) in [
            ("\"12.50\"", true),
            ("\"0\"", true),
            ("\"-3.1\"", true),
            ("\"\"", false),
            ("\".5\"", false),
            ("\"5.\"", false),
            ("\"1.2.3\"", false),
            ("\"12 dollars\"", false),
            ("\"123456789012345678901234567890123\"", false),
            ("12.5", false),
        ] {
            assert_eq!(Decimal::read(raw(text)).is_some(), is_amount, "{text}");
        }
    }
}
