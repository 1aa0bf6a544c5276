//! Composite values of OpenMetrics 2.0: a histogram or summary on one line.

use crate::exposition::tree::{Composite, Items};
use crate::model::{
    ExponentialDraft, HistogramDraft, Kind, Number, PointDraft, Quantile, ReadingBuilder, SeriesId, Span,
    SummaryDraft, ValueDraft,
};

/// Adds the point that a composite value says; `stamp` is the point without its value.
pub(super) fn lower(
    builder: &mut ReadingBuilder,
    series: SeriesId,
    kind: Kind,
    composite: Composite<'_>,
    stamp: PointDraft<'_>,
) {
    let count = composite.number("count").or_else(|| composite.number("gcount"));
    let sum = composite.number("sum").or_else(|| composite.number("gsum"));
    if kind == Kind::Summary {
        let quantiles: Vec<Quantile> =
            keyed(composite.list("quantile")).map(|(quantile, value)| Quantile { quantile, value }).collect();
        let value = ValueDraft::Summary(SummaryDraft { count, sum, quantiles: &quantiles });
        builder.point(series, PointDraft { value, ..stamp });
        return;
    }
    let (bounds, counts): (Vec<f64>, Vec<Number>) = keyed(composite.list("bucket")).unzip();
    let positive = side(composite.list("positive_spans"), composite.list("positive_buckets"));
    let negative = side(composite.list("negative_spans"), composite.list("negative_buckets"));
    let exponential = composite.number("schema").map(|schema| ExponentialDraft {
        scale: schema.as_f64() as i32,
        zero_count: composite.number("zero_count").unwrap_or(Number::Int(0)),
        zero_threshold: composite.number("zero_threshold").map_or(0.0, Number::as_f64),
        positive: (&positive.0, &positive.1),
        negative: (&negative.0, &negative.1),
        custom_bounds: &[],
    });
    let value = ValueDraft::Histogram(HistogramDraft {
        count,
        sum,
        bounds: &bounds,
        counts: &counts,
        cumulative: true,
        exponential,
        ..HistogramDraft::default()
    });
    builder.point(series, PointDraft { value, ..stamp });
}

/// The items whose key is a number.
fn keyed(items: Items<'_>) -> impl Iterator<Item = (f64, Number)> {
    items.filter_map(|(key, number)| Some((key?.parse().ok()?, number)))
}

/// The buckets of one sign. Prometheus' bucket `i` is the model's `i - 1`, see [`Exponential`](crate::model::Exponential).
fn side(spans: Items<'_>, counts: Items<'_>) -> (Vec<Span>, Vec<Number>) {
    let spans = spans.enumerate().filter_map(|(place, (offset, length))| {
        let offset = offset?.parse::<i32>().ok()?;
        let length = u32::try_from(length.as_integer()?).ok()?;
        Some(Span { offset: if place == 0 { offset.wrapping_sub(1) } else { offset }, length })
    });
    (spans.collect(), counts.map(|(_, number)| number).collect())
}
