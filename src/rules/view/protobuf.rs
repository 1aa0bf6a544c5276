//! A protobuf exposition as its fields were sent, for what the model no longer shows.

use crate::capture::Exchange;
use crate::exposition::protobuf::{Family, Histogram, Metric};
use crate::rules::finding::Place;

/// A protobuf exposition, message by message.
pub(in crate::rules) struct ProtobufView<'v> {
    pub(in crate::rules) families: &'v [Family<'v>],
    pub(in crate::rules) exchange: &'v Exchange,
}

impl<'v> ProtobufView<'v> {
    /// Every metric with its place.
    pub(in crate::rules) fn metrics(&self) -> impl Iterator<Item = Member<'v>> + use<'v> {
        let families = self.families.iter().enumerate();
        families.flat_map(|(number, family)| {
            let metrics = family.metrics.iter().enumerate();
            metrics.map(move |(index, metric)| Member { family, metric, number, index })
        })
    }

    /// Every metric that holds a histogram.
    pub(in crate::rules) fn histograms(
        &self,
    ) -> impl Iterator<Item = (Member<'v>, &'v Histogram<'v>)> + use<'v> {
        self.metrics().filter_map(|member| Some((member, member.metric.histogram.as_deref()?)))
    }
}

/// A metric in its family.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Member<'v> {
    pub(in crate::rules) family: &'v Family<'v>,
    pub(in crate::rules) metric: &'v Metric<'v>,
    number: usize,
    index: usize,
}

impl Member<'_> {
    /// The path of its message, as faults of the bytes name it.
    pub(in crate::rules) fn path(&self) -> String {
        format!("family[{}].metric[{}]", self.number, self.index)
    }

    /// Its family, its labels and the path of a field in it, or of itself.
    pub(in crate::rules) fn place(&self, field: &str) -> Place {
        let labels: Vec<String> =
            self.metric.labels.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        let path = if field.is_empty() { self.path() } else { format!("{}.{field}", self.path()) };
        Place::family(&*self.family.name).series(format!("{{{}}}", labels.join(","))).pointer(path)
    }
}
