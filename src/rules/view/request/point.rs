//! What can be asked of a point.

use super::{Data, Distribution, Point, family};
use crate::protobuf::{Field, Reader};
use crate::rules::finding::Place;
use crate::rules::view::attributes::{KeyValues, messages};

impl Data {
    /// The number of the field with the attributes of a point.
    pub(super) fn attributes(self) -> u32 {
        match self {
            Self::Histogram => 9,
            Self::Exponential => 1,
            Self::None | Self::Gauge | Self::Sum | Self::Summary => 7,
        }
    }

    /// The number of the field with the exemplars of a point; none has 0.
    pub(super) fn exemplars(self) -> u32 {
        match self {
            Self::Histogram => 8,
            Self::Exponential => 11,
            Self::Gauge | Self::Sum => 5,
            Self::None | Self::Summary => 0,
        }
    }
}

impl<'r> Point<'r> {
    /// Whether it says that nothing was recorded, so that everything else in it is to be passed over.
    pub(in crate::rules) fn is_absent(self) -> bool {
        self.data.flags & 1 != 0
    }

    pub(in crate::rules) fn distribution(self) -> &'r Distribution {
        &self.request.distributions[self.data.distribution as usize]
    }

    /// The counts of the explicit buckets.
    pub(in crate::rules) fn counts(self) -> &'r [u64] {
        let (start, end) = self.distribution().counts;
        &self.request.counts[start..end]
    }

    /// The bounds between the explicit buckets.
    pub(in crate::rules) fn bounds(self) -> &'r [f64] {
        let (start, end) = self.distribution().bounds;
        &self.request.bounds[start..end]
    }

    /// Offset and counts of the exponential buckets above zero.
    pub(in crate::rules) fn positive(self) -> (i32, &'r [u64]) {
        let (offset, (start, end)) = self.distribution().positive;
        (offset, &self.request.counts[start..end])
    }

    /// Offset and counts of the exponential buckets below zero.
    pub(in crate::rules) fn negative(self) -> (i32, &'r [u64]) {
        let (offset, (start, end)) = self.distribution().negative;
        (offset, &self.request.counts[start..end])
    }

    pub(in crate::rules) fn attributes(self) -> KeyValues<'r> {
        KeyValues::new(self.data.bytes, self.metric.data.attributes())
    }

    /// Quantiles with their values.
    pub(in crate::rules) fn quantiles(self) -> impl Iterator<Item = (f64, f64)> + use<'r> {
        let number = if self.metric.data == Data::Summary { 6 } else { 0 };
        messages(self.data.bytes, number).map(|quantile| {
            let mut both = [0.0; 2];
            for field in Reader::new(quantile).map_while(Result::ok) {
                if let (number @ 1..=2, Field::Fixed64(bits)) = field {
                    both[number as usize - 1] = f64::from_bits(bits);
                }
            }
            (both[0], both[1])
        })
    }

    /// The bytes of its exemplars.
    pub(in crate::rules) fn exemplars(self) -> impl Iterator<Item = &'r [u8]> + use<'r> {
        messages(self.data.bytes, self.metric.data.exemplars())
    }

    fn path(self) -> String {
        let mut path = self.request.path_of_metric(self.metric);
        let data = match self.metric.data {
            Data::Gauge | Data::None => "gauge",
            Data::Sum => "sum",
            Data::Histogram => "histogram",
            Data::Exponential => "exponential_histogram",
            Data::Summary => "summary",
        };
        self.request.step(&mut path, data, None);
        self.request.step(&mut path, "data_points", Some(self.data.index as usize));
        path
    }

    /// Where it is.
    pub(in crate::rules) fn place(self) -> Place {
        family(self.metric).series(self.attributes()).pointer(self.path())
    }

    /// Where one of its fields is.
    pub(in crate::rules) fn field(self, name: &str, index: Option<usize>) -> Place {
        let mut path = self.path();
        self.request.step(&mut path, name, index);
        family(self.metric).series(self.attributes()).pointer(path)
    }
}
