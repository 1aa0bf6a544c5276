use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A TYPE line stands before the first sample of its family.
    ///
    /// Once a sample was read, a reader has taken the family to be untyped. Readers built on expfmt refuse the text.
    "metadata/type-late": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "write the TYPE line before the first sample";
    bad "prometheus-text" r"
orders 3
# TYPE orders gauge
";
    good "prometheus-text" r"
# TYPE orders gauge
orders 3
";
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let (Some(described), Some(first)) = (family.types.first(), family.members.first()) else { return };
    if described.line > first.sample.line() {
        let place = Place::line(described.line).of(&*family.name);
        sink.tell(
            place,
            format!("the type of `{}` comes after its sample in line {}", family.name, first.sample.line()),
        );
    }
}
