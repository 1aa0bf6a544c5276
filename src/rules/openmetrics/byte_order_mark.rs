use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A body does not begin with a byte-order mark.
    "openmetrics/byte-order-mark": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Text format, overall structure";
    help "write the body without a byte-order mark";
    bad "openmetrics-text" r#"
﻿# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::Fault(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), &[FaultKind::ByteOrderMark]);
}
