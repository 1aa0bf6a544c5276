//! Programs by their descriptions, and what is known to fail of them.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;

use super::subject::Subject;
use crate::capture::Protocol;
use crate::pattern;

/// A program of released libraries, as its file describes it: how it is started, how its metrics leave it, what is known to fail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emitter {
    /// What it is called in reports.
    pub name: String,
    /// What it is written in.
    pub language: String,
    /// The libraries with their versions.
    #[serde(default)]
    pub libraries: BTreeMap<String, String>,
    /// The program and its arguments; `{port}` stands for a free port.
    pub command: Vec<String>,
    #[serde(default)]
    protocols: Vec<String>,
    scrape: Option<String>,
    /// What is known to fail.
    #[serde(default)]
    pub known: Vec<Known>,
    /// What is not asked of it, because it is somebody else's business there.
    #[serde(default)]
    pub without: Vec<Without>,
}

/// Something that is known to fail.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The scenarios: an id or a pattern of ids.
    pub scenario: String,
    /// By which protocol it fails; by each without. `scrape` is one here.
    pub protocol: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// Where that is written up.
    pub finding: Option<String>,
    /// Whether it fails only now and then, so that a pass is no surprise either.
    #[serde(default)]
    pub sometimes: bool,
}

/// Something that cannot be asked of a program.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Without {
    /// The scenarios: an id or a pattern of ids.
    pub scenario: String,
    /// Why.
    pub reason: String,
}

/// A description cannot be read.
#[derive(Clone, Debug)]
pub struct EmitterError(String);

impl fmt::Display for EmitterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EmitterError {}

impl Emitter {
    /// Reads a description.
    ///
    /// # Errors
    /// When it is no TOML, a word in it is unknown, or nothing leaves the program.
    pub fn read(text: &str) -> Result<Self, EmitterError> {
        let emitter: Self = toml::from_str(text).map_err(|error| EmitterError(error.to_string()))?;
        if emitter.command.is_empty() {
            return Err(EmitterError("`command` names no program".to_owned()));
        }
        if emitter.protocols.is_empty() && emitter.scrape.is_none() {
            return Err(EmitterError("it has neither `protocols` nor `scrape`".to_owned()));
        }
        emitter.protocols()?;
        Ok(emitter)
    }

    fn protocols(&self) -> Result<Vec<Protocol>, EmitterError> {
        let read = |name: &String| name.parse().map_err(|error| EmitterError(format!("{error}")));
        self.protocols.iter().map(read).collect()
    }

    /// The program once for each way in which its metrics leave it.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let subject = |protocol: Option<Protocol>, scrape: Option<String>| Subject {
            command: self.command.iter().map(OsString::from).collect(),
            protocol,
            scrape,
        };
        let pushes = self.protocols().unwrap_or_default().into_iter();
        let mut subjects: Vec<_> = pushes.map(|protocol| subject(Some(protocol), None)).collect();
        subjects.extend(self.scrape.clone().map(|url| subject(None, Some(url))));
        subjects
    }

    /// What is known to fail of a scenario, by that way.
    #[must_use]
    pub fn known(&self, scenario: &str, subject: &Subject) -> Option<&Known> {
        let way = subject.way();
        self.known.iter().find(|known| {
            pattern::matches(&known.scenario, scenario)
                && known.protocol.as_ref().is_none_or(|protocol| *protocol == way)
        })
    }

    /// Why a scenario is not asked of it, if it is not.
    #[must_use]
    pub fn exempt(&self, scenario: &str) -> Option<&str> {
        let without = self.without.iter().find(|without| pattern::matches(&without.scenario, scenario));
        without.map(|without| without.reason.as_str())
    }
}
