use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A quoted string ends on its line.
    ///
    /// Mostly the value itself holds a line feed or a quote that was written as it is. Everything up to the end of the line is lost with it.
    "syntax/quote-unclosed": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Line format, label values";
    help "escape line feeds and quotes in label values: `\\n`, `\\\"`";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r#"
orders{tier="gold} 3
"#;
    good "prometheus-text" "orders{note=\"two \\\\ slashes\"} 3\n";
    check Check::Fault(Worlds::TEXTS, &[FaultKind::Unterminated]);
}
