//! Texts so plain that every server takes them, which is seen without reading them as a server does.

use crate::exposition::Format;
use crate::exposition::tree::{Exposition, Extra, Line, Tag};

impl Exposition<'_> {
    /// Whether each line is of the plainest kind, so that every server takes the body if no sample repeats or quotes a label name.
    ///
    /// A cheap look that says no where it is not sure; [`Exposition::verdict`] reads the body anew.
    pub(crate) fn is_plain(&self) -> bool {
        if self.text.is_none() || !self.faults.is_empty() {
            return false;
        }
        let is_so = match self.format {
            Format::PrometheusText | Format::PrometheusText1 => {
                self.body.ends_with(b"\n")
                    && self.extras.iter().all(|extra| self.has_only_milliseconds(extra))
                    && self.lines.iter().enumerate().all(|(index, line)| self.is_plain_text(index, line))
            }
            Format::OpenMetricsText => {
                self.extras.iter().all(|extra| self.has_plain_exemplars(extra))
                    && self.lines.iter().all(|line| self.is_plain_openmetrics(line))
            }
            _ => false,
        };
        // There the parser of the server ends.
        is_so && memchr::memchr(0, self.body).is_none()
    }

    fn is_plain_text(&self, index: usize, line: &Line) -> bool {
        match line.tag {
            Tag::Int | Tag::Uint => is_plain_name(line, ""),
            Tag::Float => is_plain_name(line, "") && self.is_decimal(line),
            Tag::Help => is_plain_name(line, "# HELP ") && line.value == line.name_end + 1,
            Tag::Type => {
                let end = line.value as usize + self.token(line.value).len();
                is_plain_name(line, "# TYPE ")
                    && line.value == line.name_end + 1
                    && self.line_span(index).end == end + 1
            }
            _ => true,
        }
    }

    /// Of OpenMetrics all that servers refuse is a fault as well, but for quoted names and units.
    fn is_plain_openmetrics(&self, line: &Line) -> bool {
        match line.tag {
            Tag::Int | Tag::Uint | Tag::Float => is_plain_name(line, ""),
            Tag::Help | Tag::Type => is_plain_name(line, "# HELP "),
            Tag::Unit => {
                let unit = self.token(line.value);
                let base = self.str(line.name as usize, line.name_end as usize).strip_suffix(unit);
                is_plain_name(line, "# UNIT ")
                    && (unit.is_empty() || base.is_some_and(|base| base.ends_with('_')))
            }
            Tag::Eof => true,
            Tag::Blank | Tag::Comment | Tag::Broken | Tag::Composite => false,
        }
    }

    /// Whether a number is none of the hexadecimal ones and those with underscores, which are read by the grammar alone.
    fn is_decimal(&self, line: &Line) -> bool {
        let rest = self.body.get(line.value as usize..).unwrap_or_default();
        let mut token = rest.iter().take_while(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        token.all(|byte| !matches!(byte, b'x' | b'X' | b'_' | b'p' | b'P'))
    }

    fn has_only_milliseconds(&self, extra: &Extra) -> bool {
        let time = self.token(extra.timestamp);
        let has_only_time = extra.start_time == 0 && extra.exemplars.is_empty() && extra.fields.is_empty();
        has_only_time && time.len() < 19 && time.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether what stands behind a value is a time, or an exemplar without quoted names on a sample that older servers take one of.
    fn has_plain_exemplars(&self, extra: &Extra) -> bool {
        let mut labels =
            extra.exemplars.of(&self.exemplars).iter().flat_map(|one| one.labels.of(&self.exemplar_labels));
        let takes_one = || {
            let line = self.lines.get(extra.line as usize);
            let name = line.map_or("", |line| self.str(line.name as usize, line.name_end as usize));
            name.ends_with("_total") || name.ends_with("_bucket")
        };
        extra.start_time == 0
            && extra.fields.is_empty()
            && (extra.exemplars.is_empty() || takes_one())
            && labels.all(|label| self.body.get(label.name as usize - 1) != Some(&b'"'))
    }
}

/// Whether a name has no quotes and stands right behind the start of the line.
fn is_plain_name(line: &Line, start: &str) -> bool {
    !line.quoted && line.name as usize == line.start as usize + start.len()
}
