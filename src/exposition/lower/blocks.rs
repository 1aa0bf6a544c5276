//! Which family a sample belongs to, and what it says of it.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::exposition::Format;
use crate::exposition::tree::Sample;
use crate::model::{FamilyDraft, FamilyId, Kind, ReadingBuilder, Temporality};

/// What a sample says of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The value itself.
    Value,
    /// One bucket of a histogram.
    Bucket,
    /// One quantile of a summary.
    Quantile,
    Sum,
    Count,
    /// When it was created (OpenMetrics).
    Created,
}

/// A line about a family.
#[derive(Clone, Copy, Debug)]
pub(super) enum Metadata<'a> {
    Help(&'a str),
    Type(&'a str),
    Unit(&'a str),
}

/// One run of lines about a family. A family that is described a second time is a second block.
struct Block {
    name: String,
    kind: Option<Kind>,
    unit: Option<String>,
    help: Option<String>,
    family: FamilyId,
    has_samples: bool,
    /// Whether the name is already that of the samples.
    is_bare: bool,
}

/// The blocks of a body, found by the name of the family and by the names of samples.
pub(super) struct Blocks {
    /// Whether it is OpenMetrics 1.0, where the samples of a type bear suffixes that the name of the family lacks.
    has_suffixes: bool,
    is_openmetrics: bool,
    blocks: Vec<Block>,
    by_name: HashMap<String, usize, FxBuildHasher>,
    /// Families of samples that nothing describes.
    orphans: HashMap<String, FamilyId, FxBuildHasher>,
    /// The block that was described last.
    current: Option<usize>,
    /// What the name of the last sample meant. Neighbours share their name.
    last: Option<(String, FamilyId, Kind, Role)>,
}

/// How the names of samples end in families of each type.
const SUFFIXES: &[(&str, Role)] = &[
    ("_bucket", Role::Bucket),
    ("_sum", Role::Sum),
    ("_count", Role::Count),
    ("_gsum", Role::Sum),
    ("_gcount", Role::Count),
    ("_total", Role::Value),
    ("_info", Role::Value),
    ("_created", Role::Created),
];

impl Blocks {
    pub(super) fn new(format: Format) -> Self {
        Self {
            has_suffixes: format == Format::OpenMetricsText,
            is_openmetrics: format.is_openmetrics(),
            blocks: Vec::new(),
            by_name: HashMap::default(),
            orphans: HashMap::default(),
            current: None,
            last: None,
        }
    }

    /// Whether points of this kind may be said in more than one sample.
    pub(super) fn has_creations(&self, kind: Kind) -> bool {
        self.has_suffixes && kind == Kind::Counter
    }

    /// Takes in a line about a family. Says whether it begins a new block.
    pub(super) fn describe(
        &mut self,
        builder: &mut ReadingBuilder,
        name: &str,
        metadata: Metadata<'_>,
    ) -> bool {
        let open = self.by_name.get(name).copied().filter(|&index| {
            let block = &self.blocks[index];
            let is_said = match metadata {
                Metadata::Help(_) => block.help.is_some(),
                Metadata::Type(_) => block.kind.is_some(),
                Metadata::Unit(_) => block.unit.is_some(),
            };
            // A help text may come late; a type that comes late begins the family anew.
            !is_said && (!block.has_samples || !matches!(metadata, Metadata::Type(_)))
        });
        let index = open.unwrap_or_else(|| {
            let symbol = builder.intern(name);
            let family = builder.family(FamilyDraft::new(symbol, Kind::Unknown));
            self.blocks.push(Block {
                name: name.to_owned(),
                kind: None,
                unit: None,
                help: None,
                family,
                has_samples: false,
                is_bare: false,
            });
            self.by_name.insert(name.to_owned(), self.blocks.len() - 1);
            self.blocks.len() - 1
        });
        let block = &mut self.blocks[index];
        match metadata {
            Metadata::Help(text) => block.help = Some(text.to_owned()),
            Metadata::Type(word) => block.kind = Some(kind(word)),
            Metadata::Unit(unit) => block.unit = Some(unit.to_owned()),
        }
        let draft = block.draft(builder, self.has_suffixes);
        builder.describe(block.family, draft);
        self.last = None;
        self.current = Some(index);
        open.is_none()
    }

    /// The family of a sample, its type, and what the sample says of it.
    pub(super) fn of_sample(
        &mut self,
        builder: &mut ReadingBuilder,
        sample: Sample<'_>,
    ) -> (FamilyId, Kind, Role) {
        if let Some((name, family, kind, role)) = &self.last
            && name == sample.raw_name()
            && !sample.name_is_quoted()
        {
            return (*family, *kind, *role);
        }
        let name = sample.name();
        let found = self.find(&name);
        let (family, kind, role) = match found {
            Some((index, role)) => {
                let block = &mut self.blocks[index];
                block.has_samples = true;
                if role == Role::Value && self.has_suffixes && !block.is_bare && name == block.name {
                    // Some libraries describe the samples of a counter instead of its family.
                    block.is_bare = true;
                    let draft = block.draft(builder, self.has_suffixes);
                    builder.describe(block.family, draft);
                }
                (block.family, block.kind.unwrap_or(Kind::Unknown), role)
            }
            None => (self.orphan(builder, &name), Kind::Unknown, Role::Value),
        };
        if !sample.name_is_quoted() {
            match &mut self.last {
                Some((last, a, b, c)) => {
                    last.clear();
                    last.push_str(&name);
                    (*a, *b, *c) = (family, kind, role);
                }
                None => self.last = Some((name.into_owned(), family, kind, role)),
            }
        }
        (family, kind, role)
    }

    /// The family of samples that belong to no described one.
    pub(super) fn orphan(&mut self, builder: &mut ReadingBuilder, name: &str) -> FamilyId {
        if let Some(&family) = self.orphans.get(name) {
            return family;
        }
        let symbol = builder.intern(name);
        let family = builder.family(FamilyDraft::new(symbol, Kind::Unknown));
        self.orphans.insert(name.to_owned(), family);
        family
    }

    fn find(&self, name: &str) -> Option<(usize, Role)> {
        // A sample belongs to the block in which it stands, if it can.
        if let Some((suffix, index)) =
            self.current.and_then(|index| Some((name.strip_prefix(&*self.blocks[index].name)?, index)))
            && (suffix.is_empty() || SUFFIXES.iter().any(|(known, _)| *known == suffix))
            && let Some(role) = self.role(index, suffix)
        {
            return Some((index, role));
        }
        if let Some(&index) = self.by_name.get(name)
            && let Some(role) = self.role(index, "")
        {
            return Some((index, role));
        }
        SUFFIXES.iter().find_map(|&(suffix, _)| {
            let &index = self.by_name.get(name.strip_suffix(suffix)?)?;
            Some((index, self.role(index, suffix)?))
        })
    }

    /// What a sample with this suffix says of a family, if such a sample belongs to it.
    fn role(&self, index: usize, suffix: &str) -> Option<Role> {
        let kind = self.blocks[index].kind.unwrap_or(Kind::Unknown);
        let fits = match (kind, suffix) {
            (Kind::Summary, "") => return Some(Role::Quantile),
            (Kind::Counter, "") => !self.has_suffixes || self.blocks[index].name.ends_with("_total"),
            (Kind::Info, "") => !self.has_suffixes || self.blocks[index].name.ends_with("_info"),
            // In OpenMetrics a composite value bears the family's own name.
            (Kind::Histogram | Kind::GaugeHistogram, "") => self.is_openmetrics,
            (Kind::Counter, "_total" | "_created")
            | (Kind::Info, "_info")
            | (Kind::Histogram | Kind::Summary, "_created") => self.has_suffixes,
            (Kind::Histogram, "_bucket" | "_sum" | "_count")
            | (Kind::Summary, "_sum" | "_count")
            | (Kind::GaugeHistogram, "_bucket" | "_gsum" | "_gcount")
            | (_, "") => true,
            _ => false,
        };
        let role = SUFFIXES.iter().find(|(known, _)| *known == suffix).map_or(Role::Value, |&(_, role)| role);
        fits.then_some(role)
    }
}

impl Block {
    fn draft(&self, builder: &mut ReadingBuilder, has_suffixes: bool) -> FamilyDraft {
        let kind = self.kind.unwrap_or(Kind::Unknown);
        let suffix = match kind {
            Kind::Counter if has_suffixes && !self.is_bare => "_total",
            Kind::Info if has_suffixes && !self.is_bare => "_info",
            _ => "",
        };
        let name = builder.intern(&format!("{}{suffix}", self.name));
        FamilyDraft {
            unit: self.unit.as_deref().filter(|unit| !unit.is_empty()).map(|unit| builder.intern(unit)),
            help: self.help.as_deref().map(|help| builder.intern(help)),
            temporality: matches!(kind, Kind::Counter | Kind::Histogram).then_some(Temporality::Cumulative),
            ..FamilyDraft::new(name, kind)
        }
    }
}

fn kind(word: &str) -> Kind {
    match word {
        "counter" => Kind::Counter,
        "gauge" => Kind::Gauge,
        "histogram" => Kind::Histogram,
        "gaugehistogram" => Kind::GaugeHistogram,
        "summary" => Kind::Summary,
        "info" => Kind::Info,
        "stateset" => Kind::StateSet,
        _ => Kind::Unknown,
    }
}
