//! Bodies with what becomes of them.

use super::*;
use crate::exposition::protobuf::parse_protobuf;
use crate::protobuf::{Writer, zigzag};

/// Bodies with what Prometheus 3 and 2 do with them: the number of samples stored, and of those dropped, or why the scrape fails.
const CASES: &[(Format, &str, &str, &str)] = {
    use Format::{OpenMetricsText as Om, PrometheusText as Text};
    &[
        (Text, "", "0", "0"),
        (Text, "a 1\n", "1", "1"),
        (Text, "a 1", "1", "1"),
        (Text, "a\t1 \n", "1", "1"),
        (Text, "a{x=\"\\q\"} 1\n", "1", "1"),
        (Text, "a{x=\"1\" y=\"2\",} 1\n", "1", "1"),
        (Text, "a{,x=\"1\"} 1\n", "expected label name", "expected label name"),
        (Text, "a{x=\"1\n2\"} 1\n", "1", "1"),
        (Text, "a{x=\"1\n2} 1\n", "expected label value", "expected label value"),
        (Text, "a{x=\"1\\\n2\"} 1\n", "expected label value", "expected label value"),
        (Text, "a{x=\"1\",x=\"2\"} 1\n", "label name `x` is not unique", "label name `x` is not unique"),
        (Text, "a{x=\"\",x=\"2\"} 1\n", "1", "1"),
        (
            Text,
            "a{__name__=\"b\"} 1\n",
            "label name `__name__` is not unique",
            "label name `__name__` is not unique",
        ),
        (Text, " a 1\n", "1", "invalid metric name ` a`"),
        (Text, "a 0x1p-2\n", "unsupported character", "unsupported character"),
        (Text, "a 1_000\n", "unsupported character", "unsupported character"),
        (Text, "a 1e999\n", "beyond the range of a double", "beyond the range of a double"),
        (Text, "a 1\r\n", "not a number", "not a number"),
        (Text, "a 1 -5\n", "expected timestamp or new record", "expected timestamp or new record"),
        (Text, "a 1 5.5\n", "expected next entry after timestamp", "expected next entry after timestamp"),
        (
            Text,
            "a 1 99999999999999999999\n",
            "the timestamp is out of range",
            "the timestamp is out of range",
        ),
        (Text, "a 1\n\0\n???\n", "1 and no more", "1 and no more"),
        (Text, "#\0\n???\n", "0 and no more", "0 and no more"),
        (Text, "# x\0\na{b=\"\0\"} 1\n", "1", "1"),
        (Text, "#TYPE a b c\n# whatever\n# HELP\na 1\n", "1", "1"),
        (Text, "# HELP \na 1\n", "expected a metric name", "expected a metric name"),
        (Text, "# HELP a\n# TYPE a counter\n", "0", "0"),
        (
            Text,
            "# TYPE a counter \na 1\n",
            "invalid metric type `counter `",
            "invalid metric type `counter `",
        ),
        (Text, "# TYPE a info\na 1\n", "invalid metric type `info`", "invalid metric type `info`"),
        (Text, "# TYPE a counter\n# TYPE a counter\na 1\na 1\n", "1, 1 dropped", "1, 1 dropped"),
        (Text, "a{x=\"\"} 1\na 2\n", "1, 1 dropped", "1, 1 dropped"),
        (Text, "a 1 5\na 2 5\na 3 4\na 4 6\n", "2, 2 dropped", "2, 2 dropped"),
        (Text, "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"1.0\"} 1\n", "1, 1 dropped", "2"),
        (Text, "# TYPE \"a.b\" gauge\n{\"a.b\",x=\"1\"} 1\n", "1", "expected a metric name"),
        (Text, "a{\"x.y\"=\"1\"} 1\n", "1", "expected label name"),
        (Text, "{\"a\",\"b\"} 1\n", "metric name already set", "expected a valid start token"),
        (Text, "{x=\"1\"} 1\n", "metric name not set", "expected a valid start token"),
        (Text, "{\"\"} 1\n", "metric name missing", "expected a valid start token"),
        (Om, "", "0", "data does not end with `# EOF`"),
        (Om, "# EOF", "0", "0"),
        (Om, "# EOF\n\n", "unexpected data after `# EOF`", "unexpected data after `# EOF`"),
        (Om, "# TYPE a gauge\na 1\n# EOF\n", "1", "1"),
        (Om, "# TYPE a gauge\na 1\n", "data does not end with `# EOF`", "data does not end with `# EOF`"),
        (Om, "a 1\n\n# EOF\n", "expected a valid start token", "expected a valid start token"),
        (Om, "a  1\n# EOF\n", "expected value after metric", "expected value after metric"),
        (Om, "a 1 \n# EOF\n", "expected a timestamp", "expected a timestamp"),
        (Om, "a 1 NaN\n# EOF\n", "invalid timestamp", "invalid timestamp"),
        (
            Om,
            "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",
            "unit `seconds` not a suffix",
            "unit `seconds` not a suffix",
        ),
        (Om, "# TYPE a_s gauge\n# UNIT a_s s\na_s 1\n# EOF\n", "1", "1"),
        (Om, "a{x=\"1\",} 1\n# EOF\n", "1", "expected label name"),
        (Om, "a{x=\"1\", y=\"2\"} 1\n# EOF\n", "expected label name", "expected label name"),
        (Om, "a 1 # {x=\"y\"} 1\n# EOF\n", "1", "metric name `a` does not support exemplars"),
        (Om, "a_total 1 2.5 # {x=\"y\"} 1 2\n# EOF\n", "1", "1"),
        (Om, "a_total 1 # {\"y\"} 1\n# EOF\n", "expected label name", "expected label name"),
        (Om, "a_total 1 st@5\n# EOF\n", "not a number", "not a number"),
        (Om, "a{x=\"\0y\"} 1\n# EOF\n", "1", "1"),
        (Om, "a{x=\"\\\0\"\"} 1\n# EOF\n", "1", "1"),
        (Om, "a{x=\"\\\0\"} 1\n# EOF\n", "expected label value", "expected label value"),
        (Om, "{\"a\0\"} 1\n# EOF\n", "expected label name", "expected a valid start token"),
        (Om, "a_total 1 # {x=\"\0\"} 1\n# EOF\n", "expected label value", "expected label value"),
        (Text, "a{x=\"\\\0\"\"} 1\n", "1", "1"),
    ]
};

fn told(ingest: &Ingest<'_>) -> String {
    let stored = match ingest.dropped() {
        0 => ingest.stored().to_string(),
        dropped => format!("{}, {dropped} dropped", ingest.stored()),
    };
    match &ingest.verdict {
        Verdict::Accepted => stored,
        Verdict::Partly { .. } => stored + " and no more",
        Verdict::Refused { why, .. } => why.clone(),
    }
}

#[test]
fn prometheus_takes_and_refuses_as_the_real_ones_do() {
    for &(format, body, v3, v2) in CASES {
        for (by, expected) in [(Prometheus::V3, v3), (Prometheus::V2, v2)] {
            let told = told(&ingest(body.as_bytes(), format, by));
            let is_count = expected.starts_with(|c: char| c.is_ascii_digit());
            assert!(
                if is_count { told == expected } else { told.starts_with(expected) },
                "{by} {body:?}: {told}"
            );
        }
    }
}

#[test]
fn a_refused_scrape_names_the_line() {
    let ingest =
        ingest(b"# TYPE a gauge\na 1\nb{x=\"1\n\"} 2\nc d\n", Format::PrometheusText, Prometheus::V3);
    let Verdict::Refused { line, why } = &ingest.verdict else { panic!("{ingest:?}") };
    assert_eq!((*line, why.as_str()), (5, "not a number, found `d`"));
    assert_eq!(ingest.samples.iter().map(|sample| sample.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(ingest.stored(), 0);
}

#[test]
fn a_blank_behind_a_value_is_found_after_its_sample() {
    for (body, scraped) in [
        ("a 1 \n# EOF\n", 1),
        ("a 1  5\n# EOF\n", 1),
        ("a 1 ", 1),
        ("a 1 5 \n# EOF\n", 0),
        ("a 1\u{a0}\n# EOF\n", 0),
        ("a 1", 0),
    ] {
        let ingest = ingest(body.as_bytes(), Format::OpenMetricsText, Prometheus::V3);
        assert!(!ingest.verdict.is_accepted());
        assert_eq!(ingest.scraped, scraped, "{body:?}");
    }
}

#[test]
fn a_sample_that_is_refused_for_its_labels_was_read_all_the_same() {
    for (body, scraped, why) in [
        (&b"a 1\nb{x=\"1\",x=\"2\"} 2\nc 3\n"[..], 2, "label name `x` is not unique"),
        (b"a 1\n{\"\xff\"} 2\n", 2, "a name is not valid UTF-8"),
        (b"a 1\nb{\"\xff\"=\"1\"} x\n", 1, "not a number, found `x`"),
        (b"a 1\nb{x=\"\xff\"} 2\n", 1, "a label value is not valid UTF-8"),
        (b"a 1\nb 2 3 4\n", 1, "expected next entry after timestamp"),
    ] {
        let ingest = ingest(body, Format::PrometheusText, Prometheus::V3);
        let told = (ingest.scraped, ingest.samples.len(), ingest.verdict.why());
        assert_eq!(told, (scraped, 1, Some(why)), "{}", body.escape_ascii());
    }
}

#[test]
fn a_series_is_known_again_by_its_spelling() {
    let body = b"a 1\n a 2\na{} 3\na {x=\"\"} 4\na{x=\"\"}5\n{\"a\"} 6\n# x\na 7\n";
    let taken = ingest(body, Format::PrometheusText, Prometheus::V3);
    let spelled: Vec<_> = taken.samples.iter().map(|sample| &*sample.spelling).collect();
    let expected: [&[u8]; 7] = [b"a", b" a", b"a{}", b"a {x=\"\"}", b"a{x=\"\"}", b"{\"a\"}", b"a"];
    assert_eq!(spelled, expected);
    let taken = ingest(b"a{x=\"1\"} 1 # {y=\"2\"} 3\n# EOF\n", Format::OpenMetricsText, Prometheus::V3);
    assert_eq!(&*taken.samples[0].spelling, b"a{x=\"1\"}");
    let taken = family(0, |metric| metric.message(2, |gauge| gauge.double_field(1, 7.0)));
    let taken = ingest(&taken, Format::PrometheusProtobuf, Prometheus::V3);
    assert_eq!(&*taken.samples[0].spelling, b"h");
}

#[test]
fn bounds_are_spelled_anew_where_the_type_says_that_they_are_bounds() {
    let body = b"# TYPE h histogram\nh_bucket{le=\"1000000\",x=\"1\"} 1\nh{quantile=\"1\"} 1\n\
        # TYPE s summary\ns{quantile=\"1_0\"} 1\ns{quantile=\"p99\"} 1\n# TYPE g gauge\ng{le=\"1\"} 1\n";
    let ingest = ingest(body, Format::PrometheusText, Prometheus::V3);
    let bounds: Vec<_> =
        ingest.samples.iter().map(|sample| (sample.label("le"), sample.label("quantile"))).collect();
    assert_eq!(bounds, [("1e+06", ""), ("", "1"), ("", "10.0"), ("", "p99"), ("1", "")]);
}

/// A body with one family of one metric.
fn family(kind: u64, write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut body = Writer::new();
    body.delimited(|family| {
        family.bytes_field(1, b"h");
        family.varint_field(3, kind);
        family.message(4, write);
    });
    body.into_bytes()
}

fn native(schema: i64, count: u64, spans: &[(i64, u64)], deltas: &[i64]) -> Vec<u8> {
    family(4, |metric| {
        metric.message(7, |histogram| {
            histogram.varint_field(1, count);
            histogram.double_field(2, 5.0);
            histogram.varint_field(5, zigzag(schema));
            histogram.double_field(6, 1e-128);
            for &(offset, length) in spans {
                histogram.message(12, |span| {
                    span.varint_field(1, zigzag(offset));
                    span.varint_field(2, length);
                });
            }
            for &delta in deltas {
                histogram.varint_field(13, zigzag(delta));
            }
        });
    })
}

#[test]
fn native_histograms_are_taken_only_when_they_are_consistent() {
    for (schema, count, spans, deltas, expected) in [
        (0, 3, &[(0, 2)][..], &[1, 1][..], "1"),
        (8, 1, &[(-3, 1)], &[1], "1"),
        (9, 1, &[(0, 1)], &[1], "histogram `h`: schema 9 is not between -4 and 8"),
        (-53, 1, &[(0, 1)], &[1], "histogram `h`: no bounds for custom buckets"),
        (0, 3, &[(0, 3)], &[1, 1], "histogram `h`: positive side: spans require 3 buckets, have 2"),
        (
            0,
            2,
            &[(2, 1), (-1, 1)],
            &[1, 0],
            "histogram `h`: positive side: a span after the first has a negative",
        ),
        (0, 1, &[(0, 2)], &[1, -2], "histogram `h`: positive side: bucket number 2 has a negative"),
        (0, 9, &[(0, 2)], &[1, 1], "histogram `h`: 3 observations found in buckets, but the count is 9"),
    ] {
        let body = native(schema, count, spans, deltas);
        let told = told(&ingest(&body, Format::PrometheusProtobuf, Prometheus::V3));
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_classic_histogram_gets_the_bucket_that_it_lacks() {
    let body = family(4, |metric| {
        metric.message(7, |histogram| {
            histogram.varint_field(1, 3);
            histogram.message(3, |bucket| {
                bucket.varint_field(1, 2);
                bucket.double_field(2, 1.0);
            });
        });
    });
    let ingest = ingest(&body, Format::PrometheusProtobuf, Prometheus::V3);
    let samples: Vec<_> = ingest
        .samples
        .iter()
        .map(|sample| (sample.label("__name__"), sample.label("le"), sample.value))
        .collect();
    let number = IngestedValue::Float;
    assert_eq!(
        samples,
        [
            ("h_count", "", number(3.0)),
            ("h_sum", "", number(0.0)),
            ("h_bucket", "1.0", number(2.0)),
            ("h_bucket", "+Inf", number(3.0)),
        ]
    );
}

#[test]
fn a_value_of_another_type_is_stored_as_zero() {
    let body = family(0, |metric| metric.message(2, |gauge| gauge.double_field(1, 7.0)));
    let taken = ingest(&body, Format::PrometheusProtobuf, Prometheus::V3);
    assert_eq!(taken.samples[0].value, IngestedValue::Float(0.0));
    // The model keeps what was said.
    let reading = parse_protobuf(&body).lower();
    assert_eq!(
        reading.families().last().and_then(|family| family.points().next()?.number()),
        Some(7.0.into())
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_taken_or_refused_without_panic(body: Vec<u8>, text in "([a-z{}\"=,#\\\\ 0-9\n\0]|# TYPE |# EOF| # \\{){0,40}") {
        for format in Format::ALL {
            for by in Prometheus::ALL {
                let _ = ingest(&body, format, by);
                let _ = ingest(text.as_bytes(), format, by);
            }
        }
    }
}
