use crate::model::Number;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A series says its numbers in one form.
    ///
    /// Switching between integers and floating point again and again costs compression, and readers that keep the two apart see a change of type. In OTLP the form belongs to the instrument.
    "stream/number-form-alternates": Should, Info, Costs;
    cites OPENMETRICS, "Exposition Across Time";
    help "write all numbers of an instrument as integers, or all with a fraction";
    bad "otlp" r#"{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000010000000000","asInt":"1"}]}}
---
{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000020000000000","asDouble":1.5}]}}
---
{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000030000000000","asInt":"2"}]}}"#;
    good "otlp" r#"{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000010000000000","asDouble":1.25}]}}
---
{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000020000000000","asDouble":1.5}]}}
---
{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000030000000000","asDouble":2.5}]}}"#;
    check Check::Target(Worlds::OTLP.and(Worlds::OPENMETRICS).and(Worlds::OPENMETRICS_2), check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| !track.is_ambiguous) {
        let mut last = None;
        let mut changes = 0;
        for step in &track.steps {
            let Some(number) = step.point.number().filter(|number| number.as_f64().is_finite()) else {
                continue;
            };
            let is_whole = !matches!(number, Number::Float(_));
            changes += usize::from(last.replace(is_whole).is_some_and(|last| last != is_whole));
            if changes == 2 {
                let message = "the value is an integer, then it has a fraction, then it is an integer again";
                let other = "the value has a fraction, then it is an integer, then it has a fraction again";
                sink.tell(target.place(track, step.look), if is_whole { message } else { other });
                break;
            }
        }
    }
}
