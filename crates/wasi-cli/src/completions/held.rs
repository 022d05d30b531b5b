//! What a shell can complete only from the database: models, projects and the newest sessions, one a line; after a tab
//! stands what a shell may say beside it.
//!
//! A person is typing: it waits for no lock and reads no rollout. Where the database does not answer, there is nothing to
//! choose from, and nobody is told why.

use rusqlite::Row;

use cutrack_core::record::Timestamp;
use cutrack_core::report::printable;
use cutrack_core::zone::Zone;

use crate::arguments::Held;
use crate::database::Database;
use crate::zone;

const MODELS: &str = "SELECT DISTINCT model FROM turns WHERE model IS NOT NULL ORDER BY model";

/// Under `strict` no name is stored, so that there is none to choose.
const PROJECTS: &str = "
    SELECT name FROM names WHERE pseudonym IN (SELECT cwd FROM sessions) ORDER BY name";

const SESSIONS: &str = "
    WITH newest AS (
        SELECT session_id, source_id, max(newest_line_at_ms) AS newest_at_ms
        FROM sessions JOIN sources ON id = source_id
        WHERE session_id IS NOT NULL AND newest_line_at_ms IS NOT NULL AND NOT is_purged
        GROUP BY session_id ORDER BY newest_at_ms DESC LIMIT 30
    )
    SELECT session_id, newest_at_ms, (
        SELECT model FROM turns WHERE turns.source_id = newest.source_id AND model IS NOT NULL
        ORDER BY turn_index DESC LIMIT 1
    )
    FROM newest ORDER BY newest_at_ms DESC";

/// The lines.
pub(crate) fn held(asked: &Held) -> String {
    let zone = asked
        .zone
        .as_deref()
        .and_then(|name| zone::named(name).ok());
    lines(asked, &zone.unwrap_or_default()).unwrap_or_default()
}

fn lines(asked: &Held, zone: &Zone) -> Option<String> {
    let sql = match asked.what.as_str() {
        "model" => MODELS,
        "project" => PROJECTS,
        _ => SESSIONS,
    };
    let line = |row: &Row<'_>| match sql {
        SESSIONS => session(row, zone),
        _ => row.get(0),
    };
    let database = Database::unguarded(asked.database.as_deref()?).ok()?;
    let mut statement = database.prepare(sql).ok()?;
    let lines: Result<Vec<String>, _> = statement.query_map((), line).ok()?.collect();
    let fields = |line: &String| {
        line.split('\t')
            .map(printable)
            .collect::<Vec<_>>()
            .join("\t")
    };
    Some(lines.ok()?.iter().map(|line| fields(line) + "\n").collect())
}

fn session(row: &Row<'_>, zone: &Zone) -> rusqlite::Result<String> {
    let (id, at_ms, model): (String, i64, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let date = zone.local(Timestamp(at_ms)).date;
    let model = model.map_or_else(String::new, |model| format!("  {model}"));
    Ok(format!("{id}\t{date}{model}"))
}
