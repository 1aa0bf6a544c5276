use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, TextFamily, Worlds};

rule! {
    /// The label `le` stands on buckets of histograms only, and `quantile` on summaries only.
    ///
    /// Readers take both for what they mean there: a server rewrites their values, `histogram_quantile` puts together whatever has `le`. Metrics without a type are let pass.
    "label/bound-elsewhere": Advice, Warning, DataWrong;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "rename the label, or write a histogram or summary";
    yields to "openmetrics/bound-misplaced" "openmetrics/quantile-misplaced";
    bad "prometheus-text" r#"
# HELP shop_size_bytes Size.
# TYPE shop_size_bytes gauge
shop_size_bytes{le="1"} 3
"#;
    bad "prometheus-text" r#"
# HELP shop_size_bytes Size.
# TYPE shop_size_bytes gauge
shop_size_bytes{quantile="0.5"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_size_bytes Size.
# TYPE shop_size_bytes untyped
shop_size_bytes{le="1"} 3
# HELP shop_rank Rank.
# TYPE shop_rank summary
shop_rank{quantile="0.5"} 1
shop_rank_sum 3.5
shop_rank_count 2
# HELP shop_wait_seconds Time until somebody answers.
# TYPE shop_wait_seconds histogram
shop_wait_seconds_bucket{le="0.5"} 1
shop_wait_seconds_bucket{le="+Inf"} 2
shop_wait_seconds_sum 3.5
shop_wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check_text);
    check Check::Family(Worlds::PROTOBUF, check_model);
}

fn allows(kind: Kind, label: &str) -> bool {
    match label {
        "le" => matches!(kind, Kind::Histogram | Kind::GaugeHistogram | Kind::Unknown),
        "quantile" => matches!(kind, Kind::Summary | Kind::Unknown),
        _ => true,
    }
}

fn check_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for reserved in ["le", "quantile"] {
        let has_it = |labels: &[std::borrow::Cow<'_, str>]| labels.iter().any(|label| *label == reserved);
        let found = family.shapes.iter().find(|shape| has_it(&shape.labels));
        if let Some(shape) = found.filter(|_| !allows(family.kind, reserved)) {
            let member = &family.members[shape.first as usize];
            let message = format!("`{reserved}` stands on `{}`, a {}", family.name, family.kind);
            sink.tell(family.place(member), message);
        }
    }
}

fn check_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    let Some(first) = family.series().next() else { return };
    // In this format the bounds are no labels at all.
    let is_out_of_place = |key: &&str| matches!(*key, "le" | "quantile") && family.kind() != Kind::Unknown;
    if let Some(key) = first.labels().keys().find(is_out_of_place) {
        let message = format!("`{key}` stands on `{}`, a {}", family.name(), family.kind());
        sink.tell(Place::family(family.name()).series(first.labels()), message);
    }
}
