use crate::exposition::Escaping;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;
use crate::rules::view::NamesByScheme;

rule! {
    /// Under `escaping=underscores` each foreign character of a name becomes one underscore.
    ///
    /// Runs are not drawn together: `a..b` is `a__b`. It is seen where one service was scraped both with and without UTF-8 names. A name that differs is another series, by what the scraper asked for.
    "escaping/underscores-wrong": Must, Error, DataWrong;
    cites ESCAPING, "Underscore escaping";
    help "write one underscore for each character that a name cannot have, also for the first";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8

{"a..b"} 3
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=underscores

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=underscores

a_b 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8

{"a..b"} 3
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=underscores

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=underscores

a__b 3
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let names = NamesByScheme::of(view);
    names.compare(Escaping::Underscores, |name, escaped| {
        let expected = Escaping::Underscores.escape(name);
        if !escaped.contains(&*expected) {
            sink.tell(
                Place::family(name),
                format!("`{name}` is not exposed as `{expected}` under `escaping=underscores`"),
            );
        }
    });
}
