use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// What follows the value is a timestamp: whole milliseconds in a Prometheus text, seconds in OpenMetrics.
    ///
    /// Seconds with a fraction are no timestamp of a Prometheus text, and milliseconds in OpenMetrics lie in the year 56000.
    "syntax/timestamp-malformed": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Line format, timestamp";
    help "write whole milliseconds since the epoch, or for OpenMetrics seconds; best of all nothing";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r"
orders 3 1700000000.5
";
    bad "prometheus-text" r"
orders 3 yesterday
";
    bad "openmetrics-text" r"
# TYPE orders gauge
orders 3 NaN
# EOF
";
    good "http" r"
GET /federate HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

orders 3 1700000000500
";
    good "http" r"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE orders gauge
orders 3 1700000000.5
# EOF
";
    check Check::Fault(Worlds::TEXTS, &[FaultKind::Timestamp, FaultKind::TimestampRange]);
}
