//! Time, as far as the lock needs it; a test turns it by hand.

use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What tells the time and lets it pass.
pub(crate) trait Clock: Send + Sync {
    /// Milliseconds since 1970, for what a person reads.
    fn now_ms(&self) -> i64;
    /// Milliseconds that only grow, for what is measured.
    fn running_ms(&self) -> u64;
    /// Waits.
    fn wait_ms(&self, duration_ms: u64);
}

/// The machine's own time.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        since_1970_ms(SystemTime::now())
    }

    fn running_ms(&self) -> u64 {
        static START: OnceLock<Instant> = OnceLock::new();
        let elapsed = START.get_or_init(Instant::now).elapsed();
        u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
    }

    fn wait_ms(&self, duration_ms: u64) {
        thread::sleep(Duration::from_millis(duration_ms));
    }
}

/// A moment of the file system or the clock in milliseconds; 0 before 1970.
pub(crate) fn since_1970_ms(moment: SystemTime) -> i64 {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
