//! What both sides said, and when.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::super::names::metric_names;
use super::super::strategy::Strategy;
use super::stream::Stream;
use super::{Direction, Terms};
use crate::capture::{BodyFormat, Capture, Exchange, Transport};
use crate::exposition::Format;
use crate::model::{Family, Kind, Reading, Resource, Series, Timestamp};

/// What was measured just before it arrived may have been measured after what arrived just after it.
const SLACK: Duration = Duration::from_secs(1);

/// Both sides of a run.
pub(super) struct Looks<'c> {
    /// The series that were pushed.
    pub(super) pushed: Vec<Stream<'c>>,
    /// The scrape that is compared.
    pub(super) scraped: &'c Reading,
    pub(super) exchange: &'c Exchange,
    unordered: bool,
}

/// When something was pushed, seen from the scrape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Before,
    After,
    /// Too near to tell, or not known.
    Unknown,
}

impl<'c> Looks<'c> {
    pub(super) fn of(pushed: &'c Capture, scraped: &'c Capture, unordered: bool) -> Option<Self> {
        let is_push = |exchange: &Exchange| exchange.transport() != Transport::Scrape;
        let last_push =
            pushed.readings().filter(|(one, _)| is_push(one)).map(|(one, _)| one.arrived()).max()?;
        let all: Vec<(&Exchange, &Reading)> = scraped.readings().filter(|(one, _)| !is_push(one)).collect();
        let before = all.iter().rev().find(|(one, _)| unordered || one.arrived() <= last_push);
        // A reading made by hand has come over no transport.
        let by_hand = || scraped.readings().next_back().filter(|_| !std::ptr::eq(pushed, scraped));
        let (exchange, reading) = before.or(all.first()).copied().or_else(by_hand)?;
        let pushed = Stream::of_pushes(pushed);
        (!pushed.is_empty()).then_some(Self { pushed, scraped: reading, exchange, unordered })
    }

    /// When an exchange was, seen from the scrape.
    pub(super) fn when(&self, pushed: &Exchange) -> When {
        let (pushed, scraped) = (pushed.arrived(), self.exchange.arrived());
        if self.unordered {
            When::Unknown
        } else if pushed + SLACK <= scraped {
            When::Before
        } else if pushed >= scraped {
            When::After
        } else {
            When::Unknown
        }
    }

    /// Whether the scrape must know a series: it was pushed before, or counted before.
    pub(super) fn must_be_there(&self, series: &Stream<'_>) -> bool {
        if self.unordered {
            return true;
        }
        let points = series.points();
        let started = points.iter().filter_map(|point| point.point.start()).filter_map(system_time).min();
        let has_started = started.is_some_and(|start| start + SLACK <= self.exchange.arrived());
        has_started || points.iter().any(|point| self.when(point.exchange) == When::Before)
    }

    /// Whether the format of the scrape has a place for exemplars and start times.
    pub(super) fn has_exemplars(&self) -> bool {
        match self.exchange.format() {
            BodyFormat::Exposition(format) => format.is_openmetrics() || format == Format::PrometheusProtobuf,
            _ => false,
        }
    }

    /// The instruments that were pushed, each with its series.
    pub(super) fn instruments(&self) -> Vec<Instrument<'_, 'c>> {
        let mut all: Vec<Instrument<'_, 'c>> = Vec::new();
        let mut index: BTreeMap<(&str, Kind, &str), Vec<usize>> = BTreeMap::new();
        for series in &self.pushed {
            let family = series.family();
            let scope = family.scope().map_or("", |scope| scope.name());
            let known = index.entry((family.name(), family.kind(), scope)).or_default();
            let same = |&at: &usize| {
                let other: Family<'_> = all[at].family;
                other.scope() == family.scope() && other.unit() == family.unit()
            };
            if let Some(at) = known.iter().copied().find(same) {
                all[at].series.push(series);
            } else {
                known.push(all.len());
                all.push(Instrument { family, series: vec![series] });
            }
        }
        all
    }

    /// The resources that pushed.
    pub(super) fn resources(&self) -> Vec<Resource<'c>> {
        let mut all: Vec<Resource<'c>> = Vec::new();
        for resource in self.pushed.iter().filter_map(|series| series.family().resource()) {
            if !all.iter().any(|known| known.attributes() == resource.attributes()) {
                all.push(resource);
            }
        }
        all
    }

    /// Which bridge lies between the two sides, if they show one.
    pub(super) fn evidence(&self) -> Option<Terms> {
        let from_prometheus = |series: &Stream<'_>| {
            let family = series.family();
            let scope = family.scope().map_or("", |scope| scope.name());
            family.metadata().get("prometheus.type").is_some() || scope.ends_with("/prometheusreceiver")
        };
        if self.pushed.iter().any(from_prometheus) {
            return Some(Terms::new().direction(Direction::ToOtlp));
        }
        let instruments = self.instruments();
        let ids = |families: &dyn Fn(&str) -> Vec<String>| -> Vec<String> {
            ["service_instance_id", "service.instance.id"].iter().flat_map(|key| families(key)).collect()
        };
        let text = |labels: crate::model::Labels<'_>, key: &str| {
            labels.get(key).map(|value| value.to_string()).filter(|text| !text.is_empty())
        };
        let target = self.scraped.family("target_info");
        let there = ids(&|key| {
            let series = target.iter().flat_map(|target| target.series());
            series.filter_map(|series| text(series.labels(), key)).collect()
        });
        let own = ids(&|key| self.resources().iter().filter_map(|one| text(one.attributes(), key)).collect());
        let is_same = if there.is_empty() || own.is_empty() {
            // Nothing says which instance it is; scopes of the same names, and instruments in them, do.
            let scopes: Vec<&str> = instruments
                .iter()
                .filter_map(|one| one.family.scope())
                .map(crate::model::Scope::name)
                .collect();
            self.scraped.families().any(|family| {
                let name = |series: Series<'_>| text(series.labels(), "otel_scope_name");
                family.series().filter_map(name).any(|name| scopes.contains(&&*name))
            })
        } else {
            there.iter().any(|id| own.contains(id))
        };
        if !is_same {
            return None;
        }
        // Of several strategies that fit the first one is taken, which is the usual one.
        let found = |strategy: &Strategy| {
            let is_there = |one: &&Instrument<'_, '_>| {
                let names = metric_names(
                    *strategy,
                    one.family.name(),
                    one.family.unit().unwrap_or(""),
                    one.family.kind(),
                );
                names.is_some_and(|names| {
                    names.accepted().any(|name| {
                        // That a name was escaped for an old client says nothing of the strategy.
                        let is_own =
                            strategy.escapes() || name.contains('.') == one.family.name().contains('.');
                        is_own && self.scraped.family(name).is_some()
                    })
                })
            };
            instruments.iter().filter(is_there).count()
        };
        let best = Strategy::ALL.into_iter().rev().max_by_key(found)?;
        Some(Terms::new().strategy(best))
    }
}

/// An instrument of one scope, with its series.
pub(super) struct Instrument<'l, 'c> {
    pub(super) family: Family<'c>,
    pub(super) series: Vec<&'l Stream<'c>>,
}

fn system_time(time: Timestamp) -> Option<SystemTime> {
    let nanos = u64::try_from(time.unix_nanos()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_nanos(nanos))
}
