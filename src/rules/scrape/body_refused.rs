use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A Prometheus server takes the body.
    ///
    /// It is told where the server would drop the whole scrape and no other rule knows why: `up` becomes 0, and every series of the target ends.
    /// The reading follows the server's own parsers, so it can refuse what a specification allows.
    "scrape/body-refused": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "text and protobuf parsers of the scrape loop";
    help "write what the server reads, or find the cause with `promtool` or the server's target page";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Refusal;
}
