use crate::exposition::EntryKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// All lines of a family stand together.
    ///
    /// No reader refuses it, and classic histograms that a server converts to native ones are torn apart by it. Expositions of several workers that were joined look so, and registries that write metric by metric instead of family by family.
    "family/split": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Grouping and sorting";
    help "write all lines of a family one after the other";
    yields to "metadata/type-repeated";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
# TYPE stock gauge
stock 1
orders_total{tier="silver"} 2
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
orders_total{tier="silver"} 2
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in &text.families {
        let described = [&family.types, &family.helps, &family.units].into_iter().flatten().map(|one| one.line);
        let first = family.members.first().map(|member| member.sample.line());
        let mut last = described.filter(|&line| first.is_some_and(|first| line < first)).max();
        for member in &family.members {
            let line = member.sample.line();
            if let Some(last) = last.filter(|&last| last + 1 < line)
                && let Some(other) = (last + 1..line).find_map(|between| says_something(text, between))
            {
                let message = format!("`{}` goes on here, after `{other}` came in between", family.name);
                sink.tell(family.place(member), message);
                break;
            }
            last = Some(line);
        }
    }
}

/// The name that a line between is about. Blank lines and comments part nothing.
fn says_something(text: &TextView<'_>, line: usize) -> Option<String> {
    match text.exposition.entry(line)?.kind() {
        EntryKind::Sample(sample) => Some(sample.name().into_owned()),
        EntryKind::Type { name, .. } | EntryKind::Help { name, .. } => Some(name.into_owned()),
        _ => None,
    }
}
