use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// Names use letters, digits, `_` and, for recording rules, `:`.
    ///
    /// Prometheus 3 takes any UTF-8, at a price: such names are quoted in every query, and anything older reads them in an escaped spelling. Deliberate where OpenTelemetry's names are kept.
    "name/outside-legacy": Advice, Info, Style;
    cites PROMETHEUS_DATA_MODEL, "Metric names and labels";
    help "write `_` for what is no letter or digit, unless dots are wanted";
    bad "prometheus-text-1" r#"
# HELP "shop.orders" Orders.
# TYPE "shop.orders" gauge
{"shop.orders",tier="gold"} 3
"#;
    good "prometheus-text-1" r#"
# HELP shop_orders Orders.
# TYPE shop_orders gauge
shop_orders{tier="gold"} 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn is_legacy(name: &str, more: char) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == more)
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if !is_legacy(name, ':') {
        sink.tell(metric.place(), format!("`{name}` has to be quoted in queries"));
    } else if let Some((label, place)) = metric.find_label(|label| !is_legacy(label, '_')) {
        sink.tell(place, format!("the label `{label}` of `{name}` has to be quoted in queries"));
    }
}
