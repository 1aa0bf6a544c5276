//! What a rule has found.

use std::fmt;

use super::rule::{Effect, Rule, Severity};

/// Something that breaks a rule, in one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How bad it is, after everything that a profile says.
    pub severity: Severity,
    /// Who gets hurt, after what a server would really do with the body.
    pub effect: Effect,
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Other rules that tell the same cause.
    pub related: Vec<&'static str>,
    /// How many more of the same were found in the same family or body, and are not listed.
    pub more: usize,
    /// Later exchanges with the same target that show the same.
    pub also_in: Vec<usize>,
    /// The name of the defect, if it is a known one of a released library.
    pub known_defect: Option<String>,
    /// The number of the target, of what several looks at it have shown.
    pub(super) target: Option<usize>,
}

/// Where something was found; what does not apply is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The exchange of the capture, counted from zero.
    pub exchange: Option<usize>,
    /// The line of a text, counted from one.
    pub line: Option<usize>,
    /// The column in bytes, counted from one.
    pub column: Option<usize>,
    /// How many bytes are meant.
    pub width: usize,
    /// The metric family.
    pub family: Option<String>,
    /// The labels of the series.
    pub series: Option<String>,
    /// The field of a message, or a JSON pointer.
    pub pointer: Option<String>,
}

impl Place {
    /// A line.
    #[must_use]
    pub fn line(line: usize) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A family.
    #[must_use]
    pub fn family(name: impl Into<String>) -> Self {
        Self { family: Some(name.into()), ..Self::default() }
    }

    /// With a spot in the line.
    #[must_use]
    pub fn at(mut self, column: usize, width: usize) -> Self {
        (self.column, self.width) = (Some(column), width);
        self
    }

    /// With the family in which it is.
    #[must_use]
    pub fn of(mut self, family: impl Into<String>) -> Self {
        self.family = Some(family.into());
        self
    }

    /// With the series that is meant.
    #[must_use]
    pub fn series(mut self, labels: impl fmt::Display) -> Self {
        self.series = Some(labels.to_string());
        self
    }

    /// With a field or pointer.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }
}

/// Writes `exchange 3, line 2:8, family{series}, pointer`, as far as each is known.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if let Some(exchange) = self.exchange {
            write!(f, "exchange {exchange}")?;
            separator = ", ";
        }
        if let Some(line) = self.line {
            write!(f, "{separator}line {line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
            separator = ", ";
        }
        if self.family.is_some() || self.series.is_some() {
            let (family, series) = (self.family.as_deref(), self.series.as_deref());
            write!(f, "{separator}{}{}", family.unwrap_or_default(), series.unwrap_or_default())?;
            separator = ", ";
        }
        match &self.pointer {
            Some(pointer) => write!(f, "{separator}{pointer}"),
            None => Ok(()),
        }
    }
}

/// Writes `error[histogram/buckets-not-cumulative]: message (place)`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.rule.id, self.message)?;
        let place = self.place.to_string();
        if place.is_empty() { Ok(()) } else { write!(f, " ({place})") }
    }
}
