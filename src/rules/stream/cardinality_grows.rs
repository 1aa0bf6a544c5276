use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyTrack, Target, Track, Worlds};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    /// The number of series of a family levels off.
    ///
    /// A label that takes a new value with each request, customer or day makes new series for ever: memory of the service and of everything behind it grows until something falls over. It is told when a family grew with each of five looks or more and has not slowed down.
    "stream/cardinality-grows": Advice, Warning, Costs;
    cites PROMETHEUS_NAMING, "Labels";
    help "take the label away, or give it few values: a route instead of a path, a class instead of a number";
    bad "prometheus-text" r#"
# TYPE orders gauge
orders{customer="0"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
orders{customer="5"} 1
orders{customer="6"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
orders{customer="5"} 1
orders{customer="6"} 1
orders{customer="7"} 1
orders{customer="8"} 1
orders{customer="9"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
orders{customer="5"} 1
orders{customer="6"} 1
orders{customer="7"} 1
orders{customer="8"} 1
orders{customer="9"} 1
orders{customer="10"} 1
orders{customer="11"} 1
orders{customer="12"} 1
"#;
    good "prometheus-text" r#"
# TYPE orders gauge
orders{customer="0"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
orders{customer="5"} 1
orders{customer="6"} 1
orders{customer="7"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
orders{customer="5"} 1
orders{customer="6"} 1
orders{customer="7"} 1
orders{customer="8"} 1
---
# TYPE orders gauge
orders{customer="0"} 1
orders{customer="1"} 1
orders{customer="2"} 1
orders{customer="3"} 1
orders{customer="4"} 1
orders{customer="5"} 1
orders{customer="6"} 1
orders{customer="7"} 1
orders{customer="8"} 1
"#;
    check Check::Target(Worlds::ALL, check);
}

/// How many series must have come for it to be worth a word.
const GROWTH: usize = 12;

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let mut grown: BTreeMap<u32, Vec<&Track<'_>>> = BTreeMap::new();
    for (number, family) in target.families.iter().enumerate() {
        if growth(family).is_some() {
            grown.insert(number as u32, Vec::new());
        }
    }
    if grown.is_empty() {
        return;
    }
    for track in target.tracks.iter().filter(|track| !track.is_delta()) {
        grown.entry(track.family).and_modify(|tracks| tracks.push(track));
    }
    for (number, tracks) in grown.into_iter().filter(|(_, tracks)| !tracks.is_empty()) {
        let family = &target.families[number as usize];
        let Some((first, last)) = growth(family) else { continue };
        let looks = family.seen.len();
        let mut message = format!("{first} series became {last} in {looks} looks, a few more each time");
        if let Some((label, values)) = label_that_grows(&tracks) {
            message += &format!(": `{label}` took {values} values");
        }
        sink.tell(target.place_of_family(family, family.seen[looks - 1].0), message);
    }
}

/// The number of series in the first look and in the last, if it grew all the while.
fn growth(family: &FamilyTrack<'_>) -> Option<(usize, usize)> {
    let counts: Vec<usize> = family.seen.iter().map(|(_, said)| said.series_count()).collect();
    let (first, last) = (*counts.first()?, *counts.last()?);
    let grows = counts.len() >= 5 && counts.windows(2).all(|pair| pair[1] > pair[0]);
    if !grows || last - first < GROWTH {
        return None;
    }
    // What comes with the last look is no less than half of what came with each on average.
    let newest = last - counts[counts.len() - 2];
    (newest * 2 * (counts.len() - 1) >= last - first).then_some((first, last))
}

/// The label with the most values, and how many.
fn label_that_grows<'t>(tracks: &[&'t Track<'_>]) -> Option<(&'t str, usize)> {
    let mut values: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for label in tracks.iter().flat_map(|track| track.labels.iter()) {
        values.entry(label.key).or_default().insert(label.value.to_string());
    }
    let counted = values.into_iter().map(|(key, values)| (key, values.len()));
    counted.filter(|(_, values)| *values > 1).max_by_key(|(_, values)| *values)
}
