use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Exemplars stand on counters and histograms.
    ///
    /// On gauges, sums that may fall and summaries Prometheus has no place for them.
    "translation/exemplars-dropped": Must, Info, DataLost;
    cites COMPATIBILITY, "Exemplar Conversion";
    help "expect exemplars on counters and histograms only";
    bad "otlp" r#"
{"name":"stock.level","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[],"exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"3","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}}
"#;
    good "otlp" r#"
{"name":"stock.level","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    if matches!(view.family.kind(), Kind::Gauge | Kind::UpDownCounter | Kind::Summary)
        && view.family.points().any(|point| point.exemplars().len() > 0)
    {
        let message = format!("the exemplars of `{}` have no place in Prometheus", view.family.name());
        sink.tell(Place::family(view.family.name()), message);
    }
}
