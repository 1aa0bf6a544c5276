//! Exponential buckets, which grow coarser instead of many.

use meterstick::model::{Number, Span};
use std::collections::BTreeMap;

/// More buckets of one sign than these make the scale smaller.
const LARGEST: i64 = 160;

/// The buckets of both signs.
#[derive(Clone, Debug)]
pub(crate) struct Exponential {
    pub(crate) scale: i32,
    pub(crate) zero: u64,
    positive: BTreeMap<i64, u64>,
    negative: BTreeMap<i64, u64>,
}

impl Default for Exponential {
    fn default() -> Self {
        Self { scale: 20, zero: 0, positive: BTreeMap::new(), negative: BTreeMap::new() }
    }
}

impl Exponential {
    pub(crate) fn record(&mut self, value: f64) {
        if value == 0.0 {
            self.zero += 1;
            return;
        }
        let index = index(value.abs(), self.scale);
        *self.side(value < 0.0).entry(index).or_default() += 1;
        self.fit();
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.zero += other.zero;
        self.coarsen(other.scale.min(self.scale));
        for (is_negative, side) in [(false, &other.positive), (true, &other.negative)] {
            let shift = other.scale - self.scale;
            for (index, count) in side {
                *self.side(is_negative).entry(index >> shift).or_default() += count;
            }
        }
        self.fit();
    }

    fn side(&mut self, is_negative: bool) -> &mut BTreeMap<i64, u64> {
        if is_negative { &mut self.negative } else { &mut self.positive }
    }

    fn fit(&mut self) {
        let is_wide = |side: &BTreeMap<i64, u64>| match (side.first_key_value(), side.last_key_value()) {
            (Some((first, _)), Some((last, _))) => last - first >= LARGEST,
            _ => false,
        };
        while is_wide(&self.positive) || is_wide(&self.negative) {
            self.coarsen(self.scale - 1);
        }
    }

    fn coarsen(&mut self, scale: i32) {
        let shift = self.scale - scale;
        self.scale = scale;
        for side in [&mut self.positive, &mut self.negative] {
            let mut coarser = BTreeMap::new();
            for (index, count) in std::mem::take(side) {
                *coarser.entry(index >> shift).or_default() += count;
            }
            *side = coarser;
        }
    }

    /// The buckets of one sign as the model has them: one run without gaps.
    pub(crate) fn run(&self, is_negative: bool) -> (Vec<Span>, Vec<Number>) {
        let side = if is_negative { &self.negative } else { &self.positive };
        let (Some((&first, _)), Some((&last, _))) = (side.first_key_value(), side.last_key_value()) else {
            return (Vec::new(), Vec::new());
        };
        let counts: Vec<Number> =
            (first..=last).map(|index| Number::Uint(side.get(&index).copied().unwrap_or_default())).collect();
        (vec![Span { offset: first as i32, length: counts.len() as u32 }], counts)
    }
}

/// The bucket of a positive value: `base^index < value <= base^(index + 1)`.
fn index(value: f64, scale: i32) -> i64 {
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 {
        // Subnormal numbers are so small that their logarithm is exact enough.
        return ((value.log2() * f64::from(scale).exp2()).ceil() as i64) - 1;
    }
    let exponent = exponent - 1023;
    if fraction == 0 {
        // Powers of two lie on a bound, of which a logarithm might miss the right side.
        let index = if scale >= 0 { exponent << scale } else { (exponent - 1) >> -scale };
        return if scale >= 0 { index - 1 } else { index };
    }
    if scale <= 0 { exponent >> -scale } else { (value.log2() * f64::from(scale).exp2()).ceil() as i64 - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_a_bound_belongs_below_it() {
        for (value, scale, expected) in [
            (1.0, 0, -1),
            (2.0, 0, 0),
            (3.0, 0, 1),
            (4.0, 0, 1),
            (4.0, -1, 0),
            (5.0, -1, 1),
            (2.0, 3, 7),
            (1.0, 3, -1),
        ] {
            assert_eq!(index(value, scale), expected, "{value} at scale {scale}");
        }
    }

    #[test]
    fn buckets_stay_few_and_lose_nothing() {
        let mut buckets = Exponential::default();
        for value in 1..=10_000 {
            buckets.record(f64::from(value) / 7.0);
        }
        let mut twice = buckets.clone();
        twice.merge(&buckets);
        let (_, counts) = twice.run(false);
        assert!(counts.len() as i64 <= LARGEST);
        assert_eq!(counts.iter().map(|count| count.as_f64()).sum::<f64>(), 20_000.0);
    }
}
