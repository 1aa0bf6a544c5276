use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, Role, TextFamily, Worlds};

rule! {
    /// No two samples of a summary say the same quantile in two spellings.
    ///
    /// `1` and `1.0` are one number, and since Prometheus 3 one series: it writes quantiles anew, keeps one of the two and drops the other.
    "summary/quantile-repeated": Interop, Error, DataLost;
    cites PROMETHEUS_SERVER, "3.0 migration, le and quantile";
    help "write each quantile once, in one spelling";
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="1"} 2
wait_seconds{quantile="1.0"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    for instance in family.instances() {
        let mut seen: Vec<(f64, &Member<'_>)> = Vec::new();
        for member in family.of_role(instance, Role::Bare) {
            let Some(quantile) = member.bound("quantile") else { continue };
            let other =
                seen.iter().find(|(known, _)| *known == quantile).map(|(_, other)| other.label("quantile"));
            // The same spelling twice is the same series twice.
            if let Some(Some(other)) = other
                && let Some(text) = member.label("quantile").filter(|text| *text != other)
            {
                sink.tell(
                    family.place(member),
                    format!("`quantile=\"{text}\"` is the quantile of `quantile=\"{other}\"`"),
                );
            }
            seen.push((quantile, member));
        }
    }
}
