//! `turn_context` (FORMAT.md §4): the settings that following requests run with.

use super::{count, id, label};
use crate::json::{Key, Kind, Raw};
use crate::privacy::{Id, Label};

/// The payload of a `turn_context` line.
#[derive(Clone, Debug, Default)]
pub struct TurnContext {
    /// The turn, from 0.99 on.
    pub turn_id: Option<Id>,
    /// Model slug.
    pub model: Option<Label>,
    /// It names a model, whose name may be no label.
    pub names_model: bool,
    /// Reasoning effort; absent is the model's default.
    pub effort: Option<Label>,
    /// All other settings.
    pub settings: TurnSettings,
}

/// What a turn may do and how it answers. What a version does not write is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurnSettings {
    /// How reasoning is summed up.
    pub summary: Option<Label>,
    /// When the user is asked; `granular` and `reject` stand for their objects.
    pub approval_policy: Option<Label>,
    /// What commands may touch.
    pub sandbox: Option<SandboxPolicy>,
    /// Kind of the permission profile.
    pub permission_profile: Option<Label>,
    /// How long outputs are cut.
    pub truncation: Option<Truncation>,
    /// Collaboration mode.
    pub collaboration_mode: Option<Label>,
    /// Personality.
    pub personality: Option<Label>,
    /// Length of the user's instructions.
    pub user_instructions_characters: Option<u64>,
    /// Length of the developer's instructions.
    pub developer_instructions_characters: Option<u64>,
}

/// `sandbox_policy`, in all its spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SandboxPolicy {
    /// `danger-full-access`, `read-only`, `workspace-write`, `external-sandbox`, or a word that came later.
    pub kind: Option<Label>,
    /// Whether commands reach the network.
    pub network_access: Option<bool>,
    /// How many folders beside the working folder may be written.
    pub writable_roots: Option<u64>,
    /// `$TMPDIR` is not writable.
    pub exclude_tmpdir_env_var: Option<bool>,
    /// `/tmp` is not writable.
    pub exclude_slash_tmp: Option<bool>,
}

/// `truncation_policy`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truncation {
    /// `bytes` or `tokens`.
    pub mode: Option<Label>,
    /// How many of them.
    pub limit: Option<u64>,
}

impl TurnContext {
    /// Reads the payload's fields.
    pub fn read<'a>(fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Self {
        let mut context = Self::default();
        for (key, value) in fields {
            match &*key.name() {
                b"turn_id" => context.turn_id = id(value),
                b"model" => {
                    let name = value.text().filter(|name| !name.is_empty());
                    context.names_model = name.is_some();
                    context.model = name.and_then(|name| Label::new(&name));
                }
                b"effort" => context.effort = label(value),
                name => context.settings.set(name, value),
            }
        }
        context
    }
}

/// The effort that a `configuration_update` item sets from there on, in the middle of a turn (FORMAT.md §6), if it sets
/// one; its word may be no label.
pub fn updated_effort(reasoning: Option<Raw<'_>>) -> Option<Option<Label>> {
    let word = reasoning?.field("effort")?.text()?;
    (!word.is_empty()).then(|| Label::new(&word))
}

impl TurnSettings {
    fn set(&mut self, name: &[u8], value: Raw<'_>) {
        match name {
            b"summary" => self.summary = label(value),
            b"approval_policy" => self.approval_policy = approval_policy(value),
            b"sandbox_policy" => self.sandbox = SandboxPolicy::read(value),
            b"permission_profile" => self.permission_profile = value.field("type").and_then(label),
            b"truncation_policy" => self.truncation = Truncation::read(value),
            b"collaboration_mode" => self.collaboration_mode = value.field("mode").and_then(label),
            b"personality" => self.personality = label(value),
            b"user_instructions" => {
                self.user_instructions_characters = value.length_in_characters();
            }
            b"developer_instructions" => {
                self.developer_instructions_characters = value.length_in_characters();
            }
            _ => {}
        }
    }
}

/// A word, or an object whose only key says what it is.
fn approval_policy(value: Raw<'_>) -> Option<Label> {
    let of_object = || {
        ["granular", "reject"]
            .into_iter()
            .find(|name| value.field(name).is_some())
            .and_then(Label::new)
    };
    label(value).or_else(of_object)
}

impl SandboxPolicy {
    fn read(value: Raw<'_>) -> Option<Self> {
        if value.kind() != Kind::Object {
            return None;
        }
        let mut policy = Self::default();
        for (key, value) in value.fields() {
            match &*key.name() {
                // `mode` up to 0.58.
                b"mode" | b"type" => policy.kind = label(value),
                b"network_access" => policy.network_access = network_access(value),
                b"writable_roots" if value.kind() == Kind::Array => {
                    policy.writable_roots = Some(value.elements().count() as u64);
                }
                b"exclude_tmpdir_env_var" => policy.exclude_tmpdir_env_var = value.boolean(),
                b"exclude_slash_tmp" => policy.exclude_slash_tmp = value.boolean(),
                _ => {}
            }
        }
        Some(policy)
    }
}

/// A boolean, or a word in an external sandbox.
fn network_access(value: Raw<'_>) -> Option<bool> {
    value.boolean().or_else(|| match &*value.text()? {
        "enabled" => Some(true),
        "restricted" => Some(false),
        _ => None,
    })
}

impl Truncation {
    fn read(value: Raw<'_>) -> Option<Self> {
        (value.kind() == Kind::Object).then(|| Self {
            mode: value.field("mode").and_then(label),
            limit: value.field("limit").and_then(count),
        })
    }
}
