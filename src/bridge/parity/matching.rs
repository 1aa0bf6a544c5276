//! Which series of one side is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::super::labels::{label_names, scope_labels, translate_labels};
use super::super::names::collapsed;
use super::super::strategy::Strategy;
use super::super::target::{instance_of, job_of};
use super::Aspect;
use super::stream::Stream;
use crate::model::{Family, Labels, Series};

/// Labels in one spelling, those without a value left out.
pub(super) type Key = BTreeMap<String, String>;

/// A pushed series as Prometheus should say it.
pub(super) struct Wanted<'l, 'c> {
    pub(super) history: &'l Stream<'c>,
    /// Labels and scope.
    pub(super) key: Key,
    /// Labels that several attributes became.
    pub(super) collisions: BTreeMap<String, Vec<String>>,
}

/// A scraped series.
pub(super) struct Seen<'c> {
    pub(super) family: Family<'c>,
    pub(super) series: Series<'c>,
    pub(super) key: Key,
}

/// Other spellings of labels, and which of them are of values that are no strings.
#[derive(Default)]
pub(super) struct Spellings {
    names: BTreeMap<String, String>,
    typed: Vec<String>,
}

impl Spellings {
    pub(super) fn learn(&mut self, strategy: Strategy, attributes: Labels<'_>) {
        for attribute in attributes.iter() {
            let mut names = label_names(strategy, attribute.key).into_iter();
            let Some(first) = names.next() else { continue };
            for other in names {
                self.names.entry(other).or_insert_with(|| first.clone());
            }
            if attribute.value.as_str().is_none() && !self.typed.contains(&first) {
                self.typed.push(first);
            }
        }
    }

    /// Labels as they are compared.
    pub(super) fn key(&self, strategy: Strategy, labels: impl Iterator<Item = (String, String)>) -> Key {
        let mut key = Key::new();
        for (name, value) in labels.filter(|(_, value)| !value.is_empty()) {
            let name = if strategy.escapes() { collapsed(&name).into_owned() } else { name };
            let name = self.names.get(&name).cloned().unwrap_or(name);
            let value = if self.typed.contains(&name) { plain(&value) } else { value };
            key.insert(name, value);
        }
        key
    }
}

/// A value that was no string, as loosely as implementations write it: numbers by what they mean, lists without blanks.
fn plain(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) => number.to_string(),
        Err(_) => value.replace(' ', ""),
    }
}

pub(super) fn wanted<'l, 'c>(
    strategy: Strategy,
    spellings: &Spellings,
    history: &'l Stream<'c>,
    with_scope: bool,
    with_target: bool,
) -> Wanted<'l, 'c> {
    let translated = translate_labels(strategy, history.labels());
    let mut labels = translated.labels;
    if with_scope && let Some(scope) = history.family().scope() {
        labels.retain(|name, _| {
            !matches!(&**name, "otel_scope_name" | "otel_scope_version" | "otel_scope_schema_url")
        });
        labels.extend(scope_labels(strategy, scope));
    }
    if with_target && let Some(resource) = history.family().resource() {
        for (name, value) in [("job", job_of(resource)), ("instance", instance_of(resource))] {
            labels.extend(value.map(|value| (name.to_owned(), value)));
        }
    }
    let key = spellings.key(strategy, labels.into_iter());
    Wanted { history, key, collisions: translated.collisions }
}

pub(super) fn seen<'c>(
    strategy: Strategy,
    spellings: &Spellings,
    family: Family<'c>,
    series: Series<'c>,
) -> Seen<'c> {
    let labels = series.labels();
    let key =
        spellings.key(strategy, labels.iter().map(|label| (label.key.to_owned(), label.value.to_string())));
    Seen { family, series, key }
}

/// The key as text.
pub(super) fn text(key: &Key) -> String {
    let labels: Vec<String> = key.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
    format!("{{{}}}", labels.join(","))
}

/// Which series of one side are which of the other.
#[derive(Default)]
pub(super) struct Matches {
    /// Pairs of a wanted and a seen series.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Pairs of which something differs.
    pub(super) near: Vec<(usize, usize, Aspect)>,
    /// Wanted and not seen.
    pub(super) missing: Vec<usize>,
    /// Seen and not wanted.
    pub(super) extra: Vec<usize>,
    /// Seen again after its like.
    pub(super) repeated: Vec<usize>,
    /// Seen with attributes of the resource beside its own.
    pub(super) copied: Vec<usize>,
}

pub(super) fn matched(wanted: &[Wanted<'_, '_>], seen: &[Seen<'_>], resource: &Key) -> Matches {
    let mut matches = Matches::default();
    let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (at, one) in seen.iter().enumerate() {
        by_key.entry(&one.key).or_default().push(at);
    }
    let mut is_taken = vec![false; seen.len()];
    let mut open = Vec::new();
    for (number, one) in wanted.iter().enumerate() {
        match by_key.get(&one.key) {
            // Two series that became one both stand there; the second of them takes the second line.
            Some(places) => {
                let at = places.iter().copied().find(|&at| !is_taken[at]).unwrap_or(places[0]);
                is_taken[at] = true;
                matches.pairs.push((number, at));
                let again = places.iter().copied().filter(|&other| other != places[0]);
                matches
                    .repeated
                    .extend(again.filter(|&other| !std::mem::replace(&mut is_taken[other], true)));
            }
            None => open.push(number),
        }
    }
    if !open.is_empty() {
        let mut bare: BTreeMap<Key, usize> = BTreeMap::new();
        for at in (0..seen.len()).filter(|&at| !is_taken[at]) {
            let mut key = seen[at].key.clone();
            key.retain(|name, value| resource.get(name) != Some(value));
            if key.len() < seen[at].key.len() {
                bare.entry(key).or_insert(at);
            }
        }
        open.retain(|&number| {
            let Some(at) = bare.remove(&wanted[number].key) else { return true };
            is_taken[at] = true;
            matches.pairs.push((number, at));
            matches.copied.push(at);
            false
        });
    }
    // Whoever is nearest is taken first.
    const COMPARED: usize = 200;
    let mut candidates = Vec::new();
    let known: BTreeSet<&str> = wanted.iter().flat_map(|one| one.key.keys()).map(String::as_str).collect();
    for &number in open.iter().take(COMPARED) {
        for at in (0..seen.len()).filter(|&at| !is_taken[at]).take(COMPARED) {
            if let Some((score, aspect)) = nearness(&wanted[number], &seen[at].key, &known) {
                candidates.push((score, number, at, aspect));
            }
        }
    }
    candidates.sort_by_key(|&(score, number, at, _)| (std::cmp::Reverse(score), number, at));
    for (_, number, at, aspect) in candidates {
        if is_taken[at] || !open.contains(&number) {
            continue;
        }
        is_taken[at] = true;
        open.retain(|&other| other != number);
        matches.near.push((number, at, aspect));
    }
    matches.near.sort_by_key(|&(number, ..)| number);
    matches.missing = open;
    matches.extra = (0..seen.len()).filter(|&at| !is_taken[at]).collect();
    matches
}

/// How near a seen series is to a wanted one, and what differs; nothing where they have too little in common.
///
/// Names that are `known` belong to some series of the instrument.
fn nearness(wanted: &Wanted<'_, '_>, seen: &Key, known: &BTreeSet<&str>) -> Option<(usize, Aspect)> {
    let own = &wanted.key;
    let is_scope = |name: &str| name.starts_with("otel_scope_");
    let equal = own.iter().filter(|(name, value)| seen.get(*name) == Some(value)).count();
    let moved = |(name, value): &(&String, &String)| {
        seen.get(*name) != Some(value)
            && seen
                .iter()
                .any(|(other, there)| other != *name && there == *value && own.get(other) != Some(there))
    };
    let moved = own.iter().filter(moved).count();
    // One value alone may have lost its name; it was shifted if it bears that of another series.
    let are_all_known = || seen.keys().all(|name| known.contains(name.as_str()));
    let is_exchange = moved == 1 && equal + 1 == own.len() && own.len() == seen.len() && are_all_known();
    if is_exchange || moved >= 2 && moved + equal + 1 >= own.len().min(seen.len()) {
        return Some((2 * (moved + equal), Aspect::LabelsShifted));
    }
    let names = own.keys().chain(seen.keys().filter(|name| !own.contains_key(*name)));
    let differing: Vec<&String> = names.filter(|name| own.get(*name) != seen.get(*name)).collect();
    let score = 2 * equal + usize::from(!differing.is_empty());
    if differing.iter().all(|name| is_scope(name)) {
        return Some((score + 1, Aspect::Scope));
    }
    let lost = |name: &&String| {
        wanted.collisions.contains_key(*name)
            && own.get(*name).zip(seen.get(*name)).is_some_and(|(all, part)| {
                part.split(';').all(|part| all.split(';').any(|value| value == part))
            })
    };
    if differing.iter().all(lost) {
        return Some((score + 1, Aspect::ValuesLost));
    }
    let reworded = |name: &&String| {
        own.get(*name).zip(seen.get(*name)).is_some_and(|(own, seen)| own.eq_ignore_ascii_case(seen))
    };
    if differing.iter().all(reworded) {
        return Some((score + 1, Aspect::ValueWording));
    }
    let own_names = own.keys().filter(|name| !is_scope(name)).count();
    let equal_names =
        own.iter().filter(|(name, value)| !is_scope(name) && seen.get(*name) == Some(value)).count();
    // Other values under the same names are another series; names that are gone or new may be the same one.
    let has_other_names = !own.keys().eq(seen.keys());
    let is_renamed = |(name, value): &(&String, &String)| {
        !is_scope(name)
            && !seen.contains_key(*name)
            && seen.iter().any(|(other, there)| !own.contains_key(other) && there == *value)
    };
    let renamed = own.iter().filter(is_renamed).count();
    (has_other_names && 2 * (equal_names + renamed) >= own_names).then_some((score, Aspect::Labels))
}
