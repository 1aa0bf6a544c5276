//! The program that is asked.

use std::ffi::{OsStr, OsString};
use std::time::Duration;

use super::scenario::{Applies, Circumstances, Scenario};
use super::span::Span;
use super::stage::Stage;
use super::step::{Export, Step, Until};
use crate::capture::Protocol;

/// A program, and by which ways its metrics leave it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The program and its arguments; `{port}` stands for a free port.
    pub command: Vec<OsString>,
    /// The protocol that it is told to push by, if it pushes.
    pub protocol: Option<Protocol>,
    /// The URL at which it is scraped, if it is; `{port}` stands for the same port.
    pub scrape: Option<String>,
}

/// What a program is able to do, found out by starting it once.
#[derive(Clone, Debug, Default)]
pub struct Abilities {
    /// The commands of the control protocol that it knows; `None` if it does not speak it.
    pub words: Option<Vec<String>>,
    /// How long it took to start.
    pub startup: Duration,
}

impl Subject {
    /// The way in which its metrics leave it: a protocol, or `scrape`.
    #[must_use]
    pub fn way(&self) -> String {
        self.protocol.map_or_else(|| "scrape".to_owned(), |protocol| protocol.to_string())
    }

    pub(super) fn program(&self) -> String {
        self.command.first().map(|program| program.display().to_string()).unwrap_or_default()
    }

    pub(super) fn arguments(&self) -> impl Iterator<Item = String> {
        self.command.iter().skip(1).map(|word: &OsString| OsStr::to_string_lossy(word).into_owned())
    }

    /// The environment that each scenario begins with, its places to be filled.
    pub(super) fn usual_environment(&self, interval: Duration) -> Vec<(String, String)> {
        let mut set = Vec::new();
        let mut add = |name: &str, value: String| set.push((name.to_owned(), value));
        if let Some(protocol) = self.protocol {
            add("OTEL_EXPORTER_OTLP_ENDPOINT", "{endpoint}".to_owned());
            add("OTEL_EXPORTER_OTLP_PROTOCOL", protocol.to_string());
            add("OTEL_METRIC_EXPORT_INTERVAL", interval.as_millis().to_string());
            // Some SDKs refuse an interval that is shorter than the time-out.
            add("OTEL_METRIC_EXPORT_TIMEOUT", interval.as_millis().min(30_000).to_string());
        } else if self.scrape.is_some() {
            // Whoever pushes beside it would else look for somebody who is not there, and a flush would wait for that.
            add("OTEL_EXPORTER_OTLP_ENDPOINT", "{endpoint}".to_owned());
        }
        for name in ["NO_PROXY", "no_proxy"] {
            add(name, "127.0.0.1,localhost,::1".to_owned());
        }
        set
    }

    /// Starts the program once in good circumstances, to see what it is able to do, and that its metrics come at all.
    ///
    /// # Errors
    /// When it cannot be started, or nothing comes.
    pub fn explore(&self) -> Result<Abilities, String> {
        /// A program that speaks the protocol greets when it has started; no start takes longer.
        const PATIENCE: Duration = Duration::from_secs(60);
        let plain = Abilities::default();
        let circumstances = Circumstances::good();
        let mut stage = Stage::open(self, &plain, &circumstances).map_err(|hitch| hitch.to_string())?;
        let has_come = |stage: &Stage<'_>| stage.words().is_some() || stage.seen().pushes().next().is_some();
        if self.protocol.is_some() || self.scrape.is_none() {
            stage.wait(PATIENCE, has_come);
        } else {
            // Whoever is only scraped has greeted when its endpoint is there, or a moment later.
            stage.ready(PATIENCE).map_err(|hitch| hitch.to_string())?;
            stage.wait(Duration::from_millis(500), has_come);
        }
        let abilities =
            Abilities { words: stage.words().map(<[String]>::to_vec), startup: stage.since_start() };
        if self.protocol.is_some() {
            let export = Export {
                until: Until { taken: Some(1), ..Until::default() },
                watch: Span(PATIENCE),
                // Where a queue stands before the exporter, a flush is over before anything is sent.
                go_on: true,
                at_once: false,
                patience: Span(PATIENCE),
            };
            stage.perform(&Step::Export(export)).map_err(|hitch| hitch.to_string())?;
            if stage.seen().pushes().next().is_none() {
                let last = stage.last_words();
                return Err(format!("nothing was exported in good circumstances{last}"));
            }
        }
        if self.scrape.is_some() {
            stage.until_it_answers(PATIENCE).map_err(|hitch| hitch.to_string())?;
        }
        stage.close();
        Ok(abilities)
    }
}

impl Abilities {
    /// Whether it speaks the control protocol.
    #[must_use]
    pub fn is_controlled(&self) -> bool {
        self.words.is_some()
    }

    /// The interval of its exports: long where it can be told to flush, so that nothing comes unasked.
    pub(super) fn interval(&self) -> Duration {
        let flushes = self.words.iter().flatten().any(|word| word == "flush");
        if flushes { Duration::from_secs(60) } else { Duration::from_secs(8) }
    }

    /// Why a scenario cannot be asked of it, if it cannot.
    #[must_use]
    pub fn obstacle(&self, scenario: &Scenario, subject: &Subject) -> Option<String> {
        match &scenario.applies {
            Applies::Scrape if subject.scrape.is_none() => return Some("it is not scraped".to_owned()),
            Applies::Push(protocols) => match subject.protocol {
                None => return Some("it does not push".to_owned()),
                Some(protocol) if !protocols.contains(&protocol) => {
                    return Some(format!("it pushes by {protocol}"));
                }
                Some(_) => {}
            },
            Applies::Scrape => {}
        }
        let known = self.words.as_deref().unwrap_or_default();
        let lacking: Vec<_> = scenario.needs.iter().filter(|word| !known.contains(word)).collect();
        match (lacking.as_slice(), self.is_controlled()) {
            ([], _) => None,
            (_, false) => Some("it does not speak the control protocol".to_owned()),
            ([word, ..], true) => Some(format!("it does not know `{word}`")),
        }
    }
}
