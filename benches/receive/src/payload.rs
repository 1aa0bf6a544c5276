//! Exports of the size that services have.

use bytes::Bytes;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, InstrumentationScope, KeyValue, any_value};
use opentelemetry_proto::tonic::metrics::v1::{
    Metric, NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, metric, number_data_point,
};
use opentelemetry_proto::tonic::resource::v1::Resource;
use prost::Message as _;

fn text(key: String, value: String) -> KeyValue {
    let value = Some(AnyValue { value: Some(any_value::Value::StringValue(value)) });
    KeyValue { key, value, ..KeyValue::default() }
}

/// A request with 100 points a metric.
pub(crate) fn export(points: usize, attributes: usize, seed: usize) -> Bytes {
    let point = |number: usize| NumberDataPoint {
        attributes: (0..attributes)
            .map(|at| {
                text(format!("app.label{at:02}"), format!("value-{:06}", (number * 7 + at * seed) % 1000))
            })
            .collect(),
        start_time_unix_nano: 1_700_000_000_000_000_000,
        time_unix_nano: 1_700_000_001_000_000_000 + number as u64,
        value: Some(number_data_point::Value::AsInt((number * 31 + seed) as i64)),
        ..NumberDataPoint::default()
    };
    let metric = |number: usize| Metric {
        name: format!("service.requests.{number}"),
        description: "Requests that were served.".to_owned(),
        unit: "{request}".to_owned(),
        data: Some(metric::Data::Sum(Sum {
            data_points: (number * 100..(number + 1) * 100).map(point).collect(),
            aggregation_temporality: 2,
            is_monotonic: true,
        })),
        ..Metric::default()
    };
    let scope = InstrumentationScope {
        name: "orders".to_owned(),
        version: "1.2.3".to_owned(),
        ..InstrumentationScope::default()
    };
    let resource = Resource {
        attributes: vec![text("service.name".to_owned(), "orders".to_owned())],
        ..Resource::default()
    };
    let request = ExportMetricsServiceRequest {
        resource_metrics: vec![ResourceMetrics {
            resource: Some(resource),
            scope_metrics: vec![ScopeMetrics {
                scope: Some(scope),
                metrics: (0..points / 100).map(metric).collect(),
                ..ScopeMetrics::default()
            }],
            ..ResourceMetrics::default()
        }],
    };
    request.encode_to_vec().into()
}
