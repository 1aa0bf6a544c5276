use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A label value stands in double quotes.
    ///
    /// Numbers too, and never in single quotes.
    "syntax/label-value-unquoted": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Grammar, label_value";
    help "put label values in double quotes";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r"
orders{code=200} 3
";
    bad "prometheus-text" r"
orders{tier='gold'} 3
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::LabelQuote]);
}
