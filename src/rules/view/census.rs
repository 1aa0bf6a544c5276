//! The values that labels have: counted once for all rules that ask about them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{Role, TextFamily};
use crate::model::{Family, Value};

/// How many samples of a family are looked at. Where there are more, their number has been told already.
const LOOKED_AT: usize = 20_000;

/// How many different values of one label are kept.
pub(in crate::rules) const KEPT: usize = 1024;

/// One label of a family, with its values.
pub(in crate::rules) struct Column<'v> {
    pub(in crate::rules) key: Cow<'v, str>,
    /// How many of the series that were looked at have it.
    pub(in crate::rules) series: usize,
    /// How many series were looked at.
    pub(in crate::rules) of: usize,
    /// Its values, each once, in the order of their series; no more than [`KEPT`].
    pub(in crate::rules) values: Vec<Cow<'v, str>>,
    /// Which kinds of characters occur in some value.
    characters: u8,
    /// The length of the longest value in bytes.
    longest: usize,
    known: Known<'v>,
}

/// A kind of characters. What no value of a column holds need not be looked for in each of them.
#[derive(Clone, Copy)]
pub(in crate::rules) enum Character {
    Digit = 1,
    Upper = 1 << 1,
    /// A space, or what parts words and lines like one.
    Blank = 1 << 2,
    At = 1 << 3,
    Slash = 1 << 4,
    /// What parts the numbers of an address.
    DotOrColon = 1 << 5,
}

/// The kind of each byte.
static CHARACTERS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' => Character::Digit as u8,
            b'A'..=b'Z' => Character::Upper as u8,
            // Blanks beyond ASCII are in here, too.
            0..=b' ' | 0x7f.. => Character::Blank as u8,
            b'@' => Character::At as u8,
            b'/' => Character::Slash as u8,
            b'.' | b':' => Character::DotOrColon as u8,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// What tells values apart without reading them again.
#[derive(Default)]
struct Known<'v> {
    texts: Table,
    /// Values that are not as they are written, and how they are.
    escaped: Vec<(u32, &'v str)>,
    addresses: FxHashSet<usize>,
    last_text: Option<&'v str>,
    last_address: usize,
}

/// The values of a column by their hashes.
type Table = HashTable<(u32, u32)>;

thread_local! {
    /// Tables that are not in use: to grow one costs more than to fill it, and every family has some columns.
    static SPARE: RefCell<Vec<Table>> = const { RefCell::new(Vec::new()) };
}

/// The labels of a family as it stands in a text.
pub(super) fn of_text<'v>(family: &'v TextFamily<'v>) -> Vec<Column<'v>> {
    let mut columns: Vec<Column<'v>> = Vec::new();
    let mut index = FxHashMap::default();
    // Which column each label of a shape belongs to.
    let mut places: Vec<Vec<Option<usize>>> = Vec::new();
    for (shape, number) in family.shapes.iter().zip(0..) {
        let labels = if shape.like == number { &shape.labels[..] } else { &[] };
        let place = |(position, name): (usize, &'v Cow<'v, str>)| {
            if matches!(&**name, "le" | "quantile") {
                return None;
            }
            Some(place_of(name, position, &mut columns, &mut index))
        };
        places.push(labels.iter().enumerate().map(place).collect());
    }
    if columns.is_empty() {
        return columns;
    }
    let mut looked_at = 0;
    // The buckets of one histogram have its labels over and over.
    let is_new = |role| !matches!(role, Role::Bucket | Role::Created);
    let has_count = family.members.iter().take(LOOKED_AT).any(|member| member.role == Role::Count);
    for member in family.members.iter().take(LOOKED_AT) {
        let is_told = if has_count { member.role == Role::Count } else { is_new(member.role) };
        if !is_told {
            continue;
        }
        looked_at += 1;
        let shape = &family.shapes[member.shape as usize];
        for (label, place) in member.sample.labels().zip(&places[shape.like as usize]) {
            let Some(place) = *place else { continue };
            let column = &mut columns[place];
            column.series += 1;
            let raw = label.raw_value();
            if column.values.len() == KEPT || column.known.last_text == Some(raw) {
                continue;
            }
            column.known.last_text = Some(raw);
            column.take_text(raw, || label.value());
        }
    }
    finish(columns, looked_at)
}

/// A hash of half the bits with its highest bits set as well, by which a table tells neighbours apart.
fn spread(short: u32) -> u64 {
    u64::from(short).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The labels of a family of the model.
pub(super) fn of_model(family: Family<'_>) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    let mut index = FxHashMap::default();
    let mut looked_at = 0;
    for series in family.series().take(LOOKED_AT) {
        looked_at += 1;
        for (position, label) in series.labels().iter().enumerate() {
            let place = place_of(label.key, position, &mut columns, &mut index);
            columns[place].take(label.value);
        }
    }
    finish(columns, looked_at)
}

/// The column of a label, a new one if it has none.
fn place_of<'v>(
    name: &'v str,
    position: usize,
    columns: &mut Vec<Column<'v>>,
    index: &mut FxHashMap<&'v str, usize>,
) -> usize {
    // In most families labels stand where they stood before.
    if columns.get(position).is_some_and(|column| column.key == name) {
        return position;
    }
    *index.entry(name).or_insert_with(|| {
        columns.push(Column::new(Cow::Borrowed(name)));
        columns.len() - 1
    })
}

fn finish(mut columns: Vec<Column<'_>>, looked_at: usize) -> Vec<Column<'_>> {
    for column in &mut columns {
        column.of = looked_at;
        let mut table = std::mem::take(&mut column.known).texts;
        if table.capacity() > 0 {
            table.clear();
            SPARE.with_borrow_mut(|spare| spare.push(table));
        }
    }
    columns.retain(|column| column.series > 0);
    columns
}

impl<'v> Column<'v> {
    fn new(key: Cow<'v, str>) -> Self {
        Self { key, series: 0, of: 0, values: Vec::new(), characters: 0, longest: 0, known: Known::default() }
    }

    fn take(&mut self, value: Value<'v>) {
        self.series += 1;
        // Each value is kept once in a reading, so that its address tells which one it is; all empty ones are one.
        let address = match value {
            Value::Text("") => 1,
            Value::Text(text) => text.as_ptr() as usize,
            Value::Typed(typed) => std::ptr::from_ref(typed) as usize,
        };
        if address == self.known.last_address || self.values.len() == KEPT {
            return;
        }
        self.known.last_address = address;
        if self.known.addresses.insert(address) {
            let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
            self.push(text);
        }
    }

    /// Keeps a value as it is written, if it is a new one.
    fn take_text(&mut self, raw: &'v str, value: impl FnOnce() -> Cow<'v, str>) {
        let hash = FxBuildHasher.hash_one(raw);
        let short = hash as u32;
        if self.known.texts.capacity() == 0 {
            self.known.texts = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
        }
        let (values, escaped, place) = (&self.values, &mut self.known.escaped, self.values.len() as u32);
        let is_same = |&(known, place): &(u32, u32)| {
            known == short
                && match &values[place as usize] {
                    Cow::Borrowed(text) => *text == raw,
                    Cow::Owned(_) => {
                        let found = escaped.binary_search_by_key(&place, |&(of, _)| of);
                        found.is_ok_and(|at| escaped[at].1 == raw)
                    }
                }
        };
        let rehash = |&(known, _): &(u32, u32)| spread(known);
        if let Entry::Vacant(vacant) = self.known.texts.entry(spread(short), is_same, rehash) {
            vacant.insert((short, place));
            let value = value();
            if matches!(value, Cow::Owned(_)) {
                escaped.push((place, raw));
            }
            self.push(value);
        }
    }

    fn push(&mut self, text: Cow<'v, str>) {
        if self.values.len() == self.values.capacity() {
            // They are needed for a moment only: room costs less than moving them often.
            self.values.reserve(8.max(3 * self.values.len()));
        }
        self.characters |= text.bytes().fold(0, |all, byte| all | CHARACTERS[byte as usize]);
        self.longest = self.longest.max(text.len());
        self.values.push(text);
    }

    /// Whether some value has such a character in it.
    pub(in crate::rules) fn has(&self, character: Character) -> bool {
        self.characters & character as u8 != 0
    }

    /// The length of the longest value in bytes.
    pub(in crate::rules) fn longest(&self) -> usize {
        self.longest
    }

    /// How many of its values are so, counted up to a number.
    pub(in crate::rules) fn count(&self, enough: usize, is_so: impl Fn(&str) -> bool) -> usize {
        if self.values.len() < enough {
            return 0;
        }
        self.values.iter().filter(|text| is_so(text)).take(enough).count()
    }

    /// The first value that is so.
    pub(in crate::rules) fn find(&self, is_so: impl Fn(&str) -> bool) -> Option<&str> {
        self.values.iter().map(|text| &**text).find(|text| is_so(text))
    }

    /// How many values there are, in words.
    pub(in crate::rules) fn amount(&self) -> String {
        let more = if self.values.len() == KEPT { "at least " } else { "" };
        format!("{more}{} values", self.values.len())
    }
}
