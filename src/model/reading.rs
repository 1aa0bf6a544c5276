//! One look at a target: everything that one scrape or one export said.

use std::fmt;

use super::histogram::{HistogramData, Quantile, Span, SummaryData};
use super::intern::{LabelSetId, Pools, Symbol};
use super::kind::{Kind, Temporality};
use super::labels::Labels;
use super::number::Number;
use super::point::{ExemplarData, NONE, Point, PointData};
use super::time::Timestamp;

/// Everything that one scrape or one OTLP export said, in the order of the wire.
///
/// A reading owns its content in a few large pools: each string and each label set is kept once.
/// [`Family`], [`Series`], [`Point`] and [`Labels`] are light views on it. Families of one name can occur
/// more than once (in several scopes, or because the emitter repeats itself).
///
/// ```
/// use meterstick::model::{Kind, Reading};
///
/// let mut builder = Reading::builder();
/// builder.number("orders_total", Kind::Counter, &[("tier", "gold")], 3_i64);
/// let reading = builder.finish();
///
/// let family = reading.family("orders_total").expect("it was just added");
/// assert_eq!(family.kind(), Kind::Counter);
/// let series = family.series().next().expect("one series");
/// assert_eq!(series.labels().to_string(), r#"{tier="gold"}"#);
/// ```
#[derive(Clone, Default)]
pub struct Reading {
    pub(super) pools: Pools,
    pub(super) resources: Vec<ResourceData>,
    pub(super) scopes: Vec<ScopeData>,
    pub(super) families: Vec<FamilyData>,
    pub(super) series: Vec<SeriesData>,
    pub(super) points: Vec<PointData>,
    pub(super) times: Vec<Timestamp>,
    pub(super) bounds: Vec<f64>,
    pub(super) counts: Vec<Number>,
    pub(super) spans: Vec<Span>,
    pub(super) quantiles: Vec<Quantile>,
    pub(super) histograms: Vec<HistogramData>,
    pub(super) summaries: Vec<SummaryData>,
    pub(super) exemplars: Vec<ExemplarData>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ResourceData {
    pub(super) attributes: LabelSetId,
    pub(super) schema_url: Symbol,
    pub(super) dropped_attributes: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ScopeData {
    pub(super) name: Symbol,
    pub(super) version: Symbol,
    pub(super) schema_url: Symbol,
    pub(super) attributes: LabelSetId,
    pub(super) dropped_attributes: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct FamilyData {
    pub(super) name: Symbol,
    pub(super) kind: Kind,
    pub(super) unit: Option<Symbol>,
    pub(super) help: Option<Symbol>,
    pub(super) temporality: Option<Temporality>,
    pub(super) metadata: LabelSetId,
    pub(super) resource: u32,
    pub(super) scope: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) series: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SeriesData {
    pub(super) labels: LabelSetId,
    /// The next series of the same family.
    pub(super) next: u32,
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Reading {
    /// Starts an empty reading.
    #[must_use]
    pub fn builder() -> super::ReadingBuilder {
        super::ReadingBuilder::new()
    }

    /// The families in the order of the wire.
    pub fn families(&self) -> impl ExactSizeIterator<Item = Family<'_>> + DoubleEndedIterator {
        self.families.iter().map(move |data| Family { reading: self, data })
    }

    /// The first family of that name.
    #[must_use]
    pub fn family(&self, name: &str) -> Option<Family<'_>> {
        self.families().find(|family| family.name() == name)
    }

    /// The resources in the order of the wire; a scrape has none.
    pub fn resources(&self) -> impl ExactSizeIterator<Item = Resource<'_>> {
        self.resources.iter().map(move |data| Resource { reading: self, data })
    }

    /// Gives back what the pools took in advance while they grew.
    pub(super) fn shrink(&mut self) {
        self.pools.shrink();
        self.resources.shrink_to_fit();
        self.scopes.shrink_to_fit();
        self.families.shrink_to_fit();
        self.series.shrink_to_fit();
        self.points.shrink_to_fit();
        self.times.shrink_to_fit();
        self.bounds.shrink_to_fit();
        self.counts.shrink_to_fit();
        self.spans.shrink_to_fit();
        self.quantiles.shrink_to_fit();
        self.histograms.shrink_to_fit();
        self.summaries.shrink_to_fit();
        self.exemplars.shrink_to_fit();
    }

    /// How many series there are.
    #[must_use]
    pub fn series_count(&self) -> usize {
        self.series.len()
    }

    /// How many points there are.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.points.len()
    }
}

/// Two readings are equal when they say the same families, series and points in the same order.
impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        self.families().eq(other.families())
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.families()).finish()
    }
}

/// A metric family (exposition) or metric (OTLP): a name, a type, and its series.
#[derive(Clone, Copy)]
pub struct Family<'r> {
    reading: &'r Reading,
    data: &'r FamilyData,
}

impl<'r> Family<'r> {
    fn text(self, symbol: Symbol) -> &'r str {
        self.reading.pools.strings.get(symbol)
    }

    /// The name by which a query finds it.
    ///
    /// That is the instrument's name in OTLP, the name of the samples for types with one sample a series
    /// (so with `_total` for an OpenMetrics counter and `_info` for an info), and the name without
    /// `_bucket`, `_count` or `_sum` for histograms and summaries.
    #[must_use]
    pub fn name(self) -> &'r str {
        self.text(self.data.name)
    }

    /// Its type.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.data.kind
    }

    /// Its unit, if one was said.
    #[must_use]
    pub fn unit(self) -> Option<&'r str> {
        self.data.unit.map(|unit| self.text(unit))
    }

    /// The help text (exposition) or description (OTLP), if one was said.
    #[must_use]
    pub fn help(self) -> Option<&'r str> {
        self.data.help.map(|help| self.text(help))
    }

    /// How its points add up over time. Only sums and histograms have one; in the Prometheus
    /// formats, where nothing else exists, it is cumulative.
    #[must_use]
    pub fn temporality(self) -> Option<Temporality> {
        self.data.temporality
    }

    /// Whether its value never falls; `None` where the question makes no sense.
    #[must_use]
    pub fn is_monotonic(self) -> Option<bool> {
        match self.kind() {
            Kind::Counter => Some(true),
            Kind::UpDownCounter => Some(false),
            _ => None,
        }
    }

    /// OTLP's metadata attributes.
    #[must_use]
    pub fn metadata(self) -> Labels<'r> {
        Labels { pools: &self.reading.pools, id: self.data.metadata }
    }

    /// The resource that sent it (OTLP).
    #[must_use]
    pub fn resource(self) -> Option<Resource<'r>> {
        let data = self.reading.resources.get(self.data.resource as usize)?;
        Some(Resource { reading: self.reading, data })
    }

    /// The instrumentation scope that it belongs to (OTLP).
    #[must_use]
    pub fn scope(self) -> Option<Scope<'r>> {
        let data = self.reading.scopes.get(self.data.scope as usize)?;
        Some(Scope { reading: self.reading, data })
    }

    /// Its series in the order of the wire.
    pub fn series(self) -> impl Iterator<Item = Series<'r>> {
        let reading = self.reading;
        let mut next = self.data.first;
        std::iter::from_fn(move || {
            let data = reading.series.get(next as usize).filter(|_| next != NONE)?;
            next = data.next;
            Some(Series { reading, data })
        })
    }

    /// How many series it has.
    #[must_use]
    pub fn series_count(self) -> usize {
        self.data.series as usize
    }

    /// All points of all its series.
    pub fn points(self) -> impl Iterator<Item = Point<'r>> {
        self.series().flat_map(Series::points)
    }
}

impl PartialEq for Family<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
            && self.kind() == other.kind()
            && self.unit() == other.unit()
            && self.help() == other.help()
            && self.temporality() == other.temporality()
            && self.metadata() == other.metadata()
            && self.resource() == other.resource()
            && self.scope() == other.scope()
            && self.series().eq(other.series())
    }
}

impl fmt::Debug for Family<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.name())?;
        if let Some(unit) = self.unit() {
            write!(f, " [{unit}]")?;
        }
        if let Some(temporality) = self.temporality() {
            write!(f, " {temporality}")?;
        }
        if let Some(scope) = self.scope() {
            write!(f, " scope {:?} {:?} {}", scope.name(), scope.version(), scope.attributes())?;
        }
        f.write_str(" ")?;
        f.debug_list().entries(self.series()).finish()
    }
}

/// A series: the points of one family that share their labels.
#[derive(Clone, Copy)]
pub struct Series<'r> {
    reading: &'r Reading,
    data: &'r SeriesData,
}

impl<'r> Series<'r> {
    /// Its labels (exposition; without `le` and `quantile`) or attributes (OTLP).
    #[must_use]
    pub fn labels(self) -> Labels<'r> {
        Labels { pools: &self.reading.pools, id: self.data.labels }
    }

    /// Its points in the order of the wire; mostly one.
    pub fn points(self) -> impl Iterator<Item = Point<'r>> {
        let reading = self.reading;
        let mut next = self.data.first;
        std::iter::from_fn(move || {
            let data = reading.points.get(next as usize).filter(|_| next != NONE)?;
            next = data.next;
            Some(Point { reading, data })
        })
    }
}

impl PartialEq for Series<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.labels() == other.labels() && self.points().eq(other.points())
    }
}

impl fmt::Debug for Series<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.labels())?;
        f.debug_list().entries(self.points()).finish()
    }
}

/// What sent the metrics: a process, a host, a pod.
#[derive(Clone, Copy)]
pub struct Resource<'r> {
    reading: &'r Reading,
    data: &'r ResourceData,
}

impl<'r> Resource<'r> {
    /// Its attributes.
    #[must_use]
    pub fn attributes(self) -> Labels<'r> {
        Labels { pools: &self.reading.pools, id: self.data.attributes }
    }

    /// The schema URL of the resource; empty if none was said.
    #[must_use]
    pub fn schema_url(self) -> &'r str {
        self.reading.pools.strings.get(self.data.schema_url)
    }

    /// How many attributes the sender says that it dropped.
    #[must_use]
    pub fn dropped_attributes(self) -> u32 {
        self.data.dropped_attributes
    }
}

impl PartialEq for Resource<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.attributes() == other.attributes()
            && self.schema_url() == other.schema_url()
            && self.dropped_attributes() == other.dropped_attributes()
    }
}

/// The instrumentation scope: the library that made the instruments.
#[derive(Clone, Copy)]
pub struct Scope<'r> {
    reading: &'r Reading,
    data: &'r ScopeData,
}

impl<'r> Scope<'r> {
    fn text(self, symbol: Symbol) -> &'r str {
        self.reading.pools.strings.get(symbol)
    }

    /// Its name; empty if none was said.
    #[must_use]
    pub fn name(self) -> &'r str {
        self.text(self.data.name)
    }

    /// Its version; empty if none was said.
    #[must_use]
    pub fn version(self) -> &'r str {
        self.text(self.data.version)
    }

    /// The schema URL of the scope; empty if none was said.
    #[must_use]
    pub fn schema_url(self) -> &'r str {
        self.text(self.data.schema_url)
    }

    /// Its attributes.
    #[must_use]
    pub fn attributes(self) -> Labels<'r> {
        Labels { pools: &self.reading.pools, id: self.data.attributes }
    }

    /// How many attributes the sender says that it dropped.
    #[must_use]
    pub fn dropped_attributes(self) -> u32 {
        self.data.dropped_attributes
    }
}

impl PartialEq for Scope<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
            && self.version() == other.version()
            && self.schema_url() == other.schema_url()
            && self.attributes() == other.attributes()
            && self.dropped_attributes() == other.dropped_attributes()
    }
}
