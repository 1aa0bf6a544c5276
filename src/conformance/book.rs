//! Every scenario, in the order of the sections that they belong to.

use std::sync::{Arc, LazyLock};

use super::scenario::{Scenario, ScenarioError};

/// Ids with their files.
type Files = &'static [(&'static str, &'static str)];

macro_rules! scenarios {
    ($(#[$doc:meta])* $name:ident: $($id:literal)*) => {
        $(#[$doc])*
        const $name: Files = &[
            $(($id, include_str!(concat!("../../conformance/scenarios/", $id, ".toml")))),*
        ];
    };
}

scenarios! {
    /// The protocol: what an exporter of OTLP does with its receiver.
    OTLP:
    "otlp/retry/grpc-unavailable"
    "otlp/retry/grpc-internal"
}

scenarios! {
    /// The SDK behind it: what it is told by its environment, what it keeps, when it sends.
    SDK:
}

scenarios! {
    /// The target of a scrape.
    SCRAPE:
    "scrape/accept/none"
    "scrape/accept/anything"
    "scrape/accept/text-0.0.4"
    "scrape/accept/text-1.0.0"
    "scrape/accept/openmetrics-1.0.0"
    "scrape/accept/openmetrics-0.0.1"
    "scrape/accept/openmetrics"
    "scrape/accept/protobuf"
    "scrape/accept/nothing-known"
    "scrape/accept/malformed"
    "scrape/accept/openmetrics-offered"
    "scrape/quality/weights"
    "scrape/quality/order"
    "scrape/formats/families"
    "scrape/formats/values"
    "scrape/quality/excluded"
    "scrape/quality/specific"
    "scrape/accept/spelling"
    "scrape/content-type/text"
    "scrape/content-type/charset"
    "scrape/content-type/openmetrics"
    "scrape/content-type/protobuf"
    "scrape/content-type/body"
    "scrape/content-type/escaping"
    "scrape/version/openmetrics-unknown"
    "scrape/version/text-unknown"
    "scrape/version/malformed"
    "scrape/version/openmetrics-2"
    "scrape/escaping/unknown"
    "scrape/escaping/utf-8-offered"
    "scrape/escaping/unasked"
    "scrape/escaping/underscores"
    "scrape/escaping/allow-utf-8"
    "scrape/escaping/dots"
    "scrape/escaping/values"
    "scrape/compression/gzip"
    "scrape/compression/offered"
    "scrape/compression/unasked"
    "scrape/compression/excluded"
    "scrape/compression/identity"
    "scrape/compression/unknown"
    "scrape/prometheus/2.3"
    "scrape/prometheus/2.5"
    "scrape/prometheus/2.34"
    "scrape/prometheus/2.40.0"
    "scrape/prometheus/2.40-native-histograms"
    "scrape/prometheus/2.49.0"
    "scrape/prometheus/2.49"
    "scrape/prometheus/2.49-native-histograms"
    "scrape/prometheus/2.55-utf-8"
    "scrape/prometheus/3.0"
    "scrape/prometheus/3.0-legacy"
    "scrape/prometheus/3.2"
    "scrape/prometheus/3.4"
    "scrape/prometheus/3.4-native-histograms"
    "scrape/prometheus/3.4-underscores"
    "scrape/prometheus/3.4-dots"
    "scrape/prometheus/3.4-values"
    "scrape/prometheus/3.4-underscores-native-histograms"
    "scrape/http/query"
    "scrape/http/head"
    "scrape/http/head-served"
    "scrape/http/post"
    "scrape/http/unknown-path"
    "scrape/http/stray"
    "scrape/http/direct"
    "scrape/http/hung-up"
    "scrape/filter/name"
    "scrape/filter/family"
    "scrape/filter/honoured"
    "scrape/filter/unknown"
    "scrape/concurrent/whole"
    "scrape/concurrent/values"
    "scrape/concurrent/burst"
    "scrape/slow/usual"
    "scrape/callback/slow"
    "scrape/callback/slow-together"
    "scrape/callback/slow-bounded"
    "scrape/callback/raising"
    "scrape/twice"
    "scrape/stable/counters"
    "scrape/stable/families"
    "scrape/stable/series"
    "scrape/stable/recorded"
    "scrape/workers/one-truth"
    "scrape/once/series"
    "scrape/once/flush"
    "scrape/once/flush-changed"
    "scrape/once/names"
    "scrape/labels/escaped"
    "scrape/labels/unicode"
    "scrape/labels/not-utf-8"
    "scrape/labels/empty-value"
    "scrape/labels/empty-key"
    "scrape/labels/odd-keys"
    "scrape/labels/reserved"
    "scrape/labels/uneven"
    "scrape/names/odd"
    "scrape/names/utf-8-asked"
    "scrape/names/suffixes"
    "scrape/values/special"
    "scrape/values/special-kept"
    "scrape/values/poison"
    "scrape/values/large"
    "scrape/values/beyond-int64"
    "scrape/values/observed"
    "scrape/size/many-series"
    "scrape/size/many-together"
}

fn files() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [OTLP, SDK, SCRAPE].into_iter().flatten()
}

static BOOK: LazyLock<Result<Vec<Arc<Scenario>>, ScenarioError>> =
    LazyLock::new(|| files().map(|(id, text)| Scenario::read(id, text).map(Arc::new)).collect());

/// Every scenario, in the order in which they are shown: by section of their specifications.
pub fn scenarios() -> impl Iterator<Item = Arc<Scenario>> {
    // That each file can be read is what a test asks.
    BOOK.iter().flatten().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::expect::unknown_kind;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_scenario_can_be_read() {
        if let Err(error) = &*BOOK {
            panic!("{error}");
        }
    }

    #[test]
    fn every_file_is_listed_once() {
        fn walk(folder: &Path, found: &mut BTreeSet<String>, root: &Path) {
            for entry in fs::read_dir(folder).expect("a folder of scenarios") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    walk(&path, found, root);
                } else {
                    let id = path.strip_prefix(root).expect("it is below").with_extension("");
                    found.insert(id.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/scenarios");
        let mut found = BTreeSet::new();
        walk(&root, &mut found, &root);
        let listed: BTreeSet<String> = files().map(|(id, _)| (*id).to_owned()).collect();
        assert_eq!(listed, found);
        assert_eq!(listed.len(), files().count(), "an id is listed twice");
    }

    #[test]
    fn sections_are_not_torn_apart() {
        let mut seen: Vec<String> = Vec::new();
        for scenario in scenarios() {
            let section = scenario.citation.to_string();
            if seen.last() != Some(&section) {
                assert!(
                    !seen.contains(&section),
                    "`{}` stands apart from the others of `{section}`",
                    scenario.id
                );
                seen.push(section);
            }
        }
    }

    #[test]
    fn scenarios_name_what_there_is() {
        let ids: BTreeSet<String> = scenarios().map(|scenario| scenario.id.clone()).collect();
        for scenario in scenarios() {
            for related in &scenario.related {
                assert!(
                    ids.iter().any(|id| crate::pattern::matches(related, id)),
                    "`{}`: `{related}`",
                    scenario.id
                );
            }
            for expectation in &scenario.expect {
                assert_eq!(unknown_kind(expectation), None, "`{}`", scenario.id);
            }
        }
    }
}
