use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// The last line ends in a line feed, too.
    ///
    /// Prometheus forgives it; readers built on expfmt, promtool and the Pushgateway among them, refuse the text. It is also how a body that was cut looks.
    "text/final-newline-missing": Must, Error, DataLost;
    cites PROMETHEUS_TEXT, "Line format";
    help "end the last line with a line feed";
    bad "prometheus-text" "orders 3";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXT, &[FaultKind::MissingFinalNewline]);
}
