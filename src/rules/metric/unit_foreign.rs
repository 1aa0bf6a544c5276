use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Units are written in the codes of UCUM, and what is counted in braces.
    ///
    /// A unit is free text to the protocol, yet whoever translates it knows only the codes: `s` becomes `seconds` in Prometheus, and `seconds` stays whatever it was.
    "metric/unit-foreign": Should, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Metrics, instrument units";
    help "write the code: `s`, `By`, `1`, `{request}`";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"orders","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"seconds","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","sum":3}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

/// What people write, and the code for it.
const WORDS: &[(&str, &str)] = &[
    ("second", "s"),
    ("sec", "s"),
    ("millisecond", "ms"),
    ("millis", "ms"),
    ("msec", "ms"),
    ("microsecond", "us"),
    ("micros", "us"),
    ("nanosecond", "ns"),
    ("nanos", "ns"),
    ("minute", "min"),
    ("hour", "h"),
    ("day", "d"),
    ("byte", "By"),
    ("bit", "bit"),
    ("kilobyte", "kBy"),
    ("megabyte", "MBy"),
    ("gigabyte", "GBy"),
    ("kb", "kBy"),
    ("mb", "MBy"),
    ("gb", "GBy"),
    ("kib", "KiBy"),
    ("mib", "MiBy"),
    ("gib", "GiBy"),
    ("percent", "%"),
    ("ratio", "1"),
    ("celsius", "Cel"),
    ("meter", "m"),
    ("gram", "g"),
    ("volt", "V"),
    ("ampere", "A"),
    ("joule", "J"),
    ("watt", "W"),
    ("hertz", "Hz"),
];

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let unit = metric.unit;
        if unit.len() < 2 || !unit.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            continue;
        }
        let word = unit.to_ascii_lowercase();
        let single = word.strip_suffix('s').unwrap_or(&word);
        let known = WORDS.iter().find(|(other, _)| *other == word || *other == single);
        let place = || request.metric_place(metric, "unit");
        if let Some((_, code)) = known.filter(|(_, code)| *code != unit) {
            sink.tell(place(), format!("the unit `{unit}` is `{code}` in UCUM"));
        } else if known.is_none() && word.len() > 4 && word.ends_with('s') {
            sink.tell(
                place(),
                format!("the unit `{unit}` names things, which stand in braces: `{{{single}}}`"),
            );
        }
    }
}
