//! `privacy --find`: looks for a text in everything that is kept. It must not be there; where it is, the answer says
//! in which table, and never the text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use cutrack_core::record::table::Table;
use cutrack_core::store;
use cutrack_core::zone::Zone;

use crate::arguments::FindCall;
use crate::data_commands::{Said, existing, file_name};
use crate::database::{Obstacle, Problem, Visit};
use crate::fault::{Exit, Fault};
use crate::folding::paragraph;
use crate::format;
use crate::keeper::Keeper;
use crate::sought::{LEAST_BYTES, Sought};

/// The one table that holds what a person wrote, and only while they let it.
const NAMES: &str = "names";

/// The table in which all rows stand once more.
const ROW_BYTES: &str = "row_bytes";

/// How a SQLite file begins, before anything that was put into it.
const HEADER_BYTES: u64 = 16;
const CHUNK_BYTES: usize = 1024 * 1024;

/// Where a text was found.
struct Findings {
    tables: usize,
    file_bytes: u64,
    /// Cells that hold it, by table.
    cells: Vec<(&'static str, u64)>,
    /// How often the file holds it beside its rows; looked at only where no row does.
    in_pages: u64,
}

/// What to look for; the error does not say the text.
pub(crate) fn sought(text: &str) -> Result<Sought, Fault> {
    Sought::new(text).ok_or_else(|| {
        let what = format!("--find needs a text of {LEAST_BYTES} bytes, or more.");
        Fault::usage(what).or_try("a longer part of it")
    })
}

/// Searches every text of every table, and every page of the file.
pub(crate) fn find(call: &FindCall, sought: &Sought, zone: &Zone) -> Result<Said, Fault> {
    let path = existing(&call.setting, "privacy --find")?;
    let search = |visit: &Visit<'_>| search(visit, path, sought);
    let found =
        Keeper::open(path, None, &call.setting.holder).and_then(|mut keeper| keeper.look(search));
    let found = found.map_err(|problem| problem.fault(&file_name(path), zone))?;
    let (answer, exit) = found.answer();
    let text = format!(
        "Searched {} tables and every page of the file, {}, for {} bytes in UTF-8, UTF-16, JSON escapes, base64, hex \
         and percent signs: {answer}",
        found.tables,
        format::bytes(found.file_bytes),
        format::count(sought.bytes as u64),
    );
    Ok(Said {
        out: paragraph(&text, call.look.width),
        exit,
        ..Said::default()
    })
}

fn search(visit: &Visit<'_>, path: &Path, sought: &Sought) -> Result<Findings, Problem> {
    let tables: Vec<&Table> = store::tables().collect();
    let mut cells = Vec::new();
    for table in &tables {
        let mut count = 0;
        visit.texts(table, |text| {
            count += u64::from(sought.is_in(text));
        })?;
        if count > 0 {
            cells.push((table.name, count));
        }
    }
    let mut in_bytes = 0;
    visit.all_bytes(|bytes| in_bytes += u64::from(sought.is_in(bytes)))?;
    if in_bytes > 0 {
        cells.push((ROW_BYTES, in_bytes));
    }
    let unreadable = |error: io::Error| Problem::Unwritable(Obstacle::from(&error));
    let file_bytes = path.metadata().map_err(unreadable)?.len();
    let mut in_pages = 0;
    if cells.is_empty() {
        // Our own words, which say what the tables are, stand in the pages too.
        let mut in_schema = 0;
        visit.schema_texts(|text| in_schema += sought.count_after(0, text))?;
        let in_file = count_in_file(path, sought).map_err(unreadable)?;
        in_pages = in_file.saturating_sub(in_schema);
    }
    Ok(Findings {
        // And the one of the bytes.
        tables: tables.len() + 1,
        file_bytes,
        cells,
        in_pages,
    })
}

fn count_in_file(path: &Path, sought: &Sought) -> io::Result<u64> {
    let mut file = File::open(path)?;
    io::copy(&mut (&mut file).take(HEADER_BYTES), &mut io::sink())?;
    let mut chunk = Vec::with_capacity(CHUNK_BYTES + sought.longest());
    let (mut count, mut known) = (0, 0);
    loop {
        let read = (&mut file)
            .take(CHUNK_BYTES as u64)
            .read_to_end(&mut chunk)?;
        if read == 0 {
            return Ok(count);
        }
        count += sought.count_after(known, &chunk);
        // A shape may stand across two chunks.
        known = chunk.len().min(sought.longest() - 1);
        chunk.drain(..chunk.len() - known);
    }
}

impl Findings {
    fn answer(&self) -> (String, Exit) {
        let mut places: Vec<String> = self
            .cells
            .iter()
            .map(|(table, count)| format!("{table} {}", format::count(*count)))
            .collect();
        if self.in_pages > 0 {
            places.push(format!("pages {}", format::count(self.in_pages)));
        }
        let in_cells: u64 = self.cells.iter().map(|(_, count)| count).sum();
        let times = match in_cells + self.in_pages {
            0 => return ("not found.".to_owned(), Exit::Fine),
            1 => "1 time".to_owned(),
            times => format!("{} times", format::count(times)),
        };
        let places = places.join(", ");
        let is_by_choice = self.cells.iter().all(|(table, _)| *table == NAMES);
        match is_by_choice && self.in_pages == 0 {
            true => {
                let what = format!("found {times}: {places} (readable names, kept by your choice)");
                (what, Exit::Fine)
            }
            false => {
                let what = format!(
                    "found {times}: {places}. This must not be: please report it, without the text."
                );
                (what, Exit::Failed)
            }
        }
    }
}
