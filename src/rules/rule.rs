//! What a rule is: one requirement, said once.

use std::fmt;

use super::check::Check;
use super::example::Example;
use crate::pattern;

/// What the source says of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Practice, a heuristic, or a draft.
    Advice,
    /// The specification is silent, yet a widely used reader rejects or loses the data. Not a claim of conformance.
    Interop,
    /// The specification recommends it.
    Should,
    /// The specification demands it.
    Must,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 4] = [Self::Must, Self::Should, Self::Interop, Self::Advice];

    /// The level in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Interop => "interop",
            Self::Advice => "advice",
        }
    }
}

/// How bad a finding is, unless somebody decides otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth mending.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The severity in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Who gets hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nobody but the reader.
    Style,
    /// Whoever pays for storage and queries.
    Costs,
    /// Whoever believes the numbers.
    DataWrong,
    /// Whoever looks for numbers that are not there.
    DataLost,
    /// Everybody: Prometheus would refuse the whole scrape.
    ScrapeFails,
}

impl Effect {
    /// Every effect, the worst first.
    pub const ALL: [Self; 5] = [Self::ScrapeFails, Self::DataLost, Self::DataWrong, Self::Costs, Self::Style];

    /// The effect in lower case, its words joined by hyphens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ScrapeFails => "scrape-fails",
            Self::DataLost => "data-lost",
            Self::DataWrong => "data-wrong",
            Self::Costs => "costs",
            Self::Style => "style",
        }
    }
}

macro_rules! displayed_by_name {
    ($($type:ident)+) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    )+};
}

displayed_by_name! { Level Severity Effect }

/// Where a requirement stands: specification, version, section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The specification, or the document of practice.
    pub specification: &'static str,
    /// Its version, or the day it was read.
    pub version: &'static str,
    /// The section.
    pub section: &'static str,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}, {}", self.specification, self.version, self.section)
    }
}

/// One requirement: what it asks, why, and how a capture is looked at.
///
/// It cannot choose its own consequences: what a finding means for a build is said by a [`Profile`](super::Profile).
#[derive(Debug)]
pub struct Rule {
    /// `family/offence`: where it lives, and what it is called everywhere.
    pub id: &'static str,
    /// What the source says.
    pub level: Level,
    /// How bad it is by default.
    pub severity: Severity,
    /// Who gets hurt.
    pub effect: Effect,
    /// Where it is asked for.
    pub citation: Citation,
    /// What to do, in a line.
    pub help: &'static str,
    /// Summary and reasons, in Markdown; the first line is the summary.
    pub doc: &'static str,
    /// Rules whose finding at the same spot tells the same cause more precisely; theirs is reported and this one named beside it.
    pub yields_to: &'static [&'static str],
    /// What it speaks of.
    pub bad: &'static [Example],
    /// What it, and every other rule, is silent on.
    pub good: &'static [Example],
    pub(super) checks: &'static [Check],
    /// The file in which it lives.
    #[cfg_attr(not(test), allow(dead_code, reason = "tests hold it against the id"))]
    pub(super) file: &'static str,
}

impl Rule {
    /// What it asks, in a line.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.doc.trim_start().lines().next().unwrap_or_default().trim()
    }

    /// Why, and what is known about it.
    #[must_use]
    pub fn why(&self) -> &'static str {
        self.doc.trim_start().split_once('\n').map_or("", |(_, rest)| rest.trim())
    }

    /// Whether an id or a pattern of ids means it (`*` and `?` are wildcards).
    #[must_use]
    pub fn is_called(&self, pattern: &str) -> bool {
        pattern::matches(pattern, self.id)
    }

    /// The family of rules: the part of the id before the slash.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(family, _)| family)
    }
}

/// Writes a rule down: its doc comment is its page in the rule book.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $id:literal: $level:ident, $severity:ident, $effect:ident;
        cites $specification:ident, $section:literal;
        help $help:literal;
        $(yields to $($other:literal)+;)?
        $(bad $bad_format:literal $bad:literal;)*
        $(good $good_format:literal $good:literal;)+
        $(check $check:expr;)+
    ) => {
        $(#[doc = $doc])+
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            level: $crate::rules::Level::$level,
            severity: $crate::rules::Severity::$severity,
            effect: $crate::rules::Effect::$effect,
            citation: $crate::rules::Citation {
                specification: $crate::rules::source::$specification.0,
                version: $crate::rules::source::$specification.1,
                section: $section,
            },
            help: $help,
            doc: concat!($($doc, "\n"),+),
            yields_to: &[$($($other),+)?],
            bad: &[$($crate::rules::Example { format: $bad_format, text: $bad }),*],
            good: &[$($crate::rules::Example { format: $good_format, text: $good }),+],
            checks: &[$($check),+],
            file: file!(),
        };
    };
}

/// Lists the rules of a family: a line each, the file and the name by which a program says it.
macro_rules! family {
    ($($file:ident $name:ident)+) => {
        $(
            mod $file;
            pub use $file::RULE as $name;
        )+

        /// The rules of this family.
        pub(super) static RULES: &[&super::Rule] = &[$(&$name),+];
    };
}

pub(super) use {family, rule};
