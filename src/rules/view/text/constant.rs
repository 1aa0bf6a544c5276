//! Labels that have one value on all samples of a family.

use super::instances::is_part;
use super::{Role, TextFamily};

/// Of so many label names of a family it is asked whether they have one value; whoever has more has no use for an answer.
const ASKED: usize = 64;

/// A label that has one value on all samples of a family that have it.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Constant {
    /// One of them.
    pub(in crate::rules) member: u32,
    /// How many those are; the parts of a histogram count once.
    pub(in crate::rules) series: usize,
}

/// What is known of a label while the samples are passed.
enum Seen<'v> {
    Never,
    Once(&'v str, Constant),
    Varying,
}

/// Of each label name but `le` and `quantile` its only value, if it has one.
pub(super) fn constants_of(family: &TextFamily<'_>) -> Vec<Option<Constant>> {
    let names = family.label_names.iter().map(|(name, _)| name).filter(|name| !is_part(name));
    let names: Vec<_> = names.take(ASKED).collect();
    let mut seen: Vec<Seen<'_>> = names.iter().map(|_| Seen::Never).collect();
    // Which of these each label of a shape is, asked once of those that are written alike; the first of a name counts.
    let mut places: Vec<Vec<Option<usize>>> = Vec::with_capacity(family.shapes.len());
    for (number, shape) in family.shapes.iter().enumerate() {
        let labels = if shape.like == number as u32 { &shape.labels[..] } else { &[] };
        let place = |(at, label)| {
            let is_first = !labels[..at].contains(label);
            names.iter().position(|name| *name == label).filter(|_| is_first)
        };
        places.push(labels.iter().enumerate().map(place).collect());
    }
    // Most labels vary at once, and when all do nothing is left to see.
    let mut open = names.len();
    for (number, member) in family.members.iter().enumerate() {
        if open == 0 {
            break;
        }
        if matches!(member.role, Role::Bucket | Role::Sum | Role::Created) {
            continue;
        }
        let shape = &family.shapes[member.shape as usize];
        for (label, place) in member.sample.labels().zip(&places[shape.like as usize]) {
            let Some(place) = *place else { continue };
            let member = number as u32;
            match &mut seen[place] {
                Seen::Varying => {}
                Seen::Once(only, constant) if *only == label.raw_value() => {
                    *constant = Constant { member, series: constant.series + 1 };
                }
                Seen::Once(..) => {
                    seen[place] = Seen::Varying;
                    open -= 1;
                }
                Seen::Never => seen[place] = Seen::Once(label.raw_value(), Constant { member, series: 1 }),
            }
        }
    }
    let constant = |seen| if let Seen::Once(_, constant) = seen { Some(constant) } else { None };
    seen.into_iter().map(constant).collect()
}
