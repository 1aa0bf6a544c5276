use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// No comma follows the last label.
    ///
    /// The Prometheus text format allows one. Prometheus 2 refuses the scrape, Prometheus 3 takes it again, and other readers do not.
    "openmetrics/trailing-comma": Must, Error, DataLost;
    cites OPENMETRICS, "Text format, ABNF";
    help "leave out the comma after the last label";
    bad "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold",} 3
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::TrailingComma]);
}
