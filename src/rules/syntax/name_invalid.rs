use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// An unquoted metric name is `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    ///
    /// Dots and hyphens are what instruments of OpenTelemetry and of older systems bring; an exporter has to translate them.
    "syntax/name-invalid": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Grammar, metric_name";
    help "use `[a-zA-Z_:][a-zA-Z0-9_:]*`, or quote the name where the scraper has asked for UTF-8 names";
    yields to "text/nul-byte" "help/line-feed-raw";
    bad "prometheus-text" r"
http.requests 3
";
    bad "prometheus-text" r"
1st_order 3
";
    bad "openmetrics-text" r"
# TYPE http-requests gauge
http-requests 3
# EOF
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    good "prometheus-text" r#"
{"http.requests"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::NameInvalid, FaultKind::NameMissing]);
}
