use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// One space stands between two tokens, and no other blanks anywhere.
    ///
    /// No tab, no second space, none at the end of a line, none after a comma.
    "openmetrics/spacing": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Text format, ABNF";
    help "put one space between two tokens and none elsewhere";
    yields to "help/line-feed-raw";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total  3
# EOF
";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total 3 
# EOF
";
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::Spacing]);
}
