//! Any request that opentelemetry-proto can write.

use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::{
    AnyValue, ArrayValue, InstrumentationScope, KeyValue, KeyValueList, any_value,
};
use opentelemetry_proto::tonic::metrics::v1::{
    Exemplar, ExponentialHistogram, ExponentialHistogramDataPoint, Gauge, Histogram, HistogramDataPoint,
    Metric, NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, Summary, SummaryDataPoint, exemplar,
    exponential_histogram_data_point::Buckets, metric::Data, number_data_point,
    summary_data_point::ValueAtQuantile,
};
use opentelemetry_proto::tonic::resource::v1::Resource;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub(crate) fn text() -> impl Strategy<Value = String> {
    "[a-zäß\"\\\\\n. ]{0,6}"
}

fn double() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        Just(f64::INFINITY),
        Just(0.0),
        Just(-0.0),
        (-1000..1000_i32).prop_map(f64::from)
    ]
    // JSON has one NaN, so that payloads are left to the tests of the model.
    .prop_map(|value| if value.is_nan() { f64::NAN } else { value })
}

/// A double in a field that is left out when it is zero, whatever the sign of the zero.
fn implicit_double() -> impl Strategy<Value = f64> {
    double().prop_map(|value| if value == 0.0 { 0.0 } else { value })
}

fn a_value() -> impl Strategy<Value = AnyValue> {
    use any_value::Value;
    let leaf = prop_oneof![
        4 => text().prop_map(Value::StringValue),
        1 => any::<bool>().prop_map(Value::BoolValue),
        2 => any::<i64>().prop_map(Value::IntValue),
        1 => double().prop_map(Value::DoubleValue),
        1 => vec(any::<u8>(), 0..5).prop_map(Value::BytesValue),
    ]
    .prop_map(|value| AnyValue { value: Some(value) });
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3)
                .prop_map(|values| AnyValue { value: Some(Value::ArrayValue(ArrayValue { values })) }),
            vec((text(), inner), 0..3).prop_map(|entries| {
                let values = entries.into_iter().map(|(key, value)| key_value(key, Some(value))).collect();
                AnyValue { value: Some(Value::KvlistValue(KeyValueList { values })) }
            }),
            Just(AnyValue { value: None }),
        ]
    })
}

fn key_value(key: String, value: Option<AnyValue>) -> KeyValue {
    KeyValue { key, value, ..KeyValue::default() }
}

fn attributes() -> impl Strategy<Value = Vec<KeyValue>> {
    prop::collection::btree_map(text(), a_value(), 0..4)
        .prop_map(|entries| entries.into_iter().map(|(key, value)| key_value(key, Some(value))).collect())
}

fn exemplars() -> impl Strategy<Value = Vec<Exemplar>> {
    let value = prop_oneof![
        double().prop_map(exemplar::Value::AsDouble),
        any::<i64>().prop_map(exemplar::Value::AsInt)
    ];
    let ids = (option::of(any::<[u8; 16]>()), option::of(any::<[u8; 8]>()));
    let one = (attributes(), any::<u64>(), value, ids).prop_map(
        |(filtered_attributes, time_unix_nano, value, (trace, span))| Exemplar {
            filtered_attributes,
            time_unix_nano,
            span_id: span.map(Vec::from).unwrap_or_default(),
            trace_id: trace.map(Vec::from).unwrap_or_default(),
            value: Some(value),
        },
    );
    vec(one, 0..2)
}

fn number_point() -> impl Strategy<Value = NumberDataPoint> {
    let value = option::of(prop_oneof![
        double().prop_map(number_data_point::Value::AsDouble),
        any::<i64>().prop_map(number_data_point::Value::AsInt)
    ]);
    (attributes(), any::<(u64, u64, u32)>(), exemplars(), value).prop_map(
        |(attributes, times, exemplars, value)| {
            let (start_time_unix_nano, time_unix_nano, flags) = times;
            NumberDataPoint { attributes, start_time_unix_nano, time_unix_nano, exemplars, flags, value }
        },
    )
}

fn histogram_point() -> impl Strategy<Value = HistogramDataPoint> {
    let buckets = (vec(any::<u64>(), 0..5), vec(double(), 0..5));
    let sums = (option::of(double()), option::of(double()), option::of(double()));
    (attributes(), any::<(u64, u64, u64, u32)>(), buckets, exemplars(), sums).prop_map(
        |(
            attributes,
            (start_time_unix_nano, time_unix_nano, count, flags),
            (bucket_counts, explicit_bounds),
            exemplars,
            (sum, min, max),
        )| {
            HistogramDataPoint {
                attributes,
                start_time_unix_nano,
                time_unix_nano,
                count,
                sum,
                bucket_counts,
                explicit_bounds,
                exemplars,
                flags,
                min,
                max,
            }
        },
    )
}

fn exponential_point() -> impl Strategy<Value = ExponentialHistogramDataPoint> {
    let buckets = || {
        option::of(
            (any::<i32>(), vec(any::<u64>(), 0..5))
                .prop_map(|(offset, bucket_counts)| Buckets { offset, bucket_counts }),
        )
    };
    let sums = (option::of(double()), option::of(double()), option::of(double()), implicit_double());
    (attributes(), any::<(u64, u64, u64, u64, u32, i32)>(), buckets(), buckets(), exemplars(), sums).prop_map(
        |(attributes, numbers, positive, negative, exemplars, (sum, min, max, zero_threshold))| {
            let (start_time_unix_nano, time_unix_nano, count, zero_count, flags, scale) = numbers;
            ExponentialHistogramDataPoint {
                attributes,
                start_time_unix_nano,
                time_unix_nano,
                count,
                sum,
                scale,
                zero_count,
                positive,
                negative,
                flags,
                exemplars,
                min,
                max,
                zero_threshold,
            }
        },
    )
}

fn summary_point() -> impl Strategy<Value = SummaryDataPoint> {
    let quantiles = vec(
        (implicit_double(), implicit_double())
            .prop_map(|(quantile, value)| ValueAtQuantile { quantile, value }),
        0..3,
    );
    (attributes(), any::<(u64, u64, u64, u32)>(), implicit_double(), quantiles).prop_map(
        |(attributes, (start_time_unix_nano, time_unix_nano, count, flags), sum, quantile_values)| {
            SummaryDataPoint {
                attributes,
                start_time_unix_nano,
                time_unix_nano,
                count,
                sum,
                quantile_values,
                flags,
            }
        },
    )
}

fn metric() -> impl Strategy<Value = Metric> {
    let temporality = || prop_oneof![0..3_i32, any::<i32>()];
    let data = prop_oneof![
        vec(number_point(), 0..3).prop_map(|data_points| Data::Gauge(Gauge { data_points })),
        (vec(number_point(), 0..3), temporality(), any::<bool>()).prop_map(
            |(data_points, aggregation_temporality, is_monotonic)| {
                Data::Sum(Sum { data_points, aggregation_temporality, is_monotonic })
            }
        ),
        (vec(histogram_point(), 0..3), temporality()).prop_map(|(data_points, aggregation_temporality)| {
            Data::Histogram(Histogram { data_points, aggregation_temporality })
        }),
        (vec(exponential_point(), 0..3), temporality()).prop_map(|(data_points, aggregation_temporality)| {
            Data::ExponentialHistogram(ExponentialHistogram { data_points, aggregation_temporality })
        }),
        vec(summary_point(), 0..3).prop_map(|data_points| Data::Summary(Summary { data_points })),
    ];
    (text(), text(), text(), attributes(), option::weighted(0.9, data)).prop_map(
        |(name, description, unit, metadata, data)| Metric { name, description, unit, metadata, data },
    )
}

pub(crate) fn request() -> impl Strategy<Value = ExportMetricsServiceRequest> {
    let scope = (text(), text(), attributes(), any::<u32>()).prop_map(
        |(name, version, attributes, dropped_attributes_count)| InstrumentationScope {
            name,
            version,
            attributes,
            dropped_attributes_count,
        },
    );
    let scope_metrics = (option::of(scope), vec(metric(), 0..3), text())
        .prop_map(|(scope, metrics, schema_url)| ScopeMetrics { scope, metrics, schema_url });
    let resource = (attributes(), any::<u32>()).prop_map(|(attributes, dropped_attributes_count)| Resource {
        attributes,
        dropped_attributes_count,
        ..Resource::default()
    });
    let resource_metrics = (option::of(resource), vec(scope_metrics, 0..3), text()).prop_map(
        |(resource, scope_metrics, schema_url)| ResourceMetrics { resource, scope_metrics, schema_url },
    );
    vec(resource_metrics, 0..3).prop_map(|resource_metrics| ExportMetricsServiceRequest { resource_metrics })
}
