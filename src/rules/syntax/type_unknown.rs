use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A type is `counter`, `gauge`, `histogram`, `summary` or `untyped` in a Prometheus text; OpenMetrics says `unknown` instead of `untyped` and has `gaugehistogram`, `info` and `stateset` besides.
    ///
    /// The words of one format are an error in the other, and the whole scrape is lost by it.
    "syntax/type-unknown": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "use a type of the format, in lower case";
    bad "prometheus-text" r"
# TYPE orders unknown
orders 3
";
    bad "prometheus-text" r"
# TYPE orders Counter
orders 3
";
    bad "prometheus-text" r"
# TYPE orders
orders 3
";
    bad "openmetrics-text" r"
# TYPE orders untyped
orders 3
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
    check Check::Fault(Worlds::TEXTS, &[FaultKind::TypeWord]);
}
