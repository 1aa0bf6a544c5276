//! From the bytes of a body to a reading.

use std::fmt;

use super::fault::Fault;
use crate::exposition::{self, Format};
use crate::model::Reading;
use crate::otlp::Export;

/// How a body is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyFormat {
    /// An exposition.
    Exposition(Format),
    /// An OTLP request in protobuf.
    OtlpProtobuf,
    /// An OTLP request in JSON.
    OtlpJson,
    /// Not to be read: an error page, an unknown content type, a body that could not be decompressed.
    Raw,
}

impl BodyFormat {
    /// The name by which the command line and capture files know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exposition(format) => format.name(),
            Self::OtlpProtobuf => "otlp-protobuf",
            Self::OtlpJson => "otlp-json",
            Self::Raw => "raw",
        }
    }

    /// The format of that [`BodyFormat::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "otlp-protobuf" => Some(Self::OtlpProtobuf),
            "otlp-json" => Some(Self::OtlpJson),
            "raw" => Some(Self::Raw),
            _ => name.parse().ok().map(Self::Exposition),
        }
    }
}

impl fmt::Display for BodyFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a body turned out to say.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) reading: Option<Reading>,
    pub(super) faults: Vec<Fault>,
}

/// Reads a metrics body. What can be read is read, whatever is wrong with the rest.
pub(super) fn decode(body: &[u8], format: BodyFormat) -> Decoded {
    match format {
        BodyFormat::OtlpProtobuf => decode_export(&Export::from_protobuf(body)),
        BodyFormat::OtlpJson => decode_export(&Export::from_json(body)),
        BodyFormat::Exposition(format) => decode_exposition(body, format),
        BodyFormat::Raw => Decoded::default(),
    }
}

fn decode_export(export: &Export<'_>) -> Decoded {
    let faults = export.faults().iter().map(Fault::from).collect();
    Decoded { reading: Some(export.lower()), faults }
}

fn decode_exposition(body: &[u8], format: Format) -> Decoded {
    if format == Format::PrometheusProtobuf {
        let exposition = exposition::parse_protobuf(body);
        let faults = exposition.faults().iter().map(Fault::from).collect();
        return Decoded { reading: Some(exposition.lower()), faults };
    }
    let exposition = exposition::parse(body, format);
    let faults = exposition.faults().map(|fault| Fault::from(&fault)).collect();
    Decoded { reading: Some(exposition.lower()), faults }
}
