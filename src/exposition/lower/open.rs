//! What is at hand while a body is read, found without a look at everything: a body may say ten thousand series side by side, and a
//! histogram as many buckets.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

use super::assembly::Key;
use crate::model::SeriesId;

/// Something that has a key.
pub(super) trait Keyed {
    fn key(&self) -> &Key;
}

/// Up to so many a look at each is cheaper than an index.
const FEW: usize = 16;

/// Items in the order in which they came, no two with one key.
#[derive(Debug)]
pub(super) struct Open<T> {
    /// What was taken leaves a gap, so that the others keep their places. The last is never a gap.
    items: Vec<Option<T>>,
    index: Option<Index>,
}

#[derive(Debug, Default)]
struct Index {
    by_key: FxHashMap<Key, usize>,
    by_series: FxHashMap<SeriesId, VecDeque<usize>>,
}

impl<T> Default for Open<T> {
    fn default() -> Self {
        Self { items: Vec::new(), index: None }
    }
}

impl<T: Keyed> Open<T> {
    /// The newest, with its place.
    pub(super) fn last(&self) -> Option<(usize, &T)> {
        let place = self.items.len().checked_sub(1)?;
        Some((place, self.at(place)?))
    }

    pub(super) fn at(&self, place: usize) -> Option<&T> {
        self.items.get(place)?.as_ref()
    }

    pub(super) fn at_mut(&mut self, place: usize) -> Option<&mut T> {
        self.items.get_mut(place)?.as_mut()
    }

    /// The place of the one with that key.
    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        match &self.index {
            Some(index) => index.by_key.get(key).copied(),
            None => self.items.iter().rposition(|item| item.as_ref().is_some_and(|item| item.key() == key)),
        }
    }

    /// Puts one more behind the others.
    pub(super) fn push(&mut self, item: T) -> usize {
        let place = self.items.len();
        if let Some(index) = &mut self.index {
            index.add(*item.key(), place);
        }
        self.items.push(Some(item));
        if self.index.is_none() && self.items.len() > FEW {
            let mut index = Index::default();
            for (place, item) in self.items.iter().enumerate() {
                if let Some(item) = item {
                    index.add(*item.key(), place);
                }
            }
            self.index = Some(index);
        }
        place
    }

    /// Takes the newest, unless an older one of its series is at hand.
    pub(super) fn take_last_if_alone(&mut self) -> Option<T> {
        let (place, last) = self.last()?;
        let series = last.key().series;
        (self.first_of(series) == Some(place)).then(|| self.take(place))?
    }

    /// Takes the oldest of a series, if it does not lie behind a place.
    pub(super) fn take_through(&mut self, series: SeriesId, place: usize) -> Option<T> {
        let first = self.first_of(series).filter(|&first| first <= place)?;
        self.take(first)
    }

    /// Takes all in their order.
    pub(super) fn take_all(&mut self) -> impl Iterator<Item = T> + use<T> {
        self.index = None;
        std::mem::take(&mut self.items).into_iter().flatten()
    }

    fn first_of(&self, series: SeriesId) -> Option<usize> {
        match &self.index {
            Some(index) => index.by_series.get(&series)?.front().copied(),
            None => {
                let is_of = |item: &Option<T>| item.as_ref().is_some_and(|item| item.key().series == series);
                self.items.iter().position(is_of)
            }
        }
    }

    /// Takes the oldest of its series.
    fn take(&mut self, place: usize) -> Option<T> {
        let item = self.items.get_mut(place)?.take()?;
        while self.items.last().is_some_and(Option::is_none) {
            self.items.pop();
        }
        if let Some(index) = &mut self.index {
            index.remove_oldest(item.key());
        }
        Some(item)
    }
}

impl Index {
    fn add(&mut self, key: Key, place: usize) {
        self.by_key.insert(key, place);
        self.by_series.entry(key.series).or_default().push_back(place);
    }

    fn remove_oldest(&mut self, key: &Key) {
        self.by_key.remove(key);
        if let Some(places) = self.by_series.get_mut(&key.series) {
            places.pop_front();
        }
    }
}

/// Which bounds a point has. Where they ascend, as they do in nearly every body, the greatest tells.
#[derive(Debug, Default)]
pub(super) struct Known {
    greatest: Option<f64>,
    /// All of them, from the first that does not ascend on.
    set: Option<FxHashSet<u64>>,
}

impl Known {
    /// Whether a bound is among those that were added, which are `all`.
    pub(super) fn has(&self, bound: f64, mut all: impl Iterator<Item = f64>) -> bool {
        match (&self.set, self.greatest) {
            (Some(set), _) => set.contains(&bound.to_bits()),
            (None, Some(greatest)) if greatest.total_cmp(&bound).is_ge() => {
                all.any(|known| known.to_bits() == bound.to_bits())
            }
            (None, _) => false,
        }
    }

    /// Adds a bound to those that were added before, which are `all`.
    pub(super) fn add(&mut self, bound: f64, all: impl Iterator<Item = f64>) {
        if let Some(set) = &mut self.set {
            set.insert(bound.to_bits());
        } else if self.greatest.is_some_and(|greatest| greatest.total_cmp(&bound).is_ge()) {
            self.set = Some(all.chain([bound]).map(f64::to_bits).collect());
        } else {
            self.greatest = Some(bound);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FamilyDraft, Kind, Reading, Timestamp};
    use proptest::prelude::*;

    #[derive(Debug, PartialEq)]
    struct Item(Key, usize);

    impl Keyed for Item {
        fn key(&self) -> &Key {
            &self.0
        }
    }

    /// Keys of some series, each at several times.
    fn keys() -> Vec<Key> {
        let mut builder = Reading::builder();
        let name = builder.intern("a");
        let family = builder.family(FamilyDraft::new(name, Kind::Histogram));
        let series: Vec<SeriesId> = (0..5)
            .map(|number| {
                let labels = builder.string_labels(&[("x", number.to_string().as_str())]);
                builder.series(family, labels)
            })
            .collect();
        let times = (0..8).map(|time| Some(Timestamp::from_unix_millis(time)));
        times
            .flat_map(|time| series.iter().map(move |&series| Key { series, kind: Kind::Histogram, time }))
            .collect()
    }

    proptest! {
        /// Against a plain list, over the edge where the index begins.
        #[test]
        fn it_is_a_list_that_finds_by_key(steps in proptest::collection::vec((0..3, 0..40_usize), 0..200)) {
            let keys = keys();
            let (mut open, mut list) = (Open::default(), Vec::<Item>::new());
            for (number, (what, which)) in steps.into_iter().enumerate() {
                let key = keys[which];
                let at = list.iter().position(|item| item.0 == key);
                match (what, at) {
                    (0 | 1, None) => {
                        prop_assert_eq!(open.find(&key), None);
                        open.push(Item(key, number));
                        list.push(Item(key, number));
                    }
                    (0 | 1, Some(at)) => {
                        let place = open.find(&key).expect("it is there");
                        prop_assert_eq!(open.at(place), Some(&list[at]));
                        let first = list[..=at].iter().position(|item| item.0.series == key.series);
                        let expected = first.map(|first| list.remove(first));
                        prop_assert_eq!(open.take_through(key.series, place), expected);
                    }
                    _ => {
                        let is_alone = list.last().is_some_and(|last| {
                            list.iter().filter(|item| item.0.series == last.0.series).count() == 1
                        });
                        let expected = if is_alone { list.pop() } else { None };
                        prop_assert_eq!(open.take_last_if_alone(), expected);
                    }
                }
                prop_assert_eq!(open.last().map(|(_, item)| item), list.last());
            }
            prop_assert_eq!(open.take_all().collect::<Vec<_>>(), list);
        }

        #[test]
        fn a_known_bound_is_found(bounds in proptest::collection::vec(prop_oneof![0..6_i32, -3..40_i32], 0..40)) {
            let (mut known, mut list) = (Known::default(), Vec::<f64>::new());
            for bound in bounds.into_iter().map(|bound| if bound == 5 { f64::NAN } else { f64::from(bound) }) {
                let expected = list.iter().any(|one| one.to_bits() == bound.to_bits());
                prop_assert_eq!(known.has(bound, list.iter().copied()), expected);
                if !expected {
                    known.add(bound, list.iter().copied());
                    list.push(bound);
                }
            }
        }
    }
}
