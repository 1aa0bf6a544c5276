use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, ProtobufView, TextFamily, World, Worlds, label_hash};
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher;

rule! {
    /// A series stands once in an exposition.
    ///
    /// Two lines with the same name and the same labels are one series, in whatever order the labels come, and a label without a value is no label. Prometheus keeps the first line, counts the other as a duplicate and stays green; which of the two values is stored is a matter of luck.
    ///
    /// Collisions after a translation of names are the usual source: `foo.bar` and `foo_bar` become one.
    "series/duplicate": Must, Error, DataLost;
    cites PROMETHEUS_TEXT, "Grouping and sorting";
    help "write each series once; add the label that tells the two apart";
    yields to "protobuf/family-repeated" "metadata/type-repeated" "openmetrics/text-after-eof";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold",city="x"} 3
orders_total{city="x",tier="gold"} 4
"#;
    bad "prometheus-text" r#"
stock{shop=""} 1
stock 2
"#;
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 1
stock 2
# EOF
";
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1
 metric { label { name: "shop" value: "a" } label { name: "hall" value: "1" } gauge { value: 3 } }
 metric { label { name: "hall" value: "1" } label { name: "shop" value: "a" } gauge { value: 4 } } }
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
orders_total{tier="silver"} 2
"#;
    good "http" r"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE stock gauge
stock 1 1700000000
stock 2 1700000000
stock 2 1700000010
# EOF
";
    good "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1
 metric { label { name: "shop" value: "a" } gauge { value: 3 } }
 metric { label { name: "shop" value: "b" } gauge { value: 4 } } }
"#;
    good "prometheus-text" r#"
# HELP orders_moved Orders that changed their queue.
# TYPE orders_moved gauge
orders_moved{from="kitchen",to="bar",by=""} 1
orders_moved{from="bar",to="kitchen",by=""} 2
orders_moved{from="5",to="10",by=""} 3
orders_moved{from="10",to="5",by=""} 4
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
    check Check::Protobuf(in_protobuf);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    // Families of one sample are many, and a name is another series wherever it stands.
    if family.members.len() < 2 || is_once(family) {
        return;
    }
    let mut keys = FxHashSet::default();
    for member in &family.members {
        if !says_own_time(family, member) && !keys.insert(key_of(member)) {
            let message = format!("`{}` stands here a second time", member.sample.name());
            sink.tell(family.place(member), message);
        }
    }
}

/// Whether the texts alone show that each series stands once.
fn is_once(family: &TextFamily<'_>) -> bool {
    if !family.is_tight() || !family.has_one_order() {
        return false;
    }
    // Where numbers of texts differ, so do the texts.
    let mut texts = FxHashSet::with_capacity_and_hasher(family.members.len(), FxBuildHasher);
    let members = family.members.iter().filter(|member| !says_own_time(family, member));
    members.map(|member| FxBuildHasher.hash_one(member.sample.series_text())).all(|text| texts.insert(text))
}

/// In OpenMetrics a series may say several points, and two of them the same time: a clock may be coarser than what it times.
fn says_own_time(family: &TextFamily<'_>, member: &Member<'_>) -> bool {
    family.world != World::Text && member.sample.timestamp_lexeme().is_some()
}

/// A number for a series, whatever the order of its labels.
fn key_of(member: &Member<'_>) -> u64 {
    let labels = member.sample.labels().filter(|label| !label.raw_value().is_empty());
    labels.fold(label_hash("__name__", member.sample.raw_name()), |sum, label| {
        sum.wrapping_add(label_hash(&label.name(), label.raw_value()))
    })
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    let mut seen = FxHashSet::default();
    for member in view.metrics() {
        let labels = member.metric.labels.iter().filter(|(_, value)| !value.is_empty());
        let key = labels.fold(label_hash("__name__", &member.family.name), |sum, (name, value)| {
            sum.wrapping_add(label_hash(name, value))
        });
        if !seen.insert((key, member.metric.timestamp)) {
            sink.tell(member.place(""), format!("`{}` stands here a second time", member.family.name));
        }
    }
}
