//! The protobuf format as Prometheus' own parser reads it, and what its storage asks of native histograms.

use std::borrow::Cow;

use super::store::{Labels, Read, Store};
use super::{IngestedValue, Stop};
use crate::exposition::numeral::openmetrics_float;
use crate::exposition::protobuf::{
    Family, Histogram, Metric, ProtobufFault, ProtobufFaultKind, Side, Type, parse_protobuf,
};

const SCHEMAS: std::ops::RangeInclusive<i32> = -4..=8;
const CUSTOM_BUCKETS: i32 = -53;

/// Reads a body to its end.
pub(super) fn read<'a>(body: &'a [u8], store: &mut Store<'a>) -> Result<(), Stop> {
    let exposition = parse_protobuf(body);
    let fault = exposition.faults().iter().find(|fault| ends_the_scrape(fault));
    let end = fault.map_or(body.len(), ProtobufFault::offset);
    let mut families = exposition.families.iter().peekable();
    while let Some(one) = families.next() {
        let next = families.peek().map_or(body.len(), |next| next.offset);
        if fault.is_some() && next > end {
            break;
        }
        family(one, store).or_else(|why| Stop::at(one.offset, why))?;
    }
    match fault {
        Some(fault) if fault.path().is_empty() => Stop::at(end, fault.to_string()),
        Some(fault) => Stop::at(end, format!("`{}`: {fault}", fault.path())),
        None => Ok(()),
    }
}

fn ends_the_scrape(fault: &ProtobufFault) -> bool {
    match fault.kind() {
        // A family without metrics is passed over whatever its type; the others are asked later. Nanoseconds are carried over.
        ProtobufFaultKind::UnknownType(_) | ProtobufFaultKind::Nanos(_) => false,
        // Nobody looks at these strings.
        ProtobufFaultKind::InvalidUtf8 => {
            !fault.path().contains("exemplar") && !fault.path().ends_with("unit")
        }
        _ => true,
    }
}

fn family<'a>(family: &Family<'a>, store: &mut Store<'a>) -> Result<(), String> {
    if family.metrics.is_empty() {
        return Ok(());
    }
    if family.name.is_empty() {
        return Err("invalid metric name ``".to_owned());
    }
    if let Type::Unknown(number) = family.kind() {
        return Err(format!("unknown metric type {number} for metric `{}`", family.name));
    }
    for metric in &family.metrics {
        if metric.labels.iter().any(|(name, _)| name.is_empty()) {
            return Err("invalid label name ``".to_owned());
        }
        Samples { family, metric, store }.add()?;
    }
    Ok(())
}

/// The samples that one metric becomes.
struct Samples<'s, 'a> {
    family: &'s Family<'a>,
    metric: &'s Metric<'a>,
    store: &'s mut Store<'a>,
}

impl<'a> Samples<'_, 'a> {
    /// A value that is not of the type of the family is zero.
    fn add(&mut self) -> Result<(), String> {
        let metric = self.metric;
        match self.family.kind() {
            Type::Counter => {
                self.sample("", None, metric.counter.as_ref().map_or(0.0, |counter| counter.value))
            }
            Type::Gauge => self.sample("", None, metric.gauge.unwrap_or_default()),
            Type::Untyped | Type::Unknown(_) => self.sample("", None, metric.untyped.unwrap_or_default()),
            Type::Summary => {
                let summary = metric.summary.clone().unwrap_or_default();
                self.sample("_count", None, summary.count.unwrap_or_default() as f64)?;
                self.sample("_sum", None, summary.sum.unwrap_or_default())?;
                for quantile in &summary.quantiles {
                    self.sample("", Some(("quantile", quantile.quantile)), quantile.value)?;
                }
                Ok(())
            }
            Type::Histogram | Type::GaugeHistogram => match metric.histogram.as_deref() {
                Some(histogram) if histogram.is_native() => self.native(histogram),
                Some(histogram) => self.classic(histogram),
                None => self.classic(&Histogram::default()),
            },
        }
    }

    fn sample(&mut self, suffix: &str, bound: Option<(&'static str, f64)>, value: f64) -> Result<(), String> {
        let mut labels: Labels<'a> = self.metric.labels.clone();
        if let Some((name, bound)) = bound {
            labels.push((Cow::Borrowed(name), Cow::Owned(openmetrics_float(bound))));
        }
        let name = match suffix {
            "" => self.family.name.clone(),
            suffix => Cow::Owned(format!("{}{suffix}", self.family.name)),
        };
        self.store(name, labels, IngestedValue::Float(value))
    }

    fn store(&mut self, name: Cow<'a, str>, labels: Labels<'a>, value: IngestedValue) -> Result<(), String> {
        // A timestamp of zero is taken for none.
        let timestamp = self.metric.timestamp.filter(|&timestamp| timestamp != 0);
        let mut spelling = name.as_bytes().to_vec();
        for part in labels.iter().flat_map(|(name, value)| [name, value]) {
            // Neither names nor values hold that byte.
            spelling.push(0xff);
            spelling.extend_from_slice(part.as_bytes());
        }
        let spelling = Cow::Owned(spelling);
        self.store.add(name, Read { labels, timestamp, spelling, ..Read::at(self.family.offset) }, value)
    }

    fn classic(&mut self, histogram: &Histogram<'_>) -> Result<(), String> {
        let either = |integer: Option<u64>, float: Option<f64>| match float {
            Some(float) if float != 0.0 => float,
            _ => integer.unwrap_or_default() as f64,
        };
        let count = either(histogram.count, histogram.count_float);
        self.sample("_count", None, count)?;
        self.sample("_sum", None, histogram.sum.unwrap_or_default())?;
        for bucket in &histogram.buckets {
            self.sample("_bucket", Some(("le", bucket.bound)), either(bucket.count, bucket.count_float))?;
            if bucket.bound == f64::INFINITY {
                return Ok(());
            }
        }
        self.sample("_bucket", Some(("le", f64::INFINITY)), count)
    }

    fn native(&mut self, histogram: &Histogram<'a>) -> Result<(), String> {
        let name = &self.family.name;
        let count = validate(histogram).map_err(|why| format!("histogram `{name}`: {why}"))?;
        let value = IngestedValue::Histogram { count, sum: histogram.sum.unwrap_or_default() };
        self.store(self.family.name.clone(), self.metric.labels.clone(), value)
    }
}

/// What parser and storage ask of a native histogram; the number of its observations.
fn validate(histogram: &Histogram<'_>) -> Result<f64, String> {
    let is_float = histogram.is_float();
    let sides = [("positive", &histogram.positive), ("negative", &histogram.negative)];
    for (name, side) in sides {
        let need: u64 = side.spans.iter().map(|&(_, length)| u64::from(length)).sum();
        let have = if is_float { side.counts.len() } else { side.deltas.len() };
        if need != have as u64 {
            return Err(format!("{name} side: spans require {need} buckets, have {have}"));
        }
    }
    let schema = histogram.schema.unwrap_or_default();
    if schema == CUSTOM_BUCKETS {
        // The format has no field for the bounds.
        return Err("no bounds for custom buckets".to_owned());
    }
    if !SCHEMAS.contains(&schema) {
        return Err(format!("schema {schema} is not between -4 and 8"));
    }
    let mut total = 0_u64;
    for (name, side) in sides {
        let wrong = |why: String| format!("{name} side: {why}");
        if side.spans.iter().skip(1).any(|&(offset, _)| offset < 0) {
            return Err(wrong("a span after the first has a negative offset".to_owned()));
        }
        total = total.wrapping_add(buckets(side, is_float).map_err(wrong)?);
    }
    if is_float {
        let count = histogram.count_float.unwrap_or_default();
        return match (count, histogram.zero_count_float.unwrap_or_default()) {
            (count, _) if count < 0.0 => Err(format!("observation count is {count}")),
            (_, zero) if zero < 0.0 => Err(format!("zero bucket has observation count of {zero}")),
            _ => Ok(count),
        };
    }
    let count = histogram.count.unwrap_or_default();
    total = total.wrapping_add(histogram.zero_count.unwrap_or_default());
    let is_nan = histogram.sum.is_some_and(f64::is_nan);
    // Observations of NaN are counted and lie in no bucket.
    if total == count || is_nan && total < count {
        return Ok(count as f64);
    }
    Err(format!("{total} observations found in buckets, but the count is {count}"))
}

/// The sum of integer buckets, none of which may be negative.
fn buckets(side: &Side, is_float: bool) -> Result<u64, String> {
    let negative = |place: usize| format!("bucket number {} has a negative observation count", place + 1);
    if is_float {
        let place = side.counts.iter().position(|&count| count < 0.0);
        return place.map_or(Ok(0), |place| Err(negative(place)));
    }
    let (mut total, mut running) = (0_u64, 0_i64);
    for (place, &delta) in side.deltas.iter().enumerate() {
        running = running.wrapping_add(delta);
        total = total.wrapping_add(u64::try_from(running).map_err(|_| negative(place))?);
    }
    Ok(total)
}
