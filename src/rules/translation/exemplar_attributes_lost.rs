use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The attributes of an exemplar fit into 128 characters together with its trace.
    ///
    /// Otherwise all of them are dropped and the trace alone is kept.
    "translation/exemplar-attributes-lost": Must, Info, DataLost;
    cites COMPATIBILITY, "Exemplar Conversion";
    help "keep what distinguishes an exemplar short, or leave it in the trace";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"3","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","filteredAttributes":[{"key":"url","value":{"stringValue":"https://shop.example/very/long/path/very/long/path/very/long/path/very/long/path/very/long/path/very/long/path/very/long/path/very/long/path/"}}]}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"3","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","filteredAttributes":[{"key":"user.tier","value":{"stringValue":"gold"}}]}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

/// How many characters names and values of an exemplar's labels may have together.
const MOST: usize = 128;

/// What the ids of trace and span take of them, with their names.
const IDS: usize = 8 + 32 + 7 + 16;

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for exemplar in series.points().flat_map(crate::model::Point::exemplars) {
            let labels = exemplar.labels();
            if labels.is_empty() {
                continue;
            }
            let ids = if exemplar.wire_ids().0.is_some() { IDS } else { 0 };
            let size = |label: crate::model::Label<'_>| {
                label.key.chars().count() + label.value.to_string().chars().count()
            };
            let all = ids + labels.iter().map(size).sum::<usize>();
            if all > MOST {
                let place = Place::family(view.family.name()).series(series.labels());
                sink.tell(place, format!("the labels of an exemplar have {all} characters, and {MOST} fit"));
                return;
            }
        }
    }
}
