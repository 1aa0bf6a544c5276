//! What a scrape finds: all instruments under Prometheus' names, always cumulative.

use meterstick::exposition::Escaping;
use meterstick::model::{
    FamilyDraft, FamilyId, HistogramDraft, Kind as FamilyKind, LabelSetId, Number, PointDraft, Reading,
    ReadingBuilder, Temporality, Timestamp, ValueDraft,
};
use std::collections::HashSet;

use super::oddities::Oddities;
use crate::metrics::{Aggregate, Amount, Distribution, Instrument, Kind, Observation, Registry, labels};
use crate::say::say;

/// A family needs a help text; instruments that are made by a command have none.
const HELP: &str = "Recorded on command.";

/// The name of an instrument in Prometheus, before it is escaped.
fn name(name: &str, unit: &str, kind: Kind) -> String {
    let unit = unit_word(unit).unwrap_or_default();
    let stem = if kind == Kind::Counter { name.strip_suffix("_total").unwrap_or(name) } else { name };
    let mut name = stem.to_owned();
    if !unit.is_empty() && !stem.ends_with(unit) {
        name = format!("{stem}_{unit}");
    }
    if kind == Kind::Counter {
        name += "_total";
    }
    name
}

fn unit_word(unit: &str) -> Option<&'static str> {
    (unit == "s").then_some("seconds")
}

/// The names of the samples of a family, which no other family may have.
fn sample_names(name: &str, kind: Kind, escaping: Escaping) -> Vec<String> {
    let escaped = escaping.escape(name).into_owned();
    match kind {
        Kind::Histogram => {
            ["", "_bucket", "_count", "_sum", "_created"].map(|suffix| format!("{escaped}{suffix}")).to_vec()
        }
        Kind::Counter => {
            let stem = escaped.strip_suffix("_total").unwrap_or(&escaped).to_owned();
            vec![format!("{stem}_created"), stem, escaped]
        }
        Kind::UpDown | Kind::Gauge => vec![escaped],
    }
}

/// Builds the reading of one scrape.
struct Build<'a> {
    builder: ReadingBuilder,
    taken: HashSet<String>,
    escaping: Escaping,
    wanted: &'a dyn Fn(&[String]) -> bool,
}

impl Build<'_> {
    /// Opens a family, if it is wanted and its names are free.
    fn family(&mut self, instrument: &str, kind: Kind, unit: &str, help: &str) -> Option<FamilyId> {
        let name = name(instrument, unit, kind);
        let names = sample_names(&name, kind, self.escaping);
        if names.iter().any(|name| self.taken.contains(name)) {
            say(&format!("`{instrument}` is left out of the scrape: its name in Prometheus is taken"));
            return None;
        }
        let is_wanted = (self.wanted)(&names);
        self.taken.extend(names);
        if !is_wanted {
            return None;
        }
        let kind = match kind {
            Kind::Counter => FamilyKind::Counter,
            Kind::UpDown | Kind::Gauge => FamilyKind::Gauge,
            Kind::Histogram => FamilyKind::Histogram,
        };
        let mut family = FamilyDraft::new(self.builder.intern(&name), kind);
        family.help = Some(self.builder.intern(if help.is_empty() { HELP } else { help }));
        family.unit = unit_word(unit).map(|unit| self.builder.intern(unit));
        family.temporality = (kind != FamilyKind::Gauge).then_some(Temporality::Cumulative);
        Some(self.builder.family(family))
    }

    fn number(&mut self, family: FamilyId, labels: LabelSetId, amount: Amount, start: Option<Timestamp>) {
        let series = self.builder.series(family, labels);
        let number = match amount {
            Amount::Int(value) => i64::try_from(value).map_or(Number::Float(value as f64), Number::Int),
            Amount::Float(value) => Number::Float(value),
        };
        self.builder.point(series, PointDraft { start, ..PointDraft::new(ValueDraft::Number(number)) });
    }

    fn histogram(&mut self, family: FamilyId, labels: LabelSetId, value: &Distribution, start: Timestamp) {
        let counts: Vec<Number> = value.counts.iter().map(|count| Number::Uint(*count)).collect();
        let counts = &counts[..value.bounds.len()];
        let histogram = HistogramDraft {
            count: Some(Number::Uint(value.count)),
            sum: Some(Number::Float(value.sum)),
            bounds: value.bounds,
            counts,
            ..HistogramDraft::default()
        };
        let series = self.builder.series(family, labels);
        let point = PointDraft::new(ValueDraft::Histogram(histogram));
        self.builder.point(series, PointDraft { start: Some(start), ..point });
    }

    fn instrument(&mut self, instrument: &Instrument, oddities: &Oddities) {
        let description = instrument.description;
        if oddities.leaves_out(&instrument.name) {
            return;
        }
        let Some(family) = self.family(&instrument.name, instrument.kind, description.unit, description.help)
        else {
            return;
        };
        let start = oddities.start(instrument.created);
        for (place, series) in instrument.series.iter().enumerate() {
            let labels = labels(&mut self.builder, &series.attributes);
            match &series.total {
                Aggregate::Sum(amount) if instrument.kind == Kind::Counter => {
                    let amount = oddities.counter(*amount);
                    self.number(family, labels, amount, Some(start));
                    if place == 0 && oddities.repeats() {
                        self.number(family, labels, amount, Some(start));
                    }
                }
                Aggregate::Sum(amount) | Aggregate::Last(amount) => {
                    self.number(family, labels, *amount, None);
                }
                Aggregate::Distribution(value) => {
                    let count = oddities.count(&instrument.name, series, value.count);
                    self.histogram(family, labels, &Distribution { count, ..value.clone() }, start);
                }
            }
        }
        for grown in oddities.grown(&instrument.name) {
            let labels = self.builder.string_labels(&[("queue", &grown)]);
            self.number(family, labels, Amount::Int(1), None);
        }
    }
}

/// One scrape, with the families whose names are wanted.
pub(super) fn read(
    registry: &Registry,
    observations: &[Observation],
    escaping: Escaping,
    wanted: &dyn Fn(&[String]) -> bool,
    oddities: &Oddities,
) -> Reading {
    let mut build = Build { builder: Reading::builder(), taken: HashSet::new(), escaping, wanted };
    for instrument in &registry.instruments {
        build.instrument(instrument, oddities);
    }
    for observation in observations {
        if let Some(family) = build.family(&observation.name, Kind::Gauge, "", "") {
            build.number(family, LabelSetId::EMPTY, observation.amount, None);
        }
    }
    build.builder.finish()
}
