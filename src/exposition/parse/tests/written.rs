//! What was written by the grammar is read without a fault, and says what was written.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{OM1, OM2, TEXT, parse};
use crate::exposition::Format;
use crate::model::Number;

/// A sample before it is written.
#[derive(Clone, Debug)]
struct Written {
    name: String,
    labels: Vec<(String, String)>,
    value: Value,
    timestamp: Option<i32>,
    exemplar: Option<(Vec<(String, String)>, i32)>,
}

#[derive(Clone, Debug)]
enum Value {
    Int(i64),
    Uint(u64),
    Float(f64),
}

impl Value {
    fn number(&self) -> Number {
        match *self {
            Self::Int(value) => Number::Int(value),
            Self::Uint(value) => Number::from(value),
            Self::Float(value) => Number::Float(value),
        }
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z_:][a-zA-Z0-9_:]{0,40}", "[a-zA-Z_][a-z. \"\\\\{}é✓\n]{1,12}"]
}

fn label() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![3 => "[a-zA-Z_][a-zA-Z0-9_]{0,20}", 1 => "[ -~é]{1,10}"];
    let value = prop_oneof![3 => "[ -~é✓]{0,30}", 1 => any::<String>()];
    (name, value)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::Int),
        any::<u64>().prop_map(Value::Uint),
        any::<f64>().prop_filter("NaN equals nothing", |value| !value.is_nan()).prop_map(Value::Float),
    ]
}

fn written() -> impl Strategy<Value = Written> {
    (
        name(),
        vec(label(), 0..5),
        value(),
        option::of(any::<i32>()),
        option::of((vec(label(), 0..3), any::<i32>())),
    )
        .prop_map(|(name, labels, value, timestamp, exemplar)| Written {
            name,
            labels,
            value,
            timestamp,
            exemplar,
        })
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn is_plain(name: &str, colon: bool) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || colon && byte == b':')
}

fn label_list(labels: &[(String, String)]) -> Vec<String> {
    let one = |(name, value): &(String, String)| {
        let name = if is_plain(name, false) { name.clone() } else { format!("\"{}\"", escaped(name)) };
        format!("{name}=\"{}\"", escaped(value))
    };
    labels.iter().map(one).collect()
}

fn line(sample: &Written, format: Format) -> String {
    let mut items = label_list(&sample.labels);
    let mut line = String::new();
    if is_plain(&sample.name, true) {
        line.push_str(&sample.name);
    } else {
        items.insert(0, format!("\"{}\"", escaped(&sample.name)));
    }
    if !items.is_empty() {
        line.push_str(&format!("{{{}}}", items.join(",")));
    }
    line.push_str(&format!(" {}", sample.value.number()));
    if let Some(time) = sample.timestamp {
        line.push_str(&format!(" {time}"));
    }
    if let Some((labels, value)) = sample.exemplar.as_ref().filter(|_| format.is_openmetrics()) {
        line.push_str(&format!(" # {{{}}} {value} 1.5", label_list(labels).join(",")));
    }
    line + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read(samples in vec(written(), 0..8)) {
        for format in [TEXT, OM1, OM2] {
            let mut body: String = samples.iter().map(|sample| line(sample, format)).collect();
            if format.is_openmetrics() {
                body.push_str("# EOF\n");
            }
            let exposition = parse(body.as_bytes(), format);
            prop_assert!(exposition.is_faultless(), "{:?} in {body}", exposition.faults().next());
            prop_assert_eq!(exposition.samples().count(), samples.len());
            for (read, written) in exposition.samples().zip(&samples) {
                prop_assert_eq!(read.name(), written.name.as_str());
                let labels: Vec<_> =
                    read.labels().map(|label| (label.name().into_owned(), label.value().into_owned())).collect();
                prop_assert_eq!(&labels, &written.labels);
                prop_assert_eq!(read.number(), Some(written.value.number()));
                prop_assert_eq!(
                    read.timestamp_lexeme().map(str::to_owned),
                    written.timestamp.map(|time| time.to_string())
                );
                let exemplar = written.exemplar.as_ref().filter(|_| format.is_openmetrics());
                prop_assert_eq!(read.exemplars().len(), usize::from(exemplar.is_some()));
                if let (Some(read), Some((labels, value))) = (read.exemplars().next(), exemplar) {
                    prop_assert_eq!(read.labels().len(), labels.len());
                    prop_assert_eq!(read.number(), Number::Int(i64::from(*value)));
                }
            }
        }
    }
}
