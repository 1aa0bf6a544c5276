//! What was seen: the series of one name, out of a capture or a single reading.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::capture::Capture;
use crate::model::{Family, Labels, Point, Reading, Resource, Scope};

/// Where expectations look.
#[derive(Clone, Copy)]
pub(super) enum Source<'c> {
    Capture(&'c Capture),
    Reading(&'c Reading),
}

/// A series with everything that it said.
#[derive(Clone)]
pub(super) struct Seen<'c> {
    pub(super) family: Family<'c>,
    pub(super) labels: Labels<'c>,
    /// The points in the order of arrival, each with the number of its exchange; at least one.
    pub(super) points: Vec<(usize, Point<'c>)>,
    pub(super) newest: Point<'c>,
}

impl<'c> Source<'c> {
    /// The series of that name.
    pub(super) fn series_of(self, name: &str) -> Vec<Seen<'c>> {
        match self {
            Self::Capture(capture) => capture
                .series_of(name)
                .into_iter()
                .map(|history| Seen {
                    family: history.family(),
                    labels: history.labels(),
                    points: history.points().iter().map(|at| (at.exchange.number(), at.point)).collect(),
                    newest: history.newest().point,
                })
                .collect(),
            Self::Reading(reading) => series_of_reading(reading, name),
        }
    }

    fn families(self) -> Box<dyn Iterator<Item = Family<'c>> + 'c> {
        match self {
            Self::Capture(capture) => {
                Box::new(capture.readings().flat_map(|(_, reading)| reading.families()))
            }
            Self::Reading(reading) => Box::new(reading.families()),
        }
    }

    /// Whether something was said of a metric of that name, be it without a series.
    pub(super) fn declares(self, name: &str) -> bool {
        self.families().any(|family| family.name() == name)
    }

    /// The names of all metrics that have a point.
    pub(super) fn names(self) -> BTreeSet<String> {
        let told = self.families().filter(|family| family.points().next().is_some());
        told.map(|family| family.name().to_owned()).collect()
    }

    /// The ids of all spans that were exported; a reading has none.
    pub(super) fn spans(self) -> FxHashSet<([u8; 16], [u8; 8])> {
        match self {
            Self::Capture(capture) => capture.spans().iter().map(|id| (id.trace_id, id.span_id)).collect(),
            Self::Reading(_) => FxHashSet::default(),
        }
    }
}

fn series_of_reading<'c>(reading: &'c Reading, name: &str) -> Vec<Seen<'c>> {
    let mut all: Vec<Seen<'c>> = Vec::new();
    for family in reading.families().filter(|family| family.name() == name) {
        // An emitter may repeat a family; what it says then belongs to the series that are there.
        let known = all.len();
        for series in family.series() {
            let points: Vec<_> = series.points().map(|point| (0, point)).collect();
            let Some(&(_, newest)) = points.iter().reduce(|a, b| if b.1.time() < a.1.time() { a } else { b })
            else {
                continue;
            };
            let same =
                |seen: &&mut Seen<'c>| same_family(seen.family, family) && seen.labels == series.labels();
            if let Some(seen) = all[..known].iter_mut().find(same) {
                seen.points.extend(points);
                (seen.family, seen.newest) = (family, newest);
            } else {
                all.push(Seen { family, labels: series.labels(), points, newest });
            }
        }
    }
    all
}

/// Whether two families are one and the same, said twice.
pub(super) fn same_family(a: Family<'_>, b: Family<'_>) -> bool {
    a.kind() == b.kind()
        && a.scope() == b.scope()
        && a.resource().map(Resource::attributes) == b.resource().map(Resource::attributes)
}

/// The name of the scope; empty where there is none.
pub(super) fn scope_name<'c>(seen: &Seen<'c>) -> &'c str {
    seen.family.scope().map_or("", Scope::name)
}
