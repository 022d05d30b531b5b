//! One file, line by line: items in, facts out.
//!
//! [`SessionReader`] keeps the little state that a line needs of those before it: which turn is open, which
//! model runs, whether the lines are copies of another session's ([`copied`]). It counts nothing: what a
//! `token_count` adds can depend on another file, and is [`crate::lineage`]'s to say. What breaks if this is
//! touched: the order of the steps in [`SessionReader::envelope`] is that of FORMAT.md §7.6.

mod activity;
mod agents;
mod calls;
mod compactions;
mod context;
mod copied;
mod events;
mod facts;
mod form;
mod identity;
mod in_force;
mod limits;
mod own_line;
mod status;
mod turns;
mod types;
mod walked;

pub use activity::{ActivityCounts, ImageCount, TurnImages};
pub use agents::{LinkKind, ThreadLink};
pub use calls::Call;
pub use compactions::{Compaction, CompactionCause};
pub use context::Gauge;
pub use events::{StateEvent, StateEventKind};
pub use facts::{Diagnostic, DiagnosticCode, FileFacts, Finding, Reading, ReadingKind, Turn};
pub use form::FileForm;
pub use identity::Identity;
pub use in_force::InForce;
pub use limits::LimitReading;
pub use types::TypeCount;

use crate::item::{
    BareLine, Envelope, Event, ItemKind, LineType, Said, SessionMeta, Tag, TokenCount, TokenCounts,
    TurnContext, UsageRecordLine, typescript_document, updated_effort,
};
use crate::json::{Fields, NotACount, Raw};
use crate::lines::Line;
use crate::order::InOrder;
use crate::privacy::{Id, Label, Mask};
use crate::record::LastDay;
use crate::status::StatusReader;
use crate::stream::StreamReader;
use activity::Activity;
use agents::Agents;
use calls::Calls;
use compactions::Compactions;
use context::Context;
use copied::CopiedPrefix;
use events::StateEvents;
use form::Form;
use limits::Limits;
use own_line::{LinePlace, LineTag, OwnLine};
use turns::Turns;
use types::Types;

/// Reads the lines of one file.
#[derive(Default)]
pub struct SessionReader {
    fields: Fields,
    /// The line that comes next was walked when its end was looked for.
    is_walked: bool,
    last_day: LastDay,
    counts: TokenCounts,
    facts: FileFacts,
    copied: CopiedPrefix,
    turns: Turns,
    collectors: Collectors,
    stream: StreamReader,
    form: Form,
    status: StatusReader,
    /// What the last line told, where the file is what `/status` printed.
    status_fact: Option<&'static str>,
}

/// Each gathers one kind of fact and knows none of the others.
#[derive(Default)]
struct Collectors {
    limits: Limits,
    calls: Calls,
    activity: Activity,
    context: Context,
    compactions: Compactions,
    events: StateEvents,
    agents: Agents,
    types: Types,
}

impl Collectors {
    fn line(&mut self, line: &OwnLine<'_>) {
        self.limits.line(line);
        self.calls.line(line);
        self.activity.line(line);
        self.context.line(line);
        self.compactions.line(line);
        self.events.line(line);
        self.agents.line(line);
        self.types.line(line);
    }

    /// An item of a file without envelopes.
    fn bare_item<'a>(
        &mut self,
        turn: Option<u32>,
        line: &Line<'_>,
        field: impl Fn(&str) -> Option<Raw<'a>>,
    ) {
        self.types.bare_item(field("type").and_then(Raw::present));
        self.calls.bare_item(turn, LinePlace::of(line), field);
    }
}

/// What a line was taken for before the collectors see it.
#[derive(Default)]
struct Taken {
    is_foreign: bool,
    item: Option<ItemKind>,
    token_count: Option<TokenCount>,
    reading: Option<usize>,
}

impl SessionReader {
    /// A reader that keeps commands as `mask` says.
    pub fn new(mask: Mask) -> Self {
        let collectors = Collectors {
            calls: Calls::new(mask.clone()),
            ..Collectors::default()
        };
        Self {
            collectors,
            stream: StreamReader::new(mask),
            ..Self::default()
        }
    }

    /// Reads the next line.
    pub fn line(&mut self, line: Line<'_>) {
        self.status_fact = None;
        if line.number == 1 {
            self.facts.note_first_line(line.bytes);
        }
        let bytes = line.content();
        if bytes.is_empty() {
            return;
        }
        self.facts.lines_seen += 1;
        if let Some(code) = self.walk(bytes, &line) {
            if code.loses_the_line() && self.is_of_status(&line) {
                return;
            }
            self.facts.diagnose(code, LinePlace::of(&line));
            if code.loses_the_line() {
                self.facts.lines_skipped += 1;
                return;
            }
        }
        self.object(bytes, &line);
    }

    /// Reads a whole file of the TypeScript client.
    pub fn document(&mut self, line: Line<'_>) {
        self.facts.note_first_line(line.bytes);
        let document = Raw::document(line.content())
            .ok()
            .filter(|_| !line.over_cap);
        match document.and_then(typescript_document) {
            Some((meta, items)) => {
                self.facts.identify(&meta);
                items.for_each(|item| self.document_item(item, &line));
            }
            None => {
                self.facts.lines_skipped += 1;
                self.facts
                    .diagnose(DiagnosticCode::NotJson, LinePlace::of(&line));
            }
        }
    }

    fn document_item(&mut self, item: Raw<'_>, line: &Line<'_>) {
        self.bare_said(Said::of_bare(item.fields()));
        self.collectors
            .bare_item(self.turns.open(), line, |name| item.field(name));
    }

    /// All that the file said.
    pub fn finish(mut self) -> FileFacts {
        let Collectors {
            limits,
            calls,
            activity,
            context,
            compactions,
            events: state_events,
            agents,
            types,
        } = self.collectors;
        let facts = &mut self.facts;
        let (turns, places) = self.turns.finish();
        facts.turns = turns;
        let identity = facts.identity.as_ref();
        let cli_version = identity.and_then(|identity| identity.cli_version.as_ref());
        let source = identity.and_then(|identity| identity.source.as_ref());
        (facts.activity, facts.images) = activity.finish(source, &places, &mut facts.turns);
        facts.gauges = context.finish(cli_version);
        facts.limits = limits.finish();
        facts.stream = self.stream.finish();
        facts.form = self.form.of_file();
        for place in calls.outputs_without_call() {
            facts.diagnose(DiagnosticCode::OutputWithoutCall, place);
        }
        (facts.unknown_types, facts.known_types) = types.finish();
        facts.calls = calls.finish();
        facts.events = state_events.finish();
        facts.place_turns(&places);
        events::tell_once(&mut facts.events, &facts.turns);
        compactions.finish(facts);
        facts.links = agents.finish(facts);
        (facts.status_snapshots, facts.status_limits) = self.status.finish();
        facts.is_derived = self.copied.is_derived();
        facts.diagnostics.order_by_key(|found| found.line);
        facts.shrink();
        self.facts
    }

    fn bare(&mut self, bytes: &[u8], line: &Line<'_>, is_first: bool) {
        match BareLine::read(&self.fields, bytes, is_first) {
            BareLine::Meta(meta) => {
                self.facts.is_bare = true;
                self.facts.identify(&meta);
            }
            BareLine::Item(said) => {
                self.bare_said(said);
                let fields = &self.fields;
                let field = |name: &str| fields.line_field(bytes, name);
                self.collectors.bare_item(self.turns.open(), line, field);
            }
        }
    }

    /// Takes what an item says; each message of the user begins a turn.
    fn bare_said(&mut self, said: Option<Said>) {
        let Some(said) = said else { return };
        if matches!(said, Said::User { .. }) {
            self.turns.message(None);
        }
        self.collectors.activity.bare(&said, self.turns.open());
    }

    /// One enveloped line, in the order of FORMAT.md §7.6: identity, turn, model, end of the copied prefix, usage.
    fn envelope(&mut self, bytes: &[u8], line: &Line<'_>) {
        let envelope = Envelope::read(&self.fields, bytes, &mut self.last_day);
        if envelope.line_type == LineType::SessionMeta {
            self.session_meta(&SessionMeta::read(self.fields.of_payload(bytes)));
        }
        if !self.is_identified() {
            return;
        }
        self.facts.note_time(envelope.at, line);
        let tag = LineTag::read(&self.fields, bytes, envelope.line_type);
        let mut taken = Taken::default();
        let readings_before = self.facts.readings.len();
        match envelope.line_type {
            LineType::EventMsg => {
                let event = Event::read(tag.tag, &self.fields, bytes, &mut self.counts);
                match &event {
                    Event::TokenCount(Ok(count)) => taken.token_count = *count,
                    Event::ItemCompleted { kind, .. } => taken.item = Some(*kind),
                    _ => {}
                }
                taken.is_foreign = self.event(event, &envelope, line);
            }
            LineType::TurnContext => {
                self.turn_context(&TurnContext::read(self.fields.of_payload(bytes)), &envelope);
            }
            LineType::TokenUsageRecord => {
                let record = UsageRecordLine::read(self.fields.of_payload(bytes));
                self.copied.pass(envelope.at);
                self.record(record, &envelope, line);
            }
            _ => self.copied.pass(envelope.at),
        }
        let has_reading = self.facts.readings.len() > readings_before;
        taken.reading = has_reading.then_some(readings_before);
        self.collect(bytes, envelope, tag, &taken, line);
    }

    /// Shows the line to the collectors, now that its turn is known.
    fn collect<'a>(
        &mut self,
        bytes: &'a [u8],
        envelope: Envelope,
        tag: LineTag<'a>,
        taken: &'a Taken,
        line: &Line<'_>,
    ) {
        let turn_id = item_turn_id(&self.fields, bytes, envelope.line_type);
        let is_foreign = taken.is_foreign
            || self.copied.holds()
            || turn_id
                .as_ref()
                .is_some_and(|turn_id| self.copied.is_foreign_turn(turn_id));
        if !is_foreign {
            self.facts.note_own_time(envelope.at, line);
        }
        let turn = turn_id.and_then(|turn_id| self.turns.by_id(&turn_id));
        let turn = turn.or(self.turns.open());
        if tag.tag == Tag::ConfigurationUpdate {
            let reasoning = self.fields.payload_field(bytes, "reasoning");
            let turn = turn.filter(|_| !is_foreign);
            self.configuration_update(updated_effort(reasoning), turn, envelope.ordinal);
        }
        self.collectors.line(&OwnLine {
            place: LinePlace::of(line),
            bytes,
            fields: &self.fields,
            envelope,
            tag: tag.tag,
            word: tag.word,
            known_at: tag.known_at,
            turn,
            item: taken.item,
            token_count: taken.token_count.as_ref(),
            reading: taken.reading,
            is_foreign,
            in_review: self.turns.in_review(),
        });
    }

    /// Whether a `session_meta` has said whose lines these are. The first line of a bare file is none.
    fn is_identified(&self) -> bool {
        self.facts.identity.is_some() && !self.facts.is_bare
    }

    fn session_meta(&mut self, meta: &SessionMeta<'_>) {
        if !self.is_identified() {
            self.copied = CopiedPrefix::of(meta);
            self.facts.is_bare = false;
            self.facts.identify(meta);
        } else if meta.id != self.facts.thread_id() {
            self.copied.foreign_session_meta(&mut self.facts, meta);
        } else {
            self.facts.renew(meta);
        }
    }

    fn turn_context(&mut self, context: &TurnContext, envelope: &Envelope) {
        self.begin_scope(context.turn_id.as_ref());
        let said = InForce {
            model: context.names_model.then(|| context.model.clone()),
            effort: Some(context.effort.clone()),
        };
        self.facts.put_in_force(envelope.ordinal, &said);
        self.copied.pass(envelope.at);
        if !self.copied.holds() {
            self.turns.context(context);
        }
    }

    /// The effort changes while a turn runs. Responses follow all lines of the file, copied ones too, as they do for the
    /// model; the turn is one of its own, if any.
    fn configuration_update(
        &mut self,
        effort: Option<Option<Label>>,
        turn: Option<u32>,
        ordinal: Option<u64>,
    ) {
        self.turns.set_effort(turn, effort.clone().flatten());
        let model = None;
        self.facts.put_in_force(ordinal, &InForce { model, effort });
    }

    /// Returns whether the event is another thread's.
    fn event(&mut self, event: Event, envelope: &Envelope, line: &Line<'_>) -> bool {
        if let Event::TurnStarted { turn_id } = &event {
            self.begin_scope(turn_id.as_ref());
        }
        self.copied.pass(envelope.at);
        let thread_id = self.facts.thread_id();
        // Settings that name this thread are its own, wherever they stand (FORMAT.md §7.8).
        let is_own = matches!(&event, Event::SettingsApplied(settings)
            if settings.thread_id.is_some() && settings.thread_id == thread_id);
        let is_foreign =
            !is_own && (self.copied.holds() || self.copied.is_foreign(&event, thread_id.as_ref()));
        match event {
            Event::SettingsApplied(settings) if !is_foreign => {
                self.facts.set_tier(settings.tier);
                self.turns.set_tier(settings.tier);
            }
            Event::TokenCount(count) => self.token_count(count, envelope, line),
            event if !is_foreign => {
                if self.turns.lacks_turn_of(&event) {
                    self.facts
                        .diagnose(DiagnosticCode::EndWithoutTurn, LinePlace::of(line));
                }
                self.turns.event(&event, envelope.at);
            }
            _ => {}
        }
        is_foreign
    }

    /// Usage on later lines belongs to this turn id (which may be a copied turn's).
    fn begin_scope(&mut self, turn_id: Option<&Id>) {
        self.copied.begin_turn(turn_id, self.facts.scope.is_none());
        if let Some(turn_id) = turn_id {
            self.facts.enter_scope(turn_id);
        }
    }

    fn token_count(
        &mut self,
        count: Result<Option<TokenCount>, NotACount>,
        envelope: &Envelope,
        line: &Line<'_>,
    ) {
        let Ok(count) = count else {
            return self
                .facts
                .diagnose(DiagnosticCode::NotACount, LinePlace::of(line));
        };
        let Some(count) = count else { return };
        let kind = ReadingKind::Count {
            total: count.total.map(|usage| usage.tokens),
            last: count.last.map(|usage| usage.tokens),
        };
        let turn = self.turns.open();
        let total = count.total.and_then(|usage| usage.total);
        self.facts.read_usage(
            kind,
            total,
            self.facts.scope,
            turn,
            self.copied.holds(),
            envelope,
        );
    }

    fn record(
        &mut self,
        record: Result<UsageRecordLine, NotACount>,
        envelope: &Envelope,
        line: &Line<'_>,
    ) {
        let Ok(record) = record else {
            return self
                .facts
                .diagnose(DiagnosticCode::NotACount, LinePlace::of(line));
        };
        if !self.facts.is_new_record(&record) {
            return;
        }
        let turn_id = record.turn_id.as_ref();
        let scope = turn_id.map(|turn_id| self.facts.scope_of(turn_id));
        let copied = self.copied.holds()
            || record.thread_id.is_some() && record.thread_id != self.facts.thread_id();
        let turn = turn_id.and_then(|turn_id| self.turns.by_id(turn_id));
        let kind = ReadingKind::Record {
            usage: record.usage,
            response_id: record.response_id,
            response_key: record.response_key,
        };
        let total = record.thread_total;
        self.facts
            .read_usage(kind, total, scope, turn, copied, envelope);
    }
}

/// The turn that an event or item names itself (FORMAT.md §6: `internal_chat_message_metadata_passthrough`).
fn item_turn_id(fields: &Fields, bytes: &[u8], line_type: LineType) -> Option<Id> {
    let turn_id = match line_type {
        LineType::EventMsg => fields.payload_field(bytes, "turn_id")?,
        LineType::ResponseItem => ["internal_chat_message_metadata_passthrough", "metadata"]
            .into_iter()
            .find_map(|name| fields.payload_field(bytes, name))?
            .field("turn_id")?,
        _ => return None,
    };
    Id::new(&turn_id.text()?)
}
