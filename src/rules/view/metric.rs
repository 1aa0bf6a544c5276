//! A metric as every format says it: a name, a type, and labels with values. What is asked of names and labels is asked of this.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{Column, Constant, ReadingView, TextFamily, TextView, World, census};
use crate::capture::Exchange;
use crate::model::{Family, Kind, Number, Point};
use crate::rules::finding::Place;

/// All metrics that one exchange says.
pub(in crate::rules) struct Metrics<'v> {
    pub(in crate::rules) all: Vec<Metric<'v>>,
    exchange: &'v Exchange,
}

/// One of them.
pub(in crate::rules) struct Metric<'v> {
    pub(in crate::rules) name: Cow<'v, str>,
    pub(in crate::rules) kind: Kind,
    pub(in crate::rules) world: World,
    source: Source<'v>,
    exchange: &'v Exchange,
    columns: OnceCell<Vec<Column<'v>>>,
    labels: OnceCell<Vec<(Cow<'v, str>, u32)>>,
}

#[derive(Clone, Copy)]
enum Source<'v> {
    Text(&'v TextFamily<'v>),
    Model(Family<'v>),
}

impl<'v> Metrics<'v> {
    /// Those of a text, from its lines: a text is not lowered for their sake.
    pub(in crate::rules) fn of_text(text: &'v TextView<'v>) -> Self {
        let all = text.families.iter().map(|family| Metric::of_text(family, text.exchange));
        Self { all: all.collect(), exchange: text.exchange }
    }

    /// Those of the model.
    pub(in crate::rules) fn of_reading(view: &ReadingView<'v>) -> Self {
        let all = view.families().map(|view| Metric {
            name: Cow::Borrowed(view.family.name()),
            kind: view.family.kind(),
            world: view.world,
            source: Source::Model(view.family),
            exchange: view.exchange,
            columns: OnceCell::new(),
            labels: OnceCell::new(),
        });
        Self { all: all.collect(), exchange: view.exchange }
    }

    /// Each label of each metric.
    pub(in crate::rules) fn columns(&self) -> impl Iterator<Item = (&Metric<'v>, &Column<'v>)> {
        self.all.iter().flat_map(|metric| metric.columns().iter().map(move |column| (metric, column)))
    }

    /// Whether a server was asked for what it has stored: names, labels and times are those of other services.
    pub(in crate::rules) fn is_federated(&self) -> bool {
        is_federated(self.exchange)
    }
}

impl<'v> Metric<'v> {
    /// The one that a family of a text is.
    pub(in crate::rules) fn of_text(family: &'v TextFamily<'v>, exchange: &'v Exchange) -> Self {
        Self {
            name: queried(family),
            kind: family.kind,
            world: family.world,
            source: Source::Text(family),
            exchange,
            columns: OnceCell::new(),
            labels: OnceCell::new(),
        }
    }

    /// Whether it says what it is; an empty text says nothing.
    pub(in crate::rules) fn has_help(&self) -> bool {
        match self.source {
            Source::Text(family) => family.helps.iter().any(|help| !help.text.trim().is_empty()),
            Source::Model(family) => family.help().is_some_and(|help| !help.trim().is_empty()),
        }
    }

    /// How many series it has; a histogram or summary counts as one.
    pub(in crate::rules) fn series_count(&self) -> usize {
        match self.source {
            Source::Text(family) if family.is_composed() => family.instance_count(),
            Source::Text(family) if self.kind == Kind::Counter && self.world != World::Text => {
                family.members.iter().filter(|member| member.role != super::Role::Created).count()
            }
            Source::Text(family) => family.members.len(),
            Source::Model(family) => family.series_count(),
        }
    }

    /// Its labels with their values, without those that name buckets and quantiles.
    pub(in crate::rules) fn columns(&self) -> &[Column<'v>] {
        self.columns.get_or_init(|| match self.source {
            Source::Text(family) => census::of_text(family),
            Source::Model(family) => census::of_model(family),
        })
    }

    /// The first number that is so, and where it stands.
    pub(in crate::rules) fn find_value(&self, is_so: impl Fn(f64) -> bool) -> Option<(f64, Place)> {
        match self.source {
            Source::Text(family) => {
                let mut numbers = family.members.iter().filter_map(|one| Some((one.value()?, one)));
                numbers.find(|(number, _)| is_so(*number)).map(|(number, one)| (number, family.place(one)))
            }
            Source::Model(family) => family.series().find_map(|series| {
                let mut numbers = series.points().filter_map(Point::number).map(Number::as_f64);
                let number = numbers.find(|number| is_so(*number))?;
                Some((number, self.place().series(series.labels())))
            }),
        }
    }

    /// Each series with its labels, sorted, and its number.
    pub(in crate::rules) fn rows(&self) -> Vec<(Vec<(String, String)>, f64)> {
        match self.source {
            Source::Text(family) => {
                let members = family.members.iter().filter(|one| one.role != super::Role::Created);
                let row = |one: &super::Member<'_>| {
                    let labels = one.sample.labels();
                    let labels = labels.map(|label| (label.name().into_owned(), label.value().into_owned()));
                    let mut labels: Vec<(String, String)> = labels.collect();
                    labels.sort();
                    Some((labels, one.value()?))
                };
                members.filter_map(row).collect()
            }
            Source::Model(family) => {
                let rows = family.series().filter_map(|series| {
                    let labels = series.labels().iter();
                    let labels = labels.map(|label| (label.key.to_owned(), label.value.to_string()));
                    Some((labels.collect(), series.points().find_map(Point::number)?.as_f64()))
                });
                rows.collect()
            }
        }
    }

    /// Its label names, each once, with the first sample of a text that has it.
    fn labels(&self) -> &[(Cow<'v, str>, u32)] {
        match self.source {
            Source::Text(family) => &family.label_names,
            Source::Model(_) => self
                .labels
                .get_or_init(|| self.columns().iter().map(|column| (column.key.clone(), 0)).collect()),
        }
    }

    /// Each label with its value and the number of series that have it, if the value is the only one.
    ///
    /// Most labels vary at once, so that this is cheaper than all their values.
    pub(in crate::rules) fn constants(&self) -> Vec<(&str, Option<(&str, usize)>)> {
        match self.source {
            Source::Text(family) => {
                let names = family.label_names.iter().map(|(name, _)| &**name);
                let names = names.filter(|name| !matches!(*name, "le" | "quantile"));
                let only = |name, constant: Constant| {
                    let mut labels = family.member(constant.member).sample.labels();
                    labels
                        .find(|label| label.is_called(name))
                        .map(|label| (label.raw_value(), constant.series))
                };
                let constants = family.constants().iter();
                names.zip(constants).map(|(name, one)| (name, one.and_then(|one| only(name, one)))).collect()
            }
            Source::Model(_) => self
                .columns()
                .iter()
                .map(|column| match &column.values[..] {
                    [only] => (&*column.key, Some((&**only, column.series))),
                    _ => (&*column.key, None),
                })
                .collect(),
        }
    }

    /// The first of its label names that is so.
    pub(in crate::rules) fn find_label(&self, is_so: impl Fn(&str) -> bool) -> Option<(&str, Place)> {
        let (label, first) = self.labels().iter().find(|(label, _)| is_so(label))?;
        let place = match self.source {
            Source::Text(family) => family.place(&family.members[*first as usize]),
            Source::Model(_) => self.place(),
        };
        Some((label, place))
    }

    /// Whether it has such a label.
    pub(in crate::rules) fn has_label(&self, is_so: impl Fn(&str) -> bool) -> bool {
        self.labels().iter().any(|(label, _)| is_so(label))
    }

    /// Where it begins.
    pub(in crate::rules) fn place(&self) -> Place {
        match self.source {
            Source::Text(family) => {
                family.first_line().map(Place::line).unwrap_or_default().of(&*family.name)
            }
            Source::Model(family) => Place::family(family.name()),
        }
    }

    /// Whether its labels describe something that stays as it is.
    pub(in crate::rules) fn is_info(&self) -> bool {
        self.kind == Kind::Info || self.name.ends_with("_info") || self.name == "target"
    }

    /// Whether a bridge from OpenTelemetry wrote it, which says the scope in labels.
    pub(in crate::rules) fn is_bridged(&self) -> bool {
        self.has_label(|label| label.starts_with("otel_scope_"))
    }

    /// Whether a server was asked for what it has stored.
    pub(in crate::rules) fn is_federated(&self) -> bool {
        is_federated(self.exchange)
    }
}

/// The name by which a query finds it: OpenMetrics writes `_total` and `_info` on samples only.
fn queried<'v>(family: &'v TextFamily<'v>) -> Cow<'v, str> {
    let suffix = match family.kind {
        Kind::Counter => "_total",
        Kind::Info => "_info",
        _ => return Cow::Borrowed(&family.name),
    };
    let is_longer = |name: &str| name.strip_suffix(suffix) == Some(&family.name);
    match family.shapes.iter().find(|shape| is_longer(shape.name)) {
        Some(shape) if family.world != World::Text => Cow::Borrowed(shape.name),
        _ => Cow::Borrowed(&family.name),
    }
}

fn is_federated(exchange: &Exchange) -> bool {
    exchange.path().contains("/federate")
}
