use crate::exposition::EntryKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// After a backslash comes `n`, a quote or another backslash.
    ///
    /// Readers keep any other one as it is, so nothing is lost; a path of Windows loses its first directory if that begins with `n`.
    "openmetrics/escape-undefined": Should, Warning, Style;
    cites OPENMETRICS, "Escaping";
    help "write a backslash as `\\\\`";
    bad "openmetrics-text" r#"
# TYPE disk gauge
disk{path="C:\data"} 3
# EOF
"#;
    bad "openmetrics-text" r"
# TYPE disk gauge
# HELP disk On C:\data.
disk 3
# EOF
";
    good "openmetrics-text" r#"
# TYPE disk gauge
# HELP disk A\nB \"C\" D\\E
disk{path="C:\\data"} 3
# EOF
"#;
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let body = text.exposition.body();
    let mut begin = 0;
    while let Some(at) = memchr::memchr(b'\\', &body[begin..]).map(|at| begin + at) {
        let escaped = body.get(at + 1).copied().unwrap_or(b'\n');
        if !matches!(escaped, b'\\' | b'"' | b'n') {
            let (line, column) = text.exposition.place(at);
            let is_read = !matches!(
                text.exposition.entry(line).map(|entry| entry.kind()),
                Some(EntryKind::Broken | EntryKind::Comment) | None
            );
            if is_read {
                let escape = char::from(escaped).escape_default();
                sink.tell(Place::line(line).at(column, 2), format!("`\\{escape}` means nothing"));
            }
        }
        begin = (at + 2).min(body.len());
    }
}
