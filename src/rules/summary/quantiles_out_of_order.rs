use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// The quantiles of a summary stand in ascending order.
    ///
    /// The order is a part of the format.
    "summary/quantiles-out-of-order": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write the quantiles in ascending order, as numbers";
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.9"} 2
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.1"} 1
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    for instance in family.instances() {
        let mut last = f64::NEG_INFINITY;
        for member in family.of_role(instance, Role::Bare) {
            let Some(quantile) = member.bound("quantile") else { continue };
            if quantile < last {
                sink.tell(
                    family.place(member),
                    format!("the quantile {quantile} comes after the quantile {last}"),
                );
                break;
            }
            last = quantile;
        }
    }
}
