use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A unit has the characters of a metric name.
    "openmetrics/unit-malformed": Must, Error, ScrapeFails;
    cites OPENMETRICS, "MetricFamily, unit";
    help "use letters, digits, underscores and colons";
    bad "openmetrics-text" r"
# TYPE speed gauge
# UNIT speed m/s
speed 3
# EOF
";
    good "openmetrics-text" r"
# TYPE speed_meters_per_second gauge
# UNIT speed_meters_per_second meters_per_second
speed_meters_per_second 3
# EOF
";
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::Unit]);
}
