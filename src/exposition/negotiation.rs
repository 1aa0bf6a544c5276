//! What Prometheus asks for, and by which parser it reads what it gets.

use std::fmt;

use super::Format;

/// A line of Prometheus servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prometheus {
    /// Prometheus 2, as of its last releases.
    V2,
    /// Prometheus 3, as of 3.5, its release with long-term support.
    V3,
}

impl Prometheus {
    /// Both, the older first.
    pub const ALL: [Self; 2] = [Self::V2, Self::V3];

    /// The number of the line.
    #[must_use]
    pub const fn major(self) -> u8 {
        match self {
            Self::V2 => 2,
            Self::V3 => 3,
        }
    }

    /// The `Accept` header that it sends; `native_histograms` asks for protobuf first.
    #[must_use]
    pub const fn accept(self, native_histograms: bool) -> &'static str {
        match (self, native_histograms) {
            (Self::V2, false) => {
                "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,\
                 text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            }
            (Self::V2, true) => {
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.5,\
                 application/openmetrics-text;version=1.0.0;q=0.4,application/openmetrics-text;version=0.0.1;q=0.3,\
                 text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
            }
            (Self::V3, false) => {
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
                 application/openmetrics-text;version=0.0.1;q=0.5,\
                 text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            }
            (Self::V3, true) => {
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,\
                 application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,\
                 application/openmetrics-text;version=0.0.1;q=0.4,\
                 text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
            }
        }
    }

    /// By which parser it reads a body of this Content-Type.
    ///
    /// Prometheus 3 reads nothing whose type is missing or strange, unless the scrape job names a protocol to fall back to;
    /// Prometheus 2 reads it as text. OpenMetrics 2.0, for which none of them asks, is taken for 1.0; Prometheus 3.16 and later
    /// refuse it, unless their feature flag `openmetrics2` is set.
    #[must_use]
    pub fn reader_of(self, content_type: Option<&str>, fallback: Option<Format>) -> Reader {
        let content_type = content_type.unwrap_or_default();
        let media = MediaType::parse(content_type);
        let (known, complaint) = match &media {
            Ok(media) => match media.format() {
                Some(format) => (Some(format), None),
                None => (None, Some(format!("received unsupported Content-Type {content_type:?}"))),
            },
            Err(_) if content_type.is_empty() => {
                (None, Some("non-compliant scrape target sending blank Content-Type".to_owned()))
            }
            Err(wrong) => (None, Some(format!("cannot parse Content-Type {content_type:?}: {wrong}"))),
        };
        if known.is_some() {
            return Reader { format: known, complaint: None };
        }
        let complaint = complaint.unwrap_or_default();
        match (self, fallback) {
            (_, Some(format)) => {
                let name = format.content_type().split(';').next().unwrap_or_default();
                let complaint = format!("{complaint}, using fallback_scrape_protocol {name:?}");
                Reader { format: Some(format), complaint: Some(complaint) }
            }
            (Self::V3, None) => {
                let complaint = format!("{complaint} and no fallback_scrape_protocol specified for target");
                Reader { format: None, complaint: Some(complaint) }
            }
            (Self::V2, None) => Reader { format: Some(Format::PrometheusText), complaint: Some(complaint) },
        }
    }
}

impl fmt::Display for Prometheus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "prometheus {}", self.major())
    }
}

/// The outcome of looking at a Content-Type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The format as which the body is read; `None` if it is not read at all.
    pub format: Option<Format>,
    /// What Prometheus says about the type, if it says anything; the scrape's error where nothing is read.
    pub complaint: Option<String>,
}

/// A media type with its parameters, as RFC 2045 writes it and Go's `mime` reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// Type and subtype in lower case.
    pub essence: String,
    /// The parameters in their order, names in lower case.
    pub parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Reads a media type.
    ///
    /// # Errors
    /// What is wrong with it, in the words of the reader that Prometheus uses.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (essence, mut rest) = text.split_at(text.find(';').unwrap_or(text.len()));
        let essence = essence.trim();
        let (kind, after) = token(essence);
        if kind.is_empty() {
            return Err("mime: no media type");
        }
        if !after.is_empty() {
            let subtype = after.strip_prefix('/').ok_or("mime: expected slash after first token")?;
            match token(subtype) {
                ("", _) => return Err("mime: expected token after slash"),
                (_, "") => {}
                _ => return Err("mime: unexpected content after media subtype"),
            }
        }
        let mut parameters: Vec<(String, String)> = Vec::new();
        while !rest.trim().is_empty() {
            if rest.trim() == ";" {
                break;
            }
            let Some((name, value, after)) = parameter(rest) else {
                return Err("mime: invalid media parameter");
            };
            rest = after;
            match parameters.iter().find(|(known, _)| *known == name) {
                // Said twice is no contradiction yet.
                Some((_, known)) if *known == value => {}
                Some(_) => return Err("mime: duplicate parameter name"),
                None => parameters.push((name, value)),
            }
        }
        Ok(Self { essence: essence.to_ascii_lowercase(), parameters })
    }

    /// The value of a parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The exposition format that it names. The version is looked at only to tell the grammars of one format apart.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        match self.essence.as_str() {
            "text/plain" if self.parameter("version") == Some("1.0.0") => Some(Format::PrometheusText1),
            "text/plain" => Some(Format::PrometheusText),
            "application/openmetrics-text"
                if self.parameter("version").is_some_and(|v| v.starts_with("2.")) =>
            {
                Some(Format::OpenMetricsText2)
            }
            "application/openmetrics-text" => Some(Format::OpenMetricsText),
            "application/vnd.google.protobuf" => Some(Format::PrometheusProtobuf),
            _ => None,
        }
    }
}

/// The longest token at the beginning, and the rest.
fn token(text: &str) -> (&str, &str) {
    let is_special = |c: char| !c.is_ascii_graphic() || "()<>@,;:\\\"/[]?=".contains(c);
    text.split_at(text.find(is_special).unwrap_or(text.len()))
}

fn parameter(text: &str) -> Option<(String, String, &str)> {
    let rest = text.trim_start().strip_prefix(';')?.trim_start();
    let (name, rest) = token(rest);
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let name = (!name.is_empty()).then(|| name.to_ascii_lowercase())?;
    let Some(quoted) = rest.strip_prefix('"') else {
        let (value, rest) = token(rest);
        return (!value.is_empty()).then(|| (name, value.to_owned(), rest));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((name, value, &quoted[at + 1..])),
            '\\' => value.push(chars.next()?.1),
            '\r' | '\n' => return None,
            c => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_type_chooses_the_parser_or_ends_the_scrape() {
        use Format::{
            OpenMetricsText as Om, OpenMetricsText2 as Om2, PrometheusProtobuf as Pb, PrometheusText as Text,
        };
        let blank = "non-compliant scrape target sending blank Content-Type";
        for (content_type, fallback, v3, v2, complaint) in [
            ("text/plain", None, Some(Text), Some(Text), ""),
            (
                "text/plain; version=1.0.0; escaping=dots",
                None,
                Some(Format::PrometheusText1),
                Some(Format::PrometheusText1),
                "",
            ),
            ("Text/PLAIN; charset=\"utf-8\";", None, Some(Text), Some(Text), ""),
            ("application/openmetrics-text; version=9.9.9", None, Some(Om), Some(Om), ""),
            ("application/openmetrics-text; version=2.0.0", None, Some(Om2), Some(Om2), ""),
            ("application/vnd.google.protobuf", None, Some(Pb), Some(Pb), ""),
            ("", None, None, Some(Text), blank),
            ("", Some(Text), Some(Text), Some(Text), "using fallback_scrape_protocol \"text/plain\""),
            ("text/html", None, None, Some(Text), "received unsupported Content-Type \"text/html\""),
            ("a/", None, None, Some(Text), "expected token after slash"),
            ("a/b/c", Some(Om), Some(Om), Some(Om), "unexpected content after media subtype"),
            ("/", None, None, Some(Text), "no media type"),
            ("text/plain; version=0.0.4; VERSION=\"0.0.4\"", None, Some(Text), Some(Text), ""),
            ("text/plain; a=1; a=2", None, None, Some(Text), "duplicate parameter name"),
            ("text/plain; a", None, None, Some(Text), "invalid media parameter"),
        ] {
            for (prometheus, expected) in [(Prometheus::V3, v3), (Prometheus::V2, v2)] {
                let reader = prometheus.reader_of(Some(content_type), fallback);
                assert_eq!(reader.format, expected, "{content_type} {prometheus}");
                assert!(
                    reader.complaint.unwrap_or_default().contains(complaint),
                    "{content_type} {prometheus}"
                );
            }
        }
    }
}
