use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

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

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in text.families.iter().filter(|family| !family.is_described()) {
        let end = ENDS.into_iter().find_map(|end| Some((family.name.strip_suffix(end)?, end)));
        let (Some((name, end)), Some(first)) = (end, family.members.first()) else { continue };
        let Some(owner) = text.named(name).filter(|owner| !owner.types.is_empty()) else { continue };
        let has_parts = owner.has_buckets() || owner.kind == Kind::Summary;
        if (has_parts || owner.members.is_empty()) && owner.has_line(first.sample.line() - 1) {
            let word = owner.type_word().unwrap_or_default();
            let message = format!("`{name}` is of type {word}, whose samples do not end in `{end}`");
            sink.tell(family.place(first), message);
        }
    }
}
