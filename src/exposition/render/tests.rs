//! What is written, as cases, and that it reads back as what it was.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::exposition::{parse, parse_protobuf};
use crate::model::{
    ExemplarDraft, ExponentialDraft, FamilyDraft, HistogramDraft, Kind, Number, PointDraft, Quantile,
    ReadingBuilder, Span, SummaryDraft, Temporality, Timestamp, ValueDraft,
};

fn read(bytes: &[u8], format: Format) -> Reading {
    if format == Format::PrometheusProtobuf {
        let exposition = parse_protobuf(bytes);
        assert_eq!(exposition.faults(), []);
        return exposition.lower();
    }
    let exposition = parse(bytes, format);
    let faults: Vec<_> =
        exposition.faults().map(|fault| format!("{}:{} {fault}", fault.line(), fault.column())).collect();
    assert!(faults.is_empty(), "{faults:?}\n{}", String::from_utf8_lossy(bytes));
    exposition.lower()
}

#[track_caller]
fn writes(reading: &Reading, format: Format, expected: &str, omitted: &[&str]) {
    let rendered = render(reading, format);
    assert_eq!(String::from_utf8_lossy(&rendered.bytes), expected);
    let told: Vec<_> = rendered.omitted.iter().map(ToString::to_string).collect();
    assert_eq!(told, omitted);
}

const HISTOGRAM: &str = "# HELP wait_seconds How \\\"long\\\".\n# TYPE wait_seconds histogram\n# UNIT wait_seconds seconds\n\
    wait_seconds_bucket{path=\"/a\\n\",le=\"0.5\"} 1 # {trace_id=\"t\"} 0.25 7.5\n\
    wait_seconds_bucket{path=\"/a\\n\",le=\"1e+06\"} 2\n\
    wait_seconds_bucket{path=\"/a\\n\",le=\"+Inf\"} 3\n\
    wait_seconds_sum{path=\"/a\\n\"} 1e+21\nwait_seconds_count{path=\"/a\\n\"} 3\nwait_seconds_created{path=\"/a\\n\"} 5.25\n# EOF\n";

#[test]
fn a_histogram_comes_out_of_each_format_with_what_that_can_say() {
    let reading = read(HISTOGRAM.as_bytes(), Format::OpenMetricsText);
    writes(&reading, Format::OpenMetricsText, HISTOGRAM, &[]);
    writes(
        &reading,
        Format::PrometheusText,
        "# HELP wait_seconds How \"long\".\n# TYPE wait_seconds histogram\n\
         wait_seconds_bucket{path=\"/a\\n\",le=\"0.5\"} 1\nwait_seconds_bucket{path=\"/a\\n\",le=\"1e+06\"} 2\n\
         wait_seconds_bucket{path=\"/a\\n\",le=\"+Inf\"} 3\nwait_seconds_sum{path=\"/a\\n\"} 1e+21\nwait_seconds_count{path=\"/a\\n\"} 3\n",
        &["unit of `wait_seconds`", "exemplar of `wait_seconds`", "start time of `wait_seconds`"],
    );
    writes(
        &reading,
        Format::OpenMetricsText2,
        "# HELP wait_seconds How \\\"long\\\".\n# TYPE wait_seconds histogram\n# UNIT wait_seconds seconds\n\
         wait_seconds{path=\"/a\\n\"} {count:3,sum:1e+21,bucket:[0.5:1,1e+06:2,+Inf:3]} st@5.25 # {trace_id=\"t\"} 0.25 7.5\n# EOF\n",
        &[],
    );
    let protobuf = render(&reading, Format::PrometheusProtobuf);
    assert_eq!(protobuf.omitted, []);
    assert_eq!(read(&protobuf.bytes, Format::PrometheusProtobuf), reading);
}

#[test]
fn names_are_quoted_where_they_may_and_escaped_where_they_must() {
    let mut builder = Reading::builder();
    builder.number("http.hits", Kind::Gauge, &[("net.peer", "a\"b"), ("x", "")], 1.5);
    let reading = builder.finish();
    writes(
        &reading,
        Format::PrometheusText1,
        "# TYPE \"http.hits\" gauge\n{\"http.hits\",\"net.peer\"=\"a\\\"b\",x=\"\"} 1.5\n",
        &[],
    );
    writes(
        &reading,
        Format::PrometheusText,
        "# TYPE http_hits gauge\nhttp_hits{net_peer=\"a\\\"b\",x=\"\"} 1.5\n",
        &["2 × spelling of a name of `http.hits`"],
    );
    let dots = render_escaped(&reading, Format::OpenMetricsText, Escaping::Dots);
    assert_eq!(
        String::from_utf8_lossy(&dots.bytes),
        "# TYPE http_dot_hits gauge\nhttp_dot_hits{net_dot_peer=\"a\\\"b\",x=\"\"} 1.5\n# EOF\n"
    );
}

#[test]
fn what_otlp_says_beyond_the_formats_is_listed() {
    let mut builder = Reading::builder();
    let name = builder.intern("x");
    let family = builder.family(FamilyDraft {
        temporality: Some(Temporality::Delta),
        ..FamilyDraft::new(name, Kind::ExponentialHistogram)
    });
    let key = builder.intern("n");
    let value = builder.value(7_i64.into());
    let labels = builder.label_set(&[(key, value)]);
    let series = builder.series(family, labels);
    let draft = HistogramDraft {
        count: Some(3_i64.into()),
        min: Some(1.0),
        exponential: Some(ExponentialDraft {
            scale: 20,
            zero_count: 3_i64.into(),
            zero_threshold: 0.0,
            positive: (&[], &[]),
            negative: (&[], &[]),
            custom_bounds: &[],
        }),
        ..HistogramDraft::default()
    };
    builder.point(series, PointDraft { flags: 1, ..PointDraft::new(ValueDraft::Histogram(draft)) });
    builder.point(series, PointDraft::new(ValueDraft::Absent));
    writes(
        &builder.finish(),
        Format::PrometheusText,
        "# TYPE x histogram\nx_bucket{n=\"7\",le=\"+Inf\"} 3\nx_count{n=\"7\"} 3\n",
        &[
            "type of `x`",
            "temporality of `x`",
            "type of a label value of `x`",
            "flags of `x`",
            "minimum and maximum of `x`",
            "exponential buckets of `x`",
            "point of `x`",
        ],
    );
}

/// A point in the words of the generator.
#[derive(Clone, Debug)]
struct Said {
    labels: Vec<(String, String)>,
    value: Value,
    time: Option<Timestamp>,
    start: Option<Timestamp>,
    exemplars: Vec<(f64, Option<Timestamp>, String)>,
}

#[derive(Clone, Debug)]
enum Value {
    Absent,
    Number(Number),
    Histogram {
        count: Option<Number>,
        sum: Option<Number>,
        buckets: Vec<(f64, Number)>,
        native: Option<Native>,
    },
    Summary {
        count: Option<Number>,
        sum: Option<Number>,
        quantiles: Vec<(f64, Number)>,
    },
}

#[derive(Clone, Debug)]
struct Native {
    scale: i32,
    zero: (f64, Number),
    spans: Vec<(i32, u32)>,
    counts: Vec<Number>,
}

#[derive(Clone, Debug)]
struct Family {
    name: String,
    kind: Kind,
    unit: Option<String>,
    help: Option<String>,
    points: Vec<Said>,
}

fn build(families: &[Family]) -> Reading {
    let mut builder = Reading::builder();
    for family in families {
        let draft = FamilyDraft {
            unit: family.unit.as_deref().map(|unit| builder.intern(unit)),
            help: family.help.as_deref().map(|help| builder.intern(help)),
            temporality: matches!(family.kind, Kind::Counter | Kind::Histogram)
                .then_some(Temporality::Cumulative),
            ..FamilyDraft::new(builder.intern(&family.name), family.kind)
        };
        let id = builder.family(draft);
        for said in &family.points {
            let labels: Vec<_> = said.labels.iter().map(|(key, value)| (&**key, &**value)).collect();
            let labels = builder.string_labels(&labels);
            let series = builder.series(id, labels);
            add(&mut builder, series, said);
        }
    }
    builder.finish()
}

fn add(builder: &mut ReadingBuilder, series: crate::model::SeriesId, said: &Said) {
    let exemplars: Vec<_> = said
        .exemplars
        .iter()
        .map(|(value, time, label)| ExemplarDraft {
            value: Number::Float(*value),
            time: *time,
            labels: builder.string_labels(&[("trace", label)]),
            trace_id: None,
            span_id: None,
        })
        .collect();
    let mut draft = PointDraft {
        time: said.time,
        start: said.start,
        flags: 0,
        exemplars: &exemplars,
        ..PointDraft::new(ValueDraft::Absent)
    };
    match &said.value {
        Value::Absent => builder.point(series, draft),
        Value::Number(number) => {
            draft.value = ValueDraft::Number(*number);
            builder.point(series, draft);
        }
        Value::Summary { count, sum, quantiles } => {
            let quantiles: Vec<_> =
                quantiles.iter().map(|&(quantile, value)| Quantile { quantile, value }).collect();
            draft.value =
                ValueDraft::Summary(SummaryDraft { count: *count, sum: *sum, quantiles: &quantiles });
            builder.point(series, draft);
        }
        Value::Histogram { count, sum, buckets, native } => {
            let (bounds, counts): (Vec<f64>, Vec<Number>) = buckets.iter().copied().unzip();
            let spans: Vec<_> = native
                .iter()
                .flat_map(|native| &native.spans)
                .map(|&(offset, length)| Span { offset, length })
                .collect();
            let exponential = native.as_ref().map(|native| ExponentialDraft {
                scale: native.scale,
                zero_count: native.zero.1,
                zero_threshold: native.zero.0,
                positive: (&spans, &native.counts),
                negative: (&[], &[]),
                custom_bounds: &[],
            });
            draft.value = ValueDraft::Histogram(HistogramDraft {
                count: *count,
                sum: *sum,
                bounds: &bounds,
                counts: &counts,
                cumulative: true,
                exponential,
                ..HistogramDraft::default()
            });
            builder.point(series, draft);
        }
    }
}

fn any_number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<u64>().prop_map(Number::from),
        any::<f64>().prop_map(Number::from),
        prop_oneof![
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(-0.0),
            Just(f64::from_bits(crate::model::STALE_MARKER_BITS))
        ]
        .prop_map(Number::from),
    ]
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        (any::<i64>(), 0..1_000_000_000_u32).prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos)),
        (-1000..1000_i64).prop_map(Timestamp::from_unix_millis),
    ]
}

/// Bounds that are few enough to repeat.
fn any_bound() -> impl Strategy<Value = f64> {
    prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-0.0), (0..4_i32).prop_map(f64::from), any::<f64>()]
}

fn any_value() -> impl Strategy<Value = Value> {
    let native =
        (-6..22_i32, any_bound(), any_number(), vec((any::<i32>(), 0..4_u32), 0..3), vec(any_number(), 0..4))
            .prop_map(|(scale, threshold, zero, spans, counts)| Native {
                scale,
                zero: (threshold, zero),
                spans,
                counts,
            });
    let pairs = || vec((any_bound(), any_number()), 0..4);
    prop_oneof![
        Just(Value::Absent),
        any_number().prop_map(Value::Number),
        (option::of(any_number()), option::of(any_number()), pairs(), option::of(native))
            .prop_map(|(count, sum, buckets, native)| Value::Histogram { count, sum, buckets, native }),
        (option::of(any_number()), option::of(any_number()), pairs())
            .prop_map(|(count, sum, quantiles)| Value::Summary { count, sum, quantiles }),
    ]
}

/// Names that are few enough to meet, and some that are odd.
fn any_name() -> impl Strategy<Value = String> {
    let suffix = prop_oneof![
        Just(""),
        Just("_total"),
        Just("_info"),
        Just("_bucket"),
        Just("_count"),
        Just("_created")
    ];
    let base =
        prop_oneof![4 => "[ab]", 1 => "[ab.]{1,3}", 1 => "\\PC{0,3}", 1 => Just("a\"\\\n\r".to_owned())];
    (base, suffix).prop_map(|(base, suffix)| base + suffix)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z \t\r\\\\\"\n#{}]{0,6}", "\\PC{0,4}"]
}

fn any_label_key() -> impl Strategy<Value = String> {
    prop_oneof![any_name(), Just("le".to_owned()), Just("quantile".to_owned()), Just("__name__".to_owned())]
}

fn any_family() -> impl Strategy<Value = Family> {
    let said = (
        vec((any_label_key(), any_text()), 0..3),
        any_value(),
        option::of(any_time()),
        option::of(any_time()),
        vec((any::<f64>(), option::of(any_time()), any_text()), 0..3),
    )
        .prop_map(|(labels, value, time, start, exemplars)| Said {
            labels,
            value,
            time,
            start,
            exemplars,
        });
    (
        any_name(),
        prop::sample::select(&Kind::ALL[..]),
        option::of(prop_oneof![Just("a".to_owned()), any_name()]),
        option::of(any_text()),
        vec(said, 0..4),
    )
        .prop_map(|(name, kind, unit, help, points)| Family { name, kind, unit, help, points })
}

/// Families that a format can say without loss.
fn sayable(format: Format) -> impl Strategy<Value = Vec<Family>> {
    let kinds: Vec<Kind> = match format {
        Format::PrometheusText | Format::PrometheusText1 => {
            vec![Kind::Unknown, Kind::Counter, Kind::Gauge, Kind::Histogram, Kind::Summary]
        }
        Format::PrometheusProtobuf => {
            vec![
                Kind::Unknown,
                Kind::Counter,
                Kind::Gauge,
                Kind::Histogram,
                Kind::GaugeHistogram,
                Kind::Summary,
            ]
        }
        _ => vec![
            Kind::Unknown,
            Kind::Counter,
            Kind::Gauge,
            Kind::Histogram,
            Kind::GaugeHistogram,
            Kind::Summary,
            Kind::Info,
            Kind::StateSet,
        ],
    };
    vec(prop::sample::select(kinds).prop_flat_map(move |kind| sayable_family(format, kind)), 0..4)
}

fn sayable_family(format: Format, kind: Kind) -> impl Strategy<Value = Family> {
    let is_utf8 = !matches!(format, Format::PrometheusText | Format::OpenMetricsText);
    let base = if is_utf8 { "[a-c:][a-c_0-9.é \"]{0,4}" } else { "[a-c:][a-c_0-9]{0,4}" };
    let key = if is_utf8 { "[k-m][k-m.é \\\\]{0,2}" } else { "[k-m][k-m0-9]{0,2}" };
    let suffix = match (format, kind) {
        (Format::OpenMetricsText, Kind::Counter) => "_s_total",
        (Format::OpenMetricsText, Kind::Info) => "_info",
        _ => "_s",
    };
    let has_unit = !matches!(kind, Kind::Info | Kind::StateSet)
        && !matches!(format, Format::PrometheusText | Format::PrometheusText1);
    let unit = option::of(Just("s".to_owned())).prop_map(move |unit| unit.filter(|_| has_unit));
    let help = option::of("[a-zé\\\\\"][a-z \t\n\\\\\"#]{0,6}");
    let said = sayable_value(format, kind).prop_flat_map(move |value| sayable_point(format, kind, value));
    let said = (proptest::collection::btree_map(key, any_text(), 0..3), said)
        .prop_map(|(labels, said)| Said { labels: labels.into_iter().collect(), ..said });
    (base, unit, help, vec(said, 0..4)).prop_map(move |(base, unit, help, points)| Family {
        name: base + suffix,
        kind,
        unit,
        help,
        points,
    })
}

fn sayable_number(format: Format) -> BoxedStrategy<Number> {
    let float =
        any::<f64>().prop_map(|value| if value.is_nan() { f64::NAN } else { value }).prop_map(Number::Float);
    if format == Format::PrometheusProtobuf {
        return float.boxed();
    }
    prop_oneof![any::<i64>().prop_map(Number::from), any::<u64>().prop_map(Number::from), float].boxed()
}

fn sayable_value(format: Format, kind: Kind) -> BoxedStrategy<Value> {
    let number = move || sayable_number(format);
    let count = || (0..i64::from(u32::MAX)).prop_map(Number::Int);
    let bounds = || proptest::collection::btree_set(-50..50_i32, 0..4);
    let native = (-4..=8_i32, 1e-9..1.0, count(), vec((0..9_i32, 0..4_u32), 0..3), vec(count(), 9)).prop_map(
        |(scale, threshold, zero, spans, mut counts)| {
            counts.truncate(spans.iter().map(|span| span.1 as usize).sum());
            Native { scale, zero: (threshold, zero), spans, counts }
        },
    );
    let has_native = matches!(format, Format::OpenMetricsText2 | Format::PrometheusProtobuf);
    match kind {
        Kind::Histogram | Kind::GaugeHistogram => {
            (count(), number(), bounds(), vec(count(), 5), option::of(native))
                .prop_map(move |(count, sum, bounds, counts, native)| {
                    let bounds =
                        bounds.into_iter().map(|bound| f64::from(bound) / 8.0).chain([f64::INFINITY]);
                    let native = native.filter(|_| has_native);
                    Value::Histogram {
                        count: Some(count),
                        sum: Some(sum),
                        buckets: bounds.zip(counts).collect(),
                        native,
                    }
                })
                .boxed()
        }
        Kind::Summary => (count(), number(), bounds(), vec(number(), 5))
            .prop_map(|(count, sum, quantiles, values)| {
                // All begin with the same one, by which a reader tells where a point begins.
                let quantiles = quantiles.into_iter().map(|quantile| f64::from(quantile) / 100.0);
                let quantiles = [-1.0].into_iter().chain(quantiles);
                Value::Summary {
                    count: Some(count),
                    sum: Some(sum),
                    quantiles: quantiles.zip(values).collect(),
                }
            })
            .boxed(),
        _ => number().prop_map(Value::Number).boxed(),
    }
}

fn sayable_point(format: Format, kind: Kind, value: Value) -> impl Strategy<Value = Said> {
    let nanos = if format.is_openmetrics() { 1 } else { 1_000_000 };
    let time = (-4_000_000_000..4_000_000_000_i64, 0..1_000_000_000_u32 / nanos)
        .prop_map(move |(seconds, fraction)| Timestamp::new(seconds, fraction * nanos));
    let start_kinds: &[Kind] = match format {
        Format::PrometheusText | Format::PrometheusText1 => &[],
        Format::OpenMetricsText => &[Kind::Counter, Kind::Histogram, Kind::Summary],
        Format::PrometheusProtobuf => &[Kind::Counter, Kind::Histogram, Kind::GaugeHistogram, Kind::Summary],
        _ => &Kind::ALL,
    };
    let micros = if format == Format::OpenMetricsText { 1000 } else { 1 };
    let start = (0..4_000_000_000_i64, 0..1_000_000_000_u32 / micros)
        .prop_map(move |(seconds, fraction)| Timestamp::new(seconds, fraction * micros));
    // One exemplar for each bucket that takes one, so that it hangs there again.
    let slots: Vec<f64> = match &value {
        _ if matches!(format, Format::PrometheusText | Format::PrometheusText1) => Vec::new(),
        Value::Histogram { buckets, .. } => buckets.iter().map(|bucket| bucket.0).collect(),
        Value::Number(_) if kind == Kind::Counter => vec![0.5],
        _ => Vec::new(),
    };
    let exemplar_times = vec(time.clone(), slots.len());
    let has_start = start_kinds.contains(&kind);
    (option::of(time), option::of(start), exemplar_times, any::<u8>()).prop_map(
        move |(time, start, times, chosen)| Said {
            labels: Vec::new(),
            value: value.clone(),
            time,
            start: start.filter(|_| has_start),
            exemplars: slots
                .iter()
                .zip(times)
                .enumerate()
                .filter(|(place, _)| chosen & (1 << place) != 0)
                .map(|(_, (&bound, time))| (bound.min(1e9), Some(time), "é\"".to_owned()))
                .collect(),
        },
    )
}

fn any_format() -> impl Strategy<Value = Format> {
    prop::sample::select(&Format::ALL[..])
}

proptest! {
    #[test]
    fn what_a_format_can_say_reads_back_as_it_was(
        (format, families) in any_format().prop_flat_map(|format| (Just(format), sayable(format)))
    ) {
        let reading = build(&families);
        let rendered = render(&reading, format);
        prop_assert_eq!(&rendered.omitted, &[], "{}", String::from_utf8_lossy(&rendered.bytes));
        let back = read(&rendered.bytes, format);
        prop_assert_eq!(back, reading, "{}", String::from_utf8_lossy(&rendered.bytes));
    }

    #[test]
    fn what_is_written_is_written_again_alike(format in any_format(), families in vec(any_family(), 0..4)) {
        let once = render(&build(&families), format);
        let twice = render(&read(&once.bytes, format), format);
        let text = |rendered: &Rendered| match format {
            Format::PrometheusProtobuf => format!("{:?}", parse_protobuf(&rendered.bytes)),
            _ => String::from_utf8_lossy(&rendered.bytes).into_owned(),
        };
        prop_assert_eq!(text(&twice), text(&once));
        prop_assert_eq!(twice.bytes, once.bytes);
    }
}
