//! What the parsers of this room have in common: their error, their result, and what tells the formats apart.

use crate::exposition::{FaultKind, Format};

/// Where the grammar stopped, as a nom error: nothing but a position and what was expected there.
///
/// The position is counted from the end, because that is all that a parser knows of the whole from its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) struct Stop {
    pub(in crate::exposition) kind: FaultKind,
    pub(in crate::exposition) left: usize,
}

impl Stop {
    #[cold]
    pub(in crate::exposition) fn at<T>(kind: FaultKind, input: &[u8]) -> Result<T, nom::Err<Self>> {
        Err(nom::Err::Error(Self { kind, left: input.len() }))
    }
}

impl nom::error::ParseError<&[u8]> for Stop {
    fn from_error_kind(input: &[u8], _: nom::error::ErrorKind) -> Self {
        Self { kind: FaultKind::TrailingText, left: input.len() }
    }

    fn append(_: &[u8], _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}

/// What a parser of this room gives back.
pub(in crate::exposition) type Parsed<'a, T> = nom::IResult<&'a [u8], T, Stop>;

/// What the grammars of the formats differ in.
#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct Grammar {
    /// OpenMetrics: fixed spaces, no comments, no trailing comma, `# EOF`.
    pub(in crate::exposition) openmetrics: bool,
    /// OpenMetrics 2.0: composite values, start timestamps, several exemplars.
    pub(in crate::exposition) second: bool,
}

impl From<Format> for Grammar {
    fn from(format: Format) -> Self {
        Self { openmetrics: format.is_openmetrics(), second: format == Format::OpenMetricsText2 }
    }
}
