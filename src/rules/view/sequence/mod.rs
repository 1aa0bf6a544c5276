//! Several looks at one target: what each of its series said, look after look.
//!
//! A target is a scraped URL in one format, or a resource that pushes in one way. Everything about it is put together once, in time
//! linear in the points, and only for captures with several readings.

mod build;
mod motion;
#[cfg(test)]
mod tests;
mod writers;

pub(super) use build::targets;
pub(in crate::rules) use motion::{Fall, total};
pub(in crate::rules) use writers::Writers;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::cell::OnceCell;
use std::time::Duration;

use super::World;
use crate::capture::Exchange;
use crate::model::{Family, Kind, Labels, Point, Resource, Temporality, Timestamp};
use crate::rules::finding::Place;

/// One target with all looks at it.
pub(in crate::rules) struct Target<'v> {
    pub(in crate::rules) world: World,
    /// The looks in the order of arrival. What was sent again, and parts of one collection that were sent apart, are one look.
    pub(in crate::rules) looks: Vec<Look<'v>>,
    pub(in crate::rules) families: Vec<FamilyTrack<'v>>,
    pub(in crate::rules) tracks: Vec<Track<'v>>,
    /// Who pushes.
    pub(in crate::rules) resource: Option<Resource<'v>>,
    falls: OnceCell<Vec<Fall>>,
    restarts: OnceCell<Vec<bool>>,
    drops: OnceCell<Vec<bool>>,
    created: OnceCell<HashMap<u64, u32, FxBuildHasher>>,
    writers: OnceCell<Option<Writers>>,
}

/// One look at a target.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Look<'v> {
    pub(in crate::rules) exchange: &'v Exchange,
    /// The newest time that a point says.
    pub(in crate::rules) time: Option<Timestamp>,
}

/// A name within a scope, look after look.
pub(in crate::rules) struct FamilyTrack<'v> {
    pub(in crate::rules) name: &'v str,
    /// What each look said first under that name.
    pub(in crate::rules) seen: Vec<(u32, Family<'v>)>,
    /// Whether one look describes it in several ways.
    pub(in crate::rules) is_ambiguous: bool,
}

impl<'v> FamilyTrack<'v> {
    /// Neighbouring descriptions, older and newer, with the look of the newer; none where one look has several.
    pub(in crate::rules) fn pairs(&self) -> impl Iterator<Item = (Family<'v>, Family<'v>, u32)> + '_ {
        let pairs = self.seen.windows(2).filter(|_| !self.is_ambiguous);
        pairs.map(|pair| (pair[0].1, pair[1].1, pair[1].0))
    }
}

/// A series, look after look.
pub(in crate::rules) struct Track<'v> {
    /// An index into the families of the target.
    pub(in crate::rules) family: u32,
    pub(in crate::rules) kind: Kind,
    pub(in crate::rules) temporality: Option<Temporality>,
    pub(in crate::rules) labels: Labels<'v>,
    pub(in crate::rules) steps: Vec<Step<'v>>,
    /// Whether one look says it more than once, so that nothing follows from the row of its points.
    pub(in crate::rules) is_ambiguous: bool,
}

/// What one look said of a series.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Step<'v> {
    pub(in crate::rules) look: u32,
    pub(in crate::rules) point: Point<'v>,
}

impl<'v> Track<'v> {
    /// Whether its values must never fall while one process lives.
    pub(in crate::rules) fn counts(&self) -> bool {
        let is_counting =
            matches!(self.kind, Kind::Counter | Kind::Histogram | Kind::ExponentialHistogram | Kind::Summary);
        is_counting && self.temporality != Some(Temporality::Delta) && !self.is_ambiguous
    }

    /// Whether each point holds what came since the one before.
    pub(in crate::rules) fn is_delta(&self) -> bool {
        self.temporality == Some(Temporality::Delta) && !self.is_ambiguous
    }

    /// Neighbouring points, older and newer.
    pub(in crate::rules) fn pairs(&self) -> impl Iterator<Item = (Step<'v>, Step<'v>)> + '_ {
        self.steps.windows(2).map(|pair| (pair[0], pair[1]))
    }
}

impl<'v> Target<'v> {
    fn new(world: World, resource: Option<Resource<'v>>) -> Self {
        Self {
            world,
            looks: Vec::new(),
            families: Vec::new(),
            tracks: Vec::new(),
            resource,
            falls: OnceCell::new(),
            restarts: OnceCell::new(),
            drops: OnceCell::new(),
            created: OnceCell::new(),
            writers: OnceCell::new(),
        }
    }

    /// Whether it pushes OTLP.
    pub(in crate::rules) fn is_otlp(&self) -> bool {
        matches!(self.world, World::OtlpProtobuf | World::OtlpJson)
    }

    /// The name under which a series is found.
    pub(in crate::rules) fn name(&self, track: &Track<'_>) -> &'v str {
        self.families[track.family as usize].name
    }

    /// Where a look says something of a series.
    pub(in crate::rules) fn place(&self, track: &Track<'_>, look: u32) -> Place {
        self.place_of_family(&self.families[track.family as usize], look).series(track.labels)
    }

    /// Where a look says something of a family.
    pub(in crate::rules) fn place_of_family(&self, family: &FamilyTrack<'_>, look: u32) -> Place {
        self.place_of_look(look).of(family.name)
    }

    /// A look as a whole.
    pub(in crate::rules) fn place_of_look(&self, look: u32) -> Place {
        Place { exchange: Some(self.number_of(look)), ..Place::default() }
    }

    /// The number of a look's exchange in the capture.
    pub(in crate::rules) fn number_of(&self, look: u32) -> usize {
        self.looks[look as usize].exchange.number()
    }

    /// When a look was made: as its points say it, or as it arrived.
    pub(in crate::rules) fn moment(&self, look: u32) -> Timestamp {
        let look = &self.looks[look as usize];
        look.time.filter(|_| self.is_otlp()).unwrap_or_else(|| look.exchange.arrived().into())
    }

    /// The time between two looks.
    pub(in crate::rules) fn between(&self, older: u32, newer: u32) -> Duration {
        self.moment(newer).since(self.moment(older)).unwrap_or_default()
    }

    /// Every two looks that follow one another, with their numbers.
    pub(in crate::rules) fn steps(&self) -> impl Iterator<Item = (u32, u32)> {
        (1..self.looks.len() as u32).map(|look| (look - 1, look))
    }
}
