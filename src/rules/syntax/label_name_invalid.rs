use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// An unquoted label name is `[a-zA-Z_][a-zA-Z0-9_]*`.
    ///
    /// Unlike a metric name it has no colon.
    "syntax/label-name-invalid": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Grammar, label_name";
    help "use `[a-zA-Z_][a-zA-Z0-9_]*`, or quote the name where the scraper has asked for UTF-8 names";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r#"
orders{="1"} 3
"#;
    bad "prometheus-text" "orders{http.code=\"200\"} 3\n";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::LabelName]);
}
