use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A body is UTF-8 from its first to its last byte.
    ///
    /// Prometheus refuses a label value or help text that is not; a broken byte in a plain comment it does not look at.
    "syntax/invalid-utf8": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Basic info";
    help "encode names, label values and help texts as UTF-8";
    bad "prometheus-text" "up{city=\"\u{f8ff}\"} 1\n";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::InvalidUtf8]);
}
