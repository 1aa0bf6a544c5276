//! Every assertion that does not hold says what was seen instead.

use super::*;

type Metric<'c> = MetricExpectation<'c>;

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
            "`orders` {tier=\"gold\"}: the value is 7, expected more than 7.0",
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
            "`duration` {}: the largest observation is 5.0, expected less than 5.0",
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
        (
            "orders",
            |m| m.label_keys(["x"]).outcome(),
            "`orders`: a series has the label keys `tier`, expected `x`",
        ),
        (
            "temperature",
            |m| m.label_keys(["x"]).outcome(),
            "`temperature`: a series has the label keys none, expected `x`",
        ),
        ("orders", |m| m.has_label("pid").outcome(), "`orders`: series {tier=\"gold\"} has no label `pid`"),
        (
            "orders",
            |m| m.has_no_label("tier").outcome(),
            "`orders`: has the unexpected label `tier` with 2 values: \"gold\", \"silver\"",
        ),
        (
            "orders",
            |m| m.only_resource([("host", "a")]).outcome(),
            "`orders`: the resource has {service.name=\"shop\"}, expected exactly {host=\"a\"}",
        ),
        (
            "orders",
            |m| m.resource_schema_url("u").outcome(),
            "`orders`: the resource's schema URL is none, expected `u`",
        ),
        (
            "orders",
            |m| m.schema_url("u").outcome(),
            "`orders`: the scope's schema URL is `https://example.com/1`, expected `u`",
        ),
        (
            "orders",
            |m| m.scope_attributes([("team", "back")]).outcome(),
            "`orders`: the scope has {team=\"front\"}, expected {team=\"back\"} in it",
        ),
        (
            "orders",
            |m| m.from_resource([("service.name", "x")]).outcome(),
            "`orders`: was not emitted from a resource with {service.name=\"x\"}; seen with resource `{service.name=\"shop\"}`",
        ),
        (
            "orders",
            |m| m.at_most_series(1).outcome(),
            "`orders`: has 2 series, expected at most 1; label `tier` has 2 values: \"gold\", \"silver\"",
        ),
        (
            "orders",
            |m| m.series_with([("tier", "gold")]).and().series_where("any tier", |_| true).outcome(),
            "`orders`: 2 series are with any tier; say more labels, as in {tier=\"gold\"}, {tier=\"silver\"}",
        ),
        (
            "orders",
            |m| m.series_where("a tier of lead", |_| false).outcome(),
            "`orders`: has no series with a tier of lead; the nearest is {tier=\"gold\"}",
        ),
        (
            "orders",
            |m| m.series([("tier", "gold")]).at_request(2).value(9).outcome(),
            "`orders` {tier=\"gold\"}: has no point in request 2; it has some in 0, 1",
        ),
        (
            "orders",
            |m| m.series([("tier", "gold")]).every_point().value(7).outcome(),
            "`orders` {tier=\"gold\"}: the value is 1, expected 7 (in request 0)",
        ),
        (
            "orders",
            |m| m.series([("tier", "gold")]).start(Timestamp::new(2, 0)).outcome(),
            "`orders` {tier=\"gold\"}: the start time is 1, expected 2",
        ),
        (
            "temperature",
            |m| m.only_series().time(Timestamp::new(2, 0)).outcome(),
            "`temperature` {}: has no time, expected 2",
        ),
        (
            "temperature",
            |m| m.only_series().flags(0).outcome(),
            "`temperature` {}: the flags are 1, expected 0",
        ),
        (
            "temperature",
            |m| m.only_series().increase(0).outcome(),
            "`temperature` {}: has nothing that can be counted",
        ),
        (
            "orders",
            |m| m.series([("tier", "gold")]).increase_since(&Capture::of([look(3)]), 5).outcome(),
            "`orders` {tier=\"gold\"}: the increase is 4, expected 5",
        ),
        (
            "duration",
            |m| m.only_series().bucket(1.0, at_least(3)).outcome(),
            "`duration` {}: the count of bucket 1 is 2, expected at least 3",
        ),
        (
            "duration",
            |m| m.only_series().bucket(2.0, 1).outcome(),
            "`duration` {}: has no bucket 2; it has [0.5, 1.0, inf]",
        ),
        (
            "duration",
            |m| m.only_series().min(1).outcome(),
            "`duration` {}: the smallest observation is 0.1, expected 1",
        ),
        (
            "duration",
            |m| m.only_series().exemplar_count(0).outcome(),
            "`duration` {}: has 1 exemplars, expected 0",
        ),
        (
            "duration",
            |m| m.only_series().only_exemplars([]).outcome(),
            "`duration` {}: has not exactly no exemplars; it has {} 0.7 trace abababababababababababababababab span 0101010101010101",
        ),
        (
            "duration",
            |m| m.only_series().every_exemplar(Exemplars::new().label("user", "x")).outcome(),
            "`duration` {}: has an exemplar that is not an exemplar with {user=\"x\"}: {} 0.7 trace abababababababababababababababab span 0101010101010101",
        ),
        ("size", |m| m.only_series().zero_count(2).outcome(), "`size` {}: the zero count is 1, expected 2"),
        (
            "size",
            |m| m.only_series().zero_threshold(1).outcome(),
            "`size` {}: the zero threshold is 0.0, expected 1",
        ),
        (
            "size",
            |m| m.only_series().negative_buckets(0, [1]).outcome(),
            "`size` {}: the negative buckets are [] by index, expected [(0, 1.0)]",
        ),
        (
            "wait",
            |m| m.only_series().quantile(0.5, 1).outcome(),
            "`wait` {}: the quantile 0.5 is 1.5, expected 1",
        ),
        (
            "wait",
            |m| m.only_series().quantiles([0.5, 0.9]).outcome(),
            "`wait` {}: the quantiles are [0.5], expected [0.5, 0.9]",
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
