//! Defects of released libraries that are known by name.

use std::fmt;
use std::str::FromStr;

use super::finding::Finding;
use super::rule::Rule;
use crate::capture::{Capture, Exchange};
use crate::model::{Family, Reading};
use crate::pattern;

/// A defect of a released library, so that it can be accepted by its name instead of switching a rule off.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownDefect {
    /// What it is called.
    pub name: String,
    /// The library.
    pub library: String,
    /// The versions that show it: `>=1.40, <=1.45.2`, or `*`. They count where a capture says the version.
    pub versions: String,
    /// The rule that tells it: an id, or a pattern where several do (`*/labels-shifted`).
    pub rule: String,
    /// The families that show it: a name or a pattern; all of them without.
    pub family: Option<String>,
    /// What else an exchange shows of the library; all of it has to be there.
    pub signs: Vec<Sign>,
    /// What was seen, and how.
    pub evidence: String,
    /// Where it is reported, if it is.
    pub upstream: Option<String>,
}

impl KnownDefect {
    /// A defect that a rule tells of a library, whatever its version.
    #[must_use]
    pub fn new(name: impl Into<String>, library: impl Into<String>, rule: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            library: library.into(),
            versions: "*".to_owned(),
            rule: rule.into(),
            family: None,
            signs: Vec::new(),
            evidence: String::new(),
            upstream: None,
        }
    }

    /// Whether a rule tells it.
    #[must_use]
    pub fn is_told_by(&self, rule: &Rule) -> bool {
        pattern::matches(&self.rule, rule.id)
    }

    /// Whether a finding is this defect.
    pub(super) fn is_shown_by(&self, finding: &Finding, capture: &Capture) -> bool {
        let is_rule = |id: &str| pattern::matches(&self.rule, id);
        if !is_rule(finding.rule.id) && !finding.related.iter().any(|id| is_rule(id)) {
            return false;
        }
        if let Some(pattern) = &self.family
            && !finding.place.family.as_deref().is_some_and(|family| pattern::matches(pattern, family))
        {
            return false;
        }
        let fits = |exchange: &Exchange| {
            self.signs.iter().all(|sign| sign.is_seen(exchange))
                && self.version_in(exchange).is_none_or(|version| is_within(&version, &self.versions))
        };
        match finding.place.exchange.and_then(|number| capture.requests().get(number)) {
            Some(exchange) => fits(exchange),
            None => capture.requests().iter().any(fits),
        }
    }

    /// The version that an exchange says of the library. Others may have put theirs into it too, so that it is read where a sign was seen.
    fn version_in(&self, exchange: &Exchange) -> Option<String> {
        self.signs.iter().find_map(|sign| sign.version_beside(exchange))
    }
}

/// What an exchange shows of the library that made it: `family python_info`, `label otel_scope_name`, `label telemetry_sdk_language=python`,
/// `header user-agent=OTel-*`, `resource telemetry.sdk.language=python`. Names of families and values can be patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A family of that name.
    Family(String),
    /// A series with that label, whatever its value or with that one.
    Label(String, Option<String>),
    /// A header that the service sent.
    Header(String, String),
    /// An attribute of the resource.
    Resource(String, String),
}

/// What no [`Sign`] looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSign(String);

impl fmt::Display for UnknownSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no sign `{}`; there are `family NAME`, `label NAME`, `label NAME=VALUE`, `header NAME=VALUE` and `resource KEY=VALUE`",
            self.0
        )
    }
}

impl std::error::Error for UnknownSign {}

impl FromStr for Sign {
    type Err = UnknownSign;

    fn from_str(text: &str) -> Result<Self, UnknownSign> {
        let unknown = || UnknownSign(text.to_owned());
        let (what, rest) = text.split_once(' ').ok_or_else(unknown)?;
        let pair = || {
            let (name, value) = rest.split_once('=').ok_or_else(unknown)?;
            Ok((name.to_owned(), value.to_owned()))
        };
        match what {
            "family" => Ok(Self::Family(rest.to_owned())),
            "label" => Ok(match rest.split_once('=') {
                Some((name, value)) => Self::Label(name.to_owned(), Some(value.to_owned())),
                None => Self::Label(rest.to_owned(), None),
            }),
            "header" => pair().map(|(name, value)| Self::Header(name, value)),
            "resource" => pair().map(|(key, value)| Self::Resource(key, value)),
            _ => Err(unknown()),
        }
    }
}

impl Sign {
    fn is_seen(&self, exchange: &Exchange) -> bool {
        match self {
            Self::Family(name) => {
                let mut families = exchange.reading().into_iter().flat_map(Reading::families);
                families.any(|family| pattern::matches(name, family.name()))
            }
            Self::Label(name, wanted) => label_value(exchange, name, |value| {
                wanted.as_ref().is_none_or(|wanted| pattern::matches(wanted, value))
            })
            .is_some(),
            Self::Header(name, value) => {
                exchange.header(name).is_some_and(|found| pattern::matches(value, found))
            }
            Self::Resource(key, value) => {
                resource_attribute(exchange, key).is_some_and(|found| pattern::matches(value, &found))
            }
        }
    }

    /// The version that stands where the sign does.
    fn version_beside(&self, exchange: &Exchange) -> Option<String> {
        match self {
            Self::Header(name, _) if name.eq_ignore_ascii_case("user-agent") => {
                let version = exchange.header(name)?.split_once('/')?.1.split(' ').next()?;
                Some(version.to_owned())
            }
            Self::Resource(key, _) if key.starts_with("telemetry.sdk.") => {
                resource_attribute(exchange, "telemetry.sdk.version")
            }
            Self::Label(name, _) if name.starts_with("telemetry_sdk_") => {
                label_value(exchange, "telemetry_sdk_version", |_| true)
            }
            _ => None,
        }
    }
}

/// The first value of a label that is as it should be.
fn label_value(exchange: &Exchange, name: &str, is_right: impl Fn(&str) -> bool) -> Option<String> {
    let families = exchange.reading().into_iter().flat_map(Reading::families);
    let mut values = families.flat_map(Family::series).filter_map(|series| {
        let value = series.labels().get(name)?.to_string();
        is_right(&value).then_some(value)
    });
    values.next()
}

fn resource_attribute(exchange: &Exchange, key: &str) -> Option<String> {
    let mut resources = exchange.reading()?.resources();
    resources.find_map(|resource| resource.attributes().get(key).map(|value| value.to_string()))
}

/// Whether a version lies in all ranges of a list: `>=1.40, <=1.45.2`.
fn is_within(version: &str, ranges: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        text.split(['.', '-', '+', 'b', 'r']).map_while(|part| part.parse().ok()).collect()
    };
    let version = numbers(version);
    ranges.split(',').map(str::trim).all(|range| {
        let end = range.find(|c: char| c.is_ascii_digit()).unwrap_or(range.len());
        let (operator, bound) = (range[..end].trim(), numbers(&range[end..]));
        match operator {
            ">=" => version >= bound,
            ">" => version > bound,
            "<=" => version <= bound,
            "<" => version < bound,
            "=" => version == bound,
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests;
