use crate::exposition::EntryKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, World, Worlds};

rule! {
    /// The lines that describe a family are followed by its samples, not by those of a name that nothing describes.
    ///
    /// A type or help text without any sample is harmless; directly before samples that nothing describes it is their own, spelled otherwise. Libraries that escape the names of samples but not those of metadata, or the other way round, leave type and help text behind in that way.
    "metadata/orphaned-samples": Interop, Warning, DataWrong;
    cites EXPERIENCE, "names that were escaped twice";
    help "give metadata and samples of a family the same name";
    bad "prometheus-text" r"
# TYPE a:colon gauge
a_colon 3
";
    good "prometheus-text" r"
# TYPE a_colon gauge
a_colon 3
";
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let has_samples = |name: &str| {
        text.families.iter().any(|family| family.name == name && !family.members.is_empty())
    };
    for family in text.families.iter().filter(|family| family.types.is_empty() && family.helps.is_empty()) {
        let Some(first) = family.members.first() else { continue };
        let before = first.sample.line().checked_sub(1).and_then(|line| text.exposition.entry(line));
        let described = match before.map(|entry| entry.kind()) {
            Some(EntryKind::Type { name, .. } | EntryKind::Help { name, .. } | EntryKind::Unit { name, .. }) => name,
            _ => continue,
        };
        if text.world == World::Text && described == family.name || has_samples(&described) {
            continue;
        }
        let message = format!("`{}` has no samples, and `{}` behind it no type and no help text", described, family.name);
        sink.tell(Place::line(first.sample.line()).of(&*family.name), message);
    }
}
