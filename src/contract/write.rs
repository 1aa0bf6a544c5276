//! A contract as text.

use std::fmt;

use super::promise::{Buckets, Contract, LabelPromise, Promise, World};
use crate::model::{Number, Temporality};

/// The first line of every contract.
pub(super) const TITLE: &str = "meterstick contract 1";

impl fmt::Display for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}")?;
        for world in [World::Otlp, World::Scrape] {
            let mut promises = self.promises.iter().filter(|promise| promise.world == world).peekable();
            let has_resource = world == World::Otlp && !self.resource.is_empty();
            if promises.peek().is_none() && !has_resource {
                continue;
            }
            writeln!(f, "\n[{world}]")?;
            if has_resource {
                writeln!(f, "resource: {}", labels(&self.resource))?;
            }
            for promise in promises {
                write!(f, "\n{promise}")?;
            }
        }
        Ok(())
    }
}

/// Writes the promise as its block in the contract.
impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", word(&self.name))?;
        writeln!(f, "  type: {}", self.kind)?;
        if let Some(unit) = &self.unit {
            writeln!(f, "  unit: {}", word(unit))?;
        }
        if let Some(temporality) = self.temporality {
            writeln!(f, "  temporality: {}", temporality_word(temporality))?;
        }
        if let Some(monotonic) = self.monotonic {
            writeln!(f, "  monotonic: {monotonic}")?;
        }
        if let Some(scope) = &self.scope {
            writeln!(f, "  scope: {}", word(scope))?;
        }
        if !self.labels.is_empty() {
            writeln!(f, "  labels: {}", labels(&self.labels))?;
        }
        if let Some(buckets) = &self.buckets {
            writeln!(f, "  buckets: {buckets}")?;
        }
        if !self.quantiles.is_empty() {
            writeln!(f, "  quantiles: {}", numbers(&self.quantiles))?;
        }
        writeln!(f, "  series: {}", self.series)?;
        for (key, values) in &self.values {
            let values: Vec<_> = values.iter().map(|value| word(value)).collect();
            writeln!(f, "  values {}: {}", word(key), values.join(", "))?;
        }
        if let Some(help) = &self.help {
            writeln!(f, "  help: {}", line(help))?;
        }
        Ok(())
    }
}

impl fmt::Display for Buckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Explicit(bounds) if bounds.is_empty() => f.write_str("none"),
            Self::Explicit(bounds) => f.write_str(&numbers(bounds)),
            Self::Exponential => f.write_str("exponential"),
            Self::Differ => f.write_str("differ"),
        }
    }
}

impl fmt::Display for LabelPromise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", word(&self.key), if self.optional { "?" } else { "" })?;
        if !self.types.is_empty() {
            let types: Vec<_> = self.types.iter().map(String::as_str).collect();
            write!(f, " ({})", types.join("|"))?;
        }
        Ok(())
    }
}

pub(super) fn temporality_word(temporality: Temporality) -> String {
    match temporality {
        Temporality::Other(number) => format!("other {number}"),
        known => known.to_string(),
    }
}

fn labels(labels: &[LabelPromise]) -> String {
    labels.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

pub(super) fn numbers(numbers: &[f64]) -> String {
    numbers.iter().map(|&number| number_word(number)).collect::<Vec<_>>().join(" ")
}

/// The number without a needless `.0`, so that `1` and `1.0` are one bound in every format.
fn number_word(number: f64) -> String {
    let text = Number::Float(number).to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A name or value; in quotes if it would not be read back as it is.
pub(super) fn word(text: &str) -> String {
    let is_plain = !text.is_empty()
        && !text.starts_with(['[', '#', '<', '=', '>'])
        && !text.ends_with(['?', ':'])
        && !text.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '\\' | ',' | '(' | ')')
        });
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// The rest of a line; in quotes if it would not be read back as it is.
fn line(text: &str) -> String {
    let is_plain = !text.is_empty()
        && !text.starts_with('"')
        && text.trim() == text
        && !text.contains(|c: char| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'));
    if is_plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
