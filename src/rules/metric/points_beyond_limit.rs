use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A metric has no more than 2000 attribute sets in one collection.
    ///
    /// That is the limit above which SDKs fold what is new into one point with `otel.metric.overflow`; older SDKs have none and grow. Something unbounded, a user or a URL, is usually among the attributes.
    "metric/points-beyond-limit": Should, Warning, Costs;
    cites OTEL_SDK, "Cardinality limits";
    help "drop the attribute that grows, with a view or at its source";
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let count = request.points_of(metric).count();
        if count > 2001 {
            sink.tell(request.metric_place(metric, ""), format!("`{}` has {count} points", metric.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::{Example, Profile};

    #[test]
    fn the_limit_and_the_overflow_point_are_fine_and_one_more_is_told() {
        for (count, is_told) in [(2001, false), (2002, true)] {
            let point = |number| {
                format!(
                    r#"{{"timeUnixNano":"1700000000000000000","asInt":"1","attributes":[{{"key":"n","value":{{"intValue":"{number}"}}}}]}}"#
                )
            };
            let points: Vec<String> = (0..count).map(point).collect();
            let metric = format!(r#"{{"name":"stock","gauge":{{"dataPoints":[{}]}}}}"#, points.join(","));
            let example = Example { format: "otlp", text: Box::leak(metric.into_boxed_str()) };
            let judgement = example.capture().judge(&Profile::default());
            let tells = |one: &crate::rules::Finding| one.rule.id == super::RULE.id;
            assert_eq!(judgement.findings().iter().any(tells), is_told, "{count}");
        }
    }
}
