use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A family keeps its unit.
    ///
    /// Numbers of the past and of the present then mean different things under one name, and nothing in a graph shows it.
    "change/unit": Must, Error, DataWrong;
    cites OPENMETRICS, "Exposition Across Time";
    help "give what is measured in another unit another name";
    yields to "worker/alternating-answers" "worker/shared-identity";
    bad "otlp" r#"{"name":"wait","description":"Wait","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"wait","description":"Wait","unit":"ms","gauge":{"dataPoints":[{"timeUnixNano":"1700000020000000000","asInt":"5000"}]}}"#;
    good "openmetrics-text" r"
# TYPE wait_seconds gauge
wait_seconds 5
# EOF
---
# TYPE wait_seconds gauge
# UNIT wait_seconds seconds
wait_seconds 6
# EOF
";
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for family in &target.families {
        for (before, now, look) in family.pairs() {
            let said =
                (before.unit().filter(|unit| !unit.is_empty()), now.unit().filter(|unit| !unit.is_empty()));
            if let (Some(older), Some(newer)) = said
                && older != newer
            {
                let message = format!("the unit was `{older}` and is `{newer}`");
                sink.tell(target.place_of_family(family, look), message);
                break;
            }
        }
    }
}
