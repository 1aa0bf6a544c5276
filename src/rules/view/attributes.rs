//! Keys and values of an OTLP request, read where they lie.

use std::fmt;

use super::request::{Request, Traits, Value};
use crate::protobuf::{Field, Reader};
use crate::rules::finding::Place;

/// A list of keys with values: attributes of a point, of a resource, metadata.
#[derive(Clone, Copy)]
pub(in crate::rules) struct KeyValues<'v> {
    message: &'v [u8],
    number: u32,
}

/// A key with its value.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Attribute<'v> {
    pub(in crate::rules) key: &'v str,
    /// The bytes of the `AnyValue`.
    pub(in crate::rules) bytes: &'v [u8],
    /// Whether the key is a number in a table of strings.
    has_key_reference: bool,
}

/// A value, one layer deep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) enum AnyValue<'v> {
    Empty,
    Text(&'v str),
    Bool(bool),
    Int(i64),
    Double(f64),
    Array(&'v [u8]),
    Map(&'v [u8]),
    Bytes(&'v [u8]),
}

/// The messages in one field.
pub(super) fn messages(bytes: &[u8], number: u32) -> impl Iterator<Item = &[u8]> {
    Reader::new(bytes).map_while(Result::ok).filter_map(move |field| match field {
        (found, Field::Bytes(content)) if found == number => Some(content),
        _ => None,
    })
}

/// The string in one field.
pub(super) fn text(bytes: &[u8], number: u32) -> &str {
    messages(bytes, number).last().and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
}

impl<'v> KeyValues<'v> {
    pub(super) fn new(message: &'v [u8], number: u32) -> Self {
        Self { message, number }
    }

    /// The value of a key.
    pub(in crate::rules) fn get(self, key: &str) -> Option<AnyValue<'v>> {
        self.into_iter().find(|one| one.key == key).map(Attribute::value)
    }

    /// A number for all of them, whatever their order.
    pub(in crate::rules) fn hash(self) -> u64 {
        self.into_iter().fold(0, |sum, one| sum.wrapping_add(one.hash()))
    }
}

impl<'v> IntoIterator for KeyValues<'v> {
    type Item = Attribute<'v>;
    type IntoIter = Attributes<'v>;

    fn into_iter(self) -> Attributes<'v> {
        Attributes { fields: Reader::new(self.message), number: self.number }
    }
}

/// Keys and values one by one.
pub(in crate::rules) struct Attributes<'v> {
    fields: Reader<'v>,
    number: u32,
}

impl<'v> Iterator for Attributes<'v> {
    type Item = Attribute<'v>;

    fn next(&mut self) -> Option<Attribute<'v>> {
        loop {
            match self.fields.next()?.ok()? {
                (found, Field::Bytes(content)) if found == self.number => {
                    return Some(Attribute::of(content));
                }
                _ => {}
            }
        }
    }
}

/// A measurement that was kept.
pub(in crate::rules) struct Exemplar<'v> {
    pub(in crate::rules) time: u64,
    pub(in crate::rules) value: Value,
    pub(in crate::rules) trace_id: &'v [u8],
    pub(in crate::rules) span_id: &'v [u8],
    /// What the aggregation dropped.
    pub(in crate::rules) attributes: KeyValues<'v>,
}

impl<'v> Exemplar<'v> {
    pub(in crate::rules) fn of(bytes: &'v [u8]) -> Self {
        let mut exemplar = Self {
            time: 0,
            value: Value::None,
            trace_id: &[],
            span_id: &[],
            attributes: KeyValues::new(bytes, 7),
        };
        for field in Reader::new(bytes).map_while(Result::ok) {
            match field {
                (2, Field::Fixed64(nanos)) => exemplar.time = nanos,
                (3, Field::Fixed64(bits)) => exemplar.value = Value::Double(f64::from_bits(bits)),
                (6, Field::Fixed64(bits)) => exemplar.value = Value::Int(bits as i64),
                (4, Field::Bytes(id)) => exemplar.span_id = id,
                (5, Field::Bytes(id)) => exemplar.trace_id = id,
                _ => {}
            }
        }
        exemplar
    }
}

impl<'v> Attribute<'v> {
    pub(super) fn of(bytes: &'v [u8]) -> Self {
        let (mut key, mut value, mut has_key_reference) = ("", &[][..], false);
        for field in Reader::new(bytes).map_while(Result::ok) {
            match field {
                (1, Field::Bytes(text)) => key = str::from_utf8(text).unwrap_or("\u{fffd}"),
                (2, Field::Bytes(bytes)) => value = bytes,
                (3, Field::Varint(_)) => has_key_reference = true,
                _ => {}
            }
        }
        Self { key, bytes: value, has_key_reference }
    }

    pub(super) fn hash(self) -> u64 {
        super::text::bytes_hash(self.key.as_bytes(), self.bytes)
    }

    /// Whether key or value stand in a table of strings, as only profiles have one.
    pub(in crate::rules) fn is_reference(self) -> bool {
        let mut fields = Reader::new(self.bytes).map_while(Result::ok);
        self.has_key_reference || fields.any(|field| matches!(field, (8, Field::Varint(_))))
    }

    pub(in crate::rules) fn value(self) -> AnyValue<'v> {
        AnyValue::of(self.bytes)
    }
}

impl<'v> AnyValue<'v> {
    fn of(bytes: &'v [u8]) -> Self {
        let mut value = Self::Empty;
        for field in Reader::new(bytes).map_while(Result::ok) {
            value = match field {
                (1, Field::Bytes(text)) => Self::Text(str::from_utf8(text).unwrap_or("\u{fffd}")),
                (2, Field::Varint(bit)) => Self::Bool(bit != 0),
                (3, Field::Varint(int)) => Self::Int(int as i64),
                (4, Field::Fixed64(bits)) => Self::Double(f64::from_bits(bits)),
                (5, Field::Bytes(list)) => Self::Array(list),
                (6, Field::Bytes(list)) => Self::Map(list),
                (7, Field::Bytes(bytes)) => Self::Bytes(bytes),
                _ => continue,
            };
        }
        value
    }

    /// The elements of an array.
    pub(in crate::rules) fn elements(self) -> impl Iterator<Item = AnyValue<'v>> {
        let list = if let Self::Array(list) = self { list } else { &[] };
        messages(list, 1).map(Self::of)
    }

    /// The keys and values of a map.
    pub(in crate::rules) fn entries(self) -> KeyValues<'v> {
        KeyValues::new(if let Self::Map(list) = self { list } else { &[] }, 1)
    }

    /// The type in one word.
    pub(in crate::rules) fn type_name(self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Text(_) => "string",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Double(_) => "double",
            Self::Array(_) => "array",
            Self::Map(_) => "map",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// Takes a list of keys and values, and what tells its place.
type Visit<'a> = dyn FnMut(KeyValues<'_>, &dyn Fn() -> Place) + 'a;

impl Request<'_> {
    /// Visits everything in the request that has keys: resources, scopes, metadata, exemplars, maps in values, and points with that trait.
    pub(in crate::rules) fn each_list(&self, with: Traits, visit: &mut Visit<'_>) {
        let wanted = with.and(Traits::NESTED).and(Traits::EXEMPLARS);
        let at = |mut path: String, steps: &[&str]| {
            steps.iter().for_each(|step| self.step(&mut path, step, None));
            path
        };
        for resource in &self.resources {
            let path = || at(self.path_of_resource(resource), &["resource", "attributes"]);
            each_within(resource.attributes, &|| Place::default().pointer(path()), visit);
        }
        for scope in &self.scopes {
            let path = || at(self.path_of_scope(scope), &["scope", "attributes"]);
            each_within(scope.attributes, &|| Place::default().pointer(path()), visit);
        }
        for metric in &self.metrics {
            each_within(metric.metadata, &|| self.metric_place(metric, "metadata"), visit);
            for point in self.points_of(metric).filter(|point| point.data.traits.has(wanted)) {
                each_within(point.attributes(), &|| point.field("attributes", None), visit);
                for (index, exemplar) in point.exemplars().enumerate() {
                    let place = || point.field("exemplars", Some(index));
                    each_within(Exemplar::of(exemplar).attributes, &place, visit);
                }
            }
        }
    }
}

fn each_within(list: KeyValues<'_>, place: &dyn Fn() -> Place, visit: &mut Visit<'_>) {
    visit(list, place);
    for one in list {
        each_in_value(one.value(), place, visit);
    }
}

fn each_in_value(value: AnyValue<'_>, place: &dyn Fn() -> Place, visit: &mut Visit<'_>) {
    match value {
        AnyValue::Map(_) => each_within(value.entries(), place, visit),
        AnyValue::Array(_) => value.elements().for_each(|element| each_in_value(element, place, visit)),
        _ => {}
    }
}

impl fmt::Display for AnyValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Bool(bit) => write!(f, "{bit}"),
            Self::Int(int) => write!(f, "{int}"),
            Self::Double(double) => write!(f, "{double}"),
            other => write!(f, "<{}>", other.type_name()),
        }
    }
}

/// Writes `{key="value",other=7}`.
impl fmt::Display for KeyValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (index, one) in self.into_iter().enumerate() {
            write!(f, "{}{}={}", if index > 0 { "," } else { "" }, one.key, one.value())?;
        }
        f.write_str("}")
    }
}
