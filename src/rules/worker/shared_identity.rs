use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// One resource is pushed by one process.
    ///
    /// A backend knows a stream by its resource, scope, name and attributes alone. Where two processes send the same ones, it keeps whichever came last: totals jump back and forth and cannot be added up. Forked workers that inherit the resource of their parent are the usual source.
    ///
    /// It shows in start times that come back to one that was left, in values that fall and return under one start, in differences whose intervals form two rows, and in streams that every other export leaves out. Sending the same request again is harmless.
    "worker/shared-identity": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Single-Writer";
    help "give each process its own service.instance.id: set up the SDK after the fork, in the worker";
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000001000000000","timeUnixNano":"1700000011000000000","asInt":"8"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"13"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000001000000000","timeUnixNano":"1700000021000000000","asInt":"9"}]}}"#;
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"where","value":{"stringValue":"parent"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"where","value":{"stringValue":"parent"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000011000000000","asInt":"12"},{"attributes":[{"key":"where","value":{"stringValue":"child"}}],"startTimeUnixNano":"1700000001000000000","timeUnixNano":"1700000011000000000","asInt":"1"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"where","value":{"stringValue":"parent"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000030000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"where","value":{"stringValue":"parent"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000031000000000","asInt":"12"},{"attributes":[{"key":"where","value":{"stringValue":"child"}}],"startTimeUnixNano":"1700000001000000000","timeUnixNano":"1700000031000000000","asInt":"1"}]}}"#;
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000001000000000","timeUnixNano":"1700000011000000000","asInt":"8"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000010000000000","timeUnixNano":"1700000020000000000","asInt":"13"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000011000000000","timeUnixNano":"1700000021000000000","asInt":"9"}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000021000000000","timeUnixNano":"1700000030000000000","asInt":"3"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000021000000000","timeUnixNano":"1700000040000000000","asInt":"9"}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000009000","timeUnixNano":"1700000010000007000","asDouble":0.5}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"13"}]}}
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000009000","timeUnixNano":"1700000020000007000","asDouble":1.5}]}}"#;
    check Check::Target(Worlds::OTLP, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    if let Some(writers) = target.writers() {
        let (count, sign) = (writers.count, &writers.sign);
        let place = target.place_of_look(writers.look);
        sink.tell(place, format!("{count} processes or more push as one resource: {sign}"));
    }
}
