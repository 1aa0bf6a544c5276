//! From the tree of an exposition to the model.
//!
//! Samples become families, series and points: which sample says what of which family is asked in [`blocks`], histograms and summaries are put together in
//! [`assembly`], and composite values of OpenMetrics 2.0 are read in [`composite`]. Nothing is lost on the way: a sample that
//! fits no family of the body is a family of its own, of unknown type.

mod assembly;
mod blocks;
mod composite;
mod open;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::tree::{EntryKind, Exemplar, Exposition, Sample, SampleValue};
use crate::model::{
    ExemplarDraft, Kind, LabelSetId, PointDraft, Reading, ReadingBuilder, Symbol, ValueDraft, ValueId,
};
use assembly::{Assemblies, Key};
use blocks::{Blocks, Role};

impl Exposition<'_> {
    /// What the exposition says.
    ///
    /// Histograms and summaries become one point each; names are those by which a query finds the family, see
    /// [`Family::name`](crate::model::Family::name). Lines that could not be read say nothing.
    ///
    /// ```
    /// use meterstick::exposition::{Format, parse};
    ///
    /// let body = b"# TYPE wait_seconds histogram\n\
    ///     wait_seconds_bucket{le=\"0.5\"} 1\n\
    ///     wait_seconds_bucket{le=\"+Inf\"} 2\n\
    ///     wait_seconds_sum 1.5\n\
    ///     wait_seconds_count 2\n";
    /// let reading = parse(body, Format::PrometheusText).lower();
    /// let family = reading.family("wait_seconds").unwrap();
    /// let histogram = family.points().next().unwrap().histogram().unwrap();
    /// assert_eq!(histogram.bounds(), [0.5, f64::INFINITY]);
    /// assert_eq!(histogram.count(), Some(2_i64.into()));
    /// ```
    #[must_use]
    pub fn lower(&self) -> Reading {
        let mut lowering = Lowering {
            builder: Reading::builder(),
            blocks: Blocks::new(self.format()),
            assemblies: Assemblies::default(),
            labels: LabelMemory::default(),
            exemplars: Vec::new(),
        };
        for entry in self.entries() {
            match entry.kind() {
                EntryKind::Sample(sample) => lowering.sample(sample),
                EntryKind::Help { name, text } => lowering.describe(&name, blocks::Metadata::Help(&text)),
                EntryKind::Type { name, word } => lowering.describe(&name, blocks::Metadata::Type(word)),
                EntryKind::Unit { name, unit } => lowering.describe(&name, blocks::Metadata::Unit(unit)),
                EntryKind::Eof | EntryKind::Comment | EntryKind::Blank | EntryKind::Broken => {}
            }
        }
        lowering.assemblies.finish(&mut lowering.builder);
        lowering.builder.finish()
    }
}

struct Lowering<'e> {
    builder: ReadingBuilder,
    blocks: Blocks,
    assemblies: Assemblies,
    labels: LabelMemory<'e>,
    exemplars: Vec<ExemplarDraft>,
}

/// The label sets of the last samples, by their text: neighbours share theirs more often than not.
#[derive(Default)]
struct LabelMemory<'e> {
    /// The text between the braces without `le` or `quantile`, and its set.
    last: Option<(&'e str, LabelSetId)>,
    items: Vec<(Symbol, ValueId)>,
}

impl<'e> Lowering<'e> {
    fn describe(&mut self, name: &str, metadata: blocks::Metadata<'_>) {
        if self.blocks.describe(&mut self.builder, name, metadata) {
            // The family before is over, and with it everything that waits for more of it.
            self.assemblies.finish(&mut self.builder);
        }
    }

    fn sample(&mut self, sample: Sample<'e>) {
        let (family, mut kind, mut role) = self.blocks.of_sample(&mut self.builder, sample);
        let is_composite = sample.number().is_none();
        let is_distribution = kind.is_distribution() || kind == Kind::Summary;
        let key = match role {
            Role::Bucket if !is_composite => "le",
            Role::Quantile if !is_composite => "quantile",
            _ => "",
        };
        let (mut labels, bound) = self.labels(sample, key);
        let bound = bound.and_then(|lexeme| lexeme.parse::<f64>().ok());
        let mut family = family;
        // A bucket without a bound is no part of a histogram, a number no histogram, and a composite value nothing else.
        let is_stranger = if key.is_empty() {
            is_composite != is_distribution && (is_composite || role == Role::Value)
        } else {
            bound.is_none()
        };
        if is_stranger {
            family = self.blocks.orphan(&mut self.builder, &sample.name());
            labels = self.labels(sample, "").0;
            role = Role::Value;
            kind = Kind::Unknown;
        }
        let series = self.builder.series(family, labels);
        self.exemplars.clear();
        for exemplar in sample.exemplars() {
            let draft = self.exemplar(exemplar);
            self.exemplars.push(draft);
        }
        let (time, start) = (sample.timestamp(), sample.start_time());
        match sample.value() {
            SampleValue::Composite(composite) => {
                let stamp = PointDraft {
                    time,
                    start,
                    exemplars: &self.exemplars,
                    ..PointDraft::new(ValueDraft::Absent)
                };
                composite::lower(&mut self.builder, series, kind, composite, stamp);
            }
            SampleValue::Number(number) => {
                let is_alone = role == Role::Value && !self.blocks.has_creations(kind);
                if is_alone {
                    let value = ValueDraft::Number(number);
                    self.builder.point(
                        series,
                        PointDraft { time, start, exemplars: &self.exemplars, ..PointDraft::new(value) },
                    );
                } else {
                    let key = Key { series, kind, time };
                    self.assemblies.add(&mut self.builder, key, role, bound, number, start, &self.exemplars);
                }
            }
        }
    }

    /// The label set of a sample without the label `key`, and the value of that.
    fn labels(&mut self, sample: Sample<'e>, key: &str) -> (LabelSetId, Option<Cow<'e, str>>) {
        let raw = sample.raw_labels();
        let (shared, bound) = if key.is_empty() { (Some(raw), None) } else { without_last(sample, raw, key) };
        if let (Some(shared), Some((last, set))) = (shared, self.labels.last)
            && shared == last
            && !sample.name_is_quoted()
        {
            return (set, bound);
        }
        let mut items = std::mem::take(&mut self.labels.items);
        items.clear();
        let mut found = None;
        for label in sample.labels() {
            let name = label.name();
            if !key.is_empty() && name == key && found.is_none() {
                found = Some(label.value());
            } else {
                items.push((self.builder.intern(&name), self.builder.intern(&label.value()).into()));
            }
        }
        let set = self.builder.label_set(&items);
        self.labels.items = items;
        self.labels.last = shared.filter(|_| !sample.name_is_quoted()).map(|shared| (shared, set));
        (set, found)
    }

    fn exemplar(&mut self, exemplar: Exemplar<'_>) -> ExemplarDraft {
        let mut items = std::mem::take(&mut self.labels.items);
        items.clear();
        items.extend(exemplar.labels().map(|label| {
            (self.builder.intern(&label.name()), ValueId::from(self.builder.intern(&label.value())))
        }));
        let labels = self.builder.label_set(&items);
        self.labels.items = items;
        ExemplarDraft {
            value: exemplar.number(),
            time: exemplar.timestamp(),
            labels,
            trace_id: None,
            span_id: None,
        }
    }
}

/// The text of the labels in front of the last one, if that is the label `key`, and the value of that.
///
/// Libraries write `le` and `quantile` last; where they do not, the labels are looked at one by one.
fn without_last<'e>(sample: Sample<'e>, raw: &'e str, key: &str) -> (Option<&'e str>, Option<Cow<'e, str>>) {
    let Some(last) = sample.labels().next_back().filter(|label| label.name() == key) else {
        return (None, None);
    };
    let text_start = sample.raw_labels_span().start;
    let before = last.name_span().start - usize::from(last.name_is_quoted()) - text_start;
    let shared = raw[..before].trim_end_matches([',', ' ', '\t']);
    (Some(shared), Some(last.value()))
}
