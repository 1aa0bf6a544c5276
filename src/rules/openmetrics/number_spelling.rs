use crate::exposition::canonical_number;
use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, World, Worlds, bound};

rule! {
    /// Bounds and quantiles are spelled in the canonical way.
    ///
    /// They are labels, so another spelling is another series: `1` and `1.0`, `1e-05` and `0.00001`. It hurts once, when the library or its version changes. Prometheus 3 spells them anew.
    "openmetrics/number-spelling": Should, Info, Costs;
    cites OPENMETRICS, "Canonical numbers";
    help "write bounds and quantiles as Go writes `%g`, with `.0` behind whole numbers";
    yields to "openmetrics/infinity-misspelled" "histogram/bound-repeated";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile=".5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1e-05"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let name = match family.kind {
        Kind::Histogram | Kind::GaugeHistogram => "le",
        Kind::Summary => "quantile",
        _ => return,
    };
    // The others of the family have the same bounds, nearly always.
    let Some(instance) = family.instances().first() else { return };
    for member in instance.members.iter().map(|&number| family.member(number)) {
        let Some(text) = member.label(name) else { continue };
        let Some(number) = bound(&text) else { continue };
        // A Prometheus text has no canonical numbers, but one word for infinity that queries look for.
        if family.world == World::Text && number.is_finite() {
            continue;
        }
        let canonical = canonical_number(number);
        if *text != canonical && !number.is_nan() {
            sink.tell(family.place(member), format!("`{name}=\"{text}\"` is not spelled `{canonical}`"));
            return;
        }
    }
}
