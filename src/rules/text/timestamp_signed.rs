use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A timestamp bears no sign.
    ///
    /// The format allows negative ones, and its own example has one. The lexer of Prometheus takes digits only, and a single sign fails the scrape.
    "text/timestamp-signed": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "text lexer";
    help "write no timestamp before 1970, and no sign";
    bad "prometheus-text" r"
orders 3 -1
";
    good "http" r"
GET /federate HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

orders 3 1700000000500
";
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for member in &family.members {
        if let Some(time) = member.sample.timestamp_lexeme().filter(|time| time.starts_with(['-', '+'])) {
            sink.tell(family.place(member), format!("the timestamp {time} bears a sign"));
        }
    }
}
