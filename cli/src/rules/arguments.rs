//! What can be asked of the rule book on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum, ValueHint};
use meterstick::rules::{self, Effect, Level, Severity};
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::meaning;

/// List the rules of the rule book, or write all of them as a book in HTML.
///
/// Each line has the id of a rule, how bad its findings are unless you say otherwise, what the source says, who is hurt, and what the rule
/// asks. Filters narrow each other; several values of one filter widen it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  meterstick rules                                    everything
  meterstick rules histogram '*/unit-*'               a family, and a pattern of ids
  meterstick rules --effect scrape-fails,data-lost    what hurts most
  meterstick rules --search 'bucket cumulative'       rules that speak of both words
  meterstick rules --output json                      one array, for programs
  meterstick rules --html book                        the whole book as a site, in book/
  meterstick explain counter/total-suffix-missing     the page of one rule")]
pub(crate) struct Rules {
    /// Only rules with such an id or family; `*` and `?` are wildcards.
    #[arg(value_name = "PATTERN")]
    pub(crate) patterns: Vec<String>,
    /// Only rules of this level: what the source says.
    #[arg(long, value_name = "LEVEL", value_delimiter = ',', value_parser = levels())]
    pub(crate) level: Vec<String>,
    /// Only rules of this severity: how bad a finding is unless you say otherwise.
    #[arg(long, value_name = "SEVERITY", value_delimiter = ',', value_parser = severities())]
    pub(crate) severity: Vec<String>,
    /// Only rules with this effect: who gets hurt.
    #[arg(long, value_name = "EFFECT", value_delimiter = ',', value_parser = effects())]
    pub(crate) effect: Vec<String>,
    /// Only rules of this family: the part of the id before the slash.
    #[arg(long, value_name = "FAMILY", value_delimiter = ',', hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(families()))]
    pub(crate) family: Vec<String>,
    /// Only rules whose page has all these words, in whatever case.
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORM")]
    pub(crate) output: Form,
    /// Write the rule book as a static site into this folder: an index that can be searched, and a page for each rule.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(conflicts_with_all = ["patterns", "level", "severity", "effect", "family", "search", "output"])]
    pub(crate) html: Option<PathBuf>,
}

/// Print the page of a rule: what it asks, why, what to do, examples, and how to allow it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  meterstick explain histogram/buckets-not-cumulative
  meterstick explain series/duplicate timestamp/explicit | less")]
pub(crate) struct Explain {
    /// The ids of rules, as reports and `meterstick rules` say them.
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people: a line a rule.
    Text,
    /// For programs: one array with everything that is known of each rule.
    Json,
}

fn levels() -> PossibleValuesParser {
    Level::ALL.map(|level| PossibleValue::new(level.name()).help(meaning::of_level(level))).into()
}

fn severities() -> PossibleValuesParser {
    Severity::ALL
        .map(|severity| PossibleValue::new(severity.name()).help(meaning::of_severity(severity)))
        .into()
}

fn effects() -> PossibleValuesParser {
    Effect::ALL.map(|effect| PossibleValue::new(effect.name()).help(meaning::of_effect(effect))).into()
}

fn families() -> BTreeSet<&'static str> {
    rules::rules().map(rules::Rule::family).collect()
}
