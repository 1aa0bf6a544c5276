use crate::exposition::EntryKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// No NUL byte stands outside quotes.
    ///
    /// Prometheus takes it for the end of the body: everything behind it is lost, and the scrape counts as a success.
    "text/nul-byte": Interop, Error, DataLost;
    cites PROMETHEUS_SERVER, "text lexer";
    help "write no NUL byte outside quotes";
    bad "prometheus-text" "orders 3\n\0\nstock 1\n";
    good "prometheus-text" "orders{note=\"a\0b\"} 3\n";
    check Check::Text(Worlds::TEXT, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    if text.exposition.is_plain() {
        return;
    }
    for at in memchr::memchr_iter(0, text.exposition.body()) {
        let (line, column) = text.exposition.place(at);
        let kind = text.exposition.entry(line).map(|entry| entry.kind());
        // In a sample that could be read it stands inside quotes.
        if !matches!(kind, Some(EntryKind::Sample(_) | EntryKind::Help { .. } | EntryKind::Comment)) {
            sink.tell(Place::line(line).at(column, 1), "Prometheus stops reading at this NUL byte");
            return;
        }
    }
}
