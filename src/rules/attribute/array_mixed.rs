use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{AnyValue, ExportView, Traits};

rule! {
    /// The elements of an array are of one type in what SDKs send.
    ///
    /// SDKs promise arrays of strings, booleans, integers or doubles, and readers rely on it. The Python SDK passes on a list of several types as it is. The protocol itself can say such lists, so whatever no SDK has made is left alone, and integers beside doubles are what JavaScript makes of its only type of number.
    "attribute/array-mixed": Must, Warning, DataWrong;
    cites OTEL_COMMON, "AnyValue";
    help "make all elements strings";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"o","value":{"arrayValue":{"values":[{"intValue":"1"},{"stringValue":"x"}]}}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"o","value":{"arrayValue":{"values":[{"stringValue":"1"},{"stringValue":"x"}]}}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"o","value":{"arrayValue":{"values":[{"intValue":"1"},{"doubleValue":2.5}]}}}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    if !request.resources.iter().any(|resource| resource.is_of_sdk) {
        return;
    }
    request.each_list(Traits::NESTED, &mut |list, place| {
        for one in list {
            let array = one.value();
            if !matches!(array, AnyValue::Array(_)) {
                continue;
            }
            let mut kinds =
                array.elements().filter(|element| *element != AnyValue::Empty).map(|element| match element {
                    AnyValue::Double(_) => "int",
                    other => other.type_name(),
                });
            if let Some(first) = kinds.next()
                && let Some(other) = kinds.find(|kind| *kind != first)
            {
                sink.tell(place(), format!("the array `{}` holds {first} and {other}", one.key));
            }
        }
    });
}
