use super::grown;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{CaptureView, Character, Metric, Worlds};

rule! {
    /// No label holds a time.
    ///
    /// Each tick makes a new series, and the old one ends. A point in time is the value of a gauge in seconds; one that never changes, as that of a build, may stay in an info metric.
    "cardinality/times": Advice, Warning, Costs;
    cites PROMETHEUS_INSTRUMENTATION, "Timestamps, not time since";
    help "write the time as the value of a gauge `…_timestamp_seconds`";
    bad "prometheus-text" r#"
# HELP shop_sync_done Whether it was done.
# TYPE shop_sync_done gauge
shop_sync_done{shelf="a",last_run="2024-05-01T10:00:00Z"} 1
shop_sync_done{shelf="b",last_run="2024-05-01T10:10:00Z"} 1
"#;
    bad "prometheus-text" r#"
# HELP shop_sync_info What was done.
# TYPE shop_sync_info gauge
shop_sync_info{last_run="1700000000"} 1
---
# HELP shop_sync_info What was done.
# TYPE shop_sync_info gauge
shop_sync_info{last_run="1700000010"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_build_info What was built.
# TYPE shop_build_info gauge
shop_build_info{built="2024-05-01T10:00:00Z",part="a"} 1
shop_build_info{built="2024-05-02T10:00:00Z",part="b"} 1
---
# HELP shop_build_info What was built.
# TYPE shop_build_info gauge
shop_build_info{built="2024-05-01T10:00:00Z",part="a"} 1
shop_build_info{built="2024-05-02T10:00:00Z",part="b"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_shelf Shelf.
# TYPE shop_shelf gauge
shop_shelf{version="2024.05.01",day="2024-05-01"} 1
shop_shelf{version="2024.05.02",day="2024-05-02"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
    check Check::Capture(check_change);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns().iter().filter(|_| !metric.is_info()) {
        if !column.has(Character::Digit) || column.count(2, is_time) < 2 {
            continue;
        }
        // Numbers that are times by chance are few among others.
        let times = column.values.iter().filter(|text| is_time(text)).count();
        if 2 * times >= column.values.len() {
            let example = column.find(is_time).unwrap_or_default();
            let message =
                format!("`{}` of `{}` has {times} times, such as `{example}`", column.key, metric.name);
            sink.tell(metric.place(), message);
        }
    }
}

fn check_change(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    for grown in grown(view, |_, _| true, is_time) {
        let message =
            format!("`{}` of `{}` holds times, and now `{}`", grown.key, grown.family, grown.example);
        sink.tell(Place::family(grown.family), message);
    }
}

/// Whether it is a moment: a date with a time of day, or the number of seconds or parts of them since 1970.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    if bytes.len() >= 16 && bytes[4] == b'-' {
        let digits = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15];
        return digits.iter().all(|&at| bytes[at].is_ascii_digit())
            && bytes[7] == b'-'
            && matches!(bytes[10], b'T' | b' ')
            && bytes[13] == b':';
    }
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if !matches!(whole.len(), 10 | 13 | 16 | 19) || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    // Between 2017 and 2033.
    whole.as_bytes()[0] == b'1' && matches!(whole.as_bytes()[1], b'5'..=b'9')
}
