//! What measurements add up to.

use super::exponential::Exponential;
use super::number::Amount;

/// The sum, the last value or the distribution of one series.
#[derive(Clone, Debug)]
pub(crate) enum Aggregate {
    Sum(Amount),
    Last(Amount),
    Distribution(Distribution),
}

/// A distribution, in explicit buckets and, where it is asked for, in exponential ones.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    pub(crate) bounds: &'static [f64],
    pub(crate) counts: Vec<u64>,
    pub(crate) count: u64,
    pub(crate) sum: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) exponential: Option<Exponential>,
}

impl Distribution {
    pub(crate) fn new(bounds: &'static [f64], is_exponential: bool) -> Self {
        Self {
            bounds,
            counts: vec![0; bounds.len() + 1],
            count: 0,
            sum: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            exponential: is_exponential.then(Exponential::default),
        }
    }

    fn record(&mut self, value: f64) {
        let place = self.bounds.partition_point(|bound| *bound < value);
        self.counts[place] += 1;
        self.count += 1;
        self.sum += value;
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        if let Some(exponential) = &mut self.exponential
            && value.is_finite()
        {
            exponential.record(value);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.count += other.count;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        if let (Some(exponential), Some(more)) = (&mut self.exponential, &other.exponential) {
            exponential.merge(more);
        }
    }

    /// The sum, which means something only as long as it cannot fall.
    pub(crate) fn rising_sum(&self) -> Option<f64> {
        (self.count == 0 || self.min >= 0.0 || self.min.is_nan()).then_some(self.sum)
    }
}

impl Aggregate {
    pub(crate) fn record(&mut self, amount: Amount) {
        match self {
            Self::Sum(sum) => *sum = sum.plus(amount),
            Self::Last(last) => *last = amount,
            Self::Distribution(distribution) => distribution.record(amount.as_f64()),
        }
    }

    /// Adds what was recorded later.
    pub(crate) fn merge(&mut self, later: &Self) {
        match (self, later) {
            (Self::Sum(sum), Self::Sum(more)) => *sum = sum.plus(*more),
            (Self::Distribution(distribution), Self::Distribution(more)) => distribution.merge(more),
            (this, later) => *this = later.clone(),
        }
    }
}
