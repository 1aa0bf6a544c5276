//! Metrics that were scraped, and what OTLP says of them.

use std::collections::BTreeMap;

use super::super::labels::label_names;
use super::super::units::{sanitised, ucum_of_word, unit_words};
use super::looks::{Instrument, Looks};
use super::points::Comparison;
use super::stream::Stream;
use super::{Aspect, Difference, Parity, Terms};
use crate::model::{Family, Kind, Labels, Series};

pub(super) fn compare(looks: &Looks<'_>, terms: &Terms) -> Parity {
    let mut parity = Parity { scrape: looks.exchange.number(), ..Parity::default() };
    let instruments = looks.instruments();
    let mut by_name: BTreeMap<&str, Vec<&Instrument<'_, '_>>> = BTreeMap::new();
    for instrument in &instruments {
        by_name.entry(instrument.family.name()).or_default().push(instrument);
    }
    let mut known: Vec<&str> = Vec::new();
    for family in looks.scraped.families() {
        if family.name() == "target_info" {
            compare_target(&mut parity, looks, family);
            continue;
        }
        // What has no counterpart is dropped.
        if family.kind() == Kind::GaugeHistogram || known.contains(&family.name()) {
            continue;
        }
        let trimmed = trimmed(family);
        let found = by_name.get_key_value(family.name());
        let is_trimmed = found.is_none();
        let found = found.or_else(|| trimmed.iter().find_map(|name| by_name.get_key_value(&**name)));
        let Some((name, found)) = found else {
            let own = format!("{} `{}`", family.kind(), family.name());
            tell(&mut parity, family, None, Aspect::FamilyMissing, format!("no `{}`", family.name()), own);
            continue;
        };
        known.push(name);
        parity.families += 1;
        let there = found[0].family;
        if is_trimmed {
            let own = format!("`{}`", family.name());
            tell(&mut parity, family, Some(there), Aspect::SuffixTrimmed, format!("`{}`", there.name()), own);
        }
        describe(&mut parity, family, there);
        let mut by_labels: ByLabels<'_, '_> = BTreeMap::new();
        for stream in found.iter().flat_map(|one| one.series.iter().copied()) {
            by_labels.entry(own_labels(stream.labels())).or_default().push(stream);
        }
        for series in family.series() {
            compare_series(&mut parity, looks, terms, (family, there), series, &by_labels);
        }
    }
    parity.others =
        by_name.keys().filter(|name| !known.contains(name)).map(|name| (*name).to_owned()).collect();
    if let Some(target) = instruments.iter().find(|one| matches!(one.family.name(), "target_info" | "target"))
    {
        parity.others.retain(|name| name != target.family.name());
        let pushed = format!("the metric `{}`", target.family.name());
        tell(&mut parity, target.family, None, Aspect::TargetLeft, pushed, "a target");
    }
    parity
}

fn tell(
    parity: &mut Parity,
    family: Family<'_>,
    there: Option<Family<'_>>,
    aspect: Aspect,
    pushed: impl Into<String>,
    scraped: impl Into<String>,
) {
    parity.tell(Difference {
        aspect,
        family: family.name().to_owned(),
        counterpart: there.map(|there| there.name().to_owned()),
        series: None,
        pushed: pushed.into(),
        scraped: scraped.into(),
        more: 0,
    });
}

/// Names without type and unit, as older bridges made them.
fn trimmed(family: Family<'_>) -> Vec<String> {
    let name = family.name();
    let bare = name.strip_suffix("_total").or_else(|| name.strip_suffix("_info")).unwrap_or(name);
    let mut names = vec![bare.to_owned()];
    let word = family.unit().unwrap_or_else(|| bare.rsplit('_').next().unwrap_or_default());
    if ucum_of_word(word) != word
        && let Some(bare) = bare.strip_suffix(word)
    {
        names.push(bare.trim_end_matches('_').to_owned());
    }
    names.retain(|trimmed| trimmed != name && !trimmed.is_empty());
    names
}

fn describe(parity: &mut Parity, family: Family<'_>, there: Family<'_>) {
    let is_native =
        family.points().any(|point| point.histogram().is_some_and(|one| one.exponential().is_some()));
    let expected: &[Kind] = match family.kind() {
        Kind::Unknown | Kind::Gauge => &[Kind::Gauge],
        Kind::Info | Kind::StateSet => &[Kind::UpDownCounter],
        Kind::Histogram if is_native => &[Kind::ExponentialHistogram, Kind::Histogram],
        Kind::Counter => &[Kind::Counter],
        Kind::Summary => &[Kind::Summary],
        _ => &[Kind::Histogram],
    };
    if !expected.contains(&there.kind()) {
        let own = format!("the type {}, so {}", family.kind(), expected[0]);
        tell(parity, family, Some(there), Aspect::Type, format!("the type {}", there.kind()), own);
    }
    if let Some(word) = family.unit() {
        let unit = there.unit().unwrap_or("");
        if unit != ucum_of_word(word)
            && !unit_words(unit).accepted().any(|known| sanitised(known) == word && unit != word)
        {
            let own = format!("`{word}`, so `{}`", ucum_of_word(word));
            let said = if unit.is_empty() { "no unit".to_owned() } else { format!("`{unit}`") };
            tell(parity, family, Some(there), Aspect::Unit, said, own);
        }
    }
    if let (Some(own), Some(text)) = (family.help(), there.help())
        && own.trim() != text.trim()
    {
        tell(parity, family, Some(there), Aspect::Help, format!("{text:?}"), format!("{own:?}"));
    }
}

/// Labels that OTLP has in the scope.
const SCOPE: &str = "otel_scope_";

/// Pushed series by their labels but those of the scope.
type ByLabels<'l, 'c> = BTreeMap<Vec<(String, String)>, Vec<&'l Stream<'c>>>;

fn own_labels(labels: Labels<'_>) -> Vec<(String, String)> {
    let labels = labels.iter().map(|label| (label.key, label.value.to_string()));
    let own = labels.filter(|(key, value)| !key.starts_with(SCOPE) && !value.is_empty());
    own.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn compare_series(
    parity: &mut Parity,
    looks: &Looks<'_>,
    terms: &Terms,
    (family, there): (Family<'_>, Family<'_>),
    series: Series<'_>,
    by_labels: &ByLabels<'_, '_>,
) {
    let text = |key: &str| series.labels().get(key).map(|value| value.to_string()).unwrap_or_default();
    let scope_fits = |history: &&Stream<'_>| {
        let scope = history.family().scope().map_or("", |scope| scope.name());
        text("otel_scope_name").is_empty() || scope == text("otel_scope_name")
    };
    let candidates = by_labels.get(&own_labels(series.labels())).map(Vec::as_slice).unwrap_or_default();
    let best = candidates.iter().copied().find(scope_fits).or(candidates.first().copied());
    let difference = |aspect, pushed: String, scraped: String| Difference {
        aspect,
        family: family.name().to_owned(),
        counterpart: Some(there.name().to_owned()),
        series: Some(series.labels().to_string()),
        pushed,
        scraped,
        more: 0,
    };
    let Some(history) = best else {
        parity.tell(difference(Aspect::SeriesMissing, "nothing of it".to_owned(), "it".to_owned()));
        return;
    };
    parity.series += 1;
    if let Some(key) = history.labels().keys().find(|key| key.starts_with(SCOPE)) {
        parity.tell(difference(Aspect::ScopeLeft, format!("the attribute `{key}`"), "a scope".to_owned()));
    } else if !scope_fits(&history) {
        let scope = history.family().scope().map_or("", |scope| scope.name());
        let (pushed, scraped) = (format!("the scope {scope:?}"), format!("{:?}", text("otel_scope_name")));
        parity.tell(difference(Aspect::Scope, pushed, scraped));
    }
    let Some(scraped) = series.points().last() else { return };
    if let (Some(pushed), Some(there)) = (history.newest().point.histogram(), scraped.histogram())
        && pushed.counts().len() == there.counts().len()
        && pushed.counts().len() > 1
        && pushed.counts().iter().zip(there.counts()).all(|(own, there)| own.same_value(*there))
        && pushed.bucket_counts().ne(there.bucket_counts())
    {
        let counts = |counts: &[crate::model::Number]| {
            counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        let text = format!("the bucket counts {}, each with those below it", counts(pushed.counts()));
        parity.tell(difference(Aspect::Buckets, text, counts(there.counts())));
        return;
    }
    let mut comparison = Comparison {
        looks,
        terms,
        history,
        kind: history.family().kind(),
        scraped,
        found: Vec::new(),
        doubts: Vec::new(),
    };
    comparison.compare();
    for (aspect, pushed, scraped) in comparison.found {
        parity.tell(difference(aspect, pushed, scraped));
    }
}

/// Everything that the target says is said by a resource.
fn compare_target(parity: &mut Parity, looks: &Looks<'_>, target: Family<'_>) {
    let resources = looks.resources();
    for series in target.series() {
        let says = |key: &str, value: &str| {
            resources.iter().flat_map(|resource| resource.attributes().iter()).any(|attribute| {
                let mut names = label_names(super::Strategy::default(), attribute.key).into_iter();
                (attribute.key == key || names.any(|name| name == key)) && attribute.value == value
            })
        };
        let lost = series.labels().iter().find(|label| {
            let value = label.value.to_string();
            // Job and address of the target say these anew.
            !value.is_empty() && !label.key.starts_with("service") && !says(label.key, &value)
        });
        if let Some(label) = lost {
            let (pushed, scraped) =
                (format!("nothing of `{}`", label.key), format!("{:?}", label.value.to_string()));
            tell(parity, target, None, Aspect::Target, pushed, scraped);
        }
    }
}
