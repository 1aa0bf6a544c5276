//! What of a family is written, in words that all formats share.

use std::borrow::Cow;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::names::{self, Written};
use super::{Omissions, Omitted};
use crate::exposition::{Escaping, Format};
use crate::model::{
    Exemplar, Family, Histogram, Kind, Number, Point, PointValue, Summary, Temporality, Timestamp,
};

/// A family as it is written.
pub(in crate::exposition) struct Plan<'r> {
    /// The name by which a query finds it, escaped.
    pub(in crate::exposition) name: Cow<'r, str>,
    /// The type that is written.
    pub(in crate::exposition) kind: Kind,
    pub(in crate::exposition) unit: Option<&'r str>,
    pub(in crate::exposition) help: Option<&'r str>,
    pub(in crate::exposition) series: Vec<Series<'r>>,
    pub(super) format: Format,
    pub(super) escaping: Escaping,
}

/// A series as it is written.
pub(in crate::exposition) struct Series<'r> {
    pub(in crate::exposition) labels: Written<'r>,
    pub(in crate::exposition) points: Vec<Point<'r>>,
}

/// A value that fits the type of the family.
#[derive(Clone, Copy)]
pub(in crate::exposition) enum Fitting<'r> {
    Number(Number),
    Histogram(Histogram<'r>),
    Summary(Summary<'r>),
}

impl<'r> Plan<'r> {
    /// What of a family can be written; nothing if it has no name.
    pub(super) fn of(
        family: Family<'r>,
        format: Format,
        escaping: Escaping,
        omissions: &mut Omissions,
    ) -> Option<Self> {
        if family.name().is_empty() {
            omissions.note(Omitted::Family);
            return None;
        }
        let name = names::name(family.name(), escaping, omissions);
        let kind = written_kind(family.kind(), &name, format);
        omissions.note_if(Omitted::Kind, kind != family.kind());
        omissions.note_if(Omitted::Resource, family.resource().is_some());
        omissions.note_if(Omitted::Scope, family.scope().is_some());
        omissions.note_if(Omitted::Metadata, !family.metadata().is_empty());
        let is_implied = matches!(family.temporality(), None | Some(Temporality::Cumulative));
        omissions.note_if(Omitted::Temporality, !is_implied);
        let unit = family.unit().filter(|unit| !unit.is_empty());
        let mut plan = Self { name, kind, unit, help: family.help(), series: Vec::new(), format, escaping };
        if unit.is_some_and(|unit| !plan.has_room_for(unit)) {
            omissions.note(Omitted::Unit);
            plan.unit = None;
        }
        plan.collect(family, omissions);
        Some(plan)
    }

    /// The name on the metadata lines of the family.
    pub(super) fn metadata_name(&self) -> &str {
        let suffix = match (self.format, self.kind) {
            (Format::OpenMetricsText, Kind::Counter) => "_total",
            (Format::OpenMetricsText, Kind::Info) => "_info",
            _ => "",
        };
        self.name.strip_suffix(suffix).unwrap_or(&self.name)
    }

    fn has_room_for(&self, unit: &str) -> bool {
        let is_word = unit.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'));
        let has_unit = is_word && !matches!(self.kind, Kind::Info | Kind::StateSet);
        match self.format {
            Format::PrometheusText | Format::PrometheusText1 => false,
            Format::OpenMetricsText => {
                let base = self.metadata_name().strip_suffix(unit);
                has_unit && base.is_some_and(|base| base.ends_with('_'))
            }
            Format::OpenMetricsText2 => has_unit,
            Format::PrometheusProtobuf => true,
        }
    }

    /// Takes over the series. Those whose labels are written alike are one series to a reader.
    fn collect(&mut self, family: Family<'r>, omissions: &mut Omissions) {
        let reserved: &[&str] = match self.kind {
            Kind::Histogram | Kind::GaugeHistogram => &["__name__", "le"],
            Kind::Summary => &["__name__", "quantile"],
            _ => &["__name__"],
        };
        let mut places: HashMap<Written<'r>, usize, FxBuildHasher> = HashMap::default();
        for series in family.series() {
            let labels = names::labels(series.labels(), reserved, self.escaping, omissions);
            let place = *places.entry(labels).or_insert_with_key(|labels| {
                self.series.push(Series { labels: labels.clone(), points: Vec::new() });
                self.series.len() - 1
            });
            self.series[place].points.extend(series.points());
        }
    }

    /// The value of a point, if it can be written in this family.
    pub(in crate::exposition) fn value(
        &self,
        point: Point<'r>,
        omissions: &mut Omissions,
    ) -> Option<Fitting<'r>> {
        omissions.note_if(Omitted::Flags, point.flags() != 0);
        let fitting = match (point.value(), self.kind) {
            (PointValue::Histogram(histogram), Kind::Histogram | Kind::GaugeHistogram) => {
                let has_extremes = histogram.min().is_some() || histogram.max().is_some();
                omissions.note_if(Omitted::Extremes, has_extremes);
                Some(Fitting::Histogram(histogram))
            }
            (PointValue::Summary(summary), Kind::Summary) => Some(Fitting::Summary(summary)),
            (_, Kind::Histogram | Kind::GaugeHistogram | Kind::Summary) => None,
            (PointValue::Number(number), _) => Some(Fitting::Number(number)),
            _ => None,
        };
        omissions.note_if(Omitted::Point, fitting.is_none());
        fitting
    }

    /// The labels of an exemplar; OTLP's ids are labels by convention.
    pub(in crate::exposition) fn exemplar_labels(
        &self,
        exemplar: Exemplar<'r>,
        omissions: &mut Omissions,
    ) -> Written<'r> {
        let mut labels = names::labels(exemplar.labels(), &[], self.escaping, omissions);
        let (trace, span) = exemplar.wire_ids();
        for (key, id) in [("trace_id", trace.map(|id| hex(&id))), ("span_id", span.map(|id| hex(&id)))] {
            if let Some(id) = id {
                labels.retain(|(known, _)| known != key);
                labels.push((Cow::Borrowed(key), Cow::Owned(id)));
            }
        }
        labels.sort_by(|a, b| a.0.cmp(&b.0));
        labels
    }

    /// The time in milliseconds, in the formats that have no finer.
    pub(in crate::exposition) fn millis(time: Option<Timestamp>, omissions: &mut Omissions) -> Option<i64> {
        let time = time?;
        let millis = time.unix_millis();
        omissions.note_if(Omitted::Time, millis.map(Timestamp::from_unix_millis) != Some(time));
        millis
    }
}

fn hex(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The type that a format has for a family.
fn written_kind(kind: Kind, name: &str, format: Format) -> Kind {
    let is_openmetrics = format.is_openmetrics();
    match kind {
        Kind::UpDownCounter => Kind::Gauge,
        Kind::ExponentialHistogram => Kind::Histogram,
        Kind::Info | Kind::StateSet if !is_openmetrics => Kind::Gauge,
        Kind::GaugeHistogram if matches!(format, Format::PrometheusText | Format::PrometheusText1) => {
            Kind::Histogram
        }
        // The names of these two end in a suffix of their own, or they are of another type.
        Kind::Counter if format == Format::OpenMetricsText && !has_suffix(name, "_total") => Kind::Unknown,
        Kind::Info if format == Format::OpenMetricsText && !has_suffix(name, "_info") => Kind::Gauge,
        kind => kind,
    }
}

fn has_suffix(name: &str, suffix: &str) -> bool {
    name.len() > suffix.len() && name.ends_with(suffix)
}
