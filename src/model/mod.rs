//! The common metric model: what a scrape and an OTLP export say, in one form and without loss.
//!
//! A [`Reading`] is one look at a target. It holds [`Family`] ▸ [`Series`] ▸ [`Point`], each with everything that
//! either world can say of it: types, units, temporality, start times, exemplars, resource and scope.
//! The room knows no wire, no clock and no input or output.

mod builder;
mod histogram;
mod intern;
mod kind;
mod labels;
mod number;
mod point;
mod reading;
mod time;
mod value;

pub use builder::{
    ExemplarDraft, ExponentialDraft, FamilyDraft, FamilyId, HistogramDraft, PointDraft, ReadingBuilder,
    ResourceDraft, ResourceId, ScopeDraft, ScopeId, SeriesId, SummaryDraft, ValueDraft,
};
pub use histogram::{Exponential, ExponentialBuckets, Histogram, Quantile, Span, Summary};
pub use intern::{LabelSetId, Symbol, ValueId};
pub use kind::{Kind, Temporality};
pub use labels::{Label, Labels};
pub use number::{Number, STALE_MARKER_BITS};
pub use point::{Exemplar, Point, PointValue};
pub use reading::{Family, Reading, Resource, Scope, Series};
pub use time::Timestamp;
pub use value::{AttributeValue, Value};
