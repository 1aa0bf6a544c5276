use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// The last line is `# EOF`.
    ///
    /// It proves that the body is whole: without it a reader cannot tell a short exposition from one that was cut, and refuses it.
    "openmetrics/eof-missing": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Text format, overall structure";
    help "end the body with `# EOF`";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total 3
";
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::MissingEof]);
}
