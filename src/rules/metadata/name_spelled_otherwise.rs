use crate::exposition::Escaping;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// A family is described under the name that its samples have.
    ///
    /// Libraries that escape the names of samples by one scheme and those of metadata by another, or not at all, leave type, unit and help text behind with a family that has no samples. What is stored has another name, and the name depends on what the scraper asked for.
    "metadata/name-spelled-otherwise": Must, Error, DataWrong;
    cites OPENMETRICS, "MetricFamily; Gauge, text format";
    help "escape the name in TYPE, UNIT and HELP as in the samples";
    yields to "family/suffix-of-another-type";
    bad "openmetrics-text" r"
# TYPE a:colon gauge
a_colon 3
# EOF
";
    bad "openmetrics-text" r"
# TYPE http_requests counter
U__http__requests__total 3
# EOF
";
    bad "openmetrics-text" r"
# TYPE http__requests counter
http__requests__total 3
# EOF
";
    good "openmetrics-text" r"
# TYPE a_colon gauge
a_colon 3
# EOF
";
    good "openmetrics-text" r"
# TYPE un gauge
# TYPE unsum gauge
unsum 3
# EOF
";
    good "openmetrics-text" r"
# TYPE never_used gauge
# TYPE used gauge
used 3
# EOF
";
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

const ENDS: [&str; 8] = ["_total", "_created", "_bucket", "_sum", "_count", "_gsum", "_gcount", "_info"];

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in text.families.iter().filter(|family| !family.is_described()) {
        let Some(first) = family.members.first() else { continue };
        let Some(described) = text.described_before(first.sample.line()) else { continue };
        // Which samples are its own is not known without its type.
        if text.is_mistyped(&family.name) {
            continue;
        }
        if described.members.is_empty() && is_the_same(&described.name, &family.name) {
            let message = format!(
                "`{}` has no samples, and `{}` behind it is the same name in another spelling",
                described.name, family.name
            );
            sink.tell(family.place(first), message);
        }
    }
}

/// Whether two names, the other that of a sample, differ in the characters only that are escaped.
fn is_the_same(name: &str, other: &str) -> bool {
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let (known, other) = (plain(name), Escaping::Values.unescape(other));
    // A suffix of its own type would have made it a sample of the family.
    let short = ENDS.into_iter().find_map(|end| other.strip_suffix(end));
    !known.is_empty() && (plain(&other) == known || short.is_some_and(|short| plain(short) == known))
}
