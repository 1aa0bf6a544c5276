use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A quantile is written as people write it.
    ///
    /// `0.9900000000000001` is another series than `0.99`, and no query asks for it.
    "bridge/quantile-inexact": Must, Info, DataWrong;
    cites COMPATIBILITY, "Summaries";
    help "write the shortest number that reads back as the same quantile";
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.9900000000000001"} 1
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.99"} 1
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    let is_inexact = |text: &str| text.len() > 14 && text.contains('.');
    for member in &family.members {
        if let Some(quantile) = member.label("quantile").filter(|text| is_inexact(text)) {
            sink.tell(family.place(member), format!("the quantile is written as `{quantile}`"));
            return;
        }
    }
}
