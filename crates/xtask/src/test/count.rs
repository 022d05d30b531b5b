//! Reads what a runner says about itself: cargo's `test result:` lines and our own `N passed, N failed`.

use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Count {
    /// What one runner is worth: the sum of its closing lines. A runner that died, or that closed on no test at
    /// all, counts as one failure, so that nothing passes by saying nothing.
    pub(crate) fn of_runner(output: &str, succeeded: bool) -> Self {
        let mut count = Self::default();
        output
            .lines()
            .filter_map(closing_line)
            .for_each(|line| count += line);
        let silent = count == Self::default();
        if silent || (!succeeded && count.failed == 0) {
            count.failed += 1;
        }
        count
    }

    /// What a tool is worth that only has an exit code.
    pub(crate) fn of_exit(succeeded: bool) -> Self {
        Self {
            passed: u64::from(succeeded),
            failed: u64::from(!succeeded),
        }
    }
}

fn closing_line(line: &str) -> Option<Count> {
    let (counts, separator) = match line.strip_prefix("test result: ") {
        Some(cargo) => (cargo.split_once(". ")?.1, "; "),
        None => (line, ", "),
    };
    let (passed, rest) = counts.split_once(&format!(" passed{separator}"))?;
    let failed = rest
        .split_once(" failed")
        .filter(|(_, after)| separator == "; " || after.is_empty())?
        .0;
    Some(Count {
        passed: passed.parse().ok()?,
        failed: failed.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn reads_closing_lines_and_nothing_else() {
        let cases = [
            (
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n",
                true,
                (3, 0),
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored\ntest result: ok. 4 passed; 0 failed;\n",
                false,
                (7, 2),
            ),
            ("chromium\n29 passed, 0 failed\n", true, (29, 0)),
            ("28 passed, 1 failed", false, (28, 1)),
            (
                "about 3 passed, 4 failed today\n5 passed, 0 failed\n",
                true,
                (5, 0),
            ),
            ("", true, (0, 1)),
            ("test result: ok. 0 passed; 0 failed;\n", true, (0, 1)),
            ("12 passed, 0 failed\nthen it died", false, (12, 1)),
        ];
        for (output, succeeded, (passed, failed)) in cases {
            assert_eq!(
                Count::of_runner(output, succeeded),
                Count { passed, failed },
                "{output:?}"
            );
        }
    }
}
