use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A line that begins `# TYPE` or `# HELP` goes on with a metric name.
    ///
    /// Prometheus reads such a line as metadata whatever follows, and refuses the scrape where a type has no name; a help text without one is a comment to it.
    "syntax/metadata-incomplete": Must, Error, DataLost;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "write `# TYPE name type` and `# HELP name text`";
    bad "prometheus-text" r"
# TYPE
orders 3
";
    bad "openmetrics-text" r"
# HELP
# EOF
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::MetadataName, FaultKind::MetadataText]);
}
