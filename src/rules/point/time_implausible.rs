use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Times are nanoseconds since 1970.
    ///
    /// Nothing refuses milliseconds: the points land in January 1970. Only times are told that are near now in another unit, as replayed data may be of any age.
    "point/time-implausible": Advice, Warning, DataLost;
    cites OTLP, "metrics.proto, time_unix_nano";
    help "write nanoseconds";
    bad "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1520879607789000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    const DAY: u128 = 86_400_000_000_000;
    let now = view.exchange.arrived().duration_since(std::time::UNIX_EPOCH).map_or(0, |now| now.as_nanos());
    for point in view.request().all_points() {
        let time = u128::from(point.data.time);
        if time == 0 || time.abs_diff(now) <= DAY {
            continue;
        }
        let units = [("seconds", 1_000_000_000), ("milliseconds", 1_000_000), ("microseconds", 1_000)];
        if let Some((unit, _)) = units.into_iter().find(|(_, factor)| (time * factor).abs_diff(now) < DAY) {
            sink.tell(
                point.field("time_unix_nano", None),
                format!("the time {time} is now in {unit}, and another in nanoseconds"),
            );
        }
    }
}
