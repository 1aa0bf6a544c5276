//! Histograms of a text with their buckets read, once for all rules that ask.

use super::text::{Member, Role, TextFamily, bound};

/// One histogram of a text.
pub(in crate::rules) struct Distribution {
    /// Its first member, by which it is named.
    pub(in crate::rules) head: u32,
    /// Its buckets in the order of their lines.
    pub(in crate::rules) buckets: Vec<Bucket>,
    /// The member that says the sum.
    pub(in crate::rules) sum: Option<u32>,
    /// The member that says the count.
    pub(in crate::rules) count: Option<u32>,
    /// Whether each bound is above the one before it.
    pub(in crate::rules) ascends: bool,
}

/// One bucket.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Bucket {
    pub(in crate::rules) member: u32,
    /// What `le` says; NaN if that is no number, or if there is none.
    pub(in crate::rules) bound: f64,
    /// What it counts; NaN if that could not be read.
    pub(in crate::rules) count: f64,
}

impl Distribution {
    /// The buckets with a number for a bound, ordered by it.
    pub(in crate::rules) fn sorted(&self) -> Vec<Bucket> {
        let mut buckets: Vec<Bucket> =
            self.buckets.iter().filter(|one| !one.bound.is_nan()).copied().collect();
        buckets.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        buckets
    }

    /// The bucket that counts everything.
    pub(in crate::rules) fn infinity(&self) -> Option<&Bucket> {
        self.buckets.iter().find(|bucket| bucket.bound == f64::INFINITY)
    }

    /// Whether observations below zero have a bucket of their own.
    pub(in crate::rules) fn has_negative_bound(&self) -> bool {
        self.buckets.iter().any(|bucket| bucket.bound < 0.0)
    }
}

pub(super) fn distributions_of(family: &TextFamily<'_>) -> Vec<Distribution> {
    // Where in the labels of each shape `le` stands.
    let places: Vec<Option<usize>> =
        family.shapes.iter().map(|shape| shape.labels.iter().position(|name| name == "le")).collect();
    let bound_of = |member: &Member<'_>| {
        let place = places[member.shape as usize]?;
        member.sample.labels().nth(place).and_then(|label| bound(&label.value()))
    };
    let of = |instance: &super::Instance| {
        let head = instance.members[0];
        let buckets = Vec::with_capacity(instance.members.len());
        let mut all = Distribution { head, buckets, sum: None, count: None, ascends: true };
        for &number in &instance.members {
            let member = family.member(number);
            match member.role {
                Role::Bucket => {
                    let bound = bound_of(member).unwrap_or(f64::NAN);
                    all.ascends &=
                        all.buckets.last().is_none_or(|last| last.bound < bound) && !bound.is_nan();
                    let count = member.value().unwrap_or(f64::NAN);
                    all.buckets.push(Bucket { member: number, bound, count });
                }
                Role::Sum => all.sum = all.sum.or(Some(number)),
                Role::Count => all.count = all.count.or(Some(number)),
                _ => {}
            }
        }
        all
    };
    family.instances().iter().map(of).collect()
}
