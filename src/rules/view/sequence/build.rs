//! Puts looks, families and series together by their target.

use hashbrown::{HashMap, HashTable};
use rustc_hash::{FxBuildHasher, FxHasher};
use std::hash::{Hash, Hasher};
use std::time::Duration;

use super::{FamilyTrack, Look, Step, Target, Track};
use crate::capture::{Capture, Exchange, Transport};
use crate::model::{Family, Kind, Label, Labels, Point, Reading, Scope, Temporality, Timestamp, Value};
use crate::rules::view::World;

type Index = HashMap<u64, usize, FxBuildHasher>;

/// How far parts of one collection may lie apart that were sent in several requests.
const ONE_COLLECTION: Duration = Duration::from_secs(1);

pub(in crate::rules::view) fn targets(capture: &Capture) -> Vec<Target<'_>> {
    let mut readings: Vec<(&Exchange, &Reading, World)> = Vec::new();
    let mut sent: HashMap<usize, Vec<&Exchange>, FxBuildHasher> = HashMap::default();
    if capture.readings().nth(1).is_none() {
        return Vec::new();
    }
    for (exchange, reading) in capture.readings() {
        let Some(world) = World::of(exchange.format()) else { continue };
        // What was broken off says nothing about the rest.
        if reading.point_count() == 0 || exchange.problem().is_some() {
            continue;
        }
        // A push that was sent again says nothing new.
        if exchange.transport() != Transport::Scrape {
            let alike = sent.entry(exchange.body().len()).or_default();
            if alike.iter().any(|other| other.body() == exchange.body()) {
                continue;
            }
            alike.push(exchange);
        }
        readings.push((exchange, reading, world));
    }
    let apart = readers_apart(&readings);
    let mut index = Index::default();
    let mut all: Vec<Builder<'_>> = Vec::new();
    for &(exchange, reading, world) in &readings {
        let mut touched: Vec<usize> = Vec::new();
        let mut last = None;
        for family in reading.families() {
            let key = target_key(exchange, family);
            let place = match last {
                Some((known, place)) if known == key => place,
                _ => {
                    let reader = if apart.contains_key(&key) { reader(reading, exchange, key) } else { 0 };
                    *index.entry(key ^ reader).or_insert_with(|| {
                        all.push(Builder::new(Target::new(world, family.resource())));
                        all.len() - 1
                    })
                }
            };
            last = Some((key, place));
            if all[place].touched != Some(exchange.number()) {
                all[place].touched = Some(exchange.number());
                touched.push(place);
            }
            all[place].take(family);
        }
        for place in touched {
            all[place].end_look(exchange);
        }
    }
    all.into_iter().map(|builder| builder.target).filter(|target| !target.looks.is_empty()).collect()
}

/// The targets that say one metric in both temporalities: two readers of one process, and two rows of looks.
fn readers_apart(readings: &[(&Exchange, &Reading, World)]) -> HashMap<u64, (), FxBuildHasher> {
    let mut seen: HashMap<(u64, u64), Temporality, FxBuildHasher> = HashMap::default();
    let mut apart = HashMap::default();
    for (exchange, reading, _) in
        readings.iter().filter(|(exchange, ..)| exchange.transport() != Transport::Scrape)
    {
        for family in reading.families() {
            let Some(temporality) = family.temporality() else { continue };
            let target = target_key(exchange, family);
            let known = *seen.entry((target, family_key(family))).or_insert(temporality);
            if known != temporality {
                apart.insert(target, ());
            }
        }
    }
    apart
}

/// Which of two readers sent this: the one that sends differences, or the other.
fn reader(reading: &Reading, exchange: &Exchange, target: u64) -> u64 {
    let mut is_cumulative = false;
    for family in reading.families().filter(|family| target_key(exchange, *family) == target) {
        match family.temporality() {
            Some(Temporality::Delta) => return 1,
            Some(_) if family.kind() != Kind::UpDownCounter => is_cumulative = true,
            _ => {}
        }
    }
    u64::from(!is_cumulative)
}

fn target_key(exchange: &Exchange, family: Family<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    exchange.transport().hash(&mut hasher);
    exchange.format().hash(&mut hasher);
    exchange.path().hash(&mut hasher);
    if let Some(resource) = family.resource() {
        hash_labels(&mut hasher, resource.attributes());
    }
    hasher.finish()
}

fn family_key(family: Family<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    family.name().hash(&mut hasher);
    if let Some(scope) = family.scope() {
        (scope.name(), scope.version()).hash(&mut hasher);
        hash_labels(&mut hasher, Scope::attributes(scope));
    }
    hasher.finish()
}

pub(super) fn hash_labels(hasher: &mut FxHasher, labels: Labels<'_>) {
    // In an exposition a label without a value is no label.
    for label in labels.iter().filter(|label| label.value != "") {
        label.key.hash(hasher);
        match label.value {
            Value::Text(text) => text.hash(hasher),
            Value::Typed(value) => value.hash(hasher),
        }
    }
}

/// Whether labels mean the same series in an exposition.
fn same_labels(one: Labels<'_>, other: Labels<'_>) -> bool {
    let said = |label: &Label<'_>| label.value != "";
    one.iter().filter(said).eq(other.iter().filter(said))
}

/// A point of the look that is being taken.
struct Pending<'v> {
    track: usize,
    /// Which of the families of the look said it.
    family: usize,
    point: Point<'v>,
}

struct Builder<'v> {
    target: Target<'v>,
    families: Index,
    tracks: HashTable<usize>,
    hashes: Vec<u64>,
    /// What the look that is being taken says.
    pending: Vec<Pending<'v>>,
    described: Vec<(usize, Family<'v>)>,
    /// The exchange that was met last.
    touched: Option<usize>,
}

impl<'v> Builder<'v> {
    fn new(target: Target<'v>) -> Self {
        Self {
            target,
            families: Index::default(),
            tracks: HashTable::new(),
            hashes: Vec::new(),
            pending: Vec::new(),
            described: Vec::new(),
            touched: None,
        }
    }

    fn take(&mut self, family: Family<'v>) {
        let key = family_key(family);
        let place = *self.families.entry(key).or_insert_with(|| {
            self.target.families.push(FamilyTrack {
                name: family.name(),
                seen: Vec::new(),
                is_ambiguous: false,
            });
            self.target.families.len() - 1
        });
        self.described.push((place, family));
        let (kind, temporality) = (family.kind(), family.temporality());
        let is_otlp = self.target.is_otlp();
        for series in family.series() {
            let mut hasher = FxHasher::default();
            (place, kind, temporality).hash(&mut hasher);
            hash_labels(&mut hasher, series.labels());
            let hash = hasher.finish();
            let tracks = &self.target.tracks;
            let same = |&known: &usize| {
                let track = &tracks[known];
                (track.family as usize, track.kind, track.temporality) == (place, kind, temporality)
                    && (track.labels == series.labels()
                        || !is_otlp && same_labels(track.labels, series.labels()))
            };
            let track = match self.tracks.find(hash, same) {
                Some(&known) => known,
                None => {
                    let hashes = &self.hashes;
                    self.tracks.insert_unique(hash, tracks.len(), |&known| hashes[known]);
                    self.hashes.push(hash);
                    self.target.tracks.push(Track {
                        family: place as u32,
                        kind,
                        temporality,
                        labels: series.labels(),
                        steps: Vec::new(),
                        is_ambiguous: false,
                    });
                    self.target.tracks.len() - 1
                }
            };
            let family = self.described.len();
            self.pending.extend(series.points().map(|point| Pending { track, family, point }));
        }
    }

    fn end_look(&mut self, exchange: &'v Exchange) {
        let target = &mut self.target;
        let time = self.pending.iter().filter_map(|pending| pending.point.time()).max();
        let last = target.looks.len().wrapping_sub(1) as u32;
        let is_new = |track: &usize| target.tracks[*track].steps.last().is_none_or(|step| step.look != last);
        // A large collection may be sent in several requests; none of them says a series of the other.
        let goes_on = target.is_otlp()
            && target.looks.last().is_some_and(|look| is_near(look.time, time))
            && self.pending.iter().all(|pending| is_new(&pending.track));
        if !goes_on {
            target.looks.push(Look { exchange, time });
        }
        let look = target.looks.len() as u32 - 1;
        let mut said_by: HashMap<usize, usize, FxBuildHasher> = HashMap::default();
        for Pending { track, family, point } in self.pending.drain(..) {
            // Two metrics of one identity are no row of points, also where the second was collected a moment later.
            let is_apart = *said_by.entry(track).or_insert(family) != family;
            let track = &mut target.tracks[track];
            match track.steps.last() {
                // Points of one look are in order, or it is not known which of them is meant.
                Some(before) if before.look == look && (is_apart || before.point.time() >= point.time()) => {
                    track.is_ambiguous |= before.point != point;
                }
                _ => track.steps.push(Step { look, point }),
            }
        }
        for (family, said) in self.described.drain(..) {
            let family = &mut target.families[family];
            match family.seen.last() {
                Some((last, first)) if *last == look => {
                    family.is_ambiguous |=
                        (first.kind(), first.unit(), first.help()) != (said.kind(), said.unit(), said.help());
                }
                _ => family.seen.push((look, said)),
            }
        }
    }
}

fn is_near(one: Option<Timestamp>, other: Option<Timestamp>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    one.since(other).or_else(|| other.since(one)).is_some_and(|apart| apart <= ONE_COLLECTION)
}
