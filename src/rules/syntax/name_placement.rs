use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A quoted metric name stands inside the braces, once.
    ///
    /// `"http.requests"{code="200"} 1` is what one writes by analogy; the format wants `{"http.requests",code="200"} 1`. A quoted name has at least one character.
    "syntax/name-placement": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Grammar, quoted names";
    help "write the quoted name once, as the first thing inside the braces";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r#"
"http.requests"{code="200"} 1
"#;
    bad "prometheus-text" r#"
orders{"http.requests"} 1
"#;
    bad "prometheus-text" r#"
{""} 1
"#;
    good "prometheus-text" r#"
{"http.requests",code="200"} 1
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::NameOutsideBraces, FaultKind::NameTwice, FaultKind::NameEmpty, FaultKind::NameNotFirst]);
}
