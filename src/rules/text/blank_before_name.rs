use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A sample begins at the beginning of its line.
    ///
    /// The format lets blanks stand around tokens. Prometheus 2 refuses the scrape; Prometheus 3 stores a series whose name begins with the blank.
    "text/blank-before-name": Interop, Error, DataWrong;
    cites PROMETHEUS_SERVER, "text parser";
    help "begin the line with the name";
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
        if member.sample.bytes().first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            let place = family.place(member).at(1, 1);
            sink.tell(place, format!("a blank stands before `{}`", member.sample.name()));
        }
    }
}
