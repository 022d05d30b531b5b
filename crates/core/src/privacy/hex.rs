//! Bytes as hex digits, without the machinery of formatting: ids and pseudonyms are written for most rows, and read again.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The two digits of each byte, in lower case.
const PAIRS: [[u8; 2]; 256] = {
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < pairs.len() {
        pairs[byte] = [DIGITS[byte >> 4], DIGITS[byte & 0xf]];
        byte += 1;
    }
    pairs
};

/// Of what is no digit, or one in upper case.
const NONE: u8 = u8::MAX;

/// The value of each digit.
const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < DIGITS.len() {
        values[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    values
};

/// The bytes of these digits; upper case is none.
pub(super) fn bytes<const LENGTH: usize>(digits: &[u8]) -> Option<[u8; LENGTH]> {
    let (pairs, rest) = digits.as_chunks();
    let (mut bytes, mut seen) = ([0; LENGTH], 0);
    for (byte, &[high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (VALUES[usize::from(high)], VALUES[usize::from(low)]);
        *byte = high << 4 | low;
        seen |= high | low;
    }
    (pairs.len() == LENGTH && rest.is_empty() && seen != NONE).then_some(bytes)
}

/// The two digits of a byte, in lower case.
pub(super) fn digits(byte: u8) -> [u8; 2] {
    PAIRS[usize::from(byte)]
}
