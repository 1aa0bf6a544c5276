//! The contract as data.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::band::Band;
use crate::model::{Kind, Temporality};

/// How the metrics reach the reader: pushed and scraped are two promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum World {
    /// Pushed over OTLP.
    Otlp,
    /// Exposed to scrapers.
    Scrape,
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Otlp => "otlp",
            Self::Scrape => "scrape",
        })
    }
}

/// What a service promises about its metrics. See the [module](super) for its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contract {
    /// The keys of resource attributes, of pushed metrics.
    pub resource: Vec<LabelPromise>,
    /// The families, sorted by world, name, scope and type.
    pub promises: Vec<Promise>,
}

/// What is promised about one family.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// Pushed or scraped.
    pub world: World,
    /// The name by which a query finds it.
    pub name: String,
    /// The type.
    pub kind: Kind,
    /// The unit.
    pub unit: Option<String>,
    /// How points add up.
    pub temporality: Option<Temporality>,
    /// Whether a sum never falls.
    pub monotonic: Option<bool>,
    /// The name of the instrumentation scope.
    pub scope: Option<String>,
    /// The label keys, sorted.
    pub labels: Vec<LabelPromise>,
    /// The buckets of a distribution.
    pub buckets: Option<Buckets>,
    /// The quantiles of a summary, in ascending order.
    pub quantiles: Vec<f64>,
    /// How many series.
    pub series: Band,
    /// The values of labels that are listed.
    pub values: BTreeMap<String, BTreeSet<String>>,
    /// The help text or description.
    pub help: Option<String>,
}

/// A label key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelPromise {
    /// The key.
    pub key: String,
    /// Whether some series do without it.
    pub optional: bool,
    /// The types of its values, if there are others than strings: `int`, `bool`, …
    pub types: BTreeSet<String>,
}

/// The buckets of a distribution.
#[derive(Clone, Debug, PartialEq)]
pub enum Buckets {
    /// These upper bounds.
    Explicit(Vec<f64>),
    /// Exponential ones, whose scale follows the values.
    Exponential,
    /// The series disagree.
    Differ,
}

impl Contract {
    /// The promise about a family, the first if several scopes make one.
    #[must_use]
    pub fn family(&self, name: &str) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.name == name)
    }

    /// Whether nothing is promised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.promises.is_empty()
    }
}

impl Promise {
    /// What tells a family from all others: the world, the name, the scope. The type is last so that a change of type
    /// is a change of one family and not another family.
    ///
    /// Several promises of one identity differ in their type.
    pub(super) fn identity(&self) -> (World, &str, Option<&str>) {
        (self.world, &self.name, self.scope.as_deref())
    }

    /// Whether nothing was seen but its name and type, so that nothing is known of its labels and buckets.
    pub(super) fn is_silent(&self) -> bool {
        self.series == Band::Between(0, 0)
    }
}
