//! The parts of a request in protobuf, chosen by chance.

use crate::dice::Dice;
pub(crate) use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest as Request;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use opentelemetry_proto::tonic::metrics::v1::{
    Exemplar, HistogramDataPoint, Metric, NumberDataPoint, exemplar, metric::Data, number_data_point,
};

pub(crate) const SECOND: u64 = 1_000_000_000;

/// All metrics of a request.
pub(crate) fn metrics(request: &mut Request) -> impl Iterator<Item = &mut Metric> {
    let scopes = request.resource_metrics.iter_mut().flat_map(|resource| &mut resource.scope_metrics);
    scopes.flat_map(|scope| &mut scope.metrics)
}

/// One of the metrics that qualify.
pub(crate) fn metric<'r>(
    request: &'r mut Request,
    dice: &mut Dice,
    is_meant: impl Fn(&Metric) -> bool,
) -> Option<&'r mut Metric> {
    let mut meant: Vec<&mut Metric> = metrics(request).filter(|metric| is_meant(metric)).collect();
    if meant.is_empty() { None } else { Some(meant.swap_remove(dice.below(meant.len()))) }
}

pub(crate) fn is_counter(metric: &Metric) -> bool {
    matches!(&metric.data, Some(Data::Sum(sum)) if sum.is_monotonic)
}

pub(crate) fn is_up_down_counter(metric: &Metric) -> bool {
    matches!(&metric.data, Some(Data::Sum(sum)) if !sum.is_monotonic)
}

pub(crate) fn is_gauge(metric: &Metric) -> bool {
    matches!(&metric.data, Some(Data::Gauge(_)))
}

pub(crate) fn is_histogram(metric: &Metric) -> bool {
    matches!(&metric.data, Some(Data::Histogram(_)))
}

/// The points of a metric that hold a number.
pub(crate) fn numbers_of(metric: &mut Metric) -> Option<&mut Vec<NumberDataPoint>> {
    match metric.data.as_mut()? {
        Data::Sum(sum) => Some(&mut sum.data_points),
        Data::Gauge(gauge) => Some(&mut gauge.data_points),
        _ => None,
    }
}

/// The points of a histogram.
pub(crate) fn histograms_of(metric: &mut Metric) -> Option<&mut Vec<HistogramDataPoint>> {
    match metric.data.as_mut()? {
        Data::Histogram(histogram) => Some(&mut histogram.data_points),
        _ => None,
    }
}

/// A point of one of the metrics that qualify.
pub(crate) fn number<'r>(
    request: &'r mut Request,
    dice: &mut Dice,
    is_meant: impl Fn(&Metric) -> bool,
) -> Option<&'r mut NumberDataPoint> {
    let points = numbers_of(metric(request, dice, |one| !is_histogram(one) && is_meant(one))?)?;
    let at = dice.below(points.len());
    points.get_mut(at)
}

/// A point of a histogram.
pub(crate) fn histogram<'r>(request: &'r mut Request, dice: &mut Dice) -> Option<&'r mut HistogramDataPoint> {
    let points = histograms_of(metric(request, dice, is_histogram)?)?;
    let at = dice.below(points.len());
    points.get_mut(at)
}

/// The temporality of a metric that has one.
pub(crate) fn temporality(metric: &mut Metric) -> Option<&mut i32> {
    match metric.data.as_mut()? {
        Data::Sum(sum) => Some(&mut sum.aggregation_temporality),
        Data::Histogram(histogram) => Some(&mut histogram.aggregation_temporality),
        _ => None,
    }
}

pub(crate) fn has_temporality(metric: &Metric) -> bool {
    !is_gauge(metric)
}

/// Changes start and time of all points of a metric.
pub(crate) fn set_times(metric: &mut Metric, change: impl Fn(&mut u64, &mut u64)) {
    for point in numbers_of(metric).into_iter().flatten() {
        change(&mut point.start_time_unix_nano, &mut point.time_unix_nano);
    }
    for point in histograms_of(metric).into_iter().flatten() {
        change(&mut point.start_time_unix_nano, &mut point.time_unix_nano);
    }
}

/// The number in a point.
pub(crate) fn value(point: &NumberDataPoint) -> f64 {
    match point.value {
        Some(number_data_point::Value::AsInt(value)) => value as f64,
        Some(number_data_point::Value::AsDouble(value)) => value,
        None => f64::NAN,
    }
}

pub(crate) fn set_int(point: &mut NumberDataPoint, value: i64) {
    point.value = Some(number_data_point::Value::AsInt(value));
}

pub(crate) fn set_double(point: &mut NumberDataPoint, value: f64) {
    point.value = Some(number_data_point::Value::AsDouble(value));
}

pub(crate) fn text(key: &str, text: &str) -> KeyValue {
    let value = Some(AnyValue { value: Some(any_value::Value::StringValue(text.to_owned())) });
    KeyValue { key: key.to_owned(), value, ..KeyValue::default() }
}

/// An exemplar of a request that was traced.
pub(crate) fn exemplar(time: u64, value: f64) -> Exemplar {
    Exemplar {
        time_unix_nano: time,
        value: Some(exemplar::Value::AsDouble(value)),
        trace_id: (1..=16).collect(),
        span_id: (1..=8).collect(),
        ..Exemplar::default()
    }
}

/// Lets a service go on for some seconds: the time passes, and what counts counts.
pub(crate) fn go_on(request: &mut Request, seconds: u64, more: u64) {
    for metric in metrics(request) {
        let counts = is_counter(metric);
        for point in numbers_of(metric).into_iter().flatten() {
            point.time_unix_nano += seconds * SECOND;
            if counts {
                let value = value(point) as i64 + more as i64;
                set_int(point, value);
            }
        }
        for point in histograms_of(metric).into_iter().flatten() {
            point.time_unix_nano += seconds * SECOND;
            let greatest = point.max.unwrap_or_default();
            let bucket = point.explicit_bounds.partition_point(|bound| *bound < greatest);
            point.bucket_counts[bucket] += more;
            point.count += more;
            point.sum = point.sum.map(|sum| sum + greatest * more as f64);
        }
    }
}
