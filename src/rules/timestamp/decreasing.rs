use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, TextFamily, Worlds};

rule! {
    /// The points of one metric stand in the order of their times.
    ///
    /// A later line with an earlier time is out of order, and dropped.
    "timestamp/decreasing": Must, Error, DataLost;
    cites OPENMETRICS, "Metric";
    help "write the points of a metric in the order of their times";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 1 20
stock 2 10
# EOF
";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 1 -1
stock 2 -1.1
# EOF
";
    bad "openmetrics-text" r"
# TYPE wait summary
wait_count 1 10
wait_count 1 20
wait_sum 1 10
wait_sum 1 20
# EOF
";
    good "http" r"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE stock gauge
stock 1 1700000000
stock 2 1700000000
stock 2 1700000010
# EOF
";
    good "http" r#"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE build info
build_info{version="1"} 1 1700000010
build_info{version="2"} 1 1700000000
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind == Kind::Info || !family.has_timestamps() {
        return;
    }
    for pair in family.members.windows(2) {
        if let (Some(before), Some(time)) = (pair[0].sample.timestamp(), pair[1].sample.timestamp())
            && time < before
            && family.metric_key(&pair[0]) == family.metric_key(&pair[1])
        {
            let say = |member: &Member<'_>| member.sample.timestamp_lexeme().unwrap_or_default().to_owned();
            let message = format!("the time {} comes after {}", say(&pair[1]), say(&pair[0]));
            sink.tell(family.place(&pair[1]), message);
            return;
        }
    }
}
