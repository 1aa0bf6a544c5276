use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// Lines end in a line feed alone.
    ///
    /// A carriage return before it belongs to the last token of the line, so that a value is no number any more. It comes from writing through a stream in text mode on Windows, or from a body that was pasted into a file there.
    "syntax/carriage-return": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Line format";
    help "write `\\n` at the end of a line, not `\\r\\n`";
    bad "prometheus-text" "orders 3\r\n";
    bad "openmetrics-text" "# TYPE orders gauge\r\norders 3\r\n# EOF\n";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::CarriageReturn]);
}
