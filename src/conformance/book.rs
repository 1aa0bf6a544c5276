//! Every scenario, in the order of the sections that they belong to.

use std::sync::{Arc, LazyLock};

use super::scenario::{Scenario, ScenarioError};
use crate::rules::Citation;

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
    "otlp/request/http"
    "otlp/request/content-type-protobuf"
    "otlp/request/content-type-json"
    "otlp/request/grpc"
    "otlp/retry/grpc-cancelled"
    "otlp/retry/grpc-deadline-exceeded"
    "otlp/retry/grpc-aborted"
    "otlp/retry/grpc-out-of-range"
    "otlp/retry/grpc-unavailable"
    "otlp/retry/grpc-data-loss"
    "otlp/retry/grpc-invalid-argument"
    "otlp/retry/grpc-not-found"
    "otlp/retry/grpc-already-exists"
    "otlp/retry/grpc-permission-denied"
    "otlp/retry/grpc-unauthenticated"
    "otlp/retry/grpc-failed-precondition"
    "otlp/retry/grpc-unimplemented"
    "otlp/retry/grpc-internal"
    "otlp/retry/grpc-unknown"
    "otlp/retry/grpc-resource-exhausted"
    "otlp/retry/grpc-resource-exhausted-retry-info"
    "otlp/retry/grpc-resource-exhausted-zero"
    "otlp/throttle/grpc-retry-info"
    "otlp/throttle/grpc-retry-info-exhausted"
    "otlp/throttle/grpc-retry-info-zero"
    "otlp/partial-success/grpc-not-retried"
    "otlp/partial-success/grpc-told"
    "otlp/partial-success/grpc-warning-told"
    "otlp/partial-success/grpc-warning-not-retried"
    "otlp/partial-success/grpc-empty"
    "otlp/retry/http-429"
    "otlp/retry/http-502"
    "otlp/retry/http-503"
    "otlp/retry/http-504"
    "otlp/retry/http-400"
    "otlp/retry/http-401"
    "otlp/retry/http-403"
    "otlp/retry/http-404"
    "otlp/retry/http-405"
    "otlp/retry/http-408"
    "otlp/retry/http-413"
    "otlp/retry/http-415"
    "otlp/retry/http-500"
    "otlp/retry/http-501"
    "otlp/throttle/http-retry-after-429"
    "otlp/throttle/http-retry-after-503"
    "otlp/throttle/http-retry-after-date"
    "otlp/throttle/http-retry-after-zero"
    "otlp/partial-success/http-not-retried"
    "otlp/partial-success/http-told"
    "otlp/partial-success/http-warning-told"
    "otlp/partial-success/http-warning-not-retried"
    "otlp/partial-success/http-empty"
    "otlp/redirect/http-301"
    "otlp/redirect/http-302"
    "otlp/redirect/http-303"
    "otlp/redirect/http-307"
    "otlp/redirect/http-308"
    "otlp/redirect/http-304"
    "otlp/connection/http-closed-instead"
    "otlp/connection/http-closed-before"
    "otlp/connection/http-refused"
    "otlp/connection/http-kept"
    "otlp/delivery/grpc-delta"
    "otlp/delivery/http-delta"
    "otlp/delivery/taken-once"
    "otlp/delivery/cumulative-after-outage"
    "otlp/delivery/delta-after-outage"
    "otlp/connection/grpc-closed-instead"
    "otlp/connection/grpc-closed-before"
    "otlp/connection/grpc-refused"
    "otlp/backoff/does-not-hammer"
    "otlp/backoff/grows"
    "otlp/backoff/jitter"
    "otlp/backoff/ends"
    "otlp/timeout/milliseconds"
    "otlp/timeout/metrics-wins"
    "otlp/timeout/default"
    "otlp/compression/unset"
    "otlp/compression/gzip"
    "otlp/compression/none"
    "otlp/compression/metrics-gzip-wins"
    "otlp/compression/metrics-none-wins"
    "otlp/endpoint/grpc-http-beats-insecure"
    "otlp/endpoint/grpc-https-beats-insecure"
    "otlp/endpoint/grpc-no-scheme-insecure"
    "otlp/endpoint/grpc-metrics-insecure"
    "otlp/endpoint/grpc-metrics-wins"
    "otlp/tls/trusted"
    "otlp/tls/metrics-certificate-wins"
    "otlp/tls/untrusted-refused"
    "otlp/tls/untrusted-told"
    "otlp/endpoint/http-base"
    "otlp/endpoint/http-base-slash"
    "otlp/endpoint/http-base-path"
    "otlp/endpoint/http-base-path-slash"
    "otlp/endpoint/http-metrics-as-is"
    "otlp/endpoint/http-metrics-slash"
    "otlp/endpoint/http-metrics-root"
    "otlp/endpoint/http-metrics-wins"
    "otlp/protocol/grpc"
    "otlp/protocol/grpc-for-metrics-wins"
    "otlp/protocol/http-protobuf"
    "otlp/protocol/http-protobuf-for-metrics-wins"
    "otlp/protocol/http-json"
    "otlp/protocol/http-json-for-metrics-wins"
    "otlp/headers/sent"
    "otlp/headers/metrics-win"
    "otlp/headers/percent-decoded"
    "otlp/headers/trimmed"
    "otlp/headers/equals-sign"
    "otlp/headers/upper-case"
    "otlp/headers/user-agent"
    "otlp/answer/grpc-html-502"
    "otlp/answer/http-html-502"
    "otlp/answer/garbage-not-retried"
    "otlp/answer/wrong-type-not-retried"
    "otlp/answer/html-200-told"
    "otlp/connection/slow-reader"
    "otlp/connection/slow-reader-large"
    "otlp/connection/go-away"
    "otlp/answer/html-200-survived"
    "otlp/answer/garbage-survived"
    "otlp/answer/wrong-type-survived"
    "otlp/answer/oversized-survived"
    "otlp/connection/away-for-a-while"
    "otlp/connection/absent-at-start"
    "otlp/connection/closed-during-survived"
    "otlp/connection/hang-survived"
    "otlp/failure/grpc-told"
    "otlp/failure/grpc-reason-told"
    "otlp/failure/http-told"
    "otlp/failure/http-reason-told"
    "otlp/failure/exhausted-told"
    "otlp/failure/goes-on"
    "otlp/empty/metrics-endpoint"
    "otlp/empty/metrics-protocol-grpc"
    "otlp/empty/metrics-protocol-http-protobuf"
    "otlp/empty/metrics-protocol-http-json"
    "otlp/empty/metrics-headers"
    "otlp/empty/metrics-compression"
    "otlp/empty/insecure"
    "otlp/empty/rest"
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

static BOOK: LazyLock<Result<Vec<Arc<Scenario>>, ScenarioError>> = LazyLock::new(|| {
    let read = files().map(|(id, text)| Scenario::read(id, text).map(Arc::new));
    read.collect::<Result<_, _>>().map(by_section)
});

/// Brings together what belongs to one specification and to one section of it: several lists speak of the same. What comes first stays first.
fn by_section(mut scenarios: Vec<Arc<Scenario>>) -> Vec<Arc<Scenario>> {
    let citations: Vec<Citation> = scenarios.iter().map(|scenario| scenario.citation).collect();
    scenarios.sort_by_cached_key(|scenario| {
        let citation = scenario.citation;
        let specification = citations.iter().position(|known| known.specification == citation.specification);
        (specification, citations.iter().position(|known| *known == citation))
    });
    scenarios
}

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
        let citations: Vec<_> = scenarios().map(|scenario| scenario.citation).collect();
        let torn = |same: fn(&Citation, &Citation) -> bool| {
            let firsts: Vec<_> = citations.chunk_by(same).map(|chunk| chunk[0]).collect();
            (1..firsts.len()).find(|at| firsts[..*at].iter().any(|known| same(known, &firsts[*at])))
        };
        assert_eq!(torn(|a, b| a.specification == b.specification), None);
        assert_eq!(torn(|a, b| a == b), None);
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
