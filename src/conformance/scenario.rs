//! What a scenario is: circumstances, what happens in them, and what must be seen.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

use super::expect::Expectation;
use super::reply::{ReplyForm, TlsForm};
use super::step::Step;
use crate::capture::Protocol;
use crate::pattern;
use crate::rules::{Citation, Level, cited};

/// One question to an exporter: the circumstances in which it is started, what happens then, and what must be seen.
///
/// It is read from `conformance/scenarios/<path>.toml`; the path is its id, and an id never changes.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Where it lives, and what it is called everywhere: `otlp/retry/grpc-unavailable`.
    pub id: String,
    /// What happens, in a line.
    pub title: String,
    /// What the source says of the requirement.
    pub level: Level,
    /// What is asked, in our own words.
    pub requirement: String,
    /// What an exporter that follows it lets us see.
    pub expected: String,
    /// Where it is asked.
    pub citation: Citation,
    /// The requirements of the ledger that it shows.
    pub covers: Vec<String>,
    /// Who can be asked.
    pub applies: Applies,
    /// The commands of the control protocol without which it cannot be asked.
    pub needs: Vec<String>,
    /// Whether it takes long, so that one may want to leave it out.
    pub slow: bool,
    /// Scenarios that the same defect fails too.
    pub related: Vec<String>,
    pub(super) circumstances: Circumstances,
    pub(super) steps: Vec<Step>,
    pub(super) expect: Vec<Expectation>,
}

/// Who can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applies {
    /// Whoever pushes by one of these protocols.
    Push(Vec<Protocol>),
    /// Whoever is scraped.
    Scrape,
}

/// What a program finds when it starts.
#[derive(Clone, Debug)]
pub(super) struct Circumstances {
    /// How many programs are started, each for itself.
    pub(super) starts: usize,
    /// What is set beside the usual environment; nothing stands for what is not set.
    pub(super) environment: BTreeMap<String, String>,
    /// What of the usual environment is not set.
    pub(super) unset: Vec<String>,
    pub(super) script: Vec<ReplyForm>,
    pub(super) then: Option<ReplyForm>,
    /// Whether nobody listens at first.
    pub(super) away: bool,
    pub(super) tls: Option<TlsForm>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    title: String,
    level: String,
    requirement: String,
    expected: String,
    cites: Cites,
    #[serde(default)]
    covers: Vec<String>,
    #[serde(default)]
    protocols: Vec<String>,
    #[serde(default)]
    scrape: bool,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    slow: bool,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default = "one")]
    starts: usize,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    #[serde(default)]
    unset: Vec<String>,
    #[serde(default)]
    receiver: Receiver,
    #[serde(default)]
    steps: Vec<Step>,
    expect: Vec<Expectation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cites {
    source: String,
    section: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Receiver {
    #[serde(default)]
    script: Vec<ReplyForm>,
    then: Option<ReplyForm>,
    #[serde(default)]
    away: bool,
    tls: Option<TlsForm>,
}

const fn one() -> usize {
    1
}

/// A scenario cannot be read.
#[derive(Clone, Debug)]
pub struct ScenarioError {
    id: String,
    why: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "scenario `{}`: {}", self.id, self.why)
    }
}

impl std::error::Error for ScenarioError {}

impl Circumstances {
    /// Nothing is wrong.
    pub(super) fn good() -> Self {
        Self {
            starts: 1,
            environment: BTreeMap::new(),
            unset: Vec::new(),
            script: Vec::new(),
            then: None,
            away: false,
            tls: None,
        }
    }
}

impl Scenario {
    /// Reads a scenario from its file.
    ///
    /// # Errors
    /// When it is no TOML, a word in it is unknown, or it says nothing that could fail.
    pub fn read(id: &str, text: &str) -> Result<Self, ScenarioError> {
        let fail = |why: String| ScenarioError { id: id.to_owned(), why };
        let file: File = toml::from_str(text).map_err(|error| fail(error.to_string()))?;
        let level = Level::ALL.into_iter().find(|level| level.name() == file.level);
        let level = level.ok_or_else(|| fail(format!("there is no level `{}`", file.level)))?;
        let (specification, version) = cited(&file.cites.source)
            .ok_or_else(|| fail(format!("there is no source `{}`", file.cites.source)))?;
        let protocols =
            file.protocols.iter().map(|name| name.parse().map_err(|error| fail(format!("{error}"))));
        let protocols = protocols.collect::<Result<Vec<Protocol>, _>>()?;
        let applies = match (file.scrape, protocols.is_empty()) {
            (true, true) => Applies::Scrape,
            (true, false) => return Err(fail("it is either scraped or pushed".to_owned())),
            (false, true) => Applies::Push(Protocol::ALL.to_vec()),
            (false, false) => Applies::Push(protocols),
        };
        if file.expect.is_empty() {
            return Err(fail("it expects nothing, so it cannot fail".to_owned()));
        }
        for form in file.receiver.script.iter().chain(&file.receiver.then) {
            // Only whether it can be read matters here.
            drop(form.reply().map_err(fail)?);
        }
        let circumstances = Circumstances {
            starts: file.starts,
            environment: file.environment,
            unset: file.unset,
            script: file.receiver.script,
            then: file.receiver.then,
            away: file.receiver.away,
            tls: file.receiver.tls,
        };
        let steps = if file.steps.is_empty() { Step::usual(&applies) } else { file.steps };
        Ok(Self {
            id: id.to_owned(),
            title: file.title,
            level,
            requirement: file.requirement,
            expected: file.expected,
            citation: Citation { specification, version, section: file.cites.section.leak() },
            covers: file.covers,
            applies,
            needs: file.needs,
            slow: file.slow,
            related: file.related,
            circumstances,
            steps,
            expect: file.expect,
        })
    }

    /// Whether an id or a pattern of ids means it.
    #[must_use]
    pub fn is_called(&self, pattern: &str) -> bool {
        pattern::matches(pattern, &self.id)
    }
}
