//! Which lines are about one family. A piece of a long text is grouped by itself, and the pieces are joined.

use hashbrown::HashMap;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use super::super::World;
use super::super::torn::tear;
use super::{Described, Reopened, Role, SUFFIXES, TextFamily};
use crate::exposition::{EntryKind, Text};
use crate::model::Kind;

/// The names of the families that were found so far, in any piece of a text.
#[derive(Default)]
pub(in crate::rules) struct Names<'v>(Mutex<FxHashSet<Cow<'v, str>>>);

impl<'v> Names<'v> {
    /// Takes those of one more piece; false if one of them is there already, so that the pieces do not stand for themselves.
    pub(in crate::rules) fn take(&self, piece: &Grouped<'v>) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        piece.families.iter().all(|family| known.insert(family.name.clone()))
    }
}

type Index<'v> = HashMap<Cow<'v, str>, usize, FxBuildHasher>;

/// The families of a text, or of a piece of it.
pub(in crate::rules) struct Grouped<'v> {
    /// Those with a line of metadata in the order of their first one, then the others in the order of their samples.
    pub(in crate::rules) families: Vec<TextFamily<'v>>,
    /// How many of them have a line of metadata.
    pub(in crate::rules) described: usize,
    pub(super) index: Index<'v>,
    /// The names of samples with another name than their family, and of those that found none.
    sought: Vec<(Cow<'v, str>, bool)>,
}

/// Puts lines together by the family that they are about.
pub(in crate::rules) fn group<'v>(text: &Text<'v>, world: World) -> Grouped<'v> {
    let mut families: Vec<TextFamily<'v>> = Vec::new();
    let mut index = Index::default();
    let mut metadata: Vec<(usize, usize)> = Vec::new();
    // What a type that comes late says holds for the samples before it all the same.
    for entry in text.descriptions() {
        let (name, described) = match entry.kind() {
            EntryKind::Type { name, word } => (name, (0, Cow::Borrowed(word))),
            EntryKind::Help { name, text } => (name, (1, text)),
            EntryKind::Unit { name, unit } if world != World::Text => (name, (2, Cow::Borrowed(unit))),
            _ => continue,
        };
        let place = *index.entry(name).or_insert_with_key(|name| {
            families.push(TextFamily::new(name.clone(), world));
            families.len() - 1
        });
        metadata.push((entry.line(), place));
        let family = &mut families[place];
        let (what, text) = described;
        if what == 0 && family.types.is_empty() {
            family.kind = kind_of(&text);
        }
        let lines = [&mut family.types, &mut family.helps, &mut family.units];
        if let Some(lines) = lines.into_iter().nth(what) {
            lines.push(Described { line: entry.line(), text });
        }
    }
    let described = families.len();
    let mut sought = Vec::new();
    // Neighbours share their name, and what a name means is asked once.
    let mut last: Option<(&'v str, usize, Role)> = None;
    let mut blocks = Blocks::default();
    let mut metadata = metadata.into_iter().peekable();
    for sample in text.samples() {
        while let Some((line, place)) = metadata.next_if(|&(line, _)| line < sample.line()) {
            blocks.go_on(place, line, &mut families);
            last = None;
        }
        let (place, role) = match last {
            Some((name, place, role)) if sample.is_called(name) => (place, role),
            _ => {
                let name = sample.name();
                let found = find(&families, &index, &name, world, blocks.current);
                if !found.is_some_and(|(_, role)| role == Role::Bare) {
                    sought.push((name.clone(), found.is_some()));
                }
                let (place, role) = found.unwrap_or_else(|| {
                    families.push(TextFamily::new(name.clone(), world));
                    index.insert(name, families.len() - 1);
                    (families.len() - 1, Role::Bare)
                });
                if families[place].members.is_empty() {
                    // Up to the next description nearly all lines are samples of this one.
                    let until = metadata.peek().map_or(0, |&(line, _)| line);
                    families[place].members.reserve(until.saturating_sub(sample.line()));
                }
                last = Some((sample.raw_name(), place, role));
                blocks.go_on(place, sample.line(), &mut families);
                (place, role)
            }
        };
        families[place].push(sample, role);
    }
    metadata.for_each(|(line, place)| blocks.go_on(place, line, &mut families));
    if !text.is_faultless() {
        tear(text, &mut families);
    }
    Grouped { families, described, index, sought }
}

/// Joins what was grouped piece by piece; none if a family, or what may be one, is in several pieces.
pub(super) fn join(pieces: Vec<Grouped<'_>>) -> Option<Grouped<'_>> {
    let (mut families, mut owners) = (Vec::new(), Vec::new());
    let (mut others, mut sought) = (Vec::new(), Vec::new());
    for (number, mut piece) in pieces.into_iter().enumerate() {
        others.extend(piece.families.drain(piece.described..).map(|family| (number, family)));
        owners.extend(std::iter::repeat_n(number, piece.described));
        families.append(&mut piece.families);
        sought.push(piece.sought);
    }
    let described = families.len();
    for (number, family) in others {
        owners.push(number);
        families.push(family);
    }
    let mut index = Index::with_capacity_and_hasher(families.len(), FxBuildHasher);
    for (place, family) in families.iter().enumerate() {
        if index.insert(family.name.clone(), place).is_some() {
            return None;
        }
    }
    for (number, sought) in sought.iter().enumerate() {
        let is_elsewhere = |name: &str| index.get(name).is_some_and(|&place| owners[place] != number);
        for (name, is_found) in sought {
            // A family elsewhere may have the name of a sample here, or be the owner of what found none.
            let mut bases = SUFFIXES.iter().filter_map(|(suffix, _)| name.strip_suffix(suffix));
            let is_shared = if *is_found { is_elsewhere(name) } else { bases.any(is_elsewhere) };
            if is_shared {
                return None;
            }
        }
    }
    Some(Grouped { families, described, index, sought: Vec::new() })
}

/// Whether samples of families of that type end so.
fn belongs(kind: Kind, suffix: &str, world: World) -> bool {
    let is_openmetrics = world != World::Text;
    match kind {
        Kind::Histogram => {
            matches!(suffix, "_bucket" | "_sum" | "_count") || is_openmetrics && suffix == "_created"
        }
        Kind::Summary => matches!(suffix, "_sum" | "_count") || is_openmetrics && suffix == "_created",
        Kind::GaugeHistogram => matches!(suffix, "_bucket" | "_gsum" | "_gcount"),
        Kind::Counter => is_openmetrics && matches!(suffix, "_total" | "_created"),
        Kind::Info => is_openmetrics && suffix == "_info",
        _ => false,
    }
}

fn find<'v>(
    families: &[TextFamily<'v>],
    index: &HashMap<Cow<'v, str>, usize, FxBuildHasher>,
    name: &str,
    world: World,
    current: Option<usize>,
) -> Option<(usize, Role)> {
    let exact = index.get(name).map(|&place| (place, Role::Bare));
    let by_suffix = || {
        SUFFIXES.iter().find_map(|&(suffix, role)| {
            let &place = index.get(name.strip_suffix(suffix)?)?;
            belongs(families[place].kind, suffix, world).then_some((place, role))
        })
    };
    // Among the samples of a histogram `_count` is its count, even where a family of that name follows.
    let goes_on = |&(place, _): &(usize, Role)| Some(place) == current;
    exact
        .filter(|found| !goes_on(found))
        .and_then(|_| by_suffix().filter(goes_on))
        .or(exact)
        .or_else(by_suffix)
}

/// Which family the lines are about, and which have ended.
#[derive(Default)]
struct Blocks {
    current: Option<usize>,
    ended: Vec<bool>,
}

impl Blocks {
    fn go_on(&mut self, place: usize, line: usize, families: &mut [TextFamily<'_>]) {
        let Some(last) = self.current.replace(place).filter(|&last| last != place) else { return };
        self.ended.resize(families.len(), false);
        self.ended[last] = true;
        if self.ended[place] && families[place].reopened.is_none() {
            families[place].reopened = Some(Reopened { line, after: families[last].name.to_string() });
        }
    }
}

fn kind_of(word: &str) -> Kind {
    match word {
        "untyped" | "unknown" => Kind::Unknown,
        other => Kind::from_name(other).unwrap_or(Kind::Unknown),
    }
}
