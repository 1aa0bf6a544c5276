//! Numbers as they are recorded: integers stay integers, of any size, until they are sent.

use meterstick::model::Number;

use crate::defects::{self, Defect};
use crate::say::dropped;

/// An amount that was recorded or added up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Amount {
    Int(i128),
    Float(f64),
}

impl Amount {
    /// Reads a value as the control protocol writes it: without a dot, an exponent, `NaN` or `Inf` it is an integer.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match text.parse() {
            Ok(value) => Some(Self::Int(value)),
            Err(_) => text.parse().ok().map(Self::Float),
        }
    }

    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    pub(crate) fn is_finite(self) -> bool {
        self.as_f64().is_finite()
    }

    pub(crate) fn is_negative(self) -> bool {
        self.as_f64() < 0.0
    }

    /// One float makes the sum a float.
    pub(crate) fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Self::Int(a.saturating_add(b)),
            _ => Self::Float(self.as_f64() + other.as_f64()),
        }
    }

    /// The number as OTLP has it. One beyond 64 bits has no form: its point is dropped, and everything else goes out.
    pub(crate) fn sent(self, metric: &str) -> Result<Option<Number>, String> {
        let value = match self {
            Self::Float(value) => return Ok(Some(value.into())),
            Self::Int(value) => value,
        };
        if let Ok(value) = i64::try_from(value) {
            return Ok(Some(value.into()));
        }
        let nearest = if value < 0 { i64::MIN } else { i64::MAX };
        if defects::has(Defect::BigValuePoisons) {
            return Err(format!("cannot encode {value} of `{metric}`"));
        }
        if defects::has(Defect::BigValueWraps) {
            return Ok(Some((value as i64).into()));
        }
        if defects::has(Defect::BigValueSaturates) {
            return Ok(Some(nearest.into()));
        }
        dropped(&format!("dropped a point of `{metric}`: {value} does not fit into 64 bits"));
        Ok(None)
    }
}
