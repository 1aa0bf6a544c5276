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
    "sdk/temporality/default"
    "sdk/temporality/cumulative"
    "sdk/temporality/delta"
    "sdk/temporality/delta-up-down"
    "sdk/temporality/lowmemory"
    "sdk/temporality/upper-case"
    "sdk/histogram/explicit"
    "sdk/histogram/exponential"
    "sdk/histogram/upper-case"
    "sdk/temporality/unknown-value"
    "sdk/temporality/unknown-value-told"
    "sdk/histogram/unknown-value"
    "sdk/histogram/unknown-value-told"
    "sdk/exemplars/unknown-filter"
    "sdk/exemplars/unknown-filter-told"
    "sdk/interval/empty"
    "sdk/timeout/empty"
    "sdk/temporality/empty"
    "sdk/resource/empty-service-name"
    "sdk/disabled/upper-case"
    "sdk/disabled/other-value"
    "sdk/disabled/other-value-told"
    "sdk/disabled/true"
    "sdk/disabled/record"
    "sdk/resource/service-name-wins"
    "sdk/resource/service-name-variable"
    "sdk/exporter-none"
    "sdk/exporter-otlp"
    "sdk/exemplars/always-off"
    "sdk/exemplars/always-on"
    "sdk/interval/honoured"
    "sdk/timeout/honoured"
    "sdk/interval/not-a-number"
    "sdk/interval/not-a-number-told"
    "sdk/timeout/not-a-number"
    "sdk/timeout/not-a-number-told"
    "sdk/interval/zero"
    "sdk/interval/negative"
    "sdk/interval/negative-told"
    "sdk/timeout/negative"
    "sdk/timeout/negative-told"
    "sdk/timeout/zero"
    "sdk/resource/default-service-name"
    "sdk/resource/telemetry-sdk"
    "sdk/resource/attributes"
    "sdk/resource/percent-decoding"
    "sdk/resource/malformed"
    "sdk/resource/malformed-discarded"
    "sdk/resource/malformed-told"
    "sdk/points/start-present"
    "sdk/points/start-stays"
    "sdk/points/delta-intervals"
    "sdk/points/delta-starts-shared"
    "sdk/points/times"
    "sdk/points/conforms"
    "sdk/points/conforms-over-time"
    "sdk/points/scope"
    "sdk/outage/delta-retried"
    "sdk/outage/delta-kept"
    "sdk/outage/delta-not-doubled"
    "sdk/outage/cumulative"
    "sdk/outage/survives"
    "sdk/shutdown/record-after"
    "sdk/shutdown/twice"
    "sdk/outage/goes-on"
    "sdk/callback/raising"
    "sdk/callback/raising-told"
    "sdk/callback/slow"
    "sdk/callback/endless"
    "sdk/end/normal"
    "sdk/end/short-lived"
    "sdk/end/receiver-away"
    "sdk/shutdown/flushes-once"
    "sdk/shutdown/hanging"
    "sdk/shutdown/receiver-away"
    "sdk/shutdown/time-limit"
    "sdk/end/uncaught-error"
    "sdk/end/sigint"
    "sdk/end/sigterm"
    "sdk/fork/parent-goes-on"
    "sdk/fork/child-exports"
    "sdk/fork/child-does-not-repeat"
    "sdk/fork/identity"
    "sdk/flush/delivers"
    "sdk/flush/refused"
    "sdk/flush/nobody-listens"
    "sdk/flush/bounded"
    "sdk/flush/time-limit"
    "sdk/flush/time-limit-told"
    "sdk/periodic/no-overlap"
    "sdk/periodic/flush-no-overlap"
    "sdk/periodic/large-batch"
    "sdk/values/beyond-int64"
    "sdk/values/sum-beyond-int64"
    "sdk/values/sum-not-negative"
    "sdk/values/nan"
    "sdk/values/infinity"
    "sdk/values/nan-not-counted"
    "sdk/values/negative-increment"
    "sdk/values/negative-not-counted"
    "sdk/values/lone-surrogate"
    "sdk/values/lone-surrogate-not-sent"
    "sdk/values/lone-surrogate-counted"
    "sdk/values/empty-key"
    "sdk/values/empty-key-not-sent"
    "sdk/values/long-value"
    "sdk/cardinality/limit"
    "sdk/cardinality/overflow"
    "sdk/cardinality/below-limit"
    "sdk/cardinality/total"
    "sdk/cardinality/goes-on"
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
