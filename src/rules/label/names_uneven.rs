use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Column, Metric, TextFamily, Worlds};

rule! {
    /// All series of a family have the same label names.
    ///
    /// `sum by (tier)` puts those without the label under an empty one, and joins that match on it find nothing. In OpenMetrics it is asked for; elsewhere it is custom.
    "label/names-uneven": Advice, Info, DataWrong;
    cites PROMETHEUS_CLIENTS, "Labels";
    help "give all series of a family the same label names";
    yields to "label/total-beside-parts";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
shop_orders_total 2
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold",shop="a"} 3
shop_orders_total{shop="a",tier="silver"} 3
# HELP shop_rank Rank.
# TYPE shop_rank summary
shop_rank{quantile="0.5"} 1
shop_rank_sum 3.5
shop_rank_count 2
"#;
    check Check::TextFamily(Worlds::TEXT, check_text);
    check Check::Metric(Worlds::PROTOBUF, check_metric);
}

fn check_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let names = |labels: &[std::borrow::Cow<'_, str>]| {
        let labels = labels.iter().filter(|label| !matches!(&***label, "le" | "quantile"));
        let mut names: Vec<String> = labels.map(ToString::to_string).collect();
        names.sort_unstable();
        names
    };
    let Some((first, others)) = family.shapes.split_first() else { return };
    if others.is_empty() {
        return;
    }
    let expected = names(&first.labels);
    if let Some((shape, found)) =
        others.iter().map(|shape| (shape, names(&shape.labels))).find(|(_, found)| *found != expected)
    {
        let say = |names: &[String]| {
            if names.is_empty() { "no labels".to_owned() } else { format!("`{}`", names.join("`, `")) }
        };
        let message = format!("one series has {}, another one {}", say(&expected), say(&found));
        sink.tell(family.place(&family.members[shape.first as usize]), message);
    }
}

fn check_metric(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    if let Some(column) = metric.columns().iter().find(|column| column.series < column.of) {
        let Column { key, series, of, .. } = column;
        sink.tell(
            metric.place(),
            format!("{series} of {of} series of `{}` have the label `{key}`", metric.name),
        );
    }
}
