use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A comma stands between two labels.
    ///
    /// Prometheus' own parser takes two pairs of a Prometheus text with nothing but a blank between them; every other reader refuses the text, and no grammar allows it.
    "syntax/comma-missing": Must, Error, DataLost;
    cites PROMETHEUS_TEXT, "Grammar, labels";
    help "put a comma between two labels";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r#"
orders{tier="gold" city="x"} 3
"#;
    bad "prometheus-text" r#"
orders{tier="gold"city="x"} 3
"#;
    good "prometheus-text" r#"
orders{tier="gold", city="x"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::CommaMissing]);
}
