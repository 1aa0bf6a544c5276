//! Which samples of a family make up one histogram, one summary, or one metric with its created time.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::borrow::Cow;

use super::super::World;
use super::{Instance, Member, TextFamily, label_hash};
use crate::exposition::Sample;

impl<'v> TextFamily<'v> {
    /// The histograms or summaries of the family.
    pub(in crate::rules) fn instances(&self) -> &[Instance] {
        self.instances.get_or_init(|| self.instances_by_text().unwrap_or_else(|| self.instances_by_hash()))
    }

    /// Instances by the text of their labels, where equal text means equal labels and the other way round.
    fn instances_by_text(&self) -> Option<Vec<Instance>> {
        if !self.is_tight || !self.has_one_order() {
            return None;
        }
        let mut all: Vec<Instance> = Vec::new();
        let mut index: HashMap<(&str, Option<&str>), usize, FxBuildHasher> = HashMap::default();
        let mut last = None;
        for (number, member) in self.members.iter().enumerate() {
            let shape = &self.shapes[member.shape as usize];
            let text = member.sample.series_text();
            let labels = text.get(shape.name.len() + 1..text.len() - 1).unwrap_or_default();
            let labels = match shape.labels.last() {
                Some(part) if is_part(part) => {
                    let value = member.sample.labels().next_back()?.raw_value();
                    // `le="` in front of the value, a quote behind it, and perhaps a comma before both.
                    let rest = labels.get(..labels.len() - value.len() - part.len() - "=\"\"".len())?;
                    rest.strip_suffix(',').unwrap_or(rest)
                }
                _ => labels,
            };
            let key = (labels, self.own_time(member));
            let place = match last {
                Some((known, place)) if known == key => place,
                _ => *index.entry(key).or_insert_with(|| {
                    // One is mostly as long as the one before it.
                    let length = all.last().map_or(0, |last: &Instance| last.members.len());
                    all.push(Instance { members: Vec::with_capacity(length) });
                    all.len() - 1
                }),
            };
            last = Some((key, place));
            all[place].members.push(number as u32);
        }
        Some(all)
    }

    fn instances_by_hash(&self) -> Vec<Instance> {
        let mut all: Vec<Instance> = Vec::new();
        let mut index: HashMap<u64, usize, FxBuildHasher> = HashMap::default();
        let mut last = None;
        for (number, member) in self.members.iter().enumerate() {
            let mut key = instance_key(&member.sample);
            if let Some(time) = self.own_time(member) {
                key = key.wrapping_add(label_hash("", time));
            }
            let place = match last {
                Some((known, place)) if known == key => place,
                _ => *index.entry(key).or_insert_with(|| {
                    all.push(Instance { members: Vec::new() });
                    all.len() - 1
                }),
            };
            last = Some((key, place));
            all[place].members.push(number as u32);
        }
        all
    }

    /// In OpenMetrics one metric may say several points, each with its time.
    fn own_time(&self, member: &Member<'v>) -> Option<&'v str> {
        if self.world == World::Text { None } else { member.sample.timestamp_lexeme() }
    }

    /// Whether label names that occur together come in one order everywhere, with `le` or `quantile` as the last.
    pub(in crate::rules) fn has_one_order(&self) -> bool {
        *self.has_one_order.get_or_init(|| {
            // More ways than these are looked at one by one.
            const COMPARED: usize = 256;
            let shapes = self.shapes.iter().zip(0..);
            let kinds: Vec<_> =
                shapes.filter(|(shape, number)| shape.like == *number).map(|(shape, _)| shape).collect();
            if kinds.len() > COMPARED {
                return false;
            }
            let mut orders: Vec<&[Cow<'v, str>]> = Vec::new();
            for shape in kinds {
                let part = shape.labels.iter().position(|name| is_part(name));
                if part.is_some_and(|at| at + 1 != shape.labels.len()) {
                    return false;
                }
                let order = &shape.labels[..part.unwrap_or(shape.labels.len())];
                if orders.contains(&order) {
                    continue;
                }
                // The same names in another order would be another text for the same series.
                let is_permuted = |known: &&[Cow<'v, str>]| {
                    known.len() == order.len() && known.iter().all(|name| order.contains(name))
                };
                if orders.iter().any(is_permuted) {
                    return false;
                }
                orders.push(order);
            }
            true
        })
    }
}

/// Whether a label tells apart the samples of one histogram or summary.
pub(super) fn is_part(label: &str) -> bool {
    matches!(label, "le" | "quantile")
}

/// A number for the labels of a sample but `le` and `quantile`, whatever their order.
fn instance_key(sample: &Sample<'_>) -> u64 {
    sample
        .labels()
        .filter(|label| !matches!(&*label.name(), "le" | "quantile"))
        .fold(0, |sum, label| sum.wrapping_add(label_hash(&label.name(), label.raw_value())))
}
