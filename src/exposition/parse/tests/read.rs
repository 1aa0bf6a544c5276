//! Bodies with nothing wrong, and what they say.

use super::{OM1, OM2, TEXT, faults, parse, shown};
use crate::exposition::{EntryKind, FieldValue, SampleValue};
use crate::model::{Number, Timestamp};

#[test]
fn a_prometheus_text_may_be_laid_out_freely() {
    for body in [
        "",
        "\n \t\n",
        "# a note\n#HELP a x\n#\n# HELPS a x\n # EOF\n# UNIT a s\n",
        "a 1 \n",
        " a\t1\t-5 \n",
        "a { x = \"b\" , y=\"c\", }  1 +7\n",
        "a{x=\"b\"}1\n",
        "a {} 0x1p-2\n",
        "{\"a.b\"} 1\n{ \"a b\" , \"c d\"=\"e\" } 1_000\n{x=\"1\",\"a\"} 1\n",
        "# HELP a\n# HELP a \n#  HELP\ta  b  \n\t# TYPE a  counter \n# TYPE \"a.b\" untyped\n",
        "# HELP a \\\\ and \\n and \"\n",
    ] {
        assert_eq!(faults(body.as_bytes(), TEXT), [""; 0], "{body:?}");
    }
}

#[test]
fn every_kind_of_line_is_told() {
    let body =
        "# HELP a x \\\\ \\n \\\" y\n# TYPE a gauge\n# UNIT a s\n\n# note\na{x=\"1\",} 1 5\nb{\n# EOF\n";
    assert_eq!(
        shown(&parse(body.as_bytes(), TEXT)),
        [
            r#"Help { name: "a", text: "x \\ \n \\\" y" }"#,
            r#"Type { name: "a", word: "gauge" }"#,
            "Comment",
            "Blank",
            "Comment",
            "Sample(Sample { line: 6, name: \"a\", labels: [x=\"1\"], value: Number(Int(1)), \
             timestamp: Some(\"5\"), start_time: None, exemplars: [] })",
            "Broken",
            "Comment",
        ]
    );
    assert_eq!(
        shown(&parse(body.as_bytes(), OM1))[..3],
        [
            r#"Help { name: "a", text: "x \\ \n \" y" }"#,
            r#"Type { name: "a", word: "gauge" }"#,
            r#"Unit { name: "a", unit: "s" }"#,
        ]
    );
    assert_eq!(shown(&parse(body.as_bytes(), OM1))[7], "Eof");
}

#[test]
fn labels_keep_order_lexemes_and_places() {
    let body = "a{ le = \"1.0\" ,\"b c\"=\"x\\\\\\\"\\ny\",_d=\"\"} 1\n";
    let exposition = parse(body.as_bytes(), TEXT);
    let sample = exposition.samples().next().expect("one sample");
    let labels: Vec<_> = sample.labels().map(|label| (label.name(), label.value())).collect();
    assert_eq!(
        labels,
        [("le".into(), "1.0".into()), ("b c".into(), "x\\\"\ny".into()), ("_d".into(), "".into())]
    );
    assert_eq!(sample.labels().len(), 3);
    let raw: Vec<_> = sample.labels().map(|label| label.raw_value()).collect();
    assert_eq!(raw, ["1.0", "x\\\\\\\"\\ny", ""]);
    let spans: Vec<_> = sample.labels().map(|label| &body[label.name_span()]).collect();
    assert_eq!(spans, ["le", "b c", "_d"]);
    assert_eq!(sample.raw_labels(), " le = \"1.0\" ,\"b c\"=\"x\\\\\\\"\\ny\",_d=\"\"");
    assert_eq!(exposition.place(sample.labels().nth(1).expect("three labels").name_span().start), (1, 17));
}

#[test]
fn raw_labels_are_what_stands_between_the_braces() {
    for (line, raw) in [
        ("a 1", ""),
        ("a{} 1", ""),
        ("a { } 1", " "),
        ("a{x=\"}\"} 1", "x=\"}\""),
        ("a{x=\"{\"}1", "x=\"{\""),
        ("{\"a{b}\"} 1", "\"a{b}\""),
        ("{\"a\",x=\"1\"} 1", "\"a\",x=\"1\""),
    ] {
        let body = format!("{line}\n");
        let exposition = parse(body.as_bytes(), TEXT);
        assert_eq!(exposition.samples().next().expect("one sample").raw_labels(), raw, "{line}");
    }
}

#[test]
fn quoted_names_are_names() {
    for format in [TEXT, OM1, OM2] {
        let body = "# TYPE \"a \\\"b\\\"\" gauge\n{\"a \\\"b\\\"\",\"c.d\"=\"e\"} 1\n# EOF\n";
        let exposition = parse(body.as_bytes(), format);
        assert_eq!(faults(body.as_bytes(), format), [""; 0]);
        let sample = exposition.samples().next().expect("one sample");
        assert!(sample.name_is_quoted());
        assert_eq!((sample.name().as_ref(), sample.raw_name()), ("a \"b\"", "a \\\"b\\\""));
        let label = sample.labels().next().expect("one label");
        assert_eq!((label.name().as_ref(), label.name_is_quoted()), ("c.d", true));
        let entry = exposition.entry(1).expect("the first line");
        assert!(entry.name_is_quoted());
        assert!(matches!(entry.kind(), EntryKind::Type { name, .. } if name == "a \"b\""));
    }
}

#[test]
fn numbers_keep_their_lexeme_and_every_digit() {
    let body = "a 18446744073709551615\nb 1.50\nc -0\nd +Inf\n";
    let exposition = parse(body.as_bytes(), TEXT);
    let numbers: Vec<_> = exposition
        .samples()
        .map(|sample| (sample.value_lexeme(), sample.number().expect("a number")))
        .collect();
    assert_eq!(
        numbers,
        [
            ("18446744073709551615", Number::Uint(u64::MAX)),
            ("1.50", Number::Float(1.5)),
            ("-0", Number::Float(-0.0)),
            ("+Inf", Number::Float(f64::INFINITY)),
        ]
    );
}

#[test]
fn time_is_milliseconds_in_one_format_and_seconds_in_the_other() {
    for (format, body) in [(TEXT, "a 1 1520879607789\n"), (OM1, "a 1 1520879607.789\n# EOF\n")] {
        let exposition = parse(body.as_bytes(), format);
        let sample = exposition.samples().next().expect("one sample");
        assert_eq!(sample.timestamp(), Some(Timestamp::from_unix_millis(1_520_879_607_789)), "{format}");
    }
}

#[test]
fn exemplars_are_kept_with_their_labels() {
    let body = "a_bucket{le=\"1\"} 2 5 # {trace_id=\"x # y\",n=\"1\"} 0.5 1.25\nb_total 1 # {} 1\n# EOF";
    let exposition = parse(body.as_bytes(), OM1);
    assert!(exposition.is_faultless());
    let exemplars: Vec<_> = exposition.samples().flat_map(|sample| sample.exemplars()).collect();
    assert_eq!(exemplars.len(), 2);
    assert_eq!(format!("{:?}", exemplars[0].labels()), r#"[trace_id="x # y", n="1"]"#);
    assert_eq!(exemplars[0].raw_labels(), "trace_id=\"x # y\",n=\"1\"");
    assert_eq!((exemplars[0].value_lexeme(), exemplars[0].number()), ("0.5", Number::Float(0.5)));
    assert_eq!(exemplars[0].timestamp(), Some(Timestamp::new(1, 250_000_000)));
    assert_eq!((exemplars[1].labels().len(), exemplars[1].timestamp()), (0, None));
    let labels: Vec<_> = exposition.samples().map(|sample| sample.labels().len()).collect();
    assert_eq!(labels, [1, 0]);
}

#[test]
fn composite_values_are_kept_field_by_field() {
    let body =
        "h{x=\"1\"} {count:2,sum:1.5,bucket:[0.5:1,+Inf:2]} 7 st@5.5 # {a=\"b\"} 0.1 6 # {} 0.2 6\n# EOF\n";
    let exposition = parse(body.as_bytes(), OM2);
    assert_eq!(faults(body.as_bytes(), OM2), [""; 0]);
    let sample = exposition.samples().next().expect("one sample");
    assert_eq!((sample.number(), sample.raw_labels()), (None, "x=\"1\""));
    assert_eq!(sample.value_lexeme(), "{count:2,sum:1.5,bucket:[0.5:1,+Inf:2]}");
    assert_eq!((sample.timestamp_lexeme(), sample.start_time_lexeme()), (Some("7"), Some("5.5")));
    assert_eq!(sample.start_time(), Some(Timestamp::new(5, 500_000_000)));
    assert_eq!(sample.exemplars().len(), 2);
    let SampleValue::Composite(value) = sample.value() else { panic!("it is composite") };
    assert_eq!(
        (value.number("count"), value.number("sum")),
        (Some(Number::Int(2)), Some(Number::Float(1.5)))
    );
    let buckets: Vec<_> = value.list("bucket").collect();
    assert_eq!(buckets, [(Some("0.5"), Number::Int(1)), (Some("+Inf"), Number::Int(2))]);
    let names: Vec<_> = value.fields().map(|field| field.name()).collect();
    assert_eq!(names, ["count", "sum", "bucket"]);
    assert!(matches!(value.field("sum").expect("it is there").value(), FieldValue::Number(_)));
    assert_eq!(value.list("quantile").len(), 0);
}
