use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// Nothing follows `# EOF`.
    ///
    /// Two expositions that were joined have it in the middle.
    "openmetrics/text-after-eof": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Text format, overall structure";
    help "write `# EOF` once, as the last line";
    bad "openmetrics-text" "# TYPE orders counter\norders_total 3\n# EOF\n# EOF\n";
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::AfterEof]);
}
