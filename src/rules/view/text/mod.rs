//! A text by families: which lines describe one, and which samples belong to it.

mod constant;
mod group;
mod instances;
mod member;
mod shape;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::thread;

pub(in crate::rules) use constant::Constant;
pub(in crate::rules) use group::{Grouped, Names, group};
pub(in crate::rules) use member::{bound, bytes_hash, label_hash};
pub(in crate::rules) use shape::Shape;

use constant::constants_of;
use group::join;
use shape::Kinds;

use super::torn::mistyped;
use super::{Distribution, World, distributions_of};
use crate::capture::Exchange;
use crate::exposition::{EntryKind, Sample, Text};
use crate::model::Kind;
use crate::rules::finding::Place;

/// A text, its lines put together by the family that they are about.
pub(in crate::rules) struct TextView<'v> {
    pub(in crate::rules) exposition: Text<'v>,
    pub(in crate::rules) exchange: &'v Exchange,
    pub(in crate::rules) world: World,
    pub(in crate::rules) families: Vec<TextFamily<'v>>,
    /// The families that have a TYPE line which could not be read, so that nobody knows which samples are theirs.
    mistyped: BTreeSet<&'v str>,
    lines: OnceCell<HashMap<String, usize, FxBuildHasher>>,
    index: HashMap<Cow<'v, str>, usize, FxBuildHasher>,
}

/// Everything that a text says of one family.
pub(in crate::rules) struct TextFamily<'v> {
    /// The name as metadata says it; that of the samples where there is none.
    pub(in crate::rules) name: Cow<'v, str>,
    /// The type, as its first line says it.
    pub(in crate::rules) kind: Kind,
    /// The lines that say a type.
    pub(in crate::rules) types: Vec<Described<'v>>,
    /// The lines that say a help text.
    pub(in crate::rules) helps: Vec<Described<'v>>,
    /// The lines that say a unit.
    pub(in crate::rules) units: Vec<Described<'v>>,
    /// The samples in the order of their lines.
    pub(in crate::rules) members: Vec<Member<'v>>,
    /// The names of all its labels, each with the first member that has it.
    pub(in crate::rules) label_names: Vec<(Cow<'v, str>, u32)>,
    /// The ways in which its samples are written. Asking these spares asking each sample about its names.
    pub(in crate::rules) shapes: Vec<Shape<'v>>,
    kinds: Kinds,
    /// Whether each of its samples is written tightly, so that equal text means equal labels.
    is_tight: bool,
    /// Whether a line among its samples could not be read, or the body ends before it may: something of it may be missing.
    pub(in crate::rules) is_torn: bool,
    /// How many of its samples say their own time, and the first that does.
    pub(in crate::rules) timed: (usize, u32),
    /// Where it goes on although it had ended.
    pub(in crate::rules) reopened: Option<Reopened>,
    pub(in crate::rules) world: World,
    instances: OnceCell<Vec<Instance>>,
    has_one_order: OnceCell<bool>,
    distributions: OnceCell<Vec<Distribution>>,
    constants: OnceCell<Vec<Option<Constant>>>,
    is_summed_up: OnceCell<bool>,
    instance_count: OnceCell<usize>,
}

/// A line that goes on with a family after another one.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Reopened {
    pub(in crate::rules) line: usize,
    /// The family that came in between.
    pub(in crate::rules) after: String,
}

/// A line of metadata.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Described<'v> {
    pub(in crate::rules) line: usize,
    pub(in crate::rules) text: Cow<'v, str>,
}

/// A sample with what it says of its family.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Member<'v> {
    pub(in crate::rules) sample: Sample<'v>,
    pub(in crate::rules) role: Role,
    /// An index into the shapes of its family.
    pub(in crate::rules) shape: u32,
}

/// What the end of a sample's name says of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Role {
    /// The name of the family itself.
    Bare,
    Bucket,
    Sum,
    Count,
    Total,
    Created,
    Info,
}

/// The samples that make up one histogram or one summary: those whose labels are the same but for `le` and `quantile`.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Instance {
    /// Indices into the family's members.
    pub(in crate::rules) members: Vec<u32>,
}

/// How the names of samples end. Which of them belong to a family depends on its type.
const SUFFIXES: [(&str, Role); 8] = [
    ("_bucket", Role::Bucket),
    ("_sum", Role::Sum),
    ("_gsum", Role::Sum),
    ("_count", Role::Count),
    ("_gcount", Role::Count),
    ("_total", Role::Total),
    ("_created", Role::Created),
    ("_info", Role::Info),
];

impl<'v> TextView<'v> {
    pub(in crate::rules) fn of(exposition: Text<'v>, exchange: &'v Exchange, world: World) -> Self {
        let grouped = group(&exposition, world);
        Self::with(exposition, grouped, exchange, world)
    }

    /// A text that was read and grouped in pieces; none if they show only together what belongs to what.
    pub(in crate::rules) fn of_pieces(
        exposition: Text<'v>,
        pieces: Vec<Grouped<'v>>,
        exchange: &'v Exchange,
        world: World,
    ) -> Option<Self> {
        join(pieces).map(|grouped| Self::with(exposition, grouped, exchange, world))
    }

    fn with(exposition: Text<'v>, grouped: Grouped<'v>, exchange: &'v Exchange, world: World) -> Self {
        let Grouped { families, index, .. } = grouped;
        let mistyped = if exposition.is_faultless() { BTreeSet::new() } else { mistyped(&exposition) };
        Self { exposition, exchange, world, families, mistyped, lines: OnceCell::new(), index }
    }

    /// Gives back its memory, which so many threads have taken, with as many.
    pub(in crate::rules) fn release(mut self, workers: usize) {
        let share = self.families.len().div_ceil(workers).max(1);
        thread::scope(|scope| {
            while self.families.len() > share {
                let part = self.families.split_off(self.families.len() - share);
                scope.spawn(move || drop(part));
            }
            self.families.clear();
        });
    }

    /// The first line about a family of that name, or about the family to which a sample of that name belongs.
    pub(in crate::rules) fn line_of(&self, name: &str) -> Option<usize> {
        let lines = self.lines.get_or_init(|| {
            let mut lines = HashMap::default();
            for family in &self.families {
                let Some(line) = family.first_line() else { continue };
                for shape in &family.shapes {
                    let first = &family.members[shape.first as usize];
                    lines.entry(first.sample.name().into_owned()).or_insert(line);
                }
            }
            for family in self.families.iter().rev() {
                if let Some(line) = family.first_line() {
                    lines.insert(family.name.to_string(), line);
                }
            }
            lines
        });
        lines.get(name).copied()
    }

    /// Whether samples of that name may belong to a family whose TYPE line could not be read.
    pub(in crate::rules) fn is_mistyped(&self, name: &str) -> bool {
        let mut bases = SUFFIXES.iter().filter_map(|(suffix, _)| name.strip_suffix(suffix));
        self.mistyped.contains(name) || bases.any(|base| self.mistyped.contains(base))
    }

    /// The family of that name.
    pub(in crate::rules) fn named(&self, name: &str) -> Option<&TextFamily<'v>> {
        self.index.get(name).map(|&place| &self.families[place])
    }

    /// The family that the line before this one describes.
    pub(in crate::rules) fn described_before(&self, line: usize) -> Option<&TextFamily<'v>> {
        match self.exposition.entry(line.checked_sub(1)?)?.kind() {
            EntryKind::Unit { .. } if self.world == World::Text => None,
            EntryKind::Type { name, .. } | EntryKind::Help { name, .. } | EntryKind::Unit { name, .. } => {
                self.named(&name)
            }
            _ => None,
        }
    }
}

impl<'v> TextFamily<'v> {
    fn new(name: Cow<'v, str>, world: World) -> Self {
        Self {
            name,
            kind: Kind::Unknown,
            types: Vec::new(),
            helps: Vec::new(),
            units: Vec::new(),
            members: Vec::new(),
            label_names: Vec::new(),
            shapes: Vec::new(),
            kinds: Kinds::default(),
            is_tight: true,
            is_torn: false,
            timed: (0, 0),
            reopened: None,
            world,
            instances: OnceCell::new(),
            has_one_order: OnceCell::new(),
            distributions: OnceCell::new(),
            constants: OnceCell::new(),
            is_summed_up: OnceCell::new(),
            instance_count: OnceCell::new(),
        }
    }

    /// The first line about it.
    pub(in crate::rules) fn first_line(&self) -> Option<usize> {
        let described = [&self.types, &self.helps, &self.units].into_iter().filter_map(|lines| lines.first());
        let sample = self.members.first().map(|member| member.sample.line());
        described.map(|described| described.line).chain(sample).min()
    }

    /// The type as its line says it.
    pub(in crate::rules) fn type_word(&self) -> Option<&str> {
        self.types.first().map(|described| &*described.text)
    }

    /// The histograms of the family with their buckets read; none of a family of another type.
    pub(in crate::rules) fn distributions(&self) -> &[Distribution] {
        self.distributions
            .get_or_init(|| if self.has_buckets() { distributions_of(self) } else { Vec::new() })
    }

    /// Whether each of its histograms or summaries has a sum and a count.
    pub(in crate::rules) fn is_summed_up(&self) -> bool {
        let has = |instance: &Instance, role| self.of_role(instance, role).next().is_some();
        let is_so = |instance: &Instance| has(instance, Role::Sum) && has(instance, Role::Count);
        *self.is_summed_up.get_or_init(|| self.instances().iter().all(is_so))
    }

    /// Of its label names but `le` and `quantile`, as many as are asked for, which have one value only.
    pub(in crate::rules) fn constants(&self) -> &[Option<Constant>] {
        self.constants.get_or_init(|| constants_of(self))
    }

    /// Finds out what rules about the whole text will ask, while its samples are at hand.
    pub(in crate::rules) fn look_ahead(&mut self) {
        self.constants();
        if self.is_composed() {
            self.is_summed_up();
            self.instance_count();
            // The next family can have their room, and what is rarely asked once more is found again.
            self.distributions.take();
            self.instances.take();
        }
    }

    /// Whether several of its samples make up one point.
    pub(in crate::rules) fn is_composed(&self) -> bool {
        matches!(self.kind, Kind::Histogram | Kind::GaugeHistogram | Kind::Summary)
    }

    /// How many histograms or summaries it has.
    pub(in crate::rules) fn instance_count(&self) -> usize {
        *self.instance_count.get_or_init(|| self.instances().len())
    }

    /// The members of an instance that play a role.
    pub(in crate::rules) fn of_role<'f>(
        &'f self,
        instance: &'f Instance,
        role: Role,
    ) -> impl Iterator<Item = &'f Member<'v>> {
        let members = instance.members.iter().map(|&at| &self.members[at as usize]);
        members.filter(move |member| member.role == role)
    }

    /// Whether each of its samples is written tightly, so that equal text means equal labels.
    pub(in crate::rules) fn is_tight(&self) -> bool {
        self.is_tight
    }

    /// Where a sample of it stands.
    pub(in crate::rules) fn place(&self, member: &Member<'_>) -> Place {
        Place::line(member.sample.line()).of(&*self.name).series(member.identity())
    }

    /// Whether its points are distributions in buckets.
    pub(in crate::rules) fn has_buckets(&self) -> bool {
        matches!(self.kind, Kind::Histogram | Kind::GaugeHistogram)
    }

    /// The first member of an instance, by which it is named.
    pub(in crate::rules) fn head(&self, instance: &Instance) -> &Member<'v> {
        &self.members[instance.members[0] as usize]
    }

    /// Whether that line is about it.
    pub(in crate::rules) fn has_line(&self, line: usize) -> bool {
        let described = [&self.types, &self.helps, &self.units].into_iter().flatten();
        described.into_iter().any(|described| described.line == line)
            || self.members.binary_search_by_key(&line, |member| member.sample.line()).is_ok()
    }

    /// Whether some of its samples say their own time.
    pub(in crate::rules) fn has_timestamps(&self) -> bool {
        self.timed.0 > 0
    }

    /// A number for the metric of a member: its labels but those that tell the parts of one metric apart.
    pub(in crate::rules) fn metric_key(&self, member: &Member<'_>) -> u64 {
        let is_of_part = |name: &str| match self.kind {
            Kind::Histogram | Kind::GaugeHistogram => name == "le",
            Kind::Summary => name == "quantile",
            Kind::StateSet => name == self.name,
            _ => false,
        };
        let labels = member.sample.labels().filter(|label| !is_of_part(&label.name()));
        labels.fold(0, |sum, label| sum.wrapping_add(label_hash(&label.name(), label.raw_value())))
    }

    /// Whether it is the family that Go's client library writes twice as OpenMetrics, once as a gauge and once as a counter.
    pub(in crate::rules) fn is_go_memory_pair(&self) -> bool {
        let words = || self.types.iter().map(|described| &*described.text);
        self.name == "go_memstats_alloc_bytes" && self.types.len() == 2 && words().eq(["gauge", "counter"])
    }

    /// The member of that number.
    pub(in crate::rules) fn member(&self, number: u32) -> &Member<'v> {
        &self.members[number as usize]
    }

    /// Whether a line of metadata says anything of it.
    pub(in crate::rules) fn is_described(&self) -> bool {
        !(self.types.is_empty() && self.helps.is_empty() && self.units.is_empty())
    }

    /// The shapes with the first member of each.
    pub(in crate::rules) fn written(&self) -> impl Iterator<Item = (&Shape<'v>, &Member<'v>)> {
        self.shapes.iter().map(|shape| (shape, &self.members[shape.first as usize]))
    }
}
