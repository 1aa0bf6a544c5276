use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A body does not begin with a byte-order mark.
    ///
    /// The format says nothing of it; every reader takes it for the first character of a name.
    "text/byte-order-mark": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "text parser";
    help "write the body without a byte-order mark";
    bad "prometheus-text" r"
﻿orders 3
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXT, &[FaultKind::ByteOrderMark]);
}
