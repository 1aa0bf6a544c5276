use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// What Prometheus writes of each target by itself.
const WRITTEN_BY_SCRAPER: &[&str] = &["up"];

rule! {
    /// `up` and names that begin with `scrape_` are written by the one who scrapes.
    ///
    /// Prometheus stores such series for each target. Those of a service collide with them, and alerts on `up` see two.
    "name/belongs-to-scraper": Advice, Warning, DataWrong;
    cites PROMETHEUS_EXPORTERS, "Naming";
    help "put the name of the application in front";
    bad "prometheus-text" r#"
# HELP scrape_duration_seconds Time.
# TYPE scrape_duration_seconds gauge
scrape_duration_seconds 3
"#;
    bad "prometheus-text" r#"
# HELP up Whether the database answers.
# TYPE up gauge
up 1
"#;
    good "prometheus-text" r#"
# HELP shop_up Whether the database answers.
# TYPE shop_up gauge
shop_up 1
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    let is_taken = name.starts_with("scrape_") || WRITTEN_BY_SCRAPER.contains(&name);
    if is_taken && !metric.is_federated() {
        sink.tell(metric.place(), format!("`{name}` is written by Prometheus itself"));
    }
}
