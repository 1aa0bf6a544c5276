//! Label and attribute values. Prometheus knows strings; OTLP knows all of these.

use std::fmt;
use std::hash::{Hash, Hasher};

/// An attribute value that owns its content, as OTLP's `AnyValue` can say it.
///
/// Doubles are compared by their bits, so that values can be kept once each.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AttributeValue {
    /// No value at all: an `AnyValue` without a field.
    Empty,
    /// A string.
    Text(String),
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// A double.
    Double(f64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list of values.
    Array(Vec<AttributeValue>),
    /// Keys with values, in the order of the wire.
    Map(Vec<(String, AttributeValue)>),
}

impl PartialEq for AttributeValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Empty, Self::Empty) => true,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Double(a), Self::Double(b)) => a.to_bits() == b.to_bits(),
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for AttributeValue {}

impl Hash for AttributeValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Empty => {}
            Self::Text(text) => text.hash(state),
            Self::Bool(value) => value.hash(state),
            Self::Int(value) => value.hash(state),
            Self::Double(value) => value.to_bits().hash(state),
            Self::Bytes(bytes) => bytes.hash(state),
            Self::Array(items) => items.hash(state),
            Self::Map(entries) => entries.hash(state),
        }
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for AttributeValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for AttributeValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i32> for AttributeValue {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<i64> for AttributeValue {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for AttributeValue {
    fn from(value: f64) -> Self {
        Self::Double(value)
    }
}

/// A label or attribute value of a reading.
///
/// `Display` writes strings as they are and everything else as OTLP asks for non-string attributes in string form:
/// JSON for lists and maps, base64 for bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'r> {
    /// A string; the only type that Prometheus knows.
    Text(&'r str),
    /// Any other type that OTLP knows.
    Typed(&'r AttributeValue),
}

impl<'r> Value<'r> {
    /// The string, if the value is one.
    #[must_use]
    pub fn as_str(self) -> Option<&'r str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Typed(AttributeValue::Text(text)) => Some(text),
            Self::Typed(_) => None,
        }
    }

    /// A copy that owns its content.
    #[must_use]
    pub fn to_owned(self) -> AttributeValue {
        match self {
            Self::Text(text) => AttributeValue::Text(text.to_owned()),
            Self::Typed(value) => value.clone(),
        }
    }

    /// The type in one word: `string`, `bool`, `int`, `double`, `bytes`, `array`, `map`, `empty`.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Typed(value) => match value {
                AttributeValue::Empty => "empty",
                AttributeValue::Text(_) => "string",
                AttributeValue::Bool(_) => "bool",
                AttributeValue::Int(_) => "int",
                AttributeValue::Double(_) => "double",
                AttributeValue::Bytes(_) => "bytes",
                AttributeValue::Array(_) => "array",
                AttributeValue::Map(_) => "map",
            },
        }
    }
}

impl PartialEq<str> for Value<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Value<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(*other)
    }
}

impl PartialEq<AttributeValue> for Value<'_> {
    fn eq(&self, other: &AttributeValue) -> bool {
        match (self, other) {
            (Self::Text(a), AttributeValue::Text(b)) => a == b,
            (Self::Text(_), _) => false,
            (Self::Typed(a), b) => *a == b,
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Typed(value) => value.fmt(f),
        }
    }
}

impl fmt::Display for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Bytes(bytes) => write_base64(f, bytes),
            other => write_json(f, other),
        }
    }
}

fn write_json(f: &mut fmt::Formatter<'_>, value: &AttributeValue) -> fmt::Result {
    match value {
        AttributeValue::Empty => f.write_str("null"),
        AttributeValue::Text(text) => write_json_string(f, text),
        AttributeValue::Bool(value) => write!(f, "{value}"),
        AttributeValue::Int(value) => write!(f, "{value}"),
        AttributeValue::Double(value) if value.is_nan() => f.write_str("\"NaN\""),
        AttributeValue::Double(value) if value.is_infinite() => {
            f.write_str(if *value > 0.0 { "\"Infinity\"" } else { "\"-Infinity\"" })
        }
        AttributeValue::Double(value) => write!(f, "{value:?}"),
        AttributeValue::Bytes(bytes) => {
            f.write_str("\"")?;
            write_base64(f, bytes)?;
            f.write_str("\"")
        }
        AttributeValue::Array(items) => {
            f.write_str("[")?;
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    f.write_str(",")?;
                }
                write_json(f, item)?;
            }
            f.write_str("]")
        }
        AttributeValue::Map(entries) => {
            f.write_str("{")?;
            for (index, (key, item)) in entries.iter().enumerate() {
                if index > 0 {
                    f.write_str(",")?;
                }
                write_json_string(f, key)?;
                f.write_str(":")?;
                write_json(f, item)?;
            }
            f.write_str("}")
        }
    }
}

fn write_json_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            c if c < ' ' => write!(f, "\\u{:04x}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

fn write_base64(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sextet = (group >> (18 - 6 * place)) & 63;
            let symbol = if place > chunk.len() { '=' } else { char::from(ALPHABET[sextet as usize]) };
            write!(f, "{symbol}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn non_string_values_are_written_as_json() {
        let value = AttributeValue::Array(vec!["a\"b".into(), true.into(), 7_i64.into(), 1.5.into()]);
        assert_eq!(value.to_string(), r#"["a\"b",true,7,1.5]"#);
        let map = AttributeValue::Map(vec![("k".into(), AttributeValue::Empty)]);
        assert_eq!(map.to_string(), r#"{"k":null}"#);
    }

    #[test]
    fn bytes_are_written_as_base64() {
        for (bytes, text) in
            [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"foob", "Zm9vYg==")]
        {
            assert_eq!(AttributeValue::Bytes(bytes.to_vec()).to_string(), text);
        }
    }
}
