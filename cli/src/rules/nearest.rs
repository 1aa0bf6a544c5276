//! Which rule was probably meant by an id that no rule has.

use meterstick::rules::Rule;

use super::entry;

/// What is less like it than this was not meant.
const LEAST: f64 = 0.55;

/// Why there is no such rule, and what may have been meant.
pub(crate) fn unknown(id: &str) -> String {
    if entry::all().iter().any(|rule| rule.family() == id) {
        return format!("`{id}` is a family of rules; `meterstick rules {id}` lists them");
    }
    let near: Vec<String> = nearest(id).iter().map(|id| format!("`{id}`")).collect();
    match near.split_last() {
        None => format!("no rule `{id}`; `meterstick rules` lists all of them"),
        Some((only, [])) => format!("no rule `{id}`; did you mean {only}?"),
        Some((last, others)) => format!("no rule `{id}`; did you mean {} or {last}?", others.join(", ")),
    }
}

/// The three ids that are most like it, the likest first.
fn nearest(id: &str) -> Vec<&'static str> {
    let mut scored: Vec<(f64, &'static str)> =
        entry::all().into_iter().map(|rule| (likeness(id, rule), rule.id)).collect();
    scored.retain(|(score, _)| *score >= LEAST);
    scored.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.cmp(other)));
    scored.into_iter().take(3).map(|(_, id)| id).collect()
}

/// How like a rule's id it is: as a whole, or without the family, which is what people forget.
fn likeness(id: &str, rule: &Rule) -> f64 {
    let offence = |id: &str| id.rsplit('/').next().unwrap_or_default().to_owned();
    let whole = strsim::normalized_damerau_levenshtein(id, rule.id);
    let part = strsim::normalized_damerau_levenshtein(&offence(id), &offence(rule.id));
    let holds = if id.len() >= 4 && rule.id.contains(id) { 0.8 } else { 0.0 };
    whole.max(part * 0.95).max(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_rule() {
        for id in ["series/duplcate", "duplicate", "metric/duplicate", "series_duplicate"] {
            assert!(nearest(id).contains(&"series/duplicate"), "{id}");
        }
        assert!(unknown("series").contains("is a family of rules"));
        assert!(unknown("completely-else-where").contains("`meterstick rules` lists all of them"));
    }
}
