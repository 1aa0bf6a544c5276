use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Column, Metric, Worlds};

/// So many combinations can come.
const POSSIBLE: usize = 10_000;
/// So few of them have come: one in so many.
const FILLED: usize = 10;
/// With fewer series than this a family says nothing about where it will go.
const ENOUGH: usize = 50;

rule! {
    /// The labels of a family cannot combine into a great many series.
    ///
    /// Two hundred paths, fifty codes and forty tenants are four hundred thousand series, of which a test sees a few. Values that belong together and never combine otherwise count once.
    "cardinality/product": Advice, Info, Costs;
    cites PROMETHEUS_INSTRUMENTATION, "Do not overuse labels";
    help "take a label away, or split the metric into two with fewer labels each";
    yields to "cardinality/family-huge";
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let columns = metric.columns();
    let series = metric.series_count();
    if series < ENOUGH || metric.is_info() || columns.len() < 2 {
        return;
    }
    // A label that has its own value on each series already tells everything; others beside it add nothing.
    let is_key = |column: &&Column<'_>| 2 * column.values.len() > series;
    if columns.iter().any(|column| is_key(&column)) {
        return;
    }
    let possible =
        columns.iter().fold(1_usize, |product, column| product.saturating_mul(column.values.len().max(1)));
    if possible > POSSIBLE && series.saturating_mul(FILLED) < possible {
        let mut parts: Vec<&Column<'_>> = columns.iter().collect();
        parts.sort_by_key(|column| std::cmp::Reverse(column.values.len()));
        let parts: Vec<String> = parts
            .iter()
            .take(4)
            .map(|column| format!("{} of `{}`", column.values.len(), column.key))
            .collect();
        let message =
            format!("`{}` has {series} series and can have {possible}: {}", metric.name, parts.join(" × "));
        sink.tell(metric.place(), message);
    }
}

#[cfg(test)]
mod tests {
    use crate::capture::{BodyFormat, Capture};
    use crate::exposition::Format;
    use crate::rules::Profile;

    fn is_told(series: impl Iterator<Item = String>) -> bool {
        let mut body = "# HELP shop_seats Seats.\n# TYPE shop_seats gauge\n".to_owned();
        body.extend(series.map(|labels| format!("shop_seats{{{labels}}} 1\n")));
        let capture = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body);
        let judgement = capture.judge(&Profile::default());
        judgement.findings().iter().any(|finding| finding.rule.id == "cardinality/product")
    }

    #[test]
    fn labels_that_may_combine_into_many_series_are_told() {
        let free = (0..90).map(|n| format!("a=\"{}x\",b=\"{}x\",c=\"{}x\"", n % 30, n * 7 % 29, n * 5 % 31));
        assert!(is_told(free));
        let tied = (0..90).map(|n| format!("a=\"{n}x\",b=\"{n}y\",c=\"{n}z\""));
        assert!(!is_told(tied));
        let few = (0..90).map(|n| format!("a=\"{}x\",b=\"{}x\"", n % 9, n / 9));
        assert!(!is_told(few));
    }
}
