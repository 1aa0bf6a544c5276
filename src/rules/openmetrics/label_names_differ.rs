use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Shape, TextFamily, Worlds};

rule! {
    /// All metrics of a family have the same label names.
    ///
    /// Whoever sums over a label meets series that do not have it. Info metrics are an exception.
    "openmetrics/label-names-differ": Should, Warning, DataWrong;
    cites OPENMETRICS, "Metric";
    help "give all samples of a family the same labels; where there is nothing to say, say so in the value";
    bad "openmetrics-text" r#"
# TYPE stock gauge
stock{shop="a"} 1
stock{city="b"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE stock gauge
stock{shop="a",city="x"} 1
stock{city="b",shop="b"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.shapes.len() < 2 || family.kind == Kind::Info || family.name.ends_with("_info") {
        return;
    }
    let names = |shape: &Shape<'_>| {
        let is_own = |name: &&str| !matches!(*name, "le" | "quantile") && *name != family.name;
        let mut names: Vec<String> =
            shape.labels.iter().map(|name| &**name).filter(is_own).map(str::to_owned).collect();
        names.sort_unstable();
        names
    };
    let first = names(&family.shapes[0]);
    if let Some((shape, member)) = family.written().find(|(shape, _)| names(shape) != first) {
        let say = |names: &[String]| {
            if names.is_empty() { "no labels".to_owned() } else { format!("`{}`", names.join("`, `")) }
        };
        let message = format!("`{}` has {} here and {} before", family.name, say(&names(shape)), say(&first));
        sink.tell(family.place(member), message);
    }
}
