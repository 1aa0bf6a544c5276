use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// Labels are pairs of a name, `=` and a value, with commas between them, in braces that are closed.
    ///
    /// Semicolons, colons and names that would have to be quoted are what mostly stands there.
    "syntax/labels-malformed": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Grammar, labels";
    help "write labels as `{name=\"value\",name=\"value\"}`";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r#"
orders{tier:"gold"} 3
"#;
    bad "prometheus-text" r#"
orders{tier="gold"; city="x"} 3
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    good "prometheus-text" r#"
orders{tier="gold",} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::LabelEquals, FaultKind::LabelSeparator]);
}
