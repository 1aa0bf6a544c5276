//! The parts of an OTLP request as a table: read once from the raw fields, asked by many rules.
//!
//! The fields stay as they were sent: what is absent is not zero, and what was said twice is known to be.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::World;
use super::attributes::{KeyValues, messages, text};
use crate::protobuf::{Field, Reader, unzigzag};
use crate::rules::finding::Place;

/// The parts of a request.
pub(in crate::rules) struct Request<'v> {
    world: World,
    pub(in crate::rules) resources: Vec<Resource<'v>>,
    pub(in crate::rules) scopes: Vec<Scope<'v>>,
    pub(in crate::rules) metrics: Vec<Metric<'v>>,
    points: Vec<PointData<'v>>,
    distributions: Vec<Distribution>,
    counts: Vec<u64>,
    bounds: Vec<f64>,
}

pub(in crate::rules) struct Resource<'v> {
    index: usize,
    pub(in crate::rules) attributes: KeyValues<'v>,
    pub(in crate::rules) schema_url: &'v str,
    /// Whether an SDK says of itself that it made this.
    pub(in crate::rules) is_of_sdk: bool,
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

pub(in crate::rules) struct Metric<'v> {
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
            Self::Double(value) => write!(f, "{value}"),
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
    pub(in crate::rules) metric: &'r Metric<'r>,
    pub(in crate::rules) data: &'r PointData<'r>,
}

impl<'v> Request<'v> {
    pub(super) fn of(bytes: &'v [u8], world: World) -> Self {
        let mut request = Self {
            world,
            resources: Vec::new(),
            scopes: Vec::new(),
            metrics: Vec::new(),
            points: Vec::new(),
            distributions: vec![Distribution::default()],
            counts: Vec::new(),
            bounds: Vec::new(),
        };
        for (index, resource) in messages(bytes, 1).enumerate() {
            let attributes = KeyValues::new(messages(resource, 1).last().unwrap_or_default(), 1);
            request.resources.push(Resource {
                index,
                attributes,
                schema_url: text(resource, 3),
                is_of_sdk: attributes.into_iter().any(|one| one.key == "telemetry.sdk.name"),
            });
            for (index, scope) in messages(resource, 2).enumerate() {
                request.scope(scope, index);
            }
        }
        request
    }

    fn scope(&mut self, bytes: &'v [u8], index: usize) {
        let said = messages(bytes, 1).last().unwrap_or_default();
        self.scopes.push(Scope {
            index,
            resource: self.resources.len() - 1,
            name: text(said, 1),
            version: text(said, 2),
            attributes: KeyValues::new(said, 3),
            schema_url: text(bytes, 3),
        });
        for (index, metric) in messages(bytes, 2).enumerate() {
            self.metric(metric, index);
        }
    }

    fn metric(&mut self, bytes: &'v [u8], index: usize) {
        let of = |number| match number {
            5 => Some(Data::Gauge),
            7 => Some(Data::Sum),
            9 => Some(Data::Histogram),
            10 => Some(Data::Exponential),
            11 => Some(Data::Summary),
            _ => None,
        };
        // Of a `oneof` the last member counts.
        let fields = || Reader::new(bytes).map_while(Result::ok);
        let said = fields().filter_map(|(number, _)| Some((number, of(number)?))).last();
        let (number, data) = said.unwrap_or((0, Data::None));
        let metadata = KeyValues::new(bytes, 12);
        let scope = self.scopes.len() - 1;
        let mut metric = Metric {
            index,
            scope,
            name: text(bytes, 1),
            description: text(bytes, 2),
            unit: text(bytes, 3),
            metadata,
            data,
            temporality: 0,
            is_monotonic: false,
            is_of_prometheus: self.scopes[scope].name.to_ascii_lowercase().contains("prometheus")
                || metadata.into_iter().any(|one| one.key.starts_with("prometheus.")),
            points: (self.points.len(), 0),
        };
        let mut index = 0;
        for content in messages(bytes, number) {
            for field in Reader::new(content).map_while(Result::ok) {
                match field {
                    (2, Field::Varint(value)) => metric.temporality = value,
                    (3, Field::Varint(value)) => metric.is_monotonic = value != 0,
                    (1, Field::Bytes(point)) => {
                        let mut point = self.point(point, data);
                        (point.metric, point.index) = (self.metrics.len() as u32, index);
                        self.points.push(point);
                        index += 1;
                    }
                    _ => {}
                }
            }
        }
        metric.points.1 = self.points.len();
        self.metrics.push(metric);
    }

    fn point(&mut self, bytes: &'v [u8], data: Data) -> PointData<'v> {
        let mut point = PointData {
            bytes,
            metric: 0,
            index: 0,
            start: 0,
            time: 0,
            flags: 0,
            values: 0,
            number: Value::None,
            distribution: 0,
        };
        let is_number = matches!(data, Data::Gauge | Data::Sum);
        let mut seen = Distribution::default();
        let (counts, bounds) = (self.counts.len(), self.bounds.len());
        for (number, field) in Reader::new(bytes).map_while(Result::ok) {
            match (number, field, data) {
                (2, Field::Fixed64(nanos), _) => point.start = nanos,
                (3, Field::Fixed64(nanos), _) => point.time = nanos,
                (8, Field::Varint(flags), Data::Gauge | Data::Sum | Data::Summary)
                | (10, Field::Varint(flags), Data::Histogram | Data::Exponential) => {
                    point.flags = flags as u32;
                }
                (4, Field::Fixed64(bits), _) if is_number => {
                    point.number = Value::Double(f64::from_bits(bits));
                    point.values |= 1;
                }
                (6, Field::Fixed64(bits), _) if is_number => {
                    point.number = Value::Int(bits as i64);
                    point.values |= 2;
                }
                (4, Field::Fixed64(count), _) => seen.count = count,
                (5, Field::Fixed64(bits), _) => seen.sum = Some(f64::from_bits(bits)),
                (6, field, Data::Histogram) => fixed64s(field, |count| self.counts.push(count)),
                (7, field, Data::Histogram) => fixed64s(field, |bits| self.bounds.push(f64::from_bits(bits))),
                (11, Field::Fixed64(bits), Data::Histogram)
                | (12, Field::Fixed64(bits), Data::Exponential) => {
                    seen.min = Some(f64::from_bits(bits));
                }
                (12, Field::Fixed64(bits), Data::Histogram)
                | (13, Field::Fixed64(bits), Data::Exponential) => {
                    seen.max = Some(f64::from_bits(bits));
                }
                (6, Field::Varint(scale), Data::Exponential) => seen.scale = unzigzag(scale) as i32,
                (7, Field::Fixed64(count), Data::Exponential) => seen.zero_count = count,
                (8, Field::Bytes(buckets), Data::Exponential) => seen.positive = self.buckets(buckets),
                (9, Field::Bytes(buckets), Data::Exponential) => seen.negative = self.buckets(buckets),
                (14, Field::Fixed64(bits), Data::Exponential) => seen.zero_threshold = f64::from_bits(bits),
                _ => {}
            }
        }
        if !is_number {
            if data == Data::Histogram {
                (seen.counts, seen.bounds) = ((counts, self.counts.len()), (bounds, self.bounds.len()));
            }
            point.distribution = self.distributions.len() as u32;
            self.distributions.push(seen);
        }
        point
    }

    fn buckets(&mut self, bytes: &[u8]) -> (i32, Run) {
        let (mut offset, start) = (0, self.counts.len());
        for field in Reader::new(bytes).map_while(Result::ok) {
            match field {
                (1, Field::Varint(value)) => offset = unzigzag(value) as i32,
                (2, Field::Varint(value)) => self.counts.push(value),
                (2, Field::Bytes(packed)) => {
                    let mut numbers = Reader::new(packed);
                    while !numbers.rest().is_empty() {
                        let Ok(value) = numbers.varint() else { break };
                        self.counts.push(value);
                    }
                }
                _ => {}
            }
        }
        (offset, (start, self.counts.len()))
    }
}

/// Takes one number, or a run of packed ones.
fn fixed64s(field: Field<'_>, mut take: impl FnMut(u64)) {
    match field {
        Field::Fixed64(value) => take(value),
        Field::Bytes(packed) => {
            let mut numbers = Reader::new(packed);
            while let Ok(value) = numbers.fixed64() {
                take(value);
            }
        }
        _ => {}
    }
}

impl Request<'_> {
    /// All points, but those that say that there is nothing to say.
    pub(in crate::rules) fn points(&self) -> impl Iterator<Item = Point<'_>> {
        self.all_points().filter(|point| !point.is_absent())
    }

    /// All points.
    pub(in crate::rules) fn all_points(&self) -> impl Iterator<Item = Point<'_>> {
        self.metrics.iter().flat_map(|metric| self.points_of(metric))
    }

    /// All points of a metric.
    pub(in crate::rules) fn points_of<'r>(
        &'r self,
        metric: &'r Metric<'_>,
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

    /// Whether an SDK says that it made this metric.
    pub(in crate::rules) fn is_of_sdk(&self, metric: &Metric<'_>) -> bool {
        self.resources[self.scopes[metric.scope].resource].is_of_sdk
    }

    /// A number for the resource and scope of a metric.
    pub(in crate::rules) fn scope_key(&self, metric: &Metric<'_>) -> u64 {
        let scope = &self.scopes[metric.scope];
        let resource = &self.resources[scope.resource];
        let mut hasher = FxHasher::default();
        (resource.attributes.hash(), resource.schema_url).hash(&mut hasher);
        (scope.name, scope.version, scope.schema_url, scope.attributes.hash()).hash(&mut hasher);
        hasher.finish()
    }

    /// A number for the identity of a metric.
    pub(in crate::rules) fn metric_key(&self, metric: &Metric<'_>) -> u64 {
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

    pub(in crate::rules) fn path_of_metric(&self, metric: &Metric<'_>) -> String {
        let mut path = self.path_of_scope(&self.scopes[metric.scope]);
        self.step(&mut path, "metrics", Some(metric.index));
        path
    }

    /// The place of a metric, or of a field of it.
    pub(in crate::rules) fn metric_place(&self, metric: &Metric<'_>, field: &str) -> Place {
        let mut path = self.path_of_metric(metric);
        if !field.is_empty() {
            self.step(&mut path, field, None);
        }
        Place::family(metric.name).pointer(path)
    }
}

impl<'r> Point<'r> {
    /// Whether it says that nothing was recorded, so that everything else in it is to be passed over.
    pub(in crate::rules) fn is_absent(self) -> bool {
        self.data.flags & 1 != 0
    }

    pub(in crate::rules) fn distribution(self) -> &'r Distribution {
        &self.request.distributions[self.data.distribution as usize]
    }

    /// The counts of the explicit buckets.
    pub(in crate::rules) fn counts(self) -> &'r [u64] {
        let (start, end) = self.distribution().counts;
        &self.request.counts[start..end]
    }

    /// The bounds between the explicit buckets.
    pub(in crate::rules) fn bounds(self) -> &'r [f64] {
        let (start, end) = self.distribution().bounds;
        &self.request.bounds[start..end]
    }

    /// Offset and counts of the exponential buckets above zero.
    pub(in crate::rules) fn positive(self) -> (i32, &'r [u64]) {
        let (offset, (start, end)) = self.distribution().positive;
        (offset, &self.request.counts[start..end])
    }

    /// Offset and counts of the exponential buckets below zero.
    pub(in crate::rules) fn negative(self) -> (i32, &'r [u64]) {
        let (offset, (start, end)) = self.distribution().negative;
        (offset, &self.request.counts[start..end])
    }

    pub(in crate::rules) fn attributes(self) -> KeyValues<'r> {
        let number = match self.metric.data {
            Data::Histogram => 9,
            Data::Exponential => 1,
            _ => 7,
        };
        KeyValues::new(self.data.bytes, number)
    }

    /// Quantiles with their values.
    pub(in crate::rules) fn quantiles(self) -> impl Iterator<Item = (f64, f64)> + use<'r> {
        let number = if self.metric.data == Data::Summary { 6 } else { 0 };
        messages(self.data.bytes, number).map(|quantile| {
            let mut both = [0.0; 2];
            for field in Reader::new(quantile).map_while(Result::ok) {
                if let (number @ 1..=2, Field::Fixed64(bits)) = field {
                    both[number as usize - 1] = f64::from_bits(bits);
                }
            }
            (both[0], both[1])
        })
    }

    /// The bytes of its exemplars.
    pub(in crate::rules) fn exemplars(self) -> impl Iterator<Item = &'r [u8]> + use<'r> {
        let number = match self.metric.data {
            Data::Histogram => 8,
            Data::Exponential => 11,
            Data::Summary | Data::None => 0,
            Data::Gauge | Data::Sum => 5,
        };
        messages(self.data.bytes, number)
    }

    fn path(self) -> String {
        let mut path = self.request.path_of_metric(self.metric);
        let data = match self.metric.data {
            Data::Gauge | Data::None => "gauge",
            Data::Sum => "sum",
            Data::Histogram => "histogram",
            Data::Exponential => "exponential_histogram",
            Data::Summary => "summary",
        };
        self.request.step(&mut path, data, None);
        self.request.step(&mut path, "data_points", Some(self.data.index as usize));
        path
    }

    /// Where it is.
    pub(in crate::rules) fn place(self) -> Place {
        Place::family(self.metric.name).series(self.attributes()).pointer(self.path())
    }

    /// Where one of its fields is.
    pub(in crate::rules) fn field(self, name: &str, index: Option<usize>) -> Place {
        let mut path = self.path();
        self.request.step(&mut path, name, index);
        Place::family(self.metric.name).series(self.attributes()).pointer(path)
    }
}
