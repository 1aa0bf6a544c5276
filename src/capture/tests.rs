//! The three views of a capture.

use super::*;
use crate::model::{Kind, Reading};

fn look(values: &[(&str, i64)]) -> Reading {
    let mut builder = Reading::builder();
    for &(tier, value) in values {
        builder.number("orders_total", Kind::Counter, &[("tier", tier)], value);
    }
    builder.finish()
}

#[test]
fn a_cumulative_value_that_is_exported_twice_is_latest_once() {
    let capture = Capture::of([look(&[("gold", 1)]), look(&[("gold", 3), ("silver", 2)])]);
    let latest = capture.latest();
    assert_eq!(latest.families().len(), 1);
    let series: Vec<_> = latest.families()[0]
        .series()
        .iter()
        .map(|series| (series.labels().to_string(), series.point().number(), series.exchange().number()))
        .collect();
    let expected = [
        (r#"{tier="gold"}"#.to_owned(), Some(3_i64.into()), 1),
        (r#"{tier="silver"}"#.to_owned(), Some(2_i64.into()), 1),
    ];
    assert_eq!(series, expected);
}

#[test]
fn a_series_that_vanished_keeps_its_last_point() {
    let capture = Capture::of([look(&[("gold", 1), ("silver", 2)]), look(&[("gold", 3)])]);
    let latest = capture.latest();
    let numbers: Vec<_> =
        latest.families()[0].series().iter().filter_map(|series| series.point().number()).collect();
    assert_eq!(numbers, [3_i64.into(), 2_i64.into()]);
}

#[test]
fn a_history_holds_every_point_with_its_exchange() {
    let capture = Capture::of([look(&[("gold", 1)]), look(&[]), look(&[("gold", 3)])]);
    let series = capture.series();
    assert_eq!(series.len(), 1);
    let points: Vec<_> =
        series[0].points().iter().map(|point| (point.exchange.number(), point.point.number())).collect();
    assert_eq!(points, [(0, Some(1_i64.into())), (2, Some(3_i64.into()))]);
}

#[test]
fn the_same_name_scraped_from_two_targets_stays_two_series() {
    let scrape = |number, url: &str| {
        let mut record =
            Record::new(Transport::Scrape, crate::otlp::Signal::Metrics, BodyFormat::Raw, Vec::new());
        url.clone_into(&mut record.path);
        Exchange::of_reading(number, record, look(&[("gold", 1)]))
    };
    let capture: Capture =
        [scrape(0, "http://a/metrics"), scrape(1, "http://b/metrics")].into_iter().collect();
    assert_eq!(capture.series().len(), 2);
}

#[test]
fn merging_puts_exchanges_in_the_order_of_arrival_and_numbers_them_anew() {
    let at = |seconds: u64| {
        let mut record =
            Record::new(Transport::OtlpGrpc, crate::otlp::Signal::Metrics, BodyFormat::Raw, Vec::new());
        record.arrived = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        record
    };
    let merged = Capture::from_records([at(1), at(5)]).merge(&Capture::from_records([at(3)]));
    let order: Vec<_> =
        merged.requests().iter().map(|exchange| (exchange.number(), exchange.arrived())).collect();
    assert_eq!(order, [(0, at(1).arrived), (1, at(3).arrived), (2, at(5).arrived)]);
}

#[test]
fn a_tally_counts_points_again_and_series_once() {
    let capture = Capture::of([look(&[("gold", 1)]), look(&[("gold", 3), ("silver", 2)])]);
    let mut tally = Tally::default();
    tally.extend(capture.requests());
    assert_eq!((tally.exports(), tally.points(), tally.families(), tally.series()), (2, 3, 1, 2));
}

#[test]
fn what_was_refused_is_kept_and_counted_and_is_nothing_that_the_service_has_said() {
    let body = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"orders","gauge":{"dataPoints":[{"asInt":"3"}]}}]}]}]}"#;
    let answered = |status, problem: Option<&str>| Record {
        status,
        problem: problem.map(str::to_owned),
        ..Record::new(Transport::OtlpHttp, crate::otlp::Signal::Metrics, BodyFormat::OtlpJson, body)
    };
    let (http, grpc) = (|code| Some(Status::Http(code)), |code| Some(Status::Grpc(code)));
    for (record, is_refused) in [
        (answered(None, None), false),
        (answered(http(200), None), false),
        (answered(grpc(0), None), false),
        (answered(http(503), None), true),
        (answered(grpc(14), None), true),
        (answered(None, Some("the client went away")), true),
    ] {
        let capture = Capture::from_records([record.clone()]);
        assert_eq!(capture.requests()[0].is_refused(), is_refused, "{record:?}");
        assert!(capture.requests()[0].reading().is_some(), "the bytes can be looked at all the same");
        let counted = usize::from(!is_refused);
        assert_eq!((capture.series().len(), capture.latest().families().len()), (counted, counted));
        let mut tally = Tally::default();
        tally.extend(capture.requests());
        assert_eq!((tally.exports(), tally.refused(), tally.points()), (counted, 1 - counted, counted));
    }
}

#[test]
fn a_scrape_that_failed_is_kept_and_counted_and_is_nothing_that_the_service_has_said() {
    let text = BodyFormat::Exposition(crate::exposition::Format::PrometheusText);
    let answered = |status, problem: Option<&str>| Record {
        status,
        problem: problem.map(str::to_owned),
        ..Record::new(Transport::Scrape, crate::otlp::Signal::Metrics, text, "orders_total 3\n")
    };
    let http = |code| Some(Status::Http(code));
    for (record, is_taken) in [
        (answered(None, None), true),
        (answered(http(200), None), true),
        (answered(http(200), Some("unexpected EOF")), false),
        (answered(http(204), None), false),
        (answered(http(500), None), false),
        (answered(None, Some("context deadline exceeded")), false),
    ] {
        let capture = Capture::from_records([record.clone()]);
        let exchange = &capture.requests()[0];
        assert_eq!((exchange.is_taken(), exchange.is_refused()), (is_taken, false), "{record:?}");
        assert!(exchange.reading().is_some(), "the bytes can be looked at all the same");
        let counted = usize::from(is_taken);
        assert_eq!((capture.readings().count(), capture.latest().families().len()), (counted, counted));
        assert_eq!(capture.contract().build().is_empty(), !is_taken, "{record:?}");
        let mut tally = Tally::default();
        tally.extend(capture.requests());
        assert_eq!((tally.scrapes(), tally.refused(), tally.points()), (1, 0, counted));
    }
}
