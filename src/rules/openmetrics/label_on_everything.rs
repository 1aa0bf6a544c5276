use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};
use std::borrow::Cow;

rule! {
    /// No label with one value stands on every sample.
    ///
    /// What is true of the whole target belongs into the configuration of the scraper or into an info metric, and would be paid for with every series. The scopes of OpenTelemetry are an exception, and so is a body of fewer than five families.
    "openmetrics/label-on-everything": Should, Warning, Costs;
    cites OPENMETRICS, "MetricSet; target metadata";
    help "say it once, in the info metric `target`, or let the scraper add it";
    bad "openmetrics-text" r#"
# TYPE bread gauge
bread{env="prod"} 1
# TYPE cheese gauge
cheese{env="prod"} 1
# TYPE flour gauge
flour{env="prod"} 1
# TYPE milk gauge
milk{env="prod"} 1
# TYPE salt gauge
salt{env="prod"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE bread gauge
bread{shop="bread"} 1
# TYPE cheese gauge
cheese{shop="cheese"} 1
# TYPE flour gauge
flour{shop="flour"} 1
# TYPE milk gauge
milk{shop="milk"} 1
# TYPE salt gauge
salt{shop="salt"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE bread gauge
bread{otel_scope_name="shop"} 1
# TYPE cheese gauge
cheese{otel_scope_name="shop"} 1
# TYPE flour gauge
flour{otel_scope_name="shop"} 1
# TYPE milk gauge
milk{otel_scope_name="shop"} 1
# TYPE salt gauge
salt{otel_scope_name="shop"} 1
# EOF
"#;
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

const FEWEST: usize = 5;

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let with_samples = || text.families.iter().filter(|family| !family.members.is_empty());
    let Some(first) = with_samples().next().filter(|_| with_samples().count() >= FEWEST) else { return };
    let labels = first.members[0].sample.labels();
    let mut everywhere: Vec<(Cow<'_, str>, &str)> = labels.map(|label| (label.name(), label.raw_value())).collect();
    everywhere.retain(|(name, _)| !name.starts_with("otel_scope_") && !matches!(&**name, "le" | "quantile"));
    // Names first: they are few, and mostly settle it.
    for shape in with_samples().flat_map(|family| &family.shapes) {
        everywhere.retain(|(name, _)| shape.labels.contains(name));
    }
    for member in with_samples().flat_map(|family| &family.members) {
        if everywhere.is_empty() {
            return;
        }
        let has = |(name, value): &(Cow<'_, str>, &str)| {
            member.sample.labels().any(|label| label.name() == *name && label.raw_value() == *value)
        };
        everywhere.retain(has);
    }
    if let Some((name, value)) = everywhere.first() {
        sink.tell(Place::default(), format!("every sample has `{name}=\"{value}\"`"));
    }
}
