use crate::model::{Kind, Point};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Role, TextFamily, Worlds, bound};

rule! {
    /// A quantile is a number from 0 to 1.
    ///
    /// Percentages are what one writes by mistake. No reader refuses them; a word that is no number some do.
    "summary/quantile-invalid": Must, Error, DataWrong;
    cites PROMETHEUS_CLIENTS, "Summary";
    help "write the quantile as a fraction: `0.99`, not `99`";
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="99"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="median"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="NaN"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait" type: 2 metric { summary { sample_count: 2 sample_sum: 3.5 quantile { quantile: 50 value: 1.5 } } } }
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="1"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} NaN
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, in_text);
    check Check::Family(Worlds::PROTOBUF, in_model);
}

fn in_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    for member in family.members.iter().filter(|member| member.role == Role::Bare) {
        if let Some(text) = member.label("quantile")
            && !bound(&text).is_some_and(is_fraction)
        {
            sink.tell(family.place(member), format!("`quantile=\"{text}\"` is no number from 0 to 1"));
        }
    }
}

fn in_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for summary in series.points().filter_map(Point::summary) {
            if let Some(wrong) = summary.quantiles().iter().find(|one| !is_fraction(one.quantile)) {
                let place = Place::family(view.family.name()).series(series.labels());
                sink.tell(place, format!("the quantile {} is no number from 0 to 1", wrong.quantile));
            }
        }
    }
}

fn is_fraction(quantile: f64) -> bool {
    (0.0..=1.0).contains(&quantile)
}
