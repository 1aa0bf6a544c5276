//! Pairs of looks, and what is told of them.

use super::*;
use crate::capture::BodyFormat;
use crate::exposition::Format;

fn pushed(metrics: &str) -> Capture {
    let resource = r#"{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}"#;
    let scope = r#"{"name":"shop","version":"1"}"#;
    let body = format!(
        r#"{{"resourceMetrics":[{{"resource":{resource},"scopeMetrics":[{{"scope":{scope},"metrics":[{metrics}]}}]}}]}}"#
    );
    Capture::of_body(BodyFormat::OtlpJson, body)
}

const TARGET: &str = "# TYPE target_info gauge\ntarget_info{service_name=\"shop\"} 1\n";

fn told(metrics: &str, scraped: &str) -> Vec<Aspect> {
    let body = format!("{TARGET}{scraped}");
    compared(metrics, Format::PrometheusText, &body, &Terms::new().unordered())
}

fn compared(metrics: &str, format: Format, body: &str, terms: &Terms) -> Vec<Aspect> {
    let scraped = Capture::of_body(BodyFormat::Exposition(format), body);
    let parity = Parity::of(&pushed(metrics), &scraped, terms).expect("two sides");
    parity.differences().iter().map(|one| one.aspect).collect()
}

fn counter(name: &str, attributes: &str, value: i64) -> String {
    format!(
        r#"{{"name":"{name}","sum":{{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{"asInt":"{value}","attributes":[{attributes}]}}]}}}}"#
    )
}

fn attribute(key: &str, value: &str) -> String {
    format!(r#"{{"key":"{key}","value":{value}}}"#)
}

const SCOPE: &str = r#"otel_scope_name="shop",otel_scope_version="1""#;

#[test]
fn the_same_instruments_differ_in_nothing() {
    let metrics = counter("orders.done", &attribute("http.method", r#"{"stringValue":"GET"}"#), 3);
    let body =
        format!("# TYPE orders_done_total counter\norders_done_total{{http_method=\"GET\",{SCOPE}}} 3\n");
    assert_eq!(told(&metrics, &body), []);
}

#[test]
fn what_is_wrong_with_a_counter_is_told() {
    let metrics = counter("orders", &attribute("tier", r#"{"stringValue":"gold"}"#), 3);
    for (line, expected) in [
        ("# TYPE orders_total counter\norders_total{tier=\"gold\",SCOPE} 4", &[][..]),
        ("# TYPE orders_total gauge\norders_total{tier=\"gold\",SCOPE} 3", &[Aspect::Type]),
        ("# TYPE orders counter\norders{tier=\"gold\",SCOPE} 3", &[Aspect::TotalSuffix]),
        (
            "# TYPE orders_total_total counter\norders_total_total{tier=\"gold\",SCOPE} 3",
            &[Aspect::TotalSuffix],
        ),
        ("# TYPE other_total counter\nother_total{tier=\"gold\",SCOPE} 3", &[Aspect::FamilyMissing]),
        (
            "# TYPE orders_total counter\norders_total{tier=\"gold\",otel_scope_name=\"shop\"} 3",
            &[Aspect::Scope],
        ),
        ("# TYPE orders_total counter\norders_total{tier=\"gold\"} 3", &[Aspect::ScopeAbsent]),
        (
            "# TYPE orders_total counter\norders_total{tier=\"shop\",otel_scope_name=\"1\",otel_scope_version=\"gold\"} 3",
            &[Aspect::LabelsShifted],
        ),
        (
            "# TYPE orders_total counter\norders_total{tier=\"silver\",SCOPE} 3",
            &[Aspect::SeriesMissing, Aspect::SeriesInvented],
        ),
        (
            "# TYPE orders_total counter\norders_total{tier=\"gold\",SCOPE} 3\norders_total{SCOPE,tier=\"gold\"} 4",
            &[Aspect::SeriesRepeated],
        ),
        (
            "# TYPE orders_total counter\norders_total{tier=\"gold\",service_name=\"shop\",SCOPE} 3",
            &[Aspect::ResourceCopied],
        ),
    ] {
        assert_eq!(told(&metrics, &format!("{}\n", line.replace("SCOPE", SCOPE))), expected, "{line}");
    }
}

#[test]
fn one_value_under_the_name_of_another_series_was_shifted() {
    let point = |key: &str, value: i64| {
        format!(
            r#"{{"asInt":"{value}","attributes":[{}]}}"#,
            attribute(key, &format!(r#"{{"stringValue":"{value}"}}"#))
        )
    };
    let metrics = format!(
        r#"{{"name":"calls","sum":{{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{},{}]}}}}"#,
        point("a", 1),
        point("b", 2)
    );
    for (name, expected) in [("b", &[][..]), ("a", &[Aspect::LabelsShifted]), ("c", &[Aspect::Labels])] {
        let body = format!(
            "# TYPE calls_total counter\ncalls_total{{a=\"1\",{SCOPE}}} 1\ncalls_total{{{name}=\"2\",{SCOPE}}} 2\n"
        );
        assert_eq!(told(&metrics, &body), expected, "{name}");
    }
}

#[test]
fn values_of_attributes_are_held_together() {
    let attributes = [attribute("a.b", r#"{"stringValue":"1"}"#), attribute("a_b", r#"{"stringValue":"z"}"#)];
    let both = counter("orders", &attributes.join(","), 3);
    let flag = counter("orders", &attribute("ok", r#"{"boolValue":true}"#), 3);
    for (metrics, labels, expected) in [
        (&both, "a_b=\"1;z\"", &[][..]),
        (&both, "a_b=\"z\"", &[Aspect::ValuesLost]),
        (&flag, "ok=\"true\"", &[]),
        (&flag, "ok=\"True\"", &[Aspect::ValueWording]),
    ] {
        let body = format!("# TYPE orders_total counter\norders_total{{{labels},{SCOPE}}} 3\n");
        assert_eq!(told(metrics, &body), expected, "{labels}");
    }
}

#[test]
fn a_bridge_for_several_targets_says_whose_each_series_is() {
    let metrics = counter("orders", &attribute("tier", r#"{"stringValue":"gold"}"#), 3);
    let of_shop = TARGET.replace('}', ",job=\"shop\",instance=\"1\"}");
    let series = |labels: &str| {
        format!("# TYPE orders_total counter\norders_total{{tier=\"gold\",{SCOPE}{labels}}} 3\n")
    };
    for (target, labels, expected) in [
        (&*of_shop, ",job=\"shop\"", &[][..]),
        (&of_shop, "", &[Aspect::Labels]),
        (&of_shop, ",job=\"other\"", &[Aspect::SeriesMissing, Aspect::SeriesInvented]),
        (&of_shop, ",job=\"shop\",instance=\"1\"", &[Aspect::Labels]),
        (TARGET, "", &[]),
        (TARGET, ",job=\"shop\"", &[Aspect::Labels]),
        // Where nothing else is known of the target there is no `target_info`.
        ("", ",job=\"shop\"", &[Aspect::TargetMissing]),
    ] {
        let body = format!("{target}{}", series(labels));
        let found = compared(&metrics, Format::PrometheusText, &body, &Terms::new().unordered());
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn names_and_units_are_held_together() {
    let gauge = |name: &str, unit: &str| {
        format!(r#"{{"name":"{name}","unit":"{unit}","gauge":{{"dataPoints":[{{"asInt":"1"}}]}}}}"#)
    };
    for (metrics, name, expected) in [
        (gauge("wait", "s"), "wait_seconds", &[][..]),
        (gauge("wait", "s"), "wait", &[Aspect::UnitSuffix]),
        (gauge("wait", "s"), "wait_s", &[Aspect::UnitSuffix]),
        (gauge("wait.seconds", "s"), "wait_seconds_seconds", &[Aspect::UnitSuffix]),
        (gauge("disk", "TiBy"), "disk_tibibytes", &[Aspect::UnitWord]),
        (gauge("load", "%/s"), "load___per_second", &[Aspect::Underscores]),
        (gauge("stock", ""), "stock_total", &[Aspect::TotalSuffix]),
        (gauge("share", "1"), "share_ratio", &[]),
        (gauge("share", "1"), "share", &[]),
    ] {
        let body = format!("# TYPE {name} gauge\n{name}{{{SCOPE}}} 1\n");
        assert_eq!(told(&metrics, &body), expected, "{name}");
    }
}

#[test]
fn two_instruments_in_one_family_are_told() {
    let metrics = format!("{},{}", counter("foo.bar", "", 1), counter("foo_bar", "", 2));
    let body =
        format!("# TYPE foo_bar_total counter\nfoo_bar_total{{{SCOPE}}} 1\nfoo_bar_total{{{SCOPE}}} 2\n");
    assert!(told(&metrics, &body).contains(&Aspect::NamesCollide));
}

fn histogram(extra: &str) -> String {
    format!(
        r#"{{"name":"wait","unit":"s","histogram":{{"aggregationTemporality":2,"dataPoints":[{{"count":"3","explicitBounds":[1,2],"bucketCounts":["1","1","1"]{extra}}}]}}}}"#
    )
}

#[test]
fn buckets_are_held_together() {
    let with_sum = histogram(r#","sum":4.5"#);
    let body = |counts: [u32; 3], bound: &str, sum: &str| {
        format!(
            "# TYPE wait_seconds histogram\nwait_seconds_bucket{{{SCOPE},le=\"1\"}} {}\nwait_seconds_bucket{{{SCOPE},le=\"{bound}\"}} {}\n\
             wait_seconds_bucket{{{SCOPE},le=\"+Inf\"}} {}\n{sum}wait_seconds_count{{{SCOPE}}} 3\n",
            counts[0], counts[1], counts[2]
        )
    };
    let sum = format!("wait_seconds_sum{{{SCOPE}}} 4.5\n");
    for (metrics, body, expected) in [
        (&with_sum, body([1, 2, 3], "2", &sum), &[][..]),
        (&with_sum, body([1, 1, 1], "2", &sum), &[Aspect::Buckets]),
        (&with_sum, body([1, 2, 3], "3", &sum), &[Aspect::Buckets]),
        (&with_sum, body([1, 2, 3], "2", ""), &[Aspect::Value]),
        (&histogram(""), body([1, 2, 3], "2", &sum), &[Aspect::SumInvented]),
    ] {
        assert_eq!(told(metrics, &body), expected, "{body}");
    }
}

#[test]
fn exemplars_are_asked_for_where_the_format_has_them() {
    let metrics = r#"{"name":"orders","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1000000000",
        "exemplars":[{"asInt":"1","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}}"#;
    let target = "# TYPE target info\ntarget_info{service_name=\"shop\"} 1\n";
    let terms = Terms::new().unordered();
    for (exemplar, expected) in [
        (" # {trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 1", &[Aspect::Start][..]),
        (" # {traceID=\"0af7651916cd43dd8448eb211c80319c\"} 1", &[Aspect::ExemplarIds, Aspect::Start]),
        ("", &[Aspect::Exemplars, Aspect::Start]),
    ] {
        let body = format!("{target}# TYPE orders counter\norders_total{{{SCOPE}}} 3{exemplar}\n# EOF\n");
        assert_eq!(compared(metrics, Format::OpenMetricsText, &body, &terms), expected, "{exemplar}");
    }
    let body = format!("{TARGET}# TYPE orders_total counter\norders_total{{{SCOPE}}} 3\n");
    assert_eq!(compared(metrics, Format::PrometheusText, &body, &terms), []);
}

#[test]
fn each_strategy_has_its_names() {
    let metrics = counter("foo.bar", "", 3).replace(r#""sum""#, r#""unit":"By","sum""#);
    for (strategy, name) in
        Strategy::ALL.into_iter().zip(["foo_bar_bytes_total", "foo_bar", "foo.bar_bytes_total", "foo.bar"])
    {
        let (target, key) = if strategy.escapes() {
            ("target_info", "service_name")
        } else {
            ("target_info", "\"service.name\"")
        };
        let body = format!(
            "# TYPE {target} gauge\n{target}{{{key}=\"shop\"}} 1\n# TYPE \"{name}\" counter\n{{\"{name}\",{SCOPE}}} 3\n"
        );
        let terms = Terms::new().unordered().strategy(strategy);
        assert_eq!(compared(&metrics, Format::PrometheusText1, &body, &terms), [], "{strategy}");
        let is_default = strategy == Strategy::default();
        let other = if is_default { Strategy::NoTranslation } else { Strategy::default() };
        let told = compared(&metrics, Format::PrometheusText1, &body, &terms.strategy(other));
        assert!(!told.is_empty(), "{strategy}");
    }
}

#[test]
fn a_delta_that_is_exposed_is_told() {
    use crate::capture::{Record, Transport};
    use crate::otlp::Signal;
    let delta = |value: i64| {
        let metrics = counter("orders", "", value)
            .replace(r#""aggregationTemporality":2"#, r#""aggregationTemporality":1"#);
        pushed(&metrics).requests()[0].record().clone()
    };
    let scrape = |value: i64| {
        let body = format!("{TARGET}# TYPE orders_total counter\norders_total{{{SCOPE}}} {value}\n");
        Record::new(Transport::Scrape, Signal::Metrics, BodyFormat::Exposition(Format::PrometheusText), body)
    };
    for (value, expected) in [(7, &[][..]), (4, &[Aspect::DeltaExposed]), (5, &[Aspect::Value])] {
        let mut records = vec![delta(3), delta(4), scrape(value), delta(1)];
        for (number, record) in records.iter_mut().enumerate() {
            record.arrived = std::time::UNIX_EPOCH + std::time::Duration::from_secs(10 * number as u64 + 10);
        }
        let capture = Capture::from_records(records);
        let parity = Parity::of(&capture, &capture, &Terms::new()).expect("both sides");
        assert_eq!(
            parity.differences().iter().map(|one| one.aspect).collect::<Vec<_>>(),
            expected,
            "{value}"
        );
    }
}

#[test]
fn the_other_direction_is_held_together() {
    let terms = Terms::new().unordered().direction(Direction::ToOtlp);
    let body = "# TYPE target info\ntarget_info{host=\"h\"} 1\n# TYPE wait_seconds counter\n# UNIT wait_seconds seconds\nwait_seconds_total{otel_scope_name=\"shop\"} 3\n# EOF\n";
    for (metric, expected) in [
        (
            counter("wait_seconds_total", "", 3).replace(r#""sum""#, r#""unit":"s","sum""#),
            &[Aspect::Target][..],
        ),
        (
            counter("wait_seconds_total", "", 3).replace(r#""sum""#, r#""unit":"seconds","sum""#),
            &[Aspect::Target, Aspect::Unit],
        ),
        (
            counter("wait", "", 3).replace(r#""sum""#, r#""unit":"s","sum""#),
            &[Aspect::Target, Aspect::SuffixTrimmed],
        ),
        (
            counter("wait_seconds_total", &attribute("otel_scope_name", r#"{"stringValue":"shop"}"#), 3)
                .replace(r#""sum""#, r#""unit":"s","sum""#),
            &[Aspect::Target, Aspect::ScopeLeft],
        ),
        (counter("other", "", 3), &[Aspect::Target, Aspect::FamilyMissing]),
    ] {
        assert_eq!(compared(&metric, Format::OpenMetricsText, body, &terms), expected, "{metric}");
    }
}

#[test]
fn a_bridge_is_evident_where_both_sides_name_one_instance() {
    let export = |attributes: &str, extra: &str| {
        format!(
            r#"{{"resourceMetrics":[{{"resource":{{"attributes":[{attributes}]}},"scopeMetrics":[{{"scope":{{"name":"shop"}},"metrics":[
            {{"name":"foo.bar"{extra},"gauge":{{"dataPoints":[{{"asInt":"1"}}]}}}}]}}]}}]}}"#
        )
    };
    let id = |id: &str| attribute("service.instance.id", &format!(r#"{{"stringValue":"{id}"}}"#));
    let hint = r#","metadata":[{"key":"prometheus.type","value":{"stringValue":"gauge"}}]"#;
    let to_prometheus = |strategy| Some(Terms::new().strategy(strategy));
    let escaped = "target_info{service_instance_id=\"a\"} 1\nfoo_bar{otel_scope_name=\"shop\"} 1\n";
    let raw = "target_info{\"service.instance.id\"=\"a\"} 1\n{\"foo.bar\",otel_scope_name=\"shop\"} 1\n";
    for (export, scraped, expected) in [
        (export(&id("a"), ""), escaped, to_prometheus(Strategy::default())),
        (export(&id("a"), ""), raw, to_prometheus(Strategy::NoUtf8EscapingWithSuffixes)),
        (export(&id("b"), ""), escaped, None),
        (export("", ""), "foo_bar{otel_scope_name=\"shop\"} 1\n", to_prometheus(Strategy::default())),
        (export("", ""), "foo_bar{otel_scope_name=\"cart\"} 1\n", None),
        (export("", ""), "foo_bar 1\n", None),
        (export("", hint), "foo_bar 1\n", Some(Terms::new().direction(Direction::ToOtlp))),
    ] {
        let pushed = Capture::of_body(BodyFormat::OtlpJson, export);
        let scraped = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText1), scraped);
        assert_eq!(Parity::evident(&pushed.merge(&scraped)), expected, "{:?}", scraped.requests()[0].body());
    }
}

#[test]
fn what_goes_to_otlp_is_taken_apart() {
    let terms = Terms::new().unordered().direction(Direction::ToOtlp);
    let histogram = |counts: &str| {
        format!(
            r#"{{"name":"wait_seconds","histogram":{{"aggregationTemporality":2,"dataPoints":[{{"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":[{counts}]}}]}}}}"#
        )
    };
    let body = "# TYPE wait_seconds histogram\nwait_seconds_bucket{le=\"1\"} 1\nwait_seconds_bucket{le=\"2\"} 2\nwait_seconds_bucket{le=\"+Inf\"} 3\nwait_seconds_sum 4.5\nwait_seconds_count 3\n";
    assert_eq!(compared(&histogram(r#""1","1","1""#), Format::PrometheusText, body, &terms), []);
    assert_eq!(
        compared(&histogram(r#""1","2","3""#), Format::PrometheusText, body, &terms),
        [Aspect::Buckets]
    );
    let gauge = r#"{"name":"up","gauge":{"dataPoints":[{"asInt":"1"}]}}"#;
    for (line, expected) in [
        ("up 1", &[][..]),
        ("# TYPE up gauge\nup 1", &[]),
        ("# TYPE up counter\nup 1", &[Aspect::Type]),
        ("up{tier=\"gold\"} 1", &[Aspect::SeriesMissing]),
        ("up{otel_scope_name=\"shop\"} 1", &[]),
        ("up{otel_scope_name=\"cart\"} 1", &[Aspect::Scope]),
    ] {
        assert_eq!(compared(gauge, Format::PrometheusText, &format!("{line}\n"), &terms), expected, "{line}");
    }
    let info = r#"{"name":"build_info","gauge":{"dataPoints":[{"asInt":"1"}]}}"#;
    let body = "# TYPE build info\nbuild_info 1\n# EOF\n";
    assert_eq!(compared(info, Format::OpenMetricsText, body, &terms), [Aspect::Type]);
}

#[test]
fn values_that_grew_on_one_side_and_fell_on_the_other_are_told() {
    let metrics = [counter("a", "", 3), counter("b", "", 3), counter("c", "", 3)].join(",");
    let body = |values: [i64; 3]| {
        let line = |(name, value): (&str, i64)| {
            format!("# TYPE {name}_total counter\n{name}_total{{{SCOPE}}} {value}\n")
        };
        ["a", "b", "c"].into_iter().zip(values).map(line).collect::<String>()
    };
    for (values, expected) in
        [([3, 3, 3], &[][..]), ([4, 9, 3], &[]), ([1, 2, 0], &[]), ([4, 5, 2], &[Aspect::Value])]
    {
        assert_eq!(told(&metrics, &body(values)), expected, "{values:?}");
    }
}
