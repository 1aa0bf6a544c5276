use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// There are no blank lines.
    ///
    /// The Prometheus text format has them, OpenMetrics does not, and its readers refuse the scrape.
    "openmetrics/blank-line": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Text format, overall structure";
    help "leave out blank lines";
    bad "openmetrics-text" r"
# TYPE orders counter

orders_total 3
# EOF
";
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::BlankLine]);
}
