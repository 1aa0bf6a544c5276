use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The labels of an exemplar have no more than 128 characters, names and values together.
    ///
    /// Characters are counted, not bytes and not what is seen of them. OpenMetrics 2.0 has no limit any more.
    "exemplar/labels-too-long": Must, Error, DataLost;
    cites OPENMETRICS, "Exemplars";
    help "keep to the identifiers of trace and span";
    bad "openmetrics-text" r#"
# TYPE orders counter
orders_total 3 # {trace_id="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total 3 # {trace_id="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total 3 # {trace_id="üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü"} 1
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

const MOST: usize = 128;

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for member in &family.members {
        for exemplar in member.sample.exemplars() {
            // No text has more characters than bytes.
            if exemplar.raw_labels().len() <= MOST {
                continue;
            }
            let labels = exemplar.labels();
            let count: usize =
                labels.map(|label| label.name().chars().count() + label.value().chars().count()).sum();
            if count > MOST {
                sink.tell(
                    family.place(member),
                    format!("the labels of the exemplar have {count} characters"),
                );
            }
        }
    }
}
