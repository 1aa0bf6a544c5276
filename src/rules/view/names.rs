//! The names that one service exposes under the escaping schemes.

use std::collections::{BTreeMap, BTreeSet};

use super::CaptureView;
use crate::capture::BodyFormat;
use crate::exposition::{Escaping, MediaType, parse};

/// The names of samples by the scheme under which they were exposed, as the Content-Type says it.
pub(in crate::rules) struct NamesByScheme(BTreeMap<Escaping, BTreeSet<String>>);

impl NamesByScheme {
    pub(in crate::rules) fn of(view: &CaptureView<'_>) -> Self {
        let mut all: BTreeMap<Escaping, BTreeSet<String>> = BTreeMap::new();
        for exchange in view.capture.requests() {
            let scheme = exchange.header("content-type").and_then(|text| MediaType::parse(text).ok());
            let scheme = scheme.and_then(|media| media.parameter("escaping")?.parse::<Escaping>().ok());
            let (Some(scheme), BodyFormat::Exposition(format)) = (scheme, exchange.format()) else {
                continue;
            };
            // Where nothing is escaped there is nothing to compare with, so most captures stop here.
            let exposition = parse(exchange.body(), format);
            let names = all.entry(scheme).or_default();
            for sample in exposition.samples() {
                if !names.contains(sample.raw_name()) {
                    names.insert(sample.name().into_owned());
                }
            }
        }
        Self(all)
    }

    /// Calls with each name that needs escaping, and with all names under a scheme.
    pub(in crate::rules) fn compare(&self, scheme: Escaping, mut with: impl FnMut(&str, &BTreeSet<String>)) {
        let (Some(names), Some(escaped)) = (self.0.get(&Escaping::AllowUtf8), self.0.get(&scheme)) else {
            return;
        };
        for name in names.iter().filter(|name| Escaping::Underscores.escape(name) != name.as_str()) {
            with(name, escaped);
        }
    }
}
