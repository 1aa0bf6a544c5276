//! Our reading of OTLP against that of opentelemetry-proto, an independent implementation.

mod requests;

use meterstick::model::{
    AttributeValue, Family, Kind, Labels, Number, Point, Reading, Temporality, Timestamp,
};
use meterstick::otlp::{Export, Signal, render, walk};
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use opentelemetry_proto::tonic::metrics::v1::{
    Exemplar, Metric, NumberDataPoint, exemplar, metric::Data, number_data_point,
};
use proptest::collection::vec;
use proptest::prelude::*;
use prost::Message as _;
use requests::request;

/// An attribute value as the oracle has it.
fn owned(value: Option<&AnyValue>) -> AttributeValue {
    use any_value::Value;
    match value.and_then(|value| value.value.as_ref()) {
        None => AttributeValue::Empty,
        Some(Value::StringValue(text)) => AttributeValue::Text(text.clone()),
        Some(Value::BoolValue(value)) => AttributeValue::Bool(*value),
        Some(Value::IntValue(value)) => AttributeValue::Int(*value),
        Some(Value::DoubleValue(value)) => AttributeValue::Double(*value),
        Some(Value::BytesValue(bytes)) => AttributeValue::Bytes(bytes.clone()),
        Some(Value::ArrayValue(list)) => {
            AttributeValue::Array(list.values.iter().map(|item| owned(Some(item))).collect())
        }
        Some(Value::KvlistValue(list)) => AttributeValue::Map(
            list.values.iter().map(|item| (item.key.clone(), owned(item.value.as_ref()))).collect(),
        ),
        Some(other) => panic!("the generator does not make {other:?}"),
    }
}

fn assert_labels(ours: Labels<'_>, theirs: &[KeyValue]) {
    // The generator makes keys in order and once each, as labels are kept.
    let ours: Vec<_> = ours.iter().map(|label| (label.key.to_owned(), label.value.to_owned())).collect();
    let theirs: Vec<_> =
        theirs.iter().map(|entry| (entry.key.clone(), owned(entry.value.as_ref()))).collect();
    assert_eq!(ours, theirs);
}

fn said(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn assert_stamp(ours: Point<'_>, start: u64, time: u64, flags: u32) {
    assert_eq!(ours.start().map_or(0, Timestamp::unix_nanos), i128::from(start));
    assert_eq!(ours.time().map_or(0, Timestamp::unix_nanos), i128::from(time));
    assert_eq!(ours.flags(), flags);
}

fn assert_exemplars(ours: Point<'_>, theirs: &[Exemplar]) {
    assert_eq!(ours.exemplars().len(), theirs.len());
    for (ours, theirs) in ours.exemplars().zip(theirs) {
        assert_labels(ours.labels(), &theirs.filtered_attributes);
        let value = match theirs.value {
            Some(exemplar::Value::AsDouble(value)) => Number::from(value),
            Some(exemplar::Value::AsInt(value)) => Number::from(value),
            None => Number::from(0.0),
        };
        assert_eq!(ours.value(), value);
        let (trace, span) = ours.wire_ids();
        assert_eq!(trace.map(Vec::from).unwrap_or_default(), theirs.trace_id);
        assert_eq!(span.map(Vec::from).unwrap_or_default(), theirs.span_id);
    }
}

fn temporality(number: i32) -> Option<Temporality> {
    Some(match number {
        0 => Temporality::Unspecified,
        1 => Temporality::Delta,
        2 => Temporality::Cumulative,
        other => Temporality::Other(other),
    })
}

/// The points of a family in the order of the wire, though series bring together what belongs together.
fn points<'r>(family: Family<'r>, attributes: &[&[KeyValue]]) -> Vec<Point<'r>> {
    let mut of_series: Vec<_> = family.series().map(|series| (series, series.points())).collect();
    let owned_labels = |labels: Labels<'_>| {
        labels.iter().map(|l| (l.key.to_owned(), l.value.to_owned())).collect::<Vec<_>>()
    };
    attributes
        .iter()
        .map(|attributes| {
            let wanted: Vec<_> =
                attributes.iter().map(|entry| (entry.key.clone(), owned(entry.value.as_ref()))).collect();
            let (_, points) = of_series
                .iter_mut()
                .find(|(series, _)| owned_labels(series.labels()) == wanted)
                .expect("a series with the attributes of the point");
            points.next().expect("as many points as were sent")
        })
        .collect()
}

fn numbers(list: &[u64]) -> Vec<Number> {
    list.iter().map(|&count| count.into()).collect()
}

fn same(ours: Option<f64>, theirs: Option<f64>) {
    assert_eq!(ours.map(f64::to_bits), theirs.map(f64::to_bits));
}

fn assert_metric(ours: Family<'_>, theirs: &Metric) {
    assert_eq!(ours.name(), theirs.name);
    assert_eq!(ours.unit(), said(&theirs.unit));
    assert_eq!(ours.help(), said(&theirs.description));
    assert_labels(ours.metadata(), &theirs.metadata);
    match &theirs.data {
        None => assert_eq!((ours.kind(), ours.series_count()), (Kind::Unknown, 0)),
        Some(Data::Gauge(gauge)) => {
            assert_eq!((ours.kind(), ours.temporality()), (Kind::Gauge, None));
            assert_number_points(ours, &gauge.data_points);
        }
        Some(Data::Sum(sum)) => {
            assert_eq!(ours.kind(), if sum.is_monotonic { Kind::Counter } else { Kind::UpDownCounter });
            assert_eq!(ours.temporality(), temporality(sum.aggregation_temporality));
            assert_number_points(ours, &sum.data_points);
        }
        Some(Data::Histogram(histogram)) => {
            assert_eq!(ours.kind(), Kind::Histogram);
            assert_eq!(ours.temporality(), temporality(histogram.aggregation_temporality));
            let attributes: Vec<_> =
                histogram.data_points.iter().map(|point| &point.attributes[..]).collect();
            for (ours, theirs) in points(ours, &attributes).into_iter().zip(&histogram.data_points) {
                assert_stamp(ours, theirs.start_time_unix_nano, theirs.time_unix_nano, theirs.flags);
                assert_exemplars(ours, &theirs.exemplars);
                let ours = ours.histogram().expect("a histogram");
                assert_eq!(ours.count(), Some(theirs.count.into()));
                same(ours.sum().map(Number::as_f64), theirs.sum);
                same(ours.min(), theirs.min);
                same(ours.max(), theirs.max);
                assert_eq!(ours.counts(), numbers(&theirs.bucket_counts));
                let mut bounds = theirs.explicit_bounds.clone();
                if theirs.bucket_counts.len() == bounds.len() + 1 {
                    bounds.push(f64::INFINITY);
                }
                assert_eq!(
                    ours.bounds().iter().map(|b| b.to_bits()).collect::<Vec<_>>(),
                    bounds.iter().map(|b| b.to_bits()).collect::<Vec<_>>()
                );
            }
        }
        Some(Data::ExponentialHistogram(histogram)) => {
            assert_eq!(ours.kind(), Kind::ExponentialHistogram);
            let attributes: Vec<_> =
                histogram.data_points.iter().map(|point| &point.attributes[..]).collect();
            for (ours, theirs) in points(ours, &attributes).into_iter().zip(&histogram.data_points) {
                assert_stamp(ours, theirs.start_time_unix_nano, theirs.time_unix_nano, theirs.flags);
                assert_exemplars(ours, &theirs.exemplars);
                let ours = ours.histogram().expect("a histogram");
                assert_eq!(ours.count(), Some(theirs.count.into()));
                same(ours.sum().map(Number::as_f64), theirs.sum);
                let exponential = ours.exponential().expect("exponential buckets");
                assert_eq!(exponential.scale(), theirs.scale);
                assert_eq!(exponential.zero_count(), theirs.zero_count.into());
                same(Some(exponential.zero_threshold()), Some(theirs.zero_threshold));
                for (ours, theirs) in
                    [(exponential.positive(), &theirs.positive), (exponential.negative(), &theirs.negative)]
                {
                    let theirs = theirs.clone().unwrap_or_default();
                    assert_eq!(ours.counts, numbers(&theirs.bucket_counts));
                    assert_eq!(ours.spans.first().map_or(0, |span| span.offset), theirs.offset);
                }
            }
        }
        Some(Data::Summary(summary)) => {
            assert_eq!(ours.kind(), Kind::Summary);
            let attributes: Vec<_> = summary.data_points.iter().map(|point| &point.attributes[..]).collect();
            for (ours, theirs) in points(ours, &attributes).into_iter().zip(&summary.data_points) {
                assert_stamp(ours, theirs.start_time_unix_nano, theirs.time_unix_nano, theirs.flags);
                let ours = ours.summary().expect("a summary");
                assert_eq!(ours.count(), Some(theirs.count.into()));
                same(ours.sum().map(Number::as_f64), Some(theirs.sum));
                assert_eq!(ours.quantiles().len(), theirs.quantile_values.len());
            }
        }
    }
}

fn assert_number_points(ours: Family<'_>, theirs: &[NumberDataPoint]) {
    let attributes: Vec<_> = theirs.iter().map(|point| &point.attributes[..]).collect();
    for (ours, theirs) in points(ours, &attributes).into_iter().zip(theirs) {
        assert_stamp(ours, theirs.start_time_unix_nano, theirs.time_unix_nano, theirs.flags);
        assert_exemplars(ours, &theirs.exemplars);
        let value = theirs.value.map(|value| match value {
            number_data_point::Value::AsDouble(value) => Number::from(value),
            number_data_point::Value::AsInt(value) => Number::from(value),
        });
        assert_eq!(ours.number(), value);
    }
}

fn assert_request(ours: &Reading, theirs: &ExportMetricsServiceRequest) {
    let mut families = ours.families();
    for resource_metrics in &theirs.resource_metrics {
        for scope_metrics in &resource_metrics.scope_metrics {
            for metric in &scope_metrics.metrics {
                let family = families.next().expect("as many families as were sent");
                let resource = family.resource().expect("OTLP always has one");
                let theirs = resource_metrics.resource.clone().unwrap_or_default();
                assert_labels(resource.attributes(), &theirs.attributes);
                assert_eq!(resource.dropped_attributes(), theirs.dropped_attributes_count);
                assert_eq!(resource.schema_url(), resource_metrics.schema_url);
                let scope = family.scope().expect("OTLP always has one");
                let theirs = scope_metrics.scope.clone().unwrap_or_default();
                assert_eq!((scope.name(), scope.version()), (&*theirs.name, &*theirs.version));
                assert_labels(scope.attributes(), &theirs.attributes);
                assert_eq!(scope.schema_url(), scope_metrics.schema_url);
                assert_metric(family, metric);
            }
        }
    }
    assert_eq!(families.len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_reads_as_the_oracle_wrote_it(request in request()) {
        let bytes = request.encode_to_vec();
        prop_assert_eq!(walk(&bytes, Signal::Metrics).expect("well-formed").unknown_fields, 0);
        let export = Export::from_protobuf(&bytes);
        prop_assert!(export.faults().is_empty());
        assert_request(&export.lower(), &request);
    }

    #[test]
    fn json_and_protobuf_give_one_and_the_same_reading(request in request()) {
        let bytes = request.encode_to_vec();
        let export = Export::from_protobuf(&bytes);
        let json = export.to_json();
        let from_json = Export::from_json(json.as_bytes());
        prop_assert!(from_json.faults().is_empty(), "{:?}\n{json}", from_json.faults());
        prop_assert!(from_json.unknown_fields().is_empty());
        prop_assert_eq!(from_json.lower(), export.lower());
        // What was transcoded is a request that the oracle reads, too.
        prop_assert!(ExportMetricsServiceRequest::decode(from_json.protobuf()).is_ok());
    }

    #[test]
    fn rendering_a_reading_and_lowering_it_is_the_identity(request in request()) {
        let bytes = request.encode_to_vec();
        let reading = Export::from_protobuf(&bytes).lower();
        let rendered = render(&reading);
        prop_assert_eq!(Export::from_protobuf(&rendered).lower(), reading);
    }

    #[test]
    fn what_the_walk_passes_the_oracle_decodes(bytes in vec(any::<u8>(), 0..64)) {
        if walk(&bytes, Signal::Metrics).is_ok() {
            prop_assert!(ExportMetricsServiceRequest::decode(&bytes[..]).is_ok());
        }
        let _ = Export::from_protobuf(&bytes).lower();
    }

    #[test]
    fn cut_requests_are_faults_and_never_panics(request in request(), cut in any::<prop::sample::Index>()) {
        let bytes = request.encode_to_vec();
        let cut = &bytes[..cut.index(bytes.len() + 1)];
        prop_assert_eq!(walk(cut, Signal::Metrics).is_ok(), ExportMetricsServiceRequest::decode(cut).is_ok());
        let _ = Export::from_protobuf(cut).lower();
    }

    #[test]
    fn any_text_as_json_never_panics(text in "[\\[\\]{}:,\"a-z0-9\\\\.\n -]{0,40}") {
        let _ = Export::from_json(text.as_bytes()).lower();
    }

    #[test]
    fn any_bytes_as_json_never_panic(bytes: Vec<u8>) {
        let _ = Export::from_json(&bytes).lower();
    }
}
