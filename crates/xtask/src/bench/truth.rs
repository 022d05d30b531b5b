//! What a corpus holds, as its generator knows it, and whether an answer says the same.

use std::ops::AddAssign;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Where an answer says what, and what is true.
pub(super) type Says = &'static [(&'static str, fn(&Truth) -> u64)];

/// What stands in a corpus.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Truth {
    pub(super) files: u64,
    pub(super) bytes: u64,
    pub(super) turns: u64,
    pub(super) calls: u64,
    pub(super) responses: u64,
    pub(super) usage: Usage,
    /// Tokens that are told again: no report counts them.
    pub(super) repeated_tokens: u64,
}

/// Tokens of one response or of many.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    pub(super) input_tokens: u64,
    pub(super) cached_input_tokens: u64,
    pub(super) output_tokens: u64,
    pub(super) reasoning_output_tokens: u64,
    pub(super) total_tokens: u64,
}

impl Truth {
    /// Fails unless `answer` says at each pointer what is true.
    pub(super) fn check(&self, answer: &[u8], says: Says) -> Result<()> {
        let answer: Value = serde_json::from_slice(answer).context("the answer is no JSON")?;
        for (pointer, truth) in says {
            let (said, truth) = (answer.pointer(pointer).and_then(Value::as_u64), truth(self));
            ensure!(
                said == Some(truth),
                "{pointer} is {said:?}, and {truth} is true"
            );
        }
        Ok(())
    }
}

impl Usage {
    /// Writes the object that Codex writes.
    pub(super) fn write(&self, out: &mut String) {
        let Self {
            input_tokens,
            cached_input_tokens,
            output_tokens,
            reasoning_output_tokens,
            total_tokens,
        } = self;
        out.push_str(&format!(
            r#"{{"input_tokens":{input_tokens},"cached_input_tokens":{cached_input_tokens},"output_tokens":{output_tokens},"reasoning_output_tokens":{reasoning_output_tokens},"total_tokens":{total_tokens}}}"#
        ));
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.input_tokens += other.input_tokens;
        self.cached_input_tokens += other.cached_input_tokens;
        self.output_tokens += other.output_tokens;
        self.reasoning_output_tokens += other.reasoning_output_tokens;
        self.total_tokens += other.total_tokens;
    }
}

impl AddAssign for Truth {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.turns += other.turns;
        self.calls += other.calls;
        self.responses += other.responses;
        self.usage += other.usage;
        self.repeated_tokens += other.repeated_tokens;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_is_refused() {
        let truth = Truth {
            files: 2,
            ..Truth::default()
        };
        const SAYS: Says = &[("/files/read", |truth| truth.files)];
        assert!(truth.check(br#"{"files":{"read":2}}"#, SAYS).is_ok());
        for wrong in [r#"{"files":{"read":1}}"#, r#"{"files":{}}"#, "", "[2]"] {
            assert!(truth.check(wrong.as_bytes(), SAYS).is_err(), "{wrong}");
        }
    }
}
