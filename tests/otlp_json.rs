//! The strict reader of OTLP/JSON: what it takes, what it tells, and what it still reads beside a fault.

use meterstick::model::{Number, Reading};
use meterstick::otlp::Export;

/// A request with one gauge of one point; `point` is the inside of the point.
fn gauge(point: &str) -> String {
    format!(
        r#"{{"resourceMetrics":[{{"scopeMetrics":[{{"metrics":[{{"name":"g","gauge":{{"dataPoints":[{{{point}}}]}}}}]}}]}}]}}"#
    )
}

fn faults(json: &str) -> Vec<String> {
    Export::from_json(json.as_bytes()).faults().iter().map(ToString::to_string).collect()
}

fn only_number(reading: &Reading) -> Option<Number> {
    reading.family("g").and_then(|family| family.points().next()).and_then(meterstick::model::Point::number)
}

const POINT: &str = "/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/0";

#[test]
fn each_spelling_of_a_number_is_read() {
    for (point, expected) in [
        (r#""asInt":"9007199254740993""#, Number::from(9_007_199_254_740_993_i64)),
        (r#""asInt":9007199254740993"#, Number::from(9_007_199_254_740_993_i64)),
        (r#""asInt":"-9223372036854775808""#, Number::from(i64::MIN)),
        (r#""asInt":1e3"#, Number::from(1000_i64)),
        (r#""asInt":"2.50e1""#, Number::from(25_i64)),
        (r#""asInt":0.0e99"#, Number::from(0_i64)),
        (r#""asDouble":1.5"#, Number::from(1.5)),
        (r#""asDouble":"1.5""#, Number::from(1.5)),
        (r#""asDouble":3"#, Number::from(3.0)),
        (r#""asDouble":"NaN""#, Number::from(f64::NAN)),
        (r#""asDouble":"Infinity""#, Number::from(f64::INFINITY)),
        (r#""asDouble":"-Infinity""#, Number::from(f64::NEG_INFINITY)),
        (r#""asDouble":-0.0"#, Number::from(-0.0)),
    ] {
        let json = gauge(point);
        assert_eq!(faults(&json), [""; 0], "{point}");
        assert_eq!(only_number(&Export::from_json(json.as_bytes()).lower()), Some(expected), "{point}");
    }
}

#[test]
fn each_value_that_cannot_be_taken_is_told_with_its_pointer() {
    for (point, key, message) in [
        (
            r#""asInt":"9223372036854775808""#,
            "asInt",
            "9223372036854775808 is beyond -9223372036854775808 … 9223372036854775807",
        ),
        (r#""asInt":1.5"#, "asInt", "1.5 is no integer of 64 bits"),
        (r#""asInt":1e400"#, "asInt", "1e400 is no integer of 64 bits"),
        (r#""asInt":"""#, "asInt", "\"\" is no integer"),
        (r#""asInt":" 1""#, "asInt", "\" 1\" is no integer"),
        (r#""asInt":true"#, "asInt", "an integer is expected, not a boolean"),
        (
            r#""asDouble":"nan""#,
            "asDouble",
            r#""nan" is no number; beside numbers there are "NaN", "Infinity" and "-Infinity""#,
        ),
        (r#""asDouble":1e400"#, "asDouble", "1e400 is beyond the range of a double"),
        (r#""asDouble":{"value":1}"#, "asDouble", "a number is expected, not an object"),
        (r#""flags":-1"#, "flags", "-1 is beyond 0 … 4294967295"),
        (r#""timeUnixNano":"now""#, "timeUnixNano", "\"now\" is no integer"),
        (r#""attributes":{"a":"b"}"#, "attributes", "an array is expected, not an object"),
        (r#""attributes":[null]"#, "attributes/0", "an element of a list cannot be null"),
        (r#""attributes":[{"key":7}]"#, "attributes/0/key", "a string is expected, not a number"),
        (
            r#""attributes":[{"key":"k","value":"v"}]"#,
            "attributes/0/value",
            "an object is expected, not a string",
        ),
        (
            r#""attributes":[{"key":"k","value":{"bytesValue":"a"}}]"#,
            "attributes/0/value/bytesValue",
            "\"a\" is no base64",
        ),
        (
            r#""exemplars":[{"traceId":"abcd"}]"#,
            "exemplars/0/traceId",
            "an id of 32 hexadecimal digits is expected, not of 4",
        ),
        (
            r#""exemplars":[{"spanId":"EREREREREQ=="}]"#,
            "exemplars/0/spanId",
            "\"EREREREREQ==\" is no string of hexadecimal digits",
        ),
        (r#""flags":1,"flags":2"#, "flags", "the key stands here a second time"),
    ] {
        let json = gauge(point);
        let found = faults(&json);
        assert_eq!(found.len(), 1, "{point}: {found:?}");
        let expected = format!("{POINT}/{key}: {message} (byte ");
        assert!(found[0].starts_with(&expected), "{}\n{expected}", found[0]);
    }
}

#[test]
fn what_stands_beside_a_fault_is_still_read() {
    let json =
        gauge(r#""timeUnixNano":"never","asInt":"7","attributes":[{"key":"k","value":{"intValue":"x"}}]"#);
    let export = Export::from_json(json.as_bytes());
    assert_eq!(export.faults().len(), 2);
    let reading = export.lower();
    assert_eq!(only_number(&reading), Some(7_i64.into()));
    assert_eq!(reading.family("g").map(meterstick::model::Family::series_count), Some(1));
}

#[test]
fn an_enum_is_an_integer() {
    let sum = |temporality: &str| {
        format!(
            r#"{{"resourceMetrics":[{{"scopeMetrics":[{{"metrics":[{{"name":"s","sum":{{"aggregationTemporality":{temporality}}}}}]}}]}}]}}"#
        )
    };
    assert_eq!(faults(&sum("2")), [""; 0]);
    let found = faults(&sum(r#""AGGREGATION_TEMPORALITY_CUMULATIVE""#));
    assert!(
        found[0].contains("aggregationTemporality: an enum is an integer in OTLP/JSON, not a name"),
        "{found:?}"
    );
}

#[test]
fn keys_in_snake_case_are_unknown_and_told() {
    let json = r#"{"resource_metrics":[],"resourceMetrics":[{"scope/Metrics":1}]}"#;
    let export = Export::from_json(json.as_bytes());
    assert!(export.faults().is_empty());
    assert_eq!(export.unknown_fields(), ["/resource_metrics", "/resourceMetrics/0/scope~1Metrics"]);
}

#[test]
fn ids_are_hexadecimal_in_any_case_and_null_is_nothing() {
    let json = gauge(
        r#""asInt":1,"startTimeUnixNano":null,"exemplars":[{"asDouble":1,"traceId":"0102030405060708090A0B0C0D0E0F10","spanId":"aAbBcCdDeEfF0011"}]"#,
    );
    let export = Export::from_json(json.as_bytes());
    assert_eq!(faults(&json), [""; 0]);
    let reading = export.lower();
    let point = reading.family("g").and_then(|family| family.points().next()).expect("one point");
    let exemplar = point.exemplars().next().expect("one exemplar");
    assert_eq!(exemplar.trace_id(), Some([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]));
    assert_eq!(exemplar.span_id(), Some([0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0, 0x11]));
}

#[test]
fn text_that_is_no_json_is_a_fault_where_it_breaks() {
    for (json, message) in [
        ("", "the text ends where a value is expected (byte 0)"),
        ("[]", "a request is an object, not an array (byte 0)"),
        ("{} {}", "there is more text after the value (byte 3)"),
        ("{'a':1}", "a key in quotes is expected (byte 1)"),
        (r#"{"a" 1}"#, "a colon is expected (byte 5)"),
        (r#"{"a":1,}"#, "there is nothing after the comma (byte 7)"),
        (r#"{"a":01}"#, "/a: this is no JSON number (byte 5)"),
        (r#"{"a":+1}"#, "/a: this is no JSON value (byte 5)"),
        (r#"{"a":NaN}"#, "/a: NaN and the infinities stand in quotes in JSON (byte 5)"),
        (r#"{"a":-inf}"#, "/a: NaN and the infinities stand in quotes in JSON (byte 5)"),
        (r#"{"a":"\x"}"#, "/a: there is no such escape (byte 6)"),
        (r#"{"a":"\ud800"}"#, "/a: a lone surrogate is no character (byte 6)"),
        ("{\"a\":\"\n\"}", "/a: a control character stands in a string unescaped (byte 6)"),
        (r#"{"a":"x"#, "/a: the string never ends (byte 5)"),
        (r#"{"resourceMetrics":[{"#, "/resourceMetrics/0: a comma or `}` is expected (byte 21)"),
    ] {
        assert_eq!(faults(json), [message], "{json}");
    }
    let deep = format!("{}{}", r#"{"a":"#, "[".repeat(1000));
    assert!(faults(&deep)[0].starts_with("/a: values are nested too deeply"));
    assert_eq!(faults(&String::from_utf8_lossy(b"{\"a\":1}")), [""; 0]);
    let not_utf8 = Export::from_json(b"{\"a\":\"\xff\"}").faults()[0].to_string();
    assert_eq!(not_utf8, "/a: the string is not UTF-8 (byte 6)");
}

#[test]
fn what_came_before_a_break_is_still_read() {
    let whole = gauge(r#""asInt":"7""#);
    let cut = &whole[..whole.len() - 3];
    let export = Export::from_json(cut.as_bytes());
    assert_eq!(export.faults().len(), 1);
    assert_eq!(only_number(&export.lower()), Some(7_i64.into()));
}
