//! Bodies field by field, and what is read of them.

use super::*;
use crate::model::{Kind, Number, Point, Span, Timestamp};
use crate::protobuf::{Writer, zigzag};

fn body(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut body = Writer::new();
    body.delimited(write);
    body.into_bytes()
}

fn label(writer: &mut Writer, name: &str, value: &str) {
    writer.message(1, |label| {
        label.bytes_field(1, name.as_bytes());
        label.bytes_field(2, value.as_bytes());
    });
}

fn timestamp(writer: &mut Writer, number: u32, seconds: u64, nanos: u64) {
    writer.message(number, |time| {
        time.varint_field(1, seconds);
        time.varint_field(2, nanos);
    });
}

#[test]
fn a_counter_is_read_with_everything_that_it_can_say() {
    let body = body(|family| {
        family.bytes_field(1, b"a_seconds_total");
        family.bytes_field(2, "Wörter".as_bytes());
        family.varint_field(3, 0);
        family.bytes_field(5, b"seconds");
        family.message(4, |metric| {
            label(metric, "y", "2");
            label(metric, "x", "1");
            metric.message(3, |counter| {
                counter.double_field(1, 7.0);
                counter.message(2, |exemplar| {
                    label(exemplar, "trace_id", "t");
                    exemplar.double_field(2, 0.5);
                    timestamp(exemplar, 3, 5, 250_000_000);
                });
                timestamp(counter, 3, 4, 0);
            });
            metric.varint_field(6, -5_i64 as u64);
        });
    });
    let exposition = parse_protobuf(&body);
    assert_eq!(exposition.faults(), []);
    let reading = exposition.lower();
    let family = reading.family("a_seconds_total").expect("it is there");
    assert_eq!(
        (family.kind(), family.unit(), family.help()),
        (Kind::Counter, Some("seconds"), Some("Wörter"))
    );
    let series = family.series().next().expect("one");
    assert_eq!(series.labels().to_string(), r#"{x="1",y="2"}"#);
    let point = series.points().next().expect("one");
    assert_eq!(point.number(), Some(7.0.into()));
    assert_eq!(
        (point.time(), point.start()),
        (Some(Timestamp::from_unix_millis(-5)), Some(Timestamp::new(4, 0)))
    );
    let exemplar = point.exemplars().next().expect("one");
    assert_eq!((exemplar.value(), exemplar.time()), (0.5.into(), Some(Timestamp::new(5, 250_000_000))));
}

#[test]
fn a_native_histogram_is_numbered_as_in_otlp() {
    for packed in [false, true] {
        let body = body(|family| {
            family.bytes_field(1, b"h");
            family.varint_field(3, 4);
            family.message(4, |metric| {
                metric.message(7, |histogram| {
                    histogram.varint_field(1, 9);
                    histogram.varint_field(5, zigzag(-1));
                    histogram.double_field(6, 0.001);
                    histogram.varint_field(7, 2);
                    for (offset, length) in [(1, 2), (3, 1)] {
                        histogram.message(12, |span| {
                            span.varint_field(1, zigzag(offset));
                            span.varint_field(2, length);
                        });
                    }
                    if packed {
                        histogram.message(13, |deltas| [2, -1, 3].map(|delta| deltas.varint(zigzag(delta))));
                    } else {
                        for delta in [2, -1, 3] {
                            histogram.varint_field(13, zigzag(delta));
                        }
                    }
                });
            });
        });
        let reading = parse_protobuf(&body).lower();
        let point = reading.families().next().and_then(|family| family.points().next()).expect("one");
        let histogram = point.histogram().expect("a histogram");
        assert_eq!((histogram.count(), histogram.sum()), (Some(Number::Int(9)), None));
        let native = histogram.exponential().expect("native buckets");
        assert_eq!(
            (native.scale(), native.zero_threshold(), native.zero_count()),
            (-1, 0.001, Number::Int(2))
        );
        assert_eq!(native.positive().spans, [Span { offset: 0, length: 2 }, Span { offset: 3, length: 1 }]);
        let counts: Vec<_> = native.positive().iter().collect();
        assert_eq!(counts, [(0, Number::Int(2)), (1, Number::Int(1)), (5, Number::Int(4))]);
    }
}

#[test]
fn doubles_count_where_integers_do_not() {
    let body = body(|family| {
        family.bytes_field(1, b"h");
        family.varint_field(3, 5);
        family.message(4, |metric| {
            metric.message(7, |histogram| {
                histogram.double_field(4, 2.5);
                histogram.message(3, |bucket| {
                    bucket.double_field(4, 1.5);
                    bucket.double_field(2, 10.0);
                });
                histogram.message(12, |span| span.varint_field(2, 1));
                histogram.double_field(14, 2.5);
            });
        });
    });
    let reading = parse_protobuf(&body).lower();
    let family = reading.family("h").expect("it is there");
    assert_eq!((family.kind(), family.temporality()), (Kind::GaugeHistogram, None));
    let histogram = family.points().next().and_then(Point::histogram).expect("a histogram");
    assert_eq!(
        (histogram.count(), histogram.bounds(), histogram.counts()),
        (Some(2.5.into()), &[10.0][..], &[1.5.into()][..])
    );
    let native = histogram.exponential().expect("native buckets");
    assert_eq!(native.positive().iter().collect::<Vec<_>>(), [(-1, Number::Float(2.5))]);
}

#[test]
fn a_silent_type_is_a_counter_and_a_stranger_a_family_of_its_own() {
    let body = body(|family| {
        family.bytes_field(1, b"a");
        family.message(4, |metric| metric.message(3, |counter| counter.double_field(1, 1.0)));
        family.message(4, |metric| metric.message(2, |gauge| gauge.double_field(1, 2.0)));
    });
    let reading = parse_protobuf(&body).lower();
    let told: Vec<_> = reading
        .families()
        .map(|family| (family.name(), family.kind(), family.points().filter_map(Point::number).collect()))
        .collect();
    let one = |value: f64| vec![Number::Float(value)];
    assert_eq!(told, [("a", Kind::Counter, one(1.0)), ("a", Kind::Unknown, one(2.0))]);
}

#[test]
fn each_broken_body_says_where_and_keeps_what_came_before() {
    let good = body(|family| {
        family.bytes_field(1, b"a");
        family.message(4, |metric| metric.message(3, |counter| counter.double_field(1, 1.0)));
    });
    let start = good.len();
    for (bad, path, offset, message) in [
        (&[5, 1][..], "", 0, "the message is 5 bytes long, but only 1 are left"),
        (&[0xff, 0xff], "", 0, "no length before a message"),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 1], "", 0, "no length before a message"),
        (&[2, 0x0a, 5], "family[1]", 1, "the message ends in the middle of a field"),
        (&[2, 0x08, 1], "family[1]", 1, "the field has another wire type"),
        (&[3, 0x0a, 1, 0xff], "family[1].name", 3, "not valid UTF-8"),
        (&[2, 0x18, 6], "family[1].type", 1, "unknown metric type 6"),
        (
            &[6, 0x22, 4, 0x0a, 2, 0x0a, 9],
            "family[1].metric[0].label[0]",
            5,
            "the message ends in the middle of a field",
        ),
    ] {
        let whole = [&good[..], bad].concat();
        let exposition = parse_protobuf(&whole);
        let told: Vec<_> = exposition
            .faults()
            .iter()
            .map(|fault| (fault.path().to_owned(), fault.offset() - start, fault.to_string()))
            .collect();
        assert_eq!(told, [(path.to_owned(), offset, message.to_owned())]);
        assert_eq!(exposition.lower().family("a").expect("it came before").points().count(), 1);
    }
    let with_nothing_between = [&good[..], &[0], &good[..]].concat();
    assert_eq!(parse_protobuf(&with_nothing_between).faults(), []);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(body: Vec<u8>) {
        let _ = parse_protobuf(&body).lower();
    }

    #[test]
    fn any_bytes_within_a_histogram_are_read_without_panic(inside: Vec<u8>) {
        let body = body(|family| {
            family.varint_field(3, 4);
            family.message(4, |metric| metric.bytes_field(7, &inside));
        });
        let _ = parse_protobuf(&body).lower();
    }
}
