use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// So many series of one family are too many for most purposes.
const BUDGET: usize = 1000;

rule! {
    /// A family has fewer than a thousand series.
    ///
    /// Each costs memory in the service, in every server that stores it and in every query that touches it, and their number grows with the product of all labels. Where a family is that wide on purpose, as with one series for each object of a cluster, let it pass by name.
    "cardinality/family-huge": Advice, Warning, Costs;
    cites PROMETHEUS_INSTRUMENTATION, "Do not overuse labels";
    help "take away the label with most values, or allow it for this family";
    yields to "metric/points-beyond-limit";
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let (name, amount) = (&*metric.name, metric.series_count());
    if amount > BUDGET {
        sink.tell(metric.place(), format!("`{name}` has {amount} series"));
    }
}

#[cfg(test)]
mod tests {
    use crate::capture::{BodyFormat, Capture};
    use crate::exposition::Format;
    use crate::rules::Profile;

    fn ids(series: usize) -> Vec<&'static str> {
        let mut body = "# HELP shop_seats Seats.\n# TYPE shop_seats gauge\n".to_owned();
        body.extend((0..series).map(|seat| format!("shop_seats{{seat=\"{seat}x\"}} 1\n")));
        let capture = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body);
        let judgement = capture.judge(&Profile::default());
        judgement.findings().iter().map(|finding| finding.rule.id).collect()
    }

    #[test]
    fn a_family_is_large_above_a_hundred_series_and_huge_above_a_thousand() {
        assert_eq!(ids(100), [""; 0]);
        assert_eq!(ids(101), ["cardinality/family-large"]);
        assert_eq!(ids(1000), ["cardinality/family-large"]);
        assert_eq!(ids(1001), ["cardinality/family-huge"]);
    }
}
