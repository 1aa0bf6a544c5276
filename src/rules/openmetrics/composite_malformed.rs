use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A composite value of OpenMetrics 2.0 is `{field:value,…}` with the fields of its type in their order.
    ///
    /// OpenMetrics 1.0 has no composite values.
    "openmetrics/composite-malformed": Must, Error, ScrapeFails;
    cites OPENMETRICS, "2.0-rc0, composite values";
    help "write the fields of the type in their order";
    bad "openmetrics-text-2" r"
# TYPE wait histogram
wait {count:1,sum:2
# EOF
";
    good "openmetrics-text-2" r"
# TYPE wait histogram
wait {count:1,sum:2,bucket:[1.0:1,+Inf:1]}
# EOF
";
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::Composite, FaultKind::CompositeFields]);
}
