//! Reads the table of a request off its fields.

use super::{Data, Distribution, PointData, Request, Resource, Run, Scope, SentMetric, Traits, Value};
use crate::otlp::{self, Export, NoteKind};
use crate::protobuf::{Field, Reader, unzigzag};
use crate::rules::view::World;
use crate::rules::view::attributes::{Attribute, KeyValues, messages, text};
use crate::rules::view::text::bytes_hash;

impl<'v> Request<'v> {
    pub(in crate::rules::view) fn of(export: &'v Export<'_>, world: World) -> Self {
        let bytes = export.protobuf();
        let mut request = Self {
            world,
            torn: torn(export),
            resources: Vec::new(),
            scopes: Vec::new(),
            metrics: Vec::new(),
            points: Vec::new(),
            distributions: vec![Distribution::default()],
            counts: Vec::new(),
            bounds: Vec::new(),
            keys: Vec::new(),
        };
        for (index, resource) in messages(bytes, 1).enumerate() {
            let attributes = KeyValues::new(messages(resource, 1).last().unwrap_or_default(), 1);
            request.resources.push(Resource {
                index,
                attributes,
                schema_url: text(resource, 3),
                is_of_sdk: attributes.into_iter().any(|one| one.key == "telemetry.sdk.name"),
                is_torn: false,
            });
            request.tear_resource();
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
        let mut metric = SentMetric {
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
        if self.torn.is_empty() || !self.is_torn(&self.path_of_metric(&metric)) {
            self.metrics.push(metric);
        }
    }

    /// Whether something below a path could not be read.
    fn is_torn(&self, path: &str) -> bool {
        let goes_on = |torn: &String| {
            torn.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.', '[']))
        };
        self.torn.iter().any(goes_on)
    }

    fn tear_resource(&mut self) {
        if let Some(resource) = self.resources.last().filter(|_| !self.torn.is_empty()) {
            let mut path = self.path_of_resource(resource);
            self.step(&mut path, "resource", None);
            let is_torn = self.is_torn(&path);
            self.resources.iter_mut().rev().take(1).for_each(|resource| resource.is_torn = is_torn);
        }
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
            traits: Traits::default(),
            attributes_hash: 0,
        };
        self.keys.clear();
        let (attributes, exemplars) = (data.attributes(), data.exemplars());
        let is_number = matches!(data, Data::Gauge | Data::Sum);
        let mut seen = Distribution::default();
        let (counts, bounds) = (self.counts.len(), self.bounds.len());
        for (number, field) in Reader::new(bytes).map_while(Result::ok) {
            match (number, field, data) {
                (number, Field::Bytes(attribute), _) if number == attributes => {
                    self.attribute(Attribute::of(attribute), &mut point);
                }
                (number, Field::Bytes(_), _) if number == exemplars => {
                    point.traits = point.traits.and(Traits::EXEMPLARS);
                }
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

    fn attribute(&mut self, attribute: Attribute<'v>, point: &mut PointData<'v>) {
        let key = bytes_hash(attribute.key.as_bytes(), b"");
        let mut add = |is_so, what| {
            if is_so {
                point.traits = point.traits.and(what);
            }
        };
        add(self.keys.contains(&key), Traits::REPEATED_KEY);
        add(attribute.key.is_empty(), Traits::EMPTY_KEY);
        add(attribute.key == "otel.metric.overflow", Traits::OVERFLOW);
        // The tags of lists and maps.
        add(matches!(attribute.bytes.first(), Some(0x2a | 0x32)), Traits::NESTED);
        add(attribute.is_reference(), Traits::REFERENCE);
        self.keys.push(key);
        point.attributes_hash = point.attributes_hash.wrapping_add(attribute.hash());
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

/// The paths of faults, and of keys that are known in another spelling.
fn torn(export: &Export<'_>) -> Vec<String> {
    let faults = export.faults().iter().map(|fault| match fault.place() {
        otlp::Place::Field(path) | otlp::Place::Pointer(path) => path.clone(),
    });
    let misspelt = export.notes().iter().filter(|note| note.kind() == NoteKind::KeySpelling);
    faults.chain(misspelt.map(|note| note.pointer().to_owned())).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protobuf::Writer;

    fn names(json: &str) -> Vec<String> {
        let export = Export::from_json(json.as_bytes());
        let request = Request::of(&export, World::OtlpJson);
        request.metrics.iter().map(|metric| metric.name.to_owned()).collect()
    }

    #[test]
    fn metrics_that_could_not_be_read_as_they_were_meant_are_left_to_whoever_tells_that() {
        let around = |metric: &str| {
            format!(
                r#"{{"resourceMetrics":[{{"scopeMetrics":[{{"metrics":[{{"name":"a"}},{metric},{{"name":"c"}}]}}]}}]}}"#
            )
        };
        for (metric, expected) in [
            (r#"{"name":"b","sum":{"isMonotonic":true}}"#, &["a", "b", "c"][..]),
            (r#"{"name":"b","sum":{"isMonotonic":true,"unheard":1}}"#, &["a", "b", "c"]),
            (r#"{"name":"b","sum":{"aggregationTemporality":"CUMULATIVE"}}"#, &["a", "c"]),
            (r#"{"name":"b","sum":{"aggregation_temporality":2}}"#, &["a", "c"]),
            (r#"{"name":"b","sum":{"AggregationTemporality":2}}"#, &["a", "c"]),
            (r#"{"name":"b","sum":{"future_field":2}}"#, &["a", "b", "c"]),
            (r#"{"name":7}"#, &["a", "c"]),
        ] {
            assert_eq!(names(&around(metric)), expected, "{metric}");
        }
    }

    #[test]
    fn paths_are_written_as_the_request_was() {
        let mut writer = Writer::new();
        writer.message(1, |resource| {
            resource.message(2, |scope| {
                scope.message(2, |metric| metric.message(7, |sum| sum.message(1, |_| {})));
            });
        });
        let bytes = writer.into_bytes();
        let export = Export::from_protobuf(&bytes);
        let place = |world| {
            let request = Request::of(&export, world);
            let point = request.all_points().next().expect("a point");
            point.field("time_unix_nano", None).pointer.expect("a pointer")
        };
        let path = "resource_metrics[0].scope_metrics[0].metrics[0].sum.data_points[0].time_unix_nano";
        assert_eq!(place(World::OtlpProtobuf), path);
        let pointer = "/resourceMetrics/0/scopeMetrics/0/metrics/0/sum/dataPoints/0/timeUnixNano";
        assert_eq!(place(World::OtlpJson), pointer);
    }
}
