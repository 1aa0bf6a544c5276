use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// A name that is exposed has no colon.
    ///
    /// Colons are for what recording rules make of it. Federation passes such names on.
    "openmetrics/colon-in-name": Should, Warning, Style;
    cites OPENMETRICS, "Name";
    help "use an underscore";
    bad "openmetrics-text" r"
# TYPE shop:stock gauge
shop:stock 3
# EOF
";
    good "openmetrics-text" r"
# TYPE stock gauge
stock 3
# EOF
";
    good "http" r"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE shop:stock gauge
shop:stock 3
# EOF
";
    check Check::Text(Worlds::OPENMETRICS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    if text.exchange.path().contains("/federate") {
        return;
    }
    for family in text.families.iter().filter(|family| family.name.contains(':')) {
        let place = Place { line: family.first_line(), ..Place::family(&*family.name) };
        sink.tell(place, format!("`{}` has a colon", family.name));
    }
}
