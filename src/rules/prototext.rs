//! Prometheus' protobuf messages written as text, so that examples of them can be read: `family { name: "up" type: 1 metric { gauge { value: 1 } } }`.
//!
//! Fields bear the names of `io.prometheus.client`; each `family` becomes one message with its length before it. An `undelimited`
//! has none, and `raw { 01 ff }` stands for bytes as they are.

use crate::protobuf::{Writer, zigzag};

/// What a field holds.
#[derive(Clone, Copy)]
enum Shape {
    Message(&'static [Field]),
    Text,
    Double,
    Varint,
    Zigzag,
}

type Field = (&'static str, u32, Shape);

const LABEL: &[Field] = &[("name", 1, Shape::Text), ("value", 2, Shape::Text)];
const TIMESTAMP: &[Field] = &[("seconds", 1, Shape::Varint), ("nanos", 2, Shape::Varint)];
const EXEMPLAR: &[Field] = &[
    ("label", 1, Shape::Message(LABEL)),
    ("value", 2, Shape::Double),
    ("timestamp", 3, Shape::Message(TIMESTAMP)),
];
const COUNTER: &[Field] = &[
    ("value", 1, Shape::Double),
    ("exemplar", 2, Shape::Message(EXEMPLAR)),
    ("created_timestamp", 3, Shape::Message(TIMESTAMP)),
];
const VALUE: &[Field] = &[("value", 1, Shape::Double)];
const QUANTILE: &[Field] = &[("quantile", 1, Shape::Double), ("value", 2, Shape::Double)];
const SUMMARY: &[Field] = &[
    ("sample_count", 1, Shape::Varint),
    ("sample_sum", 2, Shape::Double),
    ("quantile", 3, Shape::Message(QUANTILE)),
    ("created_timestamp", 4, Shape::Message(TIMESTAMP)),
];
const BUCKET: &[Field] = &[
    ("cumulative_count", 1, Shape::Varint),
    ("upper_bound", 2, Shape::Double),
    ("exemplar", 3, Shape::Message(EXEMPLAR)),
    ("cumulative_count_float", 4, Shape::Double),
];
const SPAN: &[Field] = &[("offset", 1, Shape::Zigzag), ("length", 2, Shape::Varint)];
const HISTOGRAM: &[Field] = &[
    ("sample_count", 1, Shape::Varint),
    ("sample_sum", 2, Shape::Double),
    ("bucket", 3, Shape::Message(BUCKET)),
    ("sample_count_float", 4, Shape::Double),
    ("schema", 5, Shape::Zigzag),
    ("zero_threshold", 6, Shape::Double),
    ("zero_count", 7, Shape::Varint),
    ("zero_count_float", 8, Shape::Double),
    ("negative_span", 9, Shape::Message(SPAN)),
    ("negative_delta", 10, Shape::Zigzag),
    ("negative_count", 11, Shape::Double),
    ("positive_span", 12, Shape::Message(SPAN)),
    ("positive_delta", 13, Shape::Zigzag),
    ("positive_count", 14, Shape::Double),
    ("created_timestamp", 15, Shape::Message(TIMESTAMP)),
    ("exemplars", 16, Shape::Message(EXEMPLAR)),
];
const METRIC: &[Field] = &[
    ("label", 1, Shape::Message(LABEL)),
    ("gauge", 2, Shape::Message(VALUE)),
    ("counter", 3, Shape::Message(COUNTER)),
    ("summary", 4, Shape::Message(SUMMARY)),
    ("untyped", 5, Shape::Message(VALUE)),
    ("timestamp_ms", 6, Shape::Varint),
    ("histogram", 7, Shape::Message(HISTOGRAM)),
];
const FAMILY: &[Field] = &[
    ("name", 1, Shape::Text),
    ("help", 2, Shape::Text),
    ("type", 3, Shape::Varint),
    ("metric", 4, Shape::Message(METRIC)),
    ("unit", 5, Shape::Text),
];

/// The bytes of a body. What is no field of the messages is left out, which a test of the examples would show.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut words = words(text).into_iter();
    let mut bytes = Vec::new();
    while let Some(word) = words.next() {
        words.next();
        let mut part = Writer::new();
        match word.as_str() {
            "family" => part.delimited(|message| fields(&mut words, FAMILY, message)),
            "undelimited" => fields(&mut words, FAMILY, &mut part),
            _ => {
                let digits = words.by_ref().take_while(|word| word != "}");
                bytes.extend(digits.filter_map(|digits| u8::from_str_radix(&digits, 16).ok()));
            }
        }
        bytes.extend(part.into_bytes());
    }
    bytes
}

fn fields(words: &mut dyn Iterator<Item = String>, known: &[Field], message: &mut Writer) {
    while let Some(word) = words.next().filter(|word| word != "}") {
        let field = known.iter().find(|(name, ..)| *name == word.trim_end_matches(':'));
        let Some(value) = words.next() else { return };
        match field {
            Some(&(_, number, Shape::Message(inner))) => {
                message.message(number, |message| fields(words, inner, message));
            }
            Some(&(_, number, Shape::Text)) => message.bytes_field(number, &super::example::bytes(&value)),
            Some(&(_, number, Shape::Double)) => {
                message.double_field(number, value.parse().unwrap_or(f64::NAN));
            }
            Some(&(_, number, Shape::Varint)) => {
                message.varint_field(number, value.parse::<i64>().unwrap_or_default() as u64);
            }
            Some(&(_, number, Shape::Zigzag)) => {
                message.varint_field(number, zigzag(value.parse().unwrap_or_default()));
            }
            None => {}
        }
    }
}

/// Names, braces, numbers, and strings without their quotes.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, end) = if first == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |at| at + 2);
            (rest[1..end - 1].to_owned(), end)
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (rest[..end].to_owned(), end)
        };
        words.push(word);
        rest = rest[end..].trim_start();
    }
    words
}
