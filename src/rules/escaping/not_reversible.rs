use crate::exposition::Escaping;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;
use crate::rules::view::NamesByScheme;

rule! {
    /// Under `escaping=values` and `escaping=dots` a reader gets the name back that was escaped.
    ///
    /// It is seen where one service was scraped both with and without UTF-8 names. `dots` is asked only for names of letters, digits, underscores and dots: the scheme cannot tell other characters.
    "escaping/not-reversible": Must, Warning, DataWrong;
    cites ESCAPING, "Dots; Values";
    help "write what the scheme says, so that a reader can undo it";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8

{"a.b"} 3
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=values

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=values

a_2e_b 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8

{"a.b"} 3
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=dots

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=dots

a_b 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8

{"a.b"} 3
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=values

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=values

U__a_2e_b 3
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=dots

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; charset=utf-8; escaping=dots

a_dot_b 3
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let names = NamesByScheme::of(view);
    for scheme in [Escaping::Values, Escaping::Dots] {
        names.compare(scheme, |name, escaped| {
            let is_other = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.');
            // What the scheme itself cannot keep apart.
            if scheme == Escaping::Dots && (name.contains(is_other) || name.contains("_dot_")) {
                return;
            }
            if !escaped.iter().any(|escaped| scheme.unescape(escaped) == name) {
                let message = format!("no name under `escaping={scheme}` can be read back as `{name}`");
                sink.tell(Place::family(name), message);
            }
        });
    }
}
