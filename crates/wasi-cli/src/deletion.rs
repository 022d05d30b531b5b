//! The commands that delete what is kept, `forget` and `purge`: each says what would go, and goes on only with consent.
//!
//! The guest never asks by itself, because it has no terminal: the launcher runs it twice, first to say the question.

use cutrack_core::record::Timestamp;
use cutrack_core::report::{Purge, QueryError};
use cutrack_core::store::FileRecords;
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Query};

use crate::arguments::{DataCall, does_not_take};
use crate::data_commands::{Said, existing, file_name};
use crate::database::{Obstacle, Problem};
use crate::fault::{Exit, Fault};
use crate::folding::{command, paragraph};
use crate::keeper::Keeper;
use crate::{format, own_prices, which_session};

/// What a run may do that deletes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Consent {
    /// Nothing, and there is nobody to ask.
    #[default]
    None,
    /// Say the question; another run deletes.
    Ask,
    /// Say what would be deleted.
    Rehearse,
    /// Delete.
    Given,
}

/// What a command would delete.
struct Intent {
    /// In few words.
    what: String,
    /// As whole sentences.
    question: String,
}

impl Intent {
    /// What is said instead of deleting; absent where there is consent.
    fn instead(self, call: &DataCall) -> Result<Option<Said>, Fault> {
        let (out, exit) = match call.setting.consent {
            Consent::Given => return Ok(None),
            Consent::Ask => (self.question, Exit::Asked),
            Consent::Rehearse => (format!("Would delete {}.", self.what), Exit::Fine),
            Consent::None => {
                let (command, what) = (call.command.name, self.what);
                let what = format!("{command} would delete {what} and cannot ask here.");
                return Err(Fault::usage(what).or_try("add --yes"));
            }
        };
        Ok(Some(Said {
            out: paragraph(&out, call.look.width),
            exit,
            ..Said::default()
        }))
    }
}

fn done(what: &str) -> Said {
    Said {
        err: format!("Done: {what}.\n"),
        ..Said::default()
    }
}

/// `forget names`, `forget all`.
pub(crate) fn forget(call: &DataCall, zone: &Zone) -> Result<Said, Fault> {
    let path = existing(&call.setting, call.command.name)?;
    let fault = |problem: Problem| problem.fault(&file_name(path), zone);
    let opened = Keeper::open(path, None, &call.setting.holder);
    if call.word.as_deref() != Some("all") {
        let mut keeper = opened.map_err(fault)?;
        let intent = all_names(&mut keeper).map_err(fault)?;
        if let Some(said) = intent.instead(call)? {
            return Ok(said);
        }
        keeper.forget_names().map_err(fault)?;
        return Ok(done("0 names, file rewritten"));
    }
    // What cannot be read can still go.
    let intent = match opened {
        Err(Problem::Damaged) => Ok(a_ruin()),
        opened => opened.and_then(|mut keeper| everything(&mut keeper)),
    };
    if let Some(said) = intent.map_err(fault)?.instead(call)? {
        return Ok(said);
    }
    let unwritable = |error| Problem::Unwritable(Obstacle::from(&error));
    own_prices::forget(path)
        .map_err(unwritable)
        .map_err(fault)?;
    Keeper::forget_all(path, &call.setting.holder).map_err(fault)?;
    Ok(done("everything that was kept is deleted"))
}

fn all_names(keeper: &mut Keeper) -> Result<Intent, Problem> {
    let what = format::counted(keeper.names()?, "readable name");
    Ok(Intent {
        question: format!(
            "This empties {what}. Rows stay, under pseudonyms, and no name is \
             stored from now on, until you run with --privacy names."
        ),
        what,
    })
}

fn everything(keeper: &mut Keeper) -> Result<Intent, Problem> {
    let (rows, files) = keeper.rows()?;
    let (rows, files) = (format::counted(rows, "row"), format::counted(files, "file"));
    Ok(Intent {
        what: format!("{rows} of {files}"),
        question: format!(
            "This deletes the database, its summary, the key and your prices: {rows} \
             of {files}. Your Codex files stay as they are."
        ),
    })
}

fn a_ruin() -> Intent {
    Intent {
        what: "a damaged database".to_owned(),
        question:
            "This deletes the database, which is damaged, its summary, the key and your prices. \
                   Your Codex files stay as they are."
                .to_owned(),
    }
}

/// `purge`: the rows of whole sessions.
pub(crate) fn purge(call: &DataCall, zone: &Zone, now_ms: i64) -> Result<Said, Fault> {
    let which = which(&call.purge)?;
    let path = existing(&call.setting, call.command.name)?;
    let fault = |problem: Problem| problem.fault(&file_name(path), zone);
    let mut keeper = Keeper::open(path, None, &call.setting.holder).map_err(fault)?;
    let outlines = keeper.named_outlines().map_err(fault)?;
    let now = Timestamp(now_ms).to_string();
    let chosen = match call.purge.choose(&outlines, zone, Some(&now)) {
        Ok(chosen) => chosen,
        Err(error) => return Err(refused(error, &call.purge, outlines)),
    };
    if chosen.sources.is_empty() {
        return Ok(done(&format!("0 sessions ({which}), nothing was deleted")));
    }
    let rows = keeper.rows_of(&chosen.sources).map_err(fault)?;
    let (sessions, rows) = (
        format::counted(chosen.sessions, "session"),
        format::counted(rows, "row"),
    );
    let intent = Intent {
        what: match call.setting.consent {
            Consent::Rehearse => format!("{sessions} ({which}), {rows}"),
            _ => rows.clone(),
        },
        question: format!(
            "This deletes {sessions} ({which}), {rows}. \
             Your Codex files stay as they are; those of these sessions are not read \
             again until {}.",
            command("cutrack ingest --again")
        ),
    };
    if let Some(said) = intent.instead(call)? {
        return Ok(said);
    }
    let chosen: Vec<&FileRecords> = outlines
        .iter()
        .filter(|file| chosen.sources.contains(&file.source.id))
        .collect();
    keeper.purge(&chosen).map_err(fault)?;
    Ok(done(&format!("{sessions}, {rows} deleted, file rewritten")))
}

/// What the sessions have in common, as it was asked for; exactly one thing.
fn which(purge: &Purge) -> Result<String, Fault> {
    let before = purge.before.as_ref();
    let before = before.map(|date| format!("last activity before {date}"));
    let gone = purge.gone.then(|| "whose files are gone".to_owned());
    let session = purge.session.as_ref().map(|id| format!("id {id}"));
    let projects =
        (!purge.projects.is_empty()).then(|| format!("project {}", purge.projects.join(", ")));
    let mut asked = [before, gone, session, projects].into_iter().flatten();
    let options = "--before, --gone, --session, --project";
    match (asked.next(), asked.next()) {
        (Some(which), None) => {
            if purge.session.is_some() {
                which_session::check(purge.session.as_deref())?;
            }
            Ok(which)
        }
        (None, _) => Err(Fault::usage(format!("purge needs one of {options}."))),
        _ => Err(Fault::usage(format!("choose one of {options}."))),
    }
}

fn refused(error: QueryError, purge: &Purge, outlines: Vec<FileRecords>) -> Fault {
    let start = purge.session.as_deref();
    match error {
        QueryError::NoSession => which_session::none(&Query {
            session: purge.session.clone(),
            ..Query::default()
        }),
        QueryError::SeveralSessions => {
            let mut engine = Engine::new(Config::default());
            engine.put(outlines);
            which_session::several(start, &engine)
        }
        _ => does_not_take("before", purge.before.as_deref().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_thing_is_asked_for() {
        let of = |before: Option<&str>, gone, session: Option<&str>| {
            which(&Purge {
                before: before.map(str::to_owned),
                gone,
                session: session.map(str::to_owned),
                projects: Vec::new(),
            })
        };
        assert!(of(None, false, None).is_err());
        assert!(of(Some("2026"), true, None).is_err());
        assert!(of(None, false, Some("019")).is_err());
        assert_eq!(of(None, true, None).as_deref(), Ok("whose files are gone"));
    }
}
