//! The built-in prices. Made by `cargo xtask gen` from `data/prices.json`: change that file instead.

use super::{ModelPrices, PicoDollars, Rates};

const fn price(text: &str) -> PicoDollars {
    PicoDollars::from_decimal(text).expect("a decimal")
}

const fn optional(text: &str) -> Option<PicoDollars> {
    if text.is_empty() { None } else { Some(price(text)) }
}

/// Dollars per million tokens of input, cached input, cache write and output; empty is absent.
const fn rates(input: &str, cached_input: &str, cache_write: &str, output: &str) -> Rates {
    Rates { input: price(input), cached_input: optional(cached_input), cache_write: optional(cache_write), output: price(output) }
}

/// Where the prices were read: model_prices_and_context_window_backup.json of it.
pub(super) const SOURCE: &str = "LiteLLM 1.109.1";
/// When.
pub(super) const DATE: &str = "2026-11-22";

/// By the model's name, ascending.
pub(super) static MODELS: &[(&str, ModelPrices)] = &[
    ("chat-latest", ModelPrices {
        base: rates("5", "0.5", "", "30"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("codex-mini-latest", ModelPrices {
        base: rates("1.5", "0.375", "", "6"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("computer-use-preview", ModelPrices {
        base: rates("3", "", "", "12"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("computer-use-preview-2025-03-11", ModelPrices {
        base: rates("3", "", "", "12"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-4.1", ModelPrices {
        base: rates("2", "0.5", "", "8"),
        above_272k: None,
        priority: Some(rates("3.5", "0.875", "", "14")),
        flex: None,
    }),
    ("gpt-4.1-2025-04-14", ModelPrices {
        base: rates("2", "0.5", "", "8"),
        above_272k: None,
        priority: Some(rates("3.5", "0.875", "", "14")),
        flex: None,
    }),
    ("gpt-4.1-mini", ModelPrices {
        base: rates("0.4", "0.1", "", "1.6"),
        above_272k: None,
        priority: Some(rates("0.7", "0.175", "", "2.8")),
        flex: None,
    }),
    ("gpt-4.1-mini-2025-04-14", ModelPrices {
        base: rates("0.4", "0.1", "", "1.6"),
        above_272k: None,
        priority: Some(rates("0.7", "0.175", "", "2.8")),
        flex: None,
    }),
    ("gpt-4.1-nano", ModelPrices {
        base: rates("0.1", "0.025", "", "0.4"),
        above_272k: None,
        priority: Some(rates("0.2", "0.05", "", "0.8")),
        flex: None,
    }),
    ("gpt-4.1-nano-2025-04-14", ModelPrices {
        base: rates("0.1", "0.025", "", "0.4"),
        above_272k: None,
        priority: Some(rates("0.2", "0.05", "", "0.8")),
        flex: None,
    }),
    ("gpt-4o", ModelPrices {
        base: rates("2.5", "1.25", "", "10"),
        above_272k: None,
        priority: Some(rates("4.25", "2.125", "", "17")),
        flex: None,
    }),
    ("gpt-4o-mini", ModelPrices {
        base: rates("0.15", "0.075", "", "0.6"),
        above_272k: None,
        priority: Some(rates("0.25", "0.125", "", "1")),
        flex: None,
    }),
    ("gpt-5", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: Some(rates("2.5", "0.25", "", "20")),
        flex: Some(rates("0.625", "0.0625", "", "5")),
    }),
    ("gpt-5-2025-08-07", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: Some(rates("2.5", "0.25", "", "20")),
        flex: Some(rates("0.625", "0.0625", "", "5")),
    }),
    ("gpt-5-chat", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5-chat-latest", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5-codex", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5-mini", ModelPrices {
        base: rates("0.25", "0.025", "", "2"),
        above_272k: None,
        priority: Some(rates("0.45", "0.045", "", "3.6")),
        flex: Some(rates("0.125", "0.0125", "", "1")),
    }),
    ("gpt-5-mini-2025-08-07", ModelPrices {
        base: rates("0.25", "0.025", "", "2"),
        above_272k: None,
        priority: Some(rates("0.45", "0.045", "", "3.6")),
        flex: Some(rates("0.125", "0.0125", "", "1")),
    }),
    ("gpt-5-nano", ModelPrices {
        base: rates("0.05", "0.005", "", "0.4"),
        above_272k: None,
        priority: None,
        flex: Some(rates("0.025", "0.0025", "", "0.2")),
    }),
    ("gpt-5-nano-2025-08-07", ModelPrices {
        base: rates("0.05", "0.005", "", "0.4"),
        above_272k: None,
        priority: None,
        flex: Some(rates("0.025", "0.0025", "", "0.2")),
    }),
    ("gpt-5-pro", ModelPrices {
        base: rates("15", "", "", "120"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5-pro-2025-10-06", ModelPrices {
        base: rates("15", "", "", "120"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5-search-api", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5-search-api-2025-10-14", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.1", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: Some(rates("2.5", "0.25", "", "20")),
        flex: Some(rates("0.625", "0.0625", "", "5")),
    }),
    ("gpt-5.1-2025-11-13", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: Some(rates("2.5", "0.25", "", "20")),
        flex: Some(rates("0.625", "0.0625", "", "5")),
    }),
    ("gpt-5.1-chat-latest", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.1-codex", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.1-codex-max", ModelPrices {
        base: rates("1.25", "0.125", "", "10"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.1-codex-mini", ModelPrices {
        base: rates("0.25", "0.025", "", "2"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.2", ModelPrices {
        base: rates("1.75", "0.175", "", "14"),
        above_272k: None,
        priority: Some(rates("3.5", "0.35", "", "28")),
        flex: Some(rates("0.875", "0.0875", "", "7")),
    }),
    ("gpt-5.2-2025-12-11", ModelPrices {
        base: rates("1.75", "0.175", "", "14"),
        above_272k: None,
        priority: Some(rates("3.5", "0.35", "", "28")),
        flex: Some(rates("0.875", "0.0875", "", "7")),
    }),
    ("gpt-5.2-chat-latest", ModelPrices {
        base: rates("1.75", "0.175", "", "14"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.2-codex", ModelPrices {
        base: rates("1.75", "0.175", "", "14"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.2-pro", ModelPrices {
        base: rates("21", "", "", "168"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.2-pro-2025-12-11", ModelPrices {
        base: rates("21", "", "", "168"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.3-chat-latest", ModelPrices {
        base: rates("1.75", "0.175", "", "14"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.3-codex", ModelPrices {
        base: rates("1.75", "0.175", "", "14"),
        above_272k: None,
        priority: Some(rates("3.5", "0.35", "", "28")),
        flex: None,
    }),
    ("gpt-5.4", ModelPrices {
        base: rates("2.5", "0.25", "", "15"),
        above_272k: Some(rates("5", "0.5", "", "22.5")),
        priority: Some(rates("5", "0.5", "", "30")),
        flex: Some(rates("1.25", "0.13", "", "7.5")),
    }),
    ("gpt-5.4-2026-03-05", ModelPrices {
        base: rates("2.5", "0.25", "", "15"),
        above_272k: Some(rates("5", "0.5", "", "22.5")),
        priority: Some(rates("5", "0.5", "", "30")),
        flex: Some(rates("1.25", "0.13", "", "7.5")),
    }),
    ("gpt-5.4-mini", ModelPrices {
        base: rates("0.75", "0.075", "", "4.5"),
        above_272k: None,
        priority: Some(rates("1.5", "0.15", "", "9")),
        flex: Some(rates("0.375", "0.0375", "", "2.25")),
    }),
    ("gpt-5.4-mini-2026-03-17", ModelPrices {
        base: rates("0.75", "0.075", "", "4.5"),
        above_272k: None,
        priority: Some(rates("1.5", "0.15", "", "9")),
        flex: Some(rates("0.375", "0.0375", "", "2.25")),
    }),
    ("gpt-5.4-nano", ModelPrices {
        base: rates("0.2", "0.02", "", "1.25"),
        above_272k: None,
        priority: None,
        flex: Some(rates("0.1", "0.01", "", "0.625")),
    }),
    ("gpt-5.4-nano-2026-03-17", ModelPrices {
        base: rates("0.2", "0.02", "", "1.25"),
        above_272k: None,
        priority: None,
        flex: Some(rates("0.1", "0.01", "", "0.625")),
    }),
    ("gpt-5.4-pro", ModelPrices {
        base: rates("30", "", "", "180"),
        above_272k: Some(rates("60", "", "", "270")),
        priority: None,
        flex: Some(rates("15", "", "", "90")),
    }),
    ("gpt-5.4-pro-2026-03-05", ModelPrices {
        base: rates("30", "", "", "180"),
        above_272k: Some(rates("60", "", "", "270")),
        priority: None,
        flex: Some(rates("15", "", "", "90")),
    }),
    ("gpt-5.5", ModelPrices {
        base: rates("5", "0.5", "", "30"),
        above_272k: Some(rates("10", "1", "", "45")),
        priority: Some(rates("12.5", "1.25", "", "75")),
        flex: Some(rates("2.5", "0.25", "", "15")),
    }),
    ("gpt-5.5-2026-04-23", ModelPrices {
        base: rates("5", "0.5", "", "30"),
        above_272k: Some(rates("10", "1", "", "45")),
        priority: Some(rates("12.5", "1.25", "", "75")),
        flex: Some(rates("2.5", "0.25", "", "15")),
    }),
    ("gpt-5.5-cyber", ModelPrices {
        base: rates("12.5", "1.25", "", "75"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.5-cyber-preview", ModelPrices {
        base: rates("12.5", "1.25", "", "75"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-5.5-pro", ModelPrices {
        base: rates("30", "", "", "180"),
        above_272k: Some(rates("60", "", "", "270")),
        priority: None,
        flex: Some(rates("15", "", "", "90")),
    }),
    ("gpt-5.5-pro-2026-04-23", ModelPrices {
        base: rates("30", "", "", "180"),
        above_272k: Some(rates("60", "", "", "270")),
        priority: None,
        flex: Some(rates("15", "", "", "90")),
    }),
    ("gpt-5.6", ModelPrices {
        base: rates("4", "0.4", "5", "20"),
        above_272k: Some(rates("8", "0.8", "10", "30")),
        priority: Some(rates("8", "0.8", "10", "40")),
        flex: Some(rates("2", "0.2", "2.5", "10")),
    }),
    ("gpt-5.6-cyber", ModelPrices {
        base: rates("12.5", "1.25", "15.625", "75"),
        above_272k: Some(rates("25", "2.5", "31.25", "112.5")),
        priority: None,
        flex: None,
    }),
    ("gpt-5.6-luna", ModelPrices {
        base: rates("0.2", "0.02", "0.25", "1.2"),
        above_272k: Some(rates("0.4", "0.04", "0.5", "1.8")),
        priority: Some(rates("0.4", "0.04", "0.5", "2.4")),
        flex: Some(rates("0.1", "0.01", "0.125", "0.6")),
    }),
    ("gpt-5.6-sol", ModelPrices {
        base: rates("4", "0.4", "5", "20"),
        above_272k: Some(rates("8", "0.8", "10", "30")),
        priority: Some(rates("8", "0.8", "10", "40")),
        flex: Some(rates("2", "0.2", "2.5", "10")),
    }),
    ("gpt-5.6-terra", ModelPrices {
        base: rates("2", "0.2", "2.5", "12"),
        above_272k: Some(rates("4", "0.4", "5", "18")),
        priority: Some(rates("4", "0.4", "5", "24")),
        flex: Some(rates("1", "0.1", "1.25", "6")),
    }),
    ("gpt-6-astra", ModelPrices {
        base: rates("10", "1", "12.5", "50"),
        above_272k: Some(rates("20", "2", "25", "75")),
        priority: Some(rates("20", "2", "25", "100")),
        flex: Some(rates("5", "0.5", "6.25", "25")),
    }),
    ("gpt-6-astra-law", ModelPrices {
        base: rates("10", "1", "", "50"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("gpt-6-luna", ModelPrices {
        base: rates("0.1", "0.01", "0.125", "0.5"),
        above_272k: Some(rates("0.2", "0.02", "0.25", "0.75")),
        priority: Some(rates("0.2", "0.02", "0.25", "1")),
        flex: Some(rates("0.05", "0.005", "0.0625", "0.25")),
    }),
    ("gpt-6-rosalind", ModelPrices {
        base: rates("15", "1.5", "18.75", "75"),
        above_272k: Some(rates("30", "3", "37.5", "112.5")),
        priority: None,
        flex: None,
    }),
    ("gpt-6-sol", ModelPrices {
        base: rates("2", "0.2", "2.5", "10"),
        above_272k: Some(rates("4", "0.4", "5", "15")),
        priority: Some(rates("4", "0.4", "5", "20")),
        flex: Some(rates("1", "0.1", "1.25", "5")),
    }),
    ("gpt-6.1-sol", ModelPrices {
        base: rates("2", "0.1", "2.5", "10"),
        above_272k: Some(rates("4", "0.2", "5", "15")),
        priority: Some(rates("4", "0.2", "5", "20")),
        flex: Some(rates("1", "0.05", "1.25", "5")),
    }),
    ("gpt-6.1-terra", ModelPrices {
        base: rates("1", "0.05", "1.25", "5"),
        above_272k: Some(rates("2", "0.1", "2.5", "7.5")),
        priority: Some(rates("2", "0.1", "2.5", "10")),
        flex: Some(rates("0.5", "0.025", "0.625", "2.5")),
    }),
    ("o1", ModelPrices {
        base: rates("15", "7.5", "", "60"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o1-pro", ModelPrices {
        base: rates("150", "", "", "600"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o3", ModelPrices {
        base: rates("2", "0.5", "", "8"),
        above_272k: None,
        priority: Some(rates("3.5", "0.875", "", "14")),
        flex: Some(rates("1", "0.25", "", "4")),
    }),
    ("o3-2025-04-16", ModelPrices {
        base: rates("2", "0.5", "", "8"),
        above_272k: None,
        priority: Some(rates("3.5", "0.875", "", "14")),
        flex: Some(rates("1", "0.25", "", "4")),
    }),
    ("o3-deep-research", ModelPrices {
        base: rates("10", "2.5", "", "40"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o3-deep-research-2025-06-26", ModelPrices {
        base: rates("10", "2.5", "", "40"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o3-mini", ModelPrices {
        base: rates("1.1", "0.55", "", "4.4"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o3-mini-2025-01-31", ModelPrices {
        base: rates("1.1", "0.55", "", "4.4"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o3-pro", ModelPrices {
        base: rates("20", "", "", "80"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o3-pro-2025-06-10", ModelPrices {
        base: rates("20", "", "", "80"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o4-mini", ModelPrices {
        base: rates("1.1", "0.275", "", "4.4"),
        above_272k: None,
        priority: Some(rates("2", "0.5", "", "8")),
        flex: Some(rates("0.55", "0.138", "", "2.2")),
    }),
    ("o4-mini-2025-04-16", ModelPrices {
        base: rates("1.1", "0.275", "", "4.4"),
        above_272k: None,
        priority: Some(rates("2", "0.5", "", "8")),
        flex: Some(rates("0.55", "0.138", "", "2.2")),
    }),
    ("o4-mini-deep-research", ModelPrices {
        base: rates("2", "0.5", "", "8"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
    ("o4-mini-deep-research-2025-06-26", ModelPrices {
        base: rates("2", "0.5", "", "8"),
        above_272k: None,
        priority: None,
        flex: None,
    }),
];
