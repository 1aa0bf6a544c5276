//! From a reading back to an OTLP request in protobuf.

use crate::model::{
    AttributeValue, Exemplar, Exponential, ExponentialBuckets, Family, Histogram, Kind, Labels, Number,
    Point, PointValue, Reading, Summary, Temporality, Timestamp, Value,
};
use crate::protobuf::{Writer, zigzag};

/// Writes a reading as a metrics request.
///
/// What came over OTLP is written as it was. Types that OTLP does not know are written as the nearest one that it
/// does: unknown, info and stateset as gauges, gauge histograms as histograms; cumulative buckets are written each by itself.
#[must_use]
pub fn render(reading: &Reading) -> Vec<u8> {
    let families: Vec<Family<'_>> = reading.families().collect();
    let mut request = Writer::new();
    for of_resource in families.chunk_by(|a, b| a.resource() == b.resource()) {
        request.message(1, |writer| {
            let resource = of_resource[0].resource();
            if let Some(resource) = resource {
                writer.message(1, |writer| {
                    attributes(writer, 1, resource.attributes());
                    uint(writer, 2, resource.dropped_attributes().into());
                });
            }
            for of_scope in of_resource.chunk_by(|a, b| a.scope() == b.scope()) {
                writer.message(2, |writer| scope_metrics(writer, of_scope));
            }
            text(writer, 3, resource.map_or("", crate::model::Resource::schema_url));
        });
    }
    request.into_bytes()
}

fn scope_metrics(writer: &mut Writer, families: &[Family<'_>]) {
    let scope = families[0].scope();
    if let Some(scope) = scope {
        writer.message(1, |writer| {
            text(writer, 1, scope.name());
            text(writer, 2, scope.version());
            attributes(writer, 3, scope.attributes());
            uint(writer, 4, scope.dropped_attributes().into());
        });
    }
    for family in families {
        writer.message(2, |writer| metric(writer, *family));
    }
    text(writer, 3, scope.map_or("", crate::model::Scope::schema_url));
}

fn metric(writer: &mut Writer, family: Family<'_>) {
    text(writer, 1, family.name());
    text(writer, 2, family.help().unwrap_or_default());
    text(writer, 3, family.unit().unwrap_or_default());
    let field = match family.kind() {
        Kind::Gauge | Kind::Info | Kind::StateSet => 5,
        Kind::Counter | Kind::UpDownCounter => 7,
        Kind::Histogram | Kind::GaugeHistogram => 9,
        Kind::ExponentialHistogram => 10,
        Kind::Summary => 11,
        // A metric without data has no type, and no points either.
        _ if family.series_count() == 0 => 0,
        _ => 5,
    };
    if field != 0 {
        writer.message(field, |writer| {
            for series in family.series() {
                for one in series.points() {
                    writer.message(1, |writer| point(writer, series.labels(), one));
                }
            }
            if matches!(field, 7 | 9 | 10) {
                let temporality = match family.temporality() {
                    Some(Temporality::Delta) => 1,
                    Some(Temporality::Cumulative) => 2,
                    Some(Temporality::Other(number)) => i64::from(number) as u64,
                    Some(Temporality::Unspecified) | None => 0,
                };
                uint(writer, 2, temporality);
            }
            if field == 7 {
                uint(writer, 3, u64::from(family.kind() == Kind::Counter));
            }
        });
    }
    attributes(writer, 12, family.metadata());
}

fn point(writer: &mut Writer, labels: Labels<'_>, point: Point<'_>) {
    nanos(writer, 2, point.start());
    nanos(writer, 3, point.time());
    match point.value() {
        PointValue::Absent => {
            attributes(writer, 7, labels);
            uint(writer, 8, point.flags().into());
            exemplars(writer, 5, point);
        }
        PointValue::Number(number) => {
            match number {
                Number::Int(value) => writer.fixed64_field(6, value as u64),
                Number::Uint(_) | Number::Float(_) => writer.double_field(4, number.as_f64()),
            }
            attributes(writer, 7, labels);
            uint(writer, 8, point.flags().into());
            exemplars(writer, 5, point);
        }
        PointValue::Histogram(histogram) => match histogram.exponential() {
            Some(exponential) => exponential_point(writer, labels, point, histogram, exponential),
            None => histogram_point(writer, labels, point, histogram),
        },
        PointValue::Summary(summary) => summary_point(writer, labels, point, summary),
    }
}

fn histogram_point(writer: &mut Writer, labels: Labels<'_>, point: Point<'_>, histogram: Histogram<'_>) {
    count(writer, 4, histogram.count());
    double(writer, 5, histogram.sum().map(Number::as_f64));
    let (bounds, counts) = (histogram.bounds(), histogram.counts());
    if !counts.is_empty() {
        writer.message(6, |writer| {
            if histogram.is_cumulative() {
                histogram.bucket_counts().for_each(|count| writer.fixed64(count as u64));
            } else {
                counts.iter().for_each(|&count| writer.fixed64(whole(count)));
            }
        });
    }
    let bounds = match bounds {
        [explicit @ .., last] if *last == f64::INFINITY && bounds.len() == counts.len() => explicit,
        all => all,
    };
    if !bounds.is_empty() {
        writer.message(7, |writer| bounds.iter().for_each(|bound| writer.fixed64(bound.to_bits())));
    }
    exemplars(writer, 8, point);
    attributes(writer, 9, labels);
    uint(writer, 10, point.flags().into());
    double(writer, 11, histogram.min());
    double(writer, 12, histogram.max());
}

fn exponential_point(
    writer: &mut Writer,
    labels: Labels<'_>,
    point: Point<'_>,
    histogram: Histogram<'_>,
    exponential: Exponential<'_>,
) {
    attributes(writer, 1, labels);
    count(writer, 4, histogram.count());
    double(writer, 5, histogram.sum().map(Number::as_f64));
    uint(writer, 6, zigzag(exponential.scale().into()));
    count(writer, 7, Some(exponential.zero_count()));
    buckets(writer, 8, exponential.positive());
    buckets(writer, 9, exponential.negative());
    uint(writer, 10, point.flags().into());
    exemplars(writer, 11, point);
    double(writer, 12, histogram.min());
    double(writer, 13, histogram.max());
    double(writer, 14, Some(exponential.zero_threshold()).filter(|threshold| threshold.to_bits() != 0));
}

/// OTLP has one run of buckets a sign, so gaps between spans are filled with empty buckets.
fn buckets(writer: &mut Writer, field: u32, buckets: ExponentialBuckets<'_>) {
    let Some(first) = buckets.spans.first() else { return };
    writer.message(field, |writer| {
        uint(writer, 1, zigzag(first.offset.into()));
        let mut counts: Vec<u64> = Vec::new();
        for (index, count) in buckets.iter() {
            let place = index.wrapping_sub(first.offset) as usize;
            // Spans far apart are no reason to write gigabytes of zeros.
            if place < 1 << 20 {
                counts.resize(counts.len().max(place), 0);
                counts.push(whole(count));
            }
        }
        if !counts.is_empty() {
            writer.message(2, |writer| counts.iter().for_each(|&count| writer.varint(count)));
        }
    });
}

fn summary_point(writer: &mut Writer, labels: Labels<'_>, point: Point<'_>, summary: Summary<'_>) {
    count(writer, 4, summary.count());
    double(writer, 5, summary.sum().map(Number::as_f64).filter(|sum| sum.to_bits() != 0));
    for quantile in summary.quantiles() {
        writer.message(6, |writer| {
            writer.double_field(1, quantile.quantile);
            writer.double_field(2, quantile.value.as_f64());
        });
    }
    attributes(writer, 7, labels);
    uint(writer, 8, point.flags().into());
}

fn exemplars(writer: &mut Writer, field: u32, point: Point<'_>) {
    for exemplar in point.exemplars() {
        writer.message(field, |writer| write_exemplar(writer, exemplar));
    }
}

fn write_exemplar(writer: &mut Writer, exemplar: Exemplar<'_>) {
    nanos(writer, 2, exemplar.time());
    match exemplar.value() {
        Number::Int(value) => writer.fixed64_field(6, value as u64),
        other => writer.double_field(3, other.as_f64()),
    }
    let (trace_id, span_id) = exemplar.wire_ids();
    if let Some(id) = span_id {
        writer.bytes_field(4, &id);
    }
    if let Some(id) = trace_id {
        writer.bytes_field(5, &id);
    }
    attributes(writer, 7, exemplar.labels());
}

fn attributes(writer: &mut Writer, field: u32, labels: Labels<'_>) {
    for label in labels.iter() {
        writer.message(field, |writer| {
            text(writer, 1, label.key);
            match label.value {
                Value::Text(value) => writer.message(2, |writer| writer.bytes_field(1, value.as_bytes())),
                Value::Typed(value) => writer.message(2, |writer| any_value(writer, value)),
            }
        });
    }
}

fn any_value(writer: &mut Writer, value: &AttributeValue) {
    match value {
        AttributeValue::Empty => {}
        AttributeValue::Text(value) => writer.bytes_field(1, value.as_bytes()),
        AttributeValue::Bool(value) => writer.varint_field(2, u64::from(*value)),
        AttributeValue::Int(value) => writer.varint_field(3, *value as u64),
        AttributeValue::Double(value) => writer.double_field(4, *value),
        AttributeValue::Array(items) => writer.message(5, |writer| {
            for item in items {
                writer.message(1, |writer| any_value(writer, item));
            }
        }),
        AttributeValue::Map(entries) => writer.message(6, |writer| {
            for (key, item) in entries {
                writer.message(1, |writer| {
                    text(writer, 1, key);
                    writer.message(2, |writer| any_value(writer, item));
                });
            }
        }),
        AttributeValue::Bytes(bytes) => writer.bytes_field(7, bytes),
    }
}

fn text(writer: &mut Writer, field: u32, text: &str) {
    if !text.is_empty() {
        writer.bytes_field(field, text.as_bytes());
    }
}

fn uint(writer: &mut Writer, field: u32, value: u64) {
    if value != 0 {
        writer.varint_field(field, value);
    }
}

fn double(writer: &mut Writer, field: u32, value: Option<f64>) {
    if let Some(value) = value {
        writer.double_field(field, value);
    }
}

fn count(writer: &mut Writer, field: u32, count: Option<Number>) {
    let count = count.map_or(0, whole);
    if count != 0 {
        writer.fixed64_field(field, count);
    }
}

/// A count as an unsigned integer; what is none becomes the nearest one.
fn whole(count: Number) -> u64 {
    match count {
        Number::Int(value) => u64::try_from(value).unwrap_or_default(),
        Number::Uint(value) => value,
        Number::Float(value) => value as u64,
    }
}

fn nanos(writer: &mut Writer, field: u32, time: Option<Timestamp>) {
    if let Some(time) = time
        && let Ok(nanos) = u64::try_from(time.unix_nanos())
    {
        writer.fixed64_field(field, nanos);
    }
}
