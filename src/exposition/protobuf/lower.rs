//! From the messages to the model.

use super::message::{Buckets, Exemplar, Family, Metric, Side, Summary, Type};
use crate::model::{
    ExemplarDraft, ExponentialDraft, FamilyDraft, FamilyId, HistogramDraft, Kind, LabelSetId, Number,
    PointDraft, Quantile, Reading, ReadingBuilder, Span, SummaryDraft, Temporality, Timestamp, ValueDraft,
};

pub(super) fn lower(families: &[Family<'_>]) -> Reading {
    let mut lowering = Lowering { builder: Reading::builder(), exemplars: Vec::new() };
    for family in families {
        lowering.family(family);
    }
    lowering.builder.finish()
}

struct Lowering {
    builder: ReadingBuilder,
    exemplars: Vec<ExemplarDraft>,
}

impl Lowering {
    fn family(&mut self, family: &Family<'_>) {
        let kind = match family.kind() {
            Type::Counter => Kind::Counter,
            Type::Gauge => Kind::Gauge,
            Type::Summary => Kind::Summary,
            Type::Untyped | Type::Unknown(_) => Kind::Unknown,
            Type::Histogram => Kind::Histogram,
            Type::GaugeHistogram => Kind::GaugeHistogram,
        };
        let name = self.builder.intern(&family.name);
        let mut said =
            |text: Option<&str>| text.filter(|text| !text.is_empty()).map(|text| self.builder.intern(text));
        let draft = FamilyDraft {
            unit: said(family.unit.as_deref()),
            help: said(family.help.as_deref()),
            temporality: matches!(kind, Kind::Counter | Kind::Histogram).then_some(Temporality::Cumulative),
            ..FamilyDraft::new(name, kind)
        };
        let own = self.builder.family(draft);
        let mut strangers = None;
        for metric in &family.metrics {
            let labels = self.labels(&metric.labels);
            if !self.metric(own, kind, labels, metric) {
                // What a metric says although its family is of another type is kept apart.
                let stranger = *strangers
                    .get_or_insert_with(|| self.builder.family(FamilyDraft::new(name, Kind::Unknown)));
                self.stranger(stranger, labels, metric);
            }
        }
    }

    /// Adds the point of a metric, if it holds a value of the type of its family.
    fn metric(&mut self, family: FamilyId, kind: Kind, labels: LabelSetId, metric: &Metric<'_>) -> bool {
        let is_said = match kind {
            Kind::Counter => metric.counter.is_some(),
            Kind::Gauge => metric.gauge.is_some(),
            Kind::Summary => metric.summary.is_some(),
            Kind::Histogram | Kind::GaugeHistogram => metric.histogram.is_some(),
            _ => metric.untyped.is_some(),
        };
        if is_said {
            match kind {
                Kind::Counter => self.counter(family, labels, metric),
                Kind::Gauge => self.number(family, labels, metric, metric.gauge),
                Kind::Summary => self.summary(family, labels, metric),
                Kind::Histogram | Kind::GaugeHistogram => self.histogram(family, labels, metric),
                _ => self.number(family, labels, metric, metric.untyped),
            }
        }
        is_said
    }

    /// Adds whatever value a metric holds.
    fn stranger(&mut self, family: FamilyId, labels: LabelSetId, metric: &Metric<'_>) {
        match metric {
            Metric { counter: Some(_), .. } => self.counter(family, labels, metric),
            Metric { summary: Some(_), .. } => self.summary(family, labels, metric),
            Metric { histogram: Some(_), .. } => self.histogram(family, labels, metric),
            _ => self.number(family, labels, metric, metric.gauge.or(metric.untyped)),
        }
    }

    fn labels(&mut self, labels: &[(impl AsRef<str>, impl AsRef<str>)]) -> LabelSetId {
        let labels: Vec<_> = labels
            .iter()
            .map(|(name, value)| {
                (self.builder.intern(name.as_ref()), self.builder.intern(value.as_ref()).into())
            })
            .collect();
        self.builder.label_set(&labels)
    }

    fn exemplar(&mut self, exemplar: &Exemplar<'_>) {
        let draft = ExemplarDraft {
            value: Number::Float(exemplar.value),
            time: exemplar.time,
            labels: self.labels(&exemplar.labels),
            trace_id: None,
            span_id: None,
        };
        self.exemplars.push(draft);
    }

    fn point(
        &mut self,
        family: FamilyId,
        labels: LabelSetId,
        metric: &Metric<'_>,
        value: ValueDraft<'_>,
        start: Option<Timestamp>,
    ) {
        let series = self.builder.series(family, labels);
        let time = metric.timestamp.map(Timestamp::from_unix_millis);
        self.builder.point(series, PointDraft { value, time, start, flags: 0, exemplars: &self.exemplars });
        self.exemplars.clear();
    }

    fn number(&mut self, family: FamilyId, labels: LabelSetId, metric: &Metric<'_>, value: Option<f64>) {
        let value = value.map_or(ValueDraft::Absent, |value| ValueDraft::Number(Number::Float(value)));
        self.point(family, labels, metric, value, None);
    }

    fn counter(&mut self, family: FamilyId, labels: LabelSetId, metric: &Metric<'_>) {
        let Some(counter) = &metric.counter else { return };
        if let Some(exemplar) = &counter.exemplar {
            self.exemplar(exemplar);
        }
        let value = ValueDraft::Number(Number::Float(counter.value));
        self.point(family, labels, metric, value, counter.start);
    }

    fn summary(&mut self, family: FamilyId, labels: LabelSetId, metric: &Metric<'_>) {
        let Some(Summary { count, sum, quantiles, start }) = &metric.summary else { return };
        let quantiles: Vec<_> = quantiles
            .iter()
            .map(|quantile| Quantile { quantile: quantile.quantile, value: quantile.value.into() })
            .collect();
        let draft = SummaryDraft {
            count: count.map(Number::from),
            sum: sum.map(Number::Float),
            quantiles: &quantiles,
        };
        self.point(family, labels, metric, ValueDraft::Summary(draft), *start);
    }

    fn histogram(&mut self, family: FamilyId, labels: LabelSetId, metric: &Metric<'_>) {
        let Some(histogram) = metric.histogram.as_deref() else { return };
        let bounds: Vec<f64> = histogram.buckets.iter().map(|bucket| bucket.bound).collect();
        let counts: Vec<Number> = histogram
            .buckets
            .iter()
            .map(|bucket| count(bucket.count, bucket.count_float))
            .map(said)
            .collect();
        let on_buckets = histogram.buckets.iter().filter_map(|bucket| bucket.exemplar.as_ref());
        for exemplar in on_buckets.chain(&histogram.exemplars) {
            self.exemplar(exemplar);
        }
        let is_float = histogram.is_float();
        let positive = side(&histogram.positive, is_float);
        let negative = side(&histogram.negative, is_float);
        let is_native =
            histogram.is_native() || histogram.schema.is_some() || histogram.zero_count_float.is_some();
        let draft = HistogramDraft {
            count: count(histogram.count, histogram.count_float),
            sum: histogram.sum.map(Number::Float),
            bounds: &bounds,
            counts: &counts,
            cumulative: true,
            exponential: is_native.then(|| ExponentialDraft {
                scale: histogram.schema.unwrap_or(0),
                zero_count: said(count(histogram.zero_count, histogram.zero_count_float)),
                zero_threshold: histogram.zero_threshold.unwrap_or(0.0),
                positive: (&positive.0, &positive.1),
                negative: (&negative.0, &negative.1),
                custom_bounds: &[],
            }),
            ..HistogramDraft::default()
        };
        self.point(family, labels, metric, ValueDraft::Histogram(draft), histogram.start);
    }
}

/// A count that may be said as an integer or as a double; the double wins unless it is zero.
fn count(integer: Option<u64>, float: Option<f64>) -> Option<Number> {
    match (integer, float) {
        (integer, Some(float)) if float != 0.0 || integer.is_none() => Some(Number::Float(float)),
        (integer, _) => integer.map(Number::from),
    }
}

/// A count of which nothing was said is zero.
fn said(count: Option<Number>) -> Number {
    count.unwrap_or(Number::Int(0))
}

/// The buckets of one sign. Prometheus' bucket `i` is the model's `i - 1`.
fn side(side: &Side, is_float: bool) -> (Vec<Span>, Vec<Number>) {
    let spans = side.spans.iter().enumerate().map(|(place, &(offset, length))| Span {
        offset: if place == 0 { offset.wrapping_sub(1) } else { offset },
        length,
    });
    let counts = match side.buckets(is_float) {
        Buckets::Counts => side.counts.iter().copied().map(Number::Float).collect(),
        Buckets::Deltas => {
            let mut running = 0_i64;
            let absolute = side.deltas.iter().map(|&delta| {
                running = running.wrapping_add(delta);
                Number::Int(running)
            });
            absolute.collect()
        }
    };
    (spans.collect(), counts)
}
