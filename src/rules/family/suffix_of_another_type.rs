use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, TextView, Worlds};

rule! {
    /// The names of samples end as their type says.
    ///
    /// A gauge has its bare name; a gauge histogram has `_gsum` and `_gcount`, not `_sum` and `_count`. Readers take what ends otherwise for a family of its own that nothing describes, and the type is lost.
    "family/suffix-of-another-type": Must, Error, DataWrong;
    cites OPENMETRICS, "Suffixes; Gauge; Unknown; GaugeHistogram";
    help "write the names that samples of the type have, or describe the other family";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock_total 3
# EOF
";
    bad "openmetrics-text" r#"
# TYPE queue gaugehistogram
queue_bucket{le="+Inf"} 3
queue_count 3
queue_sum 4
# EOF
"#;
    bad "openmetrics-text" r"
# TYPE orders counter
orders_sum 3
# EOF
";
    good "openmetrics-text" r"
# TYPE stock gauge
stock 3
stock_total 3
# EOF
";
    good "openmetrics-text" r#"
# TYPE queue gaugehistogram
queue_bucket{le="+Inf"} 3
queue_gcount 3
queue_gsum 4
# EOF
"#;
    check Check::Text(Worlds::OPENMETRICS, check);
}

const ENDS: [&str; 8] = ["_total", "_created", "_bucket", "_sum", "_count", "_gsum", "_gcount", "_info"];

/// The family whose samples these were to be, and the end that its type does not have.
pub(super) fn owner<'t, 'v>(
    text: &'t TextView<'v>,
    family: &TextFamily<'v>,
) -> Option<(&'t TextFamily<'v>, &'static str)> {
    let mut ends = ENDS.into_iter().filter(|_| !family.is_described());
    let (name, end) = ends.find_map(|end| Some((family.name.strip_suffix(end)?, end)))?;
    let owner = text.named(name).filter(|owner| !owner.types.is_empty())?;
    let has_parts = owner.has_buckets() || owner.kind == Kind::Summary;
    // A start time alone is no sample that its type asks for.
    (has_parts || owner.members.iter().all(|member| member.role == Role::Created)).then_some((owner, end))
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in &text.families {
        let (Some((owner, end)), Some(first)) = (owner(text, family), family.members.first()) else {
            continue;
        };
        if owner.has_line(first.sample.line() - 1) {
            let name = &owner.name;
            let word = owner.type_word().unwrap_or_default();
            let message = format!("`{name}` is of type {word}, whose samples do not end in `{end}`");
            sink.tell(family.place(first), message);
        }
    }
}
