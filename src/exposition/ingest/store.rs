//! What the scrape loop and the storage do with a sample that a parser has read.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::cursor::Flaw;
use super::{Fate, IngestedSample, IngestedValue, line_of};
use crate::exposition::Prometheus;
use crate::exposition::numeral::openmetrics_float;
use crate::exposition::parse::go_float;

const NAME: &str = "__name__";

/// The type that the last `# TYPE` line said, as far as it decides how labels are spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Typed {
    Histogram,
    Summary,
    #[default]
    Other,
}

pub(super) type Labels<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// What a parser has read of a sample besides its name and its value.
#[derive(Default)]
pub(super) struct Read<'a> {
    /// The offset at which it stands.
    pub(super) at: usize,
    pub(super) labels: Labels<'a>,
    pub(super) timestamp: Option<i64>,
    /// Name and labels as they are written.
    pub(super) spelling: Cow<'a, [u8]>,
    /// What the parser let pass, and the scrape loop does not.
    pub(super) flaw: Option<Flaw>,
}

impl Read<'_> {
    pub(super) fn at(at: usize) -> Self {
        Self { at, ..Self::default() }
    }
}

/// The samples of a scrape.
pub(super) struct Store<'a> {
    pub(super) by: Prometheus,
    pub(super) typed: Typed,
    /// Whether samples are kept; whoever asks for the verdict alone needs none of them.
    keeps: bool,
    /// How many samples the parser has read, the one that ends the scrape among them.
    pub(super) scraped: usize,
    samples: Vec<IngestedSample<'a>>,
    /// The newest stored sample of each series, with the hash of its labels.
    newest: HashTable<(u64, u32)>,
}

impl<'a> Store<'a> {
    pub(super) fn new(by: Prometheus, keeps: bool) -> Self {
        Self { by, typed: Typed::Other, keeps, scraped: 0, samples: Vec::new(), newest: HashTable::new() }
    }

    /// Takes a sample, or says why it ends the scrape.
    pub(super) fn add(
        &mut self,
        name: Cow<'a, str>,
        read: Read<'a>,
        value: IngestedValue,
    ) -> Result<(), String> {
        self.scraped += 1;
        let Read { at, mut labels, timestamp, spelling, flaw } = read;
        if let Some(flaw) = flaw {
            return Err(flaw.to_owned());
        }
        if self.by == Prometheus::V3 && self.keeps {
            self.spell_bounds(&mut labels);
        }
        labels.push((Cow::Borrowed(NAME), name));
        if labels.iter().any(|(_, value)| value.is_empty()) {
            // A label without a value is no label, and takes others of its name with it.
            let empty: Vec<Cow<'_, str>> =
                labels.iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| name.clone()).collect();
            labels.retain(|(name, _)| !empty.contains(name));
        }
        labels.sort();
        self.check(&labels)?;
        if !self.keeps {
            return Ok(());
        }
        let fate = self.fate(&labels, timestamp);
        self.samples.push(IngestedSample { labels, value, timestamp, fate, line: at, spelling });
        Ok(())
    }

    fn spell_bounds(&self, labels: &mut Labels<'a>) {
        let bound = match self.typed {
            Typed::Histogram => "le",
            Typed::Summary => "quantile",
            Typed::Other => return,
        };
        for (_, value) in labels.iter_mut().filter(|(name, _)| name == bound) {
            if let Ok(number) = go_float(value.as_bytes()) {
                *value = Cow::Owned(openmetrics_float(number));
            }
        }
    }

    fn check(&self, labels: &Labels<'a>) -> Result<(), String> {
        let is_legacy = self.by == Prometheus::V2;
        for (name, value) in labels {
            if name == NAME && is_legacy && !is_legacy_name(value, true) {
                return Err(format!("invalid metric name `{value}`"));
            }
            if name.is_empty() || is_legacy && !is_legacy_name(name, false) {
                return Err(format!("invalid label name `{name}`"));
            }
        }
        if !labels.iter().any(|(name, _)| name == NAME) {
            return Err("metric name missing".to_owned());
        }
        match labels.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(format!("label name `{}` is not unique", pair[0].0)),
            None => Ok(()),
        }
    }

    fn fate(&mut self, labels: &Labels<'a>, timestamp: Option<i64>) -> Fate {
        let index = self.samples.len() as u32;
        let samples = &self.samples;
        let hash = hash(labels);
        let is_same =
            |&(known, place): &(u64, u32)| known == hash && samples[place as usize].labels == *labels;
        let Some((_, newest)) = self.newest.find_mut(hash, is_same) else {
            self.newest.insert_unique(hash, (hash, index), |&(hash, _)| hash);
            return Fate::Stored;
        };
        match (samples[*newest as usize].timestamp, timestamp) {
            (None, None) => Fate::Duplicate,
            // The time of the scrape is newer than what a target can say.
            (None, Some(_)) => Fate::OutOfOrder,
            (Some(before), Some(now)) if now == before => Fate::Duplicate,
            (Some(before), Some(now)) if now < before => Fate::OutOfOrder,
            (Some(_), _) => {
                *newest = index;
                Fate::Stored
            }
        }
    }

    /// The samples with the lines on which they stand.
    pub(super) fn into_samples(mut self, body: &[u8], has_lines: bool) -> Vec<IngestedSample<'a>> {
        let (mut line, mut from) = (1, 0);
        for sample in &mut self.samples {
            // Until now it was the offset. Offsets ascend, so that each stretch is counted once.
            let at = sample.line.clamp(from, body.len());
            line += line_of(&body[from..], at - from) - 1;
            from = at;
            sample.line = if has_lines { line } else { 0 };
        }
        self.samples
    }
}

fn hash(labels: &Labels<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    labels.hash(&mut hasher);
    hasher.finish()
}

/// Whether a name needs no quotes; `colon` for those of metrics.
fn is_legacy_name(name: &str, colon: bool) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || colon && byte == b':')
}
