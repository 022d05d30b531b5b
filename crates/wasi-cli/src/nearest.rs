//! "Did you mean": the listed word most like a typed one.

/// The word most like `typed`, when one is like enough to be what was meant.
pub(crate) fn nearest<'a>(
    typed: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    words
        .into_iter()
        .map(|word| (strsim::osa_distance(&typed, &word.to_lowercase()), word))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| *distance <= word.chars().count().max(3) / 3)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_what_is_near_is_suggested() {
        let words = ["report", "sessions", "models"];
        assert_eq!(nearest("sesions", words), Some("sessions"));
        assert_eq!(nearest("modles", words), Some("models"));
        assert_eq!(nearest("Europe", words), None);
    }
}
