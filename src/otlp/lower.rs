//! From the fields of an OTLP request straight into a reading.
//!
//! There is no tree between the wire and the model: each message is read field by field, in two passes where what comes
//! late decides how what came early is read. Bytes that are no protobuf end the message that they stand in; what came before stays.

use crate::model::{
    AttributeValue, ExemplarDraft, ExponentialDraft, FamilyDraft, FamilyId, HistogramDraft, Kind, LabelSetId,
    Number, PointDraft, Quantile, Reading, ReadingBuilder, ResourceDraft, ResourceId, ScopeDraft, ScopeId,
    Span, SummaryDraft, Symbol, Temporality, Timestamp, ValueDraft, ValueId,
};
use crate::protobuf::{Field, Reader, unzigzag};

/// Reads a metrics request in protobuf.
pub(super) fn lower(bytes: &[u8]) -> Reading {
    let mut lowering = Lowering::default();
    for resource_metrics in messages(bytes, 1) {
        lowering.resource_metrics(resource_metrics);
    }
    lowering.builder.finish()
}

/// The fields of a message for as long as it is well-formed.
#[inline]
fn fields(bytes: &[u8]) -> impl Iterator<Item = (u32, Field<'_>)> {
    Reader::new(bytes).map_while(Result::ok)
}

/// The messages (or strings) in one field.
fn messages(bytes: &[u8], number: u32) -> impl Iterator<Item = &[u8]> {
    fields(bytes).filter_map(move |field| match field {
        (found, Field::Bytes(content)) if found == number => Some(content),
        _ => None,
    })
}

/// The last string in one field, as protobuf asks for fields that are there once.
fn text(bytes: &[u8], number: u32) -> &str {
    messages(bytes, number).last().map_or("", utf8)
}

/// The string, as far as it is UTF-8; the walk has told of the rest.
fn utf8(bytes: &[u8]) -> &str {
    str::from_utf8(bytes)
        .unwrap_or_else(|error| str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default())
}

fn last_varint(bytes: &[u8], number: u32) -> u64 {
    let of = |field| match field {
        (found, Field::Varint(value)) if found == number => Some(value),
        _ => None,
    };
    fields(bytes).filter_map(of).last().unwrap_or_default()
}

fn time(nanos: u64) -> Option<Timestamp> {
    (nanos != 0).then(|| Timestamp::from_unix_nanos(nanos))
}

/// The buffers that are used again for every point, so that points cost no allocation.
#[derive(Default)]
struct Lowering {
    builder: ReadingBuilder,
    attributes: Vec<(Symbol, ValueId)>,
    exemplar_attributes: Vec<(Symbol, ValueId)>,
    exemplars: Vec<ExemplarDraft>,
    bounds: Vec<f64>,
    counts: Vec<Number>,
    positive: Buckets,
    negative: Buckets,
    quantiles: Vec<Quantile>,
}

/// The buckets of one sign.
#[derive(Default)]
struct Buckets {
    span: Vec<Span>,
    counts: Vec<Number>,
}

impl Buckets {
    fn clear(&mut self) {
        self.span.clear();
        self.counts.clear();
    }

    fn read(&mut self, bytes: &[u8]) {
        let mut offset = self.span.first().map_or(0, |span| span.offset);
        for (number, field) in fields(bytes) {
            match (number, field) {
                (1, Field::Varint(value)) => offset = unzigzag(value) as i32,
                (2, Field::Varint(value)) => self.counts.push(value.into()),
                (2, Field::Bytes(packed)) => {
                    let mut numbers = Reader::new(packed);
                    while !numbers.rest().is_empty() {
                        let Ok(value) = numbers.varint() else { break };
                        self.counts.push(value.into());
                    }
                }
                _ => {}
            }
        }
        self.span.clear();
        if offset != 0 || !self.counts.is_empty() {
            self.span.push(Span { offset, length: self.counts.len() as u32 });
        }
    }
}

/// Adds one number or a run of packed ones.
fn fixed64s(field: Field<'_>, mut push: impl FnMut(u64)) {
    match field {
        Field::Fixed64(value) => push(value),
        Field::Bytes(packed) => {
            let mut numbers = Reader::new(packed);
            while let Ok(value) = numbers.fixed64() {
                push(value);
            }
        }
        _ => {}
    }
}

/// What the points of every type say alike.
#[derive(Default)]
struct Stamp {
    time: u64,
    start: u64,
    flags: u32,
}

impl Lowering {
    fn resource_metrics(&mut self, bytes: &[u8]) {
        let mut dropped = 0;
        self.attributes.clear();
        for resource in messages(bytes, 1) {
            for (number, field) in fields(resource) {
                match (number, field) {
                    (1, Field::Bytes(attribute)) => self.attribute(attribute),
                    (2, Field::Varint(value)) => dropped = value as u32,
                    _ => {}
                }
            }
        }
        let attributes = self.builder.label_set(&self.attributes);
        let schema_url = self.builder.intern(text(bytes, 3));
        let resource =
            self.builder.resource(ResourceDraft { attributes, schema_url, dropped_attributes: dropped });
        for scope_metrics in messages(bytes, 2) {
            self.scope_metrics(scope_metrics, resource);
        }
    }

    fn scope_metrics(&mut self, bytes: &[u8], resource: ResourceId) {
        let (mut name, mut version, mut dropped) = ("", "", 0);
        self.attributes.clear();
        for scope in messages(bytes, 1) {
            for (number, field) in fields(scope) {
                match (number, field) {
                    (1, Field::Bytes(value)) => name = utf8(value),
                    (2, Field::Bytes(value)) => version = utf8(value),
                    (3, Field::Bytes(attribute)) => self.attribute(attribute),
                    (4, Field::Varint(value)) => dropped = value as u32,
                    _ => {}
                }
            }
        }
        let draft = ScopeDraft {
            name: self.builder.intern(name),
            version: self.builder.intern(version),
            schema_url: self.builder.intern(text(bytes, 3)),
            attributes: self.builder.label_set(&self.attributes),
            dropped_attributes: dropped,
        };
        let scope = self.builder.scope(draft);
        for metric in messages(bytes, 2) {
            self.metric(metric, resource, scope);
        }
    }

    fn metric(&mut self, bytes: &[u8], resource: ResourceId, scope: ScopeId) {
        let (mut name, mut help, mut unit, mut kind_of_data) = ("", "", "", 0);
        self.attributes.clear();
        for (number, field) in fields(bytes) {
            match (number, field) {
                (1, Field::Bytes(value)) => name = utf8(value),
                (2, Field::Bytes(value)) => help = utf8(value),
                (3, Field::Bytes(value)) => unit = utf8(value),
                // Of a `oneof` the last member that was written counts.
                (5 | 7 | 9 | 10 | 11, Field::Bytes(_)) => kind_of_data = number,
                (12, Field::Bytes(attribute)) => self.attribute(attribute),
                _ => {}
            }
        }
        let (mut temporality, mut monotonic) = (0, false);
        for data in messages(bytes, kind_of_data) {
            if matches!(kind_of_data, 7 | 9 | 10) {
                temporality = last_varint(data, 2);
                monotonic = last_varint(data, 3) != 0;
            }
        }
        let kind = match kind_of_data {
            5 => Kind::Gauge,
            7 if monotonic => Kind::Counter,
            7 => Kind::UpDownCounter,
            9 => Kind::Histogram,
            10 => Kind::ExponentialHistogram,
            11 => Kind::Summary,
            _ => Kind::Unknown,
        };
        let said =
            |builder: &mut ReadingBuilder, text: &str| (!text.is_empty()).then(|| builder.intern(text));
        let draft = FamilyDraft {
            unit: said(&mut self.builder, unit),
            help: said(&mut self.builder, help),
            temporality: matches!(kind_of_data, 7 | 9 | 10).then_some(match temporality {
                0 => Temporality::Unspecified,
                1 => Temporality::Delta,
                2 => Temporality::Cumulative,
                other => Temporality::Other(other as i32),
            }),
            metadata: self.builder.label_set(&self.attributes),
            resource: Some(resource),
            scope: Some(scope),
            ..FamilyDraft::new(self.builder.intern(name), kind)
        };
        let family = self.builder.family(draft);
        for data in messages(bytes, kind_of_data) {
            for point in messages(data, 1) {
                match kind_of_data {
                    5 | 7 => self.number_point(point, family),
                    9 => self.histogram_point(point, family),
                    10 => self.exponential_point(point, family),
                    _ => self.summary_point(point, family),
                }
            }
        }
    }

    fn begin_point(&mut self) {
        self.attributes.clear();
        self.exemplars.clear();
        self.bounds.clear();
        self.counts.clear();
    }

    fn number_point(&mut self, bytes: &[u8], family: FamilyId) {
        self.begin_point();
        let (mut stamp, mut value) = (Stamp::default(), ValueDraft::Absent);
        for (number, field) in fields(bytes) {
            match (number, field) {
                (7, Field::Bytes(attribute)) => self.attribute(attribute),
                (2, Field::Fixed64(nanos)) => stamp.start = nanos,
                (3, Field::Fixed64(nanos)) => stamp.time = nanos,
                (4, Field::Fixed64(bits)) => value = ValueDraft::Number(f64::from_bits(bits).into()),
                (6, Field::Fixed64(bits)) => value = ValueDraft::Number((bits as i64).into()),
                (5, Field::Bytes(exemplar)) => self.exemplar(exemplar),
                (8, Field::Varint(flags)) => stamp.flags = flags as u32,
                _ => {}
            }
        }
        let series = self.series(family);
        self.builder.point(series, point(value, &stamp, &self.exemplars));
    }

    fn histogram_point(&mut self, bytes: &[u8], family: FamilyId) {
        self.begin_point();
        let (mut stamp, mut draft) =
            (Stamp::default(), HistogramDraft { count: Some(0_u64.into()), ..Default::default() });
        for (number, field) in fields(bytes) {
            match (number, field) {
                (9, Field::Bytes(attribute)) => self.attribute(attribute),
                (2, Field::Fixed64(nanos)) => stamp.start = nanos,
                (3, Field::Fixed64(nanos)) => stamp.time = nanos,
                (4, Field::Fixed64(count)) => draft.count = Some(count.into()),
                (5, Field::Fixed64(bits)) => draft.sum = Some(f64::from_bits(bits).into()),
                (6, counts) => fixed64s(counts, |count| self.counts.push(count.into())),
                (7, bounds) => fixed64s(bounds, |bits| self.bounds.push(f64::from_bits(bits))),
                (8, Field::Bytes(exemplar)) => self.exemplar(exemplar),
                (10, Field::Varint(flags)) => stamp.flags = flags as u32,
                (11, Field::Fixed64(bits)) => draft.min = Some(f64::from_bits(bits)),
                (12, Field::Fixed64(bits)) => draft.max = Some(f64::from_bits(bits)),
                _ => {}
            }
        }
        if self.counts.len() == self.bounds.len() + 1 {
            // OTLP leaves out the bound of the last bucket, which has no limit.
            self.bounds.push(f64::INFINITY);
        }
        let series = self.series(family);
        draft.bounds = &self.bounds;
        draft.counts = &self.counts;
        self.builder.point(series, point(ValueDraft::Histogram(draft), &stamp, &self.exemplars));
    }

    fn exponential_point(&mut self, bytes: &[u8], family: FamilyId) {
        self.begin_point();
        self.positive.clear();
        self.negative.clear();
        let (mut stamp, mut draft) =
            (Stamp::default(), HistogramDraft { count: Some(0_u64.into()), ..Default::default() });
        let (mut scale, mut zero_count, mut zero_threshold) = (0, 0, 0.0);
        for (number, field) in fields(bytes) {
            match (number, field) {
                (1, Field::Bytes(attribute)) => self.attribute(attribute),
                (2, Field::Fixed64(nanos)) => stamp.start = nanos,
                (3, Field::Fixed64(nanos)) => stamp.time = nanos,
                (4, Field::Fixed64(count)) => draft.count = Some(count.into()),
                (5, Field::Fixed64(bits)) => draft.sum = Some(f64::from_bits(bits).into()),
                (6, Field::Varint(value)) => scale = unzigzag(value) as i32,
                (7, Field::Fixed64(count)) => zero_count = count,
                (8, Field::Bytes(buckets)) => self.positive.read(buckets),
                (9, Field::Bytes(buckets)) => self.negative.read(buckets),
                (10, Field::Varint(flags)) => stamp.flags = flags as u32,
                (11, Field::Bytes(exemplar)) => self.exemplar(exemplar),
                (12, Field::Fixed64(bits)) => draft.min = Some(f64::from_bits(bits)),
                (13, Field::Fixed64(bits)) => draft.max = Some(f64::from_bits(bits)),
                (14, Field::Fixed64(bits)) => zero_threshold = f64::from_bits(bits),
                _ => {}
            }
        }
        let series = self.series(family);
        draft.exponential = Some(ExponentialDraft {
            scale,
            zero_count: zero_count.into(),
            zero_threshold,
            positive: (&self.positive.span, &self.positive.counts),
            negative: (&self.negative.span, &self.negative.counts),
            custom_bounds: &[],
        });
        self.builder.point(series, point(ValueDraft::Histogram(draft), &stamp, &self.exemplars));
    }

    fn summary_point(&mut self, bytes: &[u8], family: FamilyId) {
        self.begin_point();
        self.quantiles.clear();
        let (mut stamp, mut count, mut sum) = (Stamp::default(), 0_u64, 0.0_f64);
        for (number, field) in fields(bytes) {
            match (number, field) {
                (7, Field::Bytes(attribute)) => self.attribute(attribute),
                (2, Field::Fixed64(nanos)) => stamp.start = nanos,
                (3, Field::Fixed64(nanos)) => stamp.time = nanos,
                (4, Field::Fixed64(value)) => count = value,
                (5, Field::Fixed64(bits)) => sum = f64::from_bits(bits),
                (6, Field::Bytes(quantile)) => self.quantiles.push(read_quantile(quantile)),
                (8, Field::Varint(flags)) => stamp.flags = flags as u32,
                _ => {}
            }
        }
        let series = self.series(family);
        let draft =
            SummaryDraft { count: Some(count.into()), sum: Some(sum.into()), quantiles: &self.quantiles };
        self.builder.point(series, point(ValueDraft::Summary(draft), &stamp, &[]));
    }

    fn series(&mut self, family: FamilyId) -> crate::model::SeriesId {
        let labels: LabelSetId = self.builder.label_set(&self.attributes);
        self.builder.series(family, labels)
    }

    /// Reads a `KeyValue` onto the attributes at hand.
    #[inline]
    fn attribute(&mut self, bytes: &[u8]) {
        let attribute = read_attribute(&mut self.builder, bytes);
        self.attributes.push(attribute);
    }

    fn exemplar(&mut self, bytes: &[u8]) {
        let mut draft = ExemplarDraft {
            // A value that was never written reads as zero, as the protocol's libraries do.
            value: 0.0.into(),
            time: None,
            labels: LabelSetId::EMPTY,
            trace_id: None,
            span_id: None,
        };
        self.exemplar_attributes.clear();
        for (number, field) in fields(bytes) {
            match (number, field) {
                (2, Field::Fixed64(nanos)) => draft.time = time(nanos),
                (3, Field::Fixed64(bits)) => draft.value = f64::from_bits(bits).into(),
                (6, Field::Fixed64(bits)) => draft.value = (bits as i64).into(),
                (4, Field::Bytes(id)) => draft.span_id = id.try_into().ok(),
                (5, Field::Bytes(id)) => draft.trace_id = id.try_into().ok(),
                (7, Field::Bytes(attribute)) => {
                    self.exemplar_attributes.push(read_attribute(&mut self.builder, attribute));
                }
                _ => {}
            }
        }
        draft.labels = self.builder.label_set(&self.exemplar_attributes);
        self.exemplars.push(draft);
    }
}

fn point<'a>(value: ValueDraft<'a>, stamp: &Stamp, exemplars: &'a [ExemplarDraft]) -> PointDraft<'a> {
    PointDraft { value, time: time(stamp.time), start: time(stamp.start), flags: stamp.flags, exemplars }
}

fn read_quantile(bytes: &[u8]) -> Quantile {
    let (mut quantile, mut value) = (0.0, 0.0);
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Fixed64(bits)) => quantile = f64::from_bits(bits),
            (2, Field::Fixed64(bits)) => value = f64::from_bits(bits),
            _ => {}
        }
    }
    Quantile { quantile, value: Number::Float(value) }
}

#[inline]
fn read_attribute(builder: &mut ReadingBuilder, bytes: &[u8]) -> (Symbol, ValueId) {
    let (mut key, mut value) = ("", &[][..]);
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Bytes(content)) => key = utf8(content),
            (2, Field::Bytes(content)) => value = content,
            _ => {}
        }
    }
    let key = builder.intern(key);
    // Strings are by far the most common, and need no value of their own on the way.
    let value = match Reader::new(value).next() {
        Some(Ok((1, Field::Bytes(content)))) if is_only_field(value) => builder.intern(utf8(content)).into(),
        _ => builder.value(read_any(value, 0)),
    };
    (key, value)
}

fn is_only_field(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    reader.next();
    reader.rest().is_empty()
}

/// Reads an `AnyValue`; the last member that was written counts.
fn read_any(bytes: &[u8], depth: usize) -> AttributeValue {
    const DEEPEST: usize = 100;
    let mut value = AttributeValue::Empty;
    if depth > DEEPEST {
        return value;
    }
    for (number, field) in fields(bytes) {
        value = match (number, field) {
            (1, Field::Bytes(text)) => AttributeValue::Text(utf8(text).to_owned()),
            (2, Field::Varint(flag)) => AttributeValue::Bool(flag != 0),
            (3, Field::Varint(bits)) => AttributeValue::Int(bits as i64),
            (4, Field::Fixed64(bits)) => AttributeValue::Double(f64::from_bits(bits)),
            (5, Field::Bytes(list)) => {
                AttributeValue::Array(messages(list, 1).map(|item| read_any(item, depth + 1)).collect())
            }
            (6, Field::Bytes(list)) => {
                let entry = |entry| {
                    let value = messages(entry, 2)
                        .last()
                        .map_or(AttributeValue::Empty, |value| read_any(value, depth + 1));
                    (text(entry, 1).to_owned(), value)
                };
                AttributeValue::Map(messages(list, 1).map(entry).collect())
            }
            (7, Field::Bytes(bytes)) => AttributeValue::Bytes(bytes.to_vec()),
            _ => continue,
        };
    }
    value
}

#[cfg(test)]
mod tests {
    use super::super::schema;

    #[test]
    fn the_numbers_are_those_of_the_schema() {
        for (message, number, name) in [
            (&schema::METRIC, 5, "gauge"),
            (&schema::METRIC, 7, "sum"),
            (&schema::METRIC, 9, "histogram"),
            (&schema::METRIC, 10, "exponential_histogram"),
            (&schema::METRIC, 11, "summary"),
            (&schema::METRIC, 12, "metadata"),
            (&schema::SUM, 3, "is_monotonic"),
            (&schema::NUMBER_POINT, 7, "attributes"),
            (&schema::HISTOGRAM_POINT, 9, "attributes"),
            (&schema::EXPONENTIAL_POINT, 14, "zero_threshold"),
            (&schema::SUMMARY_POINT, 6, "quantile_values"),
            (&schema::EXEMPLAR, 7, "filtered_attributes"),
            (&schema::ANY_VALUE, 7, "bytes_value"),
        ] {
            assert_eq!(message.field(number).map(|field| field.name), Some(name));
        }
    }
}
