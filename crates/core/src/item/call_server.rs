//! The server of an MCP call and the name of its tool there (FORMAT.md §6.4).

use super::label;
use crate::json::Raw;
use crate::privacy::Label;

/// Marks the names of such calls.
const MARK: &str = "mcp__";
/// A longer name is cut, and ends in the digits of a hash.
const NAME_BYTES_MAX: usize = 64;
const HASH_DIGITS: usize = 40;

/// Where a call went.
#[derive(Clone, Debug, Default)]
pub struct ServerTool {
    /// The server.
    pub server: Option<Label>,
    /// The tool, as the server calls it.
    pub tool: Option<Label>,
}

impl ServerTool {
    /// Of a call's own name: `mcp__<server>__<tool>`, or the namespace `mcp__<server>` and the tool. `None` if it is no MCP call's.
    pub(super) fn of_name(name: &str, namespace: &str) -> Option<Self> {
        let (server, tool) = match namespace.strip_prefix(MARK) {
            Some(server) => (server.trim_end_matches("__"), Some(name)),
            None => {
                let both = name.strip_prefix(MARK)?;
                match both.split_once("__") {
                    Some((server, tool)) => (server, Some(tool).filter(|_| !is_cut(name))),
                    None => (both, None),
                }
            }
        };
        Some(Self {
            server: Label::new(server),
            tool: tool.and_then(Label::new),
        })
    }

    /// Of an `invocation`, which is right where both tell.
    pub(super) fn of_invocation(invocation: Raw<'_>) -> Self {
        Self {
            server: invocation.field("server").and_then(label),
            tool: invocation.field("tool").and_then(label),
        }
    }
}

/// Whether the end of the name is a hash.
fn is_cut(name: &str) -> bool {
    name.len() == NAME_BYTES_MAX
        && name.as_bytes()[NAME_BYTES_MAX - HASH_DIGITS..]
            .iter()
            .all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_to_name_a_server() {
        let cut = alloc::format!("mcp__{}__{}", "server", "a".repeat(11) + &"0f".repeat(20));
        // Name, namespace; server, tool.
        #[rustfmt::skip]
        let table = [
            ("mcp__demo__get_weather", "", Some(("demo", "get_weather"))),
            ("mcp__demo__get__weather", "", Some(("demo", "get__weather"))),
            ("get_weather", "mcp__demo__", Some(("demo", "get_weather"))),
            ("get_weather", "mcp__demo", Some(("demo", "get_weather"))),
            ("mcp__demo", "", Some(("demo", "-"))),
            ("a tool of many words", "mcp__demo", Some(("demo", "-"))),
            (&*cut, "", Some(("server", "-"))),
            ("demo__get_weather", "", None),
            ("wait_agent", "collaboration", None),
        ];
        for (name, namespace, expected) in table {
            let told = ServerTool::of_name(name, namespace);
            let word = |label: &Option<Label>| match label {
                Some(label) => alloc::string::String::from(label.as_str()),
                None => "-".into(),
            };
            let told = told.map(|told| (word(&told.server), word(&told.tool)));
            let told = told.as_ref().map(|(server, tool)| (&**server, &**tool));
            assert_eq!(told, expected, "{name} {namespace}");
        }
        assert_eq!(cut.len(), NAME_BYTES_MAX);
    }
}
