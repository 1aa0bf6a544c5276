use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A value is a number of 64 bits.
    ///
    /// `1e400` is no infinity: readers refuse it.
    "syntax/value-out-of-range": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Line format, value";
    help "write `+Inf` or `-Inf` if that is meant";
    yields to "help/line-feed-raw";
    bad "prometheus-text" r"
orders 1e400
";
    good "prometheus-text" r"
orders 1e300
";
    check Check::Fault(Worlds::TEXTS, &[FaultKind::ValueRange]);
}
