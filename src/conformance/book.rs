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
