//! The nearest thing that was seen, so that a failure tells a misspelling from an absence.

use std::collections::BTreeSet;

use crate::model::{AttributeValue, Labels};

/// That a metric was not emitted, with the names most like it.
pub(super) fn missing_metric(name: &str, seen: &BTreeSet<String>) -> String {
    if seen.is_empty() {
        return format!("`{name}` was not emitted; no metric was");
    }
    const SHOWN: usize = 3;
    let mut near: Vec<_> = seen.iter().map(|other| (distance(name, other), other)).collect();
    near.sort();
    // A name of which half would have to be changed is another name.
    let alike: Vec<_> = near
        .iter()
        .filter(|(distance, other)| *distance * 2 <= other.chars().count().max(name.len()))
        .collect();
    let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if alike.is_empty() {
        let some: Vec<String> = seen.iter().take(SHOWN).cloned().collect();
        let more =
            if seen.len() > SHOWN { format!(" and {} more", seen.len() - SHOWN) } else { String::new() };
        return format!("`{name}` was not emitted; seen were {}{more}", list(&some));
    }
    let alike: Vec<String> = alike.iter().take(SHOWN).map(|(_, other)| (*other).clone()).collect();
    format!("`{name}` was not emitted; the nearest name is {}", list(&alike))
}

/// How many labels of two sets differ.
pub(super) fn differing(expected: &[(String, AttributeValue)], seen: Labels<'_>) -> usize {
    let missing =
        expected.iter().filter(|(key, value)| seen.get(key).is_none_or(|found| found != *value)).count();
    let more = seen.iter().filter(|label| !expected.iter().any(|(key, _)| key == label.key)).count();
    missing + more
}

/// The labels as the exposition formats write them.
pub(super) fn written(labels: &[(String, AttributeValue)]) -> String {
    let pairs = labels.iter().map(|(key, value)| match value {
        AttributeValue::Text(text) => format!("{key}={text:?}"),
        other => format!("{key}={other}"),
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}

/// How many characters have to be changed to make one name of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
