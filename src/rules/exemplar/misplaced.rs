use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// Exemplars stand on the total of a counter and on the buckets of a histogram, and nowhere else.
    ///
    /// Prometheus 2 refuses the scrape, and other readers do; Prometheus 3 takes them elsewhere, too.
    "exemplar/misplaced": Must, Error, DataLost;
    cites OPENMETRICS, "Counter; Histogram; GaugeHistogram";
    help "write exemplars on `_total` and on buckets only";
    yields to "metadata/name-spelled-otherwise" "metadata/orphaned-samples";
    bad "openmetrics-text" r#"
# TYPE stock gauge
stock 3 # {trace_id="x"} 1
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5 # {trace_id="x"} 1
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE orders counter
orders_total 3
orders_created 1700000000.5 # {trace_id="x"} 1
# EOF
"#;
    bad "openmetrics-text" r#"
stock 3 # {trace_id="x"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total 3 # {trace_id="x"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1 # {trace_id="x"} 0.4
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for member in family.members.iter().filter(|member| member.sample.exemplars().len() > 0) {
        let is_right = match family.kind {
            Kind::Counter => member.role == Role::Total,
            Kind::Histogram | Kind::GaugeHistogram => member.role == Role::Bucket,
            _ => false,
        };
        if !is_right {
            sink.tell(family.place(member), format!("`{}` has an exemplar", member.sample.name()));
        }
    }
}
