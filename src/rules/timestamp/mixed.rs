use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// All parts of one histogram or summary say one time, or none.
    ///
    /// Where they differ, buckets, sum and count belong to different moments. The Prometheus text format is silent about it, OpenMetrics asks for it.
    "timestamp/mixed": Advice, Warning, DataWrong;
    cites OPENMETRICS, "MetricPoint";
    help "write all parts of one histogram or summary with one timestamp, or without any";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5 1700000000500
wait_seconds_count 2 1700000000500
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(family.kind, Kind::Histogram | Kind::Summary) {
        return;
    }
    for instance in family.instances() {
        let head = family.head(instance);
        let time = head.sample.timestamp_lexeme();
        let members = instance.members.iter().map(|&at| &family.members[at as usize]);
        if let Some(other) = members.skip(1).find(|member| member.sample.timestamp_lexeme() != time) {
            let say =
                |time: Option<&str>| time.map_or("no time".to_owned(), |time| format!("the time {time}"));
            let (here, there) = (say(other.sample.timestamp_lexeme()), say(time));
            sink.tell(
                family.place(other),
                format!("`{}` says {here}, line {} {there}", other.sample.name(), head.sample.line()),
            );
        }
    }
}
