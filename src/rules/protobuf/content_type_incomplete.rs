use crate::capture::Exchange;
use crate::exposition::Format;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type of a protobuf body names the message and how messages are parted.
    ///
    /// It is `application/vnd.google.protobuf` with `proto=io.prometheus.client.MetricFamily` and `encoding=delimited`. Prometheus looks at the media type alone; other readers take such a body for another message.
    ///
    /// The renderings `encoding=text` and `encoding=compact-text` are for people, and no scraper asks for them.
    "protobuf/content-type-incomplete": Must, Error, Style;
    cites NEGOTIATION, "Protocol headers";
    help "send `application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited`";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited

HTTP/1.1 200 OK
Content-Type: application/vnd.google.protobuf

"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited

HTTP/1.1 200 OK
Content-Type: application/vnd.google.protobuf; proto=shop.Metrics; encoding=delimited

"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited

HTTP/1.1 200 OK
Content-Type: application/vnd.google.protobuf; encoding=delimited; proto=io.prometheus.client.MetricFamily

"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(media) = Answer::exposed(exchange).and_then(Answer::media) else { return };
    if media.format() != Some(Format::PrometheusProtobuf) {
        return;
    }
    let asked = [("proto", "io.prometheus.client.MetricFamily"), ("encoding", "delimited")];
    if let Some((name, wanted)) =
        asked.into_iter().find(|&(name, wanted)| media.parameter(name) != Some(wanted))
    {
        let said = media.parameter(name).map_or("nothing".to_owned(), |value| format!("`{value}`"));
        sink.tell(
            Place::default(),
            format!("the Content-Type says {said} for `{name}`, which is `{wanted}`"),
        );
    }
}
