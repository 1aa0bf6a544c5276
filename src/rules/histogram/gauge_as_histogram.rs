use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextView, Worlds};

rule! {
    /// A gauge histogram is not written as a histogram.
    ///
    /// The text format has none, and a library that takes the nearest type says that the buckets only grow. Where one falls, a server sees a reset, and `rate()` tells of observations that nobody made. Its sum and count stand beside it as gauges `_gsum` and `_gcount`, where no query looks for them.
    "histogram/gauge-as-histogram": Interop, Warning, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "scrape it as OpenMetrics, or write its buckets as gauges with another label";
    bad "prometheus-text" r#"
# TYPE queue histogram
queue_bucket{le="1.0"} 1
queue_bucket{le="+Inf"} 3
# TYPE queue_gcount gauge
queue_gcount 3
# TYPE queue_gsum gauge
queue_gsum 5
"#;
    good "prometheus-text" r#"
# TYPE queue histogram
queue_bucket{le="1.0"} 1
queue_bucket{le="+Inf"} 3
queue_sum 5
queue_count 3
"#;
    check Check::Text(Worlds::TEXT, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in text.families.iter().filter(|family| family.kind == Kind::Histogram) {
        let has = |role: Role| family.members.iter().any(|member| member.role == role);
        let is_count = |name: &str| name.strip_prefix(&*family.name) == Some("_gcount");
        if let Some(first) = family.members.first()
            && !has(Role::Sum)
            && !has(Role::Count)
            && text.families.iter().any(|other| is_count(&other.name))
        {
            let message = format!(
                "`{0}` is a gauge histogram written as a histogram: its count is the gauge `{0}_gcount`",
                family.name
            );
            sink.tell(family.place(first), message);
        }
    }
}
