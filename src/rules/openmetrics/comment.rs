use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// After `# ` come `TYPE`, `HELP`, `UNIT` or `EOF`: there are no comments.
    "openmetrics/comment": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Text format, ABNF";
    help "leave out comments";
    bad "openmetrics-text" r"
# the orders of the shop
# EOF
";
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::Comment]);
}
