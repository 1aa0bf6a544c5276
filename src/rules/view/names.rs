//! The names that one service exposes under the escaping schemes.

use std::collections::{BTreeMap, BTreeSet};

use super::CaptureView;
use crate::capture::{BodyFormat, Exchange};
use crate::exposition::{Escaping, MediaType, parse};

/// The names of samples by the scheme under which they were exposed, as the Content-Type says it.
pub(in crate::rules) struct NamesByScheme(BTreeMap<Escaping, BTreeSet<String>>);

impl NamesByScheme {
    pub(in crate::rules) fn of(view: &CaptureView<'_>) -> Self {
        let schemes: Vec<Option<Escaping>> = view.capture.requests().iter().map(scheme_of).collect();
        let has = |is_utf8: bool| {
            schemes.iter().flatten().any(|&scheme| (scheme == Escaping::AllowUtf8) == is_utf8)
        };
        let mut all: BTreeMap<Escaping, BTreeSet<String>> = BTreeMap::new();
        // Most captures have nothing to compare with.
        if !has(true) || !has(false) {
            return Self(all);
        }
        for (exchange, &scheme) in view.capture.requests().iter().zip(&schemes) {
            let (Some(scheme), BodyFormat::Exposition(format)) = (scheme, exchange.format()) else {
                continue;
            };
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

/// The scheme that the Content-Type of a scrape says.
fn scheme_of(exchange: &Exchange) -> Option<Escaping> {
    let media = MediaType::parse(exchange.header("content-type")?).ok()?;
    media.parameter("escaping")?.parse().ok()
}
