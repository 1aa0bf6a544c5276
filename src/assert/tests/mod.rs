//! Every assertion holds where it should, and tells what it saw where it should not.

mod failures;

use super::*;
use crate::capture::Capture;
use crate::model::{
    ExemplarDraft, ExponentialDraft, FamilyDraft, FamilyId, HistogramDraft, Kind, LabelSetId, Number,
    PointDraft, Quantile, Reading, ReadingBuilder, ResourceDraft, ScopeDraft, Span, SummaryDraft, Symbol,
    Temporality, Timestamp, ValueDraft,
};

fn at(seconds: i64) -> Option<Timestamp> {
    Some(Timestamp::new(seconds, 0))
}

fn add(builder: &mut ReadingBuilder, family: FamilyId, labels: &[(&str, &str)], draft: PointDraft<'_>) {
    let labels = builder.string_labels(labels);
    let series = builder.series(family, labels);
    builder.point(series, draft);
}

/// One look at a shop that has everything; `orders` is the value of its counter.
fn look(orders: i64) -> Reading {
    let mut builder = Reading::builder();
    let attributes = builder.string_labels(&[("service.name", "shop")]);
    let resource =
        builder.resource(ResourceDraft { attributes, schema_url: Symbol::EMPTY, dropped_attributes: 0 });
    let scope = ScopeDraft {
        name: builder.intern("till"),
        version: builder.intern("1.0"),
        schema_url: builder.intern("https://example.com/1"),
        attributes: builder.string_labels(&[("team", "front")]),
        dropped_attributes: 0,
    };
    let scope = builder.scope(scope);
    let family = |builder: &mut ReadingBuilder, name: &str, kind| {
        let sums = matches!(kind, Kind::Counter | Kind::Histogram | Kind::ExponentialHistogram);
        let draft = FamilyDraft {
            unit: Some(builder.intern("1")),
            help: Some(builder.intern("Some help.")),
            temporality: sums.then_some(Temporality::Cumulative),
            resource: Some(resource),
            scope: Some(scope),
            ..FamilyDraft::new(builder.intern(name), kind)
        };
        builder.family(draft)
    };
    let counter = family(&mut builder, "orders", Kind::Counter);
    for (tier, value) in [("gold", orders), ("silver", 2)] {
        let draft =
            PointDraft { time: at(9), start: at(1), ..PointDraft::new(ValueDraft::Number(value.into())) };
        add(&mut builder, counter, &[("tier", tier)], draft);
    }
    let gauge = family(&mut builder, "temperature", Kind::Gauge);
    add(
        &mut builder,
        gauge,
        &[],
        PointDraft { flags: 1, ..PointDraft::new(ValueDraft::Number(219.5.into())) },
    );
    let histogram = family(&mut builder, "duration", Kind::Histogram);
    let counts = [1_i64, 3, 4].map(Number::from);
    let exemplars = [ExemplarDraft {
        value: 0.7.into(),
        time: None,
        labels: LabelSetId::EMPTY,
        trace_id: Some([0xab; 16]),
        span_id: Some([1; 8]),
    }];
    let value = ValueDraft::Histogram(HistogramDraft {
        count: Some(4_i64.into()),
        sum: Some(6.5.into()),
        min: Some(0.1),
        max: Some(5.0),
        bounds: &[0.5, 1.0, f64::INFINITY],
        counts: &counts,
        cumulative: true,
        exponential: None,
    });
    add(&mut builder, histogram, &[], PointDraft { exemplars: &exemplars, ..PointDraft::new(value) });
    let exponential = family(&mut builder, "size", Kind::ExponentialHistogram);
    let counts = [2_i64, 0, 1].map(Number::from);
    let value = ValueDraft::Histogram(HistogramDraft {
        count: Some(4_i64.into()),
        exponential: Some(ExponentialDraft {
            scale: 3,
            zero_count: 1_i64.into(),
            zero_threshold: 0.0,
            positive: (&[Span { offset: -1, length: 3 }], &counts),
            negative: (&[], &[]),
            custom_bounds: &[],
        }),
        ..HistogramDraft::default()
    });
    add(&mut builder, exponential, &[], PointDraft::new(value));
    let summary = family(&mut builder, "wait", Kind::Summary);
    let quantiles = [Quantile { quantile: 0.5, value: 1.5.into() }];
    let value = SummaryDraft { count: Some(3_i64.into()), sum: Some(4_i64.into()), quantiles: &quantiles };
    add(&mut builder, summary, &[], PointDraft::new(ValueDraft::Summary(value)));
    builder.finish()
}

fn shop() -> Capture {
    Capture::of([look(1), look(7)])
}

#[test]
fn each_expectation_holds() {
    let capture = shop();
    let gold = || capture.expect("orders").series([("tier", "gold")]);
    all([
        capture
            .expect("orders")
            .counter()
            .unit("1")
            .help("Some help.")
            .cumulative()
            .monotonic(true)
            .outcome(),
        capture
            .expect("orders")
            .scope("till")
            .scope_version("1.0")
            .schema_url("https://example.com/1")
            .outcome(),
        capture
            .expect("orders")
            .scope_attributes([("team", "front")])
            .resource([("service.name", "shop")])
            .outcome(),
        capture
            .expect("orders")
            .in_scope("till")
            .from_resource([("service.name", "shop")])
            .series_count(2)
            .outcome(),
        capture.expect("orders").label_keys(["tier"]).label_values("tier", ["gold", "silver"]).outcome(),
        capture.expect("orders").at_most_series(2).at_most_values("tier", 2).no_overflow().outcome(),
        capture.expect("orders").only_these_series([[("tier", "silver")], [("tier", "gold")]]).outcome(),
        gold()
            .value(7)
            .value(7.0)
            .value(at_least(7.0))
            .value(between(6.0, 8.0))
            .integer()
            .recorded()
            .outcome(),
        gold()
            .value(within(7.1, 0.2))
            .value(within_ratio(7.1, 0.02))
            .value(matching("odd", |n| n.as_f64() % 2.0 == 1.0))
            .outcome(),
        gold().first().value(1).outcome(),
        gold().increase(6).points(2).started().never_reset().outcome(),
        gold().and().series_with([("tier", "silver")]).value(2).increase(0).outcome(),
        capture.expect("temperature").gauge().only_series().value(219.5).flags(1).outcome(),
        capture.expect("duration").histogram().only_series().count(4).sum(6.5).min(0.1).max(5.0).outcome(),
        capture
            .expect("duration")
            .only_series()
            .bounds([0.5, 1.0])
            .counts([1, 2, 1])
            .exemplar_count(1)
            .outcome(),
        capture
            .expect("duration")
            .only_series()
            .exemplar(Exemplars::new().value(0.7).trace_id("AB".repeat(16)).traced())
            .outcome(),
        capture.expect("size").exponential_histogram().only_series().scale(3).zero_count(1).outcome(),
        capture
            .expect("size")
            .only_series()
            .positive_buckets(-1, [2, 0, 1])
            .negative_buckets(0, [])
            .outcome(),
        capture.expect("wait").summary().only_series().quantile(0.5, 1.5).count(3).sum(4).outcome(),
        capture.expect_never("debug_*"),
        capture.expect_only(["orders", "duration", "size"], ["temp*", "wait"]),
        capture.expect_no_overflow(),
        capture.expect_no_faults(),
        capture
            .expect("orders")
            .has_label("tier")
            .has_no_label("pid")
            .series_count(at_least(2))
            .only_resource([("service.name", "shop")])
            .resource_schema_url("")
            .outcome(),
        capture
            .expect("orders")
            .series_where("a tier that begins with g", |labels| {
                labels
                    .get("tier")
                    .and_then(crate::model::Value::as_str)
                    .is_some_and(|tier| tier.starts_with('g'))
            })
            .value(7)
            .outcome(),
        gold().at_request(0).value(1).at_request(1).value(7).first().value(1).newest().value(7).outcome(),
        gold()
            .every_point()
            .value(between(1, 7))
            .start(Timestamp::new(1, 0))
            .time(Timestamp::new(9, 0))
            .outcome(),
        gold().increase_since(&Capture::of([look(3)]), 4).outcome(),
        gold().increase_since(&Capture::default(), 7).outcome(),
        capture.expect("duration").only_series().bucket(1.0, 2).bucket(f64::INFINITY, 1).outcome(),
        capture
            .expect("duration")
            .only_series()
            .only_exemplars([Exemplars::new().span_id("01".repeat(8)).no_other_labels()])
            .every_exemplar(Exemplars::new().value(less_than(1)))
            .outcome(),
        capture.expect("size").only_series().zero_threshold(0).outcome(),
        capture.expect("wait").only_series().quantiles([0.5]).outcome(),
        look(3).expect("orders").counter().series([("tier", "gold")]).value(3).increase(0).outcome(),
        look(3).expect_never("debug_*"),
        look(3).expect_only(["orders"], ["*e*", "d*", "wait"]),
    ])
    .verify();
}

#[test]
fn what_must_not_be_there_is_named() {
    let capture = shop();
    let failure = capture.expect_never("d?ration").check().expect_err("it is there");
    assert_eq!(failure.failures(), ["`duration` was emitted, expected no `d?ration`"]);
    let failure = capture
        .expect_only(["orders", "order"], ["d*", "temperature", "size"])
        .check()
        .expect_err("more is there");
    assert_eq!(
        failure.failures(),
        ["`order` was not emitted; the nearest name is `orders`", "`wait` was emitted, and is not expected"]
    );
    assert_eq!(
        Capture::default().expect("x").check().expect_err("nothing is there").failures(),
        ["`x` was not emitted; no metric was"]
    );
}

#[test]
fn delta_points_are_added_up() {
    let delta = |value: i64| {
        let mut builder = Reading::builder();
        let draft = FamilyDraft {
            temporality: Some(Temporality::Delta),
            ..FamilyDraft::new(builder.intern("orders"), Kind::Counter)
        };
        let family = builder.family(draft);
        add(&mut builder, family, &[], PointDraft::new(ValueDraft::Number(value.into())));
        builder.finish()
    };
    Capture::of([delta(2), delta(3)]).expect("orders").delta().only_series().increase(5).value(3).verify();
}

/// A look at a counter with these values, each with its start time.
fn counting(kind: Kind, points: &[(i64, i64)]) -> Capture {
    let look = |&(value, start): &(i64, i64)| {
        let mut builder = Reading::builder();
        let draft = FamilyDraft {
            temporality: Some(Temporality::Cumulative),
            ..FamilyDraft::new(builder.intern("orders"), kind)
        };
        let family = builder.family(draft);
        let point = PointDraft { start: at(start), ..PointDraft::new(ValueDraft::Number(value.into())) };
        add(&mut builder, family, &[], point);
        builder.finish()
    };
    Capture::of(points.iter().map(look))
}

#[test]
fn what_was_counted_goes_on_after_a_reset() {
    const BIG: i64 = 1 << 53;
    for (kind, points, expected) in [
        (Kind::Counter, vec![(5, 1)], 0),
        (Kind::Counter, vec![(5, 1), (9, 1)], 4),
        // Fallen: 4, then 2 from zero.
        (Kind::Counter, vec![(5, 1), (9, 1), (2, 1)], 6),
        // Begun anew without having fallen: 9 from zero.
        (Kind::Counter, vec![(5, 1), (9, 8)], 9),
        (Kind::UpDownCounter, vec![(5, 1), (9, 1), (2, 1)], -3),
        (Kind::Counter, vec![(BIG, 1), (2 * BIG + 1, 1)], BIG + 1),
    ] {
        counting(kind, &points).expect("orders").only_series().increase(expected).verify();
    }
    let before = counting(Kind::Counter, &[(5, 1)]);
    counting(Kind::Counter, &[(2, 8)]).expect("orders").only_series().increase_since(&before, 2).verify();
}

#[test]
fn a_series_that_several_scopes_have_is_never_guessed() {
    let mut builder = Reading::builder();
    for (name, value) in [("a", 1_i64), ("b", 2)] {
        let name = builder.intern(name);
        let scope = builder.scope(ScopeDraft {
            name,
            version: Symbol::EMPTY,
            schema_url: Symbol::EMPTY,
            attributes: LabelSetId::EMPTY,
            dropped_attributes: 0,
        });
        let draft =
            FamilyDraft { scope: Some(scope), ..FamilyDraft::new(builder.intern("orders"), Kind::Counter) };
        let family = builder.family(draft);
        add(&mut builder, family, &[], PointDraft::new(ValueDraft::Number(value.into())));
    }
    let reading = builder.finish();
    let none: [(&str, &str); 0] = [];
    let expected = ["`orders`: 2 series are {}; say one of the scopes `a`, `b` with `in_scope`"];
    for failure in [
        reading.expect("orders").series(none).value(1).check(),
        Capture::of([reading.clone()]).expect("orders").series(none).value(1).check(),
    ] {
        assert_eq!(failure.expect_err("it could be either").failures(), expected);
    }
    reading.expect("orders").in_scope("b").series(none).value(2).verify();
}

#[test]
fn a_folded_series_is_told() {
    let mut builder = Reading::builder();
    builder.number("orders", Kind::Counter, &[("otel.metric.overflow", "true")], 3);
    let capture = Capture::of([builder.finish()]);
    let expected = ["`orders`: has an overflow series: there were more series than the SDK's limit"];
    for failure in [capture.expect("orders").no_overflow().check(), capture.expect_no_overflow().check()] {
        assert_eq!(failure.expect_err("it is there").failures(), expected);
    }
}

#[test]
fn a_body_with_faults_is_told() {
    let format = crate::capture::BodyFormat::Exposition(crate::exposition::Format::PrometheusText);
    let capture = Capture::of_body(format, *b"orders 1\norders{ 2\n");
    let failure = capture.expect_no_faults().check().expect_err("it is broken");
    assert!(failure.failures()[0].starts_with("request 0: "), "{failure}");
}

#[test]
fn a_reset_is_told() {
    let started = |seconds| {
        let mut builder = Reading::builder();
        let draft = FamilyDraft::new(builder.intern("orders"), Kind::Counter);
        let family = builder.family(draft);
        let point = PointDraft { start: at(seconds), ..PointDraft::new(ValueDraft::Number(1_i64.into())) };
        add(&mut builder, family, &[], point);
        builder.finish()
    };
    let capture = Capture::of([started(1), started(5)]);
    let failure = capture.expect("orders").only_series().never_reset().check().expect_err("it was reset");
    assert_eq!(failure.failures(), ["`orders` {}: the start time moved from 1 to 5"]);
}

#[test]
fn everything_that_failed_is_told_at_once_at_the_callers_line() {
    use std::sync::{Arc, Mutex};
    let seen = Arc::new(Mutex::new(None));
    let told = Arc::clone(&seen);
    let here = file!();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let location = info.location().map(|location| (location.file().to_owned(), location.line()));
        if location.as_ref().is_some_and(|(file, _)| file == here) {
            *told.lock().expect("nobody panicked here") = location;
        } else {
            before(info);
        }
    }));
    let capture = shop();
    let line = line!() + 2;
    let panicked = std::panic::catch_unwind(|| {
        capture.expect("orders").gauge().unit("s").series([("tier", "gold")]).value(8).verify();
    });
    let payload = panicked.expect_err("it fails");
    let message = payload.downcast_ref::<String>().expect("a message");
    assert_eq!(
        message,
        "3 expectations failed:\n  `orders`: the type is counter, expected gauge\n  `orders`: the unit is `1`, expected `s`\n  \
         `orders` {tier=\"gold\"}: the value is 7, expected 8"
    );
    assert_eq!(*seen.lock().expect("nobody panicked here"), Some((here.to_owned(), line)));
}
