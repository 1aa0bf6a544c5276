use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// `_bucket`, `_count` and `_sum` end the names of samples of histograms and summaries only.
    ///
    /// Readers put a histogram together from names alone, dashboards offer what ends in `_bucket` for quantiles. Metrics without a type are let pass, as many exporters pass on names of others.
    "name/reserved-suffix": Advice, Warning, Style;
    cites PROMETHEUS_EXPORTERS, "Naming";
    help "choose another last word";
    yields to "family/names-clash";
    bad "prometheus-text" r#"
# HELP shop_users_count Users.
# TYPE shop_users_count gauge
shop_users_count 3
"#;
    bad "prometheus-text" r#"
# HELP shop_size_bucket Sizes.
# TYPE shop_size_bucket summary
shop_size_bucket_sum 3
shop_size_bucket_count 1
"#;
    good "prometheus-text" r#"
# HELP shop_users_count Users.
# TYPE shop_users_count untyped
shop_users_count 3
# HELP shop_wait_seconds Time until somebody answers.
# TYPE shop_wait_seconds histogram
shop_wait_seconds_bucket{le="0.5"} 1
shop_wait_seconds_bucket{le="+Inf"} 2
shop_wait_seconds_sum 3.5
shop_wait_seconds_count 2
"#;
    check Check::Metric(Worlds::TEXT.and(Worlds::OPENMETRICS).and(Worlds::PROTOBUF), check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let (name, kind) = (&*metric.name, metric.kind);
    let is_histogram = kind.is_distribution();
    let suffixes: &[&str] = match kind {
        Kind::Unknown => return,
        _ if is_histogram => &[],
        Kind::Summary => &["_bucket"],
        _ => &["_bucket", "_count", "_sum"],
    };
    if let Some(suffix) = suffixes.iter().find(|suffix| name.ends_with(**suffix)) {
        sink.tell(metric.place(), format!("`{name}` ends in `{suffix}` and is a {kind}"));
    }
}
