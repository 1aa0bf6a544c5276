use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, TextFamily, Worlds};

rule! {
    /// The samples of one metric all say a time, or none does.
    ///
    /// A reader has no way to tell which point the one without a time belongs to.
    "timestamp/on-some-samples": Must, Error, DataWrong;
    cites OPENMETRICS, "MetricPoint";
    help "write all samples of one metric with a time, or all without";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 1
stock 2 10
# EOF
";
    bad "openmetrics-text" r"
# TYPE wait summary
wait_count 1 10
wait_sum 1
# EOF
";
    good "http" r#"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE stock gauge
stock{shop="a"} 1 1700000000
stock{shop="b"} 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind == Kind::Info || !family.has_timestamps() {
        return;
    }
    let is_timed = |member: &Member<'_>| member.sample.timestamp_lexeme().is_some();
    let is_mixed = |pair: &&[Member<'_>]| {
        is_timed(&pair[0]) != is_timed(&pair[1]) && family.metric_key(&pair[0]) == family.metric_key(&pair[1])
    };
    if let Some(pair) = family.members.windows(2).find(is_mixed) {
        let (with, without) = if is_timed(&pair[0]) { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
        let message = format!(
            "`{}` says a time, and `{}` of the same metric none",
            with.sample.name(),
            without.sample.name()
        );
        sink.tell(family.place(&pair[1]), message);
    }
}
