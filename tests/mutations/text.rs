//! A text exposition as lines that can be chosen and changed.

use crate::dice::Dice;
use std::collections::BTreeMap;
use std::fmt;

/// The lines of an exposition, without their ends.
pub(crate) struct Text {
    pub(crate) lines: Vec<String>,
}

/// What a line is, as far as choosing goes.
#[derive(Clone, Copy)]
pub(crate) struct Line<'t> {
    pub(crate) at: usize,
    pub(crate) text: &'t str,
    /// `HELP`, `TYPE` or `UNIT`; empty for a sample.
    pub(crate) word: &'t str,
    /// The name that stands on it.
    pub(crate) name: &'t str,
    pub(crate) family: &'t str,
    /// The type of the family.
    pub(crate) kind: &'t str,
}

impl Line<'_> {
    pub(crate) fn is_sample(&self) -> bool {
        self.word.is_empty()
    }

    /// Whether it is the sample of that kind of family that ends so.
    pub(crate) fn is(&self, kind: &str, end: &str) -> bool {
        self.is_sample() && self.kind == kind && self.name.ends_with(end)
    }

    pub(crate) fn is_bucket(&self) -> bool {
        self.is("histogram", "_bucket")
    }

    /// Whether it is what a counter has counted.
    pub(crate) fn counts(&self) -> bool {
        self.is("counter", "_total")
    }

    pub(crate) fn has_labels(&self) -> bool {
        self.is_sample() && self.text.contains('{')
    }

    pub(crate) fn value(&self) -> f64 {
        self.text.rsplit(' ').next().and_then(|value| value.parse().ok()).unwrap_or(f64::NAN)
    }

    pub(crate) fn label(&self, key: &str) -> Option<String> {
        Sample::of(self.text).labels.into_iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
}

impl Text {
    pub(crate) fn of(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        Self { lines: text.lines().map(str::to_owned).collect() }
    }

    pub(crate) fn body(&self) -> String {
        let mut body = self.lines.join("\n");
        body.push('\n');
        body
    }

    /// Every line that describes a family or is a sample.
    pub(crate) fn all(&self) -> Vec<Line<'_>> {
        let described = |text: &str| {
            let mut words = text.strip_prefix("# ")?.split(' ').map(str::to_owned);
            Some((words.next()?, words.next()?, words.next()?))
        };
        let kinds: BTreeMap<String, usize> = (self.lines.iter().enumerate())
            .filter_map(|(at, line)| described(line).filter(|(word, ..)| word == "TYPE").map(|it| (it.1, at)))
            .collect();
        let kind_of = |family: &str| {
            kinds.get(family).and_then(|&at| self.lines[at].rsplit(' ').next()).unwrap_or_default()
        };
        let mut family = "";
        let mut all = Vec::new();
        for (at, text) in self.lines.iter().enumerate() {
            if let Some(rest) = text.strip_prefix("# ") {
                let mut words = rest.split(' ');
                let (Some(word), Some(name)) = (words.next(), words.next()) else { continue };
                family = name;
                all.push(Line { at, text, word, name, family, kind: kind_of(name) });
            } else if let Some(end) = text.find(['{', ' ']) {
                let name = &text[..end];
                all.push(Line { at, text, word: "", name, family, kind: kind_of(family) });
            }
        }
        all
    }

    /// The line that chance chooses of those that qualify. They are put in order first, so that looks which differ in nothing but
    /// their order are changed alike.
    pub(crate) fn pick(&self, dice: &mut Dice, is_meant: impl Fn(&Line<'_>) -> bool) -> Option<usize> {
        let mut meant: Vec<Line<'_>> = self.all().into_iter().filter(is_meant).collect();
        meant.sort_by_key(|line| line.text);
        dice.pick(&meant).map(|line| line.at)
    }

    /// Where all lines are that qualify.
    pub(crate) fn places(&self, is_meant: impl Fn(&Line<'_>) -> bool) -> Vec<usize> {
        self.all().into_iter().filter(is_meant).map(|line| line.at).collect()
    }

    /// The line at a place.
    pub(crate) fn line(&self, at: usize) -> Option<Line<'_>> {
        self.all().into_iter().find(|line| line.at == at)
    }

    /// The family of a line.
    pub(crate) fn family(&self, at: usize) -> Option<String> {
        self.line(at).map(|line| line.family.to_owned())
    }

    /// The name of a family of some type.
    pub(crate) fn family_of(&self, dice: &mut Dice, kind: &str) -> Option<String> {
        let at = self.pick(dice, |line| line.word == "TYPE" && line.kind == kind)?;
        self.family(at)
    }

    /// Changes the sample at a place.
    pub(crate) fn edit(&mut self, at: usize, change: impl FnOnce(&mut Sample)) {
        let mut sample = Sample::of(&self.lines[at]);
        change(&mut sample);
        self.lines[at] = sample.to_string();
    }

    /// Changes all samples that qualify.
    pub(crate) fn edit_all(&mut self, is_meant: impl Fn(&Line<'_>) -> bool, change: impl Fn(&mut Sample)) {
        for at in self.places(is_meant) {
            self.edit(at, &change);
        }
    }

    /// Puts lines behind the last sample, before the end.
    pub(crate) fn append(&mut self, lines: impl IntoIterator<Item = String>) {
        let end = self.lines.iter().rposition(|line| line == "# EOF").unwrap_or(self.lines.len());
        self.lines.splice(end..end, lines);
    }
}

/// A sample without timestamp.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) value: String,
}

impl Sample {
    pub(crate) fn of(line: &str) -> Self {
        let (series, value) = line.rsplit_once(' ').unwrap_or((line, ""));
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        let labels = labels.trim_end_matches('}').split("\",").filter_map(|pair| {
            let (key, value) = pair.split_once("=\"")?;
            Some((key.to_owned(), value.trim_end_matches('"').to_owned()))
        });
        Self { name: name.to_owned(), labels: labels.collect(), value: value.to_owned() }
    }

    pub(crate) fn number(&self) -> f64 {
        self.value.parse().unwrap_or(f64::NAN)
    }

    pub(crate) fn add(&mut self, more: f64) {
        self.value = (self.number() + more).to_string();
    }

    pub(crate) fn put(&mut self, key: &str, value: &str) {
        match self.labels.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => value.clone_into(known),
            None => self.labels.push((key.to_owned(), value.to_owned())),
        }
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.labels.is_empty() {
            let pairs: Vec<String> =
                self.labels.iter().map(|(key, value)| format!("{key}=\"{value}\"")).collect();
            write!(f, "{{{}}}", pairs.join(","))?;
        }
        write!(f, " {}", self.value)
    }
}
