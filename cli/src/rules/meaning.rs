//! What the three words about a rule mean, in a line each: help, pages and book say the same.

use meterstick::rules::{Effect, Level, Severity};

pub(crate) fn of_level(level: Level) -> &'static str {
    match level {
        Level::Must => "the specification demands it",
        Level::Should => "the specification recommends it",
        Level::Interop => "the specification is silent, yet a widely used reader rejects or loses the data",
        Level::Advice => "practice, a heuristic or a draft",
    }
}

pub(crate) fn of_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "wrong; fails a build unless you say otherwise",
        Severity::Warning => "worth mending; fails a build only with --fail-on warning",
        Severity::Info => "worth knowing; fails a build only with --fail-on info",
    }
}

pub(crate) fn of_effect(effect: Effect) -> &'static str {
    match effect {
        Effect::ScrapeFails => "Prometheus refuses the whole scrape",
        Effect::DataLost => "numbers are missing where somebody looks for them",
        Effect::DataWrong => "numbers are there, and say what is not so",
        Effect::Costs => "storage and queries cost more than they have to",
        Effect::Style => "nobody is hurt but the reader",
    }
}
