use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// The lines that describe a family are followed by its samples, not by those of a name that nothing describes.
    ///
    /// A type or help text without any sample is harmless; directly before samples that nothing describes it is their own, spelled otherwise. Libraries that escape the names of samples but not those of metadata, or the other way round, leave type and help text behind in that way.
    "metadata/orphaned-samples": Interop, Warning, DataWrong;
    cites EXPERIENCE, "names that were escaped twice";
    help "give metadata and samples of a family the same name";
    yields to "metadata/name-spelled-otherwise" "family/suffix-of-another-type";
    bad "prometheus-text" r"
# TYPE a:colon gauge
a_colon 3
";
    good "prometheus-text" r"
# TYPE a_colon gauge
a_colon 3
";
    good "prometheus-text" r"
# TYPE never_used gauge
# TYPE used gauge
used 3
";
    good "prometheus-text" r#"
# HELP shop_order_duration_seconds
# TYPE shop_order_duration_seconds untyped
shop_order_duration_seconds_bucket{vmrange="1.668e-03...1.896e-03"} 3
shop_order_duration_seconds_sum 0.005
shop_order_duration_seconds_count 3
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in text.families.iter().filter(|family| !family.is_described()) {
        let Some(first) = family.members.first() else { continue };
        let Some(described) = text.described_before(first.sample.line()) else { continue };
        // An unknown type and no help text are nothing to leave behind.
        let says_something = described.kind != Kind::Unknown
            || described.helps.iter().any(|help| !help.text.trim().is_empty());
        if described.members.is_empty() && says_something {
            let message = format!(
                "`{}` has no samples, and `{}` behind it no type and no help text",
                described.name, family.name
            );
            sink.tell(Place::line(first.sample.line()).of(&*family.name), message);
        }
    }
}
