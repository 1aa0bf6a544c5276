//! What changed between two contracts, how bad it is, and who is hurt.

use std::collections::BTreeMap;
use std::fmt;

use super::band::Band;
use super::policy::Policy;
use super::promise::{Contract, LabelPromise, Promise, World};
use super::rename;
use super::write::{numbers, temporality_word};

/// How bad a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nobody who reads the metrics is hurt.
    Cosmetic,
    /// There is more than was promised.
    Additive,
    /// A query, a dashboard, an alert or a recording rule stops working or says something else.
    Breaking,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Cosmetic => "cosmetic",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How bad it is.
    pub class: Class,
    /// Pushed or scraped.
    pub world: World,
    /// The family, by its name in the new contract if it has one there; empty for the resource.
    pub family: String,
    /// What changed.
    pub what: String,
    /// Who is hurt, and how.
    pub harm: &'static str,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}  [{}] {}: {}", self.class, self.world, self.what, self.harm)
    }
}

/// Everything that changed between two contracts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    changes: Vec<Change>,
}

const QUERIES: &str = "queries, dashboards and alerts that name it find nothing";

impl Drift {
    /// Compares two contracts.
    #[must_use]
    pub fn between(old: &Contract, new: &Contract) -> Self {
        Self::under(&Policy::new(), old, new)
    }

    /// Compares two contracts under a policy: ignored families do not count, and optional ones may be absent or have no series.
    #[must_use]
    pub fn under(policy: &Policy, old: &Contract, new: &Contract) -> Self {
        let mut drift = Self::default();
        drift.labels(World::Otlp, None, &old.resource, &new.resource);
        let is_kept = |promise: &&Promise| !policy.is_ignored(&promise.name);
        let before: Vec<&Promise> = old.promises.iter().filter(is_kept).collect();
        let after: Vec<&Promise> = new.promises.iter().filter(is_kept).collect();
        let pairs = same_families(&before, &after);
        for &(b, a) in &pairs {
            let is_missed = after[a].is_silent() && policy.is_optional(&after[a].name);
            if !is_missed {
                drift.family(before[b], after[a]);
            }
        }
        let is_gone = |b: usize| pairs.iter().all(|pair| pair.0 != b) && !policy.is_optional(&before[b].name);
        let gone: Vec<&Promise> = (0..before.len()).filter(|&b| is_gone(b)).map(|b| before[b]).collect();
        let is_added = |a: usize| pairs.iter().all(|pair| pair.1 != a);
        let added: Vec<&Promise> = (0..after.len()).filter(|&a| is_added(a)).map(|a| after[a]).collect();
        let renamed = rename::pairs(&gone, &added);
        for (index, before) in gone.iter().enumerate() {
            match renamed.iter().find(|(g, _)| *g == index) {
                Some(&(_, n)) => drift.renamed(before, added[n]),
                None => {
                    let what = format!("`{}` ({}) is gone", before.name, before.kind);
                    drift.push(Class::Breaking, before, what, QUERIES);
                }
            }
        }
        for (index, now) in added.iter().enumerate() {
            if renamed.iter().all(|(_, n)| *n != index) {
                let what = format!("`{}` ({}) is new", now.name, now.kind);
                drift.push(Class::Additive, now, what, "nobody; its series are added to the cost");
            }
        }
        drift.changes.sort_by(|a, b| {
            b.class.cmp(&a.class).then_with(|| (a.world, &a.family).cmp(&(b.world, &b.family)))
        });
        drift
    }

    /// The changes, the worst first.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How bad the worst change is.
    #[must_use]
    pub fn worst(&self) -> Option<Class> {
        self.changes.first().map(|change| change.class)
    }

    fn push(&mut self, class: Class, promise: &Promise, what: String, harm: &'static str) {
        self.changes.push(Change { class, world: promise.world, family: promise.name.clone(), what, harm });
    }

    fn renamed(&mut self, old: &Promise, new: &Promise) {
        let what = if old.name == new.name {
            let scope = |promise: &Promise| {
                promise.scope.as_ref().map_or("no scope".to_owned(), |scope| format!("scope `{scope}`"))
            };
            format!("`{}` moved from {} to {}", old.name, scope(old), scope(new))
        } else {
            format!("`{}` is now called `{}`", old.name, new.name)
        };
        self.push(Class::Breaking, new, what, QUERIES);
        self.family(old, new);
    }

    /// The changes of one family.
    fn family(&mut self, old: &Promise, new: &Promise) {
        let name = &new.name;
        if old.kind != new.kind {
            let what = format!("the type of `{name}` was {} and is {}", old.kind, new.kind);
            self.push(
                Class::Breaking,
                new,
                what,
                "functions such as rate() and histogram_quantile() no longer fit",
            );
        }
        if old.unit != new.unit {
            let said =
                |unit: &Option<String>| unit.as_ref().map_or("none".to_owned(), |unit| format!("`{unit}`"));
            let what = format!("the unit of `{name}` was {} and is {}", said(&old.unit), said(&new.unit));
            // What is scraped has its unit in its name; that the format says it, too, or not, changes no value.
            match (new.world, &old.unit, &new.unit) {
                (World::Scrape, None, Some(_)) => self.push(Class::Additive, new, what, "nobody"),
                (World::Scrape, Some(_), None) => {
                    self.push(Class::Cosmetic, new, what, "nobody, unless axes are named after it");
                }
                _ => self.push(Class::Breaking, new, what, "thresholds and axes mean something else"),
            }
        }
        if old.temporality != new.temporality {
            let said = |promise: &Promise| promise.temporality.map_or("none".to_owned(), temporality_word);
            let what = format!("the temporality of `{name}` was {} and is {}", said(old), said(new));
            self.push(
                Class::Breaking,
                new,
                what,
                "a backend that expects the other one drops or miscounts its points",
            );
        }
        if old.monotonic != new.monotonic && old.kind == new.kind {
            let what = match new.monotonic {
                Some(true) => format!("`{name}` is monotonic now"),
                _ => format!("`{name}` is no longer monotonic"),
            };
            self.push(Class::Breaking, new, what, "rates are computed where they mean nothing, or no longer");
        }
        self.series(old, new);
        if old.help != new.help {
            self.push(Class::Cosmetic, new, format!("the help text of `{name}` changed"), "nobody");
        }
        // Of a family without series nothing more was known, or is.
        if !old.is_silent() && !new.is_silent() {
            self.content(old, new);
        }
    }

    /// The changes of what the series of one family hold.
    fn content(&mut self, old: &Promise, new: &Promise) {
        let name = &new.name;
        self.labels(new.world, Some(name), &old.labels, &new.labels);
        self.buckets(old, new);
        if !same(&old.quantiles, &new.quantiles) {
            let what = format!(
                "the quantiles of `{name}` were {} and are {}",
                numbers(&old.quantiles),
                numbers(&new.quantiles)
            );
            self.push(Class::Breaking, new, what, "queries for a quantile that is gone find nothing");
        }
        for (key, before) in &old.values {
            let Some(now) = new.values.get(key) else { continue };
            let list = |values: Vec<&String>| {
                values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ")
            };
            let lost: Vec<_> = before.difference(now).collect();
            if !lost.is_empty() {
                let what = format!("label `{key}` of `{name}` lost {}", list(lost));
                self.push(Class::Breaking, new, what, "queries that select these values find nothing");
            }
            let won: Vec<_> = now.difference(before).collect();
            if !won.is_empty() {
                let what = format!("label `{key}` of `{name}` has also {}", list(won));
                self.push(Class::Additive, new, what, "nobody; queries that list values miss the new ones");
            }
        }
    }

    fn labels(&mut self, world: World, family: Option<&str>, old: &[LabelPromise], new: &[LabelPromise]) {
        let owner = family.map_or("the resource".to_owned(), |name| format!("`{name}`"));
        let noun = if family.is_some() { "label" } else { "attribute" };
        let find = |among: &[LabelPromise], key: &str| among.iter().find(|label| label.key == key).cloned();
        let mut push = |class, what, harm| {
            let family = family.unwrap_or_default().to_owned();
            self.changes.push(Change { class, world, family, what, harm });
        };
        for before in old {
            let key = &before.key;
            match find(new, key) {
                None => push(
                    Class::Breaking,
                    format!("{owner} lost its {noun} `{key}`"),
                    "queries that select or group by it find nothing or less",
                ),
                Some(now) if now.types != before.types => push(
                    Class::Breaking,
                    format!("the values of {noun} `{key}` of {owner} changed their type"),
                    "backends that keep types tell the series apart",
                ),
                Some(now) if now.optional && !before.optional => push(
                    Class::Breaking,
                    format!("{noun} `{key}` of {owner} is no longer on every series"),
                    "sums by it leave series out",
                ),
                Some(now) if before.optional && !now.optional => push(
                    Class::Cosmetic,
                    format!("{noun} `{key}` of {owner} is on every series now"),
                    "nobody",
                ),
                Some(_) => {}
            }
        }
        for now in new {
            if find(old, &now.key).is_none() {
                let what = format!("{owner} has a new {noun} `{}`", now.key);
                if family.is_some() {
                    push(
                        Class::Breaking,
                        what,
                        "series are new ones; joins and alerts that expect one series get many",
                    );
                } else {
                    push(Class::Additive, what, "nobody");
                }
            }
        }
    }

    fn buckets(&mut self, old: &Promise, new: &Promise) {
        let is_same = match (&old.buckets, &new.buckets) {
            (Some(super::Buckets::Explicit(a)), Some(super::Buckets::Explicit(b))) => same(a, b),
            (a, b) => a == b,
        };
        if !is_same {
            let said =
                |promise: &Promise| promise.buckets.as_ref().map_or("none".to_owned(), ToString::to_string);
            let what = format!("the buckets of `{}` were {} and are {}", new.name, said(old), said(new));
            self.push(
                Class::Breaking,
                new,
                what,
                "quantiles jump, and sums over old and new instances are wrong",
            );
        }
    }

    fn series(&mut self, old: &Promise, new: &Promise) {
        if old.series.covers(new.series) {
            return;
        }
        let what = format!("the series of `{}` were {} and are {}", new.name, old.series, new.series);
        let most = |band| match band {
            Band::Exactly(number) | Band::Between(_, number) => number,
            Band::Volatile => usize::MAX,
        };
        if most(new.series) == 0 {
            self.push(Class::Breaking, new, what, QUERIES);
        } else if matches!(old.series, Band::Exactly(_)) {
            self.push(Class::Breaking, new, what, "exactly so many were promised");
        } else if most(new.series) > most(old.series) {
            self.push(Class::Additive, new, what, "whoever pays for series");
        } else {
            self.push(Class::Cosmetic, new, what, "nobody, unless a series is missed");
        }
    }
}

/// The families that are in both contracts, as pairs of indexes. Of several types under one name the same type belongs together;
/// what is left over of a name has changed its type.
fn same_families(before: &[&Promise], after: &[&Promise]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let (mut met_before, mut met_after) = (vec![false; before.len()], vec![false; after.len()]);
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (a, promise) in after.iter().enumerate() {
        places.entry(promise.identity()).or_default().push(a);
    }
    for asks_for_type in [true, false] {
        for (b, promise) in before.iter().enumerate().filter(|(b, _)| !met_before[*b]).collect::<Vec<_>>() {
            let candidates = places.get(&promise.identity()).into_iter().flatten().copied();
            let mut fitting =
                candidates.filter(|&a| !met_after[a] && (!asks_for_type || after[a].kind == promise.kind));
            if let Some(a) = fitting.next() {
                (met_before[b], met_after[a]) = (true, true);
                pairs.push((b, a));
            }
        }
    }
    pairs
}

fn same(a: &[f64], b: &[f64]) -> bool {
    a.iter().map(|number| number.to_bits()).eq(b.iter().map(|number| number.to_bits()))
}

/// One line a change, the worst first.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, change) in self.changes.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{change}")?;
        }
        Ok(())
    }
}
