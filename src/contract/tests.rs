//! Contracts from readings, their text, and what changed between two.

use proptest::prelude::*;
use std::collections::BTreeSet;

use super::*;
use crate::capture::Capture;
use crate::model::{
    FamilyDraft, HistogramDraft, Kind, Number, PointDraft, Reading, ReadingBuilder, ScopeDraft, Symbol,
    Temporality, ValueDraft,
};

fn family(builder: &mut ReadingBuilder, name: &str, kind: Kind) -> FamilyDraft {
    FamilyDraft::new(builder.intern(name), kind)
}

/// A small shop: a counter, a gauge and a histogram.
fn shop() -> Reading {
    let mut builder = Reading::builder();
    let scope = ScopeDraft {
        name: builder.intern("shop"),
        version: builder.intern("1.2.3"),
        schema_url: Symbol::EMPTY,
        attributes: crate::model::LabelSetId::EMPTY,
        dropped_attributes: 0,
    };
    let scope = builder.scope(scope);
    let orders = FamilyDraft {
        help: Some(builder.intern("Orders so far.")),
        temporality: Some(Temporality::Cumulative),
        scope: Some(scope),
        ..family(&mut builder, "orders_total", Kind::Counter)
    };
    let orders = builder.family(orders);
    for tier in ["gold", "silver"] {
        let labels = builder.string_labels(&[("tier", tier)]);
        let series = builder.series(orders, labels);
        builder.point(series, PointDraft::new(ValueDraft::Number(7_i64.into())));
    }
    let duration = FamilyDraft {
        unit: Some(builder.intern("s")),
        temporality: Some(Temporality::Cumulative),
        ..family(&mut builder, "order_duration_seconds", Kind::Histogram)
    };
    let duration = builder.family(duration);
    let none = builder.string_labels(&[]);
    let series = builder.series(duration, none);
    let counts = [Number::from(1_i64), Number::from(2_i64)];
    let draft = HistogramDraft {
        bounds: &[0.5, f64::INFINITY],
        counts: &counts,
        cumulative: true,
        ..Default::default()
    };
    builder.point(series, PointDraft::new(ValueDraft::Histogram(draft)));
    builder.finish()
}

fn contract(reading: Reading) -> Contract {
    Capture::of([reading]).contract().build()
}

#[test]
fn a_contract_is_lines_that_can_be_reviewed() {
    let expected = "\
meterstick contract 1

[otlp]

order_duration_seconds
  type: histogram
  unit: s
  temporality: cumulative
  buckets: 0.5 +Inf
  series: 1

orders_total
  type: counter
  temporality: cumulative
  monotonic: true
  scope: shop
  labels: tier
  series: 2-9
  help: Orders so far.
";
    assert_eq!(contract(shop()).to_string(), expected);
}

#[test]
fn two_looks_at_one_service_make_one_contract() {
    let once = Capture::of([shop()]).contract().build();
    let twice = Capture::of([shop(), shop()]).contract().build();
    assert_eq!(once, twice);
}

#[test]
fn a_label_that_some_series_lack_is_optional_and_types_are_told() {
    let mut builder = Reading::builder();
    builder.number("m", Kind::Gauge, &[("a", "1"), ("b", "2")], 1_i64);
    builder.number("m", Kind::Gauge, &[("a", "1")], 1_i64);
    let text = contract(builder.finish()).to_string();
    assert!(text.contains("  labels: a, b?\n"), "{text}");
}

#[test]
fn creation_times_that_text_can_only_say_as_gauges_are_no_promise() {
    let mut builder = Reading::builder();
    builder.number("orders_total", Kind::Counter, &[], 1_i64);
    builder.number("orders_created", Kind::Gauge, &[], 1.5e9);
    builder.number("other_created", Kind::Gauge, &[], 1.5e9);
    builder.number("jobs_total", Kind::Counter, &[], 1_i64);
    builder.number("jobs_created", Kind::Counter, &[], 1_i64);
    let mut contract = ContractBuilder::new(Policy::new());
    contract.observe_reading(World::Scrape, &builder.finish());
    let names: Vec<_> = contract.build().promises.iter().map(|promise| promise.name.clone()).collect();
    assert_eq!(names, ["jobs_created", "jobs_total", "orders_total", "other_created"]);
}

fn many(values: usize) -> Capture {
    let mut builder = Reading::builder();
    for value in 0..values {
        builder.number(
            "http_requests",
            Kind::Counter,
            &[("path", &format!("/{value}")), ("code", "200")],
            1_i64,
        );
    }
    Capture::of([builder.finish()])
}

#[test]
fn a_violation_names_what_offends() {
    let policy = Policy::new()
        .budget("http_*", 10)
        .label_budget("*", "path", 11)
        .forbid("http_requests")
        .forbid_label("code");
    let violations: Vec<_> =
        many(12).contract_under(policy).violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        violations,
        [
            "`http_requests` is forbidden and is there",
            "`http_requests` has the forbidden label `code`",
            "`http_requests` has 12 series; its budget is 10; its label `path` has 12 values",
            r#"label `path` of `http_requests` has 12 values; its budget is 11; among them "/0", "/1", "/10", "/11", "/2""#,
        ]
    );
    let policy = Policy::new().budget("http_*", 12).label_budget("*", "path", 12);
    assert_eq!(many(12).contract_under(policy).violations(), []);
}

#[test]
fn a_policy_shapes_the_contract() {
    for (policy, expected) in [
        (Policy::new(), "  series: 10-99\n"),
        (Policy::new().exact_series("http_*"), "  series: exactly 12\n"),
        (Policy::new().volatile("http_*"), "  series: volatile\n"),
        (Policy::new().volatile_label("path"), "  series: 1\n"),
        (Policy::new().values_of("*", "code"), "  values code: 200\n"),
    ] {
        let text = many(12).contract_under(policy).build().to_string();
        assert!(text.contains(expected), "{text}");
    }
    assert!(many(12).contract_under(Policy::new().ignore("http_*")).build().is_empty());
}

/// Each kind of change, made to the counter or the histogram of the shop, with its class and its words.
#[test]
fn each_change_has_its_class_and_its_words() {
    type Change = fn(&mut Contract);
    let cases: &[(Change, Class, &str)] = &[
        (
            |c| c.promises[1].name = "orders_processed_total".into(),
            Class::Breaking,
            "`orders_total` is now called `orders_processed_total`",
        ),
        (|c| drop(c.promises.remove(1)), Class::Breaking, "`orders_total` (counter) is gone"),
        (
            |c| c.promises[1].kind = Kind::UpDownCounter,
            Class::Breaking,
            "the type of `orders_total` was counter and is updowncounter",
        ),
        (
            |c| c.promises[0].unit = Some("ms".into()),
            Class::Breaking,
            "the unit of `order_duration_seconds` was `s` and is `ms`",
        ),
        (
            |c| c.promises[1].temporality = Some(Temporality::Delta),
            Class::Breaking,
            "the temporality of `orders_total` was cumulative and is delta",
        ),
        (
            |c| c.promises[1].labels[0].key = "level".into(),
            Class::Breaking,
            "`orders_total` lost its label `tier`",
        ),
        (|c| c.promises[1].labels.clear(), Class::Breaking, "`orders_total` lost its label `tier`"),
        (
            |c| c.promises[1].labels[0].optional = true,
            Class::Breaking,
            "label `tier` of `orders_total` is no longer on every series",
        ),
        (
            |c| c.promises[1].labels[0].types = BTreeSet::from(["int".into()]),
            Class::Breaking,
            "the values of label `tier` of `orders_total` changed their type",
        ),
        (
            |c| c.promises[0].buckets = Some(Buckets::Explicit(vec![1.0, f64::INFINITY])),
            Class::Breaking,
            "the buckets of `order_duration_seconds` were 0.5 +Inf and are 1 +Inf",
        ),
        (
            |c| c.promises[0].buckets = Some(Buckets::Exponential),
            Class::Breaking,
            "the buckets of `order_duration_seconds` were 0.5 +Inf and are exponential",
        ),
        (
            |c| c.promises[1].scope = Some("store".into()),
            Class::Breaking,
            "`orders_total` moved from scope `shop` to scope `store`",
        ),
        (
            |c| c.promises[1].series = Band::of(0),
            Class::Breaking,
            "the series of `orders_total` were 2-9 and are none",
        ),
        (
            |c| c.promises[1].series = Band::of(10),
            Class::Additive,
            "the series of `orders_total` were 2-9 and are 10-99",
        ),
        (
            |c| c.promises[1].series = Band::of(1),
            Class::Cosmetic,
            "the series of `orders_total` were 2-9 and are 1",
        ),
        (
            |c| {
                c.promises[1].series = Band::of(0);
                c.promises[1].labels.clear();
            },
            Class::Breaking,
            "the series of `orders_total` were 2-9 and are none",
        ),
        (
            |c| {
                let mut other = c.promises[1].clone();
                other.kind = Kind::Histogram;
                c.promises[1].kind = Kind::Gauge;
                c.promises.push(other);
            },
            Class::Breaking,
            "the type of `orders_total` was counter and is gauge",
        ),
        (|c| c.promises[1].help = None, Class::Cosmetic, "the help text of `orders_total` changed"),
        (
            |c| {
                let mut new = c.promises[0].clone();
                new.name = "stock".into();
                new.kind = Kind::Gauge;
                c.promises.push(new);
            },
            Class::Additive,
            "`stock` (gauge) is new",
        ),
    ];
    let before = contract(shop());
    for (change, class, words) in cases {
        let mut after = before.clone();
        change(&mut after);
        let drift = Drift::between(&before, &after);
        assert_eq!(drift.worst(), Some(*class), "{drift}");
        assert!(drift.changes().iter().any(|change| change.what == *words), "{words}\n{drift}");
    }
    assert!(Drift::between(&before, &before).is_empty());
}

#[test]
fn an_optional_family_may_be_absent_and_keeps_its_block() {
    let policy = Policy::new().optional("orders_*");
    let before = contract(shop());
    let mut after = before.clone();
    after.promises.remove(1);
    assert!(Drift::under(&policy, &before, &after).is_empty());
    assert_eq!(after.keeping(&before, &policy), before);
}

#[test]
fn of_families_that_may_be_missing_nothing_seen_is_nothing_lost() {
    let silent = |c: &mut Contract| {
        c.promises[1].series = Band::of(0);
        c.promises[1].labels.clear();
    };
    let before = contract(shop());
    let mut after = before.clone();
    silent(&mut after);
    for (policy, is_kept) in [
        (Policy::new().optional("orders_*"), true),
        (Policy::new().volatile("orders_*"), true),
        (Policy::new(), false),
    ] {
        assert_eq!(after.clone().keeping(&before, &policy) == before, is_kept, "{policy:?}");
        assert_eq!(
            Drift::under(&policy, &before, &after.clone().keeping(&before, &policy)).is_empty(),
            is_kept
        );
    }
    assert!(Drift::under(&Policy::new().optional("orders_*"), &before, &after).is_empty());
    // The other way round labels are not new, they are seen for the first time.
    assert_eq!(Drift::between(&after, &before).worst(), Some(Class::Additive));
}

#[test]
fn types_under_one_name_are_held_against_their_like() {
    let family = |kind: &str| format!("a\n  type: {kind}\n  series: 1\n");
    let both = |a: &str, b: &str| {
        let text = format!("meterstick contract 1\n[scrape]\n{}{}", family(a), family(b));
        Contract::parse(&text).expect("a contract")
    };
    let drift = Drift::between(&both("gauge", "counter"), &both("counter", "histogram"));
    assert_eq!(
        drift.to_string(),
        "breaking  [scrape] the type of `a` was gauge and is histogram: \
         functions such as rate() and histogram_quantile() no longer fit"
    );
}

#[test]
fn numbers_of_series_follow_the_policy_of_today_and_bands_the_file() {
    let of = |policy: Policy| Capture::of([shop()]).contract_under(policy).build();
    let band = |contract: Contract| contract.family("orders_total").expect("it is promised").series;
    let (plain, exact, volatile) =
        (Policy::new(), Policy::new().exact_series("*"), Policy::new().volatile("*"));
    for (before, now, expected) in [
        (&plain, &exact, Band::Exactly(2)),
        (&plain, &volatile, Band::Volatile),
        (&volatile, &plain, Band::of(2)),
        (&exact, &plain, Band::of(2)),
    ] {
        assert_eq!(band(of(now.clone()).keeping(&of(before.clone()), now)), expected);
    }
    let mut widened = of(plain.clone());
    widened.promises[1].series = Band::Between(2, 30);
    assert_eq!(band(of(plain.clone()).keeping(&widened, &plain)), Band::Between(2, 30));
}

#[test]
fn a_snapshot_file_is_read_whoever_wrote_it() {
    let contract = contract(shop());
    let file = contract.to_snapshot_file();
    assert!(file.starts_with("---\nsource: meterstick\nexpression: contract\n---\nmeterstick contract 1\n"));
    for text in [
        file.clone(),
        contract.to_string(),
        file.replace("source: meterstick", "source: tests/shop.rs\nassertion_line: 7"),
    ] {
        assert_eq!(Contract::from_snapshot_file(&text), Ok(contract.clone()));
    }
}

#[test]
fn what_is_no_contract_is_told_with_its_line() {
    for (text, message) in [
        ("", "line 1: a contract begins with `meterstick contract 1`"),
        ("hello\n", "line 1: a contract begins with `meterstick contract 1`"),
        (
            "meterstick contract 9\n",
            "line 1: `meterstick contract 9` is of a version that this meterstick does not know",
        ),
        (
            "meterstick contract 1\n\norders\n",
            "line 3: `[otlp]` or `[scrape]` is expected before the first family",
        ),
        (
            "meterstick contract 1\n  type: gauge\n",
            "line 2: an indented line belongs to a family, and there is none yet",
        ),
        ("meterstick contract 1\n[otlp]\norders\n", "line 3: `orders` has no `type`"),
        ("meterstick contract 1\n[otlp]\na b\n", "line 3: a name stands alone on its line, not before `b`"),
        ("meterstick contract 1\n[otlp]\na\n  type: counts\n", "line 4: `counts` is no type"),
        (
            "meterstick contract 1\n[otlp]\na\n  color: red\n",
            "line 4: `color` is nothing that is promised of a family",
        ),
        ("meterstick contract 1\n[otlp]\na\n  unit: \"s\n", "line 4: a quote never ends"),
        ("meterstick contract 1\n[otlp]\na\n  type: gauge\n[scrape]\n", "line 3: `a` has no `series`"),
        (
            "meterstick contract 1\n[otlp]\na\n  type: gauge\n  type: counter\n",
            "line 5: `type` is said twice of this family",
        ),
        (
            "meterstick contract 1\n[otlp]\na\n  type: gauge\n  series: 1\n\na\n  type: gauge\n  series: 2-9\n",
            "line 7: `a` (gauge) is promised for the second time",
        ),
        ("meterstick contract 1\n[otlp]\nresource: a, b?, a?\n", "line 3: `a` is listed twice"),
        (
            "meterstick contract 1\n[otlp]\n<<<<<<< HEAD\na\n",
            "line 3: two versions of the file were merged and still wait for a decision",
        ),
        ("---\nsource: x\nmeterstick contract 1\n", "line 1: the header of the snapshot file never ends"),
        (
            "---\nsource: x\n---\nmeterstick contract 1\nx\n",
            "line 5: `[otlp]` or `[scrape]` is expected before the first family",
        ),
    ] {
        let error = Contract::from_snapshot_file(text).map(|contract| contract.to_string()).expect_err(text);
        assert_eq!(error.to_string(), message);
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z_.:/]{1,6}", "[ -~é\n?,()\u{2028}\"\\\\]{0,5}"]
}

fn labels() -> impl Strategy<Value = Vec<LabelPromise>> {
    let label = (any::<bool>(), prop::collection::btree_set("[a-z]{1,4}", 0..2));
    prop::collection::btree_map(name(), label, 0..3).prop_map(|labels| {
        let promise = |(key, (optional, types))| LabelPromise { key, optional, types };
        labels.into_iter().map(promise).collect()
    })
}

fn promises() -> impl Strategy<Value = Vec<Promise>> {
    let bounds = || {
        prop::collection::vec(
            prop_oneof![any::<f64>().prop_filter("NaN is no bound", |b| !b.is_nan()), Just(f64::INFINITY)],
            0..3,
        )
    };
    let buckets =
        prop_oneof![bounds().prop_map(Buckets::Explicit), Just(Buckets::Exponential), Just(Buckets::Differ)];
    let temporality = prop_oneof![
        Just(Temporality::Delta),
        Just(Temporality::Cumulative),
        Just(Temporality::Unspecified),
        any::<i32>().prop_map(Temporality::Other)
    ];
    let band = prop_oneof![
        (0..2000_usize).prop_map(Band::of),
        (0..9_usize).prop_map(Band::Exactly),
        Just(Band::Volatile)
    ];
    let said = || prop::option::of(name());
    let values = prop::collection::btree_map(name(), prop::collection::btree_set(name(), 1..3), 0..2);
    let words = (name(), said(), said(), said());
    let world = prop_oneof![Just(World::Otlp), Just(World::Scrape)];
    let shape = (
        world,
        prop::sample::select(&Kind::ALL[..]),
        prop::option::of(temporality),
        prop::option::of(any::<bool>()),
    );
    let promise = (words, shape, labels(), prop::option::of(buckets), bounds(), band, values);
    let promise = promise.prop_map(
        |(
            (name, unit, scope, help),
            (world, kind, temporality, monotonic),
            labels,
            buckets,
            quantiles,
            series,
            values,
        )| {
            Promise {
                world,
                name,
                kind,
                unit,
                temporality,
                monotonic,
                scope,
                labels,
                buckets,
                quantiles,
                series,
                values,
                help,
            }
        },
    );
    prop::collection::vec(promise, 0..4).prop_map(|mut promises| {
        promises.sort_by(|a, b| (a.identity(), a.kind).cmp(&(b.identity(), b.kind)));
        promises.dedup_by(|a, b| (a.identity(), a.kind) == (b.identity(), b.kind));
        promises
    })
}

proptest! {
    #[test]
    fn a_contract_is_read_back_from_its_text(resource in labels(), promises in promises()) {
        let contract = Contract { resource, promises };
        let text = contract.to_string();
        prop_assert_eq!(Contract::parse(&text), Ok(contract.clone()), "{}", text);
        let file = contract.to_snapshot_file();
        for file in [file.replace('\n', "\r\n"), file] {
            prop_assert_eq!(Contract::from_snapshot_file(&file), Ok(contract.clone()), "{}", file);
        }
        prop_assert!(Drift::between(&contract, &contract).is_empty());
    }

    #[test]
    fn any_text_is_read_without_panic(text in "(meterstick contract 1\n)?(\\[otlp\\]\n)?([ a-z:\"\\\\,()?]{0,12}\n){0,4}") {
        let _ = Contract::from_snapshot_file(&text);
    }
}
