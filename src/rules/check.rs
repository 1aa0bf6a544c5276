//! How a rule looks at a capture: a pure function on the lowest floor on which it can be said.

use std::fmt;

use super::sink::Sink;
use super::view::{
    CaptureView, ExportView, FamilyView, Metric, Metrics, ProtobufView, ReadingView, Target, TextFamily,
    TextView, World, Worlds,
};
use crate::capture::Exchange;
use crate::exposition::{FaultKind, ProtobufFault};
use crate::otlp;

/// One way in which a rule looks.
pub(super) enum Check {
    /// The parser has seen it: faults of a text of these kinds.
    Fault(Worlds, &'static [FaultKind]),
    /// The parser has seen it: faults of a protobuf exposition.
    ProtobufFault(fn(&ProtobufFault) -> bool),
    /// The parser has seen it: faults of an OTLP request.
    OtlpFault(fn(&otlp::Fault) -> bool),
    /// The exchange as a whole: headers, status, the bytes as they were sent.
    Exchange(fn(&Exchange, &mut Sink<'_>)),
    /// The text as a whole.
    Text(Worlds, fn(&TextView<'_>, &mut Sink<'_>)),
    /// A family as it stands in a text.
    TextFamily(Worlds, fn(&TextFamily<'_>, &mut Sink<'_>)),
    /// A protobuf exposition as it was sent.
    Protobuf(fn(&ProtobufView<'_>, &mut Sink<'_>)),
    /// The request as it was sent.
    Export(fn(&ExportView<'_>, &mut Sink<'_>)),
    /// A family of the model.
    Family(Worlds, fn(&FamilyView<'_>, &mut Sink<'_>)),
    /// Everything that one exchange says.
    Reading(Worlds, fn(&ReadingView<'_>, &mut Sink<'_>)),
    /// A Prometheus server refuses the whole scrape, and no other rule says why.
    Refusal,
    /// A metric as every format says it.
    Metric(Worlds, fn(&Metric<'_>, &mut Sink<'_>)),
    /// All metrics of an exchange, as every format says them.
    Metrics(Worlds, fn(&Metrics<'_>, &mut Sink<'_>)),
    /// Several looks at one target.
    Target(Worlds, fn(&Target<'_>, &mut Sink<'_>)),
    /// Everything that was captured, whoever said it.
    Capture(fn(&CaptureView<'_>, &mut Sink<'_>)),
}

impl Check {
    /// Whether it looks at bodies of this kind at all.
    pub(super) fn looks_at(&self, world: World) -> bool {
        match self {
            Self::Fault(worlds, _)
            | Self::Text(worlds, _)
            | Self::TextFamily(worlds, _)
            | Self::Family(worlds, _)
            | Self::Metric(worlds, _)
            | Self::Metrics(worlds, _)
            | Self::Reading(worlds, _)
            | Self::Target(worlds, _) => worlds.contains(world),
            Self::Refusal => Worlds::EXPOSITIONS.contains(world),
            Self::ProtobufFault(_) | Self::Protobuf(_) => world == World::Protobuf,
            Self::OtlpFault(_) | Self::Export(_) => Worlds::OTLP.contains(world),
            Self::Exchange(_) | Self::Capture(_) => true,
        }
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Check")
    }
}
