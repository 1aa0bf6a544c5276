use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, TextView, Worlds};

rule! {
    /// Samples of a live target bear no timestamps.
    ///
    /// A scraper knows when it scrapes. Samples that say their own time are not marked stale when they vanish, so that a series that is gone stays for five minutes. Federation is left alone; caches in front of slow sources and bridges from push are exceptions that a setting can allow.
    "timestamp/explicit": Should, Warning, DataLost;
    cites PROMETHEUS_EXPORTERS, "Scheduling";
    help "leave the timestamp out; the scraper knows the time";
    bad "prometheus-text" r"
orders 3 1700000000500
";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 3 1700000000.5
# EOF
";
    good "prometheus-text" r"
orders 3
";
    good "http" r"
GET /federate HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

orders 3 1700000000500
";
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    if text.exchange.path().contains("/federate") {
        return;
    }
    let timed = |family: &TextFamily<'_>| {
        family.members.iter().filter(|member| member.sample.timestamp_lexeme().is_some()).count()
    };
    let count: usize = text.families.iter().map(timed).sum();
    let first = text.families.iter().find_map(|family| {
        let member = family.members.iter().find(|member| member.sample.timestamp_lexeme().is_some())?;
        Some((family, member))
    });
    if let Some((family, member)) = first {
        let more = match count {
            1 => String::new(),
            _ => format!(", and so do {} more", count - 1),
        };
        sink.tell(family.place(member), format!("`{}` says its own time{more}", member.sample.name()));
    }
}
