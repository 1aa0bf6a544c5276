//! Buckets of one world as buckets of the other.

use std::collections::BTreeMap;

use crate::model::{Exponential, ExponentialBuckets, Histogram};

/// The explicit buckets of a distribution as Prometheus has them: upper bounds, the last one `+Inf`, each count with all below it.
#[must_use]
pub fn cumulative_buckets(histogram: Histogram<'_>) -> Vec<(f64, f64)> {
    let mut sum = 0.0;
    let buckets = histogram.bounds().iter().copied().zip(histogram.bucket_counts());
    buckets
        .map(|(bound, count)| {
            sum += count;
            (bound, sum)
        })
        .collect()
}

/// Exponential buckets as a native histogram has them.
#[derive(Clone, Debug, PartialEq)]
pub struct NativeBuckets {
    /// The schema, at most 8.
    pub schema: i32,
    /// Counts of positive observations by the index of their upper bound.
    pub positive: BTreeMap<i64, f64>,
    /// Counts of negative observations, likewise.
    pub negative: BTreeMap<i64, f64>,
}

/// The finest schema that Prometheus has.
const FINEST: i32 = 8;

/// The coarsest schema that Prometheus has.
const COARSEST: i32 = -4;

/// What Prometheus makes of exponential buckets: neighbours merged down to `schema` or to the finest one that there is, and each index one
/// higher, because one world counts bounds from below and the other from above. `None` where no schema is coarse enough.
#[must_use]
pub fn native_buckets(exponential: Exponential<'_>, schema: Option<i32>) -> Option<NativeBuckets> {
    let scale = exponential.scale();
    if scale < COARSEST {
        return None;
    }
    let schema = schema.unwrap_or(FINEST).min(scale).min(FINEST);
    let shift = (scale - schema).clamp(0, 63);
    let side = |buckets: ExponentialBuckets<'_>| {
        let mut counts = BTreeMap::new();
        for (index, count) in buckets.iter() {
            // An arithmetic shift rounds down, also below zero.
            *counts.entry((i64::from(index) >> shift) + 1).or_insert(0.0) += count.as_f64();
        }
        counts.retain(|_, count| *count != 0.0);
        counts
    };
    Some(NativeBuckets {
        schema,
        positive: side(exponential.positive()),
        negative: side(exponential.negative()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        ExponentialDraft, FamilyDraft, HistogramDraft, Kind, Number, PointDraft, Reading, Span, ValueDraft,
    };

    fn exponential(scale: i32, offset: i32, counts: &[i64]) -> Reading {
        let counts: Vec<Number> = counts.iter().map(|&count| count.into()).collect();
        let spans = [Span { offset, length: counts.len() as u32 }];
        let mut builder = Reading::builder();
        let name = builder.intern("x");
        let family = builder.family(FamilyDraft::new(name, Kind::ExponentialHistogram));
        let none = builder.label_set(&[]);
        let series = builder.series(family, none);
        let draft = HistogramDraft {
            exponential: Some(ExponentialDraft {
                scale,
                zero_count: 0_i64.into(),
                zero_threshold: 0.0,
                positive: (&spans, &counts),
                negative: (&[], &[]),
                custom_bounds: &[],
            }),
            ..HistogramDraft::default()
        };
        builder.point(series, PointDraft::new(ValueDraft::Histogram(draft)));
        builder.finish()
    }

    #[test]
    fn indexes_are_one_higher_after_neighbours_were_merged() {
        for (scale, offset, counts, expected) in [
            // (1,2] and (2,4].
            (0, 0, &[3, 4][..], Some((0, vec![(1, 3.0), (2, 4.0)]))),
            (9, 0, &[1, 1, 1], Some((8, vec![(1, 2.0), (2, 1.0)]))),
            // Below zero pairs are (-4,-3) and (-2,-1).
            (9, -3, &[1, 1, 1], Some((8, vec![(-1, 1.0), (0, 2.0)]))),
            (20, 0, &[5], Some((8, vec![(1, 5.0)]))),
            (8, 0, &[0, 2], Some((8, vec![(2, 2.0)]))),
            (-5, 0, &[1], None),
        ] {
            let reading = exponential(scale, offset, counts);
            let point = reading.families().next().and_then(|family| family.points().next()).expect("a point");
            let buckets = point.histogram().and_then(Histogram::exponential).expect("exponential buckets");
            let native = native_buckets(buckets, None);
            let native =
                native.map(|native| (native.schema, native.positive.into_iter().collect::<Vec<_>>()));
            assert_eq!(native, expected, "{scale} {offset}");
        }
    }
}
