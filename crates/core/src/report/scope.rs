//! What a query looks at: its range, its filters, and how it calls things.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::dataset::Session;
use super::query::{Filters, Query, QueryError, WeekStart};
use super::shared::{DateRange, Head};
use crate::order::InOrder;
use crate::privacy::{Label, Name};
use crate::record::Timestamp;
use crate::session::{Call, Identity};
use crate::zone::{Date, Span, Zone};

/// A query's range and filters, resolved.
pub(super) struct Scope<'a> {
    pub(super) zone: &'a Zone,
    pub(super) span: Span,
    pub(super) week_start: WeekStart,
    pub(super) names: Names,
    filters: &'a Filters,
    /// Starts of session ids, in order and none the start of another; none keeps all.
    sessions: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    /// Resolves the texts of a query.
    pub(super) fn new(query: &'a Query, zone: &'a Zone) -> Result<Self, QueryError> {
        let range = &query.range;
        let (last, since, until) = (
            range.last.as_deref(),
            range.since.as_deref(),
            range.until.as_deref(),
        );
        let span = zone.resolve(
            last,
            since,
            until,
            query.now_at.as_deref(),
            query.week_start,
        )?;
        let names = Names {
            readable: query.with_names,
        };
        Ok(Self {
            zone,
            span,
            week_start: query.week_start,
            names,
            filters: &query.filters,
            sessions: starts(&query.filters.session),
        })
    }

    /// The same without the filter by session.
    pub(super) fn of_any_session(&self) -> Self {
        Self {
            sessions: Vec::new(),
            ..*self
        }
    }

    /// The same for as long a time just before; absent where the range has an open end.
    pub(super) fn of_time_before(&self) -> Option<Self> {
        Some(Self {
            span: self.zone.before(&self.span)?,
            sessions: self.sessions.clone(),
            ..*self
        })
    }

    /// How the report of this name begins.
    pub(super) fn head(&self, report: &'static str) -> Head {
        Head {
            schema: super::SCHEMA,
            report,
            zone: self.zone.name.clone(),
            now_at: self.span.now,
        }
    }

    /// The days of the range.
    pub(super) fn dates(&self) -> DateRange {
        let text = |date: Option<Date>| date.map(|date| date.to_string());
        DateRange {
            from: text(self.span.from_date),
            until: text(self.span.until_date),
        }
    }

    /// How long ago a moment was at "now".
    pub(super) fn age_ms(&self, at: Timestamp) -> Option<u64> {
        self.span.now.map(|now| now.0.abs_diff(at.0))
    }

    /// Whether a moment is in the range and not after "now". What has no time is in no range but that of all time.
    pub(super) fn keeps_time(&self, at: Option<Timestamp>) -> bool {
        match at {
            Some(at) => self.span.contains(at) && self.span.now.is_none_or(|now| at <= now),
            None => self.span.from.is_none() && self.span.until.is_none(),
        }
    }

    /// Whether a row of a session is asked for.
    pub(super) fn keeps(&self, at: Option<Timestamp>, model: Option<&Label>) -> bool {
        self.keeps_time(at) && self.keeps_model_of(model)
    }

    /// Whether the model of a row is asked for.
    pub(super) fn keeps_model_of(&self, model: Option<&Label>) -> bool {
        self.keeps_model(model.map_or("unknown", Label::as_str))
    }

    /// Whether a session is asked for.
    pub(super) fn keeps_session(&self, session: &Session) -> bool {
        self.keeps_identity(session.identity)
            && (self.sessions.is_empty() || self.names_session(&session.id()))
            && self.keeps_calls(session)
    }

    /// Whether an id begins as one that is asked for: then nothing can stand between the two in order. The page asks
    /// for thousands at once.
    fn names_session(&self, id: &str) -> bool {
        let behind = self.sessions.partition_point(|start| *start <= id);
        let before = behind.checked_sub(1).map(|at| self.sessions[at]);
        before.is_some_and(|start| id.starts_with(start))
    }

    /// Whether a session made the calls that are asked for, in the range.
    fn keeps_calls(&self, session: &Session) -> bool {
        let Filters { tool, program, .. } = self.filters;
        if tool.is_empty() && program.is_empty() {
            return true;
        }
        let asked = |call: &&Call| {
            let started = call.program.as_ref().map(ToString::to_string);
            keeps(tool, call.tool.as_ref().map(Label::as_str)) && keeps(program, started.as_deref())
        };
        let calls = session.calls.iter();
        calls.filter(asked).any(|call| self.keeps_time(call.at))
    }

    /// Whether what a session says of itself is asked for; its id is not looked at.
    pub(super) fn keeps_identity(&self, identity: &Identity) -> bool {
        let filters = self.filters;
        let named = |patterns: &[String], name: Option<&Name>| {
            let text = name.and_then(Name::text);
            let tail = text.map(|text| text.rsplit(['/', '\\']).next().unwrap_or(text));
            let pseudonym = name.and_then(Name::pseudonym).map(|name| name.to_string());
            keeps(
                patterns,
                [text, tail, pseudonym.as_deref()].into_iter().flatten(),
            )
        };
        named(&filters.project, identity.cwd.as_ref())
            && named(&filters.branch, identity.branch.as_ref())
            && named(&filters.repo, identity.repository.as_ref())
            && keeps(&filters.source, self.names.source(identity).as_deref())
    }

    /// For a report of all files: it can be asked for no part of them.
    pub(super) fn refuse_narrowing(&self) -> Result<(), QueryError> {
        let is_narrowed = !self.is_of_all_time() || *self.filters != Filters::default();
        if is_narrowed {
            return Err(QueryError::Narrowed);
        }
        Ok(())
    }

    /// Whether some models are asked for, and not all.
    pub(super) fn asks_for_models(&self) -> bool {
        !self.filters.model.is_empty()
    }

    /// Whether a model is asked for.
    pub(super) fn keeps_model(&self, model: &str) -> bool {
        keeps(&self.filters.model, [model])
    }

    /// Whether no moment is left out.
    pub(super) fn is_of_all_time(&self) -> bool {
        !self.is_limited() && self.span.now.is_none()
    }

    /// Whether the range is not that of all time.
    pub(super) fn is_limited(&self) -> bool {
        self.span.from.is_some() || self.span.until.is_some()
    }
}

/// Starts in order, without those that begin as another one.
fn starts(sessions: &[String]) -> Vec<&str> {
    let mut starts = sessions.iter().map(String::as_str).collect::<Vec<_>>();
    starts.order_by(|one, other| one.cmp(other));
    starts.dedup_by(|start, before| start.starts_with(*before));
    starts
}

/// How folders, branches and repositories are called in an answer.
#[derive(Clone, Copy)]
pub(super) struct Names {
    readable: bool,
}

impl Names {
    pub(super) fn project(self, identity: &Identity) -> Option<String> {
        self.project_of(identity.cwd.as_ref())
    }

    /// A working folder.
    pub(super) fn project_of(self, cwd: Option<&Name>) -> Option<String> {
        self.name(cwd)
    }

    pub(super) fn branch(self, identity: &Identity) -> Option<String> {
        self.name(identity.branch.as_ref())
    }

    pub(super) fn repository(self, identity: &Identity) -> Option<String> {
        self.name(identity.repository.as_ref())
    }

    /// A Codex home.
    pub(super) fn home(self, home: Option<&Name>) -> Option<String> {
        self.name(home)
    }

    pub(super) fn nickname(self, identity: &Identity) -> Option<String> {
        self.name(identity.nickname())
    }

    pub(super) fn source(self, identity: &Identity) -> Option<String> {
        identity
            .source
            .as_ref()
            .and_then(|source| source.word())
            .map(|word| word.to_string())
    }

    /// Whether names were asked for.
    pub(super) fn are_readable(self) -> bool {
        self.readable
    }

    /// A readable name that is not kept stays a pseudonym.
    fn name(self, name: Option<&Name>) -> Option<String> {
        let text = name?.text().filter(|_| self.readable).map(String::from);
        text.or_else(|| Some(name?.pseudonym()?.to_string()))
    }
}

/// Whether any pattern matches any of the names; no pattern keeps all.
fn keeps<'n>(patterns: &[String], names: impl IntoIterator<Item = &'n str> + Clone) -> bool {
    patterns.is_empty()
        || patterns
            .iter()
            .any(|pattern| names.clone().into_iter().any(|name| matches(pattern, name)))
}

/// `*` is anything; every other character is itself.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Query, Scope, Zone, matches};

    #[test]
    fn an_id_is_named_by_any_start_of_it() {
        let json = br#"{"filters":{"session":["01b","01a2","01","01a2f","7"]}}"#;
        let query = Query::from_json(json).expect("a query");
        let zone = Zone::default();
        let scope = Scope::new(&query, &zone).expect("a scope");
        assert_eq!(scope.sessions, ["01", "7"]);
        for (id, expected) in [
            ("01a2c", true),
            ("01", true),
            ("0", false),
            ("00ff", false),
            ("02", false),
            ("70", true),
        ] {
            assert_eq!(scope.names_session(id), expected, "{id}");
        }
    }

    #[test]
    fn a_star_is_anything() {
        for (pattern, name, expected) in [
            ("gpt-5*", "gpt-5.6-sol", true),
            ("gpt-5", "gpt-5.6-sol", false),
            ("*sol", "gpt-5.6-sol", true),
            ("g*5*l", "gpt-5.6-sol", true),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
