//! `statusline` while the database stays closed: from the summary beside it, and from the files that can have changed
//! since. It waits for nobody and stores nothing. Where the summary does not do, there is no answer here, and the
//! database is asked.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use cutrack_core::privacy::{Key, Name, Privacy, Pseudonym, PseudonymKind};
use cutrack_core::record::Timestamp;
use cutrack_core::report::{ReportKind, Summary};
use cutrack_core::store::{Plan, SourceName, SourceRecord};
use cutrack_core::zone::Zone;
use cutrack_core::{Config, Engine, Report};

use crate::arguments::Call;
use crate::database::{key, summary};
use crate::ingest::as_found;
use crate::reading;
use crate::source::{self, Source};

/// More is read and stored by the database's way, so that it is read once.
const MOST_BYTES: u64 = 16_000_000;

/// A file that Codex did not name and whose newest line is older is at work no more.
const AT_WORK_MS: i64 = 26 * 3_600_000;

/// Homes by the pseudonym that stands for each.
type Homes = BTreeMap<Pseudonym, Rc<Path>>;

/// The report, if it is that of the one line and the summary does.
pub(crate) fn report(call: &Call, zone: &Zone) -> Option<Report> {
    let setting = &call.setting;
    let asks_more = setting.reads_nothing || setting.reads_again || setting.privacy.is_some();
    let is_of_homes = setting.paths.is_empty() && !setting.homes.is_empty();
    if call.query.report != ReportKind::Statusline || asks_more || !is_of_homes {
        return None;
    }
    let path = setting.database.as_deref()?;
    let summary = Summary::from_bytes(&summary::beside(path)?)?;
    let now = zone.parse(call.query.now_at.as_deref()?)?;
    if !summary.answers(&call.query, now) {
        return None;
    }
    let bytes = key::known(path)?;
    let key = Key::new(bytes);
    let homes = setting.homes.iter().map(|home| {
        let text = home.to_string_lossy();
        (
            key.pseudonym(PseudonymKind::Home, &text),
            Rc::from(home.as_path()),
        )
    });
    let homes: Homes = homes.collect();
    let found = found(&summary, &homes, now)?;
    let config = Config {
        key: Some(bytes),
        privacy: Privacy::Strict,
        zone: zone.clone(),
        prices: setting.prices.clone(),
        ..reading::config()
    };
    answer(call, &summary, &found, &homes, config)
}

/// The files that can have changed, and those where new ones come; absent where that takes a whole walk.
fn found(summary: &Summary, homes: &Homes, now: Timestamp) -> Option<Vec<Source>> {
    let mut found = BTreeMap::new();
    let folders = summary.folders(now)?;
    for (pseudonym, home) in homes {
        if !summary.knows_home(*pseudonym) {
            return None;
        }
        for folder in &folders {
            for file in source::in_folder(home, folder)? {
                found.insert((Rc::clone(home), file.name.clone()), file);
            }
        }
    }
    for recent in summary.recent().filter(|recent| !recent.is_gone) {
        let Some(home) = home_of(recent, homes) else {
            continue;
        };
        let SourceName::Rollout(name) = &recent.name else {
            // Nobody knows where it lies. Where it is at work it is sought; else it is as it was.
            let at_work_from = Timestamp(now.0 - AT_WORK_MS);
            if recent.newest_line_at >= Some(at_work_from) {
                return None;
            }
            continue;
        };
        let name = name.as_str();
        if let Entry::Vacant(place) = found.entry((Rc::clone(home), name.to_owned())) {
            place.insert(source::at(home, name)?);
        }
    }
    Some(found.into_values().collect())
}

/// Where the file lies, if that is one of the homes of this call. The others are as they were.
fn home_of<'a>(source: &SourceRecord, homes: &'a Homes) -> Option<&'a Rc<Path>> {
    homes.get(&source.home.as_ref().and_then(Name::pseudonym)?)
}

/// Reads what is new in the files, and answers over that and the rest of the summary.
fn answer(
    call: &Call,
    summary: &Summary,
    found: &[Source],
    homes: &Homes,
    config: Config,
) -> Option<Report> {
    let key = config.key.map(Key::new);
    let recent = summary
        .recent()
        .filter(|recent| home_of(recent, homes).is_some());
    let recent: Vec<&SourceRecord> = recent.collect();
    let names: Vec<Cow<'_, str>> = found
        .iter()
        .map(|file| file.home.to_string_lossy())
        .collect();
    let files = found.iter().zip(&names);
    let files: Vec<_> = files.map(|(file, home)| as_found(file, home)).collect();
    let mut plan = Plan::new(&files, &recent, key.as_ref());
    let mut engine = Engine::new(config);
    let mut bytes = 0;
    loop {
        let next = plan.next(&engine.records());
        let places = next.into_iter().flatten();
        let files: Vec<(&Source, SourceRecord)> = places
            .filter_map(|place| Some((found.get(place)?, plan.source(place)?.clone())))
            .collect();
        if files.is_empty() {
            break;
        }
        bytes += files.iter().map(|(file, _)| file.size_bytes).sum::<u64>();
        if bytes > MOST_BYTES {
            return None;
        }
        reading::feed(&mut engine, &files, &mut None);
    }
    let mut replaced = BTreeSet::new();
    for file in engine.records().iter() {
        if file.source.is_unread() {
            return None;
        }
        let known = plan.is_known(file.source.id).then_some(file.source.id);
        replaced.extend(plan.replaced_by(&file.source).chain(known));
    }
    if summary.misses_a_base(&engine.records()) {
        return None;
    }
    engine.settle();
    engine.put(summary.files(&replaced));
    let mut report = engine.report(&call.query).ok()?;
    if let Report::Statusline(report) = &mut report {
        summary.complete(report);
    }
    Some(report)
}
