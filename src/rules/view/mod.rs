//! What checks look at: the parts of a capture in the forms in which requirements are said.

mod accept;
mod answer;
mod attributes;
mod capture;
mod census;
mod distribution;
mod export;
mod metric;
mod model;
mod names;
mod protobuf;
mod request;
mod sequence;
mod shown;
mod text;
mod torn;

pub(super) use accept::{Fit, Offer, Range, offer, ranges};
pub(super) use answer::{Answer, Obstacle, obstacle};
pub(super) use attributes::{AnyValue, Exemplar};
pub(super) use capture::CaptureView;
pub(super) use census::{Character, Column};
use distribution::distributions_of;
pub(super) use distribution::{Bucket, Distribution};
pub(super) use export::ExportView;
pub(super) use metric::{Metric, Metrics};
pub(super) use model::{FamilyView, Native, ReadingView};
pub(super) use names::NamesByScheme;
pub(super) use protobuf::ProtobufView;
pub(super) use request::{Data, Point, SentMetric, Traits, Value};
pub(super) use sequence::{Fall, FamilyTrack, Step, Target, Track, total};
pub(super) use shown::Shown;
pub(super) use text::{
    Constant, Grouped, Instance, Member, Names, Role, Shape, TextFamily, TextView, bound, group, label_hash,
};

use crate::capture::BodyFormat;
use crate::exposition::Format;

/// What kind of body something is said in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum World {
    /// Prometheus text, 0.0.4 and 1.0.0.
    Text,
    /// OpenMetrics 1.0.
    OpenMetrics,
    /// OpenMetrics 2.0.
    OpenMetrics2,
    /// Prometheus protobuf.
    Protobuf,
    /// OTLP in protobuf.
    OtlpProtobuf,
    /// OTLP in JSON.
    OtlpJson,
}

impl World {
    /// The kind of body that a format is; none where nothing is to be read.
    pub(super) fn of(format: BodyFormat) -> Option<Self> {
        Some(match format {
            BodyFormat::Exposition(Format::PrometheusText | Format::PrometheusText1) => Self::Text,
            BodyFormat::Exposition(Format::OpenMetricsText) => Self::OpenMetrics,
            BodyFormat::Exposition(Format::OpenMetricsText2) => Self::OpenMetrics2,
            BodyFormat::Exposition(Format::PrometheusProtobuf) => Self::Protobuf,
            BodyFormat::OtlpProtobuf => Self::OtlpProtobuf,
            BodyFormat::OtlpJson => Self::OtlpJson,
            BodyFormat::Raw => return None,
        })
    }
}

/// A set of kinds of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Worlds(u8);

impl Worlds {
    pub(super) const TEXT: Self = Self(1 << World::Text as u8);
    pub(super) const OPENMETRICS: Self = Self(1 << World::OpenMetrics as u8);
    pub(super) const OPENMETRICS_2: Self = Self(1 << World::OpenMetrics2 as u8);
    pub(super) const PROTOBUF: Self = Self(1 << World::Protobuf as u8);
    pub(super) const OTLP: Self = Self(1 << World::OtlpProtobuf as u8 | 1 << World::OtlpJson as u8);
    /// Every text format.
    pub(super) const TEXTS: Self = Self::TEXT.and(Self::OPENMETRICS).and(Self::OPENMETRICS_2);
    /// Everything that is scraped.
    pub(super) const EXPOSITIONS: Self = Self::TEXTS.and(Self::PROTOBUF);
    pub(super) const ALL: Self = Self::EXPOSITIONS.and(Self::OTLP);

    /// These and those.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether some are in both.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn contains(self, world: World) -> bool {
        self.0 & 1 << world as u8 != 0
    }
}
