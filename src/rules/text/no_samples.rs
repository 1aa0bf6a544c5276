use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// An exposition has samples.
    ///
    /// An empty one is legal and scrapes as healthy. Mostly a registry was never wired up, or two copies of a library hold one each.
    "text/no-samples": Advice, Info, DataLost;
    cites PROMETHEUS_TEXT, "Line format";
    help "look whether the registry that is exposed is the one that is used";
    bad "prometheus-text" r"
# nothing here
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    // Where lines could not be read, samples may have stood in them.
    let is_of_end = |kind| matches!(kind, FaultKind::MissingFinalNewline | FaultKind::MissingEof);
    if text.exposition.faults().all(|fault| is_of_end(fault.kind()))
        && text.families.iter().all(|family| family.members.is_empty())
    {
        sink.tell(Place::default(), "the exposition has no samples");
    }
}
