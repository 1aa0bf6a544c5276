//! Writes a contract from readings, one after the other.

use rustc_hash::FxHasher;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

use super::band::Band;
use super::policy::{Policy, Violation};
use super::promise::{Buckets, Contract, LabelPromise, Promise, World};
use crate::capture::{Capture, Exchange, Transport};
use crate::model::{Family, Kind, Labels, Point, PointValue, Reading};
use crate::pattern;

/// Takes in readings and builds a [`Contract`].
///
/// Memory grows with the number of series, not with the number of points, so that captures of any length can be streamed through it.
#[derive(Clone, Debug, Default)]
pub struct ContractBuilder {
    policy: Policy,
    resource: Keys,
    families: BTreeMap<(World, String, Option<String>, Kind), Seen>,
}

/// Label keys with how often each was seen.
#[derive(Clone, Debug, Default)]
struct Keys {
    sets: usize,
    keys: BTreeMap<String, (usize, BTreeSet<&'static str>)>,
}

impl Keys {
    fn add(&mut self, labels: Labels<'_>) {
        self.sets += 1;
        let mut before = None;
        for label in labels.iter() {
            let (times, types) = match self.keys.get_mut(label.key) {
                Some(known) => known,
                None => self.keys.entry(label.key.to_owned()).or_default(),
            };
            *times += usize::from(before != Some(label.key));
            types.insert(label.value.type_name());
            before = Some(label.key);
        }
    }

    fn promises(&self) -> Vec<LabelPromise> {
        let promise = |(key, (times, types)): (&String, &(usize, BTreeSet<&str>))| {
            let only_strings = types.iter().all(|name| *name == "string");
            LabelPromise {
                key: key.clone(),
                optional: *times < self.sets,
                types: types.iter().filter(|_| !only_strings).map(|&name| name.to_owned()).collect(),
            }
        };
        self.keys.iter().map(promise).collect()
    }
}

/// What has been seen of one family.
#[derive(Clone, Debug, Default)]
struct Seen {
    unit: Option<String>,
    help: Option<String>,
    temporality: Option<crate::model::Temporality>,
    monotonic: Option<bool>,
    labels: Keys,
    /// Every distinct series.
    series: HashSet<u64>,
    /// Every distinct series without its volatile labels, if there are any.
    steady: HashSet<u64>,
    values: BTreeMap<String, BTreeSet<String>>,
    buckets: Option<Buckets>,
    quantiles: Vec<f64>,
}

impl Capture {
    /// Begins the contract of what was captured; decisions follow, then [`ContractBuilder::build`].
    #[must_use]
    pub fn contract(&self) -> ContractBuilder {
        self.contract_under(Policy::new())
    }

    /// Begins the contract of what was captured under decisions made before.
    #[must_use]
    pub fn contract_under(&self, policy: Policy) -> ContractBuilder {
        let mut builder = ContractBuilder::new(policy);
        for exchange in self.requests() {
            builder.observe(exchange);
        }
        builder
    }
}

impl ContractBuilder {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// Takes in what an exchange says, if it says metrics.
    pub fn observe(&mut self, exchange: &Exchange) {
        let world = match exchange.transport() {
            Transport::Scrape => World::Scrape,
            Transport::OtlpGrpc | Transport::OtlpHttp => World::Otlp,
        };
        if let Some(reading) = exchange.taken() {
            self.observe_reading(world, reading);
        }
    }

    /// Takes in a reading.
    pub fn observe_reading(&mut self, world: World, reading: &Reading) {
        for resource in reading.resources() {
            self.resource.add(resource.attributes());
        }
        let creations = if world == World::Scrape { creations(reading) } else { HashSet::new() };
        for family in reading.families() {
            // A counter of things created may well be called so, too; the time is always a gauge.
            let may_be_time = matches!(family.kind(), Kind::Gauge | Kind::Unknown);
            if !(may_be_time && creations.contains(family.name())) {
                self.observe_family(world, family);
            }
        }
    }

    fn observe_family(&mut self, world: World, family: Family<'_>) {
        let scope = family.scope().map(|scope| scope.name().to_owned()).filter(|name| !name.is_empty());
        let key = (world, family.name().to_owned(), scope, family.kind());
        let policy = &self.policy;
        let seen = self.families.entry(key).or_default();
        settle(&mut seen.unit, family.unit());
        settle(&mut seen.help, family.help().filter(|help| !help.is_empty()));
        seen.temporality = seen.temporality.into_iter().chain(family.temporality()).min();
        seen.monotonic = family.is_monotonic();
        let watched: Vec<&str> = policy
            .label_budgets
            .iter()
            .filter(|(pattern, _, _)| pattern::matches(pattern, family.name()))
            .map(|(_, key, _)| key.as_str())
            .collect();
        let is_budgeted = policy.budgets.iter().any(|(pattern, _)| pattern::matches(pattern, family.name()));
        for series in family.series() {
            let labels = series.labels();
            if seen.series.insert(identity(labels, |_| false)) {
                if policy.has_volatile_labels() {
                    seen.steady.insert(identity(labels, |key| policy.is_volatile_label(key)));
                }
                seen.labels.add(labels);
                for label in labels.iter() {
                    let is_wanted = is_budgeted
                        || watched.contains(&label.key)
                        || policy.lists_values(family.name(), label.key);
                    if is_wanted {
                        seen.values.entry(label.key.to_owned()).or_default().insert(label.value.to_string());
                    }
                }
            }
            for point in series.points() {
                seen.observe_point(point);
            }
        }
    }

    /// The decisions that go with the contract.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What was seen against the decisions: forbidden names, and budgets that are exceeded.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        let mut violations = BTreeSet::new();
        let policy = &self.policy;
        for key in self.resource.keys.keys().filter(|key| pattern::any(&policy.forbidden_labels, key)) {
            violations.insert(Violation::Label { family: String::new(), key: key.clone() });
        }
        for ((_, name, _, _), seen) in &self.families {
            if pattern::any(&policy.forbidden, name) {
                violations.insert(Violation::Family { family: name.clone() });
            }
            for key in seen.labels.keys.keys().filter(|key| pattern::any(&policy.forbidden_labels, key)) {
                violations.insert(Violation::Label { family: name.clone(), key: key.clone() });
            }
            for (_, budget) in policy.budgets.iter().filter(|(pattern, _)| pattern::matches(pattern, name)) {
                if seen.series.len() > *budget {
                    let widest = seen.values.iter().max_by_key(|(_, values)| values.len());
                    violations.insert(Violation::Series {
                        family: name.clone(),
                        series: seen.series.len(),
                        budget: *budget,
                        widest: widest.map(|(key, values)| (key.clone(), values.len())),
                    });
                }
            }
            for (pattern, key, budget) in &policy.label_budgets {
                let Some(values) = seen.values.get(key).filter(|_| pattern::matches(pattern, name)) else {
                    continue;
                };
                if values.len() > *budget {
                    violations.insert(Violation::Values {
                        family: name.clone(),
                        key: key.clone(),
                        values: values.len(),
                        budget: *budget,
                        examples: values.iter().take(5).cloned().collect(),
                    });
                }
            }
        }
        violations.into_iter().collect()
    }

    /// The contract of everything that was taken in. Forbidden families are no part of it, as they are no promise.
    #[must_use]
    pub fn build(&self) -> Contract {
        let policy = &self.policy;
        let kept = self.families.iter().filter(|((_, name, _, _), _)| {
            !policy.is_ignored(name) && !pattern::any(&policy.forbidden, name)
        });
        let promises = kept.map(|((world, name, scope, kind), seen)| {
            let number = if policy.has_volatile_labels() { seen.steady.len() } else { seen.series.len() };
            let series = if number > 0 && policy.is_volatile(name) {
                Band::Volatile
            } else if pattern::any(&policy.exact, name) {
                Band::Exactly(number)
            } else {
                Band::of(number)
            };
            let listed = seen.values.iter().filter(|(key, _)| policy.lists_values(name, key));
            Promise {
                world: *world,
                name: name.clone(),
                kind: *kind,
                unit: seen.unit.clone(),
                temporality: seen.temporality,
                monotonic: seen.monotonic,
                scope: scope.clone(),
                labels: seen.labels.promises(),
                buckets: seen.buckets.clone(),
                quantiles: seen.quantiles.clone(),
                series,
                values: listed.map(|(key, values)| (key.clone(), values.clone())).collect(),
                help: seen.help.clone(),
            }
        });
        Contract { resource: self.resource.promises(), promises: promises.collect() }
    }
}

impl Seen {
    fn observe_point(&mut self, point: Point<'_>) {
        match point.value() {
            PointValue::Histogram(histogram) => {
                let here = match histogram.exponential() {
                    Some(native) if histogram.bounds().is_empty() => native_buckets(native.custom_bounds()),
                    _ => Buckets::Explicit(histogram.bounds().to_vec()),
                };
                self.buckets = Some(match self.buckets.take() {
                    Some(before) if before != here => Buckets::Differ,
                    _ => here,
                });
            }
            PointValue::Summary(summary) => {
                self.quantiles.extend(summary.quantiles().iter().map(|quantile| quantile.quantile));
                self.quantiles.sort_by(f64::total_cmp);
                self.quantiles.dedup_by(|a, b| a.to_bits() == b.to_bits());
            }
            PointValue::Number(_) | PointValue::Absent => {}
        }
    }
}

/// Of what is said differently keeps the first in order, so that the order of arrival makes no difference.
fn settle(known: &mut Option<String>, said: Option<&str>) {
    if let Some(said) = said
        && known.as_deref().is_none_or(|known| said < known)
    {
        *known = Some(said.to_owned());
    }
}

/// Native buckets with bounds of their own promise these bounds; all others follow the values.
fn native_buckets(custom: &[f64]) -> Buckets {
    if custom.is_empty() {
        return Buckets::Exponential;
    }
    let last = custom.last().filter(|last| **last != f64::INFINITY).map(|_| f64::INFINITY);
    Buckets::Explicit(custom.iter().copied().chain(last).collect())
}

/// A series, without the values of labels that do not count.
fn identity(labels: Labels<'_>, is_left_out: impl Fn(&str) -> bool) -> u64 {
    let mut hasher = FxHasher::default();
    for label in labels.iter() {
        label.key.hash(&mut hasher);
        if !is_left_out(label.key) {
            label.value.type_name().hash(&mut hasher);
            match label.value.as_str() {
                Some(text) => text.hash(&mut hasher),
                None => label.value.to_string().hash(&mut hasher),
            }
        }
    }
    hasher.finish()
}

/// The gauges that say when a counter, histogram or summary was created.
///
/// Text 0.0.4 has no other way to say it; OpenMetrics and protobuf say it in the family itself. Left out, one service has one
/// contract in all formats.
fn creations(reading: &Reading) -> HashSet<String> {
    let created = |family: Family<'_>| {
        let name = family.name();
        match family.kind() {
            Kind::Counter => Some(format!("{}_created", name.strip_suffix("_total").unwrap_or(name))),
            Kind::Histogram | Kind::Summary => Some(format!("{name}_created")),
            _ => None,
        }
    };
    reading.families().filter_map(created).collect()
}
