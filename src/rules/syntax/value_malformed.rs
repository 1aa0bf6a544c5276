use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A sample has a value, and the value is a number.
    ///
    /// Words such as `null`, `true` or `OK`, a decimal comma and digits in groups are none. OpenMetrics has no hexadecimal numbers and no underscores either.
    "syntax/value-malformed": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Line format, value";
    help "write a number, `NaN`, `+Inf` or `-Inf` after the name and the labels";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r#"
orders{tier="gold"}
"#;
    bad "prometheus-text" r"
orders null
";
    bad "prometheus-text" r"
orders 1,5
";
    bad "openmetrics-text" r"
# TYPE orders gauge
orders 0x1p2
# EOF
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    good "prometheus-text" r"
temperature NaN
limit +Inf
";
    check Check::Fault(Worlds::TEXTS, &[FaultKind::ValueMissing, FaultKind::Value]);
}
