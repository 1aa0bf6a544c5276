//! How samples are written, asked once of many that are written alike.

use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::Arc;

use super::{Member, Role, TextFamily};
use crate::exposition::{Label, Sample};

/// What many samples have in common: a name, and label names in one order.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Shape<'v> {
    /// The name of the sample as it is written, without quotes.
    pub(in crate::rules) name: &'v str,
    /// The label names in the order in which they stand.
    pub(in crate::rules) labels: Arc<[Cow<'v, str>]>,
    /// Whether some of these names stand in quotes.
    pub(in crate::rules) is_quoted: bool,
    /// The first member that is written so.
    pub(in crate::rules) first: u32,
    /// The first shape of the family with these label names, where that is known; itself otherwise.
    pub(in crate::rules) like: u32,
    /// Where its names and labels stand, if it is written tightly.
    layout: Option<u64>,
    /// The first label name that stands a second time.
    repeated: Option<u32>,
}

/// How many of the newest shapes of a family a sample is compared with; more would be slow where each sample has its own.
const COMPARED_SHAPES: usize = 8;

/// How many label names of a family are kept once; beyond that they may stand several times.
const COMPARED_NAMES: usize = 64;

/// How many of the newest layouts of a family are looked through.
const COMPARED_LAYOUTS: usize = 64;

/// The shapes of a family that are unlike any before them, each with the layout of its samples.
#[derive(Debug, Default)]
pub(super) struct Kinds(Vec<(u64, u32)>);

impl Shape<'_> {
    /// The label name that stands twice, if one does.
    pub(in crate::rules) fn repeated(&self) -> Option<&str> {
        self.repeated.map(|at| &*self.labels[at as usize])
    }

    /// Whether a sample has that name and those label names, without quotes.
    fn is_of(&self, sample: &Sample<'_>) -> bool {
        let is_label =
            |(known, label): (&Cow<'_, str>, Label<'_>)| label.is_called(known) && !label.name_is_quoted();
        sample.is_called(self.name)
            && self.labels.len() == sample.labels().len()
            && !self.is_quoted
            && self.labels.iter().zip(sample.labels()).all(is_label)
    }
}

/// The first label name that stands a second time.
fn repeated(labels: &[Cow<'_, str>]) -> Option<u32> {
    let found = if labels.len() > COMPARED_NAMES {
        let mut known = FxHashSet::default();
        labels.iter().position(|name| !known.insert(&**name))
    } else {
        (1..labels.len()).find(|&at| labels[..at].contains(&labels[at]))
    };
    found.map(|at| at as u32)
}

impl<'v> TextFamily<'v> {
    /// Takes a sample among its members.
    pub(super) fn push(&mut self, sample: Sample<'v>, role: Role) {
        let number = self.members.len() as u32;
        let layout = sample.tight_layout();
        self.is_tight &= layout.is_some();
        let like = layout.and_then(|layout| {
            let kinds = self.kinds.0.iter().rev().take(COMPARED_LAYOUTS);
            let mut alike = kinds.filter(|(known, _)| *known == layout).map(|&(_, shape)| shape);
            alike.find(|&shape| {
                let shape = &self.shapes[shape as usize];
                sample.is_called(shape.name) && sample.has_tight_names(&shape.labels)
            })
        });
        let is_so = |&number: &usize| {
            let shape = &self.shapes[number];
            let is_elsewhere = shape.layout.zip(layout).is_some_and(|(known, layout)| known != layout);
            !is_elsewhere && (Some(shape.like) == like || shape.is_of(&sample))
        };
        // Neighbours are mostly written alike.
        let last = self.members.last().map(|member| member.shape as usize);
        let newest = (0..self.shapes.len()).rev().take(COMPARED_SHAPES);
        let known = last.into_iter().chain(newest).find(is_so);
        let shape = known.unwrap_or_else(|| self.add_shape(&sample, layout, like));
        if sample.has_own_time() {
            self.timed = (self.timed.0 + 1, if self.timed.0 == 0 { number } else { self.timed.1 });
        }
        self.members.push(Member { sample, role, shape: shape as u32 });
    }

    fn add_shape(&mut self, sample: &Sample<'v>, layout: Option<u64>, like: Option<u32>) -> usize {
        let (number, first) = (self.shapes.len(), self.members.len() as u32);
        if let Some(like) = like {
            self.shapes.push(Shape { first, ..self.shapes[like as usize].clone() });
            return number;
        }
        let labels: Arc<[Cow<'v, str>]> = sample.labels().map(|label| label.name()).collect();
        for name in &labels[..] {
            let mut known = self.label_names.iter().take(COMPARED_NAMES);
            if !known.any(|(known, _)| known == name) {
                self.label_names.push((name.clone(), first));
            }
        }
        let is_quoted = sample.labels().any(|label| label.name_is_quoted());
        let repeated = repeated(&labels);
        let like = number as u32;
        self.shapes.push(Shape { name: sample.raw_name(), labels, is_quoted, first, like, layout, repeated });
        self.kinds.0.extend(layout.map(|layout| (layout, like)));
        number
    }
}
