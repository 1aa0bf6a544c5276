use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A family keeps its type.
    ///
    /// Whoever reads it goes by the type: `rate()` over what has become a gauge is noise, and in OTLP another type is another stream. Databases keep the metadata that came last, for all of the past.
    "change/kind": Must, Error, DataWrong;
    cites OPENMETRICS, "Exposition Across Time";
    help "give the other instrument a name of its own";
    yields to "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r"
# TYPE stock counter
stock 5
---
# TYPE stock gauge
stock 6
";
    bad "otlp" r#"{"name":"stock","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"stock","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":false,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"6"}]}}"#;
    good "prometheus-text" r"
stock 5
---
# TYPE stock gauge
stock 6
";
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for family in &target.families {
        for (before, now, look) in family.pairs() {
            // That a type is said now is no change of it.
            if before.kind() != now.kind() && ![before.kind(), now.kind()].contains(&Kind::Unknown) {
                let message = format!("the type was `{}` and is `{}`", before.kind(), now.kind());
                sink.tell(target.place_of_family(family, look), message);
                break;
            }
        }
    }
}
