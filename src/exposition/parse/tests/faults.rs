//! Bodies with something wrong, and what is said of them.

use super::{OM1, OM2, TEXT, faults};
use crate::exposition::parse::Draft;
use crate::exposition::{FaultKind, Format};

/// Holds that a body has these faults and no others.
fn hold(format: Format, cases: &[(&str, &[&str])]) {
    for (body, expected) in cases {
        assert_eq!(faults(body.as_bytes(), format), *expected, "{format}: {body:?}");
    }
}

#[test]
fn prometheus_lines_are_checked_token_by_token() {
    hold(
        TEXT,
        &[
            ("a 1", &["1:4 the last line does not end in a line feed"]),
            ("a 1\r\n", &["1:4 carriage return before the end of the line"]),
            ("\u{feff}a 1\n", &["1:1 a body has no byte-order mark"]),
            ("a\n", &["1:2 expected a value"]),
            ("a \n", &["1:3 expected a value"]),
            ("a one\n", &["1:3 not a number, found `one`"]),
            ("a 1e999\n", &["1:3 beyond the range of a double, found `1e999`"]),
            ("a 1 2.5\n", &["1:5 not a timestamp, found `2.5`"]),
            (
                "a 1 99999999999999999999\n",
                &["1:5 a timestamp beyond its range, found `99999999999999999999`"],
            ),
            ("a 1 2 3\n", &["1:7 nothing may follow here, found `3`"]),
            ("a 1 # note\n", &["1:5 nothing may follow here, found `#`"]),
            (
                "a.b 1\n",
                &["1:1 a metric name is `[a-zA-Z_:][a-zA-Z0-9_:]*` unless it is quoted, found `a.b`"],
            ),
            ("9a 1\n", &["1:1 a metric name is `[a-zA-Z_:][a-zA-Z0-9_:]*` unless it is quoted, found `9a`"]),
            ("ä 1\n", &["1:1 a metric name is `[a-zA-Z_:][a-zA-Z0-9_:]*` unless it is quoted, found `ä`"]),
            ("<html>\n", &["1:1 expected a metric name, found `<html>`"]),
            ("{x=\"1\"} 1\n", &["1:1 expected a metric name, found `{`"]),
            (
                "\"a.b\"{x=\"1\"} 1\n",
                &["1:1 a quoted metric name belongs inside the braces, found `\"a.b\"`"],
            ),
            ("a{\"b\"} 1\n", &["1:3 the line already has a metric name, found `\"b\"`"]),
            ("{\"a\",\"b\"} 1\n", &["1:6 the line already has a metric name, found `\"b\"`"]),
            ("{\"\"} 1\n", &["1:3 a quoted name has at least one character"]),
            ("a{\"\"=\"1\"} 1\n", &["1:4 a quoted name has at least one character"]),
        ],
    );
}

#[test]
fn label_lists_are_checked_token_by_token() {
    hold(
        TEXT,
        &[
            ("a{1x=\"b\"} 1\n", &["1:3 expected a label name, found `1x`"]),
            ("a{x:y=\"b\"} 1\n", &["1:3 expected a label name, found `x:y`"]),
            ("a{x\n", &["1:4 expected `=` after a label name"]),
            ("a{=\"b\"} 1\n", &["1:3 expected a label name, found `=`"]),
            ("a{,x=\"b\"} 1\n", &["1:3 expected a label name, found `,`"]),
            ("a{x=\"b\",,y=\"c\"} 1\n", &["1:9 expected a label name, found `,`"]),
            ("a{x=b} 1\n", &["1:5 a label value stands in double quotes, found `b`"]),
            ("a{x='b'} 1\n", &["1:5 a label value stands in double quotes, found `'b'`"]),
            ("a{x=\"b\" y=\"c\"} 1\n", &["1:9 expected `,` between two labels, found `y`"]),
            ("a{x=\"b\"\n", &["1:8 expected `,` or `}`"]),
            ("a{x=\"b} 1\n", &["1:5 no closing quote on this line"]),
            ("a{x=\"b\\\"} 1\n", &["1:5 no closing quote on this line"]),
            (
                "a{x=\"b\\\n\"} 1\n",
                &[
                    "1:5 no closing quote on this line",
                    "2:1 a quoted metric name belongs inside the braces, found `\"`",
                ],
            ),
            (
                "a{x=\"C:\\dir\",y=\"\\t\"} 1\n",
                &["1:8 unknown escape, found `\\d`", "1:17 unknown escape, found `\\t`"],
            ),
            ("a{\n", &["1:3 expected a label name"]),
        ],
    );
}

#[test]
fn metadata_is_checked_token_by_token() {
    hold(
        TEXT,
        &[
            ("# HELP\n", &["1:7 expected a metric name in a metadata line"]),
            ("# TYPE a\n", &["1:9 expected a type that the format has"]),
            ("# TYPE a unknown\n", &["1:10 expected a type that the format has, found `unknown`"]),
            ("# TYPE a COUNTER\n", &["1:10 expected a type that the format has, found `COUNTER`"]),
            ("# TYPE a counter x\n", &["1:18 nothing may follow here, found `x`"]),
            ("# TYPE a counter\r\n", &["1:17 carriage return before the end of the line"]),
            ("# HELP a b\r\n", &["1:11 carriage return before the end of the line"]),
            (
                "# HELP a C:\\dir \\\" \\\n",
                &[
                    "1:12 unknown escape, found `\\d`",
                    "1:17 unknown escape, found `\\\"`",
                    "1:20 unknown escape, found `\\`",
                ],
            ),
            (
                "# HELP a.b text\n",
                &["1:8 a metric name is `[a-zA-Z_:][a-zA-Z0-9_:]*` unless it is quoted, found `a.b`"],
            ),
            ("# HELP \"a text\n", &["1:8 no closing quote on this line"]),
        ],
    );
}

#[test]
fn openmetrics_has_fixed_spaces_and_an_end() {
    const SPACING: &str = "OpenMetrics has one space between tokens and no other blanks";
    let spacing = |column| format!("1:{column} {SPACING}");
    for (line, column) in [
        ("a  1", 2),
        ("a\t1", 2),
        (" a 1", 1),
        ("a 1 ", 4),
        ("a 1\t", 4),
        ("a{x=\"1\", y=\"2\"} 1", 9),
        ("a{ } 1", 3),
        ("a{x =\"1\"} 1", 4),
        ("a{x=\"1\"}1", 9),
        ("a_total 1 #{} 1", 12),
        ("a_total 1 # {}1", 15),
        ("a_total 1 # {} 1 ", 17),
        (" # HELP a b", 1),
        ("# TYPE a gauge ", 15),
    ] {
        for format in [OM1, OM2] {
            let mut found = faults(format!("{line}\n# EOF\n").as_bytes(), format);
            found.retain(|fault| !fault.contains("has a timestamp"));
            assert_eq!(found, [spacing(column)], "{line:?}");
        }
    }
    for format in [OM1, OM2] {
        hold(
            format,
            &[
                ("", &["1:1 the last line is not `# EOF`"]),
                ("a 1\n", &["2:1 the last line is not `# EOF`"]),
                ("# EOF\n# EOF\n", &["2:1 nothing may follow `# EOF`"]),
                ("# EOF\n\n", &["2:1 nothing may follow `# EOF`"]),
                ("# EOF\na 1", &["2:1 nothing may follow `# EOF`"]),
                ("# EOF \n", &[&format!("1:6 {SPACING}")]),
                ("\n# EOF\n", &["1:1 blank line"]),
                ("a 1\n  \n# EOF\n", &["2:1 blank line"]),
                ("a 1\r\n# EOF\n", &["1:4 carriage return before the end of the line"]),
                ("# note\n# EOF", &["1:3 expected `TYPE`, `HELP`, `UNIT` or `EOF` after `# `, found `note`"]),
                (
                    "#a_sum 0\n# EOF",
                    &["1:1 expected `TYPE`, `HELP`, `UNIT` or `EOF` after `# `, found `#a_sum`"],
                ),
                (
                    "a 1\n# EOFx",
                    &[
                        "2:3 expected `TYPE`, `HELP`, `UNIT` or `EOF` after `# `, found `EOFx`",
                        "3:1 the last line is not `# EOF`",
                    ],
                ),
            ],
        );
    }
}

#[test]
fn openmetrics_lines_are_checked_token_by_token() {
    for format in [OM1, OM2] {
        hold(
            format,
            &[
                ("a{x=\"1\",} 1\n# EOF", &["1:9 OpenMetrics has no comma after the last label"]),
                ("a 0x1p-2\n# EOF", &["1:3 not a number, found `0x1p-2`"]),
                ("a 1_0\n# EOF", &["1:3 not a number, found `1_0`"]),
                ("a 1 NaN\n# EOF", &["1:5 not a timestamp, found `NaN`"]),
                ("a 1 1e999\n# EOF", &["1:5 a timestamp beyond its range, found `1e999`"]),
                ("# TYPE a untyped\n# EOF", &["1:10 expected a type that the format has, found `untyped`"]),
                ("# HELP a\n# EOF", &["1:9 expected a space and the text"]),
                ("# UNIT a\n# EOF", &["1:9 expected a space and the text"]),
                ("# UNIT a m/s\n# EOF", &["1:10 a unit is `[a-zA-Z0-9_:]*`, found `m/s`"]),
                ("a 1 #\n# EOF", &["1:5 an exemplar is `# {…} value [timestamp]`, found `#`"]),
                ("a 1 # {\n# EOF", &["1:8 expected a label name"]),
                ("a 1 # {} \n# EOF", &["1:10 expected a value"]),
                ("a 1 # {\"x\"} 1\n# EOF", &["1:11 expected `=` after a label name, found `}`"]),
                ("a 1 # {} 1 1 1\n# EOF", &["1:14 nothing may follow here, found `1`"]),
            ],
        );
    }
    hold(
        OM1,
        &[
            ("a 1 # {} 1 # {} 2\n# EOF", &["1:12 OpenMetrics 1.0 has one exemplar a line"]),
            ("a 1 st@5\n# EOF", &["1:5 nothing may follow here, found `st@5`"]),
            ("a {count:1,sum:1,quantile:[]}\n# EOF", &["1:3 not a number, found `{`"]),
        ],
    );
}

#[test]
fn openmetrics_2_checks_what_it_adds() {
    let composite = |value: &str| faults(format!("h {value}\n# EOF").as_bytes(), OM2);
    for value in [
        "{count:1,sum:2,quantile:[]}",
        "{count:1,sum:NaN,quantile:[0.5:1,0.9:2]}",
        "{count:1,sum:2,bucket:[+Inf:1]}",
        "{gcount:1,gsum:-2,bucket:[-Inf:0,0.5:1,+Inf:1]}",
        "{count:1,sum:2,schema:3,zero_threshold:1e-128,zero_count:0}",
        "{count:1,sum:2,schema:-1,zero_threshold:0,zero_count:0,negative_spans:[1:1],negative_buckets:[1]}",
        "{count:1,sum:2,schema:0,zero_threshold:0,zero_count:0,positive_spans:[-3:1,2:2],\
         positive_buckets:[3,1,0],bucket:[+Inf:1]}",
    ] {
        assert_eq!(composite(value), [""; 0], "{value}");
    }
    let length_of = |value: &str| format!("1:3 not the fields of a histogram or summary, found `{value}`");
    for value in [
        "{sum:2,count:1,bucket:[+Inf:1]}",
        "{count:1,sum:2}",
        "{count:1,sum:2,bucket:[1:1]}",
        "{gcount:1,gsum:2,quantile:[]}",
        "{count:1,sum:2,quantile:1}",
        "{count:1,sum:2,bucket:[+Inf:1],more:1}",
        "{count:1,sum:2,schema:0.5,zero_threshold:0,zero_count:0}",
    ] {
        let shown: String = value.chars().take(40).collect();
        let shown = if value.chars().count() > 40 { format!("{shown}…") } else { shown };
        assert_eq!(composite(value), [length_of(&shown)], "{value}");
    }
    for (value, fault) in [
        ("{count:1,", "1:11 not a composite value, found `,`"),
        ("{count 1}", "1:9 not a composite value, found ` `"),
        ("{count:1, sum:2}", "1:11 not a composite value, found `,`"),
        ("{count:x,sum:2,quantile:[]}", "1:10 not a number, found `x`"),
        ("{count:1,sum:2,quantile:[0.5:y]}", "1:32 not a number, found `y]`"),
    ] {
        assert_eq!(composite(value), [fault], "{value}");
    }
    hold(
        OM2,
        &[
            (
                "{x=\"1\",\"a\"} 1\n# EOF",
                &["1:8 a quoted metric name comes before the labels, found `\"a\"`"],
            ),
            ("a 1 # {} 1\n# EOF", &["1:11 an exemplar of OpenMetrics 2.0 has a timestamp"]),
            ("a 1 st@x\n# EOF", &["1:8 not a timestamp, found `x`"]),
            ("a 1 st@1 5\n# EOF", &["1:10 nothing may follow here, found `5`"]),
        ],
    );
}

#[test]
fn bytes_that_are_not_utf_8_break_their_line_only() {
    let body = b"# HELP a \xff\n# note \xc3\na{x=\"\xc3\xa4\"} 1\nb{x=\"\xe4\"} 1\nc 1\n";
    assert_eq!(faults(body, TEXT), ["1:10 not valid UTF-8", "2:8 not valid UTF-8", "4:6 not valid UTF-8"]);
    let exposition = super::parse(body, TEXT);
    let samples: Vec<String> = exposition.samples().map(|sample| format!("{:?}", sample.labels())).collect();
    assert_eq!(samples, ["[x=\"ä\"]", "[]"]);
}

#[test]
fn all_faults_of_a_body_come_in_one_pass() {
    let body = "# TYPE a counter\na{ 1\nb 2\n\n# TYPE b meter\nc{x=1} 3\nd 4 5 6\ne 7\n";
    let lines: Vec<String> =
        faults(body.as_bytes(), TEXT).iter().map(|fault| fault[..1].to_owned()).collect();
    assert_eq!(lines, ["2", "5", "6", "7"]);
    let exposition = super::parse(body.as_bytes(), TEXT);
    let names: Vec<_> = exposition.samples().map(|sample| sample.name()).collect();
    assert_eq!(names, ["b", "e"]);
}

#[test]
fn a_long_token_is_shown_in_part() {
    let body = format!("a {}\n", "x".repeat(1000));
    assert_eq!(faults(body.as_bytes(), TEXT), [format!("1:3 not a number, found `{}…`", "x".repeat(40))]);
}

#[test]
fn what_lies_beyond_the_longest_body_is_one_broken_line() {
    let mut draft = Draft::new(b"a 1\nb 2\nc 3\nd 4\n", TEXT);
    draft.total = 8;
    draft.read();
    draft.finish();
    let exposition = draft.tree;
    let spans: Vec<_> = exposition.entries().map(|entry| entry.span()).collect();
    assert_eq!(spans, [0..4, 4..8, 8..16]);
    assert_eq!(exposition.samples().count(), 2);
    let faults: Vec<_> = exposition.faults().map(|fault| (fault.line(), fault.kind())).collect();
    assert_eq!(faults, [(3, FaultKind::TooLong)]);
}

#[test]
fn protobuf_is_one_broken_line() {
    let exposition = super::parse(b"\x0a\x0b", Format::PrometheusProtobuf);
    assert_eq!(super::shown(&exposition), ["Broken"]);
    assert_eq!(
        exposition.faults().next().map(|fault| fault.to_string()).as_deref(),
        Some("not a text format")
    );
}
