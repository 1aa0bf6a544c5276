use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// The info metric `target` comes before all other families.
    ///
    /// A reader that attaches what it says to the rest has it then when it needs it.
    "family/target-info-late": Should, Info, Style;
    cites OPENMETRICS, "MetricSet";
    help "write `target` first";
    bad "openmetrics-text" r#"
# TYPE stock gauge
stock 3
# TYPE target info
target_info{env="prod"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE target info
target_info{env="prod"} 1
# TYPE stock gauge
stock 3
# EOF
"#;
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let Some(target) = ["target", "target_info"].into_iter().find_map(|name| text.named(name)) else {
        return;
    };
    if target.kind != Kind::Info {
        return;
    }
    if let Some(other) = text.families.iter().find(|family| family.first_line() < target.first_line()) {
        let place = Place { line: target.first_line(), ..Place::family(&*target.name) };
        sink.tell(place, format!("`{}` comes after `{}`", target.name, other.name));
    }
}
