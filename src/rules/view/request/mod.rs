//! The parts of an OTLP request as a table: read once from the raw fields, asked by many rules.
//!
//! The fields stay as they were sent: what is absent is not zero, and what was said twice is known to be.

mod point;
mod read;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::attributes::KeyValues;
use super::{Shown, World};
use crate::rules::finding::Place;

/// The parts of a request.
pub(in crate::rules) struct Request<'v> {
    world: World,
    pub(in crate::rules) resources: Vec<Resource<'v>>,
    pub(in crate::rules) scopes: Vec<Scope<'v>>,
    pub(in crate::rules) metrics: Vec<SentMetric<'v>>,
    points: Vec<PointData<'v>>,
    distributions: Vec<Distribution>,
    counts: Vec<u64>,
    bounds: Vec<f64>,
    /// Hashes of the keys of the point at hand.
    keys: Vec<u64>,
    /// The paths of what could not be read as it was meant. What is missing there is nobody's omission.
    torn: Vec<String>,
}

pub(in crate::rules) struct Resource<'v> {
    index: usize,
    pub(in crate::rules) attributes: KeyValues<'v>,
    pub(in crate::rules) schema_url: &'v str,
    /// Whether an SDK says of itself that it made this.
    pub(in crate::rules) is_of_sdk: bool,
    /// Whether its attributes could not be read as they were meant.
    is_torn: bool,
}

pub(in crate::rules) struct Scope<'v> {
    index: usize,
    /// Its resource's place in [`Request::resources`].
    pub(in crate::rules) resource: usize,
    pub(in crate::rules) name: &'v str,
    pub(in crate::rules) version: &'v str,
    pub(in crate::rules) attributes: KeyValues<'v>,
    pub(in crate::rules) schema_url: &'v str,
}

/// Which of the five types of data a metric has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::rules) enum Data {
    None,
    Gauge,
    Sum,
    Histogram,
    Exponential,
    Summary,
}

impl Data {
    /// Whether it is a histogram, in whatever buckets.
    pub(in crate::rules) fn is_histogram(self) -> bool {
        matches!(self, Self::Histogram | Self::Exponential)
    }

    /// What it is called.
    pub(in crate::rules) fn noun(self) -> &'static str {
        match self {
            Self::None => "metric without data",
            Self::Gauge => "gauge",
            Self::Sum => "sum",
            Self::Histogram => "histogram",
            Self::Exponential => "exponential histogram",
            Self::Summary => "summary",
        }
    }
}

pub(in crate::rules) struct SentMetric<'v> {
    index: usize,
    /// Its scope's place in [`Request::scopes`].
    pub(in crate::rules) scope: usize,
    pub(in crate::rules) name: &'v str,
    pub(in crate::rules) description: &'v str,
    pub(in crate::rules) unit: &'v str,
    pub(in crate::rules) metadata: KeyValues<'v>,
    pub(in crate::rules) data: Data,
    pub(in crate::rules) temporality: u64,
    pub(in crate::rules) is_monotonic: bool,
    /// Whether scope or metadata show that it was a Prometheus metric before.
    pub(in crate::rules) is_of_prometheus: bool,
    points: (usize, usize),
}

/// What a point of any type says.
pub(in crate::rules) struct PointData<'v> {
    bytes: &'v [u8],
    metric: u32,
    index: u32,
    pub(in crate::rules) start: u64,
    pub(in crate::rules) time: u64,
    pub(in crate::rules) flags: u32,
    /// How many of `as_double` and `as_int` are there.
    pub(in crate::rules) values: u8,
    pub(in crate::rules) number: Value,
    distribution: u32,
    /// What its attributes and exemplars are like, see [`Traits`].
    pub(in crate::rules) traits: Traits,
    /// A number for its attributes, whatever their order.
    pub(in crate::rules) attributes_hash: u64,
}

/// What is seen of attributes and exemplars when a point is read, so that rules need not look at every point again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::rules) struct Traits(u8);

impl Traits {
    pub(in crate::rules) const EMPTY_KEY: Self = Self(1);
    pub(in crate::rules) const REPEATED_KEY: Self = Self(2);
    /// A value is a list or a map.
    pub(in crate::rules) const NESTED: Self = Self(4);
    pub(in crate::rules) const REFERENCE: Self = Self(8);
    /// A key is `otel.metric.overflow`.
    pub(in crate::rules) const OVERFLOW: Self = Self(16);
    pub(in crate::rules) const EXEMPLARS: Self = Self(32);

    /// Whether it has some of those.
    pub(in crate::rules) fn has(self, some: Self) -> bool {
        self.0 & some.0 != 0
    }

    pub(in crate::rules) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The value of a number point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) enum Value {
    None,
    Int(i64),
    Double(f64),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("nothing"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Double(value) => write!(f, "{}", Shown(*value)),
        }
    }
}

type Run = (usize, usize);

/// What points of histograms and summaries say beyond the rest.
#[derive(Default)]
pub(in crate::rules) struct Distribution {
    pub(in crate::rules) count: u64,
    pub(in crate::rules) sum: Option<f64>,
    pub(in crate::rules) min: Option<f64>,
    pub(in crate::rules) max: Option<f64>,
    counts: Run,
    bounds: Run,
    pub(in crate::rules) scale: i32,
    pub(in crate::rules) zero_count: u64,
    pub(in crate::rules) zero_threshold: f64,
    positive: (i32, Run),
    negative: (i32, Run),
}

/// A point with everything around it.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Point<'r> {
    pub(in crate::rules) request: &'r Request<'r>,
    pub(in crate::rules) metric: &'r SentMetric<'r>,
    pub(in crate::rules) data: &'r PointData<'r>,
}

impl Request<'_> {
    /// The resources whose attributes could be read.
    pub(in crate::rules) fn whole_resources(&self) -> impl Iterator<Item = &Resource<'_>> {
        self.resources.iter().filter(|resource| !resource.is_torn)
    }

    /// All points, but those that say that there is nothing to say.
    pub(in crate::rules) fn points(&self) -> impl Iterator<Item = Point<'_>> {
        self.all_points().filter(|point| !point.is_absent())
    }

    /// All points.
    pub(in crate::rules) fn all_points(&self) -> impl Iterator<Item = Point<'_>> {
        self.metrics.iter().flat_map(|metric| self.points_of(metric))
    }

    /// All points with exemplars, but those that say nothing.
    pub(in crate::rules) fn sampled(&self) -> impl Iterator<Item = Point<'_>> {
        self.points().filter(|point| point.data.traits.has(Traits::EXEMPLARS))
    }

    /// All points of a metric.
    pub(in crate::rules) fn points_of<'r>(
        &'r self,
        metric: &'r SentMetric<'_>,
    ) -> impl Iterator<Item = Point<'r>> {
        let of = move |data| Point { request: self, metric, data };
        self.points[metric.points.0..metric.points.1].iter().map(of)
    }

    /// The points of explicit and exponential histograms, but those that say nothing.
    pub(in crate::rules) fn histograms(&self) -> impl Iterator<Item = (Point<'_>, &Distribution)> {
        self.points_with(&[Data::Histogram, Data::Exponential])
    }

    /// The points of metrics with such data and what they distribute, but those that say nothing.
    pub(in crate::rules) fn points_with(
        &self,
        data: &'static [Data],
    ) -> impl Iterator<Item = (Point<'_>, &Distribution)> {
        let metrics = self.metrics.iter().filter(|metric| data.contains(&metric.data));
        let points = metrics.flat_map(|metric| self.points_of(metric));
        points.filter(|point| !point.is_absent()).map(|point| (point, point.distribution()))
    }

    /// A number for the resource and scope of a metric.
    pub(in crate::rules) fn scope_key(&self, metric: &SentMetric<'_>) -> u64 {
        let scope = &self.scopes[metric.scope];
        let resource = &self.resources[scope.resource];
        let mut hasher = FxHasher::default();
        (resource.attributes.hash(), resource.schema_url).hash(&mut hasher);
        (scope.name, scope.version, scope.schema_url, scope.attributes.hash()).hash(&mut hasher);
        hasher.finish()
    }

    /// A number for the identity of a metric.
    pub(in crate::rules) fn metric_key(&self, metric: &SentMetric<'_>) -> u64 {
        let mut hasher = FxHasher::default();
        self.scope_key(metric).hash(&mut hasher);
        (metric.name, metric.unit, metric.data, metric.temporality, metric.is_monotonic).hash(&mut hasher);
        hasher.finish()
    }

    /// A step into a part, written as the request was.
    pub(in crate::rules) fn step(&self, path: &mut String, name: &str, index: Option<usize>) {
        use std::fmt::Write as _;
        if self.world == World::OtlpJson {
            path.push('/');
            let mut upper = false;
            for c in name.chars() {
                match c {
                    '_' => upper = true,
                    c => path.push(if std::mem::take(&mut upper) { c.to_ascii_uppercase() } else { c }),
                }
            }
            if let Some(index) = index {
                let _ = write!(path, "/{index}");
            }
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
            if let Some(index) = index {
                let _ = write!(path, "[{index}]");
            }
        }
    }

    pub(in crate::rules) fn path_of_resource(&self, resource: &Resource<'_>) -> String {
        let mut path = String::new();
        self.step(&mut path, "resource_metrics", Some(resource.index));
        path
    }

    pub(in crate::rules) fn path_of_scope(&self, scope: &Scope<'_>) -> String {
        let mut path = self.path_of_resource(&self.resources[scope.resource]);
        self.step(&mut path, "scope_metrics", Some(scope.index));
        path
    }

    pub(in crate::rules) fn path_of_metric(&self, metric: &SentMetric<'_>) -> String {
        let mut path = self.path_of_scope(&self.scopes[metric.scope]);
        self.step(&mut path, "metrics", Some(metric.index));
        path
    }

    /// The place of a metric, or of a field of it.
    pub(in crate::rules) fn metric_place(&self, metric: &SentMetric<'_>, field: &str) -> Place {
        let mut path = self.path_of_metric(metric);
        if !field.is_empty() {
            self.step(&mut path, field, None);
        }
        family(metric).pointer(path)
    }
}

fn family(metric: &SentMetric<'_>) -> Place {
    if metric.name.is_empty() { Place::default() } else { Place::family(metric.name) }
}
