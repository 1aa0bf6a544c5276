//! Names and values of labels as they are translated.

use std::collections::BTreeMap;

use super::names::collapsed;
use super::strategy::Strategy;
use crate::exposition::Escaping;
use crate::model::{Labels, Scope, Value};

/// What an attribute key may be called as a label, the specified name first; nothing where no letter or digit is left of it.
///
/// Runs of underscores are joined here; where names are compared, those of the other side must be as well.
///
/// ```
/// use meterstick::bridge::{Strategy, label_names};
///
/// assert_eq!(label_names(Strategy::default(), "http.method"), ["http_method"]);
/// assert_eq!(label_names(Strategy::default(), "1a")[0], "key_1a");
/// assert_eq!(label_names(Strategy::NoTranslation, "http.method")[0], "http.method");
/// ```
#[must_use]
pub fn label_names(strategy: Strategy, key: &str) -> Vec<String> {
    if !strategy.escapes() {
        let escaped =
            [Escaping::Underscores, Escaping::Dots, Escaping::Values].map(|scheme| scheme.escape(key));
        let mut names = vec![key.to_owned()];
        for name in escaped {
            let name = name.replace(':', "_");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        return names;
    }
    let name = escaped(key);
    if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        // Others put an underscore before the digit, or in its place.
        return vec![
            format!("key_{name}"),
            format!("_{name}"),
            collapsed(&format!("_{}", &name[1..])).into_owned(),
        ];
    }
    vec![name]
}

/// A key in the old alphabet of labels, each run of other characters as one underscore.
fn escaped(key: &str) -> String {
    let replaced: String = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    collapsed(&replaced).into_owned()
}

/// Attributes as labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranslatedLabels {
    /// Each label with its value; those without a value are none.
    pub labels: BTreeMap<String, String>,
    /// Labels that several attributes became, with the keys of these.
    pub collisions: BTreeMap<String, Vec<String>>,
    /// Keys of which nothing is left.
    pub unnamed: Vec<String>,
}

/// Attributes as labels, values of keys that became one joined by `;` in the order of the keys.
#[must_use]
pub fn translate_labels(strategy: Strategy, attributes: Labels<'_>) -> TranslatedLabels {
    let mut translated = TranslatedLabels::default();
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // The attributes come in the order of their keys.
    for attribute in attributes.iter() {
        let Some(name) = label_names(strategy, attribute.key).into_iter().next() else {
            translated.unnamed.push(attribute.key.to_owned());
            continue;
        };
        let value = text_of(attribute.value);
        match translated.labels.get_mut(&name) {
            Some(joined) => {
                joined.push(';');
                joined.push_str(&value);
            }
            None => {
                translated.labels.insert(name.clone(), value);
            }
        }
        keys.entry(name).or_default().push(attribute.key.to_owned());
    }
    translated.labels.retain(|_, value| !value.is_empty());
    translated.collisions = keys.into_iter().filter(|(_, keys)| keys.len() > 1).collect();
    translated
}

/// A value in the words that OTLP has for values that are no strings.
pub(super) fn text_of(value: Value<'_>) -> String {
    value.to_string()
}

/// The scope of an instrument as labels of its series. Attributes that would take the place of a field are left out.
#[must_use]
pub fn scope_labels(strategy: Strategy, scope: Scope<'_>) -> BTreeMap<String, String> {
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in translate_labels(strategy, scope.attributes()).labels {
        labels.insert(format!("otel_scope_{name}"), value);
    }
    for (field, value) in
        [("name", scope.name()), ("version", scope.version()), ("schema_url", scope.schema_url())]
    {
        labels.remove(&format!("otel_scope_{field}"));
        if !value.is_empty() {
            labels.insert(format!("otel_scope_{field}"), value.to_owned());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AttributeValue, FamilyDraft, Kind, Reading};

    fn attributes(pairs: &[(&str, AttributeValue)]) -> Reading {
        let mut builder = Reading::builder();
        let labels: Vec<_> =
            pairs.iter().map(|(key, value)| (builder.intern(key), builder.value(value.clone()))).collect();
        let set = builder.label_set(&labels);
        let name = builder.intern("x");
        let family = builder.family(FamilyDraft::new(name, Kind::Gauge));
        builder.series(family, set);
        builder.finish()
    }

    fn translated(pairs: &[(&str, AttributeValue)]) -> TranslatedLabels {
        let reading = attributes(pairs);
        let series = reading.families().next().and_then(|family| family.series().next()).expect("a series");
        translate_labels(Strategy::default(), series.labels())
    }

    #[test]
    fn keys_become_names() {
        for (key, names) in [
            ("http.method", &["http_method"][..]),
            ("1abc", &["key_1abc", "_1abc", "_abc"]),
            ("_x", &["_x"]),
            ("a..b", &["a_b"]),
            ("a:b", &["a_b"]),
            ("...", &[]),
            ("", &[]),
        ] {
            assert_eq!(label_names(Strategy::default(), key), names, "{key}");
        }
        assert_eq!(label_names(Strategy::NoTranslation, "a.b"), ["a.b", "a_b", "a_dot_b", "U__a_2e_b"]);
    }

    #[test]
    fn values_of_keys_that_become_one_are_joined_in_the_order_of_the_keys() {
        let labels = translated(&[("a_b", "z".into()), ("a.b", "1".into()), ("a-b", "m".into())]);
        assert_eq!(labels.labels["a_b"], "m;1;z");
        assert_eq!(labels.collisions["a_b"], ["a-b", "a.b", "a_b"]);
    }

    #[test]
    fn values_are_words_of_otlp() {
        let list = AttributeValue::Array(vec!["x".into(), 1_i64.into()]);
        let labels = translated(&[
            ("b", true.into()),
            ("i", 7_i64.into()),
            ("l", list),
            ("e", "".into()),
            ("n", AttributeValue::Empty),
            ("..", "lost".into()),
        ]);
        let expected = [("b", "true"), ("i", "7"), ("l", r#"["x",1]"#)];
        assert!(labels.labels.iter().map(|(k, v)| (k.as_str(), v.as_str())).eq(expected), "{labels:?}");
        assert_eq!(labels.unnamed, [".."]);
    }
}
