//! Money as integers: a price of one token, and a cost.

use core::fmt;
use core::iter::Sum;
use core::ops::AddAssign;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A price of one token in 10⁻¹² dollars: dollars per million tokens times 10⁶.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PicoDollars(u64);

/// A cost in 10⁻⁹ dollars. Sums stay at the largest number instead of running over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct NanoDollars(pub u64);

/// No real price per million tokens needs more digits before the point; it keeps the sum of four
/// parts far inside 128 bits.
const WHOLE_DIGITS: usize = 9;
const FRACTION_DIGITS: usize = 6;
/// A dollar per million tokens, as the price of one token.
const PICO_PER_DOLLAR: u64 = 1_000_000;

impl PicoDollars {
    /// Reads dollars per million tokens: `1.25`, `10`. Absent unless it is plain decimal text of at most
    /// nine digits before the point and six after it.
    pub const fn from_decimal(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut pico = 0;
        let mut whole_digits = 0;
        let mut fraction_digits = 0;
        let mut has_point = false;
        let mut index = 0;
        while index < bytes.len() {
            match bytes[index] {
                b'.' if !has_point => has_point = true,
                digit @ b'0'..=b'9' => {
                    pico = pico * 10 + (digit - b'0') as u64;
                    if has_point {
                        fraction_digits += 1;
                    } else {
                        whole_digits += 1;
                    }
                }
                _ => return None,
            }
            if whole_digits > WHOLE_DIGITS || fraction_digits > FRACTION_DIGITS {
                return None;
            }
            index += 1;
        }
        if whole_digits == 0 || (has_point && fraction_digits == 0) {
            return None;
        }
        while fraction_digits < FRACTION_DIGITS {
            pico *= 10;
            fraction_digits += 1;
        }
        Some(Self(pico))
    }

    /// As a rule both are small, and 128 bits are slow in wasm.
    pub(super) fn times(self, tokens: u64) -> u128 {
        match (u32::try_from(self.0), u32::try_from(tokens)) {
            (Ok(price), Ok(tokens)) => u128::from(u64::from(price) * u64::from(tokens)),
            _ => u128::from(self.0) * u128::from(tokens),
        }
    }
}

/// Dollars per million tokens, without zeros at the end: `1.25`, `10`.
impl fmt::Display for PicoDollars {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, mut fraction) = (self.0 / PICO_PER_DOLLAR, self.0 % PICO_PER_DOLLAR);
        if fraction == 0 {
            return write!(formatter, "{whole}");
        }
        let mut digits = FRACTION_DIGITS;
        while fraction.is_multiple_of(10) {
            fraction /= 10;
            digits -= 1;
        }
        write!(formatter, "{whole}.{fraction:0digits$}")
    }
}

#[cfg(feature = "schema")]
text_schema!(PicoDollars);

impl Serialize for PicoDollars {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PicoDollars {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Decimal)
    }
}

struct Decimal;

impl de::Visitor<'_> for Decimal {
    type Value = PicoDollars;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("decimal text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PicoDollars, E> {
        PicoDollars::from_decimal(text).ok_or_else(|| E::custom("decimal text"))
    }
}

impl NanoDollars {
    /// Half up, from pico-dollars.
    pub(super) fn rounded(pico: u128) -> Self {
        let raised = pico + 500;
        Self(match u64::try_from(raised) {
            Ok(raised) => raised / 1000,
            Err(_) => u64::try_from(raised / 1000).unwrap_or(u64::MAX),
        })
    }
}

impl AddAssign for NanoDollars {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl Sum for NanoDollars {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |mut sum, cost| {
            sum += cost;
            sum
        })
    }
}
