use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// `# EOF` and `# UNIT` mean nothing in a Prometheus text.
    ///
    /// They are comments there. A body that has them was mostly written as OpenMetrics and declared as something else, and its units are lost.
    "text/openmetrics-construct": Advice, Info, DataLost;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "declare the body as what it is in its Content-Type";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
# EOF
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Text(Worlds::TEXT, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let mut found = text.exposition.comments().filter_map(|entry| {
        let what = ["# EOF", "# UNIT"].into_iter().find(|what| entry.bytes().starts_with(what.as_bytes()))?;
        Some((entry.line(), what))
    });
    if let Some((line, what)) = found.next() {
        sink.tell(Place::line(line), format!("`{what}` is OpenMetrics, and a comment here"));
    }
}
