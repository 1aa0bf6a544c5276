//! The environment variables, and what is said about values that cannot be used.

use std::collections::HashMap;
use std::time::Duration;

use crate::defects::{self, Defect};
use crate::say::{crash, say};

/// The variables of the process.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    variables: HashMap<String, String>,
}

impl Environment {
    pub(crate) fn of_process() -> Self {
        let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self { variables: std::env::vars_os().map(|(name, value)| (lossy(name), lossy(value))).collect() }
    }

    #[cfg(test)]
    pub(crate) fn with(variables: &[(&str, &str)]) -> Self {
        let owned = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { variables: owned.collect() }
    }

    /// The value of a variable; an empty one counts as unset.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(name).map(|value| value.trim());
        if value == Some("") && defects::has(Defect::EmptyValueCrashes) {
            crash(&format!("{name} is empty"));
        }
        value.filter(|value| !value.is_empty() || defects::has(Defect::EmptyValueSet))
    }

    /// The variables of an option of the exporter that are set, with their values: that for metrics wins, so it comes first.
    pub(crate) fn option(&self, option: &str, ignored: [Option<Defect>; 2]) -> Vec<(String, &str)> {
        let names = [format!("OTEL_EXPORTER_OTLP_METRICS_{option}"), format!("OTEL_EXPORTER_OTLP_{option}")];
        let heard = names.into_iter().zip(ignored).filter(|(_, defect)| !defect.is_some_and(defects::has));
        let mut found: Vec<(String, &str)> =
            heard.filter_map(|(name, _)| self.get(&name).map(|value| (name.clone(), value))).collect();
        // Only with a defect does an empty value come as far as here; it then stands before all others.
        if found.first().is_some_and(|(_, value)| value.is_empty()) {
            found.truncate(1);
        }
        found
    }

    /// The first of these that can be read; about each that cannot, something is said.
    pub(crate) fn first<T>(
        variables: &[(String, &str)],
        read: impl Fn(&str) -> Option<T>,
        expected: &str,
    ) -> Option<T> {
        variables.iter().find_map(|(name, value)| {
            let read = read(value);
            if read.is_none() {
                warn(name, value, expected);
            }
            read
        })
    }

    /// One of a few words, in any case.
    pub(crate) fn word<T: Copy>(
        &self,
        name: &str,
        words: &[(&str, T)],
        sensitive: Defect,
        crashes: Option<Defect>,
    ) -> Option<T> {
        let value = self.get(name)?;
        let is_same = |word: &str| {
            if defects::has(sensitive) { word == value } else { word.eq_ignore_ascii_case(value) }
        };
        let found = words.iter().find(|(word, _)| is_same(word)).map(|(_, meaning)| *meaning);
        if found.is_none() {
            if crashes.is_some_and(defects::has) {
                crash(&format!("{name}: {value:?}"));
            }
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            warn(name, value, &known.join(", "));
        }
        found
    }

    /// True only for the word `true`, in any case.
    pub(crate) fn truth(&self, name: &str) -> bool {
        let Some(value) = self.get(name) else { return false };
        let is_true = value.eq_ignore_ascii_case("true");
        if !is_true && !value.eq_ignore_ascii_case("false") {
            warn(name, value, "true or false");
        }
        is_true
    }
}

/// Says that the value of a variable cannot be used.
pub(crate) fn warn(name: &str, value: &str, expected: &str) {
    if !defects::has(Defect::WarningsUnheard) {
        say(&format!("warning: {name} is {value:?}, which is not {expected}: it is ignored"));
    }
}

/// A time in milliseconds, of which zero means that there is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit(pub(crate) Option<Duration>);

impl Limit {
    /// Reads milliseconds.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let millis: u64 = text.parse().ok()?;
        if millis == 0 && defects::has(Defect::ExportTimeoutZeroIsNow) {
            return Some(Self(Some(Duration::from_millis(1))));
        }
        let unit = if defects::has(Defect::TimeoutInSeconds) { 1000 } else { 1 };
        let time = Duration::from_millis(millis.saturating_mul(unit));
        Some(Self((millis != 0).then_some(time)))
    }
}
