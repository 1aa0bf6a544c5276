//! What a Prometheus server would make of a body: take it, or refuse the whole scrape.
//!
//! That is another question than whether the body follows its format. Prometheus stores much that breaks a specification, and
//! refuses some of what follows it. Only what ends a scrape is asked here; what is stored wrongly without a word is asked by the rules.
//!
//! The answers were held against a Prometheus 2.42 server and the parsers of Prometheus 3.14.

use std::borrow::Cow;

use super::negotiation::Prometheus;
use super::parse::parse;
use super::tree::{Entry, EntryKind, Exposition, Fault, FaultKind, Sample};

/// What becomes of a scrape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The samples are stored.
    Accepted,
    /// Nothing is stored, and `up` is 0.
    Refused {
        /// Why, in our words.
        why: String,
        /// The line that ends the scrape, counted from one; zero if none can be named.
        line: usize,
    },
}

impl Verdict {
    /// Whether the samples are stored.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        *self == Self::Accepted
    }
}

impl Exposition<'_> {
    /// What a Prometheus server would make of the body, had it read it as this format.
    #[must_use]
    pub fn verdict(&self, by: Prometheus) -> Verdict {
        if let Some(joined) = self.with_line_feeds_escaped() {
            return parse(&joined, self.format()).verdict(by);
        }
        for entry in self.entries() {
            if !self.format().is_openmetrics() && entry.bytes().first() == Some(&0) {
                // Its lexer takes a NUL for the end of the text.
                return Verdict::Accepted;
            }
            if let Some(why) = self.refuses(entry, by) {
                return Verdict::Refused { why, line: entry.line() };
            }
        }
        // A missing end is a fault of the line that is not there.
        match self.faults().last().filter(|fault| fault.line() > self.entries().len()) {
            Some(fault) => Verdict::Refused { why: fault.to_string(), line: fault.line() },
            None => Verdict::Accepted,
        }
    }

    /// Why a line ends the scrape, if it does.
    fn refuses(&self, entry: Entry<'_>, by: Prometheus) -> Option<String> {
        let is_openmetrics = self.format().is_openmetrics();
        if let Some(fault) = entry.faults().find(|fault| self.ends_the_scrape(entry, fault, by)) {
            return Some(fault.to_string());
        }
        let knows_quotes = by == Prometheus::V3;
        if entry.name_is_quoted() && !knows_quotes {
            return Some("names in quotes are not known before Prometheus 3".to_owned());
        }
        match entry.kind() {
            EntryKind::Sample(sample) => {
                if by == Prometheus::V2
                    && entry.bytes().first().is_some_and(|byte| matches!(byte, b' ' | b'\t'))
                {
                    return Some("a blank before the metric name".to_owned());
                }
                refuses_sample(sample, is_openmetrics, by)
            }
            EntryKind::Type { word, .. } if !is_openmetrics => {
                let line = entry.bytes().trim_ascii_end();
                let is_exact = line.len() + 1 >= entry.bytes().len() && line.ends_with(word.as_bytes());
                (!is_exact).then(|| format!("invalid metric type: a blank follows `{word}`"))
            }
            EntryKind::Unit { name, unit } if is_openmetrics && !unit.is_empty() => {
                let is_suffix = name.strip_suffix(unit).is_some_and(|before| before.ends_with('_'));
                (!is_suffix).then(|| format!("unit {unit:?} not a suffix of metric {name:?}"))
            }
            _ => None,
        }
    }

    /// Whether a fault is one that Prometheus' own parsers stumble over.
    fn ends_the_scrape(&self, entry: Entry<'_>, fault: &Fault<'_>, by: Prometheus) -> bool {
        let is_openmetrics = self.format().is_openmetrics();
        match fault.kind() {
            FaultKind::Escape | FaultKind::ExemplarTimestamp | FaultKind::MetadataText => false,
            FaultKind::MissingFinalNewline => is_openmetrics,
            FaultKind::TrailingComma => by == Prometheus::V2,
            FaultKind::InvalidUtf8 => !matches!(entry.kind(), EntryKind::Comment),
            // Between two labels its lexer for text does not insist on the comma.
            FaultKind::LabelSeparator if !is_openmetrics => {
                !fault.found().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            }
            FaultKind::MetadataName if !is_openmetrics => entry.bytes().trim_ascii() != b"# HELP",
            _ => true,
        }
    }

    /// The body with the line feeds in label values escaped, if there are any: Prometheus reads a text's strings over the end of the line.
    fn with_line_feeds_escaped(&self) -> Option<Vec<u8>> {
        let is_open = self.faults().any(|fault| fault.kind() == FaultKind::Unterminated);
        if self.format().is_openmetrics() || !is_open {
            return None;
        }
        let mut body: Cow<'_, [u8]> = Cow::Borrowed(self.body());
        // Each turn joins one line to the next. A body that is full of open quotes is not worth more turns.
        const TURNS: usize = 64;
        for _ in 0..TURNS {
            let tree = parse(&body, self.format());
            let Some(fault) = tree.faults().find(|fault| fault.kind() == FaultKind::Unterminated) else {
                break;
            };
            let end = tree.entry(fault.line()).map_or(0, |entry| entry.span().end);
            if end == 0
                || end >= body.len()
                || body.get(end - 1) != Some(&b'\n')
                || !body[end..].contains(&b'"')
            {
                break;
            }
            let mut joined = body[..end - 1].to_vec();
            joined.extend_from_slice(b"\\n");
            joined.extend_from_slice(&body[end..]);
            body = Cow::Owned(joined);
        }
        match body {
            Cow::Owned(joined) => Some(joined),
            Cow::Borrowed(_) => None,
        }
    }
}

fn refuses_sample(sample: Sample<'_>, is_openmetrics: bool, by: Prometheus) -> Option<String> {
    let names = sample.labels().map(|label| label.name());
    // Label sets are small, and comparing neighbours first costs no memory.
    let is_twice = |(index, name): (usize, &Cow<'_, str>)| {
        name == "__name__" || sample.labels().take(index).any(|before| before.name() == *name)
    };
    if let Some((_, twice)) = names.enumerate().find(|(index, name)| is_twice((*index, name))) {
        return Some(format!("label name {twice:?} is not unique"));
    }
    if sample.number().is_some() && sample.value_lexeme().contains(['p', 'P', '_']) {
        return Some(format!("unsupported character in float `{}`", sample.value_lexeme()));
    }
    if !is_openmetrics && sample.timestamp_lexeme().is_some_and(|lexeme| lexeme.starts_with(['+', '-'])) {
        return Some("a timestamp has no sign".to_owned());
    }
    let name = sample.name();
    let takes_exemplars = by == Prometheus::V3 || name.ends_with("_total") || name.ends_with("_bucket");
    if sample.exemplars().len() > 0 && !takes_exemplars {
        return Some(format!("metric name {name} does not support exemplars"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exposition::Format;

    /// Bodies with what Prometheus 3 and 2 do with them: `+` takes it, `-` refuses it.
    const CASES: &[(Format, &str, &str)] = &[
        (Format::PrometheusText, "a 1\n", "++"),
        (Format::PrometheusText, "a 1", "++"),
        (Format::PrometheusText, "a{x=\"\\q\"} 1\n", "++"),
        (Format::PrometheusText, "a{x=\"1\" y=\"2\"} 1\n", "++"),
        (Format::PrometheusText, "a{x=\"1\n2\"} 1\n", "++"),
        (Format::PrometheusText, "a{x=\"1\n2} 1\n", "--"),
        (Format::PrometheusText, "a{x=\"1\",x=\"2\"} 1\n", "--"),
        (Format::PrometheusText, "a{__name__=\"b\"} 1\n", "--"),
        (Format::PrometheusText, " a 1\n", "+-"),
        (Format::PrometheusText, "a 0x1p-2\n", "--"),
        (Format::PrometheusText, "a 1_000\n", "--"),
        (Format::PrometheusText, "a 1 -5\n", "--"),
        (Format::PrometheusText, "a 1\n\0\n???\n", "++"),
        (Format::PrometheusText, "# HELP\na 1\n", "++"),
        (Format::PrometheusText, "# TYPE a counter \na 1\n", "--"),
        (Format::PrometheusText, "# TYPE a info\na 1\n", "--"),
        (Format::PrometheusText, "# TYPE a counter\n# TYPE a counter\na 1\na 1\n", "++"),
        (Format::PrometheusText1, "{\"a.b\"} 1\n", "+-"),
        (Format::OpenMetricsText, "# TYPE a gauge\na 1\n# EOF\n", "++"),
        (Format::OpenMetricsText, "# TYPE a gauge\na 1\n", "--"),
        (Format::OpenMetricsText, "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n", "--"),
        (Format::OpenMetricsText, "a{x=\"1\",} 1\n# EOF\n", "+-"),
        (Format::OpenMetricsText, "# TYPE a gauge\na 1 # {x=\"y\"} 1\n# EOF\n", "+-"),
        (Format::OpenMetricsText, "# TYPE a counter\na_total 1 # {x=\"y\"} 1\n# EOF\n", "++"),
    ];

    #[test]
    fn prometheus_takes_and_refuses_as_the_real_ones_do() {
        for (format, body, expected) in CASES {
            let tree = parse(body.as_bytes(), *format);
            let verdict = |by| if tree.verdict(by).is_accepted() { '+' } else { '-' };
            assert_eq!(
                format!("{}{}", verdict(Prometheus::V3), verdict(Prometheus::V2)),
                *expected,
                "{body:?}"
            );
        }
    }
}
