//! From the model to the exposition formats.
//!
//! What a format cannot say is listed, never silently lost: [`render`] gives back the body together with everything that is not in it.

mod composite;
mod family;
mod histogram;
mod lines;
mod names;
mod omission;

#[cfg(test)]
mod tests;

pub(super) use family::{Fitting, Plan};
pub(super) use histogram::{explicit, hang, native};
pub(super) use names::Written;
pub(super) use omission::Omissions;
pub use omission::{Omission, Omitted};

use super::{Escaping, Format};
use crate::model::Reading;
use crate::protobuf::Writer;
use lines::Lines;

/// A body, and what is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendered {
    /// The body.
    pub bytes: Vec<u8>,
    /// What the format could not say, in the order of the families.
    pub omitted: Vec<Omission>,
}

/// Writes a reading in an exposition format.
///
/// The spelling is the canonical one where the format has one: bounds as OpenMetrics writes numbers (`1.0`), one space between
/// tokens. Names that the format cannot say as they are, are escaped with underscores; see [`render_escaped`]. What is written
/// reads back as the same reading but for what is listed as omitted, up to whether a whole number was said as an integer.
///
/// ```
/// use meterstick::exposition::{Format, Omitted, render};
/// use meterstick::model::{Kind, Reading};
///
/// let mut builder = Reading::builder();
/// builder.number("http.requests", Kind::Counter, &[("code", "200")], 7_i64);
/// let rendered = render(&builder.finish(), Format::PrometheusText);
/// assert_eq!(rendered.bytes, b"# TYPE http_requests counter\nhttp_requests{code=\"200\"} 7\n");
/// assert_eq!(rendered.omitted[0].what, Omitted::Name);
/// ```
#[must_use]
pub fn render(reading: &Reading, format: Format) -> Rendered {
    let escaping = match format {
        Format::PrometheusText | Format::OpenMetricsText => Escaping::Underscores,
        // These three have room for any name, and their readers expect it.
        Format::PrometheusText1 | Format::OpenMetricsText2 | Format::PrometheusProtobuf => {
            Escaping::AllowUtf8
        }
    };
    render_escaped(reading, format, escaping)
}

/// Writes a reading in an exposition format with names by an escaping scheme.
#[must_use]
pub fn render_escaped(reading: &Reading, format: Format, escaping: Escaping) -> Rendered {
    let mut omissions = Omissions::default();
    let mut lines = Lines::new(format);
    let mut messages = Writer::new();
    for family in reading.families() {
        omissions.begin(family.name());
        let Some(plan) = Plan::of(family, format, escaping, &mut omissions) else { continue };
        if format.is_text() {
            lines.family(&plan, &mut omissions);
        } else {
            super::protobuf::write(&mut messages, &plan, &mut omissions);
        }
    }
    let bytes = if format.is_text() { lines.finish() } else { messages.into_bytes() };
    Rendered { bytes, omitted: omissions.into_list() }
}
