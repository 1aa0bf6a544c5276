//! Instruments that were pushed, and what Prometheus sees of them.

use std::collections::BTreeMap;

use super::super::names::{legacy_name, prometheus_kind};
use super::super::target::{job_of, target_labels};
use super::looks::{Instrument, Looks};
use super::matching::{self, Key, Matches, Seen, Spellings, Wanted};
use super::names::{Index, find};
use super::points::{Comparison, Doubts};
use super::values::Fit;
use super::{Aspect, Difference, Parity, Terms};
use super::{describe, target};
use crate::model::{Family, Kind, Reading};

/// Instruments that are one family to Prometheus.
struct Group<'l, 'c> {
    families: Vec<Family<'c>>,
    instruments: Vec<Instrument<'l, 'c>>,
}

/// What series say beside their attributes.
#[derive(Clone, Copy)]
struct Said {
    scope: bool,
    target: bool,
}

pub(super) fn compare(looks: &Looks<'_>, terms: &Terms) -> Parity {
    let mut parity = Parity { scrape: looks.exchange.number(), ..Parity::default() };
    let index = Index::of(looks.scraped);
    let mut groups: BTreeMap<String, Group<'_, '_>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for instrument in looks.instruments() {
        let family = instrument.family;
        let (found, names) = find(&index, family, terms.strategy);
        let Some(found) = found else {
            if let Some(names) =
                names.filter(|_| instrument.series.iter().any(|one| looks.must_be_there(one)))
            {
                tell_missing(&mut parity, looks, family, names.specified());
            }
            continue;
        };
        let of_kind = found.families.iter().find(|there| there.kind() == prometheus_kind(family.kind()));
        let there = *of_kind.unwrap_or(&found.families[0]);
        parity.families += 1;
        if let Some(aspect) = found.wrong {
            let pushed = match family.unit() {
                Some(unit) => format!("`{}` in `{unit}`, so `{}`", family.name(), found.specified),
                None => format!("`{}`, so `{}`", family.name(), found.specified),
            };
            tell(&mut parity, family, there, aspect, pushed, format!("`{}`", there.name()));
        }
        describe::compare(&mut parity, family, there);
        if !groups.contains_key(there.name()) {
            order.push(there.name().to_owned());
        }
        let group = groups.entry(there.name().to_owned());
        let group =
            group.or_insert_with(|| Group { families: found.families.to_vec(), instruments: Vec::new() });
        group.instruments.push(instrument);
    }
    let with_scope = has_scopes(looks.scraped);
    if !with_scope && let Some(group) = order.first().and_then(|name| groups.get(name)) {
        let family = group.instruments[0].family;
        let scope = family.scope().map_or("", |scope| scope.name());
        if !scope.is_empty() {
            tell(
                &mut parity,
                family,
                group.families[0],
                Aspect::ScopeAbsent,
                format!("the scope `{scope}`"),
                "none",
            );
        }
    }
    let resource = resource_labels(looks, terms);
    let mut doubts = Doubts::default();
    let said = Said { scope: with_scope, target: has_targets(looks) };
    for name in &order {
        compare_group(&mut parity, &mut doubts, looks, terms, &groups[name], said, &resource);
    }
    settle(&mut parity, doubts);
    target::compare(&mut parity, looks, terms);
    let mut others: Vec<String> = looks
        .scraped
        .families()
        .map(|family| family.name().to_owned())
        .filter(|name| !groups.contains_key(name))
        .collect();
    others.retain(|name| name != "target_info");
    others.dedup();
    parity.others = others;
    parity
}

pub(super) fn tell(
    parity: &mut Parity,
    family: Family<'_>,
    there: Family<'_>,
    aspect: Aspect,
    pushed: impl Into<String>,
    scraped: impl Into<String>,
) {
    parity.tell(Difference {
        aspect,
        family: family.name().to_owned(),
        counterpart: Some(there.name().to_owned()),
        series: None,
        pushed: pushed.into(),
        scraped: scraped.into(),
        more: 0,
    });
}

fn tell_missing(parity: &mut Parity, looks: &Looks<'_>, family: Family<'_>, specified: &str) {
    // A bridge that names things in its own way still mostly keeps the words.
    let base = legacy_name(family.name());
    let near = looks.scraped.families().find(|there| there.name().contains(&*base));
    let scraped = match near {
        Some(there) => format!("no `{specified}`, only `{}`", there.name()),
        None => format!("no `{specified}`"),
    };
    parity.tell(Difference {
        aspect: Aspect::FamilyMissing,
        family: family.name().to_owned(),
        counterpart: None,
        series: None,
        pushed: format!("{} `{}`", describe::article(family.kind()), family.name()),
        scraped,
        more: 0,
    });
}

/// Whether some series says its scope.
fn has_scopes(scraped: &Reading) -> bool {
    let has_scope = |key: &str| key.starts_with("otel_scope_");
    scraped.families().any(|family| family.series().any(|series| series.labels().keys().any(has_scope)))
}

/// Whether each series says by `job` and `instance` whose it is, as the Collector has to, which speaks for several.
///
/// That it is so is seen by `target_info`, or by every series where that has nothing else to say and is left out, or says `job` anyway.
fn has_targets(looks: &Looks<'_>) -> bool {
    let resources = looks.resources();
    let jobs: Vec<String> = resources.iter().copied().filter_map(job_of).collect();
    let is_attribute = resources.iter().any(|resource| resource.attributes().get("job").is_some());
    let says = |family: &Family<'_>, all: bool| {
        let mut series = family.series().map(|series| {
            let job = series.labels().get("job").map(|job| job.to_string());
            job.is_some_and(|job| jobs.contains(&job))
        });
        if all { series.all(|says| says) } else { series.any(|says| says) }
    };
    let mut others = looks.scraped.families().filter(|family| family.name() != "target_info");
    match looks.scraped.family("target_info") {
        Some(target) if !is_attribute => says(&target, false),
        _ => !jobs.is_empty() && others.all(|family| says(&family, true)),
    }
}

fn resource_labels(looks: &Looks<'_>, terms: &Terms) -> Key {
    looks.resources().into_iter().flat_map(|resource| target_labels(terms.strategy, resource)).collect()
}

fn compare_group(
    parity: &mut Parity,
    doubts: &mut Doubts,
    looks: &Looks<'_>,
    terms: &Terms,
    group: &Group<'_, '_>,
    said: Said,
    resource: &Key,
) {
    let (first, there) = (group.instruments[0].family, group.families[0]);
    let other = group.instruments.iter().find(|one| {
        one.family.name() != first.name()
            || prometheus_kind(one.family.kind()) != prometheus_kind(first.kind())
    });
    if let Some(other) = other {
        let pushed = format!(
            "{} `{}` and {} `{}`",
            describe::article(first.kind()),
            first.name(),
            describe::article(other.family.kind()),
            other.family.name()
        );
        tell(parity, first, there, Aspect::NamesCollide, pushed, format!("`{}` alone", there.name()));
    }
    if group.families.len() > 1 {
        let count = format!("it {} times", group.families.len());
        tell(parity, first, there, Aspect::FamilyRepeated, "one instrument", count);
    }
    let mut spellings = Spellings::default();
    for history in group.instruments.iter().flat_map(|one| &one.series) {
        spellings.learn(terms.strategy, history.labels());
    }
    let wanted: Vec<Wanted<'_, '_>> = group
        .instruments
        .iter()
        .flat_map(|one| &one.series)
        .map(|history| matching::wanted(terms.strategy, &spellings, history, said.scope, said.target))
        .collect();
    let seen: Vec<Seen<'_>> = group
        .families
        .iter()
        .flat_map(|family| {
            family.series().map(|series| matching::seen(terms.strategy, &spellings, *family, series))
        })
        .collect();
    let (taken, wanted): (Vec<_>, Vec<_>) = wanted.into_iter().partition(has_bound);
    if let Some(one) = taken.first() {
        let family = one.history.family();
        tell(
            parity,
            family,
            there,
            Aspect::BoundTaken,
            matching::text(&one.key),
            "parts that belong to nothing",
        );
        if wanted.is_empty() {
            return;
        }
    }
    let mut matches = matching::matched(&wanted, &seen, resource);
    if !taken.is_empty() {
        matches.extra.clear();
    }
    parity.series += matches.pairs.len();
    tell_matches(parity, looks, &matches, &wanted, &seen);
    let mut shared: BTreeMap<&Key, usize> = BTreeMap::new();
    wanted.iter().for_each(|one| *shared.entry(&one.key).or_default() += 1);
    let near = matches.near.iter().map(|&(number, at, _)| (number, at));
    for (number, at) in matches.pairs.iter().copied().chain(near) {
        let history = wanted[number].history;
        // Of several that became one nobody knows which value is whose.
        if shared.get(&wanted[number].key).is_some_and(|count| *count > 1) || is_said_twice(&seen[at]) {
            continue;
        }
        let Some(scraped) = seen[at].series.points().last() else { continue };
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
        let difference = |(aspect, pushed, scraped): (Aspect, String, String)| Difference {
            aspect,
            family: history.family().name().to_owned(),
            counterpart: Some(there.name().to_owned()),
            series: Some(matching::text(&wanted[number].key)),
            pushed,
            scraped,
            more: 0,
        };
        comparison.found.into_iter().for_each(|found| parity.tell(difference(found)));
        for (fit, found) in comparison.doubts {
            let doubts = if fit == Fit::Below { &mut doubts.below } else { &mut doubts.above };
            doubts.push(difference(found));
        }
    }
}

/// Whether an attribute takes the place of the label by which the parts of a distribution are told apart.
fn has_bound(wanted: &Wanted<'_, '_>) -> bool {
    match wanted.history.family().kind() {
        Kind::Histogram => wanted.key.contains_key("le"),
        Kind::Summary => wanted.key.contains_key("quantile"),
        _ => false,
    }
}

fn is_said_twice(there: &Seen<'_>) -> bool {
    let times: Vec<_> = there.series.points().map(crate::model::Point::time).collect();
    times.windows(2).any(|pair| pair[0] == pair[1])
}

/// Tells what is wrong with the labels of series.
fn tell_matches(
    parity: &mut Parity,
    looks: &Looks<'_>,
    matches: &Matches,
    wanted: &[Wanted<'_, '_>],
    seen: &[Seen<'_>],
) {
    let mut say = |aspect,
                   family: Family<'_>,
                   there: Option<Family<'_>>,
                   series: &Key,
                   pushed: String,
                   scraped: String| {
        parity.tell(Difference {
            aspect,
            family: family.name().to_owned(),
            counterpart: there.map(|there| there.name().to_owned()),
            series: Some(matching::text(series)),
            pushed,
            scraped,
            more: 0,
        });
    };
    let Some(first) = wanted.first().map(|one| one.history.family()) else { return };
    for &(number, at, aspect) in &matches.near {
        let (own, there) = (&wanted[number], &seen[at]);
        let mut pushed = matching::text(&own.key);
        if aspect == Aspect::ValuesLost {
            let keys: Vec<String> = own.collisions.values().flatten().map(|key| format!("`{key}`")).collect();
            pushed = format!("{} and so {pushed}", keys.join(", "));
        }
        say(aspect, own.history.family(), Some(there.family), &own.key, pushed, matching::text(&there.key));
    }
    for &number in &matches.missing {
        let own = &wanted[number];
        if looks.must_be_there(own.history) {
            say(
                Aspect::SeriesMissing,
                own.history.family(),
                None,
                &own.key,
                "it".to_owned(),
                "nothing of it".to_owned(),
            );
        }
    }
    for &at in &matches.extra {
        let there = &seen[at];
        say(
            Aspect::SeriesInvented,
            first,
            Some(there.family),
            &there.key,
            "nothing of it".to_owned(),
            "it".to_owned(),
        );
    }
    let twice = (0..seen.len()).filter(|&at| is_said_twice(&seen[at]));
    for at in matches.repeated.iter().copied().chain(twice) {
        let there = &seen[at];
        if wanted.iter().any(|own| own.key == there.key && own.history.is_repeated()) {
            continue;
        }
        say(
            Aspect::SeriesRepeated,
            first,
            Some(there.family),
            &there.key,
            "it once".to_owned(),
            "it again".to_owned(),
        );
    }
    for &at in &matches.copied {
        let there = &seen[at];
        let (pushed, scraped) = ("them as the resource".to_owned(), matching::text(&there.key));
        say(Aspect::ResourceCopied, first, Some(there.family), &there.key, pushed, scraped);
    }
}

/// Where nobody knows which side was looked at first, one series that fell among others that grew is told.
fn settle(parity: &mut Parity, doubts: Doubts) {
    let Doubts { below, above } = doubts;
    if below.is_empty() || above.is_empty() {
        return;
    }
    let fewer = if below.len() <= above.len() { below } else { above };
    fewer.into_iter().for_each(|difference| parity.tell(difference));
}
