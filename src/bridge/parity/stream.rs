//! What one series said over time, for those who tell instruments apart by their unit, too.

use std::collections::BTreeMap;

use crate::capture::{Capture, HistoryPoint, Transport};
use crate::model::{Family, Kind, Labels};

/// The points of one pushed series in the order of arrival; at least one.
pub(super) struct Stream<'c> {
    family: Family<'c>,
    labels: Labels<'c>,
    points: Vec<HistoryPoint<'c>>,
}

impl<'c> Stream<'c> {
    /// Every series that was pushed. Two points are of one series when resource, scope, name, unit, kind and attributes are the same.
    pub(super) fn of_pushes(capture: &'c Capture) -> Vec<Self> {
        type Key<'c> = (&'c str, Kind, &'c str, String, String);
        let mut all: Vec<Self> = Vec::new();
        let mut index: BTreeMap<Key<'c>, usize> = BTreeMap::new();
        let pushes = capture.readings().filter(|(exchange, _)| exchange.transport() != Transport::Scrape);
        for (exchange, reading) in pushes {
            for family in reading.families() {
                let scope = family.scope().map(|scope| {
                    let fields = [scope.name(), scope.version(), scope.schema_url()].join("\u{0}");
                    format!("{fields}\u{0}{}", scope.attributes())
                });
                let resource = family.resource().map(|resource| resource.attributes().to_string());
                let above = scope.unwrap_or_default() + "\u{0}" + &resource.unwrap_or_default();
                for series in family.series() {
                    let points = series.points().map(|point| HistoryPoint { exchange, point });
                    let labels = series.labels();
                    let unit = family.unit().unwrap_or_default();
                    let key = (family.name(), family.kind(), unit, above.clone(), labels.to_string());
                    let place = *index.entry(key).or_insert_with(|| {
                        all.push(Self { family, labels, points: Vec::new() });
                        all.len() - 1
                    });
                    all[place].points.extend(points);
                    all[place].family = family;
                }
            }
        }
        all.retain(|stream| !stream.points.is_empty());
        all
    }

    /// The family, as the newest push describes it.
    pub(super) fn family(&self) -> Family<'c> {
        self.family
    }

    /// The attributes.
    pub(super) fn labels(&self) -> Labels<'c> {
        self.labels
    }

    pub(super) fn points(&self) -> &[HistoryPoint<'c>] {
        &self.points
    }

    /// The point that arrived last.
    pub(super) fn newest(&self) -> HistoryPoint<'c> {
        self.points[self.points.len() - 1]
    }

    /// Whether one push says it more than once.
    pub(super) fn is_repeated(&self) -> bool {
        self.points.windows(2).any(|pair| {
            pair[0].exchange.number() == pair[1].exchange.number()
                && pair[0].point.time() == pair[1].point.time()
        })
    }
}
