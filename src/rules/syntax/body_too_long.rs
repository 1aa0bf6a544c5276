use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// A body ends before 2 GiB.
    ///
    /// What comes after is not read here. Prometheus itself gives up long before, at `body_size_limit` or when its memory ends.
    "syntax/body-too-long": Interop, Error, DataLost;
    cites EXPERIENCE, "Sizes";
    help "expose less: no scrape of this size is of use to anybody";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Fault(Worlds::TEXTS, &[FaultKind::TooLong, FaultKind::NotText]);
}
