//! One copy of every string, value and label set of a reading.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

use super::value::AttributeValue;

/// A string of a [`ReadingBuilder`](super::ReadingBuilder), kept once however often it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Symbol(pub(super) u32);

impl Symbol {
    /// The empty string.
    pub const EMPTY: Self = Self(0);
}

/// A label value of a [`ReadingBuilder`](super::ReadingBuilder): a [`Symbol`], or a typed attribute value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ValueId(pub(super) u32);

/// The bit that tells a typed value from a string, so that a label stays eight bytes.
const TYPED: u32 = 1 << 31;

impl From<Symbol> for ValueId {
    fn from(symbol: Symbol) -> Self {
        Self(symbol.0)
    }
}

/// A label set of a [`ReadingBuilder`](super::ReadingBuilder).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LabelSetId(pub(super) u32);

impl LabelSetId {
    /// The set without labels.
    pub const EMPTY: Self = Self(0);
}

/// All strings end to end, and where each begins and ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn get(&self, symbol: Symbol) -> &str {
        let index = symbol.0 as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    fn push(&mut self, text: &str) -> Option<Symbol> {
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        let symbol = u32::try_from(self.ends.len()).ok().filter(|index| index & TYPED == 0)?;
        self.text.push_str(text);
        self.ends.push(end);
        Some(Symbol(symbol))
    }
}

/// What a finished reading keeps: the pools without their look-up tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Pools {
    pub(super) strings: Strings,
    values: Vec<AttributeValue>,
    labels: Vec<(Symbol, ValueId)>,
    sets: Vec<(u32, u32)>,
}

/// A label value as it lies in the pools.
pub(super) enum Stored<'r> {
    Text(&'r str),
    Typed(&'r AttributeValue),
}

impl Pools {
    pub(super) fn value(&self, id: ValueId) -> Stored<'_> {
        if id.0 & TYPED == 0 {
            Stored::Text(self.strings.get(Symbol(id.0)))
        } else {
            Stored::Typed(&self.values[(id.0 ^ TYPED) as usize])
        }
    }

    pub(super) fn shrink(&mut self) {
        self.strings.text.shrink_to_fit();
        self.strings.ends.shrink_to_fit();
        self.values.shrink_to_fit();
        self.labels.shrink_to_fit();
        self.sets.shrink_to_fit();
    }

    pub(super) fn set(&self, id: LabelSetId) -> &[(Symbol, ValueId)] {
        let (start, end) = self.sets[id.0 as usize];
        &self.labels[start as usize..end as usize]
    }
}

/// The pools while they grow, with the tables that find what is there already.
#[derive(Debug)]
pub(super) struct Interner {
    pub(super) pools: Pools,
    by_text: HashTable<u32>,
    by_value: HashTable<u32>,
    by_set: HashTable<u32>,
}

impl Interner {
    pub(super) fn new() -> Self {
        let mut interner = Self {
            pools: Pools::default(),
            by_text: HashTable::new(),
            by_value: HashTable::new(),
            by_set: HashTable::new(),
        };
        interner.text("");
        interner.set(&[]);
        interner
    }

    /// The symbol of a string. Past four gibibytes of distinct text every new string is the empty one.
    pub(super) fn text(&mut self, text: &str) -> Symbol {
        let hash = hash_text(text.as_bytes());
        let strings = &mut self.pools.strings;
        if let Some(&found) = self.by_text.find(hash, |&index| strings.get(Symbol(index)) == text) {
            return Symbol(found);
        }
        let Some(symbol) = strings.push(text) else { return Symbol::EMPTY };
        self.by_text.insert_unique(hash, symbol.0, |&index| hash_text(strings.get(Symbol(index)).as_bytes()));
        symbol
    }

    pub(super) fn value(&mut self, value: AttributeValue) -> ValueId {
        if let AttributeValue::Text(text) = &value {
            return self.text(text).into();
        }
        let hash = hash_of(&value);
        let values = &mut self.pools.values;
        if let Some(&found) = self.by_value.find(hash, |&index| values[index as usize] == value) {
            return ValueId(found | TYPED);
        }
        let index = values.len() as u32;
        values.push(value);
        self.by_value.insert_unique(hash, index, |&index| hash_of(&values[index as usize]));
        ValueId(index | TYPED)
    }

    /// The id of a set whose labels are in the order of their keys.
    pub(super) fn set(&mut self, labels: &[(Symbol, ValueId)]) -> LabelSetId {
        let hash = hash_of(labels);
        let pools = &mut self.pools;
        if let Some(&found) = self.by_set.find(hash, |&index| pools.set(LabelSetId(index)) == labels) {
            return LabelSetId(found);
        }
        let index = pools.sets.len() as u32;
        let start = pools.labels.len() as u32;
        pools.labels.extend_from_slice(labels);
        pools.sets.push((start, pools.labels.len() as u32));
        self.by_set.insert_unique(hash, index, |&index| hash_of(pools.set(LabelSetId(index))));
        LabelSetId(index)
    }
}

fn hash_of<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn hash_text(text: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    hasher.finish()
}
