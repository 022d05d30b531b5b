//! `thread_settings_applied` (FORMAT.md §4): the only line that tells the service tier, and with it the price.

use super::id;
use crate::json::Raw;
use crate::privacy::Id;
use crate::record::Tier;

/// Settings of a thread from this line on; each such line replaces the one before.
#[derive(Clone, Debug, Default)]
pub struct ThreadSettings {
    /// Whose settings they are, from 0.150 on.
    pub thread_id: Option<Id>,
    /// Service tier; absent is not stated.
    pub tier: Option<Tier>,
}

impl ThreadSettings {
    pub(super) fn read(thread_id: Option<Raw<'_>>, settings: Option<Raw<'_>>) -> Self {
        let tier = settings.and_then(|settings| settings.field("service_tier")?.text());
        Self {
            thread_id: thread_id.and_then(id),
            tier: tier.and_then(|word| Tier::from_word(&word)),
        }
    }
}
