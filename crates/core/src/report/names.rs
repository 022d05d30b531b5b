//! What each pseudonym stands for. Names are in no other report that was not asked for them; a host that shows them
//! joins them to its rows, and forgets them alone.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::Dataset;
use super::records_status::snapshots;
use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::privacy::Pseudonym;
use crate::store::FileRecords;

/// Names of all sessions; no range and no filter narrows them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamesReport {
    /// How it begins: `names`.
    #[serde(flatten)]
    pub head: Head,
    /// By kind, then by pseudonym. None without a key, or when names were not asked for.
    pub rows: Vec<NameRow>,
    /// The files.
    pub files: FileCounts,
}

/// One name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameRow {
    /// What it names.
    pub kind: NameKind,
    /// What stands for it in rows.
    pub pseudonym: String,
    /// The name.
    pub name: String,
}

/// What a name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A working folder.
    #[default]
    Project,
    /// A git branch.
    Branch,
    /// A repository, without credentials.
    Repository,
    /// A sub-agent.
    Nickname,
}

pub(super) fn build(files: &[FileRecords], dataset: &Dataset, scope: &Scope<'_>) -> NamesReport {
    let mut names = BTreeMap::new();
    let of_sessions = dataset.sessions.iter().flat_map(|session| {
        let identity = session.identity;
        [
            (NameKind::Project, identity.cwd.as_ref()),
            (NameKind::Branch, identity.branch.as_ref()),
            (NameKind::Repository, identity.repository.as_ref()),
            (NameKind::Nickname, identity.nickname()),
        ]
    });
    let of_status =
        snapshots(files).map(|(_, _, snapshot)| (NameKind::Project, snapshot.cwd.as_ref()));
    for (kind, name) in of_sessions
        .chain(of_status)
        .filter(|_| scope.names.are_readable())
    {
        let known = name.and_then(|name| Some((name.pseudonym()?, name.text()?)));
        if let Some((pseudonym, text)) = known {
            names.insert((kind, pseudonym), String::from(text));
        }
    }
    let row = |((kind, pseudonym), name): ((_, Pseudonym), _)| NameRow {
        kind,
        pseudonym: pseudonym.to_string(),
        name,
    };
    NamesReport {
        head: scope.head("names"),
        rows: names.into_iter().map(row).collect(),
        files: dataset.files.clone(),
    }
}
