use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// No blank stands behind the last token of a line.
    ///
    /// The format lets it stand. Readers built on expfmt take it for the beginning of a timestamp and refuse the text.
    "text/trailing-blank": Interop, Warning, DataLost;
    cites PROMETHEUS_SERVER, "expfmt, text parser";
    help "end the line behind its last token";
    bad "prometheus-text" r"
orders 3 
";
    good "prometheus-text" r"
orders 3
";
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for member in &family.members {
        let line = member.sample.bytes();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if line.last().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            let place = family.place(member).at(line.len(), 1);
            sink.tell(place, "a blank stands at the end of the line");
        }
    }
}
