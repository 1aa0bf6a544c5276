use crate::exposition::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::view::Worlds;

rule! {
    /// In a label value `\\`, `\"` and `\n` are the only escapes, in a help text `\\` and `\n`.
    ///
    /// A path of Windows is the usual source: `C:\data` has to be written `C:\\data`. Prometheus itself keeps what it does not know; readers built on expfmt refuse the text.
    "syntax/escape-unknown": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Line format, label values";
    help "write a backslash as `\\\\`";
    yields to "help/line-feed-raw";
    bad "prometheus-text" "disk{path=\"C:\\data\"} 3\n";
    good "prometheus-text" "disk{path=\"C:\\\\data\"} 3\n";
    check Check::Fault(Worlds::TEXTS, &[FaultKind::Escape]);
}
