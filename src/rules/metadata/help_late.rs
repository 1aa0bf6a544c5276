use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A HELP line stands before the samples of its family, too.
    ///
    /// Every reader that was tried takes it where it is.
    "metadata/help-late": Must, Warning, Style;
    cites PROMETHEUS_TEXT, "Grouping and sorting";
    help "write the HELP line before the first sample";
    bad "prometheus-text" r"
orders 3
# HELP orders Orders.
";
    good "prometheus-text" r"
# HELP orders Orders.
orders 3
";
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let (Some(described), Some(first)) = (family.helps.first(), family.members.first()) else { return };
    if described.line > first.sample.line() {
        let place = Place::line(described.line).of(&*family.name);
        sink.tell(
            place,
            format!(
                "the help text of `{}` comes after its sample in line {}",
                family.name,
                first.sample.line()
            ),
        );
    }
}
