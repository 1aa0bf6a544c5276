use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// An exemplar is ` # {labels} value`, with a timestamp behind it if one is known.
    "openmetrics/exemplar-malformed": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Exemplars; text format, ABNF";
    help "write exemplars as ` # {labels} value timestamp`";
    bad "openmetrics-text" r#"
# TYPE orders counter
orders_total 3 # trace_id="x" 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total 3 # {trace_id="x"} 1 1700000000.5
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::Exemplar, FaultKind::ExemplarTwice, FaultKind::ExemplarTimestamp]);
}
