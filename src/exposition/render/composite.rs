//! Composite values of OpenMetrics 2.0: `{count:2,sum:1.5,bucket:[0.5:1,+Inf:2]}`.

use super::histogram::Explicit;
use super::lines::{bound, value_text as value};
use super::{Omissions, Omitted};
use crate::model::{Exponential, ExponentialBuckets, Histogram, Number, Summary};

/// Puts buckets into the order that the grammar asks for: the one without limit last. Bounds that are no numbers have no form.
pub(super) fn order(buckets: &mut Vec<Explicit<'_>>, omissions: &mut Omissions) {
    let before = buckets.len();
    buckets.retain(|bucket| !bucket.bound.is_nan());
    (buckets.len()..before).for_each(|_| omissions.note(Omitted::Bucket));
    buckets.sort_by_key(|bucket| bucket.bound == f64::INFINITY);
}

/// The value of a histogram, if it has what must be said.
pub(super) fn histogram(
    histogram: Histogram<'_>,
    buckets: &[Explicit<'_>],
    native: Option<Exponential<'_>>,
    is_gauge: bool,
    omissions: &mut Omissions,
) -> Option<String> {
    let (count, sum) = (histogram.count()?, histogram.sum()?);
    let prefix = if is_gauge { "g" } else { "" };
    let mut text =
        format!("{{{prefix}count:{},{prefix}sum:{}", value(count, omissions), value(sum, omissions));
    if let Some(native) = native {
        text += &format!(
            ",schema:{},zero_threshold:{},zero_count:{}",
            native.scale(),
            value(Number::Float(native.zero_threshold()), omissions),
            value(native.zero_count(), omissions)
        );
        side(&mut text, "negative", native.negative(), omissions);
        side(&mut text, "positive", native.positive(), omissions);
    }
    match buckets.last() {
        Some(last) if last.bound == f64::INFINITY => {
            let items: Vec<_> = buckets
                .iter()
                .map(|bucket| format!("{}:{}", bound(bucket.bound), value(bucket.count, omissions)))
                .collect();
            text += &format!(",bucket:[{}]", items.join(","));
        }
        // A list of buckets that does not end without limit has no form, and without it there must be native buckets.
        _ if native.is_some() => buckets.iter().for_each(|_| omissions.note(Omitted::Bucket)),
        _ => return None,
    }
    text.push('}');
    Some(text)
}

/// The buckets of one sign. Prometheus' bucket `i` is the model's `i - 1`.
fn side(text: &mut String, sign: &str, buckets: ExponentialBuckets<'_>, omissions: &mut Omissions) {
    if buckets.spans.is_empty() && buckets.counts.is_empty() {
        return;
    }
    let spans: Vec<_> = buckets
        .spans
        .iter()
        .enumerate()
        .map(|(place, span)| {
            let offset = if place == 0 { span.offset.wrapping_add(1) } else { span.offset };
            format!("{offset}:{}", span.length)
        })
        .collect();
    let counts: Vec<_> = buckets.counts.iter().map(|&count| value(count, omissions)).collect();
    *text += &format!(",{sign}_spans:[{}],{sign}_buckets:[{}]", spans.join(","), counts.join(","));
}

/// The value of a summary, if it has what must be said.
pub(super) fn summary(summary: Summary<'_>, omissions: &mut Omissions) -> Option<String> {
    let (count, sum) = (summary.count()?, summary.sum()?);
    let quantiles: Vec<_> = summary
        .quantiles()
        .iter()
        .map(|quantile| format!("{}:{}", bound(quantile.quantile), value(quantile.value, omissions)))
        .collect();
    let (count, sum) = (value(count, omissions), value(sum, omissions));
    Some(format!("{{count:{count},sum:{sum},quantile:[{}]}}", quantiles.join(",")))
}
