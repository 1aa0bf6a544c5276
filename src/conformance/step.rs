//! What happens in a scenario, one thing after the other.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::scenario::Applies;
use super::span::Span;
use crate::program::Request;

/// One thing that happens.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Step {
    /// The program is made to export: by `flush` if it knows that, else by its own interval.
    Export(Export),
    /// A command of the control protocol that has to be done.
    Do(String),
    /// A command of the control protocol whose answer, and how long it took, is looked at afterwards.
    Call(Call),
    /// Time goes by.
    Pause(Span),
    /// A signal.
    Signal(Signal),
    /// The program is told to stop: by `stop` if it knows that, else by SIGTERM.
    Stop(Patience),
    /// The program ends by itself.
    End(Patience),
    /// The receiver goes away, or comes back.
    Receiver(Presence),
    /// Something arrives.
    Wait(Wait),
    /// The endpoint is asked.
    Ask(Ask),
}

/// An export, and how long it is watched.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Export {
    /// Nothing more needs to be seen when this holds.
    #[serde(default)]
    pub(super) until: Until,
    /// How long to watch after the first request, or after the program has answered that its flush is over.
    #[serde(default = "Export::watch")]
    pub(super) watch: Span,
    /// Whether to go on watching when the flush is over.
    #[serde(default)]
    pub(super) go_on: bool,
    /// Whether the next step begins at once, while the export is on its way.
    #[serde(default)]
    pub(super) at_once: bool,
    /// How much longer than its interval a program that cannot be told may take until something comes. Short where nothing is to come.
    #[serde(default = "Export::patience")]
    pub(super) patience: Span,
}

impl Export {
    const fn watch() -> Span {
        Span::seconds(10)
    }

    const fn patience() -> Span {
        Span::seconds(30)
    }
}

/// What is waited for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Until {
    /// So many requests for metrics, whatever became of them.
    pub(super) requests: Option<usize>,
    /// So many of them were taken.
    pub(super) taken: Option<usize>,
    /// The first export came again, so many times in all.
    pub(super) attempts: Option<usize>,
    /// A metric of that name was taken.
    pub(super) metric: Option<String>,
    /// The program said something with one of these words in it.
    #[serde(default)]
    pub(super) told: Vec<String>,
}

impl Until {
    pub(super) fn is_nothing(&self) -> bool {
        let Self { requests, taken, attempts, metric, told } = self;
        requests.is_none() && taken.is_none() && attempts.is_none() && metric.is_none() && told.is_empty()
    }
}

/// A command and how long its answer may take before it is no longer waited for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Call {
    pub(super) command: String,
    #[serde(default = "Call::within")]
    pub(super) within: Span,
    /// How many times it is said, one after the other without waiting for answers.
    #[serde(default = "Call::times")]
    pub(super) times: usize,
    /// Whether the next step begins at once.
    #[serde(default)]
    pub(super) at_once: bool,
}

impl Call {
    const fn times() -> usize {
        1
    }

    const fn within() -> Span {
        Span::seconds(30)
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Signal {
    Interrupt,
    Terminate,
    Kill,
}

impl Signal {
    pub(super) const fn request(self) -> Request {
        match self {
            Self::Interrupt => Request::Interrupt,
            Self::Terminate => Request::Terminate,
            Self::Kill => Request::Kill,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patience {
    pub(super) within: Span,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Presence {
    Away,
    Back,
}

/// Something that is waited for. That it does not come in time is no failure by itself; the expectations tell.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Wait {
    pub(super) until: Until,
    pub(super) within: Span,
    /// Whether it no longer comes once the program has answered everything that it was told.
    #[serde(default)]
    pub(super) or_answered: bool,
}

/// A request to the endpoint.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Ask {
    /// What the answer is called afterwards.
    #[serde(default = "Ask::name")]
    pub(super) name: String,
    #[serde(default = "Ask::method")]
    pub(super) method: String,
    /// In place of the path of the URL.
    pub(super) path: Option<String>,
    /// Appended to the path.
    #[serde(default)]
    pub(super) query: String,
    /// The `Accept` header; none is sent without.
    pub(super) accept: Option<String>,
    /// The `Accept-Encoding` header; none is sent without.
    pub(super) accept_encoding: Option<String>,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    /// How many times.
    #[serde(default = "Ask::times")]
    pub(super) times: usize,
    /// Whether to hang up as soon as the request is sent.
    #[serde(default)]
    pub(super) hang_up: bool,
    /// How many of them at the same time.
    #[serde(default = "Ask::times")]
    pub(super) at_once: usize,
    #[serde(default = "Ask::within")]
    pub(super) within: Span,
}

impl Ask {
    /// A scrape of whoever wants no more than to know whether there is an answer.
    pub(super) fn plain() -> Self {
        Self {
            name: Self::name(),
            method: Self::method(),
            path: None,
            query: String::new(),
            accept: None,
            accept_encoding: None,
            headers: BTreeMap::new(),
            times: 1,
            hang_up: false,
            at_once: 1,
            within: Self::within(),
        }
    }

    fn name() -> String {
        "answer".to_owned()
    }

    fn method() -> String {
        "GET".to_owned()
    }

    const fn times() -> usize {
        1
    }

    const fn within() -> Span {
        Span::seconds(10)
    }
}

impl Step {
    /// What happens where a scenario does not say.
    pub(super) fn usual(applies: &Applies) -> Vec<Self> {
        match applies {
            Applies::Push(_) => vec![Self::Export(Export {
                until: Until { taken: Some(1), ..Until::default() },
                watch: Export::watch(),
                go_on: false,
                at_once: false,
                patience: Export::patience(),
            })],
            Applies::Scrape => Vec::new(),
        }
    }
}
