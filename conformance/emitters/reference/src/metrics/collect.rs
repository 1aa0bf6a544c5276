//! From the instruments to one OTLP request.

use meterstick::model::{
    ExemplarDraft, ExponentialDraft, FamilyDraft, HistogramDraft, Kind as FamilyKind, LabelSetId, Number,
    PointDraft, Reading, ReadingBuilder, ResourceDraft, ResourceId, ScopeDraft, ScopeId, Temporality,
    Timestamp, ValueDraft, ValueId,
};

use std::time::{Duration, SystemTime};

use super::{Aggregate, Attributes, Distribution, Instrument, Kind, Observation, Registry, Series};
use crate::defects::{self, Defect};

/// Where the families of a request belong.
struct Origin {
    resource: ResourceId,
    scope: ScopeId,
}

/// The times of the points of an instrument.
#[derive(Clone, Copy)]
struct Times {
    start: Option<Timestamp>,
    time: Timestamp,
}

impl Registry {
    /// Everything as one reading. What is new of delta streams is added to what nobody has taken yet.
    pub(crate) fn collect(&mut self, observations: &[Observation]) -> Result<Reading, String> {
        if let Some(poison) = &self.poison {
            return Err(format!("cannot encode: {poison}"));
        }
        let later = Duration::from_secs(if defects::has(Defect::TimesInFuture) { 3600 } else { 0 });
        self.collected = (SystemTime::now() + later).into();
        for series in self.instruments.iter_mut().flat_map(|instrument| &mut instrument.series) {
            if let Some(recent) = series.recent.take() {
                match &mut series.pending {
                    Some(pending) => pending.merge(&recent),
                    none => *none = Some(recent),
                }
            }
        }
        let mut builder = Reading::builder();
        let origin = self.origin(&mut builder);
        let mut room = if defects::has(Defect::LargeBatchCut) { 5000 } else { usize::MAX };
        for instrument in &self.instruments {
            self.family(&mut builder, &origin, instrument, &mut room)?;
        }
        for observation in observations {
            let name = builder.intern(&observation.name);
            let family = builder.family(draft(&origin, FamilyDraft::new(name, FamilyKind::Gauge)));
            if let Some(number) = observation.amount.sent(&observation.name)? {
                let series = builder.series(family, LabelSetId::EMPTY);
                let mut point = PointDraft::new(ValueDraft::Number(number));
                point.time = Some(self.collected);
                builder.point(series, point);
            }
        }
        for series in self.instruments.iter_mut().flat_map(|instrument| &mut instrument.series) {
            series.examples.clear();
        }
        Ok(builder.finish())
    }

    fn origin(&self, builder: &mut ReadingBuilder) -> Origin {
        let texts: Vec<(&str, &str)> =
            self.resource.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let attributes = builder.string_labels(&texts);
        let none = builder.intern("");
        let resource =
            builder.resource(ResourceDraft { attributes, schema_url: none, dropped_attributes: 0 });
        let name = if defects::has(Defect::ScopeUnnamed) { "" } else { "reference" };
        let (name, version) = (builder.intern(name), builder.intern("0.0.0"));
        let attributes = LabelSetId::EMPTY;
        let scope =
            builder.scope(ScopeDraft { name, version, schema_url: none, attributes, dropped_attributes: 0 });
        Origin { resource, scope }
    }

    fn family(
        &self,
        builder: &mut ReadingBuilder,
        origin: &Origin,
        instrument: &Instrument,
        room: &mut usize,
    ) -> Result<(), String> {
        let is_delta = self.is_delta(instrument.kind);
        let value_of = |series: &'_ Series| {
            if is_delta { series.pending.clone() } else { Some(series.total.clone()) }
        };
        let kind = match instrument.kind {
            Kind::Counter => FamilyKind::Counter,
            Kind::UpDown => FamilyKind::UpDownCounter,
            Kind::Gauge => FamilyKind::Gauge,
            Kind::Histogram if self.is_exponential => FamilyKind::ExponentialHistogram,
            Kind::Histogram => FamilyKind::Histogram,
        };
        let times = Times { start: self.start(instrument, is_delta), time: self.collected };
        let mut family = None;
        for (place, series) in instrument.series.iter().enumerate() {
            // An idle delta stream has nothing to say, and a metric without points says nothing at all.
            let Some(value) = value_of(series).filter(|_| *room > 0) else { continue };
            let Some(family) = self.open(builder, origin, instrument, kind, &value, &mut family)? else {
                continue;
            };
            let labels = labels(builder, &series.attributes);
            let id = builder.series(family, labels);
            let mut times = times;
            if is_delta && defects::has(Defect::DeltaStartsDiffer) {
                let later = |start: Timestamp| start.unix_nanos() as u64 + 1000 * place as u64;
                times.start = times.start.map(|start| Timestamp::from_unix_nanos(later(start)));
            }
            point(builder, id, instrument, series, &value, times)?;
            *room -= 1;
        }
        Ok(())
    }

    /// The family of an instrument, which is not there before it has a point that can be sent.
    fn open(
        &self,
        builder: &mut ReadingBuilder,
        origin: &Origin,
        instrument: &Instrument,
        kind: FamilyKind,
        value: &Aggregate,
        family: &mut Option<meterstick::model::FamilyId>,
    ) -> Result<Option<meterstick::model::FamilyId>, String> {
        if let Aggregate::Sum(amount) | Aggregate::Last(amount) = value
            && amount.sent(&instrument.name)?.is_none()
        {
            return Ok(None);
        }
        if family.is_none() {
            let mut one = FamilyDraft::new(builder.intern(&instrument.name), kind);
            one.unit = Some(builder.intern(instrument.description.unit));
            one.help = Some(builder.intern(instrument.description.help));
            one.temporality = match self.is_delta(instrument.kind) {
                _ if instrument.kind == Kind::Gauge => None,
                true => Some(Temporality::Delta),
                false => Some(Temporality::Cumulative),
            };
            *family = Some(builder.family(draft(origin, one)));
        }
        Ok(*family)
    }

    fn start(&self, instrument: &Instrument, is_delta: bool) -> Option<Timestamp> {
        if instrument.kind == Kind::Gauge || defects::has(Defect::StartTimesMissing) {
            return None;
        }
        Some(match is_delta {
            true if defects::has(Defect::DeltaStartsApart) => instrument.created,
            true => self.since,
            false if defects::has(Defect::StartTimesMove) => self.collected,
            false => instrument.created,
        })
    }
}

fn draft(origin: &Origin, mut family: FamilyDraft) -> FamilyDraft {
    family.resource = Some(origin.resource);
    family.scope = Some(origin.scope);
    family
}

/// The labels of a series.
pub(crate) fn labels(builder: &mut ReadingBuilder, attributes: &Attributes) -> LabelSetId {
    let list: Vec<(meterstick::model::Symbol, ValueId)> =
        attributes.iter().map(|(key, value)| (builder.intern(key), builder.value(value.clone()))).collect();
    builder.label_set(&list)
}

fn point(
    builder: &mut ReadingBuilder,
    id: meterstick::model::SeriesId,
    instrument: &Instrument,
    series: &Series,
    value: &Aggregate,
    times: Times,
) -> Result<(), String> {
    let mut examples = Vec::new();
    for example in &series.examples {
        if let Some(value) = example.amount.sent(&instrument.name)? {
            let labels = LabelSetId::EMPTY;
            let time = Some(example.time);
            examples.push(ExemplarDraft { value, time, labels, trace_id: None, span_id: None });
        }
    }
    let mut add = |value: ValueDraft<'_>| {
        let mut point = PointDraft::new(value);
        (point.start, point.time) = (times.start, Some(times.time));
        builder.point(id, PointDraft { exemplars: &examples, ..point });
        if defects::has(Defect::PointsRepeated) {
            builder.point(id, PointDraft { exemplars: &examples, ..point });
        }
    };
    match value {
        Aggregate::Sum(amount) | Aggregate::Last(amount) => {
            if let Some(number) = amount.sent(&instrument.name)? {
                add(ValueDraft::Number(number));
            }
        }
        Aggregate::Distribution(distribution) => {
            with_buckets(distribution, |draft| add(ValueDraft::Histogram(draft)));
        }
    }
    Ok(())
}

/// Lends a distribution in the form of the builder.
fn with_buckets(distribution: &Distribution, add: impl FnOnce(HistogramDraft<'_>)) {
    let counts: Vec<Number> = distribution.counts.iter().map(|count| Number::Uint(*count)).collect();
    let mut draft = HistogramDraft {
        count: Some(Number::Uint(distribution.count)),
        sum: distribution.rising_sum().map(Number::Float),
        min: (distribution.count > 0).then_some(distribution.min),
        max: (distribution.count > 0).then_some(distribution.max),
        ..HistogramDraft::default()
    };
    match &distribution.exponential {
        Some(exponential) => {
            let (positive, negative) = (exponential.run(false), exponential.run(true));
            draft.exponential = Some(ExponentialDraft {
                scale: exponential.scale,
                zero_count: Number::Uint(exponential.zero),
                zero_threshold: 0.0,
                positive: (&positive.0, &positive.1),
                negative: (&negative.0, &negative.1),
                custom_bounds: &[],
            });
            add(draft);
        }
        None => {
            (draft.bounds, draft.counts) = (distribution.bounds, &counts);
            add(draft);
        }
    }
}
