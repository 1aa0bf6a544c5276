use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// Nothing follows the last token of a line.
    ///
    /// In a Prometheus text that holds for exemplars and start times, too: they are OpenMetrics.
    "syntax/trailing-text": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Line format";
    help "end the line after the value, or after the timestamp";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r"
orders 3 1700000000500 4
";
    bad "prometheus-text" r#"
wait_bucket{le="+Inf"} 3 # {trace_id="x"} 1
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::TrailingText]);
}
