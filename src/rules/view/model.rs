//! Families and readings with the place that they came from.

use super::World;
use crate::capture::Exchange;
use crate::model::{Exponential, ExponentialBuckets, Family, Histogram, Kind, Number, Reading, Series};
use crate::rules::finding::Place;

/// A family of the model, as one exchange says it.
#[derive(Clone, Copy)]
pub(in crate::rules) struct FamilyView<'v> {
    pub(in crate::rules) family: Family<'v>,
    pub(in crate::rules) exchange: &'v Exchange,
    pub(in crate::rules) world: World,
}

/// Everything that one exchange says.
pub(in crate::rules) struct ReadingView<'v> {
    pub(in crate::rules) reading: &'v Reading,
    pub(in crate::rules) exchange: &'v Exchange,
    pub(in crate::rules) world: World,
}

impl<'v> ReadingView<'v> {
    pub(in crate::rules) fn families(&self) -> impl Iterator<Item = FamilyView<'v>> + use<'v> {
        let (reading, exchange, world) = (self.reading, self.exchange, self.world);
        reading.families().map(move |family| FamilyView { family, exchange, world })
    }
}

/// A native histogram of one series.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Native<'v> {
    pub(in crate::rules) series: Series<'v>,
    pub(in crate::rules) histogram: Histogram<'v>,
    pub(in crate::rules) buckets: Exponential<'v>,
}

impl<'v> Native<'v> {
    /// Where it is.
    pub(in crate::rules) fn place(&self, view: &FamilyView<'_>) -> Place {
        Place::family(view.family.name()).series(self.series.labels())
    }

    /// Whether it counts in fractions, as far as can be told from its counts.
    pub(in crate::rules) fn is_fractional(&self) -> bool {
        let sides = self.sides();
        let mut counts = sides.iter().flat_map(|(_, side)| side.counts).copied();
        let is_float = |count: Number| matches!(count, Number::Float(_));
        counts.any(is_float)
            || is_float(self.buckets.zero_count())
            || self.histogram.count().is_some_and(is_float)
    }

    /// The count, and what the buckets count together; `None` without a count or any bucket, where it is as a classic one.
    pub(in crate::rules) fn totals(&self) -> Option<(f64, f64)> {
        let (count, zero) = (self.histogram.count()?.as_f64(), self.buckets.zero_count().as_f64());
        let sides = self.sides();
        let counts = sides.iter().flat_map(|(_, side)| side.counts);
        let has_any = zero != 0.0 || sides.iter().any(|(_, side)| !side.counts.is_empty());
        has_any.then(|| (count, counts.fold(zero, |sum, count| sum + count.as_f64())))
    }

    /// The buckets of each sign with its name.
    pub(in crate::rules) fn sides(&self) -> [(&'static str, ExponentialBuckets<'v>); 2] {
        [("positive", self.buckets.positive()), ("negative", self.buckets.negative())]
    }
}

impl<'v> FamilyView<'v> {
    /// The native histograms of the family.
    pub(in crate::rules) fn natives(&self) -> impl Iterator<Item = Native<'v>> + use<'v> {
        let is_distribution = matches!(self.family.kind(), Kind::Histogram | Kind::GaugeHistogram);
        let series = self.family.series().take_while(move |_| is_distribution);
        let natives = series.flat_map(|series| {
            series.points().filter_map(move |point| {
                let histogram = point.histogram()?;
                Some(Native { series, histogram, buckets: histogram.exponential()? })
            })
        });
        // Buckets under names that OpenMetrics does not know were not read, and of these the grammar tells.
        let is_text = self.world == World::OpenMetrics2;
        let is_unread = |native: &Native<'v>| {
            native.sides().iter().any(|(_, side)| !side.spans.is_empty() && side.counts.is_empty())
        };
        natives.filter(move |native| !is_text || !is_unread(native))
    }
}
