use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, TextView, Worlds};

rule! {
    /// Names are quoted only for a scraper that asked for them.
    ///
    /// A Prometheus before 3.0 asks for no UTF-8 names and refuses a text that has them. Without `escaping=allow-utf-8` in the request a target writes its names with underscores.
    "text/quoted-name-unasked": Interop, Error, DataLost;
    cites ESCAPING, "Default behaviour";
    help "escape names unless the request says `escaping=allow-utf-8`";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4

{"http.requests"} 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; escaping=allow-utf-8

{"http.requests"} 3
"#;
    good "prometheus-text" r#"
{"http.requests"} 3
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let asked = text.exchange.record().request_headers.iter();
    let mut asked = asked.filter(|(name, _)| name.eq_ignore_ascii_case("accept")).peekable();
    // Without a request nobody knows what was asked for.
    if asked.peek().is_none() || asked.any(|(_, value)| value.contains("allow-utf-8")) {
        return;
    }
    for family in &text.families {
        let quoted = |member: &&Member<'_>| {
            member.sample.name_is_quoted() || member.sample.labels().any(|label| label.name_is_quoted())
        };
        if let Some(member) = family.members.iter().find(quoted) {
            sink.tell(
                family.place(member),
                format!("`{}` is quoted, and the request did not ask for UTF-8 names", member.sample.name()),
            );
            return;
        }
    }
}
