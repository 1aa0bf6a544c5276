//! What is told of a rule, whoever reads it: the list, the page, the book and programs.

use meterstick::rules::{self, Effect, Example, Level, Profile, Rule, Severity};
use serde::{Serialize, Serializer};
use std::fmt;

/// A rule as it is told; its JSON is what `--output json` promises.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) rule: &'static str,
    #[serde(serialize_with = "by_name")]
    pub(crate) level: Level,
    #[serde(serialize_with = "by_name")]
    pub(crate) severity: Severity,
    #[serde(serialize_with = "by_name")]
    pub(crate) effect: Effect,
    pub(crate) summary: &'static str,
    /// In Markdown.
    pub(crate) why: String,
    pub(crate) help: &'static str,
    pub(crate) citation: Citation,
    pub(crate) yields_to: Vec<&'static str>,
    pub(crate) examples: Examples,
    /// Where its page stands in the rule book.
    pub(crate) page: String,
}

/// Where the requirement stands.
#[derive(Debug, Serialize)]
pub(crate) struct Citation {
    #[serde(rename = "spec")]
    pub(crate) specification: &'static str,
    pub(crate) version: &'static str,
    pub(crate) section: &'static str,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}, {}", self.specification, self.version, self.section)
    }
}

/// What the rule speaks of, and what it is silent on.
#[derive(Debug, Serialize)]
pub(crate) struct Examples {
    pub(crate) bad: Vec<Sample>,
    pub(crate) good: Vec<Sample>,
}

/// An example, and what is said of it.
#[derive(Debug, Serialize)]
pub(crate) struct Sample {
    pub(crate) format: &'static str,
    pub(crate) text: &'static str,
    #[serde(skip)]
    pub(crate) said: Vec<Saying>,
}

/// What the rule says of an example.
#[derive(Debug)]
pub(crate) struct Saying {
    /// The look at the service, counted from zero.
    pub(crate) look: usize,
    /// The line of its body, counted from one.
    pub(crate) line: Option<usize>,
    pub(crate) message: String,
}

impl Entry {
    pub(crate) fn of(rule: &'static Rule) -> Self {
        let sample = |example: &'static Example| Sample {
            format: example.format,
            // A literal that begins on its own line reads better in the source, and only there.
            text: match example.format {
                // In protobuf it is the first field of a message.
                "otlp-protobuf" => example.text,
                _ => example.text.strip_prefix('\n').unwrap_or(example.text),
            },
            said: said(rule, example),
        };
        Self {
            rule: rule.id,
            level: rule.level,
            severity: rule.severity,
            effect: rule.effect,
            summary: rule.summary(),
            // The blank between `///` and the text is no part of it.
            why: rule
                .why()
                .lines()
                .map(|line| line.strip_prefix(' ').unwrap_or(line))
                .collect::<Vec<_>>()
                .join("\n"),
            help: rule.help,
            citation: Citation {
                specification: rule.citation.specification,
                version: rule.citation.version,
                section: rule.citation.section,
            },
            yields_to: rule.yields_to.to_vec(),
            examples: Examples {
                bad: rule.bad.iter().map(sample).collect(),
                good: rule
                    .good
                    .iter()
                    .map(|example| Sample { said: Vec::new(), ..sample(example) })
                    .collect(),
            },
            page: page(rule.id),
        }
    }

    pub(crate) fn family(&self) -> &'static str {
        self.rule.split_once('/').map_or(self.rule, |(family, _)| family)
    }

    /// Every word of the page by which a rule is searched, once and in lower case.
    pub(crate) fn words(&self) -> String {
        let text = format!("{} {} {} {} {}", self.rule, self.summary, self.help, self.citation, self.why);
        let mut words: Vec<&str> = Vec::new();
        let text = text.to_lowercase();
        for word in text.split_whitespace() {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(" ")
    }
}

/// Every rule, by its id.
pub(crate) fn all() -> Vec<&'static Rule> {
    let mut all: Vec<_> = rules::rules().collect();
    all.sort_by_key(|rule| rule.id);
    all
}

/// Rules whose finding gives way to the one of this rule.
pub(crate) fn yielding_to(id: &str) -> Vec<&'static str> {
    all().into_iter().filter(|rule| rule.yields_to.contains(&id)).map(|rule| rule.id).collect()
}

/// Where the page of a rule stands in the rule book.
pub(crate) fn page(id: &str) -> String {
    format!("{id}.html")
}

fn said(rule: &Rule, example: &Example) -> Vec<Saying> {
    // Every rule speaks in this profile, whatever the others leave out.
    let Ok(profile) = "practice".parse::<Profile>() else { return Vec::new() };
    let judgement = example.capture().judge(&profile);
    let own = judgement.findings().iter().filter(|finding| finding.rule.id == rule.id);
    own.map(|finding| Saying {
        look: finding.place.exchange.unwrap_or_default(),
        line: finding.place.line,
        message: finding.message.clone(),
    })
    .collect()
}

fn by_name<S: Serializer>(word: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(word)
}
