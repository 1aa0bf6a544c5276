//! What shows the known defects.

use super::Shown::{self, ByEmitter, Http, Pushed};

/// Each defect of the list, in its order.
pub(super) const SHOWN: &[(&str, Shown)] = &[
    (
        "python-client-values-orphans",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=values

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=values

# HELP python_info Python platform information
# TYPE python_info gauge
U__python__info{version="3.11.7"} 1.0
# HELP http_requests h
# TYPE http_requests counter
U__http__requests__total 1.0
# EOF
"#,
        ),
    ),
    (
        "python-client-dots-orphans",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=dots

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots

# HELP python__info Python platform information
# TYPE python__info gauge
python__info{version="3.11.7"} 1.0
# HELP http__requests h
# TYPE http__requests counter
http__requests__total 1.0
# EOF
"#,
        ),
    ),
    (
        "python-client-colon-escaped",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# HELP a:colon h
# TYPE a:colon gauge
a_colon 0.0
# EOF
"#,
        ),
    ),
    (
        "python-client-colon-by-format",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# HELP a:colon h
# TYPE a:colon gauge
a:colon 0.0
---
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# HELP a:colon h
# TYPE a:colon gauge
a_colon 0.0
# EOF
"#,
        ),
    ),
    (
        "python-client-version-echoed",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text; version=9.9.9

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=9.9.9; charset=utf-8

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# EOF
"#,
        ),
    ),
    (
        "python-client-preference-ignored",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text;q=0.1,text/plain;q=0.9

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# EOF
"#,
        ),
    ),
    (
        "python-client-gzip-despite-q0",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4
Accept-Encoding: gzip;q=0

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
"#,
        ),
    ),
    (
        "python-client-native-in-text",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# HELP native n
# TYPE native histogram
native{a="1"} 0.0
"#,
        ),
    ),
    (
        "python-client-gauge-histogram-in-text",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# HELP gh g
# TYPE gh histogram
gh_bucket{le="1.0"} 1.0
gh_bucket{le="+Inf"} 3.0
# HELP gh_gcount g
# TYPE gh_gcount gauge
gh_gcount 3.0
# HELP gh_gsum g
# TYPE gh_gsum gauge
gh_gsum 5.0
"#,
        ),
    ),
    (
        "python-client-native-deltas",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=2.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=underscores

# HELP python_info Python platform information
# TYPE python_info gauge
python_info{version="3.11.7"} 1.0
# HELP native n
# TYPE native histogram
native{a="1"} {count:24,sum:100,schema:0,zero_threshold:0.001,zero_count:4,positive_spans:[0:2,1:2],positive_deltas:[2,1,-2,3]}
# EOF
"#,
        ),
    ),
    (
        "otel-python-bridge-labels-shifted",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
# HELP calls_total c
# TYPE calls_total counter
calls_total{http_method="GET",otel_scope_name="urllib",otel_scope_schema_url="",otel_scope_version="0.66b1"} 1.0
calls_total{http_method="127.0.0.1",otel_scope_name="200",otel_scope_schema_url="127.0.0.1",otel_scope_version="45601"} 1.0
"#,
        ),
    ),
    (
        "otel-python-bridge-families-repeated",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
"#,
        ),
    ),
    (
        "otel-python-bridge-series-collide",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
# HELP dots_name_total d
# TYPE dots_name_total counter
dots_name_total{otel_scope_name="svc"} 1.0
dots_name_total{otel_scope_name="svc"} 2.0
"#,
        ),
    ),
    (
        "otel-python-bridge-names-clash",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
# HELP hist h
# TYPE hist histogram
hist_bucket{le="+Inf"} 1.0
hist_count 1.0
hist_sum 1.0
# HELP hist_sum s
# TYPE hist_sum gauge
hist_sum 7.0
"#,
        ),
    ),
    ("otel-python-bridge-colliding-values-lost", ByEmitter),
    ("otel-python-bridge-exemplars-lost", ByEmitter),
    ("otel-python-bridge-start-time-lost", ByEmitter),
    (
        "otel-python-bridge-bound-label-lost",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
# HELP h h
# TYPE h histogram
h_bucket{le="+Inf"} 1.0
h_count{le="mine"} 1.0
h_sum{le="mine"} 1.0
"#,
        ),
    ),
    (
        "otel-python-bridge-target-info-shared",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="python",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="1.45.2"} 1.0
target_info{otel_scope_name="svc"} 5.0
"#,
        ),
    ),
    (
        "otel-python-delta-starts-differ",
        Pushed(
            "1.45.2",
            r#"{"name":"orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"1","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]},{"startTimeUnixNano":"1699999990010000000","timeUnixNano":"1700000000000000000","asInt":"1"}]}}"#,
        ),
    ),
    (
        "otel-python-exemplar-before-start",
        Pushed(
            "1.45.2",
            r#"{"name":"orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000043000","timeUnixNano":"1700000000000000000","asInt":"1","exemplars":[{"timeUnixNano":"1699999990000000000","asInt":"1"}]}]}}"#,
        ),
    ),
    (
        "otel-python-extremes-infinite",
        Pushed(
            "1.45.2",
            r#"{"name":"wait","description":"Wait.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","sum":0.2,"bucketCounts":["1","0"],"explicitBounds":[1],"min":"Infinity","max":"-Infinity"}]}}"#,
        ),
    ),
    ("otel-python-fork-repeats", ByEmitter),
    ("otel-python-fork-shares-identity", ByEmitter),
    (
        "otel-python-exhausted-retried",
        Http(
            r#"POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Python/1.45.2 grpc-python/1.85.1
grpc-timeout: 10S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 8
---
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Python/1.45.2 grpc-python/1.85.1
grpc-timeout: 10S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 0
"#,
        ),
    ),
    (
        "otel-js-bridge-label-repeated",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="nodejs",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="2.12.1"} 1.0
# HELP c_total d
# TYPE c_total counter
c_total{a_b="x",a_b="y"} 1
"#,
        ),
    ),
    (
        "otel-js-bridge-bound-label-kept",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="nodejs",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="2.12.1"} 1.0
# HELP lat l
# TYPE lat histogram
lat_count{le="mine"} 1
lat_sum{le="mine"} 0.2
lat_bucket{le="mine",le="+Inf"} 1
"#,
        ),
    ),
    (
        "otel-js-bridge-families-repeated",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_language="nodejs",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="2.12.1"} 1.0
# HELP f_total d
# TYPE f_total counter
f_total{otel_scope_name="a"} 1
# HELP f_total e
# TYPE f_total counter
f_total{otel_scope_name="b"} 3
"#,
        ),
    ),
    (
        "go-client-memory-twice",
        Http(
            r#"GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# HELP go_info Information about the Go environment.
# TYPE go_info gauge
go_info{version="go1.26.8"} 1
# HELP go_memstats_alloc_bytes a
# TYPE go_memstats_alloc_bytes gauge
go_memstats_alloc_bytes 300544.0
# HELP go_memstats_alloc_bytes b
# TYPE go_memstats_alloc_bytes counter
go_memstats_alloc_bytes_total 300544.0
# EOF
"#,
        ),
    ),
];
