use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyTrack, Target, Track, Worlds};
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

rule! {
    /// A family keeps the names of its labels.
    ///
    /// Series with other labels are other series: graphs break off, alerts that group by the old name match nothing, and the counters begin anew. It is told where all series with the old names ended and others with new names took their place; labels that only describe (`…_info`, `…_labels`) may come and go.
    "change/labels": Must, Error, DataWrong;
    cites OPENMETRICS, "Exposition Across Time";
    help "choose the labels once; add what describes to an info metric";
    yields to "change/kind" "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
---
# TYPE orders_total counter
orders_total{level="gold"} 4
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
---
# TYPE orders_total counter
orders_total{tier="gold"} 4
orders_total{city="x"} 4
"#;
    good "prometheus-text" r#"
# TYPE build_info gauge
build_info{version="1"} 1
---
# TYPE build_info gauge
build_info{version="1",branch="x"} 1
"#;
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    // By family and by names: the first look, the last look, and a series.
    let mut names: BTreeMap<(u32, u64), (u32, u32, &Track<'_>)> = BTreeMap::new();
    for track in target.tracks.iter().filter(|track| is_meant(target, track)) {
        let (Some(first), Some(last)) = (track.steps.first(), track.steps.last()) else { continue };
        let mut hasher = FxHasher::default();
        keys(track).for_each(|key| key.hash(&mut hasher));
        let spell = names.entry((track.family, hasher.finish())).or_insert((first.look, last.look, track));
        (spell.0, spell.1) = (spell.0.min(first.look), spell.1.max(last.look));
    }
    let mut spells: Vec<&(u32, u32, &Track<'_>)> = Vec::new();
    let mut row = names.iter().peekable();
    while let Some((&(family, _), spell)) = row.next() {
        spells.push(spell);
        if row.peek().is_none_or(|(next, _)| next.0 != family) {
            if spells.len() > 1 {
                compare(target, &target.families[family as usize], &spells, sink);
            }
            spells.clear();
        }
    }
}

fn keys<'t>(track: &'t Track<'_>) -> impl Iterator<Item = &'t str> {
    track.labels.iter().filter(|label| label.value != "").map(|label| label.key)
}

fn is_meant(target: &Target<'_>, track: &Track<'_>) -> bool {
    let name = target.name(track);
    let describes = ["info", "_labels", "_annotations"].iter().any(|end| name.ends_with(end));
    let is_lasting = track.counts() || !target.is_otlp() && matches!(track.kind, Kind::Gauge | Kind::Unknown);
    is_lasting && !describes
}

/// Tells the first look in which names took the place of others, and none went on.
fn compare(
    target: &Target<'_>,
    family: &FamilyTrack<'_>,
    spells: &[&(u32, u32, &Track<'_>)],
    sink: &mut Sink<'_>,
) {
    for (_, last, old) in spells {
        let next = family.seen.iter().map(|(look, _)| *look).find(|look| look > last);
        let Some(next) = next else { continue };
        let new = spells.iter().find(|(first, ..)| *first == next);
        let goes_on = spells.iter().any(|(first, last, _)| *first < next && *last >= next);
        if let Some((_, _, new)) = new.filter(|_| !goes_on) {
            let list = |track: &Track<'_>| keys(track).collect::<Vec<_>>().join(", ");
            let message = format!("the labels were {{{}}} and are {{{}}}", list(old), list(new));
            sink.tell(target.place_of_family(family, next), message);
            return;
        }
    }
}
