//! What metadata says of an instrument: type, unit and help text.

use super::super::names::prometheus_kind;
use super::super::units::{sanitised, unit_words};
use super::prometheus::tell;
use super::{Aspect, Parity};
use crate::model::{Family, Kind};

/// A kind with its article.
pub(super) fn article(kind: Kind) -> String {
    let name = kind.name();
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) { format!("an {name}") } else { format!("a {name}") }
}

/// Compares type, unit and help text.
pub(super) fn compare(parity: &mut Parity, family: Family<'_>, there: Family<'_>) {
    let kind = prometheus_kind(family.kind());
    let hint = family.metadata().get("prometheus.type").map(|value| value.to_string());
    // The specification misspells one of the words.
    let hinted = match hint.as_deref() {
        Some("unknown" | "unkown") => Some(Kind::Unknown),
        Some("info") => Some(Kind::Info),
        Some("stateset") => Some(Kind::StateSet),
        _ => None,
    };
    if kind != Kind::Unknown && there.kind() != kind && Some(there.kind()) != hinted {
        let pushed = format!("{}, so {}", article(family.kind()), article(kind));
        tell(parity, family, there, Aspect::Type, pushed, article(there.kind()));
    }
    if let Some(unit) = there.unit() {
        let words = unit_words(family.unit().unwrap_or(""));
        if !words.accepted().any(|word| word == unit || sanitised(word) == unit) {
            let pushed = match words.specified() {
                "" => "no unit".to_owned(),
                word => format!("`{word}`"),
            };
            tell(parity, family, there, Aspect::Unit, pushed, format!("`{unit}`"));
        }
    }
    if let (Some(own), Some(text)) = (family.help(), there.help())
        && own.trim() != text.trim()
    {
        tell(parity, family, there, Aspect::Help, format!("{own:?}"), format!("{text:?}"));
    }
}
