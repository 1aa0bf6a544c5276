//! Every assertion holds where it should, and tells what it saw where it should not.

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

type Metric<'c> = MetricExpectation<'c>;

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
    ])
    .verify();
}

#[test]
fn each_failure_tells_what_was_seen() {
    type Fails = fn(Metric<'_>) -> Outcome;
    let cases: &[(&str, Fails, &str)] = &[
        ("order", |m| m.outcome(), "`order` was not emitted; the nearest name is `orders`"),
        (
            "something.else",
            |m| m.outcome(),
            "`something.else` was not emitted; seen were `duration`, `orders`, `size` and 2 more",
        ),
        ("orders", |m| m.gauge().outcome(), "`orders`: the type is counter, expected gauge"),
        ("orders", |m| m.unit("s").outcome(), "`orders`: the unit is `1`, expected `s`"),
        ("orders", |m| m.unit("").outcome(), "`orders`: the unit is `1`, expected none"),
        ("orders", |m| m.help("x").outcome(), "`orders`: the help text is \"Some help.\", expected \"x\""),
        ("orders", |m| m.delta().outcome(), "`orders`: the temporality is cumulative, expected delta"),
        ("temperature", |m| m.delta().outcome(), "`temperature`: the temporality is none, expected delta"),
        ("orders", |m| m.monotonic(false).outcome(), "`orders`: the monotonicity is true, expected false"),
        ("orders", |m| m.scope("x").outcome(), "`orders`: the scope is `till`, expected `x`"),
        (
            "orders",
            |m| m.scope_version("2").outcome(),
            "`orders`: the scope's version is `1.0`, expected `2`",
        ),
        (
            "orders",
            |m| m.in_scope("x").value_of_gold().outcome(),
            "`orders`: was not emitted in scope `x`; seen with scope `till`",
        ),
        (
            "orders",
            |m| m.resource([("service.name", "x")]).outcome(),
            "`orders`: the resource has {service.name=\"shop\"}, expected {service.name=\"x\"} in it",
        ),
        (
            "orders",
            |m| m.label_keys(["tier", "x"]).outcome(),
            "`orders`: a series has the label keys `tier`, expected `tier`, `x`",
        ),
        (
            "orders",
            |m| m.series_count(1).outcome(),
            "`orders`: has 2 series, expected 1; label `tier` has 2 values: \"gold\", \"silver\"",
        ),
        (
            "orders",
            |m| m.at_most_values("tier", 1).outcome(),
            "`orders`: label `tier` has 2 values: \"gold\", \"silver\", expected at most 1",
        ),
        (
            "orders",
            |m| m.label_values("tier", ["gold", "silver", "bronze"]).outcome(),
            "`orders`: label `tier` never has the value \"bronze\"",
        ),
        (
            "orders",
            |m| m.label_values("tier", ["gold"]).outcome(),
            "`orders`: label `tier` has the unexpected value \"silver\"",
        ),
        (
            "orders",
            |m| m.only_these_series([[("tier", "gold")]]).outcome(),
            "`orders`: has the unexpected series {tier=\"silver\"}",
        ),
        (
            "orders",
            |m| m.series([("tier", "glod")]).outcome(),
            "`orders`: has no series {tier=\"glod\"}; the nearest is {tier=\"gold\"}",
        ),
        (
            "orders",
            |m| m.series_with([("x", "y")]).outcome(),
            "`orders`: has no series {x=\"y\"}; the nearest is {tier=\"gold\"}",
        ),
        ("orders", |m| m.value_of_gold(), "`orders` {tier=\"gold\"}: the value is 7, expected 8"),
        (
            "orders",
            |m| m.series([("tier", "gold")]).value(more_than(7.0)).outcome(),
            "`orders` {tier=\"gold\"}: the value is 7, expected more than 7",
        ),
        (
            "orders",
            |m| m.series([("tier", "gold")]).increase(7).outcome(),
            "`orders` {tier=\"gold\"}: the increase is 6, expected 7",
        ),
        (
            "orders",
            |m| m.series([("tier", "gold")]).points(3).outcome(),
            "`orders` {tier=\"gold\"}: has 2 points, expected 3",
        ),
        ("temperature", |m| m.only_series().started().outcome(), "`temperature` {}: has no start time"),
        (
            "temperature",
            |m| m.only_series().recorded().outcome(),
            "`temperature` {}: is flagged as having no recorded value",
        ),
        (
            "temperature",
            |m| m.only_series().integer().outcome(),
            "`temperature` {}: is the number 219.5, expected an integer",
        ),
        (
            "duration",
            |m| m.only_series().value(1).outcome(),
            "`duration` {}: is a histogram, expected the value 1",
        ),
        ("duration", |m| m.only_series().count(5).outcome(), "`duration` {}: the count is 4, expected 5"),
        (
            "duration",
            |m| m.only_series().max(less_than(5.0)).outcome(),
            "`duration` {}: the largest observation is 5.0, expected less than 5",
        ),
        (
            "duration",
            |m| m.only_series().bounds([0.5]).outcome(),
            "`duration` {}: the bounds are [0.5, 1.0], expected [0.5]",
        ),
        (
            "duration",
            |m| m.only_series().counts([1, 3, 4]).outcome(),
            "`duration` {}: the bucket counts are [1.0, 2.0, 1.0], expected [1, 3, 4]",
        ),
        (
            "duration",
            |m| m.only_series().scale(1).outcome(),
            "`duration` {}: has explicit buckets, expected exponential ones",
        ),
        (
            "duration",
            |m| m.only_series().exemplar(Exemplars::new().of_captured_span()).outcome(),
            "`duration` {}: has not an exemplar of a captured span; it has {} 0.7 trace abababababababababababababababab span 0101010101010101",
        ),
        ("size", |m| m.only_series().scale(4).outcome(), "`size` {}: the scale is 3, expected 4"),
        (
            "size",
            |m| m.only_series().positive_buckets(0, [2, 0, 1]).outcome(),
            "`size` {}: the positive buckets are [(-1, 2.0), (1, 1.0)] by index, expected [(0, 2.0), (2, 1.0)]",
        ),
        ("size", |m| m.only_series().sum(1).outcome(), "`size` {}: says no sum, expected 1"),
        (
            "wait",
            |m| m.only_series().quantile(0.9, 1).outcome(),
            "`wait` {}: has no quantile 0.9; it has [0.5]",
        ),
        (
            "wait",
            |m| m.only_series().exemplar(Exemplars::new()).outcome(),
            "`wait` {}: has not an exemplar; it has none",
        ),
    ];
    let capture = shop();
    for (name, fails, expected) in cases {
        let failure = fails(capture.expect(*name)).check().expect_err(expected);
        assert_eq!(failure.failures(), [*expected]);
    }
}

impl MetricExpectation<'_> {
    fn value_of_gold(self) -> Outcome {
        self.series([("tier", "gold")]).value(8).outcome()
    }
}

impl Outcome {
    fn outcome(self) -> Self {
        self
    }
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
