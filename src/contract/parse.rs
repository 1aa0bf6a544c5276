//! A contract read from its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::band::Band;
use super::promise::{Buckets, Contract, LabelPromise, Promise, World};
use super::write::TITLE;
use crate::model::{Kind, Temporality};

/// A text is no contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractError {
    line: usize,
    message: String,
}

impl ContractError {
    pub(super) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    /// The line, counted from one.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ContractError {}

impl Contract {
    /// Reads a contract from its text.
    ///
    /// # Errors
    /// When the text is no contract, with the line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ContractError> {
        Self::parse_from(text, 0)
    }

    /// Reads a contract whose first line has `before` lines before it in its file.
    pub(super) fn parse_from(text: &str, before: usize) -> Result<Self, ContractError> {
        let mut lines = text.lines().enumerate().map(|(number, line)| (number + 1 + before, line));
        match lines.next() {
            Some((_, TITLE)) => {}
            Some((number, line)) if line.starts_with("meterstick contract ") => {
                return Err(ContractError::new(
                    number,
                    format!("`{line}` is of a version that this meterstick does not know"),
                ));
            }
            _ => return Err(ContractError::new(before + 1, format!("a contract begins with `{TITLE}`"))),
        }
        let mut contract = Self::default();
        let mut world = None;
        let mut families = BTreeSet::new();
        // The line on which the block begins that is being read, and what it has said so far.
        let mut block: Option<(usize, BTreeSet<String>)> = None;
        for (number, line) in lines {
            let error = |message: String| ContractError::new(number, message);
            if line.trim().is_empty() {
                continue;
            }
            if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
                return Err(error(
                    "two versions of the file were merged and still wait for a decision".into(),
                ));
            }
            if let Some(inner) = line.strip_prefix("  ") {
                let (promise, (_, said)) =
                    contract.promises.last_mut().zip(block.as_mut()).ok_or_else(|| {
                        error("an indented line belongs to a family, and there is none yet".into())
                    })?;
                let key = set(promise, inner).map_err(error)?;
                if said.contains(&key) {
                    return Err(error(format!("`{key}` is said twice of this family")));
                }
                said.insert(key);
                continue;
            }
            contract.check_last(block.take(), &mut families)?;
            match (line, world) {
                ("[otlp]", _) => world = Some(World::Otlp),
                ("[scrape]", _) => world = Some(World::Scrape),
                (_, None) => {
                    return Err(error("`[otlp]` or `[scrape]` is expected before the first family".into()));
                }
                (_, Some(World::Otlp)) if line.starts_with("resource: ") => {
                    contract.resource = labels(&line["resource: ".len()..]).map_err(error)?;
                }
                (_, Some(world)) => {
                    let (name, rest) = word(line).map_err(error)?;
                    if !rest.is_empty() {
                        return Err(error(format!(
                            "a name stands alone on its line, not before `{}`",
                            rest.trim()
                        )));
                    }
                    contract.promises.push(nothing_about(world, name));
                    block = Some((number, BTreeSet::new()));
                }
            }
        }
        contract.check_last(block, &mut families)?;
        Ok(contract)
    }

    /// Whether the block that ends here says everything that has to be said, and for the first time.
    fn check_last(
        &self,
        block: Option<(usize, BTreeSet<String>)>,
        families: &mut BTreeSet<(World, String, Option<String>, Kind)>,
    ) -> Result<(), ContractError> {
        let (Some((line, said)), Some(promise)) = (block, self.promises.last()) else { return Ok(()) };
        let Promise { world, name, scope, kind, .. } = promise;
        if let Some(key) = ["type", "series"].into_iter().find(|&key| !said.contains(key)) {
            return Err(ContractError::new(line, format!("`{name}` has no `{key}`")));
        }
        if !families.insert((*world, name.clone(), scope.clone(), *kind)) {
            return Err(ContractError::new(
                line,
                format!("`{name}` ({kind}) is promised for the second time"),
            ));
        }
        Ok(())
    }
}

fn nothing_about(world: World, name: String) -> Promise {
    Promise {
        world,
        name,
        kind: Kind::Unknown,
        unit: None,
        temporality: None,
        monotonic: None,
        scope: None,
        labels: Vec::new(),
        buckets: None,
        quantiles: Vec::new(),
        series: Band::Between(0, 0),
        values: BTreeMap::new(),
        help: None,
    }
}

/// Takes in a line of a block, and gives back its key.
fn set(promise: &mut Promise, line: &str) -> Result<String, String> {
    if let Some(listed) = line.strip_prefix("values ") {
        let (label, values) = label_values(listed)?;
        let key = format!("values {label}");
        promise.values.insert(label, values);
        return Ok(key);
    }
    let (key, value) = line.split_once(": ").ok_or_else(|| format!("`{line}` is not `key: value`"))?;
    let unknown = || format!("`{value}` is no {key}");
    match key {
        "type" => promise.kind = Kind::from_name(value).ok_or_else(unknown)?,
        "unit" => promise.unit = Some(only_word(value)?),
        "temporality" => promise.temporality = Some(temporality(value).ok_or_else(unknown)?),
        "monotonic" => promise.monotonic = Some(value.parse().map_err(|_| unknown())?),
        "scope" => promise.scope = Some(only_word(value)?),
        "labels" => promise.labels = labels(value)?,
        "buckets" => {
            promise.buckets = Some(match value {
                "exponential" => Buckets::Exponential,
                "differ" => Buckets::Differ,
                "none" => Buckets::Explicit(Vec::new()),
                _ => Buckets::Explicit(numbers(value)?),
            });
        }
        "quantiles" => promise.quantiles = numbers(value)?,
        "series" => promise.series = Band::parse(value).ok_or_else(unknown)?,
        "help" => {
            promise.help = Some(if value.starts_with('"') { only_word(value)? } else { value.to_owned() });
        }
        _ => return Err(format!("`{key}` is nothing that is promised of a family")),
    }
    Ok(key.to_owned())
}

fn temporality(text: &str) -> Option<Temporality> {
    match text {
        "unspecified" => Some(Temporality::Unspecified),
        "delta" => Some(Temporality::Delta),
        "cumulative" => Some(Temporality::Cumulative),
        _ => text.strip_prefix("other ")?.parse().ok().map(Temporality::Other),
    }
}

fn numbers(text: &str) -> Result<Vec<f64>, String> {
    text.split(' ').map(|number| number.parse().map_err(|_| format!("`{number}` is no number"))).collect()
}

fn only_word(text: &str) -> Result<String, String> {
    match word(text)? {
        (word, "") => Ok(word),
        (_, rest) => Err(format!("`{}` is too much", rest.trim())),
    }
}

/// The label and its values behind `values `. The label may hold a colon itself, in quotes even one with a space.
fn label_values(text: &str) -> Result<(String, BTreeSet<String>), String> {
    let (label, rest) = if text.starts_with('"') {
        word(text)?
    } else {
        let end = text.find(": ").ok_or_else(|| format!("`{text}` is not `LABEL: VALUES`"))?;
        (text[..end].to_owned(), &text[end..])
    };
    let listed = rest.strip_prefix(": ").ok_or("a colon is expected after the label")?;
    Ok((label, words(listed)?))
}

fn words(mut text: &str) -> Result<BTreeSet<String>, String> {
    let mut words = BTreeSet::new();
    loop {
        let (word, rest) = word(text)?;
        words.insert(word);
        match rest.strip_prefix(", ") {
            Some(rest) => text = rest,
            None if rest.is_empty() => return Ok(words),
            None => return Err(format!("a comma is expected before `{}`", rest.trim())),
        }
    }
}

fn labels(mut text: &str) -> Result<Vec<LabelPromise>, String> {
    let mut labels = Vec::new();
    loop {
        let (key, mut rest) = word(text)?;
        let (key, mut optional) = match key.strip_suffix('?') {
            Some(plain) if !text.starts_with('"') => (plain.to_owned(), true),
            _ => (key, false),
        };
        if let Some(after) = rest.strip_prefix('?') {
            (optional, rest) = (true, after);
        }
        let mut types = BTreeSet::new();
        if let Some(inner) = rest.strip_prefix(" (") {
            let (inner, after) = inner.split_once(')').ok_or("a `)` is missing")?;
            types = inner.split('|').map(str::to_owned).collect();
            rest = after;
        }
        if labels.iter().any(|label: &LabelPromise| label.key == key) {
            return Err(format!("`{key}` is listed twice"));
        }
        labels.push(LabelPromise { key, optional, types });
        match rest.strip_prefix(", ") {
            Some(rest) => text = rest,
            None if rest.is_empty() => return Ok(labels),
            None => return Err(format!("a comma is expected before `{}`", rest.trim())),
        }
    }
}

/// A word, in quotes or up to the next space or comma, and what follows it.
fn word(text: &str) -> Result<(String, &str), String> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', ',']).unwrap_or(text.len());
        if end == 0 {
            return Err("a name is expected".to_owned());
        }
        return Ok((text[..end].to_owned(), &text[end..]));
    };
    let mut word = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((word, &quoted[at + 1..])),
            '\\' => match chars.next() {
                Some((_, 'n')) => word.push('\n'),
                Some((at, 'u')) => {
                    let inner = quoted[at + 1..].strip_prefix('{').and_then(|rest| rest.split_once('}'));
                    let (digits, _) = inner.ok_or("`\\u` asks for `{` and `}`")?;
                    let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                    word.push(code.ok_or_else(|| format!("`{digits}` is no character"))?);
                    for _ in 0..digits.chars().count() + 2 {
                        chars.next();
                    }
                }
                Some((_, other)) => word.push(other),
                None => break,
            },
            c => word.push(c),
        }
    }
    Err("a quote never ends".to_owned())
}
