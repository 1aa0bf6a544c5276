//! What moves between looks: values that fall, processes that start anew.

use hashbrown::{HashMap, HashSet};
use rustc_hash::{FxBuildHasher, FxHasher};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::build::hash_labels;
use super::{Step, Target, Track};
use crate::model::{
    Exponential, ExponentialBuckets, Histogram, Kind, Labels, Number, Point, PointValue, Timestamp,
};

/// A value that fell although such values only grow.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Fall {
    /// An index into the tracks of the target.
    pub(in crate::rules) track: u32,
    /// The index of the newer of two steps.
    pub(in crate::rules) step: u32,
    pub(in crate::rules) part: Part,
    pub(in crate::rules) from: f64,
    pub(in crate::rules) to: f64,
}

/// Which part of a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) enum Part {
    Value,
    Count,
    /// The bucket up to that bound.
    Bucket(f64),
    /// The exponential bucket of that index.
    Exponential(i32),
    Zero,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value => f.write_str("the value"),
            Self::Count => f.write_str("the count"),
            Self::Bucket(bound) if bound.is_infinite() => f.write_str("the bucket up to +Inf"),
            Self::Bucket(bound) => write!(f, "the bucket up to {bound}"),
            Self::Exponential(index) => write!(f, "the exponential bucket {index}"),
            Self::Zero => f.write_str("the zero bucket"),
        }
    }
}

/// How far clock ticks may make a sum of CPU seconds step back.
const CPU_TICKS: f64 = 0.02;

impl Target<'_> {
    /// Every value of a counting series that fell, the first part of each point that did.
    pub(in crate::rules) fn falls(&self) -> &[Fall] {
        self.falls.get_or_init(|| {
            let mut falls = Vec::new();
            for (number, track) in self.tracks.iter().enumerate().filter(|(_, track)| track.counts()) {
                let tolerance = if self.name(track).contains("cpu_seconds") { CPU_TICKS } else { 0.0 };
                for (index, pair) in track.steps.windows(2).enumerate() {
                    if let Some((part, from, to)) = fallen(pair[0].point, pair[1].point)
                        && from - to > tolerance + from.abs() * 1e-9
                        && !has_wrapped(from, to)
                    {
                        falls.push(Fall { track: number as u32, step: index as u32 + 1, part, from, to });
                    }
                }
            }
            falls
        })
    }

    /// The series and the step of a fall.
    pub(in crate::rules) fn of_fall(&self, fall: &Fall) -> (&Track<'_>, Step<'_>, Step<'_>) {
        let track = &self.tracks[fall.track as usize];
        (track, track.steps[fall.step as usize - 1], track.steps[fall.step as usize])
    }

    /// The series that say when the process began.
    pub(in crate::rules) fn process_starts(&self) -> impl Iterator<Item = &Track<'_>> {
        let says = |track: &&Track<'_>| {
            matches!(track.kind, Kind::Gauge | Kind::Unknown)
                && self.name(track).ends_with("process_start_time_seconds")
        };
        self.tracks.iter().filter(move |track| !self.is_otlp() && says(track))
    }

    /// Whether a process says when it began, and began anew between two looks, the newer one included.
    pub(in crate::rules) fn has_restarted(&self, older: u32, newer: u32) -> bool {
        let restarts = self.restarts.get_or_init(|| {
            let mut restarts = vec![false; self.looks.len()];
            for track in self.process_starts() {
                for (before, after) in track.pairs() {
                    let values = (before.point.number(), after.point.number());
                    if let (Some(before), Some(now)) = values
                        && now.as_f64() > before.as_f64()
                    {
                        restarts[after.look as usize] = true;
                    }
                }
            }
            restarts
        });
        restarts[older as usize + 1..=newer as usize].iter().any(|restarted| *restarted)
    }

    /// Whether everything that counts fell together, as it does in a process that does not say when it began.
    pub(in crate::rules) fn has_dropped_together(&self, older: u32, newer: u32) -> bool {
        let drops = self.drops.get_or_init(|| {
            let mut moved = vec![(0_u32, 0_u32, 0_u32); self.looks.len()];
            for fall in self.falls() {
                moved[self.of_fall(fall).2.look as usize].0 += 1;
            }
            for (before, now) in self.tracks.iter().filter(|track| track.counts()).flat_map(Track::pairs) {
                let (_, grew, held) = &mut moved[now.look as usize];
                let (older, newer) = (total(before.point), total(now.point));
                *grew += u32::from(newer > older && older.is_some_and(|older| older > 0.0));
                *held += u32::from(newer == older && older.is_some_and(|older| older > 0.0));
            }
            let says_start = self.process_starts().next().is_some();
            // What had counted little may have come to the same number again, but nothing went on.
            let dropped = |&(fell, grew, held): &(u32, u32, u32)| fell >= 2 && grew == 0 && fell >= held;
            moved.iter().map(|moved| !says_start && dropped(moved)).collect()
        });
        drops[older as usize + 1..=newer as usize].iter().any(|dropped| *dropped)
    }

    /// By look, whether something that counts was there in the look before and is there still: the process lives.
    pub(in crate::rules) fn goes_on(&self) -> Vec<bool> {
        let mut goes_on = vec![false; self.looks.len()];
        for (before, now) in self.tracks.iter().filter(|track| track.counts()).flat_map(Track::pairs) {
            goes_on[now.look as usize] |= now.look == before.look + 1;
        }
        goes_on
    }

    /// When counting began, as a step says it: in the point, or in the gauge that is exposed beside it.
    pub(in crate::rules) fn start(&self, track: &Track<'_>, step: Step<'_>) -> Option<Timestamp> {
        step.point.start().or_else(|| {
            let beside = self.created_beside(track)?;
            let at = beside.steps.binary_search_by_key(&step.look, |step| step.look).ok()?;
            let seconds = beside.steps[at].point.number()?.as_f64();
            is_moment(seconds).then(|| Timestamp::new(seconds as i64, (seconds.fract() * 1e9) as u32))
        })
    }

    /// The gauge `…_created` in which Python's text says the start of a counter.
    fn created_beside(&self, track: &Track<'_>) -> Option<&Track<'_>> {
        if self.is_otlp() {
            return None;
        }
        let created = self.created.get_or_init(|| {
            let mut created: HashMap<u64, u32, FxBuildHasher> = HashMap::default();
            for (number, track) in self.tracks.iter().enumerate() {
                if let Some(base) = created_base(self.name(track), track.kind) {
                    created.insert(series_key(base, track.labels), number as u32);
                }
            }
            created
        });
        if created.is_empty() {
            return None;
        }
        let name = self.name(track);
        let key = series_key(name.strip_suffix("_total").unwrap_or(name), track.labels);
        created.get(&key).map(|&number| &self.tracks[number as usize])
    }

    /// The gauges that say when a counter beside them began.
    pub(in crate::rules) fn created_gauges(&self) -> impl Iterator<Item = &Track<'_>> {
        let counting: HashSet<&str, FxBuildHasher> = if self.is_otlp() {
            HashSet::default()
        } else {
            let counting = self.tracks.iter().filter(|track| track.counts()).map(|track| self.name(track));
            counting.map(|name| name.strip_suffix("_total").unwrap_or(name)).collect()
        };
        // What a shop calls `orders_created` may well be a number of orders.
        let says = move |track: &&Track<'_>| {
            created_base(self.name(track), track.kind).is_some_and(|base| counting.contains(base))
                && track
                    .steps
                    .iter()
                    .all(|step| step.point.number().is_some_and(|value| is_moment(value.as_f64())))
        };
        self.tracks.iter().filter(says)
    }
}

/// Whether a number may be the time of a start, in seconds.
fn is_moment(seconds: f64) -> bool {
    (1e8..1e11).contains(&seconds)
}

fn created_base(name: &str, kind: Kind) -> Option<&str> {
    name.strip_suffix("_created").filter(|_| matches!(kind, Kind::Gauge | Kind::Unknown))
}

fn series_key(base: &str, labels: Labels<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    base.hash(&mut hasher);
    hash_labels(&mut hasher, labels);
    hasher.finish()
}

/// What a point counts as a whole.
pub(in crate::rules) fn total(point: Point<'_>) -> Option<f64> {
    if point.has_no_recorded_value() {
        return None;
    }
    let number = match point.value() {
        PointValue::Number(number) => Some(number),
        PointValue::Histogram(histogram) => histogram.count(),
        PointValue::Summary(summary) => summary.count(),
        _ => None,
    };
    number.map(Number::as_f64).filter(|value| !value.is_nan())
}

/// The counter of a kernel that went over its end.
fn has_wrapped(from: f64, to: f64) -> bool {
    const ENDS: [f64; 2] = [4_294_967_296.0, 18_446_744_073_709_551_616.0];
    ENDS.into_iter().any(|end| from <= end && from > end * 0.9 && to < end * 0.1)
}

/// The first part of a point that is smaller than it was.
fn fallen(before: Point<'_>, now: Point<'_>) -> Option<(Part, f64, f64)> {
    if let (Some(from), Some(to)) = (total(before), total(now))
        && to < from
    {
        let is_number = matches!(now.value(), PointValue::Number(_));
        return Some((if is_number { Part::Value } else { Part::Count }, from, to));
    }
    let (before, now) = (before.histogram()?, now.histogram()?);
    buckets_fallen(before, now).or_else(|| exponential_fallen(before.exponential()?, now.exponential()?))
}

fn buckets_fallen(before: Histogram<'_>, now: Histogram<'_>) -> Option<(Part, f64, f64)> {
    if before.bounds() != now.bounds() {
        return None;
    }
    let mut counts = before.counts().iter().zip(now.counts()).zip(now.bounds());
    counts.find_map(|((from, to), bound)| {
        let (from, to) = (from.as_f64(), to.as_f64());
        (to < from).then_some((Part::Bucket(*bound), from, to))
    })
}

fn exponential_fallen(before: Exponential<'_>, now: Exponential<'_>) -> Option<(Part, f64, f64)> {
    // A wider zero bucket takes others in, and finer buckets say nothing about coarser ones.
    if before.zero_threshold() != now.zero_threshold() || now.scale() > before.scale() {
        return None;
    }
    let zero = (before.zero_count().as_f64(), now.zero_count().as_f64());
    if zero.1 < zero.0 {
        return Some((Part::Zero, zero.0, zero.1));
    }
    let coarser = before.scale().wrapping_sub(now.scale()).min(31);
    let side = |before: ExponentialBuckets<'_>, now: ExponentialBuckets<'_>| {
        let mut merged: BTreeMap<i32, f64> = BTreeMap::new();
        for (index, count) in before.iter() {
            *merged.entry(index >> coarser).or_default() += count.as_f64();
        }
        let counts: HashMap<i32, f64, FxBuildHasher> =
            now.iter().map(|(index, count)| (index, count.as_f64())).collect();
        merged.into_iter().find_map(|(index, from)| {
            let to = counts.get(&index).copied().unwrap_or_default();
            (to < from).then_some((Part::Exponential(index), from, to))
        })
    };
    side(before.positive(), now.positive()).or_else(|| side(before.negative(), now.negative()))
}
